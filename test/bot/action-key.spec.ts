import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeAction, encodeAction, tapVerbs, type Action } from '../../src/bot/action-key.ts';

const word = fc.stringMatching(/^[0-9A-Za-z_-]{1,40}$/u);
const action: fc.Arbitrary<Action> = fc.record(
  {
    face: fc.constantFrom('draft', 'approval', 'seat', 'verify', 'rate', 'news', 'admission'),
    verb: fc.constantFrom(...tapVerbs),
    whistleId: word,
    org: fc.option(word),
  },
  { noNullPrototype: true },
);

describe('a button’s key', () => {
  it('gives back the action it was made from, and keeps WeCom’s limit', () => {
    fc.assert(
      fc.property(action, (one) => {
        const key = encodeAction(one);
        assert.deepEqual(decodeAction(key), one);
        assert.ok(Buffer.byteLength(key) <= 1024);
      }),
    );
  });

  it('of two different actions is two keys', () => {
    fc.assert(
      fc.property(action, action, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        assert.equal(encodeAction(one) === encodeAction(other), same);
      }),
    );
  });

  it('that is not ours is nobody’s: no guess, no error (I11)', () => {
    const strange = [
      '',
      'checkin',
      'w1.seat.sign.w-1',
      'w1.seat.sign.w-1.CGJ.more',
      'w1.seat.sign..CGJ',
      'w2.seat.sign.w-1.CGJ',
      'w1.door.sign.w-1.CGJ',
      'w1.seat.delete.w-1.CGJ',
      'w1.seat.constructor.w-1.CGJ',
    ];
    for (const key of strange) assert.equal(decodeAction(key), null, key);
    fc.assert(
      fc.property(fc.string(), (key) => {
        const read = decodeAction(key);
        assert.ok(read === null || encodeAction(read) === key);
      }),
    );
  });
});
