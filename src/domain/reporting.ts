import type { Directory } from './directory.ts';
import type { OrgCode } from './names.ts';
import type { EmergencyAlarm, Member, Org, Post } from './rule-book.ts';

/** Posts that look and tell, and never speak for the unit they belong to (S47, S49). */
const lookouts: readonly Post[] = ['lane-chief', 'lane-keeper', 'party-member', 'volunteer'];

export const isLookout = ({ post }: Pick<Member, 'post'>): boolean => lookouts.includes(post);

/** Whether somebody's sentence is a report to the level above rather than a whistle: they may not blow (S44, S47, S49). */
export function onlyReports(member: Member, { book, org }: Directory): boolean {
  if (isLookout(member)) return true;
  const type = org(member.org)?.type;
  if (type === undefined || !levels.includes(type)) return false;
  return !Object.values(book.kinds).some((kind) => kind.enabled && kind.blowers.includes(type));
}

/** Levels below the street: what they see goes up (S44). */
const levels: readonly Org['type'][] = ['building', 'group', 'community', 'residents'];

/** The next level up that has somebody to look at it; null at the street, where the way up ends. */
export function levelAbove({ org, membersOf }: Directory, code: OrgCode): OrgCode | null {
  const seen = new Set<OrgCode>();
  for (let one = org(code); one && one.type !== 'street' && !seen.has(one.code);) {
    seen.add(one.code);
    const parent: Org | null = one.parent === null ? null : org(one.parent);
    if (parent && membersOf(parent.code).some((each) => !isLookout(each))) return parent.code;
    one = parent;
  }
  return null;
}

/** What a rule book that says nothing of it means. */
export const usualAlarm: EmergencyAlarm = {
  climb: [['head'], ['command-centre'], ['leader-in-charge', 'district-leader']],
  every: { amount: 30, unit: 'minute' },
  times: 4,
};
