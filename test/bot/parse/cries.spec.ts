import assert from 'node:assert/strict';
import { parse } from '../../../src/bot/parse.ts';
import { panlongLexicon } from '../../support/panlong-lexicon.ts';
import { factsOf, intentOf } from './reading.ts';

const cries = `救命
救命啊！！
快来人啊
快来快来，出事了
有人喝药了
有人喝农药了，口吐白沫
孩子卡住了，头拔不出来
小孩卡在护栏里了
小孩反锁在车里
老人晕倒了，叫不醒
有人触电了
有人要跳楼
有人落水了
有人被砍了
有人拿刀追人
打起来了，见血了
娃娃不见了
老人走失一天了
着火了
冒烟了，好大的烟
电瓶车烧起来了
楼道里全是烟，人出不来
煤气漏了
一股煤气味，头晕
电线掉下来打火花
路塌了，车掉进去了
井盖没了，有人掉下去了
墙要倒了
树倒了压着人
广告牌要掉下来砸人了
电梯掉下来了，里面有人
电梯卡住了，有人被困
水淹到屋里来了
山上滚石头下来了
山火烧过来了
好多人吃完饭上吐下泻
工人掉坑里了
脚手架塌了
割腕了，血止不住
狗咬人了，还在追`.split('\n');

const notCries = `吹哨
吹个哨
我要吹哨
日常哨
街道吹哨
在吗
测试
收到
好的，谢谢
今天天气不错
股票又跌了
忙死了，饿晕了
啊啊啊啊啊啊啊啊
哈哈哈哈
这个页面卡住了，填不了
急死我了，表还没填完
开会要迟到了
周末组织大家看消防演练
谁管油烟
为什么找我们单位
没事了，按错
火已经扑灭了，没人受伤
昨晚那起火灾已经处置完毕`.split('\n');

describe('a cry for help (domain 6.4)', () => {
  for (const text of cries)
    it(`is 紧急哨: ${text}`, () => {
      const [whistle] = parse(text, panlongLexicon()).whistles;
      assert.equal(whistle?.category, 'emergency');
      const usual = panlongLexicon().matters.find(({ code }) => code === whistle.matter);
      assert.ok(
        !usual || usual.category === 'emergency' || ['R14', 'R21'].includes(usual.code),
        usual?.name,
      );
    });

  for (const text of notCries)
    it(`is not heard in: ${text}`, () => {
      assert.notEqual(parse(text, panlongLexicon()).whistles[0]?.category, 'emergency');
    });

  it('offers emergencies only where the matter is not clear, and none where nothing is told', () => {
    const { matters } = panlongLexicon();
    const urgent = new Set(
      matters.filter((one) => one.category === 'emergency').map((m) => m.code),
    );
    for (const text of cries)
      for (const code of factsOf(text).matterCandidates.slice(1)) assert.ok(urgent.has(code), text);
    for (const text of ['吹哨', '我要吹哨', '救命']) {
      assert.equal(intentOf(text).type, 'whistle');
      assert.deepEqual(factsOf(text).matterCandidates, [], text);
    }
  });
});
