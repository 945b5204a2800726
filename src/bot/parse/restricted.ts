import type { Marks } from './marks.ts';
import { leftmostLongest, type Span } from './spans.ts';

/** The first word that makes a whistle petition- or police-sensitive; 信访局 as a called unit does not (domain 5.12). */
export function findRestricted(marks: Marks): Span | null {
  const named = leftmostLongest([
    ...marks.all('restricted').map((one) => ({ ...one, counts: true })),
    ...marks.all('notRestricted').map((one) => ({ ...one, counts: false })),
  ]);
  return named.find((one) => one.counts) ?? null;
}
