import { createDirectory } from '../domain/directory.ts';
import type { Directory } from '../domain/directory.ts';
import type { UserId } from '../domain/names.ts';
import type { Org, RuleBook } from '../domain/rule-book.ts';

/** What the built-in simulator is started with: who is there, which groups exist, what is said first (design 5). */
export interface World {
  readonly corp: { readonly name: string };
  readonly bot: { readonly name: string };
  readonly app: { readonly name: string };
  readonly members: readonly WorldMember[];
  readonly groups: readonly WorldGroup[];
  /** Whose phones the chat page shows first. */
  readonly phones: readonly UserId[];
  readonly opening: readonly {
    readonly group: string;
    readonly from: UserId;
    readonly text: string;
  }[];
}

export interface WorldMember {
  readonly userid: UserId;
  readonly name: string;
  readonly unit: string;
  readonly title: string;
}

export interface WorldGroup {
  readonly name: string;
  readonly members: readonly UserId[];
  readonly bot: boolean;
}

const botName = '哨响';
const districtGroup = '区级指挥群';

/** The simulator's world of a rule book: a group for each department, public unit, street and community, and the district's. Pure. */
export function toWorld(book: RuleBook): World {
  const directory = createDirectory(book);
  const units = book.orgs.filter(({ type }) =>
    ['department', 'public-unit', 'street', 'community'].includes(type),
  );
  const centre = directory
    .orgsWithDuty('command-centre')
    .flatMap((one) => everyone(directory, one));
  const clerk = directory.orgsWithDuty('command-centre').flatMap((one) => clerkOf(directory, one));
  return {
    corp: { name: book.district.name },
    bot: { name: botName },
    app: { name: `${botName}工作台` },
    members: book.members.map(({ userId, name, org, title }) => ({
      userid: userId,
      name,
      unit: directory.org(org)?.name ?? org,
      title,
    })),
    groups: [
      ...units.map((one) => ({
        name: groupOf(one),
        members: unique([...everyone(directory, one), ...clerk]),
        bot: true,
      })),
      { name: districtGroup, members: unique([...centre, ...leaders(directory, book)]), bot: true },
    ],
    phones: phonesOf(directory, book, clerk),
    opening: [
      ...units.flatMap((one) =>
        clerkOf(directory, one).map((from) => ({
          group: groupOf(one),
          from,
          text: `@${botName} 绑定 ${one.name}`,
        })),
      ),
      ...clerk.map((from) => ({
        group: districtGroup,
        from,
        text: `@${botName} 绑定 ${districtGroup}`,
      })),
    ],
  };
}

/** Beside the command centre: the leading-group office, district leaders and every head (design 5). */
function leaders(directory: Directory, book: RuleBook): readonly UserId[] {
  const office = directory.orgsWithDuty('leading-group-office');
  const leadership = book.orgs.filter(({ type }) => type === 'leadership');
  const heads = book.members.filter(({ org, post }) => {
    const type = directory.org(org)?.type;
    return post === 'head' && type !== undefined && !belowTheStreet.includes(type);
  });
  return [
    ...[...office, ...leadership].flatMap((one) => everyone(directory, one)),
    ...heads.map(({ userId }) => userId),
  ];
}

/** Communities and what is below them or beside the government has no seat in the district's group. */
const belowTheStreet: readonly Org['type'][] = [
  'community',
  'group',
  'building',
  'party',
  'market',
  'social',
  'residents',
];

/** The cast of a first whistle: the first open street's blower and approver, the first two leads, the command centre. */
function phonesOf(
  directory: Directory,
  book: RuleBook,
  clerk: readonly UserId[],
): readonly UserId[] {
  const street = book.orgs.find(({ type, active }) => type === 'street' && active);
  const leads = unique(book.matters.map(({ lead }) => lead)).slice(0, 2);
  const approver = street ? directory.membersOf(street.code, 'head').slice(0, 1) : [];
  return unique([
    ...(street ? clerkOf(directory, street) : []),
    ...approver.map(({ userId }) => userId),
    ...leads
      .flatMap((code) => directory.membersOf(code, 'liaison').slice(0, 1))
      .map(({ userId }) => userId),
    ...clerk,
  ]);
}

function everyone(directory: Directory, one: Org): readonly UserId[] {
  return directory.membersOf(one.code).map(({ userId }) => userId);
}

/** The one who speaks for a unit in its group: its liaison, else whoever comes first. At most one. */
function clerkOf(directory: Directory, one: Org): readonly UserId[] {
  const clerks = [...directory.membersOf(one.code, 'liaison'), ...directory.membersOf(one.code)];
  return clerks.slice(0, 1).map(({ userId }) => userId);
}

function groupOf({ name }: Org): string {
  return `${name}工作群`;
}

function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}
