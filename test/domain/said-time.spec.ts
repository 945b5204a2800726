import assert from 'node:assert/strict';
import { instantSaid, type SaidDay, type SaidTime } from '../../src/domain/said-time.ts';
import { formatLocal } from '../../src/domain/local-time.ts';

// A Wednesday, 09:40 local time.
const now = '2026-11-25T01:40:00.000Z';
const meant = (day: SaidDay | null, time: string | null, at = now): string | null => {
  const said: SaidTime = { day, time, edge: 'at' };
  const instant = instantSaid(said, at);
  return instant && formatLocal(instant);
};

describe('the instant somebody means', () => {
  const cases: readonly (readonly [string, SaidDay | null, string | null, string])[] = [
    ['a bare hour is today’s', null, '09:00', '2026-11-25 09:00'],
    ['a bare day is its begin', { type: 'offset', days: 2 }, null, '2026-11-27 00:00'],
    ['yesterday', { type: 'offset', days: -1 }, '22:00', '2026-11-24 22:00'],
    ['half an hour ago', { type: 'ago', minutes: 30 }, null, '2026-11-25 09:10'],
    ['Saturday', { type: 'weekday', weekday: 6, week: 0 }, '09:00', '2026-11-28 09:00'],
    ['Monday of this week', { type: 'weekday', weekday: 1, week: 0 }, null, '2026-11-23 00:00'],
    ['Sunday ends a week', { type: 'weekday', weekday: 7, week: 0 }, null, '2026-11-29 00:00'],
    ['next Wednesday', { type: 'weekday', weekday: 3, week: 1 }, '09:30', '2026-12-02 09:30'],
    ['last Friday', { type: 'weekday', weekday: 5, week: -1 }, null, '2026-11-20 00:00'],
    ['a date of this year', { type: 'date', month: 11, day: 28 }, '08:30', '2026-11-28 08:30'],
    ['a date across new year', { type: 'date', month: 1, day: 5 }, null, '2027-01-05 00:00'],
    ['a day of this month', { type: 'date', month: null, day: 25 }, '15:00', '2026-11-25 15:00'],
    ['a day of the next month', { type: 'date', month: null, day: 2 }, null, '2026-12-02 00:00'],
  ];
  for (const [name, day, time, want] of cases)
    it(`reads ${name}`, () => assert.equal(meant(day, time), want));

  it('counts the day by local time', () => {
    assert.equal(meant(null, '09:00', '2026-11-24T16:30:00.000Z'), '2026-11-25 09:00');
  });
  it('is null for nothing said', () => {
    assert.equal(instantSaid(null, now), null);
    assert.equal(meant(null, null), null);
  });
});
