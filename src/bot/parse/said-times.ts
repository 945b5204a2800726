import type { SaidDay, SaidTime } from '../../domain/said-time.ts';
import { isNumeral } from './amount.ts';
import type { Marks } from './marks.ts';
import { clockOf, edgeAt, hourAt, partAt, partRoles } from './said-clock.ts';
import {
  agoAt,
  bracketed,
  dayAt,
  dayRoles,
  isWeekday,
  justNowAt,
  weekRoles,
  weekdayAt,
} from './said-day.ts';
import type { Span } from './spans.ts';

/** A moment as somebody says it, wherever in the text: what it is the moment of is not asked here. */
export interface TimeSpan extends Span {
  readonly said: SaidTime;
}

/** A whistle speaks of few moments; a list of more is read no further. */
const mostTimes = 24;

/** The moments said in a text, in order: “明早9点”, “11月25日”, “半小时前”. Habits and durations are none. */
export function findTimes(marks: Marks): TimeSpan[] {
  const found: TimeSpan[] = [];
  const starts = startsOf(marks);
  for (let at = 0; at < marks.text.length && found.length < mostTimes;) {
    const time = starts[at] === 1 ? timeAt(marks, at) : null;
    if (time && !isHabit(marks, time, found.at(-1) ?? null)) found.push(time);
    at = Math.max(time?.end ?? 0, at + 1);
  }
  return found;
}

/** Where a moment may begin: at a word of time, or at a number before a unit of time. */
function startsOf(marks: Marks): Uint8Array {
  const starts = new Uint8Array(marks.text.length + 1);
  for (const [role] of [...dayRoles, ...partRoles])
    for (const { start } of marks.each(role)) starts[start] = 1;
  for (const [role] of weekRoles)
    for (const { start, end } of marks.each(role))
      if (isWeekday(marks.text, end)) starts[start] = 1;
  for (const { start } of marks.each('justNow')) starts[start] = 1;
  for (let at = 0; at < marks.text.length; at += 1)
    if (isNumeral(marks.text, at) || marks.text.charAt(at) === '半')
      at = markNumber(marks.text, at, starts);
  return starts;
}

function markNumber(text: string, start: number, starts: Uint8Array): number {
  let end = start + 1;
  while (isNumeral(text, end)) end += 1;
  const unit = text.charAt(end);
  if (unit === '半' && text.charAt(start) === '半') return end - 1;
  if (
    !isAttached(text, start) &&
    unit !== '' &&
    '点时:：月日号年-/.小分钟天周星礼个多半几来刻'.includes(unit)
  )
    starts[start] = 1;
  return end - 1;
}

/** The 30 of 10:30, the 5 of B5. */
function isAttached(text: string, start: number): boolean {
  const last = text.charAt(start - 1);
  if (start > 0 && ':-/.'.includes(last)) return isNumeral(text, start - 2);
  return /[A-Z]/.test(last);
}

function timeAt(marks: Marks, start: number): TimeSpan | null {
  const ago = agoAt(marks, start) ?? justNowAt(marks, start);
  if (ago) return { start, end: ago.end, said: { day: ago.day, time: null, edge: 'at' } };
  const day = dayAt(marks, start);
  const afterDay = day ? bracketed(marks, day) : { day: null, end: start };
  const partStart = skipSpace(marks, afterDay.end);
  const part = partAt(marks, partStart);
  if (day?.short && !part) return null;
  const hourStart = part ? skipSpace(marks, part.end) : partStart;
  const hour = hourAt(marks, hourStart, day !== null || part !== null);
  if (!day && !hour) return null;
  const end = hour?.end ?? part?.end ?? afterDay.end;
  const clock = hour && clockOf(hour, part?.part ?? null);
  if (hour && !clock) return null;
  const { edge, end: edgeEnd } = edgeAt(marks, start, end);
  if (day?.needsMore && !part && !hour && edge === 'at') return null;
  const said = { day: shifted(afterDay.day, clock?.nextDay ?? false), time: clock?.time ?? null };
  return { start, end: edgeEnd, said: { ...said, edge } };
}

function shifted(day: SaidDay | null, nextDay: boolean): SaidDay | null {
  if (!nextDay || day?.type !== 'offset') return day;
  return { type: 'offset', days: day.days + 1 };
}

/** “每天晚上八点”, “闹到凌晨三点”, “周一到周五”: no moment. */
function isHabit(marks: Marks, time: TimeSpan, last: TimeSpan | null): boolean {
  const { text } = marks;
  const from = Math.max(0, time.start - 8);
  for (let at = time.start; at > from; at -= 1) {
    if (marks.clause[at - 1] !== marks.clause[time.start]) break;
    const habit = marks.to('habit', at);
    if (habit >= 0 && (at - habit > 1 || at === time.start)) return true;
  }
  if (marks.from('habit', time.start) > 0) return true;
  if (marks.from('until', time.end) === time.end + 1 && isRange(marks, time)) return true;
  const until = marks.to('until', time.start);
  if (until < 0) return false;
  if (last && last.end === until) return true;
  return marks.to('postponed', time.start) < 0 && !/[定改]/.test(text.charAt(until - 1));
}

/** “周一到周五”, “晚上八点到十二点”: only a range that names its day is a moment, and begins with it. */
function isRange(marks: Marks, { end, said }: TimeSpan): boolean {
  if (said.day?.type === 'weekday' && said.time === null) return weekdayAt(marks, end + 1) !== null;
  return said.day === null && hourlike(marks, end + 1);
}

function hourlike(marks: Marks, at: number): boolean {
  return partAt(marks, at) !== null || hourAt(marks, at, true) !== null;
}

function skipSpace({ text }: Marks, at: number): number {
  return text.charAt(at) === ' ' || text.charAt(at) === '的' ? at + 1 : at;
}
