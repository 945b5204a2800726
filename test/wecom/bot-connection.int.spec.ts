import assert from 'node:assert/strict';
import { createBotConnection } from '../../src/wecom/bot-connection.ts';
import type { BotConnection, HearBot } from '../../src/wecom/bot-connection.ts';
import type { BotDown } from '../../src/wecom/bot-session.ts';
import type { ButtonCard } from '../../src/wecom/card.ts';
import { WecomError, type WecomErrorKind } from '../../src/wecom/error.ts';
import type { Inbound } from '../../src/wecom/inbound.ts';
import { aBotServer, aBotTap, aBotText, type BotServer } from '../support/bot-server.ts';

const card: ButtonCard = {
  card_type: 'button_interaction',
  main_title: { title: '防汛值班' },
  button_list: [{ text: '报到', style: 1, key: 'checkin' }],
  task_id: 'another',
};

const failsWith = (kind: WecomErrorKind, ambiguous: boolean, errcode: number | null = null) => {
  return (error: unknown) => {
    assert.ok(error instanceof WecomError, String(error));
    assert.deepEqual([error.kind, error.ambiguous, error.errcode], [kind, ambiguous, errcode]);
    assert.doesNotMatch(error.message, /topsecret/);
    return true;
  };
};

describe('the bot’s long connection', () => {
  let server: BotServer;
  let bot: BotConnection;
  let hear: HearBot;
  let heard: Inbound[];
  let downs: BotDown[];
  let logged: string[];

  const connect = (url = server.url, subscribeMs = 10_000) => {
    const write = (fields: Readonly<Record<string, unknown>>, message: string) => {
      logged.push(`${message} ${JSON.stringify(fields)}`);
    };
    bot = createBotConnection({
      botId: 'aibX',
      secret: 'topsecret',
      wsUrl: url,
      reconnectMs: 20,
      subscribeMs,
      log: { debug: write, info: write, warn: write, error: write },
      hear: (inbound) => {
        heard.push(inbound);
        return hear(inbound);
      },
    });
    bot.onDown((why) => downs.push(why));
    bot.start();
    return bot.subscribed;
  };
  const down = () => new Promise<BotDown>((resolve) => bot.onDown(resolve));
  const up = () => new Promise<void>((resolve) => bot.onUp(resolve));
  const logs = async (pattern: RegExp) => {
    for (let tries = 0; tries < 100 && !pattern.test(logged.join('\n')); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.match(logged.join('\n'), pattern);
  };

  beforeEach(async () => {
    server = await aBotServer();
    hear = () => Promise.resolve(null);
    [heard, downs, logged] = [[], [], []];
  });
  afterEach(async () => {
    await bot.stop();
    await server.close();
    assert.doesNotMatch(logged.join('\n'), /topsecret|zhangsan|LiSi|帮助/);
  });

  it('subscribes with its credentials and is up', async () => {
    await connect();
    assert.equal(bot.isUp(), true);
    assert.equal(server.frames[0]?.cmd, 'aibot_subscribe');
    assert.deepEqual(server.frames[0].body, { bot_id: 'aibX', secret: 'topsecret' });
  });

  it('answers a tap by updating the card under the tap’s own task', async () => {
    hear = (inbound) => Promise.resolve({ type: 'update-card', card, onlyFor: inbound.from });
    await connect();
    server.push('aibot_event_callback', 'r1', aBotTap());
    const { headers, body } = await server.next('aibot_respond_update_msg');
    assert.equal(headers.req_id, 'r1');
    assert.deepEqual(body, {
      response_type: 'update_template_card',
      userids: ['LiSi'],
      template_card: { ...card, task_id: 'duty_07' },
    });
    assert.deepEqual(heard[0], {
      deliveryId: 'bot:e1',
      line: 'bot',
      from: 'LiSi',
      chat: { type: 'group', chatId: 'wrAbC' },
      content: {
        type: 'tap',
        key: 'checkin',
        taskId: 'duty_07',
        responseCode: null,
        selected: { q1: ['a'] },
      },
    });
  });

  it('answers a message with one finished stream, or with a card', async () => {
    hear = () => Promise.resolve({ type: 'text', markdown: '**好**' });
    await connect();
    server.push('aibot_msg_callback', 'r1', aBotText());
    const { headers, body } = await server.next('aibot_respond_msg');
    assert.equal(headers.req_id, 'r1');
    const { stream } = body as { stream: Record<string, unknown> };
    assert.deepEqual([stream['finish'], stream['content']], [true, '**好**']);
    server.frames.length = 0;
    hear = () => Promise.resolve({ type: 'card', card });
    server.push('aibot_msg_callback', 'r2', aBotText({ msgid: 'm2' }));
    const second = await server.next('aibot_respond_msg');
    assert.deepEqual(second.body, { msgtype: 'template_card', template_card: card });
  });

  it('welcomes whoever enters the chat', async () => {
    hear = () => Promise.resolve({ type: 'welcome', text: '你好' });
    await connect();
    const entered = { eventtype: 'enter_chat', enter_chat: {} };
    server.push('aibot_event_callback', 'r1', aBotTap({ event: entered, chattype: 'single' }));
    const { body } = await server.next('aibot_respond_welcome_msg');
    assert.deepEqual(body, { msgtype: 'text', text: { content: '你好' } });
    assert.deepEqual(heard[0]?.content, { type: 'enter' });
    assert.deepEqual(heard[0].chat, { type: 'single' });
  });

  it('hears two taps of one group at once', async () => {
    let release = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    hear = async () => {
      if (heard.length === 2) release();
      await both;
      return { type: 'update-card', card };
    };
    await connect();
    server.push('aibot_event_callback', 'r1', aBotTap());
    server.push('aibot_event_callback', 'r2', aBotTap({ msgid: 'e2' }));
    await server.next('aibot_respond_update_msg');
    await both;
    await logs(/./);
    while (server.frames.filter((one) => one.cmd === 'aibot_respond_update_msg').length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });

  it('goes on after hearing fails, after a bad frame, and after an answer that is none', async () => {
    hear = () => Promise.reject(new Error('no database'));
    await connect();
    server.push('aibot_event_callback', 'r1', aBotTap());
    await logs(/bot callback failed .*bot:e1/);
    server.sockets[0]?.send('{"cmd":');
    server.sockets[0]?.send('{"cmd":"aibot_msg_callback"}');
    server.push('aibot_msg_callback', 'r2', { msgtype: 'text', text: 'x' });
    await logs(/not readable .*r2/);
    hear = () => Promise.resolve({ type: 'text', markdown: 'x' });
    server.push('aibot_event_callback', 'r3', aBotTap({ msgid: 'e3' }));
    await logs(/no such answer .*bot:e3/);
    hear = () => Promise.resolve({ type: 'update-card', card: { ...card, button_list: [] } });
    server.push('aibot_event_callback', 'r4', aBotTap({ msgid: 'e4' }));
    await logs(/bot callback failed .*bot:e4.*button_list/);
    assert.equal(bot.isUp(), true);
  });

  it('sends a card and a text with the kind of chat said', async () => {
    await connect();
    await bot.sendCard({ chatId: 'wrAbC', chatType: 2, card });
    await bot.sendMarkdown({ chatId: 'lisi', chatType: 1, markdown: '逾期' });
    const sent = server.frames.filter((one) => one.cmd === 'aibot_send_msg').map((one) => one.body);
    assert.deepEqual(sent, [
      { chatid: 'wrAbC', chat_type: 2, msgtype: 'template_card', template_card: card },
      { chatid: 'lisi', chat_type: 1, msgtype: 'markdown', markdown: { content: '逾期' } },
    ]);
  });

  it('says what a refused send means', async () => {
    await connect();
    const codes = [
      [93006, 'receiver'],
      [45009, 'frequency'],
      [42045, 'content'],
      [846605, 'gone'],
    ] as const;
    for (const [errcode, kind] of codes) {
      server.ack = () => ({ errcode, errmsg: 'no' });
      const sending = bot.sendMarkdown({ chatId: 'c', chatType: 2, markdown: 'x' });
      await assert.rejects(sending, failsWith(kind, false, errcode));
    }
    server.ack = () => ({});
    await bot.sendMarkdown({ chatId: 'c', chatType: 2, markdown: 'x' });
  });

  it('does not know what became of a send that nobody acknowledged', async () => {
    await connect();
    server.ack = () => null;
    const lost = bot.sendMarkdown({ chatId: 'c', chatType: 2, markdown: 'x' });
    const cut = bot.sendMarkdown({ chatId: 'c', chatType: 2, markdown: 'y' });
    const failed = Promise.all([
      assert.rejects(lost, failsWith('transport', true)),
      assert.rejects(cut, failsWith('transport', true)),
    ]);
    await server.next('aibot_send_msg');
    server.sockets[0]?.terminate();
    await failed;
  });

  it('waits five seconds for an acknowledgement, then says so', async () => {
    await connect();
    server.ack = () => null;
    const sending = bot.sendMarkdown({ chatId: 'c', chatType: 2, markdown: 'x' });
    await assert.rejects(sending, failsWith('transport', true));
  }).timeout(8000);

  it('knows that nothing was sent without a connection', async () => {
    await connect();
    await bot.stop();
    assert.equal(bot.isUp(), false);
    const sending = bot.sendCard({ chatId: 'c', chatType: 2, card });
    await assert.rejects(sending, failsWith('transport', false));
  });

  it('comes back by itself when the connection is lost', async () => {
    await connect();
    const [lost, back] = [down(), up()];
    server.sockets[0]?.terminate();
    assert.deepEqual(await lost, { reason: 'lost' });
    assert.equal(bot.isUp(), false);
    await back;
    assert.equal(bot.isUp(), true);
    await bot.sendMarkdown({ chatId: 'c', chatType: 2, markdown: 'x' });
  });

  it('stays away when another connection took over, until it is started again', async () => {
    await connect();
    const event = { eventtype: 'disconnected_event', disconnected_event: {} };
    const kicked = down();
    server.push('aibot_event_callback', 'r1', aBotTap({ event }));
    assert.deepEqual(await kicked, { reason: 'kicked' });
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(server.sockets.length, 1);
    assert.deepEqual([bot.isUp(), downs.length], [false, 1]);
    bot.start();
    await bot.subscribed;
    assert.equal(bot.isUp(), true);
    assert.deepEqual(heard, []);
  });

  it('names wrong credentials, and does not try them again', async () => {
    for (const errcode of [40001, 40013]) {
      server.ack = () => ({ errcode, errmsg: 'invalid secret topsecret' });
      const before = server.sockets.length;
      await assert.rejects(connect(), failsWith('config', false, errcode));
      await new Promise((resolve) => setTimeout(resolve, 150));
      assert.equal(server.sockets.length, before + 1);
      assert.equal(downs.at(-1)?.reason, 'refused');
    }
  });

  it('tries again when the subscription is refused for a reason that passes', async () => {
    let times = 0;
    server.ack = () => ({ errcode: (times += 1) < 3 ? 45009 : 0, errmsg: '' });
    await assert.rejects(connect(), failsWith('frequency', false, 45009));
    await up();
    assert.equal(bot.isUp(), true);
  });

  it('tells an address where nobody is from wrong credentials, and goes on trying', async () => {
    const { url } = server;
    await server.close();
    await assert.rejects(connect(url), failsWith('transport', false));
    const back = up();
    server = await aBotServer(Number(new URL(url).port));
    await back;
  });

  it('tries again when the server leaves the subscription unanswered', async () => {
    server.ack = () => null;
    await assert.rejects(connect(server.url, 50), failsWith('transport', false));
    const back = up();
    server.ack = () => ({ errcode: 0 });
    await back;
    assert.equal(bot.isUp(), true);
  });

  it('lets what is in hand be answered before it stops (I12)', async () => {
    let release = () => {};
    hear = async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { type: 'update-card', card };
    };
    await connect();
    server.push('aibot_event_callback', 'r1', aBotTap());
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = bot.stop();
    release();
    await stopped;
    assert.ok(server.frames.some((one) => one.cmd === 'aibot_respond_update_msg'));
  });
});
