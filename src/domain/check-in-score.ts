import type { Category } from './names.ts';
import type { RatingRules } from './rule-book.ts';
import type { Mark, Participation } from './whistle.ts';

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
