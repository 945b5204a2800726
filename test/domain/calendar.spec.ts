import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDuration,
  addWorkingMs,
  fractionPoint,
  isWorkingTime,
  nextWorkingStart,
  workingSpan,
} from '../../src/domain/calendar.ts';
import { HOUR_MS, formatLocal, localInstant } from '../../src/domain/local-time.ts';
import type { Calendar, Duration } from '../../src/domain/rule-book.ts';
import { panlong } from '../support/panlong.ts';

const { calendar } = panlong();
const at = (local: string) => localInstant(local.slice(0, 10), local.slice(11));
const after = (from: string, amount: number, unit: Duration['unit']) =>
  formatLocal(addDuration(calendar, at(from), { amount, unit }));

describe('working time', () => {
  it('is 9 to 12 and 13 to 17 on a working day, closing minutes excluded', () => {
    const open = (time: string) => isWorkingTime(calendar, at(`2026-11-23 ${time}`));
    assert.deepEqual(['08:59', '09:00', '11:59', '12:00', '13:00', '16:59', '17:00'].map(open), [
      false,
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it('knows holidays in the week and make-up days on weekends', () => {
    const open = (date: string) => isWorkingTime(calendar, at(`${date} 10:00`));
    assert.equal(open('2026-10-01'), false, 'National Day, a Thursday');
    assert.equal(open('2026-10-10'), true, 'a Saturday worked for it');
    assert.equal(open('2026-09-20'), true, 'a Sunday worked for it');
    assert.equal(open('2026-10-11'), false, 'a plain Sunday');
  });

  it('is plain Monday to Friday in a year the calendar does not know', () => {
    assert.equal(isWorkingTime(calendar, at('2031-10-01 10:00')), true);
    assert.equal(isWorkingTime(calendar, at('2031-10-04 10:00')), false);
    assert.equal(isWorkingTime(calendar, at('1969-12-31 10:00')), true);
  });

  it('opens where it stands in working time, else at the next opening', () => {
    const next = (from: string) => formatLocal(nextWorkingStart(calendar, at(from)));
    assert.equal(next('2026-11-23 10:20'), '2026-11-23 10:20');
    assert.equal(next('2026-11-23 12:00'), '2026-11-23 13:00');
    assert.equal(next('2026-11-27 17:00'), '2026-11-30 09:00');
    assert.equal(next('2026-09-30 20:00'), '2026-10-08 09:00');
  });
});

describe('a limit in working hours', () => {
  const cases = [
    ['within a morning', '2026-11-23 09:00', 2, '2026-11-23 11:00'],
    ['over lunch', '2026-11-23 11:30', 1, '2026-11-23 13:30'],
    ['over a weekend', '2026-11-27 16:30', 1, '2026-11-30 09:30'],
    ['from a Sunday', '2026-11-22 22:00', 1, '2026-11-23 10:00'],
    ['to the very close of business', '2026-11-27 16:00', 1, '2026-11-27 17:00'],
    ['over National Day', '2026-09-30 16:30', 1, '2026-10-08 09:30'],
    ['on a make-up Saturday', '2026-10-10 09:00', 4, '2026-10-10 14:00'],
    ['from a Friday into a make-up Saturday', '2026-10-09 16:30', 1, '2026-10-10 09:30'],
    ['of half an hour', '2026-11-23 09:00', 0.5, '2026-11-23 09:30'],
  ] as const;
  for (const [title, from, hours, to] of cases)
    it(`counts ${title} (S18)`, () => assert.equal(after(from, hours, 'workingHour'), to));
});

describe('a limit in working days', () => {
  const cases = [
    ['ends at the next day’s close of business', '2026-11-23 10:15', 1, '2026-11-24 17:00'],
    ['starts at the next opening at night', '2026-11-23 21:00', 1, '2026-11-25 17:00'],
    ['starts at the next opening on a weekend', '2026-11-28 10:00', 1, '2026-12-01 17:00'],
    ['counts a make-up Saturday', '2026-10-09 10:00', 1, '2026-10-10 17:00'],
    ['spans National Day', '2026-09-29 10:00', 5, '2026-10-12 17:00'],
    ['spans the Spring Festival', '2026-02-13 10:00', 2, '2026-02-24 17:00'],
    ['runs into a year without arrangement', '2026-12-31 10:00', 1, '2027-01-01 17:00'],
    ['of three weeks', '2026-11-02 09:00', 15, '2026-11-23 17:00'],
  ] as const;
  for (const [title, from, days, to] of cases)
    it(`${title} (domain 5.1)`, () => assert.equal(after(from, days, 'workingDay'), to));
});

describe('a limit in natural time', () => {
  it('runs at night and on holidays (S20)', () => {
    assert.equal(after('2026-10-01 02:00', 10, 'minute'), '2026-10-01 02:10');
    assert.equal(after('2026-10-01 02:00', 24, 'hour'), '2026-10-02 02:00');
    assert.equal(after('2026-10-01 02:00', 30, 'day'), '2026-10-31 02:00');
  });
});

describe('a rung’s instant', () => {
  const point = (from: string, amount: number, unit: Duration['unit'], percent: number) =>
    formatLocal(fractionPoint(calendar, at(from), { amount, unit }, percent));

  it('is a share of working time and runs on beyond the limit', () => {
    assert.equal(point('2026-11-27 16:30', 1, 'workingHour', 50), '2026-11-27 17:00');
    assert.equal(point('2026-11-27 16:30', 1, 'workingHour', 80), '2026-11-30 09:18');
    assert.equal(point('2026-11-27 16:30', 1, 'workingHour', 100), '2026-11-30 09:30');
    assert.equal(point('2026-11-27 16:30', 1, 'workingHour', 200), '2026-11-30 10:30');
  });

  it('is a share of the working time up to close of business for working days', () => {
    assert.equal(point('2026-11-23 13:00', 1, 'workingDay', 100), '2026-11-24 17:00');
    assert.equal(point('2026-11-23 13:00', 1, 'workingDay', 50), '2026-11-24 10:30');
    assert.equal(point('2026-11-23 13:00', 1, 'workingDay', 200), '2026-11-26 14:00');
  });

  it('is a share of natural time for the rest', () => {
    assert.equal(point('2026-11-28 02:00', 10, 'minute', 150), '2026-11-28 02:15');
  });
});

describe('working-time arithmetic', () => {
  const instants = fc
    .date({ min: new Date('2025-06-01'), max: new Date('2028-06-01'), noInvalidDate: true })
    .map((one) => one.toISOString());
  const spans = fc.integer({ min: 0, max: 200 * HOUR_MS });
  const durations = fc.record({
    unit: fc.constantFrom('minute', 'hour', 'day', 'workingHour', 'workingDay'),
    amount: fc.integer({ min: 1, max: 40 }),
  });

  it('never ends outside working time', () =>
    fc.assert(
      fc.property(instants, spans, (from, ms) => {
        const end = addWorkingMs(calendar, from, ms);
        const before = new Date(Date.parse(end) - 1).toISOString();
        assert.ok(isWorkingTime(calendar, end) || isWorkingTime(calendar, before));
      }),
    ));

  it('adds up: in two steps or one, to the same instant', () =>
    fc.assert(
      fc.property(instants, spans, fc.integer({ min: 1, max: 90 * HOUR_MS }), (from, a, b) => {
        const once = addWorkingMs(calendar, from, a + b);
        assert.equal(addWorkingMs(calendar, addWorkingMs(calendar, from, a), b), once);
      }),
    ));

  it('takes back with workingSpan what addWorkingMs gave', () =>
    fc.assert(
      fc.property(instants, spans, (from, ms) => {
        assert.equal(workingSpan(calendar, from, addWorkingMs(calendar, from, ms)), ms);
        assert.equal(workingSpan(calendar, addWorkingMs(calendar, from, ms), from), 0 - ms);
      }),
    ));

  it('is monotone: a later start never ends earlier, a later rung never comes before', () =>
    fc.assert(
      fc.property(instants, instants, durations, fc.nat(300), fc.nat(300), (a, b, limit, p, q) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        assert.ok(addDuration(calendar, early, limit) <= addDuration(calendar, late, limit));
        const [low, high] = [Math.min(p, q), Math.max(p, q)];
        const rung = (percent: number) => fractionPoint(calendar, early, limit, percent);
        assert.ok(rung(low) <= rung(high));
        assert.ok(early <= rung(low));
      }),
    ));

  it('puts 100 percent exactly on the limit', () =>
    fc.assert(
      fc.property(instants, durations, (from, limit) => {
        const due = addDuration(calendar, from, limit);
        assert.equal(fractionPoint(calendar, from, limit, 100), due);
      }),
    ));

  it('refuses what is no instant and a calendar without working time, in words', () => {
    assert.throws(() => nextWorkingStart(calendar, 'yesterday'), /not an instant: yesterday/);
    const never: Calendar = { hours: [], years: {} };
    assert.throws(() => isWorkingTime(never, '2026-11-23T02:00:00Z'), /no working hours/);
  });

  it('takes well under a tenth of a millisecond for fifteen working days', () => {
    const from = at('2026-09-28 10:00');
    const limit = { unit: 'workingDay', amount: 15 } as const;
    const run = () => fractionPoint(calendar, from, limit, 200);
    for (let warm = 0; warm < 500; warm += 1) run();
    const started = performance.now();
    for (let times = 0; times < 500; times += 1) run();
    assert.ok((performance.now() - started) / 500 < 0.5, 'five times the promise: machines differ');
  });
});
