import type { Surroundings } from '../bot/parse/surroundings.ts';
import type { LearntWeights } from '../domain/lexicon.ts';
import type { Chance } from './chance.ts';
import type { Table } from './table.ts';

export interface LearnOptions {
  /** Size of the tables: 2^bits weights each. */
  readonly bits: number;
  readonly rounds: number;
  readonly rate: number;
  /** Share of the cues left out of each lesson, anew each time, so that no single letter is relied upon. */
  readonly forget: number;
  readonly chance: Chance;
  readonly onRound?: OnRound;
}

export type OnRound = (round: number, of: number) => void;

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
export function toFile(bits: number, tables: readonly Table[], share: number): LearntWeights {
  const most = Math.max(
    ...tables.map(({ values }) => values.reduce((top, one) => Math.max(top, Math.abs(one)), 0)),
  );
  const scale = 127 / (most * share);
  return {
    bits,
    scale: rounded(scale),
    tables: tables.map(({ values }) =>
      Buffer.from(Int8Array.from(values, (one) => Math.round(one * share * scale)).buffer).toString(
        'base64',
      ),
    ),
  };
}

export const rounded = (one: number): number => Math.round(one * 1e4) / 1e4;
