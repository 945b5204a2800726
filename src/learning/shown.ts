import type { Surroundings } from '../bot/parse/weights.ts';
import type { LearntWeights } from '../domain/lexicon.ts';
import { meanOf, thinned, toFile, type LearnOptions } from './options.ts';
import { createTable, type Table } from './table.ts';

/** Spots of a message, and whether at least one of them shows what is asked; which one is not told. */
export interface ShownLesson {
  readonly around: Surroundings;
  readonly shown: boolean;
}

/**
 * Learns what shows something: each spot may show it by itself (“noisy or”), and `doubt` is what it takes to believe one.
 * Deterministic for one order of lessons and one `chance`.
 */
export function learnShown(
  lessons: readonly ShownLesson[],
  doubt: number,
  options: LearnOptions,
): LearntWeights {
  const { bits, rate, forget, chance } = options;
  const create = () => [createTable(bits, rate)];
  const tables = meanOf(create, lessons, options, ({ around, shown }, [table]) => {
    if (table) study(thinned(around, forget, chance), shown, doubt, table);
  });
  return toFile(bits, tables, 1 - forget);
}

function study(around: Surroundings, shown: boolean, doubt: number, table: Table): void {
  const chances = table.weigh(around).map((score) => 1 / (1 + Math.exp(-score - doubt)));
  const none = Math.min(
    1 - 1e-9,
    chances.reduce((product, one) => product * (1 - one), 1),
  );
  const slopes = chances.map((one) => (shown ? (one * none) / (1 - none) : -one));
  table.climb(around, slopes);
}
