import assert from 'node:assert/strict';
import type { OriginSource } from '../../../src/domain/origin.ts';
import { factsOf } from './reading.ts';

describe('parse: who it comes from (S67)', () => {
  const told: readonly (readonly [string, OriginSource | null])[] = [
    ['居民反映拓东街道白塔路油烟', 'resident'],
    ['茨坝街道蓝黑路油烟直排 居民张阿姨多次来电投诉', 'resident'],
    ['转发居民微信：楼下太吵。东华街道东华小区', 'resident'],
    ['12345工单3件，居民多次投诉，拓东街道白塔路油烟', 'hotline'],
    ['【12345工单】市民王女士反映：东华街道新迎路垃圾没人清', 'hotline'],
    ['工单号：20261122001，转来：东华街道新迎路垃圾没人清', 'hotline'],
    ['网格员小李今早巡查发现，联盟街道万宏路流动摊贩占道', 'grid'],
    ['网格员上报拓东街道白塔路井盖松动，居民也投诉过', 'grid'],
    ['小巷管家发来照片，鼓楼街道桃源街垃圾没人清', 'patrol'],
    ['街巷长巡查到尚义街占道，拓东街道', 'patrol'],
    ['企业反映：金辰街道北辰大道施工围挡挡住门店', 'enterprise'],
    ['政务吹哨：某科技公司反映，办证卡在消防验收', 'enterprise'],
    ['诉求人刘女士，住联盟街道金星社区，反映楼上漏水', 'hotline'],
    ['区领导批示，茨坝街道茨坝路占道经营要整治', 'leader'],
    ['春城晚报曝光拓东街道尚义街占道', 'media'],
    ['记者昨天采访拍到拓东街道尚义街占道', 'media'],
    ['来源：网格上报\n地点：白塔路\n街道：拓东街道\n事项：居民反映路灯不亮', 'grid'],
    ['街道自查：拓东街道白塔路路灯不亮', 'self'],
    ['没有居民投诉，拓东街道白塔路路灯不亮', null],
    ['网格员劝过四五次不听，拓东街道白塔路占道', null],
    ['龙头街污水影响居民，龙泉街道', null],
    ['供水热线没人接，拓东街道拓东路停水', null],
    ['再不来人我打市长热线，东华街道新迎路垃圾没人清', null],
  ];
  for (const [text, source] of told)
    it(`reads ${source ?? 'nobody'} from ${text.replace('\n', ' ')}`, () =>
      assert.equal(factsOf(text).source, source));

  const numbered: readonly (readonly [string, string | null])[] = [
    [
      '【12345工单】工单编号：KM20261122001234 市民反映东华街道新迎路垃圾没人清',
      'KM20261122001234',
    ],
    ['12345工单20261120-3312：青云街道穿金路臭味扰民', '20261120-3312'],
    ['工单号：２０２６１１２２００１；东华街道新迎路垃圾没人清', '20261122001'],
    ['受理编号：DH20261122008 12345热线工单 东华街道新迎路垃圾没人清', 'DH20261122008'],
    ['12345工单3件，拓东街道白塔路油烟', null],
    ['拓东街道白塔路110号油烟，电话13812345678', null],
  ];
  for (const [text, reference] of numbered)
    it(`reads ${reference ?? 'no'} reference from ${text}`, () =>
      assert.equal(factsOf(text).reference, reference));
});
