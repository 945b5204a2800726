import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';
import { mix } from './cue.ts';

/** What a stretch of text says as a whole, as numbers, each with the letter it begins at. */
export interface Gist {
  readonly cues: Int32Array;
  readonly from: Uint16Array;
}

/** Names, which say nothing by themselves: where, which street, who. */
export interface Names {
  readonly places: readonly Span[];
  readonly streets: readonly Span[];
  readonly units: readonly Span[];
}

/** Nobody tells one matter in more letters than this; the rest is not looked at. */
const mostTokens = 400;
/** Words this far from the beginning are known by where they stand as well: commands stand first. */
const opening = 10;

const [place, street, unit, code, number, space, first, last] = [1, 2, 3, 4, 5, 6, 7, 8];
/** Stands for what says nothing; no pair reaches across it. */
const gap = 0;

/**
 * The letters, pairs and threes of letters in a stretch, and how it opens, where “白塔路” and “新迎路” are the same place,
 * every unit is the same unit and every number the same number. `facts` are cues of their own. Linear.
 */
export function gistOfSentence(
  { text }: Marks,
  span: Span,
  { places, streets, units }: Names,
  facts: readonly string[],
): Gist {
  const names = new Int8Array(text.length);
  mark(names, places, place);
  mark(names, streets, street);
  mark(names, units, unit);
  return gistOf(asSentence(text, span, names), opening, facts, span);
}

/** The same of the Chinese letters alone; `silent` is left out as if it were not written. */
export function gistOfLetters(
  { text }: Marks,
  span: Span,
  silent: readonly Span[],
  facts: readonly string[],
): Gist {
  const names = new Int8Array(text.length);
  mark(names, silent, gap);
  const tokens: Token[] = [];
  for (let at = span.start; at < span.end && tokens.length < mostTokens; at += 1) {
    const letter = text.charCodeAt(at);
    if (names[at] === 0 && letter >= 0x4e00 && letter <= 0x9fff) tokens.push({ token: letter, at });
    else if (tokens.at(-1)?.token !== gap) tokens.push({ token: gap, at });
  }
  return gistOf(tokens, 0, facts, span);
}

interface Token {
  readonly token: number;
  readonly at: number;
}

function gistOf(
  tokens: readonly Token[],
  opening: number,
  facts: readonly string[],
  { end }: Span,
): Gist {
  const found = new Map<number, number>();
  const add = (cue: number, letter: number): void => {
    if (!found.has(cue)) found.set(cue, letter);
  };
  tokens.forEach(({ token: a, at }, nth) => {
    if (a === gap) return;
    const b = tokens[nth + 1]?.token ?? gap;
    const c = b === gap ? gap : (tokens[nth + 2]?.token ?? gap);
    add(mix(101, a), at);
    if (b !== gap) add(mix(102, a, b), at);
    if (c !== gap) add(mix(103, a, b, c), at);
    if (nth >= opening) return;
    add(mix(104, a), at);
    if (b !== gap) add(mix(105, a, b), at);
  });
  for (const fact of facts) add(numberOf(fact), end);
  return { cues: Int32Array.from(found.keys()), from: Uint16Array.from(found.values()) };
}

/** Within a name stands -1, and what it is where it begins. */
function mark(names: Int8Array, spans: readonly Span[], symbol: number): void {
  for (const { start, end } of spans) {
    names.fill(-1, start, end);
    if (symbol !== gap) names[start] = symbol;
  }
}

function asSentence(text: string, { start, end }: Span, names: Int8Array): readonly Token[] {
  const tokens: Token[] = [{ token: first, at: start }];
  for (let at = start; at < end && tokens.length < mostTokens; at += 1) {
    const name = names[at] ?? 0;
    const here = text.charCodeAt(at);
    if (name > 0) tokens.push({ token: name, at });
    if (name !== 0) continue;
    if (isDigit(here)) {
      let to = at + 1;
      while (to < end && names[to] === 0 && isOfNumber(text.charCodeAt(to))) to += 1;
      tokens.push({ token: to - at > 3 ? code : number, at });
      at = to - 1;
    } else if (here > 0x20) tokens.push({ token: here, at });
    else if (tokens.at(-1)?.token !== space) tokens.push({ token: space, at });
  }
  tokens.push({ token: last, at: end });
  return tokens;
}

const isDigit = (letter: number): boolean => letter >= 0x30 && letter <= 0x39;
const isOfNumber = (letter: number): boolean => isDigit(letter) || letter === 0x2d;

/** A fact as a number of its own. */
function numberOf(fact: string): number {
  let number = 11;
  for (let at = 0; at < fact.length; at += 1)
    number = (Math.imul(number, 31) + fact.charCodeAt(at)) | 0;
  return mix(106, number);
}

/** Where the cues stand that speak for an answer: the densest stretch, as the explanation of the reading. */
export function stretchFor(
  { cues, from }: Gist,
  whole: Span,
  favours: (cue: number) => number,
): Span {
  let best: Span = { start: whole.start, end: Math.min(whole.start + 1, whole.end) };
  let [sum, most, begin, before] = [0, 0, whole.start, whole.start];
  const order = [...cues.keys()].sort((a, b) => (from[a] ?? 0) - (from[b] ?? 0));
  for (const nth of order) {
    const letter = from[nth] ?? 0;
    if (letter >= whole.end) break;
    sum -= 0.3 * Math.max(0, letter - before - 1);
    before = letter;
    if (sum <= 0) [sum, begin] = [0, letter];
    sum += favours(cues[nth] ?? 0);
    if (sum > most) {
      most = sum;
      best = { start: begin, end: Math.min(letter + 2, whole.end) };
    }
  }
  return best;
}
