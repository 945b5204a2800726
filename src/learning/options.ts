import type { Surroundings } from '../bot/parse/weights.ts';
import type { LearntWeights } from '../domain/lexicon.ts';
import type { Chance } from './chance.ts';
import type { Table } from './table.ts';

export interface LearnOptions {
  /** Size of the tables: 2^bits weights each. */
  readonly bits: number;
  readonly rounds: number;
  /** How many learners are asked, each in its own order, and their mean taken: steadier than any one of them. */
  readonly learners: number;
  readonly rate: number;
  /** Share of the cues left out of each lesson, anew each time, so that no single letter is relied upon. */
  readonly forget: number;
  readonly chance: Chance;
  readonly onRound?: OnRound;
}

export type OnRound = (round: number, of: number) => void;

/** Lets each learner go through the lessons, and answers the mean of its tables: as many as `create` makes. */
export function meanOf<T>(
  create: () => readonly Table[],
  lessons: readonly T[],
  { learners, rounds, chance, onRound }: LearnOptions,
  study: (lesson: T, tables: readonly Table[]) => void,
): Float32Array[] {
  const sums = create().map(({ values }) => new Float32Array(values.length));
  for (let nth = 0; nth < learners; nth += 1) {
    const tables = create();
    for (let round = 1; round <= rounds; round += 1) {
      onRound?.(nth * rounds + round, learners * rounds);
      for (const lesson of chance.shuffled(lessons)) study(lesson, tables);
    }
    tables.forEach(({ values }, table) => {
      const sum = sums[table];
      if (sum) values.forEach((one, at) => (sum[at] = (sum[at] ?? 0) + one / learners));
    });
  }
  return sums;
}

/** Some of what stands around, a share of it left out by chance. */
export function thinned(
  { cues, from }: Surroundings,
  forget: number,
  chance: Chance,
): Surroundings {
  const kept = new Int32Array(cues.length);
  const starts = new Uint32Array(from.length);
  let filled = 0;
  for (let at = 0; at + 1 < from.length; at += 1) {
    starts[at] = filled;
    for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1)
      if (chance.next() >= forget) {
        kept[filled] = cues[nth] ?? 0;
        filled += 1;
      }
  }
  starts[from.length - 1] = filled;
  return { cues: kept, from: starts };
}

/** Tables as small whole numbers, the largest of them 127. */
export function toFile(
  bits: number,
  tables: readonly Float32Array[],
  share: number,
): LearntWeights {
  const most = Math.max(
    1e-6,
    ...tables.map((values) => values.reduce((top, one) => Math.max(top, Math.abs(one)), 0)),
  );
  const scale = 127 / (most * share);
  const small = (values: Float32Array): Int8Array =>
    Int8Array.from(values, (one) => Math.round(one * share * scale));
  return {
    bits,
    scale: rounded(scale),
    tables: tables.map((values) => Buffer.from(small(values).buffer).toString('base64')),
  };
}

export const rounded = (one: number): number => Math.round(one * 1e4) / 1e4;
