import type { Category } from '../../domain/names.ts';
import type { RatingRules } from '../../domain/rule-book.ts';
import type { Mark, Participation } from '../../domain/whistle.ts';
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

/**
 * 报到率 of one department on one whistle, 0–100, from recorded marks only (S36, I8). Shares: signed, contacted,
 * checked in each in time; on site where an emergency requires it. Contact is not recorded as an event of its own
 * yet, so that share is earned by reporting in.
 */
export function checkInScore(rules: RatingRules, seat: Participation, category: Category): number {
  const { signed, contacted, checkedIn, person } = rules.checkInScore;
  const inTime = (mark: Mark | null, due: string | undefined): boolean =>
    mark !== null && (due === undefined || mark.at <= due);
  const arrived = category !== 'emergency' || inTime(seat.onSite, seat.due.onSite);
  return (
    (inTime(seat.signed, seat.due.sign) ? signed : 0) +
    (seat.checkedIn ? contacted : 0) +
    (inTime(seat.checkedIn, seat.due.checkIn) ? checkedIn : 0) +
    (seat.checkedIn && arrived ? person : 0)
  );
}

const isList = (scores: Scores): scores is readonly number[] => Array.isArray(scores);
