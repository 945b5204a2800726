import type { Marks } from './marks.ts';
import type { Named } from './named.ts';
import type { Span } from './spans.ts';
import { mix } from './cue.ts';

/** What a stretch of text says as a whole, as numbers in the order they are told, each with the letter it begins at. */
export interface Gist {
  readonly cues: Int32Array;
  readonly from: Uint16Array;
}

/** Nobody tells one matter in more letters than this; the rest is not looked at. */
export const mostTokens = 400;
/** Words this far from the beginning are known by where they stand as well: commands stand first. */
const opening = 10;

/** Beside what stands for names, from 1 to 3. */
const [code, number, space, first, last] = [4, 5, 6, 7, 8];
/** Stands for what says nothing; no pair reaches across it. */
const gap = 0;

/**
 * The letters, pairs and threes of letters in a stretch, and how it opens, where “白塔路” and “新迎路” are the same place,
 * every unit is the same unit and every number the same number. `facts` are cues of their own. Linear.
 */
export function gistOfSentence(
  { text }: Marks,
  span: Span,
  names: Named,
  facts: readonly string[],
): Gist {
  return gistOf(asSentence(text, span, names), opening, facts, span);
}

/** The same of the Chinese letters alone; what is silenced is left out. */
export function gistOfLetters(
  { text }: Marks,
  { start, end }: Span,
  silent: Named,
  facts: readonly string[],
): Gist {
  const tokens = createTokens();
  for (let at = start; at < end && tokens.size < mostTokens; at += 1) {
    const letter = text.charCodeAt(at);
    if (silent[at] === 0 && letter >= 0x4e00 && letter <= 0x9fff) push(tokens, letter, at);
    else if (tokens.size === 0 || lastOf(tokens) !== gap) push(tokens, gap, at);
  }
  return gistOf(tokens, 0, facts, { start, end });
}

/** What is left of a text, each with the letter it stands at. */
interface Tokens {
  readonly is: Int32Array;
  readonly at: Uint16Array;
  size: number;
}

const createTokens = (): Tokens => ({
  is: new Int32Array(mostTokens + 4),
  at: new Uint16Array(mostTokens + 4),
  size: 0,
});

function push(tokens: Tokens, token: number, at: number): void {
  tokens.is[tokens.size] = token;
  tokens.at[tokens.size] = at;
  tokens.size += 1;
}

const lastOf = ({ is, size }: Tokens): number => is[size - 1] ?? gap;

/** Cues, each once, in the order they are told. */
interface Cues {
  readonly cues: Int32Array;
  readonly from: Uint16Array;
  /** Where a cue is found again: at its last bits or the next free place behind, one more than where it stands. */
  readonly slots: Uint16Array;
  size: number;
}

function createCues(most: number): Cues {
  const slots = new Uint16Array(2 ** (Math.ceil(Math.log2(most + 1)) + 1));
  return { cues: new Int32Array(most), from: new Uint16Array(most), slots, size: 0 };
}

function add(told: Cues, cue: number, letter: number): void {
  const { cues, from, slots } = told;
  const last = slots.length - 1;
  let slot = cue & last;
  for (let nth = slots[slot] ?? 0; nth > 0; nth = slots[slot] ?? 0) {
    if (cues[nth - 1] === cue) return;
    slot = (slot + 1) & last;
  }
  cues[told.size] = cue;
  from[told.size] = letter;
  told.size += 1;
  slots[slot] = told.size;
}

function gistOf(
  { is, at, size }: Tokens,
  opening: number,
  facts: readonly string[],
  { end }: Span,
): Gist {
  const told = createCues(3 * size + 2 * opening + facts.length);
  for (let nth = 0; nth < size; nth += 1) {
    const a = is[nth] ?? gap;
    if (a === gap) continue;
    const b = nth + 1 < size ? (is[nth + 1] ?? gap) : gap;
    const c = b !== gap && nth + 2 < size ? (is[nth + 2] ?? gap) : gap;
    const letter = at[nth] ?? 0;
    add(told, mix(101, a), letter);
    if (b !== gap) add(told, mix(102, a, b), letter);
    if (c !== gap) add(told, mix(103, a, b, c), letter);
    if (nth >= opening) continue;
    add(told, mix(104, a), letter);
    if (b !== gap) add(told, mix(105, a, b), letter);
  }
  for (const fact of facts) add(told, numberOf(fact), end);
  return { cues: told.cues.subarray(0, told.size), from: told.from.subarray(0, told.size) };
}

function asSentence(text: string, { start, end }: Span, names: Named): Tokens {
  const tokens = createTokens();
  push(tokens, first, start);
  for (let at = start; at < end && tokens.size < mostTokens; at += 1) {
    const name = names[at] ?? 0;
    const here = text.charCodeAt(at);
    if (name > 0) push(tokens, name, at);
    if (name !== 0) continue;
    if (isDigit(here)) {
      let to = at + 1;
      while (to < end && names[to] === 0 && isOfNumber(text.charCodeAt(to))) to += 1;
      push(tokens, to - at > 3 ? code : number, at);
      at = to - 1;
    } else if (here > 0x20) push(tokens, here, at);
    else if (lastOf(tokens) !== space) push(tokens, space, at);
  }
  push(tokens, last, end);
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
  for (let nth = 0; nth < cues.length; nth += 1) {
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
