import { addDuration } from '../../domain/calendar.ts';
import type { Stage } from '../../domain/rule-book.ts';
import type { Clock, Participation, Whistle } from '../../domain/whistle.ts';
import { limitOf, startClock } from './clocks.ts';
import type { Facts } from './facts.ts';

/** Steps that begin with a summons. */
const summonedStages = ['sign', 'checkIn', 'onSite', 'finish'] as const satisfies readonly Stage[];

/** The clocks of one department, from now. */
export function startOf(facts: Facts, draft: Whistle, org: string): Clock[] {
  return summonedStages.flatMap(
    (stage) => startClock(facts, draft, { stage, org, round: draft.round, from: facts.now }) ?? [],
  );
}

/** The limits one department was summoned under. */
export function dueOf(
  facts: Facts,
  draft: Whistle,
  seat: Participation,
  clocks: readonly Clock[],
): Participation['due'] {
  const own = clocks
    .filter((one) => one.org === seat.org)
    .map((one) => [one.stage, one.dueAt] as const);
  const contact = limitOf(facts, draft, 'contact');
  const due: Participation['due'] = Object.fromEntries(own);
  return contact === null
    ? due
    : { ...due, contact: addDuration(facts.directory.book.calendar, facts.now, contact) };
}
