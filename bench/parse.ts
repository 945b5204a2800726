import { parse } from '../src/bot/parse.ts';
import type { Lexicon } from '../src/domain/lexicon.ts';
import { loadRuleBook } from '../src/rulebook/load.ts';

const bytes = 4096;
const limitMs = 5;
const generated = 1_000_000;

/** Prints the worst case over adversarial messages and reads a million generated ones; answers whether both hold. */
export function run(messages?: string): boolean {
  const { book } = loadRuleBook('rulebooks/panlong');
  if (!book) throw new Error('the rule book of rulebooks/panlong does not load');
  const fast = worstCase(book.lexicon) <= limitMs;
  return neverThrows(book.lexicon, Number(messages ?? generated)) && fast;
}

function worstCase(lexicon: Lexicon): number {
  let worst = 0;
  for (const [name, text] of adversarial(lexicon)) {
    const ms = fastestMs(() => parse(text, lexicon));
    worst = Math.max(worst, ms);
    console.log(`parse ${name.padEnd(28)} ${ms.toFixed(2).padStart(7)} ms`);
  }
  console.log(`parse worst case of ${bytes} bytes: ${worst.toFixed(2)} ms (limit ${limitMs} ms)`);
  return worst;
}

/** Repetitions of everything the lexicon knows best, nested openers, long digits, no end of a list. */
export function adversarial(lexicon: Lexicon): (readonly [string, string])[] {
  const fill = (unit: string): string => cut(unit.repeat(Math.ceil(bytes / unit.length)));
  const words = [
    ...lexicon.orgs.flatMap((one) => one.words),
    ...lexicon.streets.flatMap((one) => one.words),
    ...lexicon.matters.flatMap((one) => one.sayings.flatMap(({ slots }) => slots.flat())),
    ...Object.values(lexicon.words).flat(),
  ];
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
  ];
}

/** As many letters as fit in 4 kB of UTF-8. */
function cut(text: string): string {
  const size = Buffer.byteLength(text.slice(0, 12)) / Math.min(12, text.length);
  return text.slice(0, Math.floor(bytes / size));
}

/** The parser's own processor time, the least of several runs, so that a busy machine does not count. */
function fastestMs(work: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < 20; i += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

function neverThrows(lexicon: Lexicon, messages: number): boolean {
  const words = [
    ...new Set(
      adversarial(lexicon)
        .slice(0, 54)
        .map(([, text]) => text.slice(0, 8)),
    ),
  ];
  const all = [
    ...words,
    ...lexicon.matters.flatMap((one) => one.sayings.flatMap(({ slots }) => slots.flat())),
    ...Object.values(lexicon.words).flat(),
    ...lexicon.orgs.flatMap((one) => one.words),
  ];
  let seed = 20261122;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % below;
  };
  const start = performance.now();
  for (let i = 0; i < messages; i += 1) {
    const length = 1 + next(9);
    let text = '';
    for (let k = 0; k < length; k += 1) text += all[next(all.length)] ?? '';
    parse(next(8) === 0 ? text + String.fromCharCode(next(0xffff)) : text, lexicon);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `parse ${messages} generated messages, none thrown: ${(messages / seconds).toFixed(0)} a second`,
  );
  return true;
}
