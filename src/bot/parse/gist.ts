import type { CompiledSaying } from './compile.ts';
import type { Marks } from './marks.ts';
import { touching, type Span } from './spans.ts';

/** Pairs and triples of letters that the wordings of matters are made of, with the matters that know each. */
export type GistIndex = ReadonlyMap<number, readonly number[]>;

/** A pair that many matters know says nothing. */
const tooCommon = 14;

/** Every pair and triple of letters in the wordings of matters, so that words nobody listed are half known. */
export function gistIndex(sayings: readonly CompiledSaying[]): GistIndex {
  const known = new Map<number, Set<number>>();
  for (const { matter, slots } of sayings) {
    if (matter < 0) continue;
    for (const word of slots.flat())
      for (const key of keysOf(word, 0, word.length)) {
        const of = known.get(key) ?? new Set<number>();
        known.set(key, of.add(matter));
      }
  }
  const index = new Map<number, readonly number[]>();
  for (const [key, of] of known) if (of.size <= tooCommon) index.set(key, [...of]);
  return index;
}

/** How much the letters of a stretch of text, but for what is `leftOut`, speak for each matter. */
export function weigh(marks: Marks, piece: Span, leftOut: readonly Span[]): Map<number, number> {
  const { gist, lexicon } = marks.compiled;
  const weights = new Map<number, number>();
  const seen = new Set<number>();
  for (const { start, end } of kept(piece, leftOut))
    for (const key of keysOf(marks.text, start, end)) {
      const matters = gist.get(key);
      if (!matters || seen.has(key)) continue;
      seen.add(key);
      const triple = key > 0xffffffff ? 1.3 : 1;
      const weight = triple * Math.log(lexicon.matters.length / matters.length);
      for (const one of matters) weights.set(one, (weights.get(one) ?? 0) + weight);
    }
  return weights;
}

function kept(piece: Span, leftOut: readonly Span[]): Span[] {
  const found: Span[] = [];
  let { start } = piece;
  for (const one of touching(leftOut, piece)) {
    found.push({ start, end: one.start });
    start = one.end;
  }
  return [...found, { start, end: piece.end }];
}

function* keysOf(text: string, start: number, end: number): Generator<number> {
  for (let at = start; at + 1 < end; at += 1) {
    const [one, two] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
    if (!isHan(one) || !isHan(two)) continue;
    const pair = one * 0x10000 + two;
    yield pair;
    const three = at + 2 < end ? text.charCodeAt(at + 2) : 0;
    if (isHan(three)) yield pair * 0x10000 + three;
  }
}

function isHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff;
}

/** Clearly more than the rest, and more than a word or two would say. */
const enough = 8;
const clearly = 1.8;

/**
 * The matter that the letters alone point to, where no wording is complete: never an emergency, which takes more than
 * scattered letters.
 */
export function likeliest(marks: Marks, weights: ReadonlyMap<number, number>): number | null {
  const ranked = [...weights].sort((a, b) => b[1] - a[1]);
  const [best, next] = ranked;
  if (!best || best[1] < enough || best[1] < clearly * (next?.[1] ?? 0)) return null;
  return marks.compiled.lexicon.matters[best[0]]?.category === 'emergency' ? null : best[0];
}
