import assert from 'node:assert/strict';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { missingWords } from '../../src/bot/cards/question.ts';
import { oneLine } from '../support/blow.ts';
import { assertCourteous, assertHelpful } from '../support/courtesy.ts';
import { buttonsOf } from '../support/simulator.ts';
import { aTalk } from '../support/talk.ts';

/** A line for each statement on tackle whistles, which the centre dispatches. */
function asking(book: RuleBook): RuleBook {
  const { admission, kinds } = book;
  const dispatch = { routine: 'auto', tackle: 'centre' } as const;
  const statements = { ...admission.statements, tackle: 'ask' } as const;
  return {
    ...book,
    admission: { ...admission, statements },
    kinds: { ...kinds, street: { ...kinds.street, dispatch } },
  };
}

/** Every question the draft card asks, by words of its own. */
const questions = [
  ...Object.values(missingWords).map((one) => one.slice(0, 7)),
  '请补充是哪个窗口',
  '请回复属于哪个项目',
  '未对应到网格',
  '可能是同一件事',
];

describe('every question there is, on the wire', function () {
  this.slow(20_000);
  const talk = aTalk({
    shown: ['城管局工作群', '市场监管局工作群', '住建局工作群', '区级指挥群'],
    change: asking,
  });

  /** Says one thing after the other; each answer asks what is expected, and nothing beside it. */
  const walks = async (who: string, steps: readonly (readonly [string, RegExp])[]) => {
    const answers: string[] = [];
    for (const [text, words] of steps) {
      const { text: said, whole } = await talk.says(who, text, words);
      assert.ok(questions.filter((one) => whole.includes(one)).length <= 1, whole);
      answers.push(said);
    }
    return answers;
  };

  it('asks for one fact at a time, and for none twice', async () => {
    const answers = await walks('wgzx-a', [
      ['吹哨', /还缺街道：请回复属哪个街道，例如“联盟街道”。/u],
      ['拓东街道', /还缺地点：请回复具体位置，例如/u],
      ['白塔路口', /还缺事项：请回复是什么问题，例如“路灯不亮”.*“都不是”/u],
      ['公共座椅断了两条腿没人换', /责任清单里没有对上.*请回复“都不是”/u],
      ['都不是', /还缺先期处置：请回复街道已做了什么，例如/u],
      ['不用叫领导小组办公室', /还缺部门：请回复请谁来，例如“请城管、交警”。/u],
      ['请城管局', /还缺先期处置/u],
      ['已清理2次', /请核对，无误请点“确认吹哨”.*点“确认吹哨”即声明/u],
    ]);
    for (const one of answers) assertHelpful(one);
    await talk.says('wgzx-a', '取消', /草稿已取消。/u);
  });

  it('takes the number of an offered matter, in whatever width, and the tap of one (S59)', async () => {
    const unclear = '吹哨 鼓楼路8号 味道大得很 已上门2次';
    const asked = await talk.says('gl-a', unclear, /请回复是什么问题.*可回复序号：1 .*0 都不是。/u);
    const [, second] = /2 (.+?)；/u.exec(asked.text) ?? [];
    assert.ok(second !== undefined);
    await talk.says('gl-a', '２', new RegExp(`"事项","value":"${second}`, 'u'));
    await talk.says('gl-a', '取消', /草稿已取消/u);
    await talk.says('gl-b', unclear.replace('8号', '9号'), /请回复是什么问题/u);
    const card = await talk.world.card('gl-b', '都不是', { bot: true });
    const tapped = await talk.taps('gl-b', card, '都不是', /待领导小组办公室补清单/u);
    assert.ok(buttonsOf(tapped.card).includes('确认吹哨'));
  });

  it('wants a line for each statement where the rules say so, and keeps the effort (S23)', async () => {
    await walks('td-a', [
      [
        '吹哨 拓东路88号违法建设，已劝过3次，请城管局、自然资源分局',
        /群众反映强烈吗？请回复一句依据，例如/u,
      ],
      ['好的', /群众反映强烈吗？请回复一句依据，例如/u],
      ['本月接到居民投诉6次', /为什么街道无法单独解决？请回复一句依据，例如/u],
      ['街道没有执法权，拆了又建', /请核对，无误请点“确认吹哨”.*已劝过3次/u],
      ['确认', /已提请审批，领导同意后自动派出。/u],
    ]);
  });

  it('asks the centre for the reason of 暂缓 and of a correction, tapped or typed (S31)', async () => {
    await talk.world.tap('td-lead', await talk.world.card('td-lead', '同意'), '同意');
    const desk = await talk.world.card('wgzx-a', '暂缓');
    await talk.taps('wgzx-a', desk, '暂缓', /请写明理由，例如“暂缓 0001 /u);
    await walks('wgzx-a', [
      ['暂缓 0001', /请写明理由，例如“暂缓 0001 /u],
      ['更正 0001 主办改为自然资源分局', /请写明理由，例如“更正 0001 主办改为自然资源分局 理由 /u],
      ['更正 0001 主办改为自然资源分局 理由 属规划执法', /已更正 PL-20261123-0001/u],
      ['暂缓 0001 等现场照片', /已暂缓 PL-20261123-0001，理由已转告吹哨人。/u],
    ]);
    const putOff = /PL-20261123-0001[^]*暂缓派遣/u;
    for (const question of ['查哨 0001', '我的哨']) {
      const { whole } = await talk.says('td-a', question, putOff);
      assert.ok(!whole.includes('不予吹哨'), whole);
    }
    await walks('wgzx-a', [['派遣 0001', /现在是“暂缓派遣”/u]]);
    await walks('td-lead', [['不同意 0001 不合适', /现在是“暂缓派遣”/u]]);
    await talk.says('td-a', '确认', /被退回，还不能派出.*请先回复/u);
    await talk.says('td-a', '取消', /草稿已取消/u);
  });

  it('asks for the counter or the item once the facts are there, and takes its code for nothing else (S15)', async () => {
    const stuck = '政务吹哨，一家企业办理消防验收卡住，窗口已协调2次未果，请住建局';
    await walks('zwj-a', [
      [stuck, /群众反映强烈吗？请回复一句依据/u],
      ['本月企业反映4次', /请补充是哪个窗口，或事项编码（没有可不填）。/u],
      ['530103-2026-0012', /"事项编码","value":"530103-/u],
      ['取消', /草稿已取消/u],
    ]);
    await walks('zwj-b', [
      [stuck, /群众反映强烈吗？请回复一句依据/u],
      ['530103-2026-0013', /群众反映强烈吗？请回复一句依据/u],
      ['取消', /草稿已取消/u],
    ]);
    const bare = '政务吹哨，一家企业办理消防验收卡住，请住建局';
    await walks('zwj-b', [
      [bare, /还缺先期处置：请回复窗口已做了什么，例如“窗口已协调2次”。/u],
      ['好的', /还缺先期处置：请回复窗口已做了什么/u],
      ['窗口已协调2次', /群众反映强烈吗？/u],
      ['本月企业反映4次', /为什么窗口无法单独解决？请回复一句依据，例如“窗口无权办理/u],
      ['窗口无权办理', /窗口办不了：窗口无权办理/u],
      ['取消', /草稿已取消/u],
    ]);
  });

  it('asks which project, and does not ask again (S17)', async () => {
    await walks('lm-lead', [
      [
        '项目吹哨 北辰大道与桃源街之间拆迁垃圾没人运，群众反映强烈，本月投诉6次，街道无法单独解决，已协调3次，请住建局',
        /请回复属于哪个项目：北辰大道地块征收项目、桃源街片区更新项目（不属于可不填）。/u,
      ],
      ['桃源街更新', /"项目","value":"桃源街片区更新项目".*/u],
      ['取消', /草稿已取消/u],
    ]);
  });

  it('says what becomes of a draft, and lends what there is (S16, S51)', async () => {
    await walks('lm-f', [
      [
        '社区吹哨 联盟街道金星社区12号庭院占道经营，请城管局，已劝离3次',
        /社区吹哨不能请城管局报到，确认后将作为街道吹哨，由街道领导审批。/u,
      ],
      ['取消', /草稿已取消/u],
    ]);
    await walks('lm-b', [
      [
        '党建联盟吹哨：请城管局、供电局把联盟路12号的飞线理一理，社区已清点线缆40多处',
        /城管局只抄送知会，不需要报到。.*可用资源：/u,
      ],
      ['取消', /草稿已取消/u],
    ]);
  });

  it('asks for the community where no grid fits, once (S43)', async () => {
    await walks('lm-a', [
      ['吹哨 万宏路菜市场门口占道经营，请城管局', /还缺先期处置/u],
      ['已劝离3次', /未对应到网格，可回复社区名。/u],
      ['小坝社区', /"网格","value":"联盟街道 小坝社区"/u],
      ['取消', /草稿已取消/u],
    ]);
  });

  it('says how to change a draft, tapped or typed, and takes each change', async () => {
    await talk.says('cb-b', '吹哨 茨坝路4号路灯不亮，已报修2次，请城管局', /确认吹哨/u);
    const card = await talk.world.card('cb-b', '修改');
    await talk.taps('cb-b', card, '修改', /请直接回复要改的内容，例如“地点改成/u);
    await walks('cb-b', [
      ['修改', /请直接回复要改的内容，例如“地点改成/u],
      ['地点改成茨坝路5号', /茨坝路5号/u],
      ['再加上供电局', /"协办","value":"供电局"/u],
      ['不用叫供电局', /快捷哨/u],
      ['随便', /没有看出要改什么，草稿还在：无误请点“确认吹哨”/u],
      ['取消', /草稿已取消/u],
    ]);
  });

  it('asks somebody who only cries for help where and what, with 119 first (S20)', async () => {
    const cry = await talk.says(
      'dh-a',
      '救命啊！！！',
      /先拨打 119.*请马上回复在哪里、出了什么事，例如/u,
    );
    assertHelpful(cry.text);
    await talk.says('dh-a', '燃气泄漏了', /还没有写地点，建议先回复一句具体位置。/u);
    await talk.says('dh-a', '新迎路15号', /119.*请核对，无误请点“确认吹哨”，随即派出。/u);
    await talk.says('dh-a', '确认', /已派哨.*各部门和值班员已通知/u);
  });

  it('offers the whistle that may be the same, and every word that answers it (S02)', async () => {
    const number = await talk.sendsOut(
      'jc-a',
      'jc-lead',
      oneLine.replace('拓东路白塔路口', '北辰大道5号'),
    );
    const offered = await talk.says(
      'jc-b',
      oneLine.replace('拓东路白塔路口', '北辰大道5号'),
      /可能是同一件事：\d{4} .*是同一件事请点“合并”；不是请点“仍然吹哨”。/u,
    );
    assert.match(offered.whole, /"合并".*"仍然吹哨".*"修改".*"取消"/u);
    await talk.says('jc-b', '确认', /可能与 PL-.* 相同。请发“合并 \d{4}”并入，或发“仍然吹哨”。/u);
    await talk.says('jc-b', '合并', new RegExp(`已并入 ${number.slice(-4)}`, 'u'));
  });

  let short = '';

  it('turns a tap on 办结 into the sentence to send, and takes it from a colleague', async () => {
    const number = await talk.sendsOut(
      'cb-a',
      'cb-lead',
      '吹哨 茨坝路8号路灯不亮，已报修2次，请城管局',
    );
    short = number.slice(-4);
    const card = await talk.cardWith('cgj-a', '报到', number);
    await talk.world.tap('cgj-a', card, '报到');
    await talk.taps('cgj-a', card, '办结', new RegExp(`例如“办结 ${short} 已处置完毕`, 'u'));
    await talk.says(
      'cgj-b',
      `进展 ${short}`,
      /请用一句话说明，例如“进展 \d{4} 已到现场，正在处置”。/u,
    );
    await talk.says('cgj-b', `办结 ${short} 灯已换好`, /已办结 .*等待[^、]*街道核验。/u);
  });

  it('asks for three scores, and for the reason of a very high one (S38)', async () => {
    await talk.world.tap('cb-a', await talk.world.card('cb-a', '核验通过'), '核验通过');
    const card = await talk.world.card('cb-a', '评价');
    await talk.taps('cb-a', card, '评价', /三项都选好再点，或发：评价 \d{4} 城管局 5 4 5/u);
    const rated = await talk.says(
      'cb-a',
      `评价 ${short} 5 4 4`,
      /评价已记录.*请补一句理由，例如“评价/u,
    );
    assertHelpful(rated.text);
    await talk.says('cb-a', `评价 ${short} 城管局 5 4 4 到场快，办法多`, /已归档|评价已记录/u);
  });

  it('has said nothing on the way that a colleague would not say', () => {
    const texts = talk.said.filter(({ text, whole }) => text !== '' && text === whole);
    assert.ok(texts.length > 15);
    for (const { text } of texts) assertCourteous(text);
  });
});
