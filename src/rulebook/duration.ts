import type { Duration } from '../domain/rule-book.ts';

const units: Readonly<Record<string, Duration['unit']>> = {
  分钟: 'minute',
  小时: 'hour',
  日: 'day',
  天: 'day',
  工作时: 'workingHour',
  工作日: 'workingDay',
};

/** Reads `2 工作时` as users write it; `无` is null: no clock (domain 5.2). What the schema lets through, this reads. */
export function parseDuration(text: string): Duration | null {
  return text === '无' ? null : parseSpan(text);
}

/** Reads a duration that must be there. */
export function parseSpan(text: string): Duration {
  const [, amount, word = ''] = /^([\d.]+) ?(\D+)$/u.exec(text) ?? [];
  const unit = units[word];
  if (unit === undefined) throw new Error(`the schema let a duration through: ${text}`);
  return { unit, amount: Number(amount) };
}
