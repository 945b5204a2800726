import assert from 'node:assert/strict';
import { readScores } from '../../../src/flows/whistle/rating.ts';
import { book } from '../../support/a-whistle.ts';

const rules = book.rating;

describe('the scores given by hand (S37, S38)', () => {
  it('are read in the order of the criteria or by their codes', () => {
    const read = { cooperation: 5, professionalism: 4, responsibility: 3 };
    assert.deepEqual(readScores(rules, [5, 4, 3]), read);
    assert.deepEqual(
      readScores(rules, { responsibility: 3, cooperation: 5, professionalism: 4 }),
      read,
    );
  });

  it('are whole numbers from 1 to 5, one for each criterion, and nothing else', () => {
    for (const wrong of [
      [],
      [5],
      [5, 4, 3, 2],
      [5, 4, 0],
      [5, 4, 6],
      [5, 4, 2.5],
      [5, 4, NaN],
      { cooperation: 5, professionalism: 4, other: 3 },
    ])
      assert.equal(readScores(rules, wrong), null, JSON.stringify(wrong));
  });

  it('follow the rule book: a fourth criterion is asked for without a change of code (S40)', () => {
    const [first] = rules.criteria;
    assert.ok(first);
    const four = { ...rules, criteria: [...rules.criteria, { ...first, code: 'residents' }] };
    assert.equal(readScores(four, [5, 4, 3]), null);
    assert.equal(readScores(four, [5, 4, 3, 2])?.['residents'], 2);
  });
});
