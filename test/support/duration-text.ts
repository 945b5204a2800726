import type { Duration } from '../../src/domain/rule-book.ts';

const unitNames = {
  minute: '分钟',
  hour: '小时',
  day: '日',
  workingHour: '工作时',
  workingDay: '工作日',
} as const satisfies Record<Duration['unit'], string>;

/** A duration as the rule book and every card write it: `2 工作时` (domain 5.1). */
export function durationText({ amount, unit }: Duration): string {
  return `${amount} ${unitNames[unit]}`;
}
