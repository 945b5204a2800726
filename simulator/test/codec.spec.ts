import assert from 'node:assert/strict';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { open, seal, sign } from '../src/wire/codec.ts';

const token = 'QDG6eK';
const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const corp = 'wx5823bf96d3bd56c7';
const echo =
  'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';

describe('codec', () => {
  it('opens and signs the official URL check (vector V1)', () => {
    assert.deepEqual(open(key, echo), { message: '1616140317555161061', receiveId: corp });
    const signature = sign(token, '1409659589', '263014780', echo);
    assert.equal(signature, '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
  });

  it('seals the derived vectors byte for byte, a full pad block included (A.3)', () => {
    const random = Buffer.from('0123456789abcdef');
    assert.equal(
      seal(key, '{"msgtype":"text","text":{"content":"hi"}}', '', random),
      'sKqRbbiSUnDhFHOvPjtUMeJBV1LIPhBLiS/+bDapFbYVhHdUs/DnbaknhbqfAh2BTpK5aJX7/p7a/MUQd1b1sA==',
    );
    assert.equal(
      seal(key, 'aaaaaaaaaaaa', '', random),
      'sKqRbbiSUnDhFHOvPjtUMbOGu8TcFrEB2BH4s95zyA+cOZ3c+JSGezcWpXn7VM8SC8BIdSYEq7hbfc2NvEzvFA==',
    );
  });

  it('agrees with the official library both ways', () => {
    const text = '<xml><Content><![CDATA[路面塌了 🕳️]]></Content></xml>';
    const sealed = seal(key, text, corp);
    assert.equal(decrypt(key, sealed).message, text);
    assert.equal(open(key, encrypt(key, text, corp)).message, text);
    assert.equal(sign(token, '1', 'n', sealed), getSignature(token, '1', 'n', sealed));
  });

  it('refuses another key, a cut text and a length that lies', () => {
    const other = 'cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP';
    assert.throws(() => open(other, echo));
    assert.throws(() => open(key, echo.slice(0, 40)));
    assert.throws(() => open('short', echo), /43/);
  });
});
