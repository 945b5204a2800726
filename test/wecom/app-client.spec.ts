import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAppClient, type AppClient } from '../../src/wecom/app-client.ts';
import type { ButtonCard } from '../../src/wecom/card.ts';
import { WecomError, type WecomErrorKind } from '../../src/wecom/error.ts';

type Answer = Record<string, unknown> | ((response: ServerResponse) => void);
interface Seen {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

const card: ButtonCard = {
  card_type: 'button_interaction',
  main_title: { title: '防汛值班' },
  button_list: [{ text: '报到', style: 1, key: 'checkin' }],
  task_id: 'duty_07',
};

describe('the app client', () => {
  let server: Server;
  let base: string;
  let seen: Seen[];
  let answer: (path: string, token: string) => Answer;
  let tokens: number;
  let time: number;
  let client: AppClient;

  beforeEach(async () => {
    [seen, tokens, time] = [[], 0, 0];
    answer = () => ({ errcode: 0, errmsg: 'ok', msgid: 'm1', response_code: 'rc1' });
    server = createServer((request, response) => {
      read(request)
        .then((body) => {
          const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
          const path = pathname.replace('/cgi-bin/', '');
          seen.push({ path, query: searchParams, body });
          const reply = answer(path, searchParams.get('access_token') ?? '');
          if (typeof reply === 'function') reply(response);
          else response.end(JSON.stringify(path === 'gettoken' ? tokenOr(reply) : reply));
        })
        .catch((error: unknown) => response.destroy(error as Error));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = aClient();
  });
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const aClient = (apiBase = `${base}/`, timeoutMs = 1000) =>
    createAppClient({
      apiBase,
      corpId: 'ww01',
      agentId: 1000002,
      secret: 'topsecret',
      timeoutMs,
      clock: () => time,
    });
  const tokenOr = (reply: Record<string, unknown>) =>
    reply['errcode'] === 0
      ? { errcode: 0, access_token: `token${(tokens += 1)}`, expires_in: 7200 }
      : reply;
  const send = (one = client) => one.sendCard({ userIds: ['lisi', 'A'], card, dedupe: true });
  const paths = () => seen.map((one) => one.path);
  const failsWith =
    (kind: WecomErrorKind, ambiguous = false, errcode: number | null = null) =>
    (error: unknown) => {
      assert.ok(error instanceof WecomError, String(error));
      assert.deepEqual([error.kind, error.ambiguous, error.errcode], [kind, ambiguous, errcode]);
      assert.doesNotMatch(error.message, /topsecret|token\d|rc_secret/);
      return true;
    };

  it('sends a card, with the token in the query alone', async () => {
    assert.deepEqual(await send(), { messageId: 'm1', responseCode: 'rc1', unreachable: [] });
    assert.deepEqual(paths(), ['gettoken', 'message/send']);
    assert.equal(seen[0]?.query.get('corpsecret'), 'topsecret');
    assert.equal(seen[1]?.query.get('access_token'), 'token1');
    assert.deepEqual(JSON.parse(seen[1].body), {
      touser: 'A|lisi',
      msgtype: 'template_card',
      agentid: 1000002,
      template_card: card,
      enable_duplicate_check: 1,
      duplicate_check_interval: 1800,
    });
  });

  it('says the same thing twice in the same bytes, however it was put together', async () => {
    await send();
    const { task_id, button_list, main_title, card_type } = card;
    const [button] = button_list;
    const { key, style, text } = button!;
    const turned = { task_id, main_title, button_list: [{ style, key, text }], card_type };
    await client.sendCard({
      userIds: ['A', 'lisi', 'A'],
      card: turned as ButtonCard,
      dedupe: true,
    });
    assert.equal(seen[1]?.body, seen[2]?.body);
  });

  it('says which receivers it did not reach, in the case they were given', async () => {
    answer = () => ({ errcode: 0, invaliduser: 'a|x', unlicenseduser: '', msgid: 'm' });
    assert.deepEqual((await send()).unreachable, ['A']);
    answer = () => ({ errcode: 0, invaliduser: ['lisi'] });
    const updated = await client.updateCard({
      responseCode: 'rc',
      userIds: ['lisi', 'A'],
      replaceName: '已报到',
    });
    assert.deepEqual(updated, { unreachable: ['lisi'] });
  });

  it('gets what a member sent, and knows an errcode that comes with HTTP 200 from a file', async () => {
    const file = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
    answer = (path) =>
      path === 'media/get'
        ? (response) => {
            response.setHeader('content-disposition', 'attachment; filename="p.jpg"');
            response.end(file);
          }
        : { errcode: 0 };
    assert.deepEqual(await client.getMedia('m-1', 100), file);
    assert.equal(seen.at(-1)?.query.get('media_id'), 'm-1');
    await assert.rejects(client.getMedia('m-1', 3), { kind: 'content' });
    answer = (path) => ({ errcode: path === 'media/get' ? 40007 : 0, errmsg: 'invalid media_id' });
    await assert.rejects(client.getMedia('m-1', 100), failsWith('gone', false, 40007));
  });

  it('uploads a picture as a form and sends it by its media_id', async () => {
    answer = () => ({ errcode: 0, media_id: 'up-1', msgid: 'm' });
    const mediaId = await client.uploadImage({ bytes: Buffer.from('bytes'), name: 'photo.jpg' });
    assert.equal(mediaId, 'up-1');
    const { path, query, body } = seen.at(-1)!;
    assert.deepEqual([path, query.get('type')], ['media/upload', 'image']);
    assert.match(body, /name="media"; filename="photo\.jpg"[\s\S]*\r\n\r\nbytes\r\n/);
    await client.sendImage({ userIds: ['a'], mediaId, dedupe: true });
    const sent = JSON.parse(seen.at(-1)!.body) as Record<string, unknown>;
    assert.deepEqual([sent['msgtype'], sent['image']], ['image', { media_id: 'up-1' }]);
  });

  it('sends texts cut to what WeCom takes, without the duplicate check unless asked', async () => {
    await client.sendText({ userIds: ['a'], text: '哨'.repeat(1000), dedupe: false });
    await client.sendMarkdown({ userIds: ['a'], markdown: '**哨**', dedupe: false });
    const [text, markdown] = seen.slice(1).map((one) => JSON.parse(one.body) as unknown);
    const { content } = (text as { text: { content: string } }).text;
    assert.ok(Buffer.byteLength(content) <= 2048 && content.endsWith('…'));
    assert.deepEqual(markdown, {
      touser: 'a',
      msgtype: 'markdown',
      agentid: 1000002,
      markdown: { content: '**哨**' },
    });
  });

  it('updates a card for some or for all', async () => {
    await client.updateCard({ responseCode: 'rc', userIds: ['a'], card });
    await client.updateCard({ responseCode: 'rc', userIds: 'all', replaceName: '已报到' });
    const [some, all] = seen.slice(1).map((one) => JSON.parse(one.body) as unknown);
    assert.deepEqual(some, {
      userids: ['a'],
      agentid: 1000002,
      response_code: 'rc',
      template_card: card,
    });
    assert.deepEqual(all, {
      atall: 1,
      agentid: 1000002,
      response_code: 'rc',
      button: { replace_name: '已报到' },
    });
  });

  it('fetches one token for many calls at once', async () => {
    await Promise.all([send(), send(), send(), send()]);
    assert.equal(paths().filter((one) => one === 'gettoken').length, 1);
  });

  it('fetches a new token five minutes before the old one ends', async () => {
    await send();
    time = (7200 - 301) * 1000;
    await send();
    assert.equal(tokens, 1);
    time = (7200 - 299) * 1000;
    await send();
    assert.equal(tokens, 2);
  });

  it('fetches one new token when WeCom ended the old one early, and repeats each call once', async () => {
    await send();
    for (const errcode of [40014, 42001]) {
      const dead = `token${tokens}`;
      answer = (_, token) => ({ errcode: token === dead ? errcode : 0, msgid: 'm2' });
      const before = tokens;
      const sent = await Promise.all([send(), send(), send()]);
      assert.deepEqual(new Set(sent.map((one) => one.messageId)), new Set(['m2']));
      assert.equal(tokens, before + 1);
    }
  });

  it('gives up on a token that is refused a second time', async () => {
    answer = (path) => ({ errcode: path === 'gettoken' ? 0 : 42001 });
    await assert.rejects(send(), failsWith('token', false, 42001));
    assert.deepEqual(paths(), ['gettoken', 'message/send', 'gettoken', 'message/send']);
  });

  it('leaves WeCom alone for a minute after it called the credentials wrong', async () => {
    answer = () => ({ errcode: 40001, errmsg: 'invalid credential topsecret' });
    await assert.rejects(send(), failsWith('config', false, 40001));
    time = 59_000;
    await assert.rejects(send(), failsWith('config', false, 40001));
    assert.equal(seen.length, 1);
    time = 61_000;
    answer = () => ({ errcode: 0 });
    await send();
    assert.deepEqual(paths(), ['gettoken', 'gettoken', 'message/send']);
  });

  it('does not cool down for what concerns one call only', async () => {
    answer = (path) => ({ errcode: path === 'gettoken' ? 0 : 60020, errmsg: 'from ip: 1.2.3.4' });
    await assert.rejects(send(), (error) => {
      assert.match((error as WecomError).errmsg, /from ip: 1\.2\.3\.4/);
      return failsWith('config', false, 60020)(error);
    });
    answer = () => ({ errcode: 0 });
    await send();
  });

  it('hides every secret that an error repeats', async () => {
    answer = (path, token) =>
      path === 'gettoken'
        ? { errcode: 0 }
        : { errcode: 40058, errmsg: `access_token=${token} rc_secret secret: topsecret` };
    const update = { responseCode: 'rc_secret', userIds: ['a'], card };
    await assert.rejects(client.updateCard(update), failsWith('content', false, 40058));
  });

  it('takes an unknown refusal of an update for a response_code that ran out', async () => {
    answer = (path) => ({ errcode: path === 'gettoken' ? 0 : 47777 });
    const update = { responseCode: 'rc', userIds: ['a'], card };
    await assert.rejects(client.updateCard(update), failsWith('gone', false, 47777));
    await assert.rejects(send(), failsWith('busy', false, 47777));
  });

  it('does not know what became of a call that was cut off or took too long', async () => {
    await send();
    answer = () => (response) => response.destroy();
    await assert.rejects(send(), failsWith('transport', true));
    answer = () => () => undefined;
    const hasty = aClient(base, 50);
    answer = (path) => (path === 'gettoken' ? { errcode: 0 } : () => undefined);
    await assert.rejects(send(hasty), failsWith('transport', true));
    answer = (path) =>
      path === 'gettoken' ? { errcode: 0 } : (response) => response.writeHead(502).end('<html>');
    await assert.rejects(send(aClient()), failsWith('transport', true));
  });

  it('knows that nothing was sent when there was no token to send it with', async () => {
    answer = () => (response) => response.destroy();
    await assert.rejects(send(), failsWith('transport', false));
    assert.deepEqual(new Set(paths()), new Set(['gettoken']));
  });

  it('knows that nothing was sent when nobody was there', async () => {
    await send();
    const away = aClient('http://127.0.0.1:1');
    await assert.rejects(send(away), failsWith('transport', false));
    await assert.rejects(send(aClient('http://no-such-host.invalid')), failsWith('transport'));
  });

  it('follows no redirect', async () => {
    answer = () => (response) => response.writeHead(301, { location: `${base}/elsewhere` }).end();
    await assert.rejects(send(), failsWith('config'));
    assert.deepEqual(paths(), ['gettoken']);
  });

  it('does not send to nobody, to too many, or to a userid that is more than one', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => `u${index}`);
    for (const userIds of [[], many, ['a|b'], ['@all'], ['']]) {
      await assert.rejects(client.sendCard({ userIds, card, dedupe: true }), failsWith('content'));
    }
    assert.deepEqual(seen, []);
  });
});

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
