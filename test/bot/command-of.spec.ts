import assert from 'node:assert/strict';
import { toCommand } from '../../src/bot/command-of.ts';
import type { Intent } from '../../src/domain/reading.ts';
import { aReading } from '../support/a-whistle.ts';

const said = { by: 'td-a', heardIn: { type: 'single', line: 'bot' }, tapped: false } as const;
const command = (intent: Intent) => toCommand(aReading({}, { intent }), said);

describe('the command of a message', () => {
  it('carries who, where and the number as typed', () => {
    for (const type of ['sign', 'check-in', 'on-site'] as const)
      assert.deepEqual(command({ type, number: '7' }), {
        type,
        ...said,
        target: { number: '7' },
        seat: null,
      });
    for (const type of ['approve', 'verify'] as const)
      assert.deepEqual(command({ type, number: null }), {
        type,
        ...said,
        target: { number: null },
      });
    assert.deepEqual(command({ type: 'urge', number: '7' }), {
      type: 'urge',
      ...said,
      target: { number: '7' },
    });
  });

  it('brings the words along where there is no number, to tell which one is meant', () => {
    for (const one of [
      { type: 'urge', number: null },
      { type: 'withdraw', number: null, reason: '误报' },
    ] as const) {
      const given = command(one);
      assert.ok('reading' in given && given.reading);
    }
  });

  it('carries the words that belong to the verb', () => {
    for (const type of ['disapprove', 'return', 'withdraw'] as const)
      assert.deepEqual(command({ type, number: '7', reason: '误报' }), {
        type,
        ...said,
        target: { number: '7' },
        reason: '误报',
      });
    for (const type of ['done', 'progress'] as const)
      assert.deepEqual(command({ type, number: '7', sentence: '好了' }), {
        type,
        ...said,
        target: { number: '7' },
        seat: null,
        sentence: '好了',
      });
    const rating = { number: '7', org: 'CGJ', scores: [5, 4, 5], reason: null } as const;
    const { number, ...more } = rating;
    assert.deepEqual(command({ type: 'rate', ...rating }), {
      type: 'rate',
      ...said,
      target: { number },
      ...more,
    });
  });

  it('carries whom its own words name, to be kept apart from them (I9)', () => {
    const resident = { name: '王女士', phone: null, door: null };
    const reading = (intent: Intent) => aReading({ resident }, { intent });
    const withdrawn = toCommand(reading({ type: 'withdraw', number: '7', reason: '误报' }), said);
    assert.deepEqual('resident' in withdrawn && withdrawn.resident, resident);
    assert.ok(!('resident' in toCommand(reading({ type: 'sign', number: '7' }), said)));
  });

  it('about the draft has no number: confirm, cancel, edit', () => {
    for (const type of ['confirm', 'cancel', 'edit'] as const)
      assert.deepEqual(command({ type }), { type, ...said, target: { number: null } });
  });

  it('that corrects a numbered whistle is an amendment with its reason, else told to the flow', () => {
    const reading = aReading({}, { intent: { type: 'correct', number: '7' } });
    assert.deepEqual(toCommand(reading, said, '说错了'), {
      type: 'amend',
      ...said,
      target: { number: '7' },
      reading,
      reason: '说错了',
    });
  });

  it('that is none is told to the flow, which knows the open draft', () => {
    const told: readonly Intent[] = [
      { type: 'whistle' },
      { type: 'other' },
      { type: 'correct', number: null },
      { type: 'thanks' },
    ];
    for (const intent of told) {
      const reading = aReading({}, { intent });
      assert.deepEqual(toCommand(reading, said), { type: 'tell', ...said, reading });
    }
  });
});
