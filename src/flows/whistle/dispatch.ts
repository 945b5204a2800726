import { owedBasis } from '../../domain/admission.ts';
import { addDuration } from '../../domain/calendar.ts';
import { changed, type AuditEvent, type Decision } from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import { isGathering, type Whistle } from '../../domain/whistle.ts';
import { numberOf, toldAgain } from './again.ts';
import { approvalClock, askApprover } from './approvers.ts';
import { atOnce } from './at-once.ts';
import { clockEffect } from './clocks.ts';
import type { WhistleCommand } from './command.ts';
import { toReporter } from './desk.ts';
import type { Facts } from './facts.ts';
import { callPeople, gatheringClock, toAllWhoCame } from './gathering.ts';
import { photosToDepartments } from './media.ts';
import { askForEntry, toBlower, toDepartment, toObservers } from './messages.ts';
import { calledSince } from './raised.ts';
import { queue, waitsForCentre } from './queue.ts';
import { dueOf, startOf } from './seat-clocks.ts';
import { copyToCommissioners } from './witness.ts';

/** Commands that may send a whistle out, and so need its number. */
export const mayDispatch = ({ type }: WhistleCommand): boolean =>
  type === 'confirm' || type === 'approve' || type === 'blow-anyway' || type === 'blow-again';

/** What follows an approval: out at once, or to the centre's desk where the rule book says so (S31). */
export const release = (
  draft: Whistle,
  facts: Facts,
  events: readonly AuditEvent[],
): Decision<Whistle> =>
  waitsForCentre(draft, facts) ? queue(draft, facts, events) : dispatch(draft, facts, events);

/** Gives the number, seats the clocks, calls every department in its group, lead first (S03, S28). */
export function dispatch(
  draft: Whistle,
  facts: Facts,
  events: readonly AuditEvent[],
): Decision<Whistle> {
  const from = facts.now;
  const clocks = draft.participations.flatMap(({ org }) => startOf(facts, draft, org));
  const participations = draft.participations.map((one) => ({
    ...one,
    due: dueOf(facts, draft, one, clocks),
  }));
  const people = isGathering(draft) ? gatheringClock(facts, draft) : [];
  const late = draft.approval === null ? approvalClock(draft, facts) : [];
  const next: Whistle = {
    ...draft,
    state: 'dispatched',
    ...numberOf(draft, facts),
    dispatchedAt: from,
    participations,
    clocks: [...clocks, ...people, ...late],
  };
  const effects: NewEffect[] = [
    ...participations.map(({ org }) => toDepartment(facts, next, org, { type: 'summons', org })),
    ...(isGathering(next) ? callPeople(facts, next) : []),
    ...(calledSince(draft) === null ? [] : toAllWhoCame(facts, next, 'raised')),
    ...toObservers(facts, next, 'dispatched'),
    ...atOnce(facts, next),
    ...toldAgain(next, facts),
    toBlower(facts, next, { type: 'notice', news: 'dispatched', org: null, to: 'blower' }),
    ...(late.length > 0 ? askApprover(next, facts) : []),
    ...basisToCome(facts, next),
    ...photosToDepartments(facts, next),
    ...copyToCommissioners(facts, next),
    ...toReporter(facts, next, 'dispatched'),
    ...next.clocks.flatMap((one) => clockEffect(next, one)),
  ];
  return changed(
    next,
    [...events, { type: 'dispatched', by: null, data: { number: next.number } }],
    effects,
  );
}

/** What the summons still lacks to stand on: an entry of the matrix (S59), an emergency's own facts (S25). */
function basisToCome(facts: Facts, whistle: Whistle): readonly NewEffect[] {
  const { calendar, admission } = facts.directory.book;
  const unlisted = whistle.findings.some((one) => one.rule === 'basis');
  const owed = owedBasis(whistle).length > 0;
  const dueAt = addDuration(calendar, facts.now, admission.afterwards.askAfter);
  const fillIn = { type: 'notice', news: 'fill-in', org: null, to: 'blower' } as const;
  return [
    ...(unlisted ? askForEntry(facts, whistle) : []),
    ...(owed ? [toBlower(facts, whistle, fillIn, { dueAt })] : []),
  ];
}
