import type { Directory } from '../../domain/directory.ts';
import { localDate, localInstant } from '../../domain/local-time.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import { isLookout } from '../../domain/reporting.ts';
import type { Member, OrgDuty } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';

const seeingAll: readonly OrgDuty[] = [
  'command-centre',
  'leading-group-office',
  'supervision-office',
];

/** Whether somebody sees every whistle of the district (domain 5.11). */
export function seesAll(member: Member, directory: Directory): boolean {
  const org = directory.org(member.org);
  return (
    org?.type === 'leadership' || (org?.duties.some((one) => seeingAll.includes(one)) ?? false)
  );
}

/** Own: blown by one's unit (or a community of it), or one's unit was called. Drafts are the blower's alone. */
export function maySee(whistle: Whistle, member: Member, directory: Directory): boolean {
  if (whistle.blower === member.userId) return true;
  // Whoever reports sees what they reported, and nothing else (S49).
  if (whistle.path[0]?.by === member.userId) return true;
  if (isLookout(member)) return false;
  if (whistle.state === 'reported') return passedThrough(whistle, member.org);
  if (whistle.state === 'draft') return false;
  if (seesAll(member, directory)) return true;
  if (whistle.number === null) return false;
  const within =
    whistle.blowerOrg === member.org || directory.org(whistle.blowerOrg)?.parent === member.org;
  const watched = member.post === 'commissioner' && directory.isUnder(whistle.grid, member.org);
  return within || watched || whistle.participations.some((one) => one.org === member.org);
}

/** The desk it is on, and those it came through (S44). */
const passedThrough = ({ desk, path }: Whistle, org: OrgCode): boolean =>
  desk === org || path.some((one) => one.org === org);

/** The first instant of today, this week (Monday) or this month, local time. */
export function periodStart(period: 'day' | 'week' | 'month', now: Instant): Instant {
  const today = localDate(now);
  if (period === 'day') return localInstant(today);
  if (period === 'month') return localInstant(`${today.slice(0, 8)}01`);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return new Date(Date.parse(localInstant(today)) - weekday * 86_400_000).toISOString();
}
