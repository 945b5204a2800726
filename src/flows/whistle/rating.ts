import type { Category } from '../../domain/names.ts';
import type { RatingRules } from '../../domain/rule-book.ts';
import type { Mark, Participation } from '../../domain/whistle.ts';

/** The scores by criterion; null unless there is one whole number from 1 to 5 for each (S37–S40). */
export function readScores(rules: RatingRules, scores: readonly number[]): Readonly<Record<string, number>> | null {
  if (scores.length !== rules.criteria.length) return null;
  if (scores.some((one) => !Number.isInteger(one) || one < 1 || one > 5)) return null;
  return Object.fromEntries(rules.criteria.map((one, index) => [one.code, scores[index] ?? 0]));
}

/** Whether a score among these asks for a reason (domain 5.8: ≤ 2 or 5). */
export function needsReason(rules: RatingRules, scores: Readonly<Record<string, number>>): boolean {
  return rules.criteria.some((one) => one.reasonAt.includes(scores[one.code] ?? 0));
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
