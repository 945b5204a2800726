import type { NewEffect } from '../../domain/effect.ts';
import type { Category } from '../../domain/names.ts';
import { firstNumber, nthOf, numberAgain } from '../../domain/number.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';
import { aboutSeat, message, person } from './messages.ts';

/** One step up: a trouble that comes back is no routine any more; an emergency stays one. */
export const raised = (category: Category): Category =>
  category === 'routine' ? 'tackle' : category;

/** The number a dispatch gives: the next of the day, or that of the first whistle with -2, -3 behind it. */
export function numberOf(
  { again, number }: Pick<Whistle, 'again' | 'number'>,
  facts: Facts,
): Pick<Whistle, 'number' | 'again'> {
  // A community's whistle that was raised, and one that waited for the centre, have theirs already (S14, S31).
  if (number !== null) return { number, again };
  if (again === null) return { number: facts.nextNumber, again };
  const nth = nextNth(again.number, facts);
  return { number: numberAgain(again.number, nth), again: { ...again, nth } };
}

/** The how-manieth whistle about the same matter the next one is. */
export function nextNth(number: string, { taken }: Facts): number {
  const same = taken.filter((one) => firstNumber(one) === firstNumber(number));
  return 1 + Math.max(nthOf(number), ...same.map(nthOf));
}

/**
 * Who is told beside the groups that it did not hold: the leader in charge of each department; from the third time on
 * the leading-group office as well, which lists it for supervision (挂牌督办, domain 5.7).
 */
export function toldAgain(whistle: Whistle, facts: Facts): NewEffect[] {
  if (whistle.again === null) return [];
  const { directory } = facts;
  const leaders = whistle.participations.flatMap(({ org }) =>
    directory.receiversOf('leader-in-charge', aboutSeat(whistle, org)),
  );
  const office =
    whistle.again.nth >= directory.book.admission.duplicates.superviseFrom
      ? directory.receiversOf('leading-group-office', aboutSeat(whistle, whistle.blowerOrg))
      : [];
  return [...new Set([...leaders, ...office])].map((userId) =>
    message(facts, whistle, person(userId), {
      type: 'notice',
      news: 'again',
      org: null,
      to: 'overseer',
    }),
  );
}
