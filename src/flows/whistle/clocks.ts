import { addDuration, fractionPoint } from '../../domain/calendar.ts';
import type { ClockEffect } from '../../domain/effect.ts';
import type { Category, Instant, MatterCode, OrgCode, WhistleKind } from '../../domain/names.ts';
import type { ClockStage, Duration, Rung, Stage } from '../../domain/rule-book.ts';
import type { Clock, Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';

/** What a limit depends on. */
export interface Limited {
  readonly kind: WhistleKind;
  readonly category: Category;
  readonly matter: MatterCode | null;
  readonly street: OrgCode | null;
}

/** The limit of a stage (domain 5.2): the matter's own, then the zone's for arriving at an emergency, then the category's. */
export function limitOf(facts: Facts, whistle: Limited, stage: Stage): Duration | null {
  const { book, matter, org } = facts.directory;
  const own = whistle.matter === null ? undefined : matter(whistle.matter)?.limits[stage];
  if (own !== undefined) return own;
  const approvers = book.kinds[whistle.kind].approvers[whistle.category];
  if (stage === 'approval' && approvers.type === 'after') return approvers.within;
  const zone = whistle.street === null ? null : (org(whistle.street)?.zone ?? null);
  if (stage === 'onSite' && whistle.category === 'emergency' && zone !== null) {
    const zoned = book.zones[zone];
    if (zoned) return zoned;
  }
  return book.limits[whistle.category][stage];
}

/** Starts the clock of one stage at `from`; null where the category has no limit for it. */
export function startClock(
  facts: Facts,
  whistle: Limited,
  at: {
    readonly stage: Stage;
    readonly org: OrgCode | null;
    readonly round: number;
    readonly from: Instant;
  },
): Clock | null {
  const limit = limitOf(facts, whistle, at.stage);
  if (limit === null) return null;
  const { calendar } = facts.directory.book;
  const clock = {
    ...at,
    dueAt: addDuration(calendar, at.from, limit),
    rung: -1,
    repeat: 0,
    nextAt: null,
  };
  return setFor(facts, whistle, clock, facts.now);
}

/** The clock of a draft: its blower is reminded once, then it is closed; every answer sets it anew. */
function draftClock(
  { now, directory }: Facts,
  { category, round }: Pick<Whistle, 'category' | 'round'>,
): Clock {
  const { calendar, messages } = directory.book;
  const { remindAfter, remindEmergencyAfter, closeAfter } = messages.drafts;
  const remind = category === 'emergency' ? remindEmergencyAfter : remindAfter;
  return {
    stage: 'draft',
    org: null,
    round,
    from: now,
    dueAt: addDuration(calendar, now, closeAfter),
    rung: 0,
    repeat: 0,
    nextAt: addDuration(calendar, now, remind),
  };
}

/** A draft (or a held whistle) whose time to be finished begins now, and the effect that watches it. */
export function watched(
  facts: Facts,
  draft: Whistle,
): { readonly next: Whistle; readonly watch: readonly ClockEffect[] } {
  const clock = draftClock(facts, draft);
  return { next: { ...draft, clocks: [clock] }, watch: clockEffect(draft, clock) };
}

/** What a clock that has run out has to tell. */
export interface Told {
  /** The highest rung reached, so that a long silence is told once; null when only a repetition is due. */
  readonly rung: Rung | null;
  /** A rung reached earlier that is told once more. */
  readonly again: Rung | null;
}

/** What fell due between the time a clock was set for and now. */
export function toTell(facts: Facts, whistle: Whistle, clock: Clock): Told {
  const { nextAt } = clock;
  if (nextAt === null) return { rung: null, again: null };
  const due = timesOf(facts, whistle, clock).filter(({ at }) => nextAt <= at && at <= facts.now);
  return {
    rung: due.findLast(({ nth }) => nth === 0)?.rung ?? null,
    again: due.findLast(({ nth }) => nth > 0)?.rung ?? null,
  };
}

/** The same clock set for what comes next: another rung, or one more repetition of an earlier one. */
export const setNext = (facts: Facts, whistle: Whistle, clock: Clock): Clock =>
  setFor(facts, whistle, clock, facts.now);

/** The same clock under a new name: its effect ran early or is missing, and a key is never used twice. */
export const setAgain = (clock: Clock): Clock => ({ ...clock, repeat: clock.repeat + 1 });

/**
 * The effect that stands for a clock; none when its ladder has ended. The instant it is set for is part of its key: a
 * whistle that was held, mended and confirmed again has a second approval clock.
 */
export function clockEffect(whistle: Pick<Whistle, 'id'>, clock: Clock): ClockEffect[] {
  const { org, stage, round, rung, repeat, nextAt } = clock;
  if (nextAt === null) return [];
  return [
    {
      kind: 'clock',
      key: ['clock', whistle.id, org ?? 'street', stage, round, rung, repeat, nextAt].join('/'),
      whistleId: whistle.id,
      dueAt: nextAt,
      payload: { org, stage, round, rung, repeat, at: nextAt },
    },
  ];
}

/** The clocks without those of the named stages of one department (or of the street). */
export function withoutClocks(
  clocks: readonly Clock[],
  org: OrgCode | null,
  stages: readonly ClockStage[],
): readonly Clock[] {
  return clocks.filter((one) => one.org !== org || !stages.includes(one.stage));
}

function setFor(facts: Facts, whistle: Limited, clock: Clock, now: Instant): Clock {
  const times = timesOf(facts, whistle, clock);
  const found = times.find(({ at }) => at > now);
  if (!found) return { ...clock, rung: times.length, repeat: 0, nextAt: null };
  return { ...clock, rung: found.index, repeat: found.nth, nextAt: found.at };
}

function limitedStage(stage: ClockStage): Stage | null {
  return stage === 'draft' || stage === 'desk' ? null : stage;
}

/** One moment of a ladder: a rung (`nth` 0), or its nth repetition. */
interface Moment {
  readonly at: Instant;
  readonly rung: Rung;
  readonly index: number;
  readonly nth: number;
}

/**
 * Everything a clock will tell, in order of time. The repetitions of a rung go on beside the rungs that follow it
 * (domain 5.4: “call again every 3 min” until signed), as often as the rule book allows.
 */
function timesOf(facts: Facts, whistle: Limited, clock: Clock): readonly Moment[] {
  const { book } = facts.directory;
  const stage = limitedStage(clock.stage);
  const limit = stage === null ? null : limitOf(facts, whistle, stage);
  if (stage === null || limit === null) return [];
  const rungs = book.ladders[whistle.category].filter(
    (rung) => rung.at > 0 && (rung.stages === null || rung.stages.includes(stage)),
  );
  const moments = [...new Set(rungs.map((rung) => rung.at))].flatMap((percent, index) => {
    const of = rungs.filter((rung) => rung.at === percent);
    const at = fractionPoint(book.calendar, clock.from, limit, percent);
    const again = of.flatMap((rung) =>
      repetitions(facts, at, rung).map((one, nth) => ({ at: one, rung, index, nth: nth + 1 })),
    );
    return [{ at, rung: together(of), index, nth: 0 }, ...again];
  });
  return moments.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** How often a rung that repeats is told again where the rule book names no number. */
const TIMES = 20;

function repetitions({ directory }: Facts, from: Instant, rung: Rung): readonly Instant[] {
  const { every, times = TIMES } = rung;
  if (every === null) return [];
  return Array.from({ length: times }, (_, nth) =>
    addDuration(directory.book.calendar, from, { ...every, amount: every.amount * (nth + 1) }),
  );
}

/** Rungs of one percentage are told as one. */
function together(rungs: readonly Rung[]): Rung {
  return rungs.reduce((all, one) => ({
    ...one,
    tell: [...new Set([...all.tell, ...one.tell])],
    group: all.group || one.group,
    mark: one.mark === 'none' ? all.mark : one.mark,
  }));
}
