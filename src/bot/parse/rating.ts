import type { Intent } from '../../domain/reading.ts';
import { numberAt } from './number.ts';
import type { Marks } from './marks.ts';
import { findUnits } from './units.ts';

/** Reads what follows 评价: `<编号> [单位] <配合度> <专业性> <担当意识> [理由]`, digits apart, together or labelled (S35). */
export function readRating(marks: Marks, start: number): Intent {
  const text = marks.text.slice(start);
  const head = /^[\s:,]*/.exec(text)?.[0].length ?? 0;
  const unit = findUnits(marks).find((one) => one.start >= start);
  let at = head;
  let number: string | null = null;
  const first = numberAt(text.slice(at));
  if (
    first &&
    (first.number.length >= 4 ||
      countScores(text.slice(at)) > 3 ||
      /^(?:编号|第|#)/.test(text.slice(at)))
  ) {
    number = first.number;
    at += first.length;
  }
  if (unit && unit.start - start >= at && unit.start - start <= at + 4) at = unit.end - start;
  const { scores, length } = readScores(text.slice(at));
  const reason = text.slice(at + length).replace(/^[\s,，。;；:：]+|[\s]+$/g, '');
  return {
    type: 'rate',
    number,
    org: unit?.code ?? null,
    scores,
    reason: reason.replace(/^(?:理由|原因|因为)[:：,\s]*/, '') || null,
  };
}

const scoreWord =
  /[\s,，、/:：;；]*(?:各项|三项|全部|全|都是|都|均为|均|打|给|是|为|得)*\s*(?:(配合度?|协作|专业性?|担当(?:意识)?)[\s:：是给打]*)?([0-9]{1,3}|[一二三四五](?=分|\s|,|，|、|$))\s*分?/y;

function readScores(text: string): { scores: number[]; length: number } {
  const scores: number[] = [];
  const labelled: (number | undefined)[] = [];
  scoreWord.lastIndex = 0;
  let length = 0;
  while (scores.length < 3) {
    const match = scoreWord.exec(text);
    if (!match) break;
    const digits = match[2] ?? '';
    const values = /^[1-5]{3}$/.test(digits) ? Array.from(digits, Number) : [value(digits)];
    scores.push(...values);
    if (match[1]) labelled['配专担'.indexOf(match[1].charAt(0).replace('协', '配'))] = values[0];
    length = scoreWord.lastIndex;
  }
  const allSame = /^[\s,，、]*(?:各项|三项|全部|全|都是|都|均为|均)/.test(text);
  const first = scores[0];
  if (scores.length === 1 && allSame && first !== undefined) scores.push(first, first);
  const ordered = labelled.filter((one) => one !== undefined);
  return { scores: ordered.length === 3 ? ordered : scores, length };
}

function value(digits: string): number {
  const at = '零一二三四五'.indexOf(digits);
  return at > 0 ? at : Number(digits);
}

function countScores(text: string): number {
  return text.match(/[0-9]+|[一二三四五](?=分)/g)?.length ?? 0;
}
