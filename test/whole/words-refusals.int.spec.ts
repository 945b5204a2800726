import assert from 'node:assert/strict';
import type { Refusal } from '../../src/domain/decision.ts';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { oneLine } from '../support/blow.ts';
import { assertCourteous, assertHelpful } from '../support/courtesy.ts';
import { onePixel } from '../support/picture.ts';
import type { Where } from '../support/simulator.ts';
import { aTalk } from '../support/talk.ts';

const cgj = { group: '城管局工作群' } as const;
const lxb = { group: '领导小组办公室工作群' } as const;
const command = { group: '区级指挥群' } as const;

/** Rules some district may well have, so that every refusal there is can be met. */
function stricter(book: RuleBook): RuleBook {
  const { admission, kinds, messages } = book;
  const { street, alliance } = kinds;
  return {
    ...book,
    admission: {
      ...admission,
      statements: { ...admission.statements, tackle: 'ask' },
      overrides: [{ streets: ['JC'], kinds: null, modes: { duplicate: 'enforce' } }],
    },
    kinds: {
      ...kinds,
      street: { ...street, responders: ['department', 'public-unit'] },
      alliance: { ...alliance, openTo: ['LM'] },
    },
    messages: { ...messages, media: { ...messages.media, perWhistle: 1 } },
  };
}

interface Met {
  /** In which state. */
  readonly when: string;
  /** Brings it about. */
  readonly first?: () => Promise<unknown>;
  readonly who: string;
  readonly says: string;
  readonly where?: Where;
  readonly beside?: object;
  /** What is wrong, and what to do next. */
  readonly words: RegExp;
  /** No decision refuses it: it is answered before anybody decides. */
  readonly undecided?: true;
}

describe('every refusal there is, on the wire', function () {
  this.slow(20_000);
  const talk = aTalk({
    shown: ['城管局工作群', '市场监管局工作群', '住建局工作群', lxb.group, command.group],
    strangers: ['td-f', 'cgj-b'],
    change: stricter,
  });
  const says = (who: string, text: string, words: RegExp) => talk.says(who, text, words);
  /** Numbers of whistles that are out. */
  const out = { td: '', gl: '', cb: '' };

  const table: Readonly<Record<Refusal['code'], Met>> = {
    'not-a-member': {
      when: 'a stranger writes',
      who: 'td-f',
      says: oneLine,
      words: /还没有登记.*请联系网格中心办理登记/u,
    },
    'no-open-draft': {
      when: 'nobody has a draft, and the words mean nothing',
      who: 'gl-a',
      says: '今天天气不错',
      words: /没有看懂.*请写清地点、事项和请谁来.*例如.*发“帮助”/u,
    },
    'no-open-whistle': {
      when: 'there is no whistle to sign',
      who: 'gl-a',
      says: '签收',
      words: /没有可以这样办理的哨单.*请发“我的哨”/u,
    },
    'unknown-whistle': {
      when: 'the number is nobody’s',
      who: 'gl-a',
      says: '催办 9999',
      words: /没有找到编号“9999”.*请发“我的哨”/u,
    },
    'not-open-here': {
      when: 'the street is not open yet',
      who: 'qy-a',
      says: '吹哨 穿金路12号占道经营，已劝离3次，请城管局',
      words: /青云街道还没有开通吹哨.*请联系指挥中心.*119/u,
    },
    'may-not-blow': {
      when: 'a party branch whistles',
      who: 'lmjg-a',
      says: '吹哨 联盟路12号占道经营，已劝离3次，请城管局',
      words: /不是吹哨单位.*请联系指挥中心/u,
    },
    'not-their-kind': {
      when: 'a street blows for the service counter',
      who: 'dh-a',
      says: '政务吹哨 东华小区2栋，已联系过2次，请市场监管局',
      words: /政务吹哨不由东华街道提请.*现在可以用：街道吹哨/u,
    },
    'nothing-to-report': {
      when: 'a lane keeper says nothing that could be reported',
      who: 'jxsq-k',
      says: '今天天气不错',
      words: /没有看懂.*请用一句话说明在哪里、什么事.*照片/u,
    },
    'may-only-pass-up': {
      when: 'a group of residents would take up what a building reports',
      first: () => says('jxty12d3-lead', '3栋楼下路灯不亮', /已报12号庭院/u),
      who: 'jxty12-lead',
      says: '受理',
      words: /12号庭院不能直接吹哨.*请点“上报”或“就地解决”/u,
    },
    'needs-sentence': {
      when: 'it is solved there, and nobody says how',
      who: 'jxty12-lead',
      says: '就地解决',
      words: /请用一句话说明，例如“就地解决 已处置完毕/u,
    },
    'top-level': {
      when: 'the report has reached the street',
      first: async () => {
        await says('jxty12-lead', '上报', /已上报上一级/u);
        await says('jxsq-a', '上报', /已上报上一级/u);
      },
      who: 'lm-a',
      says: '上报',
      words: /已经在街道一级.*请点“受理”.*就地解决/u,
    },
    'needs-admission': {
      when: 'a department calls a street',
      who: 'cgj-a',
      says: '吹哨 联盟路12号占道经营，请联盟街道',
      words: /城管局请街道协助，须先经领导小组办公室准入.*请写明街道、事项、依据，例如“准入/u,
    },
    'needs-request': {
      when: 'the request has no words',
      who: 'cgj-a',
      says: '准入 拓东街道',
      words: /请写明事项和依据，例如“准入/u,
    },
    'unknown-street': {
      when: 'the request names no street',
      who: 'cgj-a',
      says: '准入 火星街道 协助核查',
      words: /没有找到这个街道.*请写街道名称，例如/u,
    },
    'already-asked': {
      when: 'the same request waits already',
      first: () => says('cgj-a', '准入 拓东街道 协助核查 依据3号文', /已登记.*结果会告诉您/u),
      who: 'cgj-a',
      says: '准入 拓东街道 协助核查 依据3号文',
      words: /正在等领导小组办公室审批.*请稍候/u,
    },
    'already-decided': {
      when: 'two of the office decide at the same time: the later one reads it on the card',
      first: decideTwice,
      who: '',
      says: '',
      words: /这个准入申请(?:已同意|未获同意|不同意|已不同意)，不能再改.*请直接联系申请单位/u,
    },
    'no-admission-needed': {
      when: 'a street asks for an admission',
      who: 'td-a',
      says: '准入 拓东街道 协助核查',
      words: /拓东街道不需要准入.*请直接发一句话/u,
    },
    'only-in-group': {
      when: 'somebody binds alone with the bot',
      who: 'cgj-a',
      says: '绑定 城管局',
      words: /请在要绑定的工作群里 @我 说“绑定 单位名”/u,
    },
    'unknown-unit': {
      when: 'no unit is called so',
      who: 'cgj-a',
      says: '@哨响 绑定 火星局',
      where: cgj,
      words: /没有找到单位“火星局”.*请用规则手册里的简称，例如/u,
    },
    'not-your-unit': {
      when: 'it is another’s unit',
      who: 'cgj-a',
      says: '@哨响 绑定 市场监管局',
      where: cgj,
      words: /由市场监管局或指挥中心的人绑定、解绑，请联系他们/u,
    },
    'group-taken': {
      when: 'the group stands for another unit',
      who: 'cgj-lead',
      says: '@哨响 绑定 城管局',
      where: command,
      words: /本群已绑定区级指挥群.*请先由.*“解绑”/u,
    },
    'not-bound': {
      when: 'the group stands for nobody any more',
      first: () => talk.says('zjj-a', '@哨响 解绑', /解绑|解除/u, { group: '住建局工作群' }),
      who: 'zjj-a',
      says: '@哨响 解绑',
      where: { group: '住建局工作群' },
      words: /本群没有绑定任何单位.*请 @我 说“绑定 单位名”/u,
    },
    incomplete: {
      when: 'a draft without its place is confirmed',
      first: () => says('dh-a', '吹哨 占道经营', /还缺地点/u),
      who: 'dh-a',
      says: '确认',
      words: /还缺地点：请回复具体位置，例如/u,
    },
    'nothing-new': {
      when: 'the answer to a question gives nothing',
      who: 'dh-a',
      says: '好的',
      words: /还缺地点：请回复具体位置，例如/u,
    },
    'no-candidate': {
      when: 'there is nothing to whistle for again',
      who: 'dh-a',
      says: '二次吹哨',
      words: /没有找到同类的哨单.*请点“确认吹哨”/u,
    },
    'too-many-photos': {
      when: 'the whistle has as many as it may',
      first: () =>
        talk.says('dh-a', '', /照片已附在哨单草稿上/u, { bot: true }, { image: onePixel }),
      who: 'dh-a',
      says: '',
      beside: { image: onePixel },
      words: /最多附 1 个照片或文件.*请直接发给报到的部门/u,
    },
    'needs-statement': {
      when: 'a line is wanted for each statement, and none was given',
      first: () =>
        says('dh-lead', '吹哨 新迎路88号违法建设，已劝过3次，请城管局', /群众反映强烈吗/u),
      who: 'dh-lead',
      says: '确认',
      words: /群众反映强烈吗？请回复一句依据，例如/u,
    },
    'which-draft': {
      when: 'two drafts are open, and one is to go',
      first: async () => {
        await says('jc-f', '吹哨 北辰大道15号路灯不亮，已报修2次，请城管局', /确认吹哨/u);
        await says('jc-f', '吹哨 北辰大道25号占道经营，已劝离3次，请城管局', /确认吹哨/u);
      },
      who: 'jc-f',
      says: '取消',
      words:
        /您有草稿：1 路灯不亮（北辰大道15号）；2 占道经营.*（北辰大道25号）。请回复“取消 1”或“取消 2”，全不要请发“取消 全部”。/u,
    },
    'not-callable': {
      when: 'a street may not call a company',
      first: () => says('dh-b', '吹哨 新迎路20号占道经营，已劝离3次，请惠民物业公司', /确认吹哨/u),
      who: 'dh-b',
      says: '确认',
      words: /惠民物业公司不在这类哨单可请之列.*请改请部门，例如“不用叫惠民物业公司/u,
    },
    'held-back': {
      when: 'the street’s own duty is confirmed as if nothing had been said',
      first: () => says('dh-f', '吹哨 东华小区2栋楼道小广告多', /不予吹哨.*请由街道自行办理/u),
      who: 'dh-f',
      says: '确认',
      words: /被退回，还不能派出.*请先回复要补充的内容.*“取消”/u,
    },
    'not-summoned': {
      when: 'a department that was not called reports in',
      first: async () => {
        out.td = await talk.sendsOut('td-a', 'td-lead', oneLine);
      },
      who: 'zjj-a',
      says: '报到 PL-20261123-0001',
      words: /没有请贵单位报到.*请联系吹哨单位/u,
    },
    'not-yours': {
      when: 'another street urges',
      who: 'gl-b',
      says: '催办 PL-20261123-0001',
      words: /这一步由吹哨单位或指挥中心办理.*没有生效.*请联系/u,
    },
    'too-early': {
      when: 'a department is done before it reported in',
      who: 'cgj-a',
      says: '办结 0001 已清理',
      words: /请先完成“报到”/u,
    },
    'dispute-by-hand': {
      when: 'a department says that it is another’s',
      who: 'cgj-a',
      says: '退哨 0001 不属我局职责 应由住建局',
      words: /退哨由指挥中心协调.*请先签收.*“进展 0001 .*联系指挥中心/u,
      undecided: true,
    },
    'extension-by-hand': {
      when: 'a department wants more time',
      who: 'cgj-a',
      says: '延期 0001 配件下周才到',
      words: /延期要吹哨的街道同意.*“进展 0001 .*联系吹哨人/u,
      undecided: true,
    },
    'needs-reason': {
      when: 'the street withdraws and does not say why',
      who: 'td-a',
      says: '撤哨 0001',
      words: /请写明理由，例如“撤哨 0001 /u,
    },
    'nothing-to-amend': {
      when: 'a correction calls whom nobody can call, which moves no place',
      who: 'td-a',
      says: '更正 0001 加上金星社区',
      words: /没有看出要改什么.*可以这样说：“更正 0001 地点改为/u,
    },
    'nobody-left': {
      when: 'a correction sends everybody away',
      who: 'td-a',
      says: '更正 0001 不用叫城管局、市场监管局',
      words: /这样就没有单位来办了.*请说明改请谁，例如.*“撤哨 0001 /u,
    },
    'checked-in': {
      when: 'a correction sends somebody away who has come',
      first: () => talk.says('cgj-a', '报到 0001', /已报到/u),
      who: 'td-a',
      says: '更正 0001 不用叫城管局',
      words: /城管局已经报到，不能再撤.*请直接与其商量.*“办结”/u,
    },
    'which-whistle': {
      when: 'two whistles wait for the same department',
      first: async () => {
        const text = '吹哨 鼓楼路3号占道经营，已劝离3次，请城管局、市场监管局';
        out.gl = await talk.sendsOut('gl-a', 'gl-lead', text);
      },
      who: 'sjj-a',
      says: '签收',
      words: /请带编号：签收 \d{4} \/ \d{4}。/u,
    },
    'whose-contact': {
      when: 'a contact comes for one of two whistles that were just sent',
      first: async () => {
        for (const place of ['茨坝路26号', '茨坝路46号']) {
          await says('cb-a', `吹哨 ${place}占道经营，已劝离3次，请城管局`, /确认吹哨/u);
          await says('cb-a', '确认', /已提请审批/u);
        }
      },
      who: 'cb-a',
      says: '联系人 王女士 13800000000',
      words: /还没有记下：.*分不清是哪一件.*请等派出有了编号，再发“补充 编号 联系人 电话”/u,
    },
    'not-invited': {
      when: 'a neighbour comes to a community’s whistle',
      first: async () => {
        const text =
          '社区吹哨 党员报到：后天上午9点联盟街道金星社区12号庭院楼道堆物要清理，需要8名党员';
        await says('jxsq-a', text, /确认吹哨/u);
        await talk.world.tap('jxsq-a', await talk.world.card('jxsq-a', '确认吹哨'), '确认吹哨');
        await says('jxsq-p1', '报到', /已报到/u);
      },
      who: 'xbsq-p1',
      says: '报到 PL-20261123-0003',
      words: /请的是金星社区和所在街道的党员、志愿者.*您所在社区吹哨时会通知您/u,
    },
    'before-its-time': {
      when: 'a gathering is closed without a word before its time',
      who: 'jxsq-a',
      says: '办结 PL-20261123-0003',
      words: /还没有到时间，没有办结.*“撤哨 0003 理由”.*“办结 0003 一句话”/u,
    },
    'not-same': {
      when: 'a draft is merged into another street’s whistle about something else',
      first: () => says('cb-a', '吹哨 茨坝路3号路灯不亮，已报修2次', /确认吹哨/u),
      who: 'cb-a',
      says: '合并 PL-20261123-0001',
      words: /对不上，不能合并.*请核对编号/u,
    },
    'merge-itself': {
      when: 'a whistle is merged into itself',
      who: 'td-a',
      says: '并哨 0001 到 0001',
      words: /PL-\d{8}-0001 不能并入自己.*请写两个不同的编号.*“并哨 0008 到 0007”.*“合并 0001”/u,
    },
    'same-matter': {
      when: 'the same is whistled twice where that is not allowed',
      first: async () => {
        const text = '吹哨 北辰大道5号占道经营，已劝离3次，请城管局';
        await talk.sendsOut('jc-a', 'jc-lead', text);
        await says('jc-b', text, /可能是同一件事/u);
      },
      who: 'jc-b',
      says: '确认',
      words: /相同，不能重复吹哨.*请发“合并 0004”.*不是同一件事，请修改地点或事项/u,
    },
    'merge-apart': {
      when: 'the centre merges two streets’ whistles',
      who: 'wgzx-a',
      says: '并哨 0004 到 0001',
      words: /还没有并.*并入.* 拓东街道 .*请发“并哨 PL-\d{8}-0004 PL-\d{8}-0001 确认”/u,
    },
    'bad-scores': {
      when: 'a score is more than five',
      first: closeTheSecond,
      who: 'gl-a',
      says: '评价 0002 城管局 9 9 9',
      words: /每项请打 1 到 5 分，例如“评价 0002 城管局 5 4 5”/u,
    },
    'which-department': {
      when: 'two departments could be meant',
      who: 'gl-a',
      says: '评价 0002 4 4 4',
      words: /请写明评价哪个部门（城管局、市场监管局），例如“评价 0002/u,
    },
    'already-rated': {
      when: 'the scores were given before',
      first: () => says('gl-a', '评价 0002 城管局 4 4 4', /评价已记录/u),
      who: 'gl-a',
      says: '评价 0002 城管局 5 5 5',
      words: /城管局已经评价过，评分不能再改.*请发“评价 0002 城管局 4 4 4 理由”/u,
    },
    'too-late': {
      when: 'the whistle is archived',
      first: () => says('gl-a', '评价 0002 市场监管局 4 4 4', /已归档/u),
      who: 'cgj-a',
      says: '办结 PL-20261123-0002 又去了一次',
      words: /现在是“已归档”.*已不能再办.*请发“查哨 \d{4}”/u,
    },
    'not-running': {
      when: 'a draft is merged into what has ended',
      first: () => says('gl-b', '吹哨 鼓楼路9号路灯不亮，已报修2次', /确认吹哨/u),
      who: 'gl-b',
      says: '合并 PL-20261123-0002',
      words: /现在是“已归档”，不能再并入.*请发“二次吹哨”.*“仍然吹哨”/u,
    },
    'others-matter': {
      when: 'a street withdraws what another street’s whistle was merged into',
      first: async () => {
        const text = '吹哨 拓东路77号占道经营，已劝离3次，请城管局';
        const number = await talk.sendsOut('td-a', 'td-lead', text);
        await says('wgzx-a', `并哨 ${number} PL-20261123-0004 确认`, /已并入/u);
      },
      who: 'jc-a',
      says: '撤哨 0004 误报',
      words: /0004 还并有拓东街道的同类诉求，没有撤.*请与其商量/u,
    },
    'stays-urgent': {
      when: 'a gas leak is to become a routine whistle',
      first: () => says('td-b', '拓东路61号3栋燃气泄漏，请燃气公司', /哨单草稿｜紧急哨/u),
      who: 'td-b',
      says: '没有险情，改成日常哨吧',
      words: /属于紧急事项，按紧急哨办理，没有改.*请发“取消”.*指挥中心更正类别/u,
    },
    'not-there': {
      when: 'a place is told where none of the whistles is',
      who: 'td-a',
      says: '撤了吧，他们挪到塘子巷5号去了',
      words:
        /您说的地点没有在办的哨单，没有撤哨.*您现在有：.*请带编号再发一次，例如“撤哨 \d{4} 理由”/u,
    },
  };

  for (const [code, met] of Object.entries(table))
    it(`${code}: ${met.when}`, async () => {
      await met.first?.();
      if (met.says === '' && met.beside === undefined) return;
      const { text } = await talk.says(met.who, met.says, met.words, met.where, met.beside);
      assertHelpful(text, code);
      if (met.undecided) return;
      const [last] = await talk.database.ask<{ code: string }>(
        `select refusal ->> 'code' as code from delivery where refusal is not null
          order by heard_at desc limit 1`,
      );
      assert.equal(last?.code, code);
    });

  it('has said nothing on the way that a colleague would not say', () => {
    assert.ok(talk.said.length > Object.keys(table).length);
    for (const { text } of talk.said) if (text !== '') assertCourteous(text);
  });

  /** Both tap the one card in their group before either is answered. */
  async function decideTwice(): Promise<void> {
    const card = await talk.world.card('lxb-a', '不同意', lxb);
    const both = await Promise.all([
      talk.world.tap('lxb-a', card, '同意'),
      talk.world.tap('lxb-b', card, '不同意'),
    ]);
    const shown = JSON.stringify(both.map((one) => one.card));
    assert.match(shown, table['already-decided'].words);
  }

  async function closeTheSecond(): Promise<void> {
    for (const [one, waits] of [
      ['cgj-a', /已办结 .*贵单位的部分已完成，还在等市场监管局办结，全部办结后核验。/u],
      ['sjj-a', /已办结 .*等待鼓楼街道核验。/u],
    ] as const) {
      await says(one, '报到 0002', /已报到/u);
      await says(one, '办结 0002 已清理完毕', waits);
    }
    await says('gl-a', '核验通过 0002', /已核验通过/u);
  }
});
