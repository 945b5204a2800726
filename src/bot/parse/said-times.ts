import type { SaidDay, SaidTime } from '../../domain/said-time.ts';
import { amountAt, isNumeral } from './amount.ts';
import type { Marks } from './marks.ts';
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

const dayRoles = [
  ['day:-3', -3],
  ['day:-2', -2],
  ['day:-1', -1],
  ['day:0', 0],
  ['day:1', 1],
  ['day:2', 2],
  ['day:3', 3],
] as const;
const weekRoles = [
  ['week:-1', -1],
  ['week:0', 0],
  ['week:1', 1],
] as const;
const partRoles = [
  ['part:morning', 'morning'],
  ['part:noon', 'noon'],
  ['part:afternoon', 'afternoon'],
  ['part:evening', 'evening'],
] as const;

/** Where a moment may begin: at a word of time, or at a number before a unit of time. */
function startsOf(marks: Marks): Uint8Array {
  const starts = new Uint8Array(marks.text.length + 1);
  for (const [role] of [...dayRoles, ...weekRoles, ...partRoles])
    for (const { start } of marks.each(role)) starts[start] = 1;
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
  const attached = start > 0 && /[A-Z.:：/-]/.test(text.charAt(start - 1));
  if (!attached && unit !== '' && '点时:：月日号年-/.小分钟天周星礼个多半几来刻'.includes(unit))
    starts[start] = 1;
  return end - 1;
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

interface DayRead {
  readonly day: SaidDay;
  readonly end: number;
  /** 今 and 明 are days only with a part of the day behind them. */
  readonly short?: boolean;
  /** “25号” may as well be a house: it needs an hour or an edge. */
  readonly needsMore?: boolean;
}

function dayAt(marks: Marks, start: number): DayRead | null {
  let best: DayRead | null = null;
  for (const [role, days] of dayRoles) {
    const end = marks.from(role, start);
    if (end > (best?.end ?? start))
      best = { day: { type: 'offset', days }, end, short: end - start === 1 };
  }
  return best ?? weekdayAt(marks, start) ?? dateAt(marks, start);
}

function weekdayAt(marks: Marks, start: number): DayRead | null {
  for (const [role, week] of weekRoles) {
    const end = marks.from(role, start);
    if (end < 0) continue;
    const char = marks.text.charAt(end);
    const weekday = char === '' ? -1 : '一二三四五六日123456天末7'.indexOf(char);
    if (weekday < 0) continue;
    const day = { type: 'weekday', weekday: weekdays[weekday] ?? 7, week } as const;
    return { day, end: end + 1 };
  }
  return null;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 6, 7];

const written =
  /(?:(?:20)?[0-9]{2}[-/.年])?(1[0-2]|0?[1-9])[-/.月](3[01]|[12][0-9]|0?[1-9])(?![0-9.])[日号]?/y;

/** 11月25日, 2026-11-25, 十一月二十五号, 25号. */
function dateAt(marks: Marks, start: number): DayRead | null {
  const { text } = marks;
  written.lastIndex = start;
  const match = written.exec(text);
  if (match && (match[0].includes('月') || /^20[0-9]{2}/.test(match[0]))) {
    const [, month, day] = match;
    return {
      day: { type: 'date', month: Number(month), day: Number(day) },
      end: written.lastIndex,
    };
  }
  const first = amountAt(text, start);
  if (!first) return null;
  if (text.charAt(first.end) === '年') return dateAt(marks, first.end + 1);
  const month = text.charAt(first.end) === '月' ? first.value : null;
  const second = month === null ? first : amountAt(text, first.end + 1);
  if (!second || !'日号'.includes(text.charAt(second.end) || '-')) return null;
  if (second.value < 1 || second.value > 31 || month === 0 || (month ?? 0) > 12) return null;
  if (
    month === null &&
    /[\u4e00-\u9fffA-Z#]/.test(before(text, start)) &&
    !/[于在到月定]/.test(before(text, start))
  )
    return null;
  const day = { type: 'date', month, day: second.value } as const;
  return { day, end: second.end + 1, needsMore: month === null };
}

const before = (text: string, at: number): string => text.charAt(at - 1);

/** “周六（11月28日）”: the date in brackets is the surer day. */
function bracketed(marks: Marks, { day, end }: DayRead): { day: SaidDay; end: number } {
  if (!'(（'.includes(marks.text.charAt(end) || '-')) return { day, end };
  const inner = dayAt(marks, end + 1);
  const closed = inner ? inner.end : end;
  if (!inner || !')）'.includes(marks.text.charAt(closed) || '-')) return { day, end };
  return { day: inner.day.type === 'date' ? inner.day : day, end: closed + 1 };
}

function agoAt(marks: Marks, start: number): { day: SaidDay; end: number } | null {
  const { text } = marks;
  const half = text.charAt(start) === '半';
  const amount = half ? { value: 0.5, end: start + 1 } : amountAt(text, start);
  if (!amount) return null;
  let at = skip(text, amount.end, '多几来个');
  const alsoHalf = !half && text.charAt(at) === '半';
  if (alsoHalf) at = skip(text, at + 1, '个');
  for (const [unit, minutes] of units) {
    const end = marks.from(unit, at);
    if (end < 0) continue;
    const about = Math.max(marks.from('about', end), skip(text, end, '多半'));
    const ago = marks.from('ago', about);
    if (ago < 0) continue;
    const more = alsoHalf || text.charAt(end) === '半' ? 0.5 : 0;
    return { day: { type: 'ago', minutes: Math.round((amount.value + more) * minutes) }, end: ago };
  }
  return null;
}

const units = [
  ['span:minute', 1],
  ['span:hour', 60],
  ['span:day', 1440],
  ['span:week', 10_080],
] as const;

function justNowAt(marks: Marks, start: number): { day: SaidDay; end: number } | null {
  const end = marks.from('justNow', start);
  return end < 0 ? null : { day: { type: 'ago', minutes: 0 }, end };
}

type Part = (typeof partRoles)[number][1];

function partAt(marks: Marks, start: number): { part: Part; end: number } | null {
  let best: { part: Part; end: number } | null = null;
  for (const [role, part] of partRoles) {
    const end = marks.from(role, start);
    if (end > (best?.end ?? start)) best = { part, end };
  }
  return best;
}

interface HourRead {
  readonly hour: number;
  readonly minute: number;
  readonly end: number;
}

const digital = /([01]?[0-9]|2[0-4])[:：]([0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9])/y;

function hourAt(marks: Marks, start: number, sure: boolean): HourRead | null {
  const { text } = marks;
  digital.lastIndex = start;
  const match = digital.exec(text);
  if (match) return { hour: Number(match[1]), minute: Number(match[2]), end: digital.lastIndex };
  const hour = amountAt(text, start);
  if (!hour || hour.value > 24) return null;
  const unit = text.charAt(hour.end);
  if (unit !== '点' && unit !== '时') return null;
  const at = hour.end + 1;
  if (marks.from('notTime', at) > 0) return null;
  const minute = minuteAt(text, at);
  if (unit === '时' && !sure && minute.end === at && text.charAt(at) !== '许') return null;
  return { hour: hour.value, minute: minute.value, end: minute.end };
}

/** 半, 一刻, 20分, 整, 钟, or nothing. */
function minuteAt(text: string, at: number): { value: number; end: number } {
  const char = text.charAt(at);
  if (char === '半') return { value: 30, end: at + 1 };
  if (char === '整' || char === '钟') return { value: 0, end: at + 1 };
  const amount = amountAt(text, at);
  if (!amount) return { value: 0, end: at };
  const unit = text.charAt(amount.end);
  if (unit === '刻') return { value: 15 * Math.min(amount.value, 3), end: amount.end + 1 };
  if (amount.value > 59) return { value: 0, end: at };
  if (unit === '分') return { value: amount.value, end: skip(text, amount.end + 1, '钟') };
  const bare =
    amount.end - at === 2 || text.charAt(at) === '十' || text.charAt(amount.end - 1) === '十';
  return bare && !/[名个人米次家户]/.test(unit) ? amount : { value: 0, end: at };
}

/** 晚上十点 is 22:00, 晚上12点 the end of the day, 夜里两点 already the next day's. */
function clockOf(
  { hour, minute }: HourRead,
  part: Part | null,
): { time: string; nextDay: boolean } | null {
  let [h, nextDay] = [hour, false];
  if (part === 'morning' && h === 12) h = minute === 0 ? 12 : 0;
  if (part === 'noon' && h <= 3) h += 12;
  if (part === 'afternoon' && h < 12) h += 12;
  if (part === 'evening' && h >= 5 && h < 12) h += 12;
  else if (part === 'evening' && (h === 12 || h === 24 || h < 5)) [h, nextDay] = [h % 12, true];
  if (h === 24) [h, nextDay] = [0, true];
  if (h > 24) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return { time: `${two(h)}:${two(minute)}`, nextDay };
}

function shifted(day: SaidDay | null, nextDay: boolean): SaidDay | null {
  if (!nextDay || day?.type !== 'offset') return day;
  return { type: 'offset', days: day.days + 1 };
}

function edgeAt(marks: Marks, start: number, end: number): { edge: SaidTime['edge']; end: number } {
  const about = Math.max(marks.from('about', end), end);
  const until = marks.from('edge:before', about);
  if (until > 0) return { edge: 'before', end: until };
  const since = marks.from('edge:after', about);
  if (since > 0) return { edge: 'after', end: since };
  const latest = marks.to('latest', skipBack(marks.text, start)) >= 0;
  return { edge: latest ? 'before' : 'at', end: about };
}

/** “每天晚上八点”, “闹到凌晨三点”, “周一到周五”: no moment. */
function isHabit(marks: Marks, time: TimeSpan, last: TimeSpan | null): boolean {
  const { text } = marks;
  const from = Math.max(0, time.start - 8);
  for (let at = time.start; at > from; at -= 1) {
    if (marks.clause[at - 1] !== marks.clause[time.start]) break;
    if (marks.to('habit', at) >= 0) return true;
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

function skip(text: string, start: number, chars: string): number {
  let at = start;
  while (at < text.length && chars.includes(text.charAt(at)) && at < start + 3) at += 1;
  return at;
}

function skipSpace({ text }: Marks, at: number): number {
  return text.charAt(at) === ' ' || text.charAt(at) === '的' ? at + 1 : at;
}

function skipBack(text: string, start: number): number {
  let at = start;
  while (at > 0 && at > start - 4 && ' :：于在为是的'.includes(text.charAt(at - 1))) at -= 1;
  return at;
}
