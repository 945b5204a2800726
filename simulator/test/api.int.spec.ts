import assert from 'node:assert/strict';
import { aCard, aSimulator, type ASimulator, type Fields } from './support/a-simulator.ts';

describe('the server API', () => {
  let wecom: ASimulator;
  before(
    async () => (wecom = await aSimulator({ config: { appCallback: 'http://127.0.0.1:9/' } })),
  );
  after(() => wecom.stop());
  const text = (content: string) => ({ touser: 'td-a', msgtype: 'text', text: { content } });

  it('names what is wrong with a gettoken call, in order', async () => {
    const { corpId, agentSecret } = wecom.credentials();
    const codes = async (query: string) => (await wecom.get(`/cgi-bin/gettoken?${query}`)).errcode;
    assert.equal(await codes(''), 41004);
    assert.equal(await codes(`corpsecret=${agentSecret}`), 41002);
    assert.equal(await codes(`corpsecret=${agentSecret}&corpid=wwother`), 40013);
    assert.equal(await codes(`corpsecret=x&corpid=${corpId}`), 40001);
  });

  it('gives the same token while it is valid', async () => {
    assert.equal(await wecom.token(), await wecom.token());
  });

  it('takes a token from the query only', async () => {
    const response = await fetch(`${wecom.url()}/cgi-bin/message/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await wecom.token()}` },
      body: JSON.stringify({ access_token: await wecom.token() }),
    });
    const answer = (await response.json()) as Fields;
    assert.equal(response.status, 200);
    assert.equal(answer.errcode, 41001);
    assert.match(String(answer.errmsg), /hint: \[\d+\], from ip: .*devtool\/query\?e=41001$/);
  });

  it('tells an invalid token from an expired one', async () => {
    const send = async (token: string) =>
      (await wecom.call('POST', `/cgi-bin/message/send?access_token=${token}`, {})).errcode;
    assert.equal(await send('nonsense'), 40014);
    const token = await wecom.token();
    await wecom.control('end-tokens', { expire: true });
    assert.equal(await send(token), 42001);
    assert.notEqual(await wecom.token(), token);
  });

  it('answers 404 where there is no API', async () => {
    assert.equal((await fetch(`${wecom.url()}/cgi-bin/nothing`)).status, 404);
  });

  const refusals: readonly [string, Fields, number][] = [
    ['no receiver', { msgtype: 'text', text: { content: 'x' } }, 82001],
    ['only unknown receivers', { ...text('x'), touser: 'nobody' }, 81013],
    ['an empty text', text(''), 44004],
    ['an unknown msgtype', { touser: 'td-a', msgtype: 'song' }, 40008],
    ['another agentid', { ...text('x'), agentid: 7 }, 301002],
    [
      'a bad card',
      { touser: 'td-a', msgtype: 'template_card', template_card: { card_type: 'x' } },
      42031,
    ],
  ];
  for (const [what, body, errcode] of refusals)
    it(`refuses ${what} with ${errcode}`, async () => {
      assert.equal((await wecom.send(body)).errcode, errcode);
    });

  it('delivers to whom it knows and names the others in lower case', async () => {
    const answer = await wecom.send({ ...text('大家好'), touser: 'TD-A|Nobody' });
    assert.equal(answer.errcode, 0);
    assert.equal(answer.invaliduser, 'nobody');
    assert.equal((await wecom.seenBy('td-a')).at(-1)?.body.text, '大家好');
  });

  it('cuts a text at 2048 bytes', async () => {
    await wecom.send(text('哨'.repeat(1000)));
    assert.equal((await wecom.seenBy('td-a')).at(-1)?.body.text?.length, 682);
  });

  it('does not deliver the same JSON twice inside its window', async () => {
    const body = { ...text('只说一次'), enable_duplicate_check: 1 };
    const first = await wecom.send(body);
    const second = await wecom.send(body);
    assert.equal(second.errcode, 0);
    assert.equal(second.msgid, first.msgid);
    const seen = (await wecom.seenBy('td-a')).filter((one) => one.body.text === '只说一次');
    assert.equal(seen.length, 1);
  });

  it('drops the 31st message of a minute without a word', async () => {
    const words = { ...text('第几条'), touser: 'cgj-b' };
    for (let one = 0; one < 31; one += 1) assert.equal((await wecom.send(words)).errcode, 0);
    assert.equal((await wecom.seenBy('cgj-b')).length, 30);
  });

  it('updates a card once per response_code, and only for whom it is told', async () => {
    const card = { msgtype: 'template_card', template_card: aCard('once') };
    const sent = await wecom.send({ touser: 'td-a|td-lead', ...card });
    const agentid = Number(wecom.credentials().agentId);
    const update = { userids: ['td-a'], agentid, response_code: sent.response_code };
    const grey = { ...update, button: { replace_name: '已报到' } };
    const path = 'message/update_template_card';
    assert.equal((await wecom.api(path, { ...grey, agentid: 7 })).errcode, 42015);
    assert.deepEqual((await wecom.api(path, grey)).invaliduser, []);
    assert.equal((await wecom.api(path, grey)).errcode, 42016);
    assert.equal((await wecom.seenBy('td-a')).at(-1)?.body.greyed, '已报到');
    assert.equal((await wecom.seenBy('td-lead')).at(-1)?.body.greyed, null);
    const again = await wecom.send({ touser: 'td-a', ...card });
    assert.equal(again.errcode, 42014);
  });

  it('answers planned errors and does nothing then', async () => {
    const before = (await wecom.seenBy('td-lead')).length;
    const token = await wecom.token();
    await wecom.control('faults', { apiErrors: { errcode: -1, times: 1 } });
    const path = `/cgi-bin/message/send?access_token=${token}`;
    assert.equal((await wecom.call('POST', path, {})).errcode, -1);
    assert.equal((await wecom.seenBy('td-lead')).length, before);
  });

  it('lets a group robot speak by its key, 20 a minute', async () => {
    const { chats } = (await wecom.get('/control/world')) as { chats: Fields[] };
    const key = String(chats.find((one) => one.name === '城管局工作群')?.robotKey);
    const say = async (at: string) =>
      (
        await wecom.call('POST', `/cgi-bin/webhook/send?key=${at}`, {
          msgtype: 'text',
          text: { content: '请报到', mentioned_list: ['cgj-a'] },
        })
      ).errcode;
    assert.equal(await say('unknown'), 93000);
    for (let one = 0; one < 20; one += 1) assert.equal(await say(key), 0);
    assert.equal(await say(key), 45009);
  });

  it('keeps cards out of appchat groups', async () => {
    const made = await wecom.api('appchat/create', { userlist: ['td-a', 'cgj-a'], name: '专班' });
    const chatid = made.chatid;
    const card = { chatid, msgtype: 'template_card', template_card: aCard('in-appchat') };
    assert.equal((await wecom.api('appchat/send', card)).errcode, 40008);
    const words = { chatid, msgtype: 'text', text: { content: '开会' } };
    assert.equal((await wecom.api('appchat/send', words)).errcode, 0);
    assert.equal((await wecom.api('appchat/create', { userlist: ['td-a'] })).errcode, 86006);
  });

  it('refuses what another site’s page sends', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    const response = await fetch(`${wecom.url()}/control/faults`, { headers });
    assert.equal(response.status, 403);
  });
});

describe('an app without a callback URL', () => {
  it('cannot send interactive cards (43012)', async () => {
    const wecom = await aSimulator();
    const card = { touser: 'td-a', msgtype: 'template_card', template_card: aCard('t') };
    assert.equal((await wecom.send(card)).errcode, 43012);
    await wecom.stop();
  });
});
