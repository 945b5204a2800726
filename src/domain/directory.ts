import { createGrid, type Grid } from './grid.ts';
import { fromLocalMs, localDate, timeOfDayMs, toLocalMs } from './local-time.ts';
import type {
  Category,
  Instant,
  MatterCode,
  OrgCode,
  ProjectCode,
  UserId,
  WhistleKind,
} from './names.ts';
import type {
  Matter,
  Member,
  Org,
  OrgDuty,
  Post,
  Project,
  Receiver,
  RuleBook,
} from './rule-book.ts';

/** Who is who in one version of the rule book. Pure look-ups over maps made once; unknown things are null or empty. */
export interface Directory extends Grid {
  /** The book the look-ups are made from. */
  readonly book: RuleBook;
  /** The member behind a WeCom userid, whatever its case (protocol 7.2). */
  readonly memberOf: (userId: UserId) => Member | null;
  readonly org: (code: OrgCode) => Org | null;
  readonly matter: (code: MatterCode) => Matter | null;
  readonly project: (code: ProjectCode) => Project | null;
  /** By short name, full name, alias or code, with or without 区 or the district's name before it. */
  readonly orgByName: (name: string) => Org | null;
  /** Members of an organisation in the book's order; with a post, only those who hold it. */
  readonly membersOf: (org: OrgCode, post?: Post) => readonly Member[];
  readonly orgsWithDuty: (duty: OrgDuty) => readonly Org[];
  /**
   * Who is on duty in an organisation now (S20): the roster's shift that runs at that moment, else whoever holds the
   * post, else its liaison chain; of a unit nobody belongs to, its parent's. Never empty for whom a whistle can call.
   */
  readonly onDuty: (org: OrgCode, now: Instant) => readonly UserId[];
  /** Whom a rung of the ladder tells, at this moment: never empty while the rule book passed its check (domain 5.4). */
  readonly receiversOf: (receiver: Receiver, about: LadderFacts) => readonly UserId[];
  /**
   * Who may approve (S50, domain 5.3); empty when nobody has to. A community's street whistle is its street's to
   * approve; a quick one any member of the leadership's, beside the usual approvers.
   */
  readonly approversOf: (
    kind: WhistleKind,
    category: Category,
    org: OrgCode,
    quick?: boolean,
  ) => readonly UserId[];
  /** Who steps in for an approver who stays silent (domain 5.3). */
  readonly standInApproversOf: (kind: WhistleKind, org: OrgCode) => readonly UserId[];
}

/** What a receiver is looked up from: the late department, the whistle's street and who blew it. */
export interface LadderFacts {
  readonly department: OrgCode;
  readonly street: OrgCode | null;
  readonly blower: UserId;
  /** Decides whose shift it is; without it nobody's. */
  readonly now?: Instant;
}

/** Posts in the order they are tried: an empty chair never silences the ladder. */
const chains = {
  liaison: ['liaison', 'duty-officer', 'stand-in', 'leader-in-charge', 'head'],
  'stand-in': ['stand-in', 'duty-officer', 'leader-in-charge', 'head'],
  'leader-in-charge': ['leader-in-charge', 'head', 'stand-in', 'liaison'],
  head: ['head', 'leader-in-charge', 'stand-in', 'liaison'],
} as const satisfies Partial<Record<Receiver, readonly Post[]>>;

/** Makes the look-ups of a rule book. Make it once a version; it holds no state. */
export function createDirectory(book: RuleBook): Directory {
  const members = new Map(book.members.map((one) => [one.userId.toLowerCase(), one]));
  const orgs = new Map(book.orgs.map((one) => [one.code, one]));
  const matters = new Map(book.matters.map((one) => [one.code, one]));
  const staff = new Map<OrgCode, Member[]>(book.orgs.map((one) => [one.code, []]));
  for (const one of book.members) staff.get(one.org)?.push(one);
  const names = namesOf(book.orgs);

  const memberOf = (userId: UserId) => members.get(userId.toLowerCase()) ?? null;
  const org = (code: OrgCode) => orgs.get(code) ?? null;
  const orgsWithDuty = (duty: OrgDuty) => book.orgs.filter((one) => one.duties.includes(duty));
  const membersOf = (code: OrgCode, post?: Post) =>
    (staff.get(code) ?? []).filter((one) => post === undefined || one.post === post);

  const holders = (code: OrgCode, posts: readonly Post[]) =>
    posts.flatMap((post) => membersOf(code, post).map((one) => one.userId));
  const firstHolders = (code: OrgCode, chain: readonly Post[]) =>
    chain.map((post) => holders(code, [post])).find((found) => found.length > 0) ?? [];

  /** A community blows its own kind itself; for any other it stands in its street's line of approval (domain 5.11). */
  const approvingOrg = (kind: WhistleKind, code: OrgCode) => {
    const blowing = org(code);
    if (kind === 'community' || blowing?.type !== 'community') return code;
    return blowing.parent ?? code;
  };

  const rostered = (code: OrgCode, now: Instant) => {
    const unit = book.roster?.units[code];
    if (!book.roster || !unit) return [];
    const people = unit.days[shiftDate(book.roster.shiftStart, now)] ?? unit.default;
    return people.flatMap((one) => memberOf(one)?.userId ?? []);
  };
  const onDuty = (code: OrgCode, now: Instant): readonly UserId[] => {
    const own = [
      rostered(code, now),
      firstHolders(code, ['duty-officer', ...chains.liaison]),
      membersOf(code).map((one) => one.userId),
    ].find((found) => found.length > 0);
    const parent = org(code)?.parent;
    return own ?? (parent ? onDuty(parent, now) : []);
  };
  const dutyOfficers = (code: OrgCode, now: Instant | undefined) =>
    now === undefined ? firstHolders(code, chains.liaison) : onDuty(code, now);
  const dutyDesk = (duty: OrgDuty, now: Instant | undefined) =>
    orgsWithDuty(duty).flatMap((one) => dutyOfficers(one.code, now));

  return {
    ...createGrid({
      orgs: book.orgs,
      members: book.members,
      reachMetres: book.district.gridReachMetres,
    }),
    book,
    memberOf,
    onDuty,
    org,
    membersOf,
    orgsWithDuty,
    matter: (code) => matters.get(code) ?? null,
    project: (code) => book.projects.find((one) => one.code === code) ?? null,
    orgByName: (name) =>
      spellings(name, book.district.name).reduce<Org | null>(
        (found, one) => found ?? names.get(one) ?? null,
        null,
      ),
    receiversOf: (receiver, { department, street, blower, now }) => {
      switch (receiver) {
        case 'liaison':
        case 'stand-in':
        case 'leader-in-charge':
        case 'head':
          return firstHolders(department, chains[receiver]);
        case 'duty-officer':
          return dutyOfficers(department, now);
        case 'blower':
          return [blower];
        case 'street-approver':
          return firstHolders(street ?? memberOf(blower)?.org ?? department, chains.head);
        case 'command-centre':
        case 'leading-group-office':
        case 'supervision-office':
          return dutyDesk(receiver, now);
        case 'district-leader':
          return book.orgs
            .filter((one) => one.type === 'leadership')
            .flatMap((one) => firstHolders(one.code, chains['leader-in-charge']));
      }
    },
    approversOf: (kind, category, code, quick = false) => {
      const rule = book.kinds[kind].approvers[category];
      if (rule.type === 'none') return [];
      const approving = approvingOrg(kind, code);
      const more = quick ? book.admission.quickPosts : [];
      const found = holders(approving, [...new Set([...rule.posts, ...more])]);
      return found.length > 0 ? found : firstHolders(approving, chains.head);
    },
    standInApproversOf: (kind, code) =>
      firstHolders(approvingOrg(kind, code), ['stand-in', 'leader-in-charge', 'head']),
  };
}

/** The local date on which the shift that runs now began: at 02:00 it is yesterday's. */
function shiftDate(shiftStart: string, now: Instant): string {
  return localDate(fromLocalMs(toLocalMs(now) - timeOfDayMs(shiftStart)));
}

/** The first organisation that claims a name keeps it; a code is a name too. */
function namesOf(orgs: readonly Org[]): ReadonlyMap<string, Org> {
  const names = new Map<string, Org>();
  const claim = (name: string, one: Org) => {
    const key = normalised(name);
    if (!names.has(key)) names.set(key, one);
  };
  for (const one of orgs) claim(one.name, one);
  for (const one of orgs)
    for (const name of [one.fullName, one.code, ...one.aliases]) claim(name, one);
  return names;
}

function spellings(name: string, district: string): readonly string[] {
  const written = normalised(name);
  return [
    written,
    ...[normalised(district), '区']
      .filter((one) => written.startsWith(one))
      .map((one) => written.slice(one.length)),
  ];
}

/** Full-width letters, spaces and case make no difference to who is meant. */
function normalised(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}
