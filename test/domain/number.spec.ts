import assert from 'node:assert/strict';
import {
  firstNumber,
  isNumber,
  nthOf,
  numberAgain,
  readNumber,
  shortNumber,
} from '../../src/domain/number.ts';

describe('the number of a 二次吹哨 (domain 5.7)', () => {
  it('is the first one with -2 behind it, the third with -3', () => {
    assert.equal(numberAgain('PL-20261122-0007', 2), 'PL-20261122-0007-2');
    assert.equal(numberAgain('PL-20261122-0007-2', 3), 'PL-20261122-0007-3');
    assert.equal(firstNumber('PL-20261122-0007-2'), 'PL-20261122-0007');
    assert.equal(nthOf('PL-20261122-0007-2'), 2);
    assert.equal(nthOf('PL-20261122-0007'), 1);
  });

  it('may be shortened, and is meant by its own digits alone', () => {
    assert.equal(shortNumber('PL-20261122-0007-2'), '0007-2');
    assert.equal(shortNumber('PL-20261122-0007'), '0007');
    for (const written of ['0007-2', '7-2', '20261122-0007-2', 'pl-20261122-0007-2', '0007', '7'])
      assert.ok(isNumber('PL-20261122-0007-2', written), written);
    for (const written of ['0007-3', '2', '8-2', '20261123-0007-2'])
      assert.ok(!isNumber('PL-20261122-0007-2', written), written);
    assert.ok(!isNumber('PL-20261122-0007', '7-2'));
  });

  it('is read written close together, and only where it is one', () => {
    assert.deepEqual(readNumber('PL202611220007'), { day: '20261122', sequence: 7, nth: null });
    for (const written of ['', '-', 'PL', '七', '20261122'])
      assert.equal(readNumber(written), null);
  });
});
