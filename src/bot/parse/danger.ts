import type { MatterHit } from './matters.ts';
import { touching, type Marks, type Span } from './marks.ts';

/** A danger taken back stands at most this far behind what takes it back: “没有人员被困”. */
const reach = 8;

/** The first statement of present danger: rule (1) of domain 6.4. Feared, past and denied dangers are none. */
export function findDanger(marks: Marks, hits: readonly MatterHit[]): Span | null {
  return hits.find((one) => one.matter < 0 && !takenBack(marks, one)) ?? null;
}

function takenBack(marks: Marks, hit: Span): boolean {
  const near = { start: hit.start - reach - 6, end: hit.end + 1 };
  return touching(marks.all('noDanger'), near).some((one) => {
    if (one.start >= hit.start && one.start < hit.end)
      return one.end > hit.end || one.start > hit.start;
    if (one.start === hit.end) return true;
    return (
      one.end <= hit.start &&
      hit.start - one.end <= reach &&
      marks.clause[one.start] === marks.clause[hit.start]
    );
  });
}
