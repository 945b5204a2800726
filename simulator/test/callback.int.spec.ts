import assert from 'node:assert/strict';
import { aCard, aSimulator, type ASimulator } from './support/a-simulator.ts';
import { anApp, fieldOf, until, type AnApp } from './support/an-app.ts';

const timing = { callbackMs: 300, retryGapMs: 20 };

describe('the callback to the app', () => {
  let wecom: ASimulator;
  let app: AnApp;
  beforeEach(async () => {
    app = await anApp(() => wecom.credentials());
    wecom = await aSimulator({ config: { appCallback: app.url }, timing });
  });
  afterEach(async () => {
    await wecom.stop();
    await app.stop();
  });
  const say = (text: string) => wecom.control('say', { from: 'td-a', chat: { app: true }, text });
  const card = async (taskId: string) =>
    wecom.send({ touser: 'td-a', msgtype: 'template_card', template_card: aCard(taskId) });
  const tap = (taskId: string) => wecom.control('tap', { from: 'td-a', taskId, key: 'check-in' });
  const reply = (inner: string) =>
    `<xml><ToUserName>td-a</ToUserName><FromUserName>${wecom.credentials().corpId}</FromUserName><CreateTime>1</CreateTime>${inner}</xml>`;

  it('passes the URL check of the console', async () => {
    assert.deepEqual(await wecom.control('check-url'), { ok: true, detail: 'ok' });
  });

  it('tells a text as encrypted XML the official library opens', async () => {
    assert.equal((await say('我的哨')).delivered, true);
    const xml = app.heard[0]!.xml;
    assert.equal(fieldOf(xml, 'Content'), '我的哨');
    assert.equal(fieldOf(xml, 'FromUserName'), 'td-a');
    assert.match(fieldOf(xml, 'MsgId'), /^\d{17,19}$/);
    assert.equal(fieldOf(xml, 'AgentID'), wecom.credentials().agentId);
  });

  it('never tells the app of a group message', async () => {
    const chat = { group: '拓东街道工作群' };
    const said = await wecom.control('say', { from: 'td-a', chat, text: '大家好' });
    assert.equal(said.delivered, null);
    assert.equal(app.heard.length, 0);
  });

  it('repeats with the same MsgId and a fresh nonce, four deliveries in all', async () => {
    app.plan({ status: 503 }, { waitMs: 500 }, { status: 302 }, { status: 500 });
    assert.equal((await say('在吗')).delivered, false);
    await until(() => app.heard.length === 4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(app.heard.length, 4);
    assert.equal(new Set(app.heard.map((one) => fieldOf(one.xml, 'MsgId'))).size, 1);
    assert.equal(new Set(app.heard.map((one) => one.query.get('nonce'))).size, 4);
    assert.equal((await wecom.seenBy('td-a'))[0]?.lost, true);
  });

  it('takes the mark away when a repeat gets through', async () => {
    app.plan({ status: 503 });
    await say('在吗');
    await until(async () => (await wecom.seenBy('td-a'))[0]?.lost === false);
  });

  it('shows a passive text reply', async () => {
    app.plan({ reply: reply('<MsgType>text</MsgType><Content>收到</Content>') });
    await say('在吗');
    assert.equal((await wecom.seenBy('td-a')).at(-1)?.body.text, '收到');
  });

  it('shows nothing of a reply to somebody else, and notes it', async () => {
    app.plan({
      reply: reply('<MsgType>text</MsgType><Content>x</Content>').replace('td-a', 'td-lead'),
    });
    await say('在吗');
    assert.equal((await wecom.seenBy('td-a')).length, 1);
    const { problems } = (await wecom.get('/control/problems')) as { problems: string[] };
    assert.match(problems[0]!, /ToUserName/);
  });

  it('tells a tap with a fresh ResponseCode that works once', async () => {
    const sent = await card('duty-1');
    const tapped = await tap('duty-1');
    assert.equal(tapped.answered, true);
    const xml = app.heard[0]!.xml;
    assert.equal(fieldOf(xml, 'Event'), 'template_card_event');
    assert.equal(fieldOf(xml, 'EventKey'), 'check-in');
    assert.equal(fieldOf(xml, 'TaskId'), 'duty-1');
    const code = fieldOf(xml, 'ResponseCode');
    assert.notEqual(code, sent.response_code);
    const update = {
      userids: ['td-a'],
      agentid: Number(wecom.credentials().agentId),
      response_code: code,
      template_card: aCard('ignored', { text: '已报到 ✓', style: 4 }),
    };
    assert.equal((await wecom.api('message/update_template_card', update)).errcode, 0);
    const { body } = (await wecom.seenBy('td-a')).at(-1)!;
    assert.equal(body.taskId, 'duty-1');
    assert.match(JSON.stringify(body.card), /已报到 ✓/);
  });

  it('greys the buttons by a passive update_button', async () => {
    await card('duty-2');
    app.plan({
      reply: reply(
        '<MsgType>update_button</MsgType><Button><ReplaceName>已报到</ReplaceName></Button>',
      ),
    });
    assert.equal((await tap('duty-2')).greyed, '已报到');
    assert.match(String((await tap('duty-2')).error), /greyed/);
  });

  it('takes up after a restart what was not delivered', async () => {
    app.plan({ status: 503 }, { status: 503 });
    await wecom.control('faults', { stopDelivering: true });
    await say('别丢了');
    await wecom.restart();
    await until(() => app.heard.some((one) => fieldOf(one.xml, 'Content') === '别丢了'));
  });

  it('delivers twice when told to', async () => {
    await wecom.control('faults', { duplicateCallbacks: 1 });
    await say('两遍');
    assert.equal(app.heard.length, 2);
  });
});
