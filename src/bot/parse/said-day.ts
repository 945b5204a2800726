import type { SaidDay } from '../../domain/said-time.ts';
import { amountAt, isNumeral, type Amount } from './amount.ts';
import type { Marks } from './marks.ts';

/** Words of a day, by days from today. */
export const dayRoles = [
  ['day:-3', -3],
  ['day:-2', -2],
  ['day:-1', -1],
  ['day:0', 0],
  ['day:1', 1],
  ['day:2', 2],
  ['day:3', 3],
] as const;
/** Words before a weekday, by weeks from this one. */
export const weekRoles = [
  ['week:-1', -1],
  ['week:0', 0],
  ['week:1', 1],
] as const;
export interface DayRead {
  readonly day: SaidDay;
  readonly end: number;
  /** 今 and 明 are days only with a part of the day behind them. */
  readonly short?: boolean;
  /** “25号” may as well be a house: it needs an hour or an edge. */
  readonly needsMore?: boolean;
}

/** The day that is named from here on: 明天, 下周三, 11月25日. */
export function dayAt(marks: Marks, start: number): DayRead | null {
  let best: DayRead | null = null;
  for (const [role, days] of dayRoles) {
    const end = marks.from(role, start);
    if (end > (best?.end ?? start))
      best = { day: { type: 'offset', days }, end, short: end - start === 1 };
  }
  return best ?? weekdayAt(marks, start) ?? dateAt(marks, start);
}

/** Whether what follows 周 is a day of it. */
export function isWeekday(text: string, at: number): boolean {
  return at < text.length && weekdayLetters.includes(text.charAt(at));
}

/** 下周三, 周六. */
export function weekdayAt(marks: Marks, start: number): DayRead | null {
  for (const [role, week] of weekRoles) {
    const end = marks.from(role, start);
    if (end < 0) continue;
    if (!isWeekday(marks.text, end)) continue;
    const weekday = weekdayLetters.indexOf(marks.text.charAt(end));
    const day = { type: 'weekday', weekday: weekdays[weekday] ?? 7, week } as const;
    return { day, end: end + 1 };
  }
  return null;
}

const weekdayLetters = '一二三四五六日123456天末7';
const weekdays = [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 6, 7];

const written =
  /(?:(?:20)?[0-9]{2}[-/.年])?(1[0-2]|0?[1-9])[-/.月](3[01]|[12][0-9]|0?[1-9])(?![0-9.])[日号]?/y;

/** 11月25日, 2026-11-25, 十一月二十五号, 25号. */
function dateAt({ text }: Marks, start: number): DayRead | null {
  if (!isNumeral(text, start)) return null;
  written.lastIndex = start;
  const match = written.exec(text);
  if (match && (match[0].includes('月') || /^20[0-9]{2}/.test(match[0]))) {
    const [, month, day] = match;
    const said = { type: 'date', month: Number(month), day: Number(day) } as const;
    return { day: said, end: written.lastIndex };
  }
  const first = amountAt(text, start);
  if (!first) return null;
  if (text.charAt(first.end) !== '月') return dayOfMonth(text, start, first);
  const day = amountAt(text, first.end + 1);
  if (!day || !isDay(text, day) || first.value < 1 || first.value > 12) return null;
  return { day: { type: 'date', month: first.value, day: day.value }, end: day.end + 1 };
}

/** “25号” without a month, and not the 25号 of a road. */
function dayOfMonth(text: string, start: number, day: Amount): DayRead | null {
  if (!isDay(text, day) || /[\u4e00-\u9fffA-Z#]/.test(beforeDay(text, start))) return null;
  return { day: { type: 'date', month: null, day: day.value }, end: day.end + 1, needsMore: true };
}

const beforeDay = (text: string, at: number): string =>
  text.charAt(at - 1).replace(/[于在到月定]/, '');

function isDay(text: string, { value, end }: Amount): boolean {
  return value >= 1 && value <= 31 && '日号'.includes(text.charAt(end) || '-');
}

/** “周六（11月28日）”: the date in brackets is the surer day. */
export function bracketed(marks: Marks, { day, end }: DayRead): { day: SaidDay; end: number } {
  if (!'(（'.includes(marks.text.charAt(end) || '-')) return { day, end };
  const inner = dayAt(marks, end + 1);
  const closed = inner ? inner.end : end;
  if (!inner || !')）'.includes(marks.text.charAt(closed) || '-')) return { day, end };
  return { day: inner.day.type === 'date' ? inner.day : day, end: closed + 1 };
}

/** 半小时前, 两个半小时前, 三天前. */
export function agoAt(marks: Marks, start: number): { day: SaidDay; end: number } | null {
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

/** 刚才. */
export function justNowAt(marks: Marks, start: number): { day: SaidDay; end: number } | null {
  const end = marks.from('justNow', start);
  return end < 0 ? null : { day: { type: 'ago', minutes: 0 }, end };
}

function skip(text: string, start: number, chars: string): number {
  let at = start;
  while (at < text.length && chars.includes(text.charAt(at)) && at < start + 3) at += 1;
  return at;
}
