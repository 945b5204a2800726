import type { MatterCode } from '../../domain/names.ts';
import { isNothing, type LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { inside, overlaps, touching, type Span } from './spans.ts';
import type { PlaceUnit } from './place-units.ts';

interface Chain extends Span {
  readonly units: readonly PlaceUnit[];
}

/** What the rest of the reading knows that a place depends on. */
export interface PlaceContext {
  readonly labels: readonly LabelledValue[];
  /** Links of places found in the message. */
  readonly units: readonly PlaceUnit[];
  readonly streets: readonly Span[];
  /** Where the writer tells what was done; a place there is seldom the matter's. */
  readonly efforts: readonly Span[];
  readonly matter: MatterCode | null;
  /** For 政务吹哨 a named counter is the place. */
  readonly service: boolean;
}

/** The place as written, without street name and filler (domain 6.4), looked for within `scope`. */
export function readPlace(marks: Marks, scope: Span, context: PlaceContext): Span | null {
  const label = context.labels.find(
    (one) => one.label === 'place' && overlaps(one.value, scope) && !isNothing(marks, one.value),
  );
  const labelled = label && fromLabel(marks, label.value, context);
  return labelled ?? fromChains(marks, touching(context.units, scope), context);
}

function fromChains(marks: Marks, units: readonly PlaceUnit[], context: PlaceContext): Span | null {
  let best: Span | null = null;
  let top = 0;
  const links = context.service ? units.filter((one) => one.type !== 'premises') : units;
  for (const chain of chains(marks, links)) {
    const trimmed = withoutComplaint(marks, chain, context.matter);
    const score = trimmed ? grade(marks, trimmed, context) : 0;
    if (score > top || (score === top && best && trimmed && continues(marks, best, trimmed)))
      [top, best] = [score, trimmed];
  }
  return best && { start: best.start, end: best.end };
}

/** The same place named again, and more exactly: 小坝社区 … 小坝社区菜市场后门. */
function continues({ text }: Marks, short: Span, long: Span): boolean {
  const known = text.slice(short.start, short.end);
  return long.end - long.start > known.length && text.startsWith(known, long.start);
}

/** A value is taken whole, up to a comma, less street and filler; a place inside it if the value says more. */
function fromLabel(
  marks: Marks,
  value: Span,
  { units, streets, matter }: PlaceContext,
): Span | null {
  let { start } = value;
  for (let moved = true; moved;) {
    const head = start;
    const street = streets.find((one) => one.start === head && one.end <= value.end);
    const past = Math.max(street?.end ?? -1, marks.from('district', start));
    moved = past > start;
    if (moved) start = past;
    while (start < value.end && ' ,，、:·-'.includes(marks.text.charAt(start))) start += 1;
  }
  let end = start;
  while (end < value.end && !',，。;；!?('.includes(marks.text.charAt(end))) end += 1;
  while (end > start && marks.to('placeFiller', end) >= start) end = marks.to('placeFiller', end);
  const within = chains(marks, inside(units, { start, end }));
  const only = within[0];
  const said = marks.slotSpans.some(
    (one) => one.end - one.start > 1 && one.start >= (only?.end ?? start) && one.end <= end,
  );
  if (said && only && (isNamed(only) || only.end === end)) {
    const trimmed = withoutComplaint(marks, only, matter);
    if (trimmed) return { start, end: trimmed.end };
  }
  return end > start ? { start, end } : null;
}

/** Links that follow each other, with at most a space, 的 or a word like 与 between two names. */
function chains(marks: Marks, units: readonly PlaceUnit[]): Chain[] {
  const made: { start: number; end: number; units: PlaceUnit[] }[] = [];
  for (const [nth, unit] of units.entries()) {
    const chain = made.at(-1);
    if (chain && joins(marks, chain, unit, units[nth + 1])) {
      chain.units.push(unit);
      chain.end = unit.end;
    } else if (unit.type !== 'position')
      made.push({ start: unit.start, end: unit.end, units: [unit] });
  }
  for (const chain of made)
    if (chain.units.length > 1)
      chain.end += between.exec(marks.text.slice(chain.end, chain.end + 8))?.[0].length ?? 0;
  return made.map((chain) => withOne(marks, chain));
}

/** 某路与某路+之间的小巷 */
const between = /^之间(?:的?(?:小巷|巷子|巷道|通道|空地|路段|便道|夹道)|(?![\u4e00-\u9fff]))/;

/** “一个工地食堂”: one single premises whose kind takes several words. */
function withOne(marks: Marks, chain: Chain): Chain {
  const start = marks.to('one', chain.start);
  if (start < 0 || !chain.units.some((unit) => unit.type === 'premises')) return chain;
  return { ...chain, start, units: chain.units.map((unit) => ({ ...unit, one: true })) };
}

function joins(marks: Marks, chain: Chain, unit: PlaceUnit, next: PlaceUnit | undefined): boolean {
  if (unit.start - chain.end > 3) return false;
  const gap = marks.text.slice(chain.end, unit.start);
  if (gap !== '' && /窗口[A-Z0-9]*号?$/.test(marks.text.slice(chain.start, chain.end)))
    return false;
  if (
    isFloor(unit) &&
    /(?<!商业|步行|美食)[路街巷道]$/.test(marks.text.slice(chain.start, chain.end))
  )
    return false;
  if (gap === ' ' && chain.units.every(({ type }) => type === 'area')) return false;
  if (gap === ' ') return !beginsClause(marks, chain, unit, next);
  if (gap === '') return true;
  // 盘龙江边上+联盟路桥下: a place within a place.
  if (gap === '上' || gap === '里' || gap === '内') return isNamed({ units: [unit] });
  // 入口处的路 is the road that is complained of, 小区的停车场 a part of the place.
  // 某路的夜市 is what goes on there.
  if (gap === '的' && unit.type === 'generic')
    return unit.end - unit.start > 1 && !marks.text.endsWith('夜市', unit.end);
  // 公园西边的林语家园
  if (gap === '的' && unit.type === 'named') return chain.units.at(-1)?.type === 'position';
  if (gap === '的') return ['position', 'premises', 'area'].includes(unit.type);
  const named = unit.type === 'known' || unit.type === 'named' || unit.type === 'number';
  const chained = chain.units.some((one) => one.type !== 'position' && one.type !== 'area');
  return named && chained && marks.from('span', chain.end) === unit.start;
}

/** “北辰大道口 工地打桩到3点”: behind a space a word for some place may begin what is told instead. */
function beginsClause(
  { text, slotSpans }: Marks,
  chain: Chain,
  unit: PlaceUnit,
  next: PlaceUnit | undefined,
): boolean {
  // “消防路18号 店外占道经营”
  const begun = touching(slotSpans, unit).some(
    (one) => one.start === unit.start && one.end > unit.end,
  );
  if (begun && (unit.type === 'position' || unit.type === 'premises')) return true;
  if (!isNamed(chain) || unit.one || next?.start === unit.end) return false;
  if (unit.type === 'known' || unit.type === 'named' || unit.type === 'number') return false;
  // A building has a roof, a house number in a road has none.
  if (/[栋幢座楼]$/.test(text.slice(chain.start, chain.end)) && text.startsWith('楼', unit.start))
    return false;
  return /^[\u4e00-\u9fff]/.test(text.slice(unit.end));
}

/** A road has no floors: 拓东路一楼商户 are the shops of the ground floors. */
function isFloor({ type, word }: PlaceUnit): boolean {
  return type === 'number' && /[^号][楼层]$/.test(word);
}

/** Cuts the thing complained of from the end: 人行道 when the pavement is broken. */
function withoutComplaint(marks: Marks, chain: Chain, matter: MatterCode | null): Chain | null {
  const units = [...chain.units];
  if (units.length > 1 && areMany(marks.text, chain.end, units.at(-1)?.type)) units.pop();
  for (let last = units.at(-1); last?.type === 'area'; last = units.at(-1)) {
    const under = marks.compiled.lexicon.areas[last.word] ?? [];
    if (!under.includes('*') && !(matter !== null && under.includes(matter))) break;
    units.pop();
    while (units.length > 1 && counter.test(units.at(-1)?.word ?? '')) units.pop();
  }
  const end = units.length === chain.units.length ? chain.end : units.at(-1)?.end;
  return end === undefined ? null : { start: chain.start, end, units };
}

/** 烧烤摊+十几家, 老院子+多: many of them are no place. */
function areMany(text: string, end: number, type: PlaceUnit['type'] | undefined): boolean {
  const next = text.slice(end, end + 5);
  if (type === 'premises') return /^[一二两三四五六七八九十几数好0-9]{1,3}多?家/.test(next);
  return type === 'generic' && /^(?:太|很|较|比较)?[多密](?=[\s,，。、]|$)/.test(next);
}

/** The 一栋五层 of 一栋五层自建房 goes with what it counts. */
const counter = /^[一二三四五六七八九十两几][栋幢层座]$/;

function isNamed({ units }: Pick<Chain, 'units'>): boolean {
  return units.some((one) => one.type === 'known' || one.type === 'named');
}

/** How likely a chain is the matter's place; 0 for one that could not be found on a map. */
function grade(marks: Marks, chain: Chain, { efforts, service, streets }: PlaceContext): number {
  let score = 0;
  if (isNamed(chain)) score = 20;
  else if (service) score = isCounter(chain) ? 20 : 0;
  else if (chain.units.some((one) => one.one)) score = 12;
  else if (marks.to('deictic', chain.start) >= 0) return 0;
  else if (chain.units.some((one) => /[庭院栋幢]|号楼/.test(one.word))) score = 8;
  else if (chain.units.some((one) => one.type === 'generic') && !onlyUnnamed(marks, chain))
    score = 6;
  else if (chain.units[0]?.type === 'premises' && streets.some(({ end }) => end === chain.start))
    score = 4;
  if (score === 0) return 0;
  if (service && marks.to('counter', chain.end) >= 0) return score + 10;
  if (acts(marks, chain)) score -= 5;
  if (marks.to('elsewhere', chain.start) >= 0) score -= 5;
  if (isRetracted(marks, chain)) score -= 10;
  if (touching(efforts, chain).length > 0) score -= 4;
  return score;
}

/** “金色大道 哦不是 是北辰大道”: taken back at once. */
function isRetracted(marks: Marks, { end }: Span): boolean {
  const next = / /.test(marks.text.charAt(end)) ? end + 1 : end;
  return marks.from('retract', next) > 0;
}

/** A counter that has a number or a name: 3号窗口, 综合窗口. */
function isCounter(chain: Chain): boolean {
  return chain.end - chain.start > 2 && chain.units.some((one) => one.word.includes('窗口'));
}

/** “路口”, “小区” by themselves name no place; “小学门口” may. */
function onlyUnnamed(marks: Marks, { units }: Chain): boolean {
  return units.every(
    (one) => one.type !== 'generic' || marks.from('unnamed', one.start) >= one.end,
  );
}

/** A community that reports, or a lane chief's own lane, is the writer, not the place. */
function acts(marks: Marks, { end }: Span): boolean {
  if (marks.from('actorAfter', end) > 0) return true;
  return '老小'.includes(marks.text.charAt(end) || '-') && marks.from('surname', end + 1) > 0;
}
