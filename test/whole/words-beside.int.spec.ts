import assert from 'node:assert/strict';
import { buttonsOf } from '../support/simulator.ts';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { aTalk } from '../support/talk.ts';
import { assertHelpful } from '../support/courtesy.ts';

const lm = { group: '联盟街道工作群' } as const;

/** A district that wants a line for each statement. */
const wantsLines = (book: RuleBook): RuleBook => ({
  ...book,
  admission: {
    ...book.admission,
    statements: { ...book.admission.statements, tackle: 'ask' },
  },
});

describe('what is said beside what the bot waits for, on the wire', function () {
  this.slow(20_000);
  const talk = aTalk({ shown: ['城管局工作群', lm.group, '区级指挥群'], change: wantsLines });

  it('asks once more, and how to go on, instead of taking chatter for a statement (S23)', async () => {
    await talk.says('dh-a', '吹哨 新迎路88号违法建设，请城管局', /还缺先期处置/u);
    const effort = /还缺先期处置：.*不吹了请发“取消”，看用法请发“帮助”。/u;
    for (const text of ['今天天气不错', '你是谁啊', '确认吹梢', '你好', '？？？'])
      assertHelpful((await talk.says('dh-a', text, effort)).text);
    await talk.says('dh-a', '已劝过3次', /群众反映强烈吗？/u);
    const concern = /群众反映强烈吗？.*例如.*不吹了请发“取消”，看用法请发“帮助”。/u;
    for (const text of ['今天天气不错', '早上好呀', '😀😀😀😀', '6', '股票又跌了'])
      assertHelpful((await talk.says('dh-a', text, concern)).text);
    await talk.says('dh-a', '这个怎么用', /一句话吹哨/u);
    await talk.says('dh-a', '帮助', /一句话吹哨/u);
    await talk.says('dh-a', '街坊天天来骂', /为什么街道无法单独解决？/u);
    await talk.says('dh-a', '我们说了也不听', /请核对，无误请点“确认吹哨”.*已劝过3次/u);
    await talk.says('dh-a', '取消', /草稿已取消/u);
  });

  it('makes another whistle of what is no answer to a cry for help, and goes on asking for that one', async () => {
    const seq = await talk.lastSeq();
    const cried = await talk.says('jc-a', '救命啊！！！', /先拨打 119.*请马上回复在哪里/u);
    assertHelpful(cried.text);
    const again = await talk.says('jc-a', '救命', /^如有人员伤亡.*请马上回复在哪里/u);
    assertHelpful(again.text);
    assert.equal((await talk.since('jc-a', seq, { bot: true })).length, 2, 'one answer each');
    const lamp = '北辰大道5号路灯不亮，已报修2次，请城管局';
    const still = await talk.says('jc-a', lamp, /刚才的呼救还没有派出，请马上回复在哪里/u);
    assertHelpful(still.text);
    await talk.cardWith('jc-a', '确认吹哨', '路灯');
    const drafts = () =>
      talk.database.ask<{ category: string; place: string | null; matter: string | null }>(
        `select category, place, matter from whistle where blower = 'jc-a' order by created_at`,
      );
    const [cry, other] = await drafts();
    assert.deepEqual(cry, { category: 'emergency', place: null, matter: null });
    assert.deepEqual([other?.category, other?.place], ['routine', '北辰大道5号']);
    await talk.says('jc-a', '在白塔路口', /紧急哨.*白塔路口/u);
    await talk.says('jc-a', '燃气泄漏了', /"事项","value":"燃气泄漏/u);
    const after = await drafts();
    assert.deepEqual(
      after.map(({ place }) => place),
      ['白塔路口', '北辰大道5号'],
    );
    assert.notEqual(after[0]?.matter, null);
  });

  it('tells of 119 first where a street cannot blow yet', async () => {
    const told = await talk.says('qy-a', '救命！穿金路着火了', /青云街道还没有开通吹哨/u);
    assert.match(told.text, /^如有人员伤亡或险情，请先拨打 119.*请联系指挥中心。$/u);
    assertHelpful(told.text);
  });

  it('lists several drafts once for 取消 and 确认, and each keeps its number', async () => {
    const states = async () =>
      (
        await talk.database.ask<{ state: string }>(
          `select state from whistle where blower = 'lm-a' order by created_at`,
        )
      ).map(({ state }) => state);
    for (const house of [
      '3号路灯不亮，已报修2次',
      '5号占道经营，已劝离3次',
      '7号噪音扰民，已劝阻2次',
    ])
      await talk.says('lm-a', `吹哨 联盟路${house}，请城管局、住建局`, /确认吹哨/u);
    const list = /您有草稿：1 路灯不亮（联盟路3号）；2 占道经营.*；3 .*“确认 1”或“确认 2”。/u;
    assertHelpful((await talk.says('lm-a', '确认', list)).text);
    await talk.says('lm-a', '@哨响 取消', /您有 3 件草稿。请单独发消息给我说“取消”/u, lm);
    await talk.says('lm-a', '取消 1', /^草稿已取消。$/u);
    await talk.says('lm-a', '确认 1', /2 占道经营.*；3 .*请回复“确认 2”或“确认 3”。/u);
    await talk.says('lm-a', '确认 2', /已提请审批/u);
    assert.deepEqual(await states(), ['cancelled', 'pending_approval', 'draft']);
    await talk.says('lm-a', '吹哨 联盟路9号路灯不亮，已报修2次，请城管局、住建局', /确认吹哨/u);
    await talk.says('lm-a', '取消 路灯那个', /^草稿已取消。$/u);
    await talk.says('lm-a', '确认联盟路7号那个', /已提请审批/u);
    assert.deepEqual((await states()).slice(2), ['pending_approval', 'cancelled']);
    for (const house of ['13号', '15号'])
      await talk.says('lm-a', `吹哨 联盟路${house}路灯不亮，已报修2次，请城管局`, /确认吹哨/u);
    await talk.says('lm-a', '确认 全部', /请回复“确认 1”或“确认 2”。/u);
    await talk.says('lm-a', '取消 全部', /草稿已全部取消。/u);
    assert.deepEqual((await states()).slice(4), ['cancelled', 'cancelled']);
    await talk.says('lm-a', '取消', /没有待确认的草稿/u);
  });

  it('keeps a contact that comes after 确认 without a number, and shows it to nobody in a group (I9)', async () => {
    await talk.says('cb-a', '吹哨 茨坝路7号路灯不亮，已报修2次，请城管局', /确认吹哨/u);
    await talk.says('cb-a', '确认', /已提请审批/u);
    await talk.says('cb-a', '联系人 王女士 13800000000', /已记下联系人，放在刚提请的哨单里/u);
    const kept = () =>
      talk.database.ask<{ name: string; phone: string }>('select name, phone from resident');
    assert.deepEqual(await kept(), [{ name: '王女士', phone: '13800000000' }]);
    const asked = await talk.cardWith('cb-lead', '同意', '茨坝路7号');
    await talk.world.tap('cb-lead', asked, '同意');
    await talk.cardWith('cgj-a', '报到', '茨坝路7号');
    await talk.says('cb-a', '联系人李先生 13900000000', /已记下联系人，放在 PL-\d{8}-0001 里/u);
    assert.equal((await kept()).length, 2);
    await talk.says('cgj-a', '报到 0001', /已报到/u);
    await talk.says('cgj-a', '查哨 0001', /13800000000/u);
    const groups = (await talk.world.log({ member: 'cgj-a' })).filter(
      ({ chat }) => chat.name === '城管局工作群',
    );
    assert.doesNotMatch(JSON.stringify(groups), /13[89]00000000|王女士|李先生/u);
  });

  it('passes a 催办 on to those who are awaited, and a second one a minute later to nobody', async () => {
    const number = await talk.sendsOut(
      'td-a',
      'td-lead',
      '白塔路66号路灯不亮，已报修2次，请城管局',
    );
    await talk.says('td-a', '路灯那张哨催一催城管', /已催办 PL-/u);
    await talk.cardWith('cgj-a', '报到', '拓东街道催办');
    const seq = await talk.lastSeq();
    const again = await talk.says('td-a', `催办 ${number}`, /刚催过，正等城管局.*不再重复打扰/u);
    assertHelpful(again.text);
    assert.deepEqual(await talk.since('cgj-a', seq, { group: '城管局工作群' }), []);
    await talk.says('td-a', '万华路18号摆摊那张哨撤了吧，人走了', /您说的地点没有在办的哨单/u);
  });

  it('tells who is to agree since when, reminds them once, and pesters nobody', async () => {
    await talk.says('gl-a', '吹哨 鼓楼路3号路灯不亮，已报修2次，请城管局', /确认吹哨/u);
    await talk.says('gl-a', '确认', /已提请审批/u);
    await talk.cardWith('gl-lead', '同意', '鼓楼路3号');
    const seq = await talk.lastSeq();
    const urged = await talk.says(
      'gl-a',
      '催办',
      /还没有派出：正等.{2,8}审批（.*\d\d:\d\d 提请）。已再提醒一次.*请发“撤哨 理由”。/u,
    );
    assertHelpful(urged.text);
    await talk.cardWith('gl-lead', '同意', '鼓楼路3号');
    await talk.says('gl-a', '催办', /近期已提醒过，不再重复打扰/u);
    const mine = await talk.says('gl-lead', '催办', /正等您审批.*请发“同意”或“不同意 理由”。/u);
    assertHelpful(mine.text);
    const cards = (await talk.world.log({ member: 'gl-lead' })).filter(
      (one) => one.seq > seq && buttonsOf(one.body.card).includes('同意'),
    );
    assert.equal(cards.length, 1);
    await talk.says('gl-a', '取消 王女士13800000001说已修好', /已撤回，未派出。/u);
    const [{ reason } = { reason: '' }] = await talk.database.ask<{ reason: string }>(
      `select reason from whistle where state = 'withdrawn'`,
    );
    assert.equal(reason, '〔联系人〕〔电话〕说已修好');
  });

  it('keeps two whole sentences apart, and says which one still waits', async () => {
    await talk.says('gl-a', '白塔路12号门口公共座椅断了两条腿，请园林局', /还缺/u);
    const other = '信访人王大明因拆迁到街道拉横幅，请信访局、住建局，街道已劝返2次';
    assertHelpful((await talk.says('gl-a', other, /前一件还没有补全，没有派出/u)).text);
    const drafts = await talk.database.ask<{ matter: string | null; place: string | null }>(
      `select matter, place from whistle where blower = 'gl-a' and state = 'draft' order by created_at`,
    );
    assert.deepEqual(
      drafts.map(({ matter }) => matter),
      [null, 'E07'],
    );
    assert.equal(drafts[1]?.place, null);
    await talk.says('gl-a', '取消 全部', /草稿已全部取消/u);
  });
});
