import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  fromLocalMs,
  localDay,
  timeOfDayMs,
  toLocalMs,
} from './local-time.ts';
import type { Instant } from './names.ts';
import type { Calendar, Duration } from './rule-book.ts';

/** A calendar that has no working time for this long is broken: no holiday arrangement looks like that. */
const LONGEST_GAP_DAYS = 400;

/** The stretches of a working day, in ms after local midnight, and the days that differ from Monday–Friday. */
interface Timetable {
  readonly stretches: readonly (readonly [number, number])[];
  readonly exceptions: ReadonlyMap<number, 'holiday' | 'workday'>;
}

const timetables = new WeakMap<Calendar, Timetable>();

/** Whether the offices are open. An opening minute counts, a closing minute does not (domain 5.1). */
export function isWorkingTime(calendar: Calendar, at: Instant): boolean {
  const table = timetableOf(calendar);
  const local = toLocalMs(at);
  const day = Math.floor(local / DAY_MS);
  const time = local - day * DAY_MS;
  return (
    isWorkingDay(table, day) && table.stretches.some(([from, to]) => from <= time && time < to)
  );
}

/** The instant itself in working time, else the next opening: where a working clock starts (domain 5.1). */
export function nextWorkingStart(calendar: Calendar, at: Instant): Instant {
  const [start] = stretchesFrom(timetableOf(calendar), toLocalMs(at)).next().value;
  return fromLocalMs(start);
}

/**
 * The instant a limit that starts at `from` runs out. Working days end at close of business: `1 工作日` from any time of
 * Monday is Tuesday's closing, the day of the start does not count. Working hours skip lunch, nights and holidays; a
 * start outside working time counts from the next opening. Everything else runs day and night (domain 5.1).
 */
export function addDuration(calendar: Calendar, from: Instant, duration: Duration): Instant {
  switch (duration.unit) {
    case 'minute':
      return addNatural(from, duration.amount * MINUTE_MS);
    case 'hour':
      return addNatural(from, duration.amount * HOUR_MS);
    case 'day':
      return addNatural(from, duration.amount * DAY_MS);
    case 'workingHour':
      return addWorkingMs(calendar, from, duration.amount * HOUR_MS);
    case 'workingDay':
      return closeOfBusiness(calendar, from, duration.amount);
  }
}

/** `from` plus so many milliseconds of working time. Ends within or at the end of working time; 0 ms is the next start. */
export function addWorkingMs(calendar: Calendar, from: Instant, ms: number): Instant {
  const stretches = stretchesFrom(timetableOf(calendar), toLocalMs(from));
  for (let left = Math.max(0, ms); ;) {
    const [begin, end] = stretches.next().value;
    if (left <= end - begin) return fromLocalMs(begin + left);
    left -= end - begin;
  }
}

/** Working milliseconds from one instant to another; negative when `to` comes first. */
export function workingSpan(calendar: Calendar, from: Instant, to: Instant): number {
  const [begin, end] = [toLocalMs(from), toLocalMs(to)];
  if (end < begin) return 0 - workingSpan(calendar, to, from);
  const table = timetableOf(calendar);
  let sum = 0;
  for (let day = Math.floor(begin / DAY_MS); day * DAY_MS < end; day += 1) {
    if (!isWorkingDay(table, day)) continue;
    for (const [open, close] of table.stretches)
      sum += Math.max(
        0,
        Math.min(end, day * DAY_MS + close) - Math.max(begin, day * DAY_MS + open),
      );
  }
  return sum;
}

/**
 * The instant at which `percent` of a limit has gone by, on the limit's own clock: working time for working hours and
 * days, natural time for the rest. 100 is `addDuration`; beyond, the same clock runs on (ladder, domain 5.4).
 */
export function fractionPoint(
  calendar: Calendar,
  from: Instant,
  duration: Duration,
  percent: number,
): Instant {
  const due = addDuration(calendar, from, duration);
  if (duration.unit === 'workingHour' || duration.unit === 'workingDay') {
    const whole = workingSpan(calendar, from, due);
    return addWorkingMs(calendar, from, (whole * percent) / 100);
  }
  return addNatural(from, ((Date.parse(due) - Date.parse(from)) * percent) / 100);
}

function addNatural(from: Instant, ms: number): Instant {
  return fromLocalMs(toLocalMs(from) + ms);
}

function closeOfBusiness(calendar: Calendar, from: Instant, days: number): Instant {
  const table = timetableOf(calendar);
  let day = Math.floor(toLocalMs(nextWorkingStart(calendar, from)) / DAY_MS);
  for (let left = Math.ceil(days); left > 0; left -= 1) day = workingDayFrom(table, day + 1);
  const [, close] = table.stretches.at(-1) ?? [0, DAY_MS];
  return fromLocalMs(day * DAY_MS + close);
}

/** The stretches of working time that end after `local`, the first cut to begin there; without end. */
function* stretchesFrom(
  table: Timetable,
  local: number,
): Generator<readonly [number, number], never> {
  for (let day = Math.floor(local / DAY_MS); ; day += 1) {
    day = workingDayFrom(table, day);
    for (const [open, close] of table.stretches) {
      const end = day * DAY_MS + close;
      if (end > local) yield [Math.max(local, day * DAY_MS + open), end];
    }
  }
}

function workingDayFrom(table: Timetable, from: number): number {
  for (let day = from; day < from + LONGEST_GAP_DAYS; day += 1)
    if (isWorkingDay(table, day)) return day;
  throw new Error(
    `the calendar has no working day in the ${LONGEST_GAP_DAYS} days from day ${from}`,
  );
}

/** A year the calendar does not know is plain Monday–Friday. */
function isWorkingDay(table: Timetable, day: number): boolean {
  const exception = table.exceptions.get(day);
  if (exception) return exception === 'workday';
  const sinceMonday = (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
  return sinceMonday < 5;
}

function timetableOf(calendar: Calendar): Timetable {
  const known = timetables.get(calendar);
  if (known) return known;
  const exceptions = new Map<number, 'holiday' | 'workday'>();
  for (const { holidays, workdays } of Object.values(calendar.years)) {
    for (const date of holidays) exceptions.set(localDay(date) ?? NaN, 'holiday');
    for (const date of workdays) exceptions.set(localDay(date) ?? NaN, 'workday');
  }
  const stretches = calendar.hours
    .map(([from, to]) => [timeOfDayMs(from), timeOfDayMs(to)] as const)
    .filter(([from, to]) => from < to);
  if (stretches.length === 0) throw new Error('the calendar has no working hours');
  const table = { stretches, exceptions };
  timetables.set(calendar, table);
  return table;
}
