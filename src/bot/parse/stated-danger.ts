import type { MatterHit } from './matters.ts';
import type { Marks } from './marks.ts';
import { touching, type Span } from './spans.ts';

/** What is feared may stand this far behind the fear: “担心大风天倒下来”. A denial stands right before. */
const fearReach = 8;
const denialReach = 3;

/** The first statement of present danger: rule (1) of domain 6.4. Feared, past and denied dangers are none. */
export function findDanger(marks: Marks, hits: readonly MatterHit[]): Span | null {
  return hits.find((one) => one.matter < 0 && !isTakenBack(marks, one)) ?? null;
}

function isTakenBack(marks: Marks, hit: Span): boolean {
  return (
    stands(marks, marks.all('noDanger'), hit, denialReach) ||
    stands(marks, marks.all('feared'), hit, fearReach)
  );
}

/** One of these words stands before the danger, in its middle, or as its continuation (明火作业, 倒塌的风险). */
function stands(marks: Marks, words: readonly Span[], hit: Span, reach: number): boolean {
  const near = { start: hit.start - reach, end: hit.end + 1 };
  return touching(words, near).some((one) => {
    if (one.start === hit.end) return '的过隐风可'.includes(marks.text.charAt(one.start));
    if (one.start >= hit.start) return one.end > hit.end || one.start > hit.start;
    return marks.clause[one.start] === marks.clause[hit.start];
  });
}
