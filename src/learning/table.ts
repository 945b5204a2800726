import type { Surroundings } from '../bot/parse/weights.ts';

/** Weights that are being learnt. */
export interface Table {
  readonly values: Float32Array;
  /** What the cues of every boundary say so far. */
  readonly weigh: (around: Surroundings) => Float64Array;
  /** Moves the weights of each boundary's cues along its slope. */
  readonly climb: (around: Surroundings, slopes: Float64Array) => void;
  /** Moves one weight. */
  readonly nudge: (at: number, slope: number) => void;
}

/** Slopes flatter than this change nothing worth the time. */
const flat = 1e-5;

/** A table of 2^bits weights, all zero; `rate` is the first step's length (AdaGrad). */
export function createTable(bits: number, rate: number): Table {
  const size = 2 ** bits;
  const mask = size - 1;
  const values = new Float32Array(size);
  const steep = new Float32Array(size);
  const nudge = (at: number, slope: number): void => {
    const seen = (steep[at] ?? 0) + slope * slope;
    steep[at] = seen;
    values[at] = (values[at] ?? 0) + (rate * slope) / Math.sqrt(seen + 0.01);
  };
  return {
    values,
    nudge,
    weigh: ({ cues, from }) => {
      const told = new Float64Array(from.length - 1);
      for (let at = 0; at < told.length; at += 1)
        for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1)
          told[at] = (told[at] ?? 0) + (values[(cues[nth] ?? 0) & mask] ?? 0);
      return told;
    },
    climb: ({ cues, from }, slopes) => {
      slopes.forEach((slope, at) => {
        if (Math.abs(slope) < flat) return;
        for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1)
          nudge((cues[nth] ?? 0) & mask, slope);
      });
    },
  };
}
