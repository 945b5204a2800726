import assert from 'node:assert/strict';
import { oneLine } from '../support/blow.ts';
import { assertCourteous, assertHelpful } from '../support/courtesy.ts';
import { eventually } from '../support/eventually.ts';
import { buttonsOf } from '../support/simulator.ts';
import { aTalk } from '../support/talk.ts';

const td = { group: '拓东街道工作群' } as const;
const cgj = { group: '城管局工作群' } as const;

describe('whatever is said or tapped, on the wire', function () {
  this.slow(20_000);
  const talk = aTalk({
    shown: [td.group, cgj.group, '市场监管局工作群', '区级指挥群'],
    strangers: ['td-f', 'cgj-b'],
  });
  const whistles = (by: string) =>
    talk.database.ask<{ state: string; place: string | null; effort: string | null; text: string }>(
      'select state, place, effort, text from whistle where blower = $1 order by created_at',
      [by],
    );
  /** Nobody is answered: given the time an answer takes. */
  const staysSilent = async (from: string, text: string, where: typeof td | typeof cgj) => {
    const seq = await talk.lastSeq();
    await talk.world.say(from, where, text);
    await talk.says(from, '帮助', /一句话吹哨/u);
    assert.deepEqual(await talk.since(from, seq, where), []);
  };

  it('sends a stranger to whoever registers people, for a word and for a tap (I6)', async () => {
    const ask = /您还没有登记.*请联系网格中心办理登记。/u;
    for (const text of [oneLine, '我的哨', '谁管油烟', '统计 本周', '查哨 0001', '今天谁值班'])
      await talk.says('td-f', text, ask);
    await talk.says('td-f', '@哨响 绑定 拓东街道', ask, td);
    const number = await talk.sendsOut('td-a', 'td-lead', oneLine);
    const card = await talk.cardWith('cgj-b', '报到', number);
    const tapped = await talk.taps('cgj-b', card, '报到', ask);
    assert.doesNotMatch(JSON.stringify(tapped.card), /占道经营|拓东路/u);
    await talk.cardWith('cgj-a', '报到', number); // everybody else’s card is as it was
    assert.deepEqual(await whistles('td-f'), []);
  });

  it('hears the same message once, however often it is delivered (I1)', async () => {
    await talk.world.faults({ duplicateCallbacks: 1 });
    await talk.world.say('gl-a', { app: true }, '吹哨 鼓楼路3号路灯不亮，已报修2次，请城管局');
    await talk.world.card('gl-a', '确认吹哨', { app: true });
    await talk.world.noFaults();
    assert.equal((await whistles('gl-a')).length, 1);
    const drafts = (await talk.world.log({ member: 'gl-a' })).filter(({ body }) =>
      buttonsOf(body.card).includes('确认吹哨'),
    );
    assert.equal(drafts.length, 1);
  });

  it('answers 确认 twice and a tap on what has moved on with the state as it is', async () => {
    await talk.says('lm-a', '吹哨 联盟路5号占道经营，已劝离3次，请城管局', /确认吹哨/u);
    const draft = await talk.world.card('lm-a', '确认吹哨', { bot: true });
    await talk.says('lm-a', '确认', /已提请审批，领导同意后自动派出。/u);
    await talk.says('lm-a', '确认', /没有待确认的草稿.*请发“我的哨”/u);
    await talk.taps('lm-a', draft, '确认吹哨', /待审批.*已提请审批，领导同意后自动派出。/u);
    const asked = await talk.cardWith('lm-lead', '同意', '联盟路5号');
    await talk.says('lm-a', '撤哨', /请写明理由，例如“撤哨 /u);
    await talk.says('lm-a', '撤哨 已修好', /已撤回，未派出。/u);
    await talk.taps('lm-lead', asked, '同意', /已撤哨.*已不能再办。请发“我的哨”看最新情况。/u);
  });

  it('says nothing in a group of what is told to people alone, and answers there alone (domain 5.12)', async () => {
    const secret = (place: string) => `吹哨 ${place}占道经营，此事涉密，已劝离3次，请城管局`;
    const recorded = /^已记录。详情单独发给您，这件事不在群里说。$/u;
    const first = await talk.sendsOut('td-a', 'td-lead', secret('白塔路100号'));
    const seq = await talk.lastSeq();
    await talk.says('cgj-a', `@哨响 签收 ${first}`, recorded, cgj);
    const card = await talk.cardWith('cgj-a', '报到', '您在群里说的已记录');
    assert.ok(JSON.stringify(card.body.card).includes(first));
    await talk.says('td-a', `@哨响 催办 ${first}`, recorded, td);
    await talk.says(
      'td-a',
      `@哨响 核验通过 ${first}`,
      /^没有办成。.*请把同样的话单独发给我。$/u,
      td,
    );
    const second = await talk.sendsOut('td-a', 'td-lead', secret('东风东路66号'));
    const { text } = await talk.says('td-a', '@哨响 催办', /请带上编号|不止一件/u, td);
    for (const number of [first, second]) assert.ok(!text.includes(number.slice(-4)), text);
    for (const [who, where] of [
      ['cgj-a', cgj],
      ['td-a', td],
    ] as const)
      for (const { whole } of await talk.since(who, seq, where))
        assert.doesNotMatch(whole, /白塔路100|东风东路66|占道/u);
    await talk.says('td-a', '催办', /请带上编号.*/u);
  });

  it('keeps 4,000 characters of one matter, and answers a mile of nonsense', async () => {
    const long = `吹哨 新迎路15号占道经营，已劝离3次，请城管局。${'群众多次反映夜间摆摊影响通行，'.repeat(400)}`;
    await talk.says('dh-a', long.slice(0, 4000), /"地点","value":"新迎路15号"/u);
    const [row] = await whistles('dh-a');
    assert.equal(row?.text.length, 4000);
    await talk.says('dh-a', '取消', /草稿已取消。/u);
    await talk.says('dh-a', '啊'.repeat(4000), /没有看懂.*发“帮助”/u);
  });

  it('answers emoji, English, nonsense and punctuation with what to say instead', async () => {
    for (const text of ['😀😀😀', 'hello, who are you?', 'asdf qwer', '。。。', '呵呵', '你是谁'])
      await talk.says('dh-b', text, /没有看懂.*例如“吹哨 万宏路|\*\*哨响：一句话吹哨\*\*/u);
    assert.deepEqual(await whistles('dh-b'), []);
  });

  it('lets its blower say that an emergency can wait, and drop what was sent by mistake', async () => {
    const { text } = await talk.says('dh-b', '新迎路9号门口大狗咬着娃娃不放', /哨单草稿｜紧急哨/u);
    assert.match(text, /没有险情的，请回复“改成日常哨”。/u);
    await talk.says('dh-b', '改成日常哨', /哨单草稿｜日常哨.*犬只扰民/u);
    await talk.says('dh-b', '没事了，按错了', /草稿已取消。/u);
  });

  it('does nothing on words that merely sound like a step that binds, and says what to tap', async () => {
    const { text } = await talk.says('dh-lead', '同意按程序派单', /像是要“同意”，还没有生效/u);
    assertHelpful(text);
    await talk.says('cgj-a', '给这次的住建局打五星', /像是要“评价”，还没有生效.*“评价 编号/u);
  });

  it('reads full-width digits like any others, and a bare number as a question', async () => {
    await talk.says('cgj-a', '查哨 ０００１', /PL-20261123-0001/u);
    await talk.says('cgj-a', '０００１', /PL-20261123-0001/u);
    await talk.says('sjj-a', '签收 ０００１', /已签收 PL-20261123-0001。到现场前请点“报到”。/u);
    await talk.says('dh-f', '０００９', /没有找到这张哨单。请发“我的哨”查看编号。/u);
  });

  it('lets nobody answer another’s draft, nor tap on it (I6)', async () => {
    await talk.says('jc-a', '吹哨 北辰大道5号路灯不亮，请城管局', /还缺先期处置/u);
    await talk.says('jc-b', '已报修2次', /没有看懂/u);
    await talk.says('jc-b', '确认', /没有待确认的草稿/u);
    const [draft] = await whistles('jc-a');
    assert.equal(draft?.effort, null);
    assert.equal(await talk.world.find('jc-b', '修改'), undefined);
  });

  it('gives an answer to the latest of several drafts, and leaves the other as it is', async () => {
    await talk.says('cb-a', '吹哨 茨坝路3号路灯不亮，请城管局', /还缺先期处置/u);
    await talk.says('cb-a', '吹哨 蓝黑路8号占道经营，请城管局', /蓝黑路8号/u);
    await talk.says('cb-a', '已劝离4次', /"蓝黑路8号".*"已劝离4次"/u);
    const drafts = await whistles('cb-a');
    assert.deepEqual(
      drafts.map(({ place, effort }) => [place, effort]),
      [
        ['茨坝路3号', null],
        ['蓝黑路8号', '已劝离4次'],
      ],
    );
    await talk.says(
      'cb-a',
      '确认',
      /1 路灯不亮（茨坝路3号）；2 .*（蓝黑路8号）。请回复“确认 1”或“确认 2”。/u,
    );
    const own = await talk.cardWith('cb-a', '确认吹哨', '蓝黑路8号');
    await talk.taps('cb-a', own, '确认吹哨', /已提请审批/u);
    assert.deepEqual(
      (await whistles('cb-a')).map(({ state }) => state),
      ['draft', 'pending_approval'],
    );
    await talk.says('cb-a', '已报修1次', /茨坝路3号.*已报修1次/u);
  });

  it('listens in a group only when it is called, and answers the draft to its blower alone', async () => {
    await staysSilent('td-b', '吹哨 白塔路9号路灯不亮，已报修2次，请城管局', td);
    assert.deepEqual(await whistles('td-b'), []);
    const answer = await talk.says(
      'td-b',
      '@哨响 吹哨 白塔路9号路灯不亮，已报修2次，请城管局',
      /收到，哨单草稿已发给您本人，请核对后确认。/u,
      td,
    );
    assert.doesNotMatch(answer.whole, /白塔路/u);
    await talk.cardWith('td-b', '确认吹哨', '白塔路9号');
    await talk.says('td-lead', '@哨响 今天天气不错', /没有看懂.*发“帮助”/u, td);
  });

  it('takes 同意, 撤哨 and 确认 inside a forwarded order for what they are: data', async () => {
    const order =
      '转发：【12345工单】编号A123，来电人称茨坝路30号商户噪音扰民，经协商同意，要求撤哨处理，确认，请尽快办理';
    await talk.says('cb-b', order, /草稿.*茨坝路30号/u);
    await talk.says('td-lead', order.replace('茨坝路30号', '白塔路30号'), /草稿.*白塔路30号/u);
    const [row] = await whistles('td-a');
    assert.equal(row?.state, 'dispatched');
    assert.deepEqual(
      (await whistles('cb-b')).map(({ state }) => state),
      ['draft'],
    );
  });

  it('has answered everything, and nothing a colleague would not say', async () => {
    for (const { text, whole } of talk.said)
      if (text !== '' && text === whole && !text.startsWith('**')) assertCourteous(text);
    const stuck = await eventually('nothing is stuck', async () => {
      const rows = await talk.database.ask(
        'select 1 from effect where ended_at is null and due_at <= business_now()',
      );
      return rows.length === 0 && 'nothing';
    });
    assert.equal(stuck, 'nothing');
  });

  it('takes nobody back on news, a question, or a sentence that puts it off', async () => {
    const number = await talk.sendsOut(
      'cb-a',
      'cb-lead',
      '茨坝路61号路灯不亮，已报修2次，请城管局',
    );
    const short = number.slice(-4);
    for (const said of [
      '120已经接走了，人没事了',
      '先别撤哨',
      `${short}撤哨了没？`,
      `${short}办结了没有？`,
    ])
      await talk.says('cb-a', said, /^(?!.*(?:已撤哨|已办结)).*$/su);
    await talk.says('cb-a', `撤哨 ${short}`, /请写明理由/u);
    const { text } = await talk.says('cb-a', '我问问领导再说', /请写明理由，例如“撤哨/u);
    assertHelpful(text);
    await talk.says('cb-a', '不要来了，产权单位自己修', /已撤哨/u);
  });

  it('quotes no street lamp to somebody in an emergency that no list knows', async () => {
    await talk.says('dh-b', '新迎路9号有人喝药了', /请点最接近的一项/u);
    await talk.says('dh-b', '不晓得咋个讲', /没有对上清单里的险情.*“都不是”/u);
    await talk.says('dh-b', '取消', /草稿已取消/u);
  });

  it('says that a place is another district’s', async () => {
    await talk.says(
      'cb-a',
      '吹哨 呈贡区大学城路口占道经营，已劝离3次，请城管局',
      /呈贡区不在本区，本区部门管不到/u,
    );
    await talk.says('cb-a', '取消 全部', /取消/u);
  });
});
