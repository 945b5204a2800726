import { changed, type AuditEvent, type Decision } from '../../domain/decision.ts';
import type { MessageEffect } from '../../domain/effect.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { clockEffect, startClock } from './clocks.ts';
import type { Facts } from './facts.ts';
import { aboutSeat, message, person, toBlower } from './messages.ts';

/** Whether an approved whistle waits for the centre (S31). An emergency never does. */
export const waitsForCentre = (whistle: Whistle, { directory }: Facts): boolean =>
  whistle.category !== 'emergency' &&
  directory.book.kinds[whistle.kind].dispatch?.[whistle.category] === 'centre';

/** Lays it on the centre's desk, under its number, with the limit of the dispatch running. */
export function queue(
  draft: Whistle,
  facts: Facts,
  events: readonly AuditEvent[],
): Decision<Whistle> {
  const clock = startClock(facts, draft, {
    stage: 'dispatch',
    org: null,
    round: draft.round,
    from: facts.now,
  });
  const next: Whistle = {
    ...draft,
    state: 'queued',
    number: draft.number ?? facts.nextNumber,
    clocks: clock ? [clock] : [],
  };
  return changed(
    next,
    [...events, { type: 'queued', by: null, data: { number: next.number } }],
    [
      ...toDesk(next, facts),
      toBlower(facts, next, { type: 'notice', news: 'queued', org: null, to: 'blower' }),
      ...next.clocks.flatMap((one) => clockEffect(next, one)),
    ],
  );
}

/** The card with 派遣 and 暂缓, to whoever is on duty in the centre. */
function toDesk(whistle: Whistle, facts: Facts): readonly MessageEffect[] {
  const about = aboutSeat(whistle, whistle.blowerOrg, facts.now);
  return facts.directory
    .receiversOf('command-centre', about)
    .map((userId) =>
      message(facts, whistle, person(userId), { type: 'queued' }, { fallback: 'unit:command' }),
    );
}
