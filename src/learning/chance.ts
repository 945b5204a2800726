/** Chance that comes out the same every time, so that learning twice gives one model. */
export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number;
  readonly shuffled: <T>(all: readonly T[]) => T[];
}

/** A linear congruential generator: good enough to shuffle lessons. */
export function createChance(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    next,
    shuffled: (all) =>
      all
        .map((one) => ({ one, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one),
  };
}
