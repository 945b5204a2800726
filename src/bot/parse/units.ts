import type { OrgCode } from '../../domain/names.ts';
import type { Marks, OrgSpan } from './marks.ts';
import { leftmostLongest, type Span } from './spans.ts';

/** A department or public unit named in the text, in whatever sense. */
export interface Unit extends Span {
  readonly code: OrgCode;
}

/**
 * Units named in the text, the longest alias first. An alias inside another word (消防通道), in a hotline's name
 * (供水热线) or in a place's (公安分局门口) is no unit (domain 6.2).
 */
export function findUnits(marks: Marks): Unit[] {
  if (marks.orgs.length === 0) return [];
  const orgs = new Set<Span>(marks.orgs);
  const rivals = [
    ...marks.all('notUnit'),
    ...marks.streets,
    ...marks.places,
    ...sites(marks),
    ...marks.orgs,
  ];
  return leftmostLongest<Span>(rivals)
    .filter((one): one is OrgSpan => orgs.has(one))
    .filter((one) => !namesSomethingElse(marks, one.end) && !insideNumber(marks, one));
}

/** 林业站+背后, 政务服务大厅+B区: what something stands beside or is in is a building. */
function sites(marks: Marks): readonly Span[] {
  return marks
    .each('placeSuffix')
    .filter(
      ({ end }) =>
        marks.from('position', end) > end + 1 || hall.test(marks.text.slice(end, end + 6)),
    );
}

const hall = /^(?:[A-Z]区|[0-9一二三四五六七八九十]{1,2}[楼层])/;

/** 政务大厅3号窗口, 民政局二楼, 公交119路. */
const counter = /[0-9A-Z一二三四五六七八九十]{1,3}(?:号?(?:窗口|柜台)|[楼层]|路)/y;

function namesSomethingElse(marks: Marks, end: number): boolean {
  counter.lastIndex = end;
  return marks.from('notUnitAfter', end) > 0 || counter.test(marks.text);
}

/** 119 is the fire brigade, 1195 and 5119 are not. */
function insideNumber({ text }: Marks, { start, end }: Span): boolean {
  if (!isDigit(text, start)) return false;
  if (/^路(?:[车公站线]|$)/.test(text.slice(end, end + 2))) return true; // 119路公交
  return isDigit(text, end) || (start > 0 && isDigit(text, start - 1));
}

function isDigit(text: string, at: number): boolean {
  return /[0-9A-Z]/.test(text.charAt(at));
}
