import type { SaidTime } from '../../domain/said-time.ts';
import { amountAt, isNumeral } from './amount.ts';
import type { Marks } from './marks.ts';

/** Words of a part of the day, by how they change the hour. */
export const partRoles = [
  ['part:morning', 'morning'],
  ['part:noon', 'noon'],
  ['part:afternoon', 'afternoon'],
  ['part:evening', 'evening'],
] as const;

export type Part = (typeof partRoles)[number][1];

/** 上午, 晚上. */
export function partAt(marks: Marks, start: number): { part: Part; end: number } | null {
  let best: { part: Part; end: number } | null = null;
  for (const [role, part] of partRoles) {
    const end = marks.from(role, start);
    if (end > (best?.end ?? start)) best = { part, end };
  }
  return best;
}

export interface HourRead {
  readonly hour: number;
  readonly minute: number;
  readonly end: number;
}

const digital = /([01]?[0-9]|2[0-4])[:：]([0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9])/y;

/** 10:30, 十点半, 九点一刻; `sure` where a day or a part of it stands before. */
export function hourAt(marks: Marks, start: number, sure: boolean): HourRead | null {
  const { text } = marks;
  if (!isNumeral(text, start)) return null;
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
export function clockOf(
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

/** What follows a time: 左右, 之前, 以后. */
export function edgeAt(
  marks: Marks,
  start: number,
  end: number,
): { edge: SaidTime['edge']; end: number } {
  const about = Math.max(marks.from('about', end), end);
  const until = marks.from('edge:before', about);
  if (until > 0) return { edge: 'before', end: until };
  const since = marks.from('edge:after', about);
  if (since > 0) return { edge: 'after', end: since };
  const latest = marks.to('latest', skipBack(marks.text, start)) >= 0;
  return { edge: latest ? 'before' : 'at', end: about };
}

function skip(text: string, start: number, chars: string): number {
  let at = start;
  while (at < text.length && chars.includes(text.charAt(at)) && at < start + 3) at += 1;
  return at;
}

function skipBack(text: string, start: number): number {
  let at = start;
  while (at > 0 && at > start - 4 && ' :：于在为是的'.includes(text.charAt(at - 1))) at -= 1;
  return at;
}
