import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkInScore } from '../../src/domain/check-in-score.ts';
import type { Participation } from '../../src/domain/whistle.ts';
import { aMark, aSeat, at, book, claimed, dispatched } from '../support/a-whistle.ts';

const rules = book.rating;
const due = { sign: at('23 10:00'), checkIn: at('24 17:00'), onSite: at('25 17:00') };
const inTime = {
  signed: aMark('cgj-a', '23 09:30'),
  checkedIn: aMark('cgj-a', '24 10:00'),
  onSite: aMark('cgj-a', '25 10:00'),
};
const score = (more: Partial<Participation>, category: 'routine' | 'emergency' = 'routine') =>
  checkInScore(rules, aSeat({ due, ...inTime, ...more }), category);

describe('the computed check-in score (S36)', () => {
  it('is whole for a department that did everything in time', () => {
    assert.equal(score({}), 100);
    assert.equal(score({}, 'emergency'), 100);
  });

  it('loses the share of what came late, to the second', () => {
    assert.equal(score({ signed: aMark('cgj-a', '23 10:00') }), 100);
    assert.equal(score({ signed: aMark('cgj-a', '23 10:01') }), 80);
    assert.equal(score({ checkedIn: aMark('cgj-a', '24 17:01') }), 60);
  });

  it('asks for being on site of an emergency only', () => {
    assert.equal(score({ onSite: null }), 100);
    assert.equal(score({ onSite: null }, 'emergency'), 80);
    assert.equal(score({ onSite: aMark('cgj-a', '25 17:01') }, 'emergency'), 80);
  });

  it('is nothing for who never reported in, and counts what has no limit as in time', () => {
    assert.equal(score({ signed: null, checkedIn: null, onSite: null }), 0);
    assert.equal(score({ checkedIn: null, onSite: null }), 20);
    assert.equal(score({ due: {}, checkedIn: aMark('cgj-a', '30 17:00') }), 100);
  });

  it('is the same however often it is computed from the same marks (I8)', () => {
    const seat = claimed().seat('CGJ');
    assert.equal(checkInScore(rules, seat, 'routine'), checkInScore(rules, seat, 'routine'));
  });

  it('of a department a day late in a whole story shows it', () => {
    const story = dispatched().jumps('25 09:00').then('cgj-a', 'check-in');
    assert.equal(checkInScore(rules, story.seat('CGJ'), 'routine'), 40);
  });

  it('stays between 0 and 100 whatever was late', () => {
    const mark = fc.option(
      fc.integer({ min: 0, max: 6 }).map((day) => aMark('cgj-a', `${20 + day} 09:00`)),
    );
    fc.assert(
      fc.property(mark, mark, mark, fc.boolean(), (signed, checkedIn, onSite, urgent) => {
        const got = score({ signed, checkedIn, onSite }, urgent ? 'emergency' : 'routine');
        return got >= 0 && got <= 100;
      }),
    );
  });
});
