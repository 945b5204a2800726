import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { aBot, type ABot } from './support/a-bot.ts';
import { aCard, aSimulator, type ASimulator, type Fields } from './support/a-simulator.ts';
import { until } from './support/an-app.ts';

const group = { group: '城管局工作群' };
const errcodeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 0,
    (frame: unknown) => (frame as Fields).errcode,
  );

describe('the long connection, spoken to by the official SDK', () => {
  let wecom: ASimulator;
  let bot: ABot;
  beforeEach(async () => {
    wecom = await aSimulator({ timing: { answerMs: 300 } });
    bot = await aBot(wecom);
  });
  afterEach(async () => {
    bot.stop();
    await wecom.stop();
  });
  const say = (from: string, chat: Fields, text: string, more: Fields = {}) =>
    wecom.control('say', { from, chat, text, ...more });
  const bind = async () => String((await say('cgj-a', group, '@哨响 绑定 城管局')).chatId);
  const push = (chatid: string, body: Fields) => errcodeOf(bot.push(chatid, body));
  const cardTo = (chatid: string, card: Fields, type = 2) =>
    push(chatid, { chat_type: type, msgtype: 'template_card', template_card: card });
  const tap = (from: string, taskId: string, key = 'check-in') =>
    wecom.control('tap', { from, taskId, key });

  it('refuses a wrong secret with 40001 and a wrong bot with 40013, then closes', async () => {
    for (const [body, errcode] of [
      [{ bot_id: wecom.credentials().botId, secret: 'x' }, 40001],
      [{ bot_id: 'aibOther', secret: 'x' }, 40013],
    ] as const) {
      const socket = new WebSocket(`${wecom.url().replace('http', 'ws')}/bot`);
      await new Promise((resolve) => socket.on('open', resolve));
      const ack = new Promise<Fields>((resolve) => {
        socket.on('message', (data) => resolve(JSON.parse((data as Buffer).toString()) as Fields));
      });
      const closed = new Promise((resolve) => socket.on('close', resolve));
      const headers = { req_id: 'aibot_subscribe_1' };
      socket.send(JSON.stringify({ cmd: 'aibot_subscribe', headers, body }));
      const frame = await ack;
      assert.deepEqual([frame.errcode, frame.headers, frame.cmd], [errcode, headers, undefined]);
      await closed;
    }
  });

  it('tells the older connection when a newer one subscribes', async () => {
    let told = false;
    bot.client.on('event.disconnected_event', () => (told = true));
    const second = await aBot(wecom);
    await until(() => told);
    assert.equal((await say('td-a', { bot: true }, '在吗')).delivered, true);
    await until(() => second.heard.length === 1);
    second.stop();
  });

  it('hears a group only when it is called, with the name before the words', async () => {
    assert.equal((await say('cgj-a', group, '吃饭了吗')).delivered, null);
    await bind();
    await until(() => bot.heard.length === 1);
    const { chattype, chatid, from, text, aibotid } = bot.heard[0] as Fields & { text: Fields };
    assert.deepEqual([chattype, from], ['group', { userid: 'cgj-a' }]);
    assert.deepEqual([text.content, aibotid], ['@哨响 绑定 城管局', wecom.credentials().botId]);
    assert.match(String(chatid), /^wr/);
  });

  it('marks what nobody was there to hear', async () => {
    await wecom.control('drop-connection');
    await until(async () => (await wecom.get('/control/world')).connected === false);
    assert.equal((await say('td-a', { bot: true }, '在吗')).delivered, false);
    assert.equal((await wecom.seenBy('td-a'))[0]?.lost, true);
  });

  it('streams a reply: one message, refreshed, closed for good', async () => {
    bot.onMessage = async (frame) => {
      await bot.client.replyStream(frame, 's1', '正在查…');
      await bot.client.replyStream(frame, 's1', '共 3 个哨', true);
      assert.equal(await errcodeOf(bot.client.replyStream(frame, 's1', '还有')), 846608);
    };
    const said = await say('td-a', { bot: true }, '我的哨', { waitMs: 1000 });
    assert.equal(said.answered, true);
    await until(async () => (await wecom.seenBy('td-a')).at(-1)?.body.text === '共 3 个哨');
    assert.equal((await wecom.seenBy('td-a')).length, 2);
  });

  it('keeps a fourth message back while three answers are in progress', async () => {
    let next = 0;
    bot.onMessage = (frame) => bot.client.replyStream(frame, `s${next++}`, '…');
    const ask = async () => (await say('td-a', { bot: true }, '在吗', { waitMs: 500 })).delivered;
    assert.deepEqual(
      [await ask(), await ask(), await ask(), await ask()],
      [true, true, true, false],
    );
    assert.equal((await say('td-lead', { bot: true }, '在吗')).delivered, true);
  });

  it('pushes only where somebody spoke to it, with the exact chatid', async () => {
    const { chats } = (await wecom.get('/control/world')) as { chats: Fields[] };
    const silent = String(chats.find((one) => one.name === '拓东街道工作群')?.id);
    const words = { msgtype: 'markdown', markdown: { content: '**哨**' } };
    const chatid = await bind();
    assert.equal(await push(chatid, { chat_type: 2, ...words }), 0);
    assert.equal(await push(chatid, words), 0);
    assert.equal(await push(silent, { chat_type: 2, ...words }), 93001);
    assert.equal(await push(chatid.toLowerCase(), { chat_type: 2, ...words }), 93006);
    assert.equal(await push('td-lead', { chat_type: 1, ...words }), 93001);
    assert.equal(
      await push(chatid, { chat_type: 2, msgtype: 'text', text: { content: 'x' } }),
      40008,
    );
  });

  it('checks cards like WeCom and takes a task_id once', async () => {
    const chatid = await bind();
    const notice = { card_type: 'text_notice', main_title: { title: 'x' } };
    assert.equal(await cardTo(chatid, notice), 42045);
    assert.equal(await cardTo(chatid, aCard('once')), 0);
    assert.equal(await cardTo(chatid, aCard('once')), 42014);
    assert.equal(await cardTo(chatid, aCard('bad id')), 42014);
  });

  it('tells who tapped, and replaces the card for everybody', async () => {
    const chatid = await bind();
    await cardTo(chatid, aCard('duty'));
    bot.onTap = (frame) =>
      bot.client.updateTemplateCard(frame, aCard('duty', { text: '已报到 ✓' }) as never);
    const tapped = await tap('cgj-b', 'duty');
    assert.deepEqual([tapped.delivered, tapped.answered], [true, true]);
    const { from, event } = bot.taps[0] as { from: Fields; event: Fields };
    assert.deepEqual(from, { userid: 'cgj-b' });
    assert.deepEqual(event, {
      eventtype: 'template_card_event',
      template_card_event: {
        card_type: 'button_interaction',
        event_key: 'check-in',
        task_id: 'duty',
      },
    });
    for (const userid of ['cgj-a', 'cgj-b'])
      assert.match(JSON.stringify((await wecom.seenBy(userid)).at(-1)), /已报到 ✓/);
  });

  it('replaces the card for the named members only', async () => {
    await cardTo(await bind(), aCard('duty'));
    bot.onTap = (frame) =>
      bot.client.updateTemplateCard(frame, aCard('duty', { text: '您不在名单' }) as never, [
        'cgj-b',
      ]);
    await tap('cgj-b', 'duty');
    assert.match(JSON.stringify((await wecom.seenBy('cgj-b')).at(-1)), /您不在名单/);
    assert.doesNotMatch(JSON.stringify((await wecom.seenBy('cgj-a')).at(-1)), /您不在名单/);
  });

  it('refuses an update with another task_id, and one that comes late', async () => {
    await cardTo(await bind(), aCard('duty'));
    const codes: unknown[] = [];
    bot.onTap = async (frame) => {
      codes.push(await errcodeOf(bot.client.updateTemplateCard(frame, aCard('other') as never)));
      await new Promise((resolve) => setTimeout(resolve, 400));
      codes.push(await errcodeOf(bot.client.updateTemplateCard(frame, aCard('duty') as never)));
    };
    const tapped = await tap('cgj-a', 'duty');
    assert.deepEqual([tapped.delivered, tapped.answered], [true, false]);
    await until(() => codes.length === 2);
    assert.deepEqual(codes, [42016, 846605]);
  });

  it('refuses a stream in answer to a tap (846605)', async () => {
    await cardTo(await bind(), aCard('duty'));
    const codes: unknown[] = [];
    bot.onTap = async (frame) =>
      void codes.push(await errcodeOf(bot.client.replyStream(frame, 's', 'x', true)));
    await tap('cgj-a', 'duty');
    assert.deepEqual(codes, [846605]);
  });

  it('lets 30 messages a minute into a conversation, replies and pushes together', async () => {
    const chatid = await bind();
    const words = { chat_type: 2, msgtype: 'markdown', markdown: { content: 'x' } };
    for (let one = 0; one < 30; one += 1) assert.equal(await push(chatid, words), 0);
    assert.equal(await push(chatid, words), 45009);
  });

  it('delays, drops and refuses when told to', async () => {
    const chatid = await bind();
    const words = { chat_type: 2, msgtype: 'markdown', markdown: { content: 'x' } };
    await wecom.control('faults', { ackDelayMs: 150, botErrors: { errcode: 45009, times: 1 } });
    const started = performance.now();
    assert.equal(await push(chatid, words), 45009);
    assert.ok(performance.now() - started > 140);
    await wecom.control('faults', { ackDelayMs: 0, stopDelivering: true });
    assert.equal((await say('td-a', { bot: true }, '在吗')).delivered, false);
    await wecom.control('faults', { stopDelivering: false, duplicateCallbacks: 1 });
    bot.heard.length = 0;
    await say('td-a', { bot: true }, '两遍');
    await until(() => bot.heard.length === 2);
    assert.equal(new Set(bot.heard.map((one) => one.msgid)).size, 1);
  });

  it('keeps chatids, cards, used task_ids and answerable messages over a restart', async () => {
    const chatid = await bind();
    await cardTo(chatid, aCard('duty'));
    const credentials = wecom.credentials();
    await wecom.restart();
    assert.deepEqual(wecom.credentials(), credentials);
    bot.stop();
    bot = await aBot(wecom);
    assert.equal(await cardTo(chatid, aCard('duty')), 42014);
    bot.onTap = (frame) =>
      bot.client.updateTemplateCard(frame, aCard('duty', { text: '已报到' }) as never);
    assert.equal((await tap('cgj-a', 'duty')).answered, true);
    assert.equal((await wecom.seenBy('cgj-a')).length, 2);
  });

  it('greets the first entry of the day, once', async () => {
    let entries = 0;
    bot.client.on('event.enter_chat', (frame) => {
      entries += 1;
      bot.pending = bot.client.replyWelcome(frame, { msgtype: 'text', text: { content: '您好' } });
    });
    for (let one = 0; one < 2; one += 1) {
      const page = new WebSocket(`${wecom.url().replace('http', 'ws')}/page/live`);
      await new Promise((resolve) => page.on('open', resolve));
      const phones = [{ slot: 0, userid: 'td-a', chat: 'bot:td-a' }];
      page.send(JSON.stringify({ type: 'watch', phones }));
      await until(async () => (await wecom.seenBy('td-a')).at(-1)?.body.text === '您好');
      page.close();
    }
    assert.equal(entries, 1);
  });
});

describe('the opening', () => {
  it('is said once, over the wire, when a bot first subscribes', async () => {
    const opening = [{ group: '城管局工作群', from: 'cgj-a', text: '@哨响 绑定 城管局' }];
    const wecom = await aSimulator({ world: { opening } });
    let bot = await aBot(wecom, (client, frame) => client.replyStream(frame, 's', '已绑定', true));
    await until(async () => (await wecom.seenBy('cgj-a')).length === 2);
    bot.stop();
    await wecom.restart();
    bot = await aBot(wecom);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(bot.heard.length, 0);
    bot.stop();
    await wecom.stop();
  });
});
