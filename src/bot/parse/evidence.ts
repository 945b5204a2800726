import type { Meaning } from './compile.ts';
import type { Marks } from './marks.ts';
import { overlaps, touching, type Span } from './spans.ts';

/** How much the words of a text, each for itself, speak for each matter: the more matters know a word, the less. */
export function weigh(marks: Marks, piece: Span, leftOut: readonly Span[]): Map<number, number> {
  const seen = new Map<number, Set<string>>();
  const weights = new Map<number, number>();
  for (const [index, slots] of marks.slots) {
    const matter = marks.compiled.sayings[index]?.matter ?? -1;
    if (matter < 0) continue;
    const known = seen.get(matter) ?? new Set<string>();
    seen.set(matter, known);
    for (const word of slots.flat()) {
      const length = word.end - word.start;
      if (length < 2 || !overlaps(word, piece) || touching(leftOut, word).length > 0) continue;
      const text = marks.text.slice(word.start, word.end);
      if (known.has(text)) continue;
      known.add(text);
      const shared = marks.compiled.mattersOf.get(valuesOf(word))?.size ?? 1;
      weights.set(matter, (weights.get(matter) ?? 0) + length / shared);
    }
  }
  return weights;
}

/** Clearly more than the rest, and more than a word or two would say. */
const enough = 4;
const clearly = 2;

/**
 * The matter that the words alone point to, where no wording is complete: never an emergency, which takes more than
 * scattered words.
 */
export function likeliest(marks: Marks, weights: ReadonlyMap<number, number>): number | null {
  const ranked = [...weights].sort((a, b) => b[1] - a[1]);
  const [best, next] = ranked;
  if (!best || best[1] < enough || best[1] < clearly * (next?.[1] ?? 0)) return null;
  return marks.compiled.lexicon.matters[best[0]]?.category === 'emergency' ? null : best[0];
}

function valuesOf(word: Span): readonly Meaning[] {
  return 'values' in word ? (word.values as readonly Meaning[]) : [];
}
