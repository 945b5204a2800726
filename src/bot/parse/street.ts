import type { WordRole } from '../../domain/lexicon.ts';
import type { OrgCode } from '../../domain/names.ts';
import { chances } from './choices.ts';
import type { Marks, OrgSpan } from './marks.ts';
import { leftmostLongest, touches, touching, type Span } from './spans.ts';
import { combine, mix } from './cue.ts';
import type { Surroundings } from './weights.ts';

export interface StreetSpan extends Span {
  readonly code: OrgCode;
}

/** Words that hold a short name without meaning the street: 联盟吹哨, 党建联盟. */
const others = ['notKind', 'kind:alliance'] as const satisfies WordRole[];

/**
 * Streets written in the text, by full or short name; never derived from a road, community or landmark (domain 6.4). A
 * short name inside a longer name (鼓楼路, 东华小区, 党建联盟) is that name's.
 */
export function findStreets(marks: Marks, around: Surroundings): StreetSpan[] {
  const { named, known } = readStreets(marks);
  const learnt = marks.compiled.learnt?.streets ?? null;
  const isStreet = (one: OrgSpan): boolean => {
    if (!learnt) return standsAlone(marks, known, one);
    const likely = chances(learnt, aroundName(marks, around, one));
    return (likely[learnt.answers.indexOf('street')] ?? 0) >= 0.5;
  };
  return named
    .filter((one) => one.full || isStreet(one))
    .map(({ start, end, code }) => ({ start, end, code }));
}

/** Short names of streets that may be meant, or be part of another name: 联盟+路, 联盟+罗丈村. */
export const shortNames = (marks: Marks): readonly OrgSpan[] =>
  readStreets(marks).named.filter((one) => !one.full);

function readStreets(marks: Marks): { named: readonly OrgSpan[]; known: readonly Span[] } {
  if (marks.streets.length === 0) return { named: [], known: [] };
  const alliance = marks.all('kind:alliance').length > 0;
  const named = marks.streets.filter(
    (one) =>
      !isOfficeHall(marks, one) &&
      !(alliance && !one.full && marks.from('actor', one.start) >= one.end),
  );
  const full = leftmostLongest(named.filter((one) => one.full));
  const known = leftmostLongest(marks.places);
  const rivals: Span[] = [...named];
  for (const words of [marks.places, ...others.map(marks.each), marks.orgs])
    for (const one of words) if (!touches(full, one)) rivals.push(one);
  const streets = new Set<Span>(named);
  const won = leftmostLongest(rivals).filter((one): one is OrgSpan => streets.has(one));
  return { named: won, known };
}

/** Words that end a name are looked for so far behind a short name. */
const nameReach = 8;

/** What stands at both ends of a short name, and how another name may go on from it. */
export function aroundName(
  marks: Marks,
  { cues, from }: Surroundings,
  { start, end }: Span,
): Int32Array {
  const found: number[] = [];
  for (const [side, at] of [start, end].entries())
    for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1)
      found.push(combine(cues[nth] ?? 0, side + 1));
  const known = leftmostLongest(marks.places);
  const alone = Number(standsAlone(marks, known, { start, end }));
  let han = 0;
  while (han < nameReach && isHan(marks.text.charCodeAt(end + han))) han += 1;
  let suffix = nameReach;
  for (let at = nameReach; at >= 0; at -= 1)
    if (marks.from('placeSuffix', end + at) > 0 || marks.from('premises', end + at) > 0)
      suffix = at;
  found.push(mix(111, alone), mix(112, suffix), mix(113, suffix, alone), mix(114, han));
  found.push(mix(115, Math.min(start, 3), suffix), mix(116, suffix, han));
  return Int32Array.from(new Set(found));
}

/** 青云街道+办证大厅: the 办 belongs to what is done there. */
function isOfficeHall({ text }: Marks, { end }: Span): boolean {
  return text.charAt(end - 1) === '办' && '证公理税'.includes(text.charAt(end) || '-');
}

/** A short name counts unless it goes on as another name: 鼓楼+路, 青云+小学, 龙泉+名苑小区. */
function standsAlone(marks: Marks, known: readonly Span[], { start, end }: Span): boolean {
  if (touching(known, { start, end }).some((one) => one.start <= start && one.end > end))
    return false;
  if (isHan(marks.text.charCodeAt(start - 1)) && !startsFresh(marks, start)) return false;
  if (touching(known, { start: end, end: end + 1 })[0]?.start === end) return true;
  // 东华+值班室: who works for the street.
  if (marks.from('actor', end) > end) return true;
  for (let at = end; at <= end + 4; at += 1) {
    // 松华+团结村: a village of that street.
    if (at - end >= 2 && marks.text.charAt(at) === '村') return true;
    if (marks.from('placeSuffix', at) > 0 || marks.from('premises', at) > 0) return false;
    if (marks.from('placeFiller', at) > 0 || marks.from('placeStop', at) > 0) return true;
    if (!isHan(marks.text.charCodeAt(at))) return true;
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

function isHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff;
}
