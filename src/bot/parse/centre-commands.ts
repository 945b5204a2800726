import type { Category } from '../../domain/names.ts';
import type { Intent } from '../../domain/reading.ts';
import { wordsAt, type Marks } from './marks.ts';
import { numberAt } from './number.ts';

type Numbered = 'raise' | 'take-up' | 'pass-up' | 'dispatch';

/** Commands that are nothing but a verb and, before or behind it, a number. */
const bare: readonly (readonly [Numbered, readonly string[]])[] = [
  [
    'raise',
    [
      '升级为街道吹哨',
      '升级成街道吹哨',
      '升级为街道哨',
      '升级成街道哨',
      '升级到街道',
      '转为街道吹哨',
      '转为街道哨',
      '升为街道哨',
      '转街道吹哨',
      '转街道哨',
      '升级街道哨',
      '升级吹哨',
      '哨声升级',
      '升级',
    ],
  ],
  ['take-up', ['受理', '接收办理', '我来受理', '街道受理', '社区受理']],
  ['pass-up', ['上报', '上报街道', '上报社区', '向上报', '往上报', '继续上报', '上报上级']],
  ['dispatch', ['派遣', '派哨', '派单', '派发', '立即派遣', '确认派遣', '同意派遣', '准予派遣']],
];

/** Verbs that take words: a sentence of what was done, a reason. */
const worded = [
  ['settle', ['就地解决', '就地办结', '就地处理', '现场解决', '自行解决', '已就地解决']],
  ['hold', ['暂缓派遣', '暂不派遣', '不予派遣', '暂缓派哨', '暂缓', '缓派', '先不派', '不派']],
] as const;

const whole: readonly (readonly ['blow-anyway' | 'blow-again' | 'queue', readonly string[]])[] = [
  [
    'blow-anyway',
    [
      '仍然吹哨',
      '仍要吹哨',
      '还是要吹',
      '还是要吹哨',
      '还是吹哨',
      '继续吹哨',
      '照样吹哨',
      '仍吹哨',
    ],
  ],
  ['blow-again', ['二次吹哨', '再次吹哨', '二次哨', '三次吹哨', '再吹一次', '第二次吹哨']],
  [
    'queue',
    ['待派遣', '待派', '待派哨', '待派遣的哨', '待派遣清单', '派遣队列', '待派单', '有哪些待派遣'],
  ],
];

/** What the command centre, a community and an offered candidate are answered with (domain 5.5, 5.7, S31, S44). */
export function readCentreCommand(marks: Marks): Intent | null {
  const text = withoutEnd(marks.text).trimStart();
  const lead = /^(?:请|麻烦|把|将|我要|先)+/.exec(text)?.[0].length ?? 0;
  const said = text.slice(lead);
  const offset = marks.text.length - marks.text.trimStart().length + lead;
  for (const [type, words] of whole)
    if (words.includes(said.replace(/(?:吧|了|一下)$/, ''))) return { type };
  return readMerge(said) ?? readBare(said) ?? readWorded(marks, said, offset) ?? corrected(said);
}

/** `并哨 0008 到 0007`, `0008并到0007`, `合并到 0007`, `合并`: with one number that is where to. */
function readMerge(said: string): Intent | null {
  const first = numberAt(said);
  const after = first ? trimmed(said.slice(first.length)) : said;
  const verb = /^(?:和|与|跟|,|，|、)?/.exec(after)?.[0] ?? '';
  const second = first && verb ? numberAt(trimmed(after.slice(1))) : null;
  if (first && second) {
    const rest = trimmed(trimmed(after.slice(1)).slice(second.length));
    return /^(?:并哨|合并|并案)(?:吧|了|一下|起来)?$/.test(rest)
      ? { type: 'merge', number: first.number, into: second.number }
      : null;
  }
  const word = /^(?:并哨|合并|并案|并)/.exec(after)?.[0];
  if (!word) return null;
  const named = first ?? null;
  let rest = trimmed(after.slice(word.length).replace(/^(?:哨单|哨|这个哨|到同一个哨)/, ''));
  const own = named ?? (/^(?:到|至|入|进)/.test(rest) ? null : numberAt(rest));
  if (own && !named) rest = trimmed(rest.slice(own.length));
  const target = /^(?:到|至|入|进|并到|并入|,|，|和|与|、)?\s*/.exec(rest)?.[0].length ?? 0;
  const into = numberAt(rest.slice(target));
  const left = rest
    .slice(target + (into?.length ?? 0))
    .replace(/^(?:里|中|去|吧|了|一下|里面)+/, '');
  if (left !== '' || (word === '并' && !into)) return null;
  if (own && !into) return named ? null : { type: 'merge', number: null, into: own.number };
  return { type: 'merge', number: own?.number ?? null, into: into?.number ?? null };
}

function readBare(said: string): Intent | null {
  const before = numberAt(said);
  const verbAt = before ? trimmed(said.slice(before.length)) : said;
  for (const [type, words] of bare) {
    const word = words.find((one) => verbAt.startsWith(one) && endsThere(verbAt.slice(one.length)));
    if (word === undefined) continue;
    const number = before ?? numberAt(trimmed(verbAt.slice(word.length)));
    return { type, number: number?.number ?? null };
  }
  return null;
}

/** Nothing but a number behind the verb. */
function endsThere(rest: string): boolean {
  const words = trimmed(rest);
  const number = numberAt(words);
  return /^(?:吧|了|一下|为街道吹哨|为街道哨|成街道哨|到街道)?$/.test(
    words.slice(number?.length ?? 0).trim(),
  );
}

function readWorded(marks: Marks, said: string, offset: number): Intent | null {
  const before = numberAt(said);
  let at = before ? skipGap(said, before.length) : 0;
  for (const [type, words] of worded) {
    const word = words.find((one) => said.startsWith(one, at));
    if (word === undefined) continue;
    at += word.length;
    const gap = skipGap(said, at);
    const after = before ? null : numberAt(said.slice(gap));
    const end = after ? gap + after.length : at;
    if (!before && !after && gap === at && at < said.length) return null;
    const from = offset + skipGap(said, end);
    const rest = wordsAt(marks, { start: from, end: marks.text.length }).text.trim();
    const number = (before ?? after)?.number ?? null;
    return type === 'settle' ? { type, number, sentence: rest } : { type, number, reason: rest };
  }
  return null;
}

/** `更正 0007 地点改成…`, `补充 0007 …`, `0007 再加上消防`: to a whistle that is named, whatever facts follow. */
function corrected(said: string): Intent | null {
  const category = categories[otherCategory.exec(said)?.[1] ?? ''];
  if (category) return { type: 'correct', number: null, category };
  const verb = /^(?:更正|纠正|补充|修正|更改|修改)[\s:：,，]*/.exec(said)?.[0].length;
  const number = numberAt(said.slice(verb ?? 0));
  if (!number || number.number.length < 3) return null;
  if (verb !== undefined) return { type: 'correct', number: number.number };
  const rest = trimmed(said.slice(number.length));
  const changes =
    /^(?:再加|再叫|加上|还要|还需|增加|补充|更正|去掉|删掉|减掉|不用叫|别叫|换成|改成|改为|(?:地点|位置|地址|街道|事项|部门|类别|时间).{0,4}(?:改|换|应|错|不对|更正))/;
  return changes.test(rest) ? { type: 'correct', number: number.number } : null;
}

/** “没有险情，改成日常哨” names a category, and blows nothing. */
const otherCategory =
  /^(?:[^,，。改]{1,8}[,，。])?(?:请?把)?(?:这个|这件|它)?(?:哨?的?(?:类别|种类|类型))?(?:改成|改为|改|换成|应该是|应为|是|:)\s?(日常|攻坚|紧急)哨?(?:吧|了)?$/;
const categories: Readonly<Record<string, Category | undefined>> = {
  日常: 'routine',
  攻坚: 'tackle',
  紧急: 'emergency',
};

/** Without the punctuation at its end. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \n。.!！,，~?？'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function trimmed(text: string): string {
  return text.slice(skipGap(text, 0));
}

function skipGap(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' ,，:：;；。的'.includes(text.charAt(at))) at += 1;
  return at;
}
