import type { LearntPlaces, LearntWeights } from '../../domain/lexicon.ts';

/**
 * What stands around each boundary between two letters: the letters, their sort, and the words of the lexicon that begin
 * or end there, each as a number of 32 bits. Those of boundary `i` are `cues[from[i]]` up to `cues[from[i + 1]]`.
 */
export interface Surroundings {
  readonly cues: Int32Array;
  readonly from: Uint32Array;
}

/** What a cue says, for each thing that is asked of a boundary: small whole numbers, `scale` times too large. */
export interface Weights {
  /** A cue stands in the tables at its last so many bits; cues that meet there share what they say. */
  readonly bits: number;
  readonly scale: number;
  readonly tables: readonly Int8Array[];
}

/** Weights as the rule book keeps them, made ready to be asked. */
export function toWeights({ bits, scale, tables }: LearntWeights): Weights {
  return {
    bits,
    scale,
    tables: tables.map((one) => {
      const bytes = Buffer.from(one, 'base64');
      return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    }),
  };
}

/** What was learnt about places, made ready to be asked. */
export interface PlaceWeights extends Omit<LearntPlaces, 'weights'> {
  readonly weights: Weights;
}

/** The same for what was learnt about places. */
export function placeWeights({ weights, length, none }: LearntPlaces): PlaceWeights {
  return { weights: toWeights(weights), length, none };
}

/** What its cues say of every boundary, once for each table. */
export function weigh(around: Surroundings, { bits, scale, tables }: Weights): Float64Array[] {
  return tables.map((table) => weighBy(around, table, 2 ** bits - 1, scale));
}

function weighBy(
  { cues, from }: Surroundings,
  table: Int8Array,
  mask: number,
  scale: number,
): Float64Array {
  const told = new Float64Array(from.length - 1);
  let nth = 0;
  for (let at = 0; at < told.length; at += 1) {
    const end = from[at + 1] ?? 0;
    let sum = 0;
    for (; nth < end; nth += 1) sum += table[(cues[nth] ?? 0) & mask] ?? 0;
    told[at] = sum / scale;
  }
  return told;
}
