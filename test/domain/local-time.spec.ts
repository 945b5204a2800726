import assert from 'node:assert/strict';
import {
  formatLocal,
  formatLocalShort,
  inQuietHours,
  localDate,
  localDay,
  localInstant,
  quietEnd,
} from '../../src/domain/local-time.ts';
import { panlong } from '../support/panlong.ts';

const { messages } = panlong();
const daytime = { quietHours: { from: '12:00', to: '14:00' } };

describe('local time', () => {
  it('is Beijing time whatever the machine’s zone', () => {
    assert.equal(localDate('2026-11-22T16:00:00.000Z'), '2026-11-23');
    assert.equal(formatLocal('2026-11-22T16:05:59.999Z'), '2026-11-23 00:05');
    assert.equal(formatLocalShort('2026-11-22T16:05:00.000Z'), '11月23日 00:05');
    assert.equal(localInstant('2026-11-23'), '2026-11-22T16:00:00.000Z');
    assert.equal(localInstant('2026-11-23', '09:30'), '2026-11-23T01:30:00.000Z');
  });

  it('knows which dates there are', () => {
    assert.equal(localDay('1970-01-02'), 1);
    assert.equal(localDay('2028-02-29') === null, false);
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', 'tomorrow'])
      assert.equal(localDay(wrong), null);
    assert.throws(() => localInstant('2026-02-29'), /not a local date/);
  });
});

describe('quiet hours', () => {
  it('span midnight and end in the morning (domain 5.4)', () => {
    const at = (local: string) => localInstant(local.slice(0, 10), local.slice(11));
    assert.equal(inQuietHours(messages, at('2026-11-23 19:59')), false);
    assert.equal(inQuietHours(messages, at('2026-11-23 20:00')), true);
    assert.equal(inQuietHours(messages, at('2026-11-24 07:59')), true);
    assert.equal(inQuietHours(messages, at('2026-11-24 08:00')), false);
    assert.equal(quietEnd(messages, at('2026-11-23 22:00')), at('2026-11-24 08:00'));
    assert.equal(quietEnd(messages, at('2026-11-24 01:00')), at('2026-11-24 08:00'));
    assert.equal(quietEnd(messages, at('2026-11-24 10:00')), at('2026-11-24 10:00'));
  });

  it('may lie within a day, and may be none', () => {
    const noon = localInstant('2026-11-23', '13:00');
    assert.equal(quietEnd(daytime, noon), localInstant('2026-11-23', '14:00'));
    assert.equal(inQuietHours({ quietHours: { from: '08:00', to: '08:00' } }, noon), false);
  });
});
