import assert from 'node:assert/strict';
import { WecomError, refusedBy, type WecomErrorKind } from '../../src/wecom/error.ts';

/** Protocol 9.2 and 5.10, as we understand them. */
const meanings: Readonly<Record<WecomErrorKind, readonly number[]>> = {
  busy: [-1, 45033, 47001, 999999],
  frequency: [45009],
  token: [40014, 42001],
  config: [
    40001, 40013, 40056, 41002, 41004, 43012, 48002, 48009, 50001, 50003, 60011, 60020, 60031,
    301002,
  ],
  receiver: [40003, 46004, 60111, 81013, 86003, 86008, 93000, 93001, 93004, 93006, 93008],
  content: [
    40008, 40031, 40032, 40035, 40058, 40063, 41001, 42014, 42031, 42045, 42051, 44004, 45001,
    45002, 45007, 82001, 82002, 82003, 86006, 93017,
  ],
  gone: [40007, 40029, 42016, 42022, 42052, 84014, 84015, 846605, 846608],
  transport: [],
};

describe('a WeCom error', () => {
  for (const [kind, codes] of Object.entries(meanings)) {
    for (const code of codes) {
      it(`means ${kind} when its code is ${code}`, () => {
        const error = refusedBy('message/send', code, 'no');
        assert.equal(error.kind, kind);
        assert.equal(error.ambiguous, false);
      });
    }
  }

  it('names the call, the code and what WeCom said', () => {
    const error = refusedBy('message/send', 60020, 'not allow to access from your ip 1.2.3.4');
    assert.equal(
      error.message,
      'message/send: config 60020 not allow to access from your ip 1.2.3.4',
    );
  });

  it('hides secrets, known or told by their name', () => {
    const errmsg =
      'x abcdef access_token=T1&key=K2, "response_code":"R3" corpsecret: S4 aeskey=A5 ok';
    const error = new WecomError({ api: 'a', kind: 'content', errmsg, secrets: ['abcdef', ''] });
    assert.doesNotMatch(error.message, /abcdef|T1|K2|R3|S4|A5/);
    assert.match(error.message, /ok$/);
  });

  it('waits a minute for a rate, a little for what passes, and for nothing else', () => {
    const waits = (errcode: number) => refusedBy('a', errcode, '').retryAfterMs;
    assert.equal(waits(45009), 60_000);
    assert.equal(waits(-1), 1000);
    for (const errcode of [40001, 81013, 42045, 846605]) assert.equal(waits(errcode), null);
  });
});
