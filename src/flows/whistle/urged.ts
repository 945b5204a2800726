import { addDuration } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';

/** Keeps when somebody was reminded by hand. */
const URGED = 'urged ';

export const noteUrged = (whistle: Whistle, { now }: Facts): Whistle => ({
  ...whistle,
  asked: [...whistle.asked, `${URGED}${now}`],
});

/** When it was urged by hand since then. */
export const urgedSince = ({ asked }: Whistle, since: Instant): readonly Instant[] =>
  asked
    .filter((one) => one.startsWith(URGED))
    .map((one) => one.slice(URGED.length))
    .filter((at) => at >= since);

/** Whether it was urged within the time in which reminders are one (domain 2.4, 5.4). */
export function urgedLately(
  whistle: Whistle,
  { now, directory }: Facts,
  since: Instant = '',
): boolean {
  const { calendar, messages } = directory.book;
  return urgedSince(whistle, since).some(
    (at) => addDuration(calendar, at, messages.mergeWithin) > now,
  );
}
