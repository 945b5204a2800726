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

/** The rung a clock that has run out stands for: the highest one reached by now, so that a long silence is told once. */
export function rungReached(
  facts: Facts,
  whistle: Whistle,
  clock: Clock,
): { readonly rung: Rung; readonly index: number } | null {
  const times = rungTimes(facts, whistle, clock);
  let reached: { rung: Rung; index: number } | null = null;
  times.forEach(({ rung, at }, index) => {
    if (index >= clock.rung && at <= facts.now) reached = { rung, index };
  });
  return reached;
}

/** The same clock set for what comes after the rung that was just told: a repetition or the next rung. */
export function setNext(
  facts: Facts,
  whistle: Whistle,
  clock: Clock,
  told: { readonly rung: Rung; readonly index: number },
): Clock {
  const following = setFor(facts, whistle, clock, facts.now);
  const { every } = told.rung;
  if (every === null) return following;
  const again = addDuration(facts.directory.book.calendar, facts.now, every);
  if (following.nextAt !== null && following.nextAt <= again) return following;
  return { ...clock, rung: told.index, repeat: clock.repeat + 1, nextAt: again };
}

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
  const times = rungTimes(facts, whistle, clock);
  const next = times.findIndex(({ at }) => at > now);
  const found = times[next];
  if (!found) return { ...clock, rung: times.length, repeat: 0, nextAt: null };
  return { ...clock, rung: next, repeat: 0, nextAt: found.at };
}

function limitedStage(stage: ClockStage): Stage | null {
  return stage === 'draft' || stage === 'desk' ? null : stage;
}

function rungTimes(
  facts: Facts,
  whistle: Limited,
  clock: Clock,
): { readonly rung: Rung; readonly at: Instant }[] {
  const { book } = facts.directory;
  const stage = limitedStage(clock.stage);
  const limit = stage === null ? null : limitOf(facts, whistle, stage);
  if (stage === null || limit === null) return [];
  const rungs = book.ladders[whistle.category].filter(
    (rung) => rung.at > 0 && (rung.stages === null || rung.stages.includes(stage)),
  );
  return [...new Set(rungs.map((rung) => rung.at))].map((percent) => ({
    rung: together(rungs.filter((rung) => rung.at === percent)),
    at: fractionPoint(book.calendar, clock.from, limit, percent),
  }));
}

/** Rungs of one percentage are told as one. */
function together(rungs: readonly Rung[]): Rung {
  return rungs.reduce((all, one) => ({
    ...one,
    tell: [...new Set([...all.tell, ...one.tell])],
    group: all.group || one.group,
    mark: one.mark === 'none' ? all.mark : one.mark,
    every: one.every ?? all.every,
  }));
}
