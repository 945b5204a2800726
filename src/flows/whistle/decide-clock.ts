import { changed, ignored, type Decision } from '../../domain/decision.ts';
import type { ClockTick, Message, MessageEffect } from '../../domain/effect.ts';
import type { Instant, UserId } from '../../domain/names.ts';
import type { ClockStage, Receiver, Rung, Stage } from '../../domain/rule-book.ts';
import { isEnded, type Clock, type Whistle } from '../../domain/whistle.ts';
import { clockEffect, setAgain, setNext, toTell } from './clocks.ts';
import { deskSilent } from './decide-report.ts';
import { toReporter } from './desk.ts';
import type { Facts } from './facts.ts';
import { calledSince, goesOn } from './raised.ts';
import { receiversAt } from '../../domain/told.ts';
import { afterQuietHours, message, person, toBlower, toDepartment } from './messages.ts';

/**
 * A clock ran out (S27, domain 5.4). Clocks are never stopped: each names the step it was set for, and one whose step
 * has passed changes nothing (I4).
 */
export function clockRanOut(whistle: Whistle, tick: ClockTick, facts: Facts): Decision<Whistle> {
  const clock = whistle.clocks.find((one) => isFor(one, tick));
  if (!clock || isEnded(whistle)) return ignored;
  if (clock.nextAt === null || clock.nextAt > facts.now) {
    // A few milliseconds early: the row that woke us ends now, so the clock needs another one (I4).
    const again = setAgain(clock);
    return changed(withClock(whistle, clock, again), [], clockEffect(whistle, again));
  }
  if (clock.stage === 'desk') return deskSilent(whistle, clock, facts);
  if (!hasStage(clock)) return draftLeftAlone(whistle, clock, facts);
  const following = setNext(facts, whistle, clock);
  const next = withClock(whistle, clock, following);
  const { rung, again } = toTell(facts, whistle, clock);
  const due = [rung, again && { ...again, group: false }]
    .filter((one) => one !== null)
    .filter((one) => !isChasedForEarlier(whistle, clock, one));
  const events = due.map(({ at }) => ({
    type: 'reminded',
    by: null,
    data: { org: clock.org, stage: clock.stage, at },
  }));
  return changed(next, events, [
    ...onceEach(due.flatMap((one) => remind(next, clock, one, facts))),
    ...clockEffect(next, following),
  ]);
}

/** Whom a rung and a repetition both call is called once. */
const onceEach = (messages: readonly MessageEffect[]): readonly MessageEffect[] =>
  messages.filter(
    (one, index) =>
      messages.findIndex((other) => other.conversation === one.conversation) === index,
  );

/** A draft left alone: its blower is reminded once, then it is closed and they are told. */
function draftLeftAlone(whistle: Whistle, clock: Clock, facts: Facts): Decision<Whistle> {
  if (clock.rung > 0 || clock.dueAt <= facts.now) {
    if (calledSince(whistle) !== null)
      return goesOn(whistle, facts, {
        event: { type: 'expired', by: null, data: {} },
        words: '升级的草稿长时间没有确认，已自动关闭',
      });
    const closed: Whistle = { ...whistle, state: 'cancelled', endedAt: facts.now, clocks: [] };
    const told = toBlower(facts, closed, {
      type: 'notice',
      news: 'expired',
      org: null,
      to: 'blower',
    });
    const dropped = toReporter(facts, closed, 'dropped');
    return changed(closed, [{ type: 'expired', by: null, data: {} }], [told, ...dropped]);
  }
  const following = { ...clock, rung: 1, nextAt: clock.dueAt };
  const next = { ...whistle, clocks: [following] };
  const shown: Message =
    whistle.state === 'held'
      ? { type: 'notice', news: 'held', org: null, to: 'blower' }
      : { type: 'draft' };
  const again = { ...toBlower(facts, next, shown), dueAt: afterQuietHours(whistle, facts) };
  return changed(
    next,
    [{ type: 'draft-reminded', by: null, data: {} }],
    [again, ...clockEffect(next, following)],
  );
}

/**
 * Sets every running clock again: the auditor's answer to a missing row. Rows still waiting under the old names change
 * nothing when their time comes.
 */
export function audit(whistle: Whistle): Decision<Whistle> {
  const clocks = whistle.clocks.map((one) => (one.nextAt === null ? one : setAgain(one)));
  const effects = clocks.flatMap((one) => clockEffect(whistle, one));
  if (isEnded(whistle) || effects.length === 0) return ignored;
  return changed({ ...whistle, clocks }, [], effects);
}

const withClock = (whistle: Whistle, clock: Clock, next: Clock): Whistle => ({
  ...whistle,
  clocks: whistle.clocks.map((one) => (one === clock ? next : one)),
});

const order: readonly ClockStage[] = ['sign', 'checkIn', 'onSite', 'finish'];

/**
 * Nobody is asked for a later step while they are still chased for an earlier one, until that later step is overdue
 * itself (domain 2.4: no more pings than it takes).
 */
function isChasedForEarlier({ clocks }: Whistle, { org, stage }: Clock, rung: Rung): boolean {
  const before = order.slice(0, Math.max(0, order.indexOf(stage)));
  return rung.at < 100 && clocks.some((one) => one.org === org && before.includes(one.stage));
}

function isFor(clock: Clock, tick: ClockTick): boolean {
  return (
    clock.org === tick.org &&
    clock.stage === tick.stage &&
    clock.round === tick.round &&
    clock.rung === tick.rung &&
    clock.repeat === tick.repeat &&
    clock.nextAt === tick.at
  );
}

/** Any clock but a draft's or a desk's. */
type StageClock = Clock & { readonly stage: Stage };

const hasStage = (clock: Clock): clock is StageClock =>
  clock.stage !== 'draft' && clock.stage !== 'desk';

function remind(whistle: Whistle, clock: StageClock, rung: Rung, facts: Facts): MessageEffect[] {
  const { org, stage, dueAt } = clock;
  const { now } = facts;
  const about = { type: 'reminder', stage, org, at: rung.at, mark: rung.mark, dueAt } as const;
  const awake = { dueAt: afterQuietHours(whistle, facts) };
  const inGroup =
    org !== null && rung.group
      ? [toDepartment(facts, whistle, org, { ...about, to: 'group' }, awake)]
      : [];
  const told = new Map<UserId, Receiver>();
  for (const receiver of rung.tell) {
    for (const userId of receiversAt(facts.directory, whistle, { org, stage, now }, receiver))
      if (!told.has(userId)) told.set(userId, receiver);
  }
  const alone = [...told].map(([userId, to]) =>
    message(facts, whistle, person(userId), forPerson({ ...about, to }, stage, rung), {
      dueAt: acting.includes(to) && isUrgent(whistle) ? awake.dueAt : togetherAt(awake.dueAt),
    }),
  );
  return [...inGroup, ...alone];
}

/** Who is asked to act; the others are kept informed. */
const acting: readonly Receiver[] = [
  'liaison',
  'duty-officer',
  'stand-in',
  'leader-in-charge',
  'head',
];

const isUrgent = ({ category }: Whistle): boolean => category === 'emergency';

/** The next full minute: what several departments are late with at one time reaches a leader as one message (2.4). */
function togetherAt(at: Instant): Instant {
  return new Date(Math.ceil(Date.parse(at) / 60_000) * 60_000).toISOString();
}

/** A stand-in for an absent approver gets what the approver got: the card with 同意 and 不同意 (domain 5.3). */
function forPerson(reminder: Message, stage: Clock['stage'], rung: Rung): Message {
  if (stage === 'dispatch' && rung.at < 100) return { type: 'queued' };
  return stage === 'approval' && rung.at < 100 ? { type: 'approval' } : reminder;
}
