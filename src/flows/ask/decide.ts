import { blowingStreet } from '../../domain/admission.ts';
import type { Directory } from '../../domain/directory.ts';
import { localDate, localInstant } from '../../domain/local-time.ts';
import { comesAlone } from '../../domain/gathering.ts';
import type { Instant, OrgCode, ProjectCode } from '../../domain/names.ts';
import { isLookout } from '../../domain/reporting.ts';
import type { Member, OrgDuty, Project } from '../../domain/rule-book.ts';
import { isGathering, type Whistle } from '../../domain/whistle.ts';

/** Open streets none of whose whistles went out in the rule book's window: too low is a fault too (domain 5.3, rule 5). */
export function silentStreets(
  counts: readonly { readonly org: OrgCode; readonly whistled: number }[],
  directory: Directory,
): readonly OrgCode[] {
  const heard = new Set(
    counts
      .filter(({ whistled }) => whistled > 0)
      .map(({ org }) => blowingStreet(directory, { blowerOrg: org, street: null })),
  );
  return directory.book.orgs
    .filter(({ type, active, code }) => type === 'street' && active && !heard.has(code))
    .map(({ code }) => code);
}

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
  if (whistle.state === 'reported') return !isLookout(member) && passedThrough(whistle, member.org);
  if (whistle.state === 'draft') return false;
  if (seesAll(member, directory)) return true;
  if (whistle.number === null) return false;
  // Members and volunteers see what called them, and that they came; lookouts what they reported (S14, S49).
  if (whistle.volunteers.some(({ by }) => by === member.userId)) return true;
  if (isLookout(member))
    return comesAlone(member) && isGathering(whistle) && whistle.blowerOrg === member.org;
  if (watches(whistle, member, directory)) return true;
  const within =
    whistle.blowerOrg === member.org || directory.org(whistle.blowerOrg)?.parent === member.org;
  const watched = member.post === 'commissioner' && directory.isUnder(whistle.grid, member.org);
  const isOut = whistle.dispatchedAt !== null;
  // Whoever brought one of its demands follows what becomes of it.
  const brought = whistle.origins.some((one) => one.mergedFrom !== null && one.org === member.org);
  return (
    within ||
    watched ||
    brought ||
    (isOut && whistle.participations.some((one) => one.org === member.org))
  );
}

/** Copied, or in charge of the project (S16, S17). */
function watches(whistle: Whistle, member: Member, directory: Directory): boolean {
  const project = whistle.project === null ? null : directory.project(whistle.project);
  const leads = project?.leader === member.userId || project?.office === member.org;
  return leads || whistle.observers.includes(member.org);
}

/** The projects a question is about: the one named, else one's own office's, else all of them (S17). */
export function projectsAsked(
  directory: Directory,
  member: Member,
  code: ProjectCode | null,
): readonly Project[] {
  const { projects } = directory.book;
  if (code !== null) return projects.filter((one) => one.code === code);
  const own = projects.filter((one) => one.office === member.org || one.leader === member.userId);
  return own.length > 0 ? own : projects;
}

/**
 * Who is told a resident's name, number and door: the unit that blew, and a department that has reported in, while it
 * handles the matter; alone, never where others read along (domain 5.12). Who only looks or comes speaks for no unit: they are told once they came.
 */
export function mayKnowResidents(whistle: Whistle, member: Member, alone: boolean): boolean {
  if (!alone) return false;
  const came = whistle.volunteers.some(({ by }) => by === member.userId);
  if (came && whistle.endedAt === null) return true;
  if (isLookout(member)) return false;
  if (whistle.blowerOrg === member.org) return true;
  const seat = whistle.participations.find((one) => one.org === member.org);
  return seat !== undefined && seat.checkedIn !== null && whistle.endedAt === null;
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

/** Whose duty officers matter to somebody who asks without naming a unit: the centre's and their own. */
export function dutyAsked(
  asked: OrgCode | null,
  member: Member,
  directory: Directory,
): readonly OrgCode[] {
  if (asked !== null) return [asked];
  const centre = directory.orgsWithDuty('command-centre').map(({ code }) => code);
  return [...new Set([...centre, member.org])];
}

/** A unit and those below it whose whistles are its to answer for: a street and its communities. */
export function unitsUnder(org: OrgCode, { book }: Directory): readonly OrgCode[] {
  return [org, ...book.orgs.filter(({ parent }) => parent === org).map(({ code }) => code)];
}
