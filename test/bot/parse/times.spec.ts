import assert from 'node:assert/strict';
import type { SaidDay, SaidTime } from '../../../src/domain/said-time.ts';
import { factsOf } from './reading.ts';

const day = (days: number): SaidDay => ({ type: 'offset', days });
const weekday = (weekday: number, week = 0): SaidDay => ({ type: 'weekday', weekday, week });
const date = (month: number | null, day: number): SaidDay => ({ type: 'date', month, day });
const ago = (minutes: number): SaidDay => ({ type: 'ago', minutes });
const at = (
  day: SaidDay | null,
  time: string | null = null,
  edge: SaidTime['edge'] = 'at',
): SaidTime => ({ day, time, edge });

describe('parse: when somebody is to come (domain 5.2)', () => {
  const told: readonly (readonly [string, SaidTime])[] = [
    ['拓东街道拓东路积水，请水务局后天上午十点前到场', at(day(2), '10:00', 'before')],
    ['周六上午9点青云街道白沙河社区清理沟渠杂物，社区吹哨', at(weekday(6), '09:00')],
    ['报到时间：明早9点\n拓东街道拓东路油烟大，请城管局', at(day(1), '09:00')],
    ['报到时间：9点\n拓东街道拓东路油烟大，请城管局', at(null, '09:00')],
    ['11月25日上午10:30请城管局到尚义街开会', at(date(11, 25), '10:30')],
    ['25号下午三点到场，拓东街道白塔路违建，请城管', at(date(null, 25), '15:00')],
    ['十一月二十五号下午3点半到场，请城管', at(date(11, 25), '15:30')],
    ['下周三上午九点半现场会，拓东街道拓东路围挡', at(weekday(3, 1), '09:30')],
    ['请城管于25日前办结，拓东街道白塔路违建', at(date(null, 25), null, 'before')],
    ['2026年11月25日前办结，拓东街道白塔路违建', at(date(11, 25), null, 'before')],
    ['大后天中午十二点前拆除完', at(day(3), '12:00', 'before')],
    ['请城管明天来一下拓东街道拓东路，垃圾没人清', at(day(1))],
    ['青云街道佳园社区请党员周六早8点来搬东西', at(weekday(6), '08:00')],
    ['本周五下午5点前办结', at(weekday(5), '17:00', 'before')],
    ['最迟明天中午12点清运完', at(day(1), '12:00', 'before')],
    ['请于１１月２８日（周六）上午８：３０到白沙河社区集合', at(date(11, 28), '08:30')],
    ['今天下午3点，请城管局到场，拓东街道拓东路', at(day(0), '15:00')],
    ['请消防今晚八点以后到场检查', at(day(0), '20:00', 'after')],
    ['会议改到明天下午两点召开，请各部门到场', at(day(1), '14:00')],
  ];
  for (const [text, said] of told)
    it(`reads ${text}`, () => assert.deepEqual(factsOf(text).appointed, said));

  const silent = [
    '桃源街酒吧每天晚上八点到凌晨三点吵，鼓楼街道夜查4次',
    '金辰街道金江小区门口路灯黑了一个星期，早晚看不见',
    '拓东街道白塔路25号前有摊贩占道',
    '街道昨天劝离2次，拓东街道拓东路流动摊贩占道',
    '昨晚十点巡查发现拓东街道白塔路井盖没了',
    '松华街道的路今早塌了半边，请应急局来人',
    '鼓楼街道桃源街有三点要求，请城管到场',
    '我们今早已清走一车，拓东街道拓东路，请城管来看看',
    '每周三晚上八点广场舞太吵，请公安到场',
    '拓东街道拓东路3单元漏水，请水务到场',
  ];
  for (const text of silent)
    it(`finds none in ${text}`, () => assert.equal(factsOf(text).appointed, null));
});

describe('parse: when it was found (S21)', () => {
  const told: readonly (readonly [string, SaidTime])[] = [
    ['昨晚十点巡查发现拓东街道白塔路井盖没了', at(day(-1), '22:00')],
    ['今早8点接到居民反映，拓东街道白塔路路灯不亮', at(day(0), '08:00')],
    ['半小时前拓东街道拓东路路面塌了', at(ago(30))],
    ['拓东街道白塔路施工，两小时前发现漏水', at(ago(120))],
    ['一个半小时前接报，拓东街道拓东路着火', at(ago(90))],
    ['十分钟前居民反映，拓东街道白塔路漏气', at(ago(10))],
    ['发现时间：昨天下午3点\n拓东街道白塔路垃圾没人清', at(day(-1), '15:00')],
    ['凌晨三点拓东街道拓东路起火', at(null, '03:00')],
    ['今天凌晨12点20分发现，拓东街道拓东路水管爆了', at(day(0), '00:20')],
    ['九点一刻，拓东街道拓东路水管爆了', at(null, '09:15')],
    ['2026-11-22 10:30:12 市民来电反映拓东街道白塔路油烟', at(date(11, 22), '10:30')],
    ['金辰街道北辰大道树倒了，昨天夜里11点多倒的，请园林局', at(day(-1), '23:00')],
    ['前天晚上倒的建渣，龙泉街道沣源路', at(day(-2))],
    ['昨夜两点发现拓东街道拓东路积水', at(day(0), '02:00')],
    ['上周三巡查发现拓东街道白塔路违建', at(weekday(3, -1))],
    ['刚才路过看见拓东街道拓东路电线断了', at(ago(0))],
    ['周三上午发现拓东街道白塔路招牌破损', at(weekday(3))],
  ];
  for (const [text, said] of told)
    it(`reads ${text}`, () => assert.deepEqual(factsOf(text).found, said));

  const silent = [
    '桃源街酒吧每天闹到凌晨三点，鼓楼街道',
    '晚上十点以后烧烤摊就出来，天天如此，茨坝街道茨坝路',
    '拓东街道拓东路流动摊贩占道，我们昨天劝离2次',
    '金辰街道金江小区门口路灯黑了三天了',
    '明天上午9点请城管到拓东街道拓东路，占道',
    '茨坝街道公园门口周末停满车',
    '施工时间早上六点到晚上十点，东华街道新迎路太吵',
  ];
  for (const text of silent)
    it(`finds none in ${text}`, () => assert.equal(factsOf(text).found, null));

  it('tells which words said so', () => {
    const { because } = factsOf('昨晚十点巡查发现拓东街道白塔路井盖没了，请城管明早9点前到场');
    assert.deepEqual(because.found, [{ text: '昨晚十点', at: 0 }]);
    assert.deepEqual(
      because.appointed?.map((one) => one.text),
      ['明早9点前'],
    );
  });
});
