import { changed, ignored, type Decision } from '../../domain/decision.ts';
import type { ClockTick, Message, NewEffect } from '../../domain/effect.ts';
import type { UserId } from '../../domain/names.ts';
import type { Receiver, Rung } from '../../domain/rule-book.ts';
import { isEnded, type Clock, type Whistle } from '../../domain/whistle.ts';
import { clockEffect, rungReached, setAgain, setNext } from './clocks.ts';
import type { Facts } from './facts.ts';
import { aboutSeat, message, person, toDepartment } from './messages.ts';

/**
 * A clock ran out (S27, domain 5.4). Clocks are never stopped: each names the step it was set for, and one whose step
 * has passed changes nothing (I4).
 */
export function clockRanOut(whistle: Whistle, tick: ClockTick, facts: Facts): Decision<Whistle> {
  const clock = whistle.clocks.find((one) => isFor(one, tick));
  if (!clock || isEnded(whistle)) return ignored;
  const told = rungReached(facts, whistle, clock);
  if (!told) {
    // A few milliseconds early: the row that woke us ends now, so the clock needs another one (I4).
    const again = setAgain(clock);
    return changed(withClock(whistle, clock, again), [], clockEffect(whistle, again));
  }
  const following = setNext(facts, whistle, clock, told);
  const next = withClock(whistle, clock, following);
  const event = {
    type: 'reminded',
    by: null,
    data: { org: clock.org, stage: clock.stage, at: told.rung.at },
  };
  return changed(
    next,
    [event],
    [...remind(next, clock, told.rung, facts), ...clockEffect(next, following)],
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

function isFor(clock: Clock, tick: ClockTick): boolean {
  return (
    clock.org === tick.org &&
    clock.stage === tick.stage &&
    clock.round === tick.round &&
    clock.rung === tick.rung &&
    clock.repeat === tick.repeat
  );
}

function remind(whistle: Whistle, clock: Clock, rung: Rung, facts: Facts): NewEffect[] {
  const { org, stage, dueAt } = clock;
  const about = { type: 'reminder', stage, org, at: rung.at, mark: rung.mark, dueAt } as const;
  const inGroup =
    org !== null && rung.group
      ? [toDepartment(facts, whistle, org, { ...about, to: 'group' })]
      : [];
  const told = new Map<UserId, Receiver>();
  for (const receiver of rung.tell) {
    for (const userId of receiversOf(whistle, clock, receiver, facts))
      if (!told.has(userId)) told.set(userId, receiver);
  }
  const alone = [...told].map(([userId, to]) =>
    message(facts, whistle, person(userId), forPerson({ ...about, to }, stage, rung)),
  );
  return [...inGroup, ...alone];
}

/** A stand-in for an absent approver gets what the approver got: the card with 同意 and 不同意 (domain 5.3). */
function forPerson(reminder: Message, stage: Clock['stage'], rung: Rung): Message {
  return stage === 'approval' && rung.at < 100 ? { type: 'approval' } : reminder;
}

/** On the street's own steps the one who must act stands where the liaison of a department would. */
function receiversOf(
  whistle: Whistle,
  { org, stage }: Clock,
  receiver: Receiver,
  facts: Facts,
): readonly UserId[] {
  const { directory } = facts;
  const about = aboutSeat(whistle, org ?? whistle.blowerOrg);
  if (org !== null || receiver !== 'liaison') return directory.receiversOf(receiver, about);
  return stage === 'approval' ? directory.receiversOf('street-approver', about) : [whistle.blower];
}
