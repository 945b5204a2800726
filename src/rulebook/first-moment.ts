import { nextWorkingStart } from '../domain/calendar.ts';
import { DAY_MS, localDate, localInstant } from '../domain/local-time.ts';
import type { Instant } from '../domain/names.ts';
import type { RuleBook } from '../domain/rule-book.ts';

/** When a demo begins: the opening hour of the next working day after `realNow` (design 3). */
export function firstMoment(book: RuleBook, realNow: Instant): Instant {
  const tomorrow = localInstant(localDate(new Date(Date.parse(realNow) + DAY_MS).toISOString()));
  return nextWorkingStart(book.calendar, tomorrow);
}
