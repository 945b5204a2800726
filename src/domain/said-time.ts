import {
  DAY_MS,
  MINUTE_MS,
  fromLocalMs,
  localDate,
  localInstant,
  toLocalMs,
} from './local-time.ts';
import type { Instant } from './names.ts';

/** A day and hour as somebody says it, before it is known what day it is: “后天上午十点前”. */
export interface SaidTime {
  readonly day: SaidDay | null;
  /** Local `HH:MM`; null when only a day is said. */
  readonly time: string | null;
  readonly edge: 'at' | 'before' | 'after';
}

export type SaidDay =
  /** Days from today: −1 is yesterday. */
  | { readonly type: 'offset'; readonly days: number }
  /** 1 is Monday; `week` 0 is this week, 1 the next. */
  | { readonly type: 'weekday'; readonly weekday: number; readonly week: number }
  /** Without a month (“25号”) the nearest such day. */
  | { readonly type: 'date'; readonly month: number | null; readonly day: number }
  /** “两小时前”, “半小时前” */
  | { readonly type: 'ago'; readonly minutes: number };

/**
 * The instant somebody means, told at `now`: a bare hour is today's, a bare day its begin, a date without a year the
 * nearest one (within half a year). Null for nothing said.
 */
export function instantSaid(said: SaidTime | null, now: Instant): Instant | null {
  if (said === null) return null;
  const { day, time } = said;
  if (day?.type === 'ago') return fromLocalMs(toLocalMs(now) - day.minutes * MINUTE_MS);
  if (day === null && time === null) return null;
  return localInstant(dateSaid(day, now), time ?? '00:00');
}

function dateSaid(day: Exclude<SaidDay, { type: 'ago' }> | null, now: Instant): string {
  const today = localDate(now);
  switch (day?.type) {
    case undefined:
      return today;
    case 'offset':
      return shifted(today, day.days);
    case 'weekday': {
      const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
      return shifted(today, day.week * 7 + day.weekday - 1 - weekday);
    }
    case 'date':
      return nearestDate(day, today);
  }
}

const shifted = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

type SaidDate = Extract<SaidDay, { type: 'date' }>;

function nearestDate({ month, day }: SaidDate, today: string): string {
  const at = Date.parse(`${today}T00:00:00Z`);
  const [year = NaN, thisMonth = NaN] = today.split('-').map(Number);
  const candidates = [-1, 0, 1].map((shift) =>
    month === null
      ? Date.UTC(year, thisMonth - 1 + shift, day)
      : Date.UTC(year + shift, month - 1, day),
  );
  const nearest = candidates.reduce((best, one) =>
    Math.abs(one - at) < Math.abs(best - at) ? one : best,
  );
  return new Date(nearest).toISOString().slice(0, 10);
}
