import assert from 'node:assert/strict';
import { canBeGround, isSmallTalk } from '../../../src/flows/whistle/small-talk.ts';

describe('what is said beside a question', () => {
  it('is a question, a greeting, thanks, chatter or a command gone wrong: no fact', () => {
    for (const text of [
      ...['这个怎么用', '你是谁', '为什么街道不能解决？', '要写什么依据', '街道该怎么办?'],
      ...['群众反映强烈是什么意思', '可以不写吗', '早上好呀', '您好！', '谢谢你了', '辛苦大家了'],
      ...[
        '今天天气不错',
        '外面好热啊',
        '哈哈哈哈',
        '你真聪明',
        '我先去吃饭了',
        '测试一下',
        '中秋快乐',
      ],
      ...['确认吹梢', '取消吹梢吧', '确人吹哨', '催班 0007', '查少0007', '我的少啊'],
    ])
      assert.ok(isSmallTalk(text), text);
  });

  it('is a fact though it asks of somebody else, or begins like chatter', () => {
    for (const text of [
      ...['怎么劝都不听', '谁劝都没用', '没有什么执法权', '居民天天问什么时候修好', '多少次也不改'],
      ...['你好便利店门口', '天桥下面', '我们社区协调过2次', '报修3次'],
      ...['确认过产权不清', '催了物业', '查了监控', '已劝离3次'],
    ])
      assert.ok(!isSmallTalk(text), text);
  });

  it('is a statement’s ground where it speaks of people, their trouble or a limit (S23)', () => {
    for (const text of [
      ...['街坊天天来骂', '我们说了也不听', '本月接到居民投诉6次', '街道没有执法权', '拆了又建'],
      ...[
        '半夜十二点还在唱歌',
        '楼上漏水漏了三个月',
        '产权单位在外地',
        '怎么劝都不听',
        '因为太偏了',
      ],
      '这个地方两边是两个区的地盘谁都说不是自己的',
    ])
      assert.ok(canBeGround(text), text);
    for (const text of ['股票又跌了', '我喜欢小猫', '随便写一个', '今天天气不错', '这个怎么用'])
      assert.ok(!canBeGround(text), text);
  });
});
