import type { OrgDuty, OrgType } from '../domain/rule-book.ts';
import type { Readable, Report } from './report.ts';
import { unknownOrg } from './check-organisations.ts';
import type { MemberEntry, OrgEntry } from './files.ts';

/** Duties the mechanism cannot do without: where the ladder ends and disputes go (domain 5.4, 5.6). */
const needed = {
  'command-centre': '指挥中心',
  'leading-group-office': '领导小组办公室',
  'supervision-office': '督查室',
  'establishment-office': '编办',
} as const satisfies Partial<Record<OrgDuty, string>>;

/** Types of organisation a whistle can call: each needs somebody to sign and somebody to answer for it. */
const summoned: readonly OrgType[] = ['department', 'public-unit', 'market', 'social'];

/** Types that blow and approve for themselves: without a head nothing of theirs goes out (domain 5.3). */
const approving: readonly OrgType[] = ['alliance', 'project-office'];

/** Every account is one person's, in an organisation there is, and nobody a whistle must reach is missing (S34). */
export function checkMembers({ organisations, members }: Readable, report: Report): void {
  if (!organisations || !members) return;
  const orgs = organisations.organisations;
  const known = new Set(orgs.map((one) => one.code));
  const owners = new Map<string, string>();
  for (const [code, people] of Object.entries(members.members)) {
    if (!known.has(code)) report('members', ['members', code], unknownOrg(code, orgs));
    people.forEach(({ userId, name }, index) => {
      const owner = owners.get(userId.toLowerCase());
      if (owner !== undefined)
        report(
          'members',
          ['members', code, index, 'userId'],
          `账号 ${userId} 已经是${owner}的（不区分大小写），一个账号只能写一次`,
        );
      else owners.set(userId.toLowerCase(), name);
    });
    checkLanes(code, people, report);
  }
  orgs.forEach((one, index) => {
    for (const message of vacancies(one, members.members[one.code] ?? []))
      if (members.members[one.code]) report('members', ['members', one.code], message);
      else report('organisations', ['organisations', index, 'code'], message);
  });
  checkDuties(orgs, report);
}

/** A lane chief without a lane looks after nothing; a commissioner belongs to a community (S47, S48). */
function checkLanes(code: string, people: readonly MemberEntry[], report: Report): void {
  people.forEach(({ name, post, lanes = [] }, index) => {
    const keeps = post === 'lane-chief' || post === 'lane-keeper';
    if (post === 'lane-chief' && lanes.length === 0)
      report('members', ['members', code, index], `${name}是街巷长，请用 lanes 写明管哪些街巷`);
    if (!keeps && lanes.length > 0)
      report(
        'members',
        ['members', code, index, 'lanes'],
        `只有街巷长、小巷管家写 lanes，${name}不是`,
        'warning',
      );
  });
}

function vacancies(org: OrgEntry, people: readonly MemberEntry[]): readonly string[] {
  const none = (post: MemberEntry['post']) => !people.some((one) => one.post === post);
  const found: string[] = [];
  if (summoned.includes(org.type)) {
    if (none('liaison'))
      found.push(`${org.name}没有联络员，哨单没人签收；请在 members.yaml 里写一名 post: liaison`);
    if (none('head'))
      found.push(`${org.name}没有主要负责人，逾期无处上报；请在 members.yaml 里写一名 post: head`);
  }
  if (org.type === 'street' && none('head'))
    found.push(`${org.name}没有审批领导，哨吹不出去；请在 members.yaml 里写一名 post: head`);
  if (approving.includes(org.type) && none('head'))
    found.push(`${org.name}没有负责人，吹的哨没人审批；请在 members.yaml 里写一名 post: head`);
  if ((org.type === 'group' || org.type === 'building') && none('head'))
    found.push(
      `${org.name}没有${org.type === 'group' ? '居民小组长' : '楼栋长'}；请在 members.yaml 里写一名 post: head`,
    );
  if (org.type === 'leadership' && people.length === 0)
    found.push(`${org.name}名下没有人；请在 members.yaml 里至少写一名`);
  return found;
}

function checkDuties(orgs: readonly OrgEntry[], report: Report): void {
  for (const [duty, name] of Object.entries(needed))
    if (!orgs.some((one) => one.duties?.some((held) => held === duty)))
      report(
        'organisations',
        ['organisations'],
        `没有单位承担${name}职责；请给一个单位写上 duties: [${duty}]`,
      );
  if (!orgs.some((one) => one.type === 'leadership'))
    report(
      'organisations',
      ['organisations'],
      '没有区领导，催办到顶无处上报；请写一个 type: leadership 的单位',
    );
}
