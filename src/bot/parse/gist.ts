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
      eachKey(word, { start: 0, end: word.length }, (key) => {
        const of = known.get(key) ?? new Set<number>();
        known.set(key, of.add(matter));
      });
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
  const add = (key: number): void => {
    const matters = gist.get(key);
    if (!matters || seen.has(key)) return;
    seen.add(key);
    const triple = key > 0xffffffff ? 1.3 : 1;
    const weight = triple * Math.log(lexicon.matters.length / matters.length);
    for (const one of matters) weights.set(one, (weights.get(one) ?? 0) + weight);
  };
  for (const stretch of kept(piece, leftOut)) eachKey(marks.text, stretch, add);
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

/** Calls back for each pair of letters, and for each triple. */
function eachKey(text: string, { start, end }: Span, visit: (key: number) => void): void {
  let [one, two] = [0, 0]; // the last two letters, 0 for what is none
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const three = isHan(code) ? code : 0;
    if (two > 0 && three > 0) {
      visit(two * 0x10000 + three);
      if (one > 0) visit((one * 0x10000 + two) * 0x10000 + three);
    }
    [one, two] = [two, three];
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
