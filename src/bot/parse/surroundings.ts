import { wordRoles } from '../../domain/lexicon.ts';
import type { Marks } from './marks.ts';
import { howCommon } from './common.ts';
import { mix } from './cue.ts';
import { findUnits } from './units.ts';
import type { Surroundings } from './weights.ts';

/** No boundary has more cues than this; words beyond the first few that meet there are left out. */
export const cuesAtOnce = 94;
const mostWords = 5;

/** Words that are looked at beside those of the roles. */
const sorts = ['unit', 'name', 'street', 'short', 'place', 'thing', 'fault', 'hint'] as const;
const numbers = new Map<string, number>(
  [...wordRoles, ...sorts].map((one) => [one, numberOf(one)]),
);

/** Nobody tells one matter in more letters than this; what stands around later ones is not looked at. */
export const readClosely = 450;

/** Reads what stands around every boundary. Linear; the same text and lexicon give the same numbers. */
export function surroundings(marks: Marks): Surroundings {
  const { text } = marks;
  const size = text.length;
  const words = wordsAround(marks);
  const letters = new Int32Array(size + 8).fill(edge);
  const kinds = new Int32Array(size + 8).fill(0);
  for (let at = 0; at < size; at += 1) {
    letters[at + 4] = text.charCodeAt(at);
    kinds[at + 4] = sortOf(text.charCodeAt(at));
  }
  const last = Math.min(size, readClosely);
  const cues = new Int32Array((last + 1) * cuesAtOnce);
  const from = new Uint32Array(size + 2);
  let filled = 0;
  let behindStreet = -1;
  let nth = 0;
  const add = (template: number, a: number, b = 0, c = 0): void => {
    cues[filled] = mix(template, a, b, c);
    filled += 1;
  };
  const { common } = marks.compiled;
  const usual = new Uint8Array(size + 8);
  if (common)
    for (let at = 0; at < size + 7; at += 1) {
      const [one, next] = [letters[at] ?? edge, letters[at + 1] ?? edge];
      usual[at] = isHan(one) && isHan(next) ? howCommon(common, one, next) : 4;
    }
  const letter = (at: number): number => letters[at] ?? edge;
  const kind = (at: number): number => kinds[at] ?? 0;
  for (let at = 0; at <= last; at += 1) {
    from[at] = filled;
    const begin = words.starts[at] ?? none;
    const end = words.ends[at] ?? none;
    if (end.includes(streetNumber)) [behindStreet, nth] = [at, Math.min(nth + 1, 2)];
    const [a, b, c, d, e, f] = [
      letter(at + 1),
      letter(at + 2),
      letter(at + 3),
      letter(at + 4),
      letter(at + 5),
      letter(at + 6),
    ];
    add(1, a);
    add(2, b);
    add(3, c);
    add(4, d);
    add(5, e);
    add(6, f);
    add(7, b, c);
    add(8, c, d);
    add(9, d, e);
    add(10, a, b);
    add(11, e, f);
    add(12, a, b, c);
    add(13, b, c, d);
    add(14, c, d, e);
    add(15, d, e, f);
    const [l, m, n, o, p, q] = [
      kind(at + 1),
      kind(at + 2),
      kind(at + 3),
      kind(at + 4),
      kind(at + 5),
      kind(at + 6),
    ];
    add(20, m * 64 + n, o * 64 + p);
    add(21, n, o);
    add(22, l * 64 + m, n, o);
    add(23, n, o, p * 64 + q);
    for (const one of begin) {
      add(30, one);
      add(31, one, c);
      add(32, one, n);
    }
    for (const one of end) {
      add(33, one);
      add(34, one, d);
      add(35, one, o);
      for (const other of begin) add(36, one, other);
    }
    // A word that ends a letter earlier, or begins a letter later: a space or 的 stands between.
    if (at > 0) for (const one of words.ends[at - 1] ?? none) add(37, one, d);
    for (const one of words.starts[at + 1] ?? none) add(38, one, c);
    add(39, farness(behindStreet < 0 ? -1 : at - behindStreet), nth);
    add(40, at === 0 ? 0 : at < 10 ? 1 : at < 30 ? 2 : at < 60 ? 3 : 4);
    add(41, at === size ? 0 : size - at < 5 ? 1 : 2);
    add(42, 0);
    if (common) {
      const [before, across, behind] = [usual[at + 2] ?? 0, usual[at + 3] ?? 0, usual[at + 4] ?? 0];
      add(43, across, before, behind);
      add(44, (usual[at + 1] ?? 0) * 64 + before * 8 + across, behind * 8 + (usual[at + 5] ?? 0));
      add(45, across, c);
      add(46, across, d);
    }
  }
  from.fill(filled, last + 1);
  return { cues, from };
}

const edge = 1;
const isHan = (letter: number): boolean => letter >= 0x4e00 && letter <= 0x9fff;
const none: readonly number[] = [];
const streetNumber = numberOf('street');

function farness(letters: number): number {
  if (letters < 0) return 4;
  if (letters < 2) return letters;
  if (letters < 6) return 2;
  return letters < 20 ? 3 : 5;
}

interface WordsAround {
  readonly starts: readonly (readonly number[])[];
  readonly ends: readonly (readonly number[])[];
}

/** The words of the lexicon by where they begin and where they end. */
function wordsAround(marks: Marks): WordsAround {
  const empty = (): number[][] => Array.from({ length: marks.text.length + 2 }, () => []);
  const [starts, ends] = [empty(), empty()];
  const put = (list: number[] | undefined, word: number): void => {
    if (list && list.length < mostWords && !list.includes(word)) list.push(word);
  };
  const take = (sort: string, { start, end }: { start: number; end: number }): void => {
    const word = numbers.get(sort) ?? 0;
    put(starts[start], word);
    put(ends[end], word);
  };
  for (const one of findUnits(marks)) take('unit', one);
  for (const one of marks.streets) {
    take('street', one);
    if (!one.full) take('short', one);
  }
  for (const one of marks.places) take('place', one);
  for (const role of wordRoles) for (const one of marks.each(role)) take(role, one);
  for (const one of marks.orgs) take('name', one);
  for (const one of marks.slotSpans) {
    const long = one.end - one.start > 1;
    take(long ? (marks.slotEnds[one.end] === 2 ? 'fault' : 'thing') : 'hint', one);
  }
  return { starts, ends };
}

/** Chinese letter, number, Latin letter, space, line end, or the sign itself. */
function sortOf(code: number): number {
  if (code >= 0x4e00 && code <= 0x9fff) return counts.has(code) ? 2 : 1;
  if (code >= 0x30 && code <= 0x39) return 3;
  if (code >= 0x41 && code <= 0x5a) return 4;
  if (code === 0x20) return 5;
  if (code === 0xa) return 6;
  return 10 + (code % 50);
}

const counts = new Set(Array.from('一二三四五六七八九十百千两几', (one) => one.charCodeAt(0)));

/** A word as a number of its own, whatever stands before or after it in a list. */
function numberOf(word: string): number {
  let number = 7;
  for (let at = 0; at < word.length; at += 1)
    number = (Math.imul(number, 31) + word.charCodeAt(at)) | 0;
  return number;
}
