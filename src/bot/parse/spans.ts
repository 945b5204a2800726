/** A stretch of the text, its end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Leftmost first, longest first among those (the earlier of equals), none overlapping an earlier one. */
export function leftmostLongest<T extends Span>(spans: readonly T[]): T[] {
  const last = spans.reduce((most, { start }) => Math.max(most, start), -1);
  const longest = new Array<T | undefined>(last + 1).fill(undefined);
  for (const one of spans) {
    const known = longest[one.start];
    if (!known || one.end > known.end) longest[one.start] = one;
  }
  const kept: T[] = [];
  for (let at = 0; at < longest.length;) {
    const one = longest[at];
    if (one) kept.push(one);
    at = one ? Math.max(one.end, at + 1) : at + 1;
  }
  return kept;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Those of sorted, separate spans that touch `outer`; found by halving, so that asking for each clause stays cheap. */
export function touching<T extends Span>(spans: readonly T[], outer: Span): T[] {
  const found: T[] = [];
  for (let i = firstAfter(spans, outer.start); i < spans.length; i += 1) {
    const one = spans[i];
    if (!one || one.start >= outer.end) break;
    found.push(one);
  }
  return found;
}

/** Whether one of sorted, separate spans touches `outer`. */
export function touches(spans: readonly Span[], outer: Span): boolean {
  const one = spans[firstAfter(spans, outer.start)];
  return one !== undefined && one.start < outer.end;
}

/** The one of sorted, separate spans that holds `inner` whole, itself included. */
export function covering<T extends Span>(spans: readonly T[], { start, end }: Span): T | null {
  const one = spans[firstAfter(spans, start)];
  return one && one.start <= start && one.end >= end ? one : null;
}

/** Those of sorted, separate spans that lie within `outer`. */
export function inside<T extends Span>(spans: readonly T[], outer: Span): T[] {
  return touching(spans, outer).filter((one) => one.start >= outer.start && one.end <= outer.end);
}

/** Index of the first span that ends after `at`. */
function firstAfter(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
