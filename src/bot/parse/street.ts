import type { OrgCode } from '../../domain/names.ts';
import { leftmostLongest, overlaps, type Marks, type Span } from './marks.ts';

export interface StreetSpan extends Span {
  readonly code: OrgCode;
}

/**
 * Streets written in the text, by full or short name; never derived from a road, community or landmark (domain 6.4). A
 * short name inside a longer name (鼓楼路, 东华小区, 党建联盟) is that name's.
 */
export function findStreets(marks: Marks): StreetSpan[] {
  const rivals = [
    ...marks.streets.map((one) => ({ ...one, street: true })),
    ...marks.places.map((one) => ({ ...one, code: '', full: true, street: false })),
    ...marks.all('notKind').map((one) => ({ ...one, code: '', full: true, street: false })),
    ...marks.orgs.map((one) => ({ ...one, street: false })),
  ].filter((one) => one.street || !coveredByFull(marks, one));
  return leftmostLongest(rivals)
    .filter((one) => one.street && (one.full || standsAlone(marks, one)))
    .map(({ start, end, code }) => ({ start, end, code }));
}

function coveredByFull(marks: Marks, span: Span): boolean {
  return marks.streets.some((one) => one.full && overlaps(one, span));
}

/** A short name counts unless it goes on as another name: 鼓楼+路, 青云+小学, 龙泉+名苑小区. */
function standsAlone(marks: Marks, { start, end }: Span): boolean {
  if (marks.places.some((one) => one.start <= start && one.end > end)) return false;
  if (/[\p{Script=Han}]/u.test(marks.text.charAt(start - 1)) && !startsFresh(marks, start))
    return false;
  if (marks.places.some((one) => one.start === end)) return true;
  for (let at = end; at <= end + 4; at += 1) {
    if (marks.from('placeSuffix', at) > 0 || marks.from('premises', at) > 0) return false;
    if (marks.from('placeFiller', at) > 0 || marks.from('placeStop', at) > 0) return true;
    if (!/[\p{Script=Han}]/u.test(marks.text.charAt(at))) return true;
  }
  return true;
}

/** What stands before a short name must not be a part of a longer name. */
function startsFresh(marks: Marks, start: number): boolean {
  return (
    marks.to('placeStop', start) >= 0 ||
    marks.to('district', start) >= 0 ||
    marks.to('deictic', start) >= 0 ||
    marks.to('call', start) >= 0 ||
    marks.to('blow', start) >= 0
  );
}
