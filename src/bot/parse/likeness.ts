import type { Lexicon } from '../../domain/lexicon.ts';
import type { Span } from './spans.ts';

/** What letters and pairs of letters say about the matter, learnt from the rule book's example sentences. */
export interface Likeness {
  /** Each known letter or pair by its number; what it says stands from `from[number]` to `from[number + 1]`. */
  readonly grams: ReadonlyMap<number, number>;
  readonly from: Uint32Array;
  /** The matters it was seen with, by index, and how strongly it speaks for each. */
  readonly matters: Uint32Array;
  readonly weights: Float64Array;
  /** What a known one says against each matter it was never seen with; the last is “none of them”. */
  readonly absent: Float64Array;
}

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
  const size = new Float64Array(lexicon.matters.length + 1);
  const tally: Tally = { grams: new Map(), last: [], text: [], of: [], matters: [], shares: [] };
  let nth = 0;
  textsOf(lexicon).forEach((ofMatter, matter) => {
    for (const { text, share } of ofMatter) {
      nth += 1;
      size[matter] = (size[matter] ?? 0) + share * count(tally, text, { matter, share, nth });
    }
  });
  const absent = size.map((one) => Math.log(smoothing / (one + smoothing)));
  return { ...weigh(tally), absent };
}

/** How often each letter or pair was seen with each matter, in flat lists: there are some ten thousand. */
interface Tally {
  readonly grams: Map<number, number>;
  /** For each of them its last entry, and the last text it was seen in: in one text it counts once. */
  readonly last: number[];
  readonly text: number[];
  /** The entries: which letter or pair, seen with which matter, how often. */
  readonly of: number[];
  readonly matters: number[];
  readonly shares: number[];
}

function weigh({ grams, of, matters, shares }: Tally): Omit<Likeness, 'absent'> {
  const from = new Uint32Array(grams.size + 1);
  const total = new Float64Array(grams.size);
  let all = 0;
  of.forEach((gram, entry) => {
    const share = shares[entry] ?? 0;
    from[gram + 1] = (from[gram + 1] ?? 0) + 1;
    total[gram] = (total[gram] ?? 0) + share;
    all += share;
  });
  for (let gram = 0; gram < grams.size; gram += 1)
    from[gram + 1] = (from[gram + 1] ?? 0) + (from[gram] ?? 0);
  const next = from.slice();
  const inOrder = { matters: new Uint32Array(of.length), weights: new Float64Array(of.length) };
  of.forEach((gram, entry) => {
    const at = next[gram] ?? 0;
    next[gram] = at + 1;
    inOrder.matters[at] = matters[entry] ?? 0;
    const usual = (smoothing * (total[gram] ?? 0)) / all;
    inOrder.weights[at] = Math.log1p((shares[entry] ?? 0) / usual);
  });
  return { grams, from, ...inOrder };
}

interface Text {
  readonly text: string;
  readonly share: number;
}

/** All that is learnt from, matter by matter; the last is what is about none of them. */
function textsOf({ matters, examples }: Lexicon): readonly (readonly Text[])[] {
  const indexOf = new Map(matters.map(({ code }, index) => [code, index]));
  const texts: Text[][] = [...matters.keys(), matters.length].map(() => []);
  for (const { matter, text } of examples) {
    const index = matter === null ? undefined : indexOf.get(matter);
    texts[index ?? matters.length]?.push({ text, share: 1 });
  }
  matters.forEach(({ sayings }, index) => {
    const times = new Map<string, number>();
    for (const { slots } of sayings)
      for (const words of slots)
        for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
    for (const [text, often] of times) texts[index]?.push({ text, share: wordingShare * often });
  });
  return texts;
}

/** Counts a text's letters and pairs, each once, and answers how many there are. Texts come matter by matter. */
function count(
  { grams, last, text: seenIn, of, matters, shares }: Tally,
  text: string,
  { matter, share, nth }: { matter: number; share: number; nth: number },
): number {
  let different = 0;
  eachGram(text, (key) => {
    const known = grams.get(key);
    const gram = known ?? grams.size;
    if (known === undefined) grams.set(key, gram);
    else if (seenIn[gram] === nth) return;
    seenIn[gram] = nth;
    different += 1;
    const entry = last[gram] ?? -1;
    if (matters[entry] === matter) shares[entry] = (shares[entry] ?? 0) + share;
    else {
      last[gram] = of.length;
      of.push(gram);
      matters.push(matter);
      shares.push(share);
    }
  });
  return different;
}

/** Chinese letters and pairs of them, as small numbers. */
function eachGram(text: string, visit: (gram: number) => void): void {
  let before = -1;
  for (let at = 0; at < text.length; at += 1) {
    const letter = letterAt(text, at);
    if (letter >= 0) visit(gramOf(letter, null));
    if (letter >= 0 && before >= 0) visit(gramOf(before, letter));
    before = letter;
  }
}

const letters = 0x9fff - 0x4e00 + 1;

/** The number of a Chinese letter, -1 for anything else. */
function letterAt(text: string, at: number): number {
  const code = text.charCodeAt(at) - 0x4e00;
  return code >= 0 && code < letters ? code : -1;
}

function gramOf(letter: number, next: number | null): number {
  return letter * (letters + 1) + (next ?? letters);
}

/** Weighs a stretch of text. `skip[i]`: the letter belongs to a name or a unit and says nothing. */
export function alike(
  likeness: Likeness,
  text: string,
  { start, end }: Span,
  skip: Uint8Array,
): Resemblance {
  const last = Math.min(end, start + mostLetters);
  const { grams, from, matters, weights, absent } = likeness;
  const scores = new Float64Array(absent.length);
  const heard = new Set<number>();
  const spoke: Spoken[] = [];
  const hear = (key: number, at: number): void => {
    const gram = grams.get(key);
    if (gram === undefined || heard.has(gram)) return;
    heard.add(gram);
    spoke.push({ at, gram });
    for (let vote = from[gram] ?? 0; vote < (from[gram + 1] ?? 0); vote += 1) {
      const matter = matters[vote] ?? 0;
      scores[matter] = (scores[matter] ?? 0) + (weights[vote] ?? 0);
    }
  };
  for (let at = start; at < last; at += 1) {
    const letter = skip[at] ? -1 : letterAt(text, at);
    if (letter < 0) continue;
    hear(gramOf(letter, null), at);
    const next = at + 1 < last && !skip[at + 1] ? letterAt(text, at + 1) : -1;
    if (next >= 0) hear(gramOf(letter, next), at);
  }
  const total = scores.map((score, matter) => score + heard.size * (absent[matter] ?? 0));
  const none = Math.max(0, total[total.length - 1] ?? 0);
  total[total.length - 1] = none;
  const likely = [...total.slice(0, -1)]
    .map((score, matter) => ({ matter, score }))
    .filter(({ score }) => score > none)
    .sort((a, b) => b.score - a.score)
    .slice(0, 4)
    .map((one) => ({ ...one, ...stretchOf(likeness, spoke, one.matter, { start, end: last }) }));
  return { likely, scores: total };
}

interface Spoken {
  readonly at: number;
  readonly gram: number;
}

/** How strongly a letter or pair speaks for a matter; for one it was never seen with, against it. */
function weightFor({ from, matters, weights }: Likeness, gram: number, matter: number): number {
  for (let vote = from[gram] ?? 0; vote < (from[gram + 1] ?? 0); vote += 1)
    if (matters[vote] === matter) return weights[vote] ?? 0;
  return -1;
}

/** Where the words stand that speak for a matter: the densest stretch, as the explanation of the reading. */
function stretchOf(
  likeness: Likeness,
  spoke: readonly Spoken[],
  matter: number,
  whole: Span,
): Span {
  let best: Span = { start: whole.start, end: Math.min(whole.start + 1, whole.end) };
  let [sum, most, from] = [0, 0, -1];
  let before = -1;
  for (const { at, gram } of spoke) {
    const weight = weightFor(likeness, gram, matter);
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
