import type { Directory } from '../../domain/directory.ts';
import { localDate, localInstant } from '../../domain/local-time.ts';
import type { Instant } from '../../domain/names.ts';
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
  if (whistle.state === 'draft') return false;
  if (seesAll(member, directory)) return true;
  if (whistle.number === null) return false;
  const within =
    whistle.blowerOrg === member.org || directory.org(whistle.blowerOrg)?.parent === member.org;
  // Whoever brought one of its demands follows what becomes of it.
  const brought = whistle.origins.some((one) => one.mergedFrom !== null && one.org === member.org);
  return within || brought || whistle.participations.some((one) => one.org === member.org);
}

/**
 * Who is told a resident's name, number and door: the unit that blew, and a department that has reported in, while it
 * handles the matter; alone, never where others read along (domain 5.12).
 */
export function mayKnowResidents(whistle: Whistle, member: Member, alone: boolean): boolean {
  if (!alone) return false;
  if (whistle.blowerOrg === member.org) return true;
  const seat = whistle.participations.find((one) => one.org === member.org);
  return seat !== undefined && seat.checkedIn !== null && whistle.endedAt === null;
}

/** The first instant of today, this week (Monday) or this month, local time. */
export function periodStart(period: 'day' | 'week' | 'month', now: Instant): Instant {
  const today = localDate(now);
  if (period === 'day') return localInstant(today);
  if (period === 'month') return localInstant(`${today.slice(0, 8)}01`);
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return new Date(Date.parse(localInstant(today)) - weekday * 86_400_000).toISOString();
}
