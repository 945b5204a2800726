import assert from 'node:assert/strict';
import type { Intent } from '../../../src/domain/reading.ts';
import { factsOf, intentOf } from './reading.ts';

const merge = (number: string | null, into: string | null): Intent => ({
  type: 'merge',
  number,
  into,
});

describe('parse: commands of the centre, a community and an offered candidate', () => {
  const commands: readonly (readonly [string, Intent])[] = [
    ['并哨 0008 到 0007', merge('0008', '0007')],
    ['０００８并到０００７', merge('0008', '0007')],
    ['把0008并入0007', merge('0008', '0007')],
    ['0008和0007合并', merge('0008', '0007')],
    ['合并到 0007', merge(null, '0007')],
    ['并哨 PL-20261122-0007', merge(null, 'PL-20261122-0007')],
    ['合并', merge(null, null)],
    ['仍然吹哨', { type: 'blow-anyway' }],
    ['二次吹哨', { type: 'blow-again' }],
    ['升级', { type: 'raise', number: null }],
    ['升级 0007', { type: 'raise', number: '0007' }],
    ['升级为街道哨 0007', { type: 'raise', number: '0007' }],
    ['0007升级为街道哨', { type: 'raise', number: '0007' }],
    ['转街道哨', { type: 'raise', number: null }],
    ['受理', { type: 'take-up', number: null }],
    ['受理 0007', { type: 'take-up', number: '0007' }],
    ['上报', { type: 'pass-up', number: null }],
    ['上报 7', { type: 'pass-up', number: '7' }],
    ['派遣 0007', { type: 'dispatch', number: '0007' }],
    ['0007 派遣', { type: 'dispatch', number: '0007' }],
    ['就地解决 已清走', { type: 'settle', number: null, sentence: '已清走' }],
    ['就地解决 0007 已清走', { type: 'settle', number: '0007', sentence: '已清走' }],
    ['0007 就地解决，已清走', { type: 'settle', number: '0007', sentence: '已清走' }],
    ['暂缓 0007 等天晴', { type: 'hold', number: '0007', reason: '等天晴' }],
    ['不予派遣 依据不足', { type: 'hold', number: null, reason: '依据不足' }],
    ['准入 拓东街道 发传单', { type: 'request-admission', street: 'TD', text: '发传单' }],
    ['申请准入 联盟街道：统计商户', { type: 'request-admission', street: 'LM', text: '统计商户' }],
    ['准入 统计商户', { type: 'request-admission', street: null, text: '统计商户' }],
    ['待派遣', { type: 'queue' }],
    ['职责清单', { type: 'ask-duties', org: null }],
    ['赋权清单 拓东街道', { type: 'ask-duties', org: 'TD' }],
    ['街道职责有哪些', { type: 'ask-duties', org: null }],
    ['城管局职责清单', { type: 'ask-duties', org: 'CGJ' }],
    ['联盟资源', { type: 'ask-resources', text: '' }],
    ['有什么资源', { type: 'ask-resources', text: '' }],
    ['谁有会议室', { type: 'ask-resources', text: '会议室' }],
    ['停车资源', { type: 'ask-resources', text: '停车' }],
    ['资源 停车位', { type: 'ask-resources', text: '停车位' }],
    ['今天消防谁值班', { type: 'ask-duty', org: 'XFD' }],
    ['为什么找我 0007', { type: 'ask-why', number: '0007' }],
    ['为什么找我 7', { type: 'ask-why', number: '7' }],
    ['更正 0007 地点改成白塔路口', { type: 'correct', number: '0007' }],
    ['补充 0007 拓东街道白塔路路灯也不亮', { type: 'correct', number: '0007' }],
    ['0007 再加上消防', { type: 'correct', number: '0007' }],
  ];
  for (const [text, intent] of commands)
    it(`reads ${text}`, () => assert.deepEqual(intentOf(text), intent));

  for (const text of [
    '拓东街道白塔路路灯又黑了，二次吹哨，请城管局',
    '上报一起火灾，拓东街道白塔路居民楼冒烟',
    '暂缓施工的工地又开工了，金辰街道北辰大道，请城管',
    '项目吹哨：北辰大道地块征收谈不拢，请更新局牵头，金辰街道',
    '受理窗口排长队，政务吹哨，企业办证卡住，请政务局',
    '合并的两个小区共用停车场，联盟街道万宏路停车难，请城管',
    '转发：把0008并到0007。拓东街道白塔路路灯不亮',
    '派单后没人来，拓东街道白塔路垃圾没人清，请城管',
  ])
    it(`takes ${text} for a whistle`, () => assert.equal(intentOf(text).type, 'whistle'));

  for (const text of [
    '社区催过2次，东华街道新迎路3栋2单元污水溢流，请排水公司',
    '热线工单催了三次没人管，拓东街道白塔路路灯不亮，请城管局',
    '鼓楼街道桃源街那张烧烤摊占道，请城管查一下，社区劝过两次',
    '联盟街道万宏路那件雨棚改成砖房了，是违建，社区发过通知，请城管',
    '东华街道新迎路那单元门口车子乱停，请交警查一下',
  ])
    it(`takes no telling for a word about a whistle: ${text}`, () => {
      assert.equal(intentOf(text).type, 'whistle');
    });
  for (const [text, type] of [
    ['催一下昨天下午青云街道那个井盖的哨，住建到现在还没回话', 'urge'],
    ['昨天的哨催一下，鼓楼街道油烟那个', 'urge'],
    ['松华街道上午那条摊贩的哨撤了吧，人已经走光了', 'withdraw'],
    ['东华街道：王家巷那件请补加公安分局、城管局', 'correct'],
    ['青云街道油烟那张哨已经办结，可以销号了', 'progress'],
    ['帮我看看阿子营街道那个违建哨谁在办，几时能有结果', 'look-up'],
  ] as const)
    it(`hears ${type} without a number: ${text}`, () => {
      assert.equal(intentOf(text).type, type);
    });

  it('leaves 退哨 with a duty list and 取消 what they were', () => {
    assert.equal(intentOf('退哨 0007 职责清单第3条 住建局').type, 'dispute');
    assert.equal(intentOf('待办').type, 'awaited');
    assert.deepEqual(intentOf('申请延期 0007 等配件'), { type: 'extend', number: '0007' });
  });
  it('hands on the facts of a correction by number', () => {
    assert.equal(factsOf('更正 0007 地点改成白塔路口').place, '白塔路口');
    const { departments } = factsOf('0007 再加上消防');
    assert.deepEqual(
      departments.map((one) => one.org),
      ['XFD'],
    );
  });
  it('answers at once however often a word is repeated', () => {
    for (const word of ['看', '查看', '请问', '并', '借', '？', ' '])
      assert.equal(typeof intentOf(word.repeat(30)).type, 'string');
  });
});
