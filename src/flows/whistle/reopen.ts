import type { AuditEvent, Decision } from '../../domain/decision.ts';
import { isGathering, type Whistle } from '../../domain/whistle.ts';
import { approvalClock } from './approvers.ts';
import { overAtOnce } from './at-once.ts';
import { clockEffect } from './clocks.ts';
import type { WhistleCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { gatheringClock, toGathering } from './gathering.ts';
import { aboutSeat, message, person, toDepartments } from './messages.ts';
import { waiverOf } from './near.ts';
import { queue } from './queue.ts';
import { dueOf, startOf } from './seat-clocks.ts';

/**
 * What the centre merged although it was out goes on as it was: under its number, with fresh limits, as those called were
 * told meanwhile that it is over. The centre is told who took its merge back.
 */
export function reopened(whistle: Whistle, mergedInto: string, facts: Facts): Decision<Whistle> {
  const back: Whistle = {
    ...whistle,
    mergedInto: null,
    endedAt: null,
    near: [],
    waived: [...whistle.waived, waiverOf(mergedInto)],
  };
  const event: AuditEvent = {
    type: 'split-off',
    by: whistle.blower,
    data: { from: mergedInto, number: whistle.number },
  };
  const decision =
    back.dispatchedAt === null ? queue(back, facts, [event]) : runs(back, facts, event);
  if (decision.verdict !== 'changed') return decision;
  const { attachments } = whistle;
  const command: Extract<WhistleCommand, { type: 'let-go' }> = {
    type: 'let-go',
    whistleId: mergedInto,
    from: whistle.id,
    attachments,
  };
  return { ...decision, also: [{ whistleId: mergedInto, command }] };
}

function runs(whistle: Whistle, facts: Facts, event: AuditEvent): Decision<Whistle> {
  const clocks = whistle.participations.flatMap(({ org, signed }) =>
    startOf(facts, whistle, org).filter(({ stage }) => stage !== 'sign' || signed === null),
  );
  const next: Whistle = {
    ...whistle,
    state: 'dispatched',
    participations: whistle.participations.map((one) => ({
      ...one,
      due: { ...one.due, ...dueOf(facts, whistle, one, clocks) },
    })),
    clocks: [
      ...clocks,
      ...(isGathering(whistle) ? gatheringClock(facts, whistle) : []),
      ...(whistle.approval === null ? approvalClock(whistle, facts) : []),
    ],
  };
  const called = isGathering(next)
    ? [toGathering(facts, next, 'reopened')]
    : toDepartments(facts, next, 'reopened');
  const alone = overAtOnce(facts, next, 'reopened');
  const effects = [
    ...called,
    ...alone,
    ...toCentre(
      facts,
      next,
      alone.map((one) => one.key),
    ),
  ];
  return {
    verdict: 'changed',
    next,
    events: [event],
    effects: [...effects, ...next.clocks.flatMap((one) => clockEffect(next, one))],
  };
}

/** Whoever is on duty in the centre, unless they are told with the others. */
function toCentre(facts: Facts, whistle: Whistle, told: readonly string[]) {
  const about = aboutSeat(whistle, whistle.blowerOrg, facts.now);
  return facts.directory
    .receiversOf('command-centre', about)
    .map((userId) =>
      message(
        facts,
        whistle,
        person(userId),
        { type: 'notice', news: 'reopened', org: null, to: 'overseer' },
        { fallback: 'unit:command' },
      ),
    )
    .filter(({ key }) => !told.includes(key));
}
