import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { WecomError } from '../../src/wecom/error.ts';
import { fetchMedia } from '../../src/wecom/fetch-media.ts';
import { imageName, mimeOf } from '../../src/wecom/media-type.ts';

const key = randomBytes(32);
const aesKey = key.toString('base64');
const url = 'https://example.test/media/1';

/** Bytes as WeCom hides them: padded to 32, the IV is the key's first half (protocol 5.2). */
function hidden(plain: Buffer, pad = 32 - (plain.length % 32)): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])),
    cipher.final(),
  ]);
}
const answers =
  (body: Buffer | string, status = 200): typeof fetch =>
  () =>
    Promise.resolve(
      new Response(typeof body === 'string' ? body : new Uint8Array(body), { status }),
    );
const ask = (get: typeof fetch, mostBytes = 1000, secret: string | null = aesKey) =>
  fetchMedia({ url, aesKey: secret }, { mostBytes, fetch: get });
const kind = (wanted: WecomError['kind']) => (error: unknown) =>
  error instanceof WecomError && error.kind === wanted;

describe('media of the bot', () => {
  it('is had and opened with the key of its address, whatever its length', async () => {
    for (const length of [1, 16, 31, 32, 33, 64, 500]) {
      const plain = randomBytes(length);
      assert.deepEqual(await ask(answers(hidden(plain))), plain, String(length));
    }
    assert.deepEqual(await ask(answers('plain'), 1000, null), Buffer.from('plain'));
  });

  it('that cannot be opened or is too large is never to be had', async () => {
    // Too short to be one: a wrong key of the right length opens one file of 256 as nonsense.
    const wrong = randomBytes(5).toString('base64');
    await assert.rejects(ask(answers(hidden(randomBytes(40))), 1000, wrong), kind('content'));
    await assert.rejects(ask(answers(randomBytes(33))), kind('content'));
    await assert.rejects(ask(answers('')), kind('content'));
    await assert.rejects(ask(answers(hidden(randomBytes(2000)))), kind('content'));
    const file = fetchMedia({ url: 'file:///etc/hosts', aesKey }, { mostBytes: 10 });
    await assert.rejects(file, kind('content'));
  });

  it('whose address has run out is gone; a server that fails may be asked again', async () => {
    await assert.rejects(ask(answers('', 404)), kind('gone'));
    await assert.rejects(ask(answers('', 503)), kind('transport'));
    await assert.rejects(
      ask(() => Promise.reject(new Error('away'))),
      kind('transport'),
    );
  });
});

describe('the type of what was sent', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]);

  it('is known by its first bytes: a photo is a JPEG or a PNG and nothing else', () => {
    assert.deepEqual([mimeOf('image', jpeg), mimeOf('image', png)], ['image/jpeg', 'image/png']);
    assert.equal(mimeOf('image', Buffer.from('<svg onload=x>')), null);
    assert.equal(mimeOf('image', Buffer.alloc(0)), null);
    assert.equal(mimeOf('video', Buffer.from('\0\0\0\x18ftypmp42')), 'video/mp4');
    assert.equal(mimeOf('video', jpeg), null);
    assert.equal(mimeOf('voice', Buffer.from('#!AMR\n')), 'audio/amr');
    assert.equal(mimeOf('file', Buffer.from('%PDF-1.7')), 'application/pdf');
  });

  it('gives the ending WeCom goes by', () => {
    assert.deepEqual([imageName('image/png'), imageName('image/jpeg')], ['photo.png', 'photo.jpg']);
  });
});
