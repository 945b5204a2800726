import type { Marks } from './marks.ts';
import { isLetter, longestName } from './place-bounds.ts';

/** “一家咖啡连锁店” is one, “几家大型烧烤店” are several: who counts stands a few letters before. */
export function countedFrom(marks: Marks, end: number): { start: number; single: boolean } | null {
  for (let at = end; at >= end - longestName && at > 0; at -= 1) {
    const several = counts(marks, at);
    const one = marks.to('one', at);
    if (several >= 0 || one >= 0)
      return one >= 0 && (several < 0 || one < several)
        ? { start: one, single: true }
        : { start: several, single: false };
    if (!isLetter(marks.text.charCodeAt(at - 1)) || marks.to('placeStop', at) >= 0) return null;
  }
  return null;
}

/** Start of 几家, 沿街, 二十多家 ending here, or -1. */
function counts(marks: Marks, end: number): number {
  const several = marks.to('several', end);
  const counted = number.exec(marks.text.slice(Math.max(0, end - 6), end))?.[0] ?? '';
  return counted !== '' && (several < 0 || end - counted.length < several)
    ? end - counted.length
    : several;
}

const number =
  /(?:[0-9]{2,3}|[2-9]|[二两三四五六七八九十几百数][一二三四五六七八九十百几]{0,3})[多来余]?[家个间处]$/;

/** 建设项目联审窗口: a counter's name is taken whole, back to a space, a comma, a number or where it stands. */
export function windowStart(marks: Marks, end: number): number {
  const name =
    /(?:(?![在到的了去请找向从是把让卡和与由跑回])[\u4e00-\u9fff]){0,8}$/.exec(
      marks.text.slice(Math.max(0, end - 8), end),
    )?.[0] ?? '';
  for (let at = end; at > end - name.length; at -= 1)
    if ((['placeFiller', 'elsewhere', 'deictic'] as const).some((one) => marks.to(one, at) >= 0))
      return at;
  return end - name.length;
}

/** 不动产登记+5号窗口: whose counter it is belongs to its name. */
export function counterStart(marks: Marks, number: number): number {
  const start = marks.to('counterName', number);
  return start < 0 ? number : start;
}
