import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { aBot, type ABot } from './support/a-bot.ts';
import { aSimulator, type ASimulator, type Fields } from './support/a-simulator.ts';

/** A picture of one point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('pictures', () => {
  let wecom: ASimulator;
  let bot: ABot;

  before(async () => {
    wecom = await aSimulator({ timing: { linkMs: 60_000 } });
    bot = await aBot(wecom);
  });
  after(async () => {
    bot.stop();
    await wecom.stop();
  });

  const say = (body: Fields) =>
    wecom.control('say', { from: 'cgj-a', chat: { bot: true }, text: '', ...body });

  it('reach the bot behind an address whose bytes only its key opens (checklist 53)', async () => {
    await say({ image: png.toString('base64') });
    const { image } = bot.heard.at(-1) as { image: { url: string; aeskey: string } };
    const bytes = Buffer.from(await (await fetch(image.url)).arrayBuffer());
    assert.equal(bytes.includes(png), false);
    const opened = await bot.client.downloadFile(image.url, image.aeskey);
    assert.deepEqual(opened.buffer, png);
    const key = Buffer.from(image.aeskey, 'base64');
    const own = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([own.update(bytes), own.final()]);
    assert.equal(plain.length % 32, 0);
  });

  it('come with words as one mixed message, in a group too when the bot is called', async () => {
    await say({ text: '井盖松了', images: [png.toString('base64'), png.toString('base64')] });
    const mixed = bot.heard.at(-1) as { mixed: { msg_item: { msgtype: string }[] } };
    assert.deepEqual(
      mixed.mixed.msg_item.map(({ msgtype }) => msgtype),
      ['text', 'image', 'image'],
    );
    const group = { group: '城管局工作群' };
    const silent = await say({ chat: group, image: png.toString('base64') });
    assert.equal(silent.delivered, null);
    const called = await say({ chat: group, text: '@哨响 看', image: png.toString('base64') });
    assert.equal(called.delivered, true);
  });

  it('are gone once their address has run out', async () => {
    const brief = await aSimulator({ timing: { linkMs: 1 } });
    const other = await aBot(brief);
    try {
      const image = png.toString('base64');
      await brief.control('say', { from: 'cgj-a', chat: { bot: true }, text: '', image });
      const { image: told } = other.heard.at(-1) as { image: { url: string } };
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal((await fetch(told.url)).status, 404);
    } finally {
      other.stop();
      await brief.stop();
    }
  });

  it('are uploaded in chunks over the long connection and sent by their media_id (checklist 53)', async () => {
    await say({ text: '你好' });
    const { media_id } = await bot.client.uploadMedia(png, { type: 'image', filename: 'p.png' });
    await bot.push('cgj-a', { chat_type: 1, msgtype: 'image', image: { media_id } });
    const [last] = (await wecom.seenBy('cgj-a')).slice(-1);
    assert.equal((last?.body as unknown as Fields).media, 'image');
    const unknown = { chat_type: 1, msgtype: 'image', image: { media_id: 'nobody' } };
    await assert.rejects(bot.push('cgj-a', unknown), { errcode: 40007 });
    const text = Buffer.from('no picture at all');
    const bad = bot.client.uploadMedia(text, { type: 'image', filename: 'p.png' });
    await assert.rejects(bad);
  });

  it('are uploaded, fetched and sent by the app as well', async () => {
    const token = await wecom.token();
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(png)]), 'p.png');
    const at = `${wecom.url()}/cgi-bin/media`;
    const uploaded = (await (
      await fetch(`${at}/upload?access_token=${token}&type=image`, { method: 'POST', body: form })
    ).json()) as { media_id: string };
    const got = await fetch(`${at}/get?access_token=${token}&media_id=${uploaded.media_id}`);
    assert.deepEqual(Buffer.from(await got.arrayBuffer()), png);
    assert.match(got.headers.get('content-disposition') ?? '', /p\.png/);
    const sent = await wecom.send({
      touser: 'td-a',
      msgtype: 'image',
      image: { media_id: uploaded.media_id },
    });
    assert.equal(sent.errcode, 0);
    const lost = await fetch(`${at}/get?access_token=${token}&media_id=nobody`);
    assert.equal(((await lost.json()) as Fields).errcode, 40007);
  });
});
