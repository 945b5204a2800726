import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';
import type { MatterHit } from './matters.ts';

const item =
  /(?:^|[\s,，。;；:：!])(?:[(]?[1-9一二三四五六七八九][)]|[1-9][.、．](?![0-9])|[一二三四五六七八九][、.]|第[一二三四五六七八九][,，:：是、件个]|[其][一二三四五][,，:：是]|[一二三四五]是)|[①-⑨]/g;

/**
 * Stretches that may each hold a matter of its own: numbered points, lines, and what follows 另外 or 还有. A stretch
 * without a matter belongs to the one before it.
 */
export function splitSegments(marks: Marks, hits: readonly MatterHit[], scope: Span): Span[] {
  const cuts = new Set<number>([scope.start]);
  for (const { 0: word, index } of marks.text.matchAll(item))
    cuts.add(/^[\s,，。;；:：!]/.test(word) ? index + 1 : index);
  for (const { start } of marks.all('split')) cuts.add(start);
  for (const { index } of marks.text.matchAll(/[\n;；]/g)) cuts.add(index + 1);
  const starts = [...cuts]
    .filter((one) => one >= scope.start && one < scope.end)
    .sort((a, b) => a - b);
  const pieces = starts.map((start, i) => ({ start, end: starts[i + 1] ?? scope.end }));
  return merge(pieces, hits);
}

function merge(pieces: readonly Span[], hits: readonly MatterHit[]): Span[] {
  const merged: Span[] = [];
  let known: number | null = null; // a matter of the last merged piece
  let next = 0;
  for (const piece of pieces) {
    let matter: number | null = null;
    while (next < hits.length && (hits[next]?.start ?? 0) < piece.end) {
      const hit = hits[next];
      if (hit && !hit.weak && hit.matter >= 0 && hit.start >= piece.start && hit.end <= piece.end)
        matter ??= hit.matter;
      next += 1;
    }
    const last = merged.at(-1);
    if (last && (matter === null || known === null || matter === known))
      merged[merged.length - 1] = { start: last.start, end: piece.end };
    else merged.push(piece);
    known ??= matter;
    if (matter !== null) known = matter;
  }
  return merged;
}
