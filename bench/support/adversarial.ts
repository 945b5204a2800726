import type { Lexicon } from '../../src/domain/lexicon.ts';

export const bytes = 4096;

/** Repetitions of everything the lexicon knows best, nested openers, long digits, no end of a list. */
export function adversarial(lexicon: Lexicon): (readonly [string, string])[] {
  const fill = (unit: string): string => cut(unit.repeat(Math.ceil(bytes / unit.length)));
  const words = everyWord(lexicon);
  const units = [
    'a',
    '路',
    '的',
    ' ',
    '，',
    '。',
    '1',
    '1号',
    '一',
    '请',
    '@',
    '@城管',
    '城管',
    '城管、',
    '不用叫城管',
    '街道',
    '鼓楼',
    '拓东街道',
    '联盟街道金星社区',
    '地点：',
    '地点：a',
    '1、',
    '路灯不亮',
    '路灯',
    '垃圾 没人清 ',
    '社区已劝离6次，',
    '已',
    '已 ',
    '物业 ',
    '小区',
    '门口',
    '一家烧烤店',
    '几家酒吧',
    '与',
    '白塔路与',
    '金江小区',
    '塌了',
    '没有塌了',
    '另外',
    '另外路灯坏',
    '还有垃圾',
    '\n',
    '评价 0007 5 4 5 ',
    '（',
    '【',
    '“',
    '👍',
    'Ａ',
    '路路灯灯坏坏黑',
    '水管爆',
    '树倒',
    '电动车充电',
    '老人摔',
    '改成',
    '0007',
    '20261122',
    '上',
    '区',
  ];
  return [
    ...units.map((unit) => [JSON.stringify(unit), fill(unit)] as const),
    ['every word once', cut(words.join(''))],
    ['every word once, spaced', cut(words.join(' '))],
    ['every word, from the end', cut(words.reverse().join(''))],
    ['评价 and digits', `评价 ${fill('5 ')}`],
    ['查哨 and digits', `查哨 ${fill('1')}`],
    ['退哨 0007 and spaces', `退哨 0007 ${fill(' 应由')}`],
    ['绑定 and spaces', `绑定${fill(' ')}`],
    ...shuffled(lexicon),
  ];
}

/** Words of the lexicon in no order: everything is named, stated and called at once, in one sentence or in many. */
function shuffled(lexicon: Lexicon): (readonly [string, string])[] {
  const stated = lexicon.matters.flatMap((one) =>
    one.sayings.map(({ slots }) => slots.map(([word]) => word ?? '').join('')),
  );
  const called = lexicon.orgs.flatMap((one) => one.words);
  const labels = Object.entries(lexicon.words).flatMap(([role, words]) =>
    role.startsWith('label:') ? words.map((word) => `${word}：`) : [],
  );
  const apart = ['另外', '还有', '1、', '\n', '请'];
  const sorts = {
    words: everyWord(lexicon),
    'statements and splits': [...stated, ...apart],
    'statements, units and splits': [...stated, ...called, ...apart],
    'labels, units and statements': [...labels, ...called, ...stated],
  };
  return Object.entries(sorts).flatMap(([sort, words]) =>
    Array.from({ length: 8 }, (_, nth) => {
      const next = chance(nth + 1);
      const sign = nth % 2 === 0 ? '' : '，';
      let text = '';
      while (text.length < bytes / 2) text += `${words[next(words.length)] ?? ''}${sign}`;
      return [`${sort}, shuffle ${nth + 1}`, cut(text)] as const;
    }),
  );
}

/** Whole numbers below a limit, the same ones every time. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function everyWord(lexicon: Lexicon): string[] {
  return [
    ...lexicon.orgs.flatMap((one) => one.words),
    ...lexicon.streets.flatMap((one) => one.words),
    ...lexicon.matters.flatMap((one) => one.sayings.flatMap(({ slots }) => slots.flat())),
    ...Object.values(lexicon.words).flat(),
  ];
}

/** As many letters as fit in 4 kB of UTF-8. */
function cut(text: string): string {
  const whole = Buffer.from(text).subarray(0, bytes).toString();
  return whole.endsWith('\ufffd') ? whole.slice(0, -1) : whole;
}
