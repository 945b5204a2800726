import type { LearntChoices } from '../domain/lexicon.ts';
import { softmax } from '../bot/parse/choices.ts';
import type { Chance } from './chance.ts';
import { rounded, type OnRound } from './options.ts';

/** What is said, and which answer is right. */
export interface ChoiceLesson {
  readonly cues: Int32Array;
  readonly answer: string;
}

export interface ChoiceOptions {
  readonly rounds: number;
  /** How many learners are asked, each in its own order, and their mean taken. */
  readonly learners: number;
  readonly rate: number;
  /** Share of the cues left out of each lesson, anew each time. */
  readonly forget: number;
  /** A cue of fewer lessons than this says nothing. */
  readonly least: number;
  /** So many cues are kept, those that say most. */
  readonly most: number;
  readonly chance: Chance;
  readonly onRound?: OnRound;
}

/**
 * Learns which answer is right from what is said: a softmax over the answers, climbed with AdaGrad. Deterministic for one
 * order of lessons and one `chance`.
 */
export function learnChoices(
  lessons: readonly ChoiceLesson[],
  options: ChoiceOptions,
): LearntChoices {
  const { forget, most } = options;
  const answers = [...new Set(lessons.map((one) => one.answer))].sort();
  const cues = knownCues(lessons, options.least);
  const weights = study(lessons, { answers, cues }, options);
  const width = answers.length;
  const strength = (row: number): number => {
    let top = 0;
    for (let one = 0; one < width; one += 1)
      top = Math.max(top, Math.abs(weights[row * width + one] ?? 0));
    return top;
  };
  const kept = [...cues.entries()]
    .map(([cue, row]) => ({ cue, row, strength: strength(row) }))
    .sort((a, b) => b.strength - a.strength || a.cue - b.cue)
    .slice(0, most)
    .sort((a, b) => a.cue - b.cue);
  const top = kept.reduce((highest, one) => Math.max(highest, one.strength), 1e-6);
  const scale = 127 / (top * (1 - forget));
  const numbers = Buffer.alloc(4 * kept.length);
  const says = new Int8Array(kept.length * width);
  kept.forEach(({ cue, row }, nth) => {
    numbers.writeInt32LE(cue, 4 * nth);
    for (let one = 0; one < width; one += 1)
      says[nth * width + one] = Math.round(
        (weights[row * width + one] ?? 0) * (1 - forget) * scale,
      );
  });
  return {
    answers,
    scale: rounded(scale),
    cues: numbers.toString('base64'),
    says: Buffer.from(says.buffer).toString('base64'),
  };
}

/** Cues that are heard often enough to say something, each with its row. */
function knownCues(lessons: readonly ChoiceLesson[], least: number): Map<number, number> {
  const times = new Map<number, number>();
  for (const { cues } of lessons) for (const cue of cues) times.set(cue, (times.get(cue) ?? 0) + 1);
  const known = new Map<number, number>();
  for (const [cue, often] of times) if (often >= least) known.set(cue, known.size);
  return known;
}

interface Shape {
  readonly answers: readonly string[];
  readonly cues: ReadonlyMap<number, number>;
}

function study(
  lessons: readonly ChoiceLesson[],
  { answers, cues }: Shape,
  { rounds, learners, rate, forget, chance, onRound }: ChoiceOptions,
): Float32Array {
  const width = answers.length;
  const right = new Map(answers.map((one, nth) => [one, nth]));
  const heard = lessons.map((one) => ({
    rows: Int32Array.from([...one.cues].flatMap((cue) => cues.get(cue) ?? [])),
    answer: right.get(one.answer) ?? 0,
  }));
  const mean = new Float32Array(cues.size * width);
  for (let nth = 0; nth < learners; nth += 1) {
    const weights = new Float32Array(mean.length);
    const seen = new Float32Array(mean.length);
    for (let round = 1; round <= rounds; round += 1) {
      onRound?.(nth * rounds + round, learners * rounds);
      for (const { rows, answer } of chance.shuffled(heard)) {
        const kept = rows.filter(() => chance.next() >= forget);
        const sums = new Float64Array(width);
        for (const row of kept)
          for (let one = 0; one < width; one += 1)
            sums[one] = (sums[one] ?? 0) + (weights[row * width + one] ?? 0);
        const slopes = softmax(sums, 1).map((one, at) => (at === answer ? 1 : 0) - one);
        for (let one = 0; one < width; one += 1) {
          const slope = slopes[one] ?? 0;
          if (Math.abs(slope) < flat) continue;
          for (const row of kept) {
            const at = row * width + one;
            const steps = (seen[at] ?? 0) + slope * slope;
            seen[at] = steps;
            weights[at] = (weights[at] ?? 0) + (rate * slope) / Math.sqrt(steps + 0.01);
          }
        }
      }
    }
    weights.forEach((one, at) => (mean[at] = (mean[at] ?? 0) + one / learners));
  }
  return mean;
}

/** What is this near to right already is left as it is. */
const flat = 1e-3;
