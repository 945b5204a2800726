import type { LearntPlaces } from '../domain/lexicon.ts';
import { longestPlace } from '../bot/parse/place.ts';
import type { Span } from '../bot/parse/spans.ts';
import type { Surroundings } from '../bot/parse/weights.ts';
import { meanOf, rounded, thinned, toFile, type LearnOptions } from './options.ts';
import { createTable, type Table } from './table.ts';

/** A message with the stretches at which its place is written; none when it names no place. */
export interface PlaceLesson {
  readonly around: Surroundings;
  readonly places: readonly Span[];
}

/** Messages without a place are fewer in life than among the lessons, where bare answers and commands abound. */
const seldom = 1;
/** Lengths beyond this are weighed alike. */
const lengths = 32;

/**
 * Learns where places begin and end: the stretch that is written is made likelier than every other one and than none (a
 * softmax over all stretches, climbed with AdaGrad). Deterministic for one order of lessons and one `chance`.
 */
export function learnPlaces(lessons: readonly PlaceLesson[], options: LearnOptions): LearntPlaces {
  const { bits, rate, forget, chance } = options;
  const create = () => [
    ...[0, 1, 2].map(() => createTable(bits, rate)),
    createTable(6, rate),
    createTable(0, rate),
  ];
  const [begins, ends, inside, length, none] = meanOf(
    create,
    lessons,
    options,
    ({ around, places }, tables) => {
      study({ around: thinned(around, forget, chance), places }, tables as Learner);
    },
  );
  if (!begins || !ends || !inside || !length || !none) throw new Error('a table of places is lost');
  return {
    weights: toFile(bits, [begins, ends, inside], 1 - forget),
    length: Array.from(length.slice(0, lengths + 1), rounded),
    none: rounded((none[0] ?? 0) - seldom),
  };
}

/** Begins here, ends here, the letter behind belongs to it; by length; against there being any. */
type Learner = readonly [Table, Table, Table, Table, Table];

function study({ around, places }: PlaceLesson, learner: Learner): void {
  const [first, last, member, length, none] = learner;
  const size = around.from.length - 1;
  const [begins, ends, within] = [first.weigh(around), last.weigh(around), member.weigh(around)];
  const inside = new Float64Array(size);
  for (let at = 1; at < size; at += 1) inside[at] = (inside[at - 1] ?? 0) + (within[at - 1] ?? 0);
  const score = (start: number, end: number): number =>
    (begins[start] ?? 0) +
    (ends[end] ?? 0) +
    (inside[end] ?? 0) -
    (inside[start] ?? 0) +
    (length.values[Math.min(end - start, lengths)] ?? 0);
  const nothing = none.values[0] ?? 0;
  let top = nothing;
  each(size, (start, end) => {
    top = Math.max(top, score(start, end));
  });
  // What the model believes, to be taken away, and what is written, to be added.
  const change = { begin: new Float64Array(size), end: new Float64Array(size) };
  const step = new Float64Array(size + 1);
  const far = new Float64Array(lengths + 1);
  const believe = (start: number, end: number, share: number): void => {
    change.begin[start] = (change.begin[start] ?? 0) + share;
    change.end[end] = (change.end[end] ?? 0) + share;
    step[start] = (step[start] ?? 0) + share;
    step[end] = (step[end] ?? 0) - share;
    const letters = Math.min(end - start, lengths);
    far[letters] = (far[letters] ?? 0) + share;
  };
  let all = Math.exp(nothing - top);
  each(size, (start, end) => {
    all += Math.exp(score(start, end) - top);
  });
  each(size, (start, end) => {
    believe(start, end, -Math.exp(score(start, end) - top) / all);
  });
  const alike = places.map(({ start, end }) => Math.exp(score(start, end) - top) + 1e-300);
  const sum = alike.reduce((total, one) => total + one, 0);
  places.forEach(({ start, end }, nth) => {
    believe(start, end, (alike[nth] ?? 0) / sum);
  });
  const belongs = new Float64Array(size);
  let running = 0;
  for (let at = 0; at < size - 1; at += 1) belongs[at] = running += step[at] ?? 0;
  first.climb(around, change.begin);
  last.climb(around, change.end);
  member.climb(around, belongs);
  far.forEach((slope, letters) => {
    length.nudge(letters, slope);
  });
  none.nudge(0, (places.length === 0 ? 1 : 0) - Math.exp(nothing - top) / all);
}

function each(size: number, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < size - 1; start += 1) {
    const last = Math.min(size - 1, start + longestPlace);
    for (let end = start + 1; end <= last; end += 1) visit(start, end);
  }
}
