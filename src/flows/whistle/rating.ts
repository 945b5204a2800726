import type { RatingRules } from '../../domain/rule-book.ts';
import type { Scores } from './command.ts';

/** The scores by criterion; null unless there is one whole number from 1 to 5 for each (S37–S40). */
export function readScores(
  rules: RatingRules,
  scores: Scores,
): Readonly<Record<string, number>> | null {
  const named = isList(scores)
    ? Object.fromEntries(scores.map((one, index) => [rules.criteria[index]?.code ?? '', one]))
    : scores;
  const read = rules.criteria.map((one) => [one.code, named[one.code] ?? NaN] as const);
  if (Object.keys(named).length !== read.length) return null;
  return read.every(([, one]) => Number.isInteger(one) && one >= 1 && one <= 5)
    ? Object.fromEntries(read)
    : null;
}

const isList = (scores: Scores): scores is readonly number[] => Array.isArray(scores);
