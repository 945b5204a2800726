import type { Instant } from './names.ts';
import type { MessageRules } from './rule-book.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * Local time is UTC+8 everywhere: China keeps one time (Asia/Shanghai, the only zone the rule book accepts) and has
 * had no summer time since 1991, so a whistle never meets another offset.
 */
const OFFSET_MS = 8 * HOUR_MS;

/** Milliseconds since the local epoch: divided by `DAY_MS` it is the local day, the rest is the time of that day. */
export function toLocalMs(at: Instant): number {
  const utc = Date.parse(at);
  if (Number.isNaN(utc)) throw new Error(`not an instant: ${at}`);
  return utc + OFFSET_MS;
}

/** The instant of local milliseconds; what is finer than a millisecond is rounded up, so that no clock is early (I4). */
export function fromLocalMs(localMs: number): Instant {
  return new Date(Math.ceil(localMs) - OFFSET_MS).toISOString();
}

/** The local day's number since 1970-01-01, or null for what is no date of the calendar (2026-02-30). */
export function localDay(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(date)) return null;
  return ms / DAY_MS;
}

/** Milliseconds after local midnight of `HH:MM`; `24:00` is the end of the day. */
export function timeOfDayMs(time: string): number {
  const [hour = NaN, minute = NaN] = time.split(':').map(Number);
  return hour * HOUR_MS + minute * MINUTE_MS;
}

/** The local date of an instant, `2026-11-22`: the date in a whistle's number (design 5). */
export function localDate(at: Instant): string {
  return localText(at).slice(0, 10);
}

/** The local time of an instant to the minute, `16:30`. */
export function localTime(at: Instant): string {
  return localText(at).slice(11, 16);
}

/** The instant of a local date and time: the begin of a day or of a statistics period. */
export function localInstant(date: string, time = '00:00'): Instant {
  const day = localDay(date);
  if (day === null) throw new Error(`not a local date: ${date}`);
  return fromLocalMs(day * DAY_MS + timeOfDayMs(time));
}

/** An instant as users read it in full: `2026-11-22 16:30`. */
export function formatLocal(at: Instant): string {
  return `${localDate(at)} ${localTime(at)}`;
}

/** An instant as a card shows it, where the year goes without saying: `11月22日 16:30`. */
export function formatLocalShort(at: Instant): string {
  const [, month, day] = localDate(at).split('-').map(Number);
  return `${month ?? ''}月${day ?? ''}日 ${localTime(at)}`;
}

/** Whether reminders of routine and tackle whistles must wait (domain 5.4). Quiet hours may span midnight. */
export function inQuietHours(
  { quietHours }: Pick<MessageRules, 'quietHours'>,
  at: Instant,
): boolean {
  const from = timeOfDayMs(quietHours.from);
  const to = timeOfDayMs(quietHours.to);
  const time = toLocalMs(at) % DAY_MS;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

/** The instant a reminder that falls into quiet hours may go out; the given instant outside of them. */
export function quietEnd(rules: Pick<MessageRules, 'quietHours'>, at: Instant): Instant {
  if (!inQuietHours(rules, at)) return at;
  const local = toLocalMs(at);
  const midnight = local - (local % DAY_MS);
  const end = midnight + timeOfDayMs(rules.quietHours.to);
  return fromLocalMs(end > local ? end : end + DAY_MS);
}

function localText(at: Instant): string {
  return new Date(toLocalMs(at)).toISOString();
}
