import assert from 'node:assert/strict';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createAppCallback, type HearApp } from '../../src/bot/callback.ts';
import { createCallbackCodec, maxBodyBytes } from '../../src/wecom/callback-codec.ts';
import type { Inbound } from '../../src/wecom/inbound.ts';
import { aDelivery, aPlain, aTapPlain, official, sentAt } from '../support/wecom-callback.ts';

describe('the app callback over HTTP', () => {
  let server: Server;
  let base: string;
  let heard: Inbound[];
  let hear: HearApp;
  let now: () => Promise<Date>;
  let logged: string[];

  beforeEach(async () => {
    heard = [];
    logged = [];
    hear = () => Promise.resolve(null);
    now = () => Promise.resolve(new Date(sentAt * 1000));
    const write = (fields: Readonly<Record<string, unknown>>, message: string) => {
      logged.push(`${message} ${JSON.stringify(fields)}`);
    };
    const router = createAppCallback({
      codec: createCallbackCodec(official),
      hear: (inbound) => {
        heard.push(inbound);
        return hear(inbound);
      },
      now: () => now(),
      log: { debug: write, info: write, warn: write, error: write },
    });
    const app = new Koa().use(router.routes());
    const handle = app.callback();
    server = createServer((req, res) => {
      handle(req, res).catch((error: unknown) => assert.ifError(error));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/app`;
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const post = (one: ReturnType<typeof aDelivery>, body: Buffer = one.body) =>
    fetch(`${base}?${new URLSearchParams(one.query).toString()}`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { connection: 'close' },
    });
  const aText = () => aDelivery(aPlain({ MsgId: '7', Content: '我的哨' }));

  it('answers the URL check with the bare plaintext', async () => {
    const echo =
      'msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&timestamp=1409659589&nonce=263014780&echostr=P9nAzCzyDtyTWESHep1vC5X9xho%2FqYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp%2B4RPcs8TgAE7OaBO%2BFZXvnaqQ%3D%3D';
    for (const query of [echo, echo.replaceAll('%2B', '+')]) {
      const response = await fetch(`${base}?${query}`, { headers: { connection: 'close' } });
      assert.equal(response.status, 200);
      assert.equal(await response.text(), '1616140317555161061');
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    }
  });

  it('hears a message and answers 200 with nothing', async () => {
    const response = await post(aText());
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
    assert.equal(heard[0]?.deliveryId, 'app:7');
  });

  it('answers a tap with a sealed update', async () => {
    hear = () => Promise.resolve({ type: 'update-button', replaceName: '已报到' });
    const response = await post(aDelivery(aTapPlain()));
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /xml/);
    assert.match(await response.text(), /^<xml><Encrypt><!\[CDATA\[[^]+<Nonce>/);
  });

  it('keeps silent rather than answer what WeCom does not take', async () => {
    hear = () => Promise.resolve({ type: 'update-button', replaceName: '已报到' });
    const response = await post(aText());
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
    assert.match(logged.join(), /no such answer/);
  });

  it('answers everything refused in one and the same way', async () => {
    const one = aText();
    const answers = await Promise.all([
      post({ ...one, query: { ...one.query, nonce: 'x' } }),
      post(one, Buffer.from('hello')),
      post(one, Buffer.alloc(0)),
      post(aDelivery(aPlain(), { receiveId: 'other' })),
      post(aDelivery(aPlain(), { timestamp: String(sentAt - 700) })),
      fetch(base, { headers: { connection: 'close' } }),
    ]);
    const seen = await Promise.all(
      answers.map(async (one) => [
        one.status,
        await one.text(),
        one.headers.get('content-type'),
        one.headers.get('content-length'),
      ]),
    );
    assert.deepEqual(new Set(seen.map((one) => JSON.stringify(one))).size, 1);
    assert.deepEqual(seen[0], [403, '', 'text/plain; charset=utf-8', '0']);
    assert.deepEqual(heard, []);
  });

  it('refuses a body above the limit without reading all of it', async () => {
    const { query } = aText();
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        `${base}?${new URLSearchParams(query).toString()}`,
        { method: 'POST', headers: { 'content-length': maxBodyBytes + 1 } },
        (response) => {
          resolve(response.statusCode);
          response.resume().on('end', () => sent.destroy());
        },
      ).on('error', reject);
      sent.write('x');
    });
    assert.equal(status, 403);
  });

  it('answers 503 when hearing fails, so that WeCom sends it again (I1)', async () => {
    hear = () => Promise.reject(new Error('no database'));
    assert.equal((await post(aText())).status, 503);
    hear = () => Promise.resolve(null);
    assert.equal((await post(aText())).status, 200);
    assert.match(logged.join(), /callback not heard .*app:7/);
  });

  it('answers 503 when the time cannot be had', async () => {
    now = () => Promise.reject(new Error('no database'));
    assert.equal((await post(aText())).status, 503);
    assert.deepEqual(heard, []);
  });

  it('logs neither what was said nor who said it', async () => {
    hear = () => Promise.reject(new Error('broken'));
    await post(aText());
    await post(aText(), Buffer.from('我的哨'));
    assert.doesNotMatch(logged.join(), /我的哨|zhangsan/);
  });

  it('hears two at once', async () => {
    let release = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    hear = async () => {
      if (heard.length === 2) release();
      await both;
      return null;
    };
    const answers = await Promise.all([post(aText()), post(aDelivery(aTapPlain()))]);
    assert.deepEqual(
      answers.map((one) => one.status),
      [200, 200],
    );
  });
});
