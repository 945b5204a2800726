import assert from 'node:assert/strict';
import { factsOf } from './reading.ts';

type Case = readonly [text: string, want: string | null];

describe('parse: what shows that residents mind (S23)', () => {
  const told: readonly Case[] = [
    ['桃源街几家酒吧闹，居民联名反映，鼓楼街道', '居民联名反映'],
    ['拓东街道拓东路油烟，居民多次投诉', '居民多次投诉'],
    ['拓东街道拓东路油烟，群众反映强烈', '群众反映强烈'],
    ['12345工单3件，拓东街道白塔路油烟', '12345工单3件'],
    ['松华街道农家乐唱歌到半夜，村民意见大', '村民意见大'],
    ['拓东街道拓东路垃圾没人清，累计投诉12次', '累计投诉12次'],
    ['茨坝街道蓝黑路油烟直排 居民投诉 请来', '居民投诉'],
    ['东华街道新迎路积水，老百姓怨声载道', '老百姓怨声载道'],
    ['住户反映好多次了，龙泉街道宝云片区污水流一地', '住户反映好多次了'],
    ['拓东街道拓东路油烟，热线收到投诉二十余件', '热线收到投诉二十余件'],
    ['没有居民投诉，拓东街道白塔路路灯不亮', null],
    ['联盟街道反映垃圾没人清', null],
    ['社区征求了200户意见，联盟街道万宏路停车难', null],
    ['拓东街道拓东路油烟，居民自己清理过', null],
    ['12345工单1件，拓东街道白塔路油烟', null],
  ];
  for (const [text, want] of told)
    it(`reads ${want ?? 'none'} from ${text}`, () => assert.equal(factsOf(text).concern, want));
});

describe('parse: what shows that the street alone cannot (S23)', () => {
  const told: readonly Case[] = [
    ['联盟街道万宏路占道，街道劝离6次，走了又来', '走了又来'],
    ['拓东街道拓东路违建，街道无执法权，请城管', '街道无执法权'],
    ['茨坝街道蓝黑路油烟 我们上门三趟 老板不理 请来', '老板不理'],
    ['鼓楼街道桃源街酒吧吵，夜查4次效果不好，请城管', '夜查4次效果不好'],
    ['政务吹哨，企业办证卡住，窗口已协调2次未果', '窗口已协调2次未果'],
    ['拓东街道尚义街占道屡禁不止，请城管', '拓东街道尚义街占道屡禁不止'],
    ['联盟街道加装电梯，社区协调了8次谈不下来', '社区协调了8次谈不下来'],
    ['拓东街道白塔路渗水，社区解决不了，请住建', '社区解决不了'],
    ['拓东街道白塔路危墙，超出街道能力，请住建', '超出街道能力'],
    ['东华街道工地太吵，社区去协调过4次都没用 城管来管', '社区去协调过4次都没用'],
    ['鼓楼街道桃源街飞线充电，网格员劝过四五次不听', '网格员劝过四五次不听'],
    ['物业管不了，拓东街道拓东路消防通道堵了', null],
    ['拓东街道白塔路餐馆堆货，物业说了几次不听，请消防', null],
    ['金辰街道金江小区十年办不了房产证，请自然资源局', null],
    ['拓东街道白塔路路灯不亮，请城管局', null],
  ];
  for (const [text, want] of told)
    it(`reads ${want ?? 'none'} from ${text}`, () => assert.equal(factsOf(text).beyond, want));
});

describe('parse: what is the street’s own duty (S22)', () => {
  const told: readonly Case[] = [
    ['拓东街道白塔路楼道里小广告贴满了，请城管局', '楼道小广告清理'],
    ['东华街道东华小区3栋单元门上全是牛皮癣', '楼道小广告清理'],
    ['联盟街道小坝社区楼道小广告没人清', '楼道小广告清理'],
    ['鼓楼街道桃源街合唱队没地方排练，想借活动室', '社区活动场地安排'],
    ['青云街道佳园社区活动场地安排不过来，请民政局', '社区活动场地安排'],
    ['联盟街道金星社区楼上楼下两家吵架，因为空调水滴水', '居民一般邻里口角调解'],
    ['东华街道东华小区邻里纠纷，请司法所', '居民一般邻里口角调解'],
    ['茨坝街道要搞垃圾分类宣传，请城管局支持', '垃圾分类宣传'],
    ['龙泉街道宝云片区居民不会分，垃圾分类要入户讲解', '垃圾分类宣传'],
    ['金辰街道金江小区业主微信群里有人刷屏发广告', '楼栋微信群管理'],
    ['拓东街道白塔路楼道堆物，请消防', null],
    ['拓东街道白塔路墙上招牌破损，请城管', null],
    ['拓东街道白塔路邻居吵架动刀了，快来', null],
    ['东华街道东华小区广场舞音响太吵', null],
    ['联盟街道金星社区垃圾分类亭爆满没人清运', null],
    ['拓东街道白塔路路灯不亮，请城管局', null],
  ];
  for (const [text, want] of told)
    it(`reads ${want ?? 'none'} from ${text}`, () => assert.equal(factsOf(text).ownDuty, want));
});

describe('parse: 紧急哨 as a mere word (domain 5.3, rule 4)', () => {
  const told: readonly (readonly [string, boolean])[] = [
    ['紧急哨 拓东街道拓东路路灯不亮', true],
    ['类别:紧急\n拓东街道白塔路占道经营', true],
    ['类别：紧急哨\n拓东街道白塔路占道经营', true],
    ['吹紧急哨！龙泉街道沣源路人行道砖松了', true],
    ['紧急！！！拓东街道白塔路占道经营', false],
    ['紧急哨 拓东街道拓东路井盖没了', false],
    ['紧急哨 拓东街道拓东路工地正在推搡', false],
    ['日常哨 拓东街道拓东路路灯不亮', false],
    ['不是紧急哨，拓东街道拓东路路灯不亮', false],
    ['快来！拓东街道白塔路垃圾没人清', false],
  ];
  for (const [text, only] of told)
    it(`${only ? 'hears' : 'does not hear'} it in ${text.replace('\n', ' ')}`, () =>
      assert.equal(factsOf(text).onlySaysEmergency, only));
});

describe('parse: what never goes to a group (domain 5.12)', () => {
  const told: readonly (readonly [string, boolean])[] = [
    ['信访人张某某多次进京上访，茨坝街道茨坝路违建', true],
    ['居民上访过两次，拓东街道白塔路违建', true],
    ['拓东街道白塔路有人吸毒，请公安', true],
    ['联盟街道万宏路精神障碍患者砸东西，请公安', true],
    ['东华街道新迎路一户家暴，请派出所', true],
    ['举报人要求保密，拓东街道拓东路无证经营', true],
    ['此事涉密，拓东街道拓东路', true],
    ['涉警事项，拓东街道拓东路', true],
    ['重点人员要维稳，金辰街道北辰大道', true],
    ['鼓楼街道桃源街有未成年人被猥亵，请公安', true],
    ['请信访局、司法局配合，金辰街道北辰大道征收', false],
    ['司法、信访配合，金辰街道北辰大道地块征收谈不拢', false],
    ['精神病院门口占道，龙泉街道', false],
    ['拓东街道白塔路禁毒宣传，请公安支持', false],
    ['居民反映拓东街道白塔路油烟', false],
    ['居民举报拓东街道白塔路无证经营', false],
  ];
  for (const [text, restricted] of told)
    it(`is ${restricted ? '' : 'not '}said by ${text}`, () =>
      assert.equal(factsOf(text).restricted, restricted));
});
