import type { Lexicon, MatterExample } from '../../domain/lexicon.ts';
import type { Span } from './spans.ts';

/** What letters and pairs of letters say about the matter, learnt from the rule book's example sentences. */
export interface Likeness {
  /** For each letter or pair the matters it was seen with, by index, and how strongly it speaks for each. */
  readonly votes: ReadonlyMap<string, readonly Vote[]>;
  /** What a known one says against each matter it was never seen with; the last is “none of them”. */
  readonly absent: Float64Array;
}

type Vote = readonly [matter: number, weight: number];

/** How like each matter a stretch of text is: the likelier matters, best first, and every score, “none” the last. */
export interface Resemblance {
  readonly likely: readonly Alike[];
  readonly scores: Float64Array;
}

/** A matter a text is like, and the stretch of it that says so most. */
export interface Alike extends Span {
  /** Index into the lexicon's matters. */
  readonly matter: number;
  readonly score: number;
}

/** How much a wording of the lexicon counts beside an example sentence. */
const wordingShare = 0.5;
/** Weight of what is usual everywhere: the higher, the more examples it takes to be sure. */
const smoothing = 8000;
/** Nobody describes one matter in more letters than this; the rest is not looked at. */
const mostLetters = 900;

/**
 * Learns from examples and wordings: a multinomial model over letters and pairs of letters. Deterministic: the same rule
 * book gives the same model, and one more example sentence changes it without code (domain 6.4).
 */
export function learnLikeness(lexicon: Lexicon): Likeness {
  const none = lexicon.matters.length;
  const classes = none + 1;
  const seen = new Map<string, Map<number, number>>();
  const size = new Float64Array(classes);
  let all = 0;
  const count = (text: string, matter: number, share: number): void => {
    for (const gram of gramsOf(text)) {
      const counts = seen.get(gram) ?? new Map<number, number>();
      seen.set(gram, counts.set(matter, (counts.get(matter) ?? 0) + share));
      size[matter] = (size[matter] ?? 0) + share;
      all += share;
    }
  };
  const indexOf = new Map(lexicon.matters.map(({ code }, index) => [code, index]));
  const classOf = ({ matter }: MatterExample) =>
    matter === null ? none : (indexOf.get(matter) ?? none);
  for (const one of lexicon.examples) count(one.text, classOf(one), 1);
  lexicon.matters.forEach(({ sayings }, matter) => {
    for (const { slots } of sayings)
      for (const words of slots) for (const word of words) count(word, matter, wordingShare);
  });
  const votes = new Map<string, Vote[]>();
  for (const [gram, counts] of seen) {
    let total = 0;
    for (const one of counts.values()) total += one;
    const usual = (smoothing * total) / all;
    votes.set(
      gram,
      [...counts].map(([matter, often]) => [matter, Math.log1p(often / usual)]),
    );
  }
  const absent = size.map((one) => Math.log(smoothing / (one + smoothing)));
  return { votes, absent };
}

/** Chinese letters and pairs of them, each once. */
function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let at = 0; at < text.length; at += 1) {
    if (!isHan(text, at)) continue;
    grams.add(text.charAt(at));
    if (at + 1 < text.length && isHan(text, at + 1)) grams.add(text.slice(at, at + 2));
  }
  return grams;
}

const isHan = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0x4e00 && code <= 0x9fff;
};

/** Weighs a stretch of text. `skip[i]`: the letter belongs to a name or a unit and says nothing. */
export function alike(
  { votes, absent }: Likeness,
  text: string,
  { start, end }: Span,
  skip: Uint8Array,
): Resemblance {
  const last = Math.min(end, start + mostLetters);
  const scores = new Float64Array(absent.length);
  const heard = new Set<string>();
  const spoke: { at: number; votes: readonly Vote[] }[] = [];
  for (let at = start; at < last; at += 1) {
    if (skip[at]) continue;
    for (let length = 1; length <= 2; length += 1) {
      if (at + length > last || skip[at + length - 1]) break;
      const gram = text.slice(at, at + length);
      const found = votes.get(gram);
      if (!found || heard.has(gram)) continue;
      heard.add(gram);
      spoke.push({ at, votes: found });
      for (const [matter, weight] of found) scores[matter] = (scores[matter] ?? 0) + weight;
    }
  }
  const total = scores.map((score, matter) => score + heard.size * (absent[matter] ?? 0));
  const none = Math.max(0, total[total.length - 1] ?? 0);
  total[total.length - 1] = none;
  const likely = [...total.slice(0, -1)]
    .map((score, matter) => ({ matter, score }))
    .filter(({ score }) => score > none)
    .sort((a, b) => b.score - a.score)
    .slice(0, 4)
    .map((one) => ({ ...one, ...stretchOf(spoke, one.matter, { start, end: last }) }));
  return { likely, scores: total };
}

/** Where the words stand that speak for a matter: the densest stretch, as the explanation of the reading. */
function stretchOf(
  spoke: readonly { at: number; votes: readonly Vote[] }[],
  matter: number,
  whole: Span,
): Span {
  let best: Span = { start: whole.start, end: Math.min(whole.start + 1, whole.end) };
  let [sum, most, from] = [0, 0, -1];
  let before = -1;
  for (const { at, votes } of spoke) {
    const weight = votes.find(([one]) => one === matter)?.[1] ?? -1;
    if (before >= 0) sum -= 0.5 * Math.max(0, at - before - 1);
    if (sum <= 0) [sum, from] = [0, at];
    sum += weight;
    before = at;
    if (sum > most) {
      most = sum;
      best = { start: from, end: Math.min(at + 2, whole.end) };
    }
  }
  return best;
}
