import type { WhistleFacts } from '../../domain/reading.ts';
import type { OpenWhistle } from './open-whistle.ts';

/**
 * Of those a command fits, the ones its words describe: “桥洞那张哨”. None where a place is told that none of them has: a
 * wrong one is never urged or withdrawn. A matter only tells several apart, since reasons speak of matters, too.
 */
export function described(
  { place, matter }: Pick<WhistleFacts, 'place' | 'matter'>,
  fitting: readonly OpenWhistle[],
): readonly OpenWhistle[] {
  const there = fitting.filter((one) => place === null || isThere(place, one.place ?? null));
  const about = there.filter((one) => one.matter === matter);
  return matter !== null && about.length > 0 ? about : there;
}

/** Told shorter or longer: 南强街, 南强街口桥洞. Of a whistle without a place any may be meant. */
const isThere = (told: string, known: string | null): boolean =>
  known === null || known.includes(told) || told.includes(known);
