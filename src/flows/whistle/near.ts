import { blowingStreet, modesFor } from '../../domain/admission.ts';
import { addDuration } from '../../domain/calendar.ts';
import type { Directory } from '../../domain/directory.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/local-time.ts';
import type { Instant } from '../../domain/names.ts';
import type { Duration, RuleMode } from '../../domain/rule-book.ts';
import type { Near, Whistle, WhistleState } from '../../domain/whistle.ts';
import type { Around } from '../../domain/around.ts';
import type { Search } from './around.ts';
import type { WhistleCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { isSamePlace, isSameSpot } from './same-place.ts';

/**
 * Which whistles a command about a draft has to be compared with; null where there is nothing to compare. The matter is
 * not decided yet: every one it may come to is looked for.
 */
export function searchFor(
  draft: Whistle | null,
  command: WhistleCommand,
  { book, matter }: Directory,
  now: Instant,
): Search | null {
  if (draft !== null && !comparable.includes(draft.state)) return null;
  const read = command.type === 'tell' ? [command.reading.facts, ...command.reading.whistles] : [];
  const codes = [
    draft?.matter ?? null,
    ...(draft?.matterCandidates ?? []),
    ...read.map((one) => one.matter),
  ];
  const groups = codes.flatMap((code) => (code === null ? [] : (matter(code)?.group ?? [])));
  const matters = book.matters.filter((one) => groups.includes(one.group)).map(({ code }) => code);
  if (matters.length === 0) return null;
  const { within, emergencyWithin } = book.admission.duplicates;
  const watches = [...Object.values(book.limits), ...book.matters.map(({ limits }) => limits)];
  const back = (spans: readonly (Duration | null | undefined)[]) =>
    new Date(Date.parse(now) - Math.max(...spans.map((one) => atMostMs(one)))).toISOString();
  return {
    matters,
    since: back([within, emergencyWithin]),
    endedSince: back(watches.map(({ watch }) => watch)),
    except: draft?.id ?? null,
  };
}

const comparable: readonly WhistleState[] = ['draft', 'held', 'merged'];

/** Rule 3 as it holds for this draft: an emergency is never held up by a likeness, only asked about. */
export function duplicateMode(
  directory: Directory,
  whistle: Pick<Whistle, 'category' | 'kind' | 'blowerOrg' | 'street'>,
): RuleMode {
  const street = blowingStreet(directory, whistle);
  const mode = modesFor(directory.book.admission, street, whistle.kind).duplicate;
  const { category } = whistle;
  return mode === 'enforce' && category === 'emergency' ? 'warn' : mode;
}

/** Whistles that may be about the same, newest first, those left out that the blower has said no to (domain 5.5, 5.7). */
export function candidates(draft: Whistle, facts: Facts): readonly Near[] {
  const { directory, around } = facts;
  if (duplicateMode(directory, draft) === 'off') return [];
  return around
    .filter((one) => isAlike(draft, one, directory) && isSamePlace(directory, draft, one))
    .filter((one) => isFresh(draft, one, facts) || cameBack(one, facts))
    .sort((a, b) => ((a.dispatchedAt ?? '') > (b.dispatchedAt ?? '') ? -1 : 1))
    .slice(0, directory.book.admission.duplicates.candidates)
    .map(nearOf);
}

/**
 * The running emergency this one is a further report of: the same matter, dispatched minutes ago, on the same spot, so
 * that nobody has to be asked (domain 5.5). The oldest, whose number survives. A burst water main and a gas leak are one
 * matter group and call different people: those are offered, never merged unasked.
 */
export function mergesByItself(draft: Whistle, facts: Facts): Around | null {
  const { directory, around, now } = facts;
  const { book } = directory;
  if (draft.category !== 'emergency' || draft.again) return null;
  if (duplicateMode(directory, draft) === 'off') return null;
  const { mergeWithin } = book.admission.duplicates;
  const found = around
    .filter((one) => one.category === 'emergency' && one.matter === draft.matter && takesIn(one))
    .filter((one) => isAlike(draft, one, directory) && isSameSpot(directory, draft, one))
    .filter(
      ({ dispatchedAt: at }) => at !== null && addDuration(book.calendar, at, mergeWithin) >= now,
    )
    .sort((a, b) => ((a.dispatchedAt ?? '') < (b.dispatchedAt ?? '') ? -1 : 1));
  return found[0] ?? null;
}

/** Whether a whistle can still take another demand in: its departments are at work. What is verified came back. */
export const takesIn = ({ state }: Pick<Whistle, 'state'>): boolean =>
  state === 'dispatched' || state === 'in_progress' || state === 'claimed_done';

/** The offer as it is kept on the draft. */
export const nearOf = ({
  id,
  number,
  state,
  place,
  dispatchedAt,
  endedAt,
}: Pick<Around, 'id' | 'number' | 'state' | 'place' | 'dispatchedAt' | 'endedAt'>): Near => ({
  whistleId: id,
  number,
  state,
  place,
  at: endedAt ?? dispatchedAt ?? '',
});

/** How a candidate that was said no to is remembered among what the blower has waived. */
export const waiverOf = (whistleId: string): string => `duplicate:${whistleId}`;

/** What a draft is offered: to merge, to blow again, or to blow nevertheless. */
export interface Offers {
  readonly running: readonly Near[];
  readonly ended: readonly Near[];
  /** Whether 仍然吹哨 is open to the blower. */
  readonly anyway: boolean;
}

/** The offers of a draft as it stands, for whoever shows it. */
export function offersOf(directory: Directory, draft: Whistle): Offers {
  const near = draft.again === null ? draft.near : [];
  const running = near.filter(takesIn);
  return {
    running,
    ended: near.filter((one) => !takesIn(one)),
    anyway: running.length === 0 || duplicateMode(directory, draft) !== 'enforce',
  };
}

/** Nothing that would make them different matters: a drill is never the real thing, a restricted matter stays apart. */
function isAlike(draft: Whistle, one: Around, { matter }: Directory): boolean {
  if (one.id === draft.id || draft.waived.includes(waiverOf(one.id))) return false;
  if (one.drill !== draft.drill || one.restricted !== draft.restricted) return false;
  if (draft.matter === null || one.matter === null) return false;
  return matter(draft.matter)?.group === matter(one.matter)?.group;
}

function isFresh(draft: Whistle, one: Around, { directory: { book }, now }: Facts): boolean {
  const { within, emergencyWithin } = book.admission.duplicates;
  if (!takesIn(one) || one.dispatchedAt === null) return false;
  const window = draft.category === 'emergency' ? emergencyWithin : within;
  return addDuration(book.calendar, one.dispatchedAt, window) >= now;
}

/** 回头看: what was accepted as solved lately and is there again (domain 5.7). */
function cameBack(one: Around, { directory, now }: Facts): boolean {
  if (one.state !== 'verified' && one.state !== 'archived') return false;
  const own = one.matter === null ? undefined : directory.matter(one.matter)?.limits.watch;
  const watch = own ?? directory.book.limits[one.category].watch;
  const solvedAt = one.verifiedAt ?? one.endedAt;
  if (watch === null || solvedAt === null) return false;
  return addDuration(directory.book.calendar, solvedAt, watch) >= now;
}

/** Whose numbers decide which one a 二次吹哨 gets. */
export function numbersBefore(
  whistle: Whistle | null,
  { type }: WhistleCommand,
  around: readonly Around[],
): readonly string[] {
  if (whistle?.again) return [whistle.again.number];
  return type === 'blow-again'
    ? around.filter((one) => !takesIn(one)).map(({ number }) => number)
    : [];
}

/** A span in natural time, rather too long than too short: what is found is looked at closely afterwards. */
function atMostMs(span: Duration | null | undefined): number {
  if (!span) return 0;
  const { unit, amount } = span;
  switch (unit) {
    case 'minute':
      return amount * MINUTE_MS;
    case 'hour':
      return amount * HOUR_MS;
    case 'day':
      return amount * DAY_MS;
    case 'workingHour':
      return (amount + 10) * DAY_MS;
    case 'workingDay':
      return (2 * amount + 10) * DAY_MS;
  }
}
