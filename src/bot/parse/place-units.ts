import type { WordRole } from '../../domain/lexicon.ts';
import type { Marks } from './marks.ts';
import { leftmostLongest, type Span } from './spans.ts';

/** One link of a place as written: a road, a house number, “门口”. */
export interface PlaceUnit extends Span {
  readonly type: 'known' | 'named' | 'generic' | 'premises' | 'number' | 'position' | 'area';
  /** One single premises: 一家烧烤店. */
  readonly one: boolean;
  /** An area's word, to be compared with what is complained of. */
  readonly word: string;
}

const longestName = 6;
const cutName = 3;
const longestLink = 10;

/** Links of places in a text; no name reaches into what is `taken` already (units, streets, labels). */
export function findPlaceUnits(marks: Marks, taken: readonly Span[]): PlaceUnit[] {
  const blocked = new Uint8Array(marks.text.length + 1);
  for (const { start, end } of taken) blocked.fill(1, start, end);
  const units: PlaceUnit[] = [];
  const joints = new Uint8Array(marks.text.length + 1);
  const opens = new Uint8Array(marks.text.length + 1);
  for (const { end } of marks.streets) opens[end] = 1;
  const bounds = {
    seams: findSeams(marks, blocked),
    taken: blocked,
    joints,
    walls: findWalls(marks, blocked),
    starts: findStarts(marks),
    opens,
  };
  for (const one of candidates(marks, blocked)) {
    if (one.start < (units.at(-1)?.end ?? 0)) continue;
    const unit = complete(marks, one, bounds);
    if (!unit) continue;
    const whole = { ...unit, end: reach(marks, unit) };
    const last = units.at(-1);
    if (last?.type === 'position' && last.end > whole.start && joints[last.start] === 0)
      units.pop();
    units.push(whole);
    // 小+东门+菜市场: a side without anything before it may be a part of the name that follows.
    if (unit.type === 'position' && joints[unit.start] === 0) continue;
    bounds.seams[whole.end] = hard;
    joints[whole.end] = 1;
  }
  return units;
}

/** Whether a name may end here: at the end of a clause, or where a word begins that no name contains. */
function closes(marks: Marks, at: number, { starts }: Bounds): boolean {
  return at >= marks.text.length || starts[at] === 1 || !isNameLetter(marks.text.charCodeAt(at));
}

/** Where names end, what belongs to a street, a unit that is meant, or a label, and where a link of a place ended. */
interface Bounds {
  readonly seams: Uint8Array;
  readonly taken: Uint8Array;
  readonly joints: Uint8Array;
  /** Where a street's name ends: what stands right behind it is a place, if it is a name at all. */
  readonly opens: Uint8Array;
  /** Where a link right behind another one ends at the latest: behind verbs, times, and what goes wrong. */
  readonly walls: Uint8Array;
  /** Where a word begins that no name contains. */
  readonly starts: Uint8Array;
}

/** No name reaches over a hard seam; one right behind another name reaches over soft ones. */
const soft = 1;
const hard = 2;

interface Candidate extends Span {
  readonly type: PlaceUnit['type'] | 'notPlace' | 'suffix' | 'tail';
  readonly word: string;
}

function candidates(marks: Marks, blocked: Uint8Array): Candidate[] {
  const plain = (type: Candidate['type']) => (one: Span) => ({ ...one, type, word: '' });
  return leftmostLongest<Candidate>([
    ...marks.places.map(plain('known')),
    ...marks
      .each('outside')
      .map((one) => ({ ...withItsStreet(marks.text, one), type: 'known' as const, word: '' })),
    ...marks.areas.map((one) => ({ ...one, type: 'area' as const })),
    ...marks.each('notPlace').map(plain('notPlace')),
    ...marks.each('placeFiller').filter(isLong).map(plain('notPlace')),
    ...marks.each('placeStop').filter(isLong).map(plain('notPlace')),
    ...marks.each('premises').map(plain('premises')),
    ...numbers(marks.text),
    ...marks.each('placeSuffix').map(plain('suffix')),
    ...marks.each('placeTail').map(plain('tail')),
    ...marks.each('counter').map((one) => withItsNumber(marks.text, one)),
    ...marks.each('position').map((one) => plain('position')(withItsSide(marks.text, one))),
  ]).filter((one) => one.type !== 'notPlace' && blocked[one.start] === 0);
}

/** 官渡区+关上街道: the streets of other districts are part of a place as written. */
function withItsStreet(text: string, { start, end }: Span): Span {
  const street = /^[\u4e00-\u9fff]{2,4}?(?:街道|镇|乡)/.exec(text.slice(end, end + 8))?.[0] ?? '';
  return { start, end: end + street.length };
}

/** 大坝下+面, 坡上+头. */
function withItsSide(text: string, { start, end }: Span): Span {
  const side =
    '上下里外前后旁'.includes(text.charAt(end - 1)) && '面边头方游'.includes(text.charAt(end));
  return { start, end: side && end < text.length ? end + 1 : end };
}

/** 税务窗口+B12. */
function withItsNumber(text: string, { start, end }: Span): Candidate {
  const number =
    /^[A-Z]{0,2}[0-9]{1,3}号?(?![0-9个户人次])/.exec(text.slice(end, end + 7))?.[0] ?? '';
  return { start, end: end + number.length, type: 'suffix', word: '窗口' };
}

/** 不动产登记+5号窗口: whose counter it is belongs to its name. */
function counterStart(marks: Marks, number: number): number {
  const start = marks.to('counterName', number);
  return start < 0 ? number : start;
}

/** 白塔路+口, 立交桥+下: the last letter of a name may begin a position. */
function reach(marks: Marks, { type, end }: PlaceUnit): number {
  if (type === 'known' && marks.text.startsWith('社区', end)) return end + 2; // 花渔沟+社区
  if (type !== 'known' && type !== 'named' && type !== 'generic') return end;
  // 广场+地铁口: a longer word begins right here.
  if (Math.max(marks.from('position', end), marks.from('placeSuffix', end)) - end > 1) return end;
  return Math.max(end, marks.from('position', end - 1), marks.from('placeSuffix', end - 1));
}

function isLong({ start, end }: Span): boolean {
  return end - start > 1;
}

function complete(marks: Marks, one: Candidate, bounds: Bounds): PlaceUnit | null {
  const { start, end, word } = one;
  const { joints } = bounds;
  const made = (type: PlaceUnit['type'], from = start, single = false): PlaceUnit => ({
    type,
    start: from,
    end,
    word,
    one: single,
  });
  switch (one.type) {
    case 'known':
      return made('known');
    case 'area':
      return made('area', Math.max(marks.to('one', start), 0) || start);
    case 'number':
      if (/[栋幢座期]|号楼/.test(word)) return made('number', estate(marks, start, bounds));
      return made('number', /窗口$/.test(word) ? counterStart(marks, start) : start);
    case 'suffix': {
      if (word === '窗口') {
        const from = windowStart(marks, start);
        return made(from < start ? 'named' : 'generic', from);
      }
      const single = marks.to('one', start);
      if (single >= 0) return made('premises', single, true);
      const from = bridge(marks, start, nameStart(marks, start, bounds), bounds);
      return from < start ? made('named', from) : made('generic');
    }
    case 'tail': {
      const counts = /[0-9一二三四五六七八九十百几层栋幢整这那每各]/;
      if (counts.test(marks.text.charAt(start - 1)) || !closes(marks, end, bounds)) return null;
      if (joints[start] === 1) return made('position');
      const from = bridge(marks, start, start, bounds);
      return from < start ? made('named', from) : null;
    }
    case 'premises': {
      const counted = countedFrom(marks, start);
      if (counted) return counted.single ? made('premises', counted.start, true) : null;
      const from = bridge(marks, start, nameStart(marks, start, bounds), bounds);
      // 茨坝路+粮店: what is left between a name and the kind of premises belongs to the premises.
      if (start - from < 2) return made('premises', joints[from] === 1 ? from : start);
      return made('premises', from, true);
    }
    case 'position': {
      if (joints[start] === 1) return made('position');
      if (end - start < 2) {
        const from = closes(marks, end, bounds) ? bridge(marks, start, start, bounds) : start;
        return from < start ? made('named', from) : made('position');
      }
      const name = marks.slotEnds[start] === 0 ? bridge(marks, start, start, bounds) : start;
      if (name < start) return made('named', name);
      const from = nameStart(marks, start, bounds);
      // 老槐树下 may be where it is, and is believed only where no name is written.
      return start - from >= 2 && start - from <= longestName
        ? made('generic', from)
        : made('position');
    }
    case 'generic':
    case 'named':
    case 'notPlace':
      return null;
  }
}

/** “一家咖啡连锁店” is one, “几家大型烧烤店” are several: who counts stands a few letters before. */
function countedFrom(marks: Marks, end: number): { start: number; single: boolean } | null {
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
function windowStart(marks: Marks, end: number): number {
  const name =
    /(?:(?![在到的了去请找向从是把让卡和与由跑回])[\u4e00-\u9fff]){0,8}$/.exec(
      marks.text.slice(Math.max(0, end - 8), end),
    )?.[0] ?? '';
  for (let at = end; at > end - name.length; at -= 1)
    if ((['placeFiller', 'elsewhere', 'deictic'] as const).some((one) => marks.to(one, at) >= 0))
      return at;
  return end - name.length;
}

/** How far a name reaches back from its suffix: to punctuation, a unit, or a word no name contains. */
function nameStart(marks: Marks, suffix: number, { seams, taken }: Bounds): number {
  const unit = marks.orgTo(suffix);
  let at = unit >= 0 && taken[unit] === 0 ? unit : suffix;
  if (at < suffix && '老原旧'.includes(marks.text.charAt(at - 1)) && at > 0) return at - 1;
  while (at > 0 && suffix - at < longestName) {
    if (seams[at] !== 0 || !isLetter(marks.text.charCodeAt(at - 1))) return at;
    at -= 1;
  }
  if (at === 0 || seams[at] !== 0 || !isLetter(marks.text.charCodeAt(at - 1))) return at;
  return Math.max(at, suffix - cutName);
}

/** A name right behind another one reaches back to it over nouns that would end it elsewhere: 茨坝路+中心学校. */
function bridge(
  { text }: Marks,
  suffix: number,
  from: number,
  { joints, walls, opens }: Bounds,
): number {
  for (let at = suffix; at > 0 && suffix - at <= longestLink; at -= 1) {
    // 巷子+里 is left before what is told of it.
    if (at <= from && (joints[at] === 1 || opens[at] === 1))
      return '里内上'.includes(text.charAt(at)) ? from : at;
    if (walls[at] === 1 || !isNameLetter(text.charCodeAt(at - 1))) break;
  }
  return from;
}

/** 金色大道+明日城市+5栋: an estate's name between a road and the number of a building. */
function estate({ text }: Marks, number: number, { joints, seams }: Bounds): number {
  for (let at = number; at > 0 && number - at <= longestName; at -= 1) {
    if (joints[at] === 1) return at;
    if (seams[at] !== 0 || !isLetter(text.charCodeAt(at - 1))) break;
  }
  return number;
}

function isNameLetter(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39);
}

function isLetter(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x41 && code <= 0x5a);
}

const softStops = ['deictic', 'actor'] as const satisfies WordRole[];
const stops = [
  'placeStop',
  'placeFiller',
  'elsewhere',
  'call',
  'several',
  'one',
  'span',
] as const satisfies WordRole[];

/** Indexes that a name cannot reach back over: the ends of words no name contains, of what is taken, of wordings. */
function findSeams(marks: Marks, blocked: Uint8Array): Uint8Array {
  const seams = Uint8Array.from(marks.slotEnds);
  for (const role of softStops) for (const end of marks.ends(role)) seams[end] ||= soft;
  for (const role of stops) for (const end of marks.ends(role)) seams[end] = hard;
  // 人民中路, 关上街: these fill after a name, and are letters of names as well.
  for (let at = 1; at <= marks.text.length; at += 1)
    if (
      '上中头'.includes(marks.text.charAt(at - 1)) &&
      marks.to('placeFiller', at) === at - 1 &&
      marks.to('placeStop', at) < 0
    )
      seams[at] = 0;
  // 和平 is a name's word although 和 ends a name.
  for (const { start, end } of marks.all('nameWord')) seams.fill(0, start + 1, end + 1);
  for (let at = 1; at <= marks.text.length; at += 1) if (blocked[at - 1] === 1) seams[at] = hard;
  return seams;
}

function findWalls(marks: Marks, blocked: Uint8Array): Uint8Array {
  const walls = new Uint8Array(marks.text.length + 1);
  for (let at = 1; at <= marks.text.length; at += 1)
    if (marks.slotEnds[at] === 2 || blocked[at - 1] === 1) walls[at] = 1;
  for (const role of [...stops, 'actorAfter'] as const)
    for (const end of marks.ends(role))
      if (end - marks.to(role, end) > 1 || verbs.includes(marks.text.charAt(end - 1)))
        walls[end] = 1;
  for (const { start, end } of marks.all('nameWord')) walls.fill(0, start + 1, end);
  return walls;
}

function findStarts(marks: Marks): Uint8Array {
  const starts = new Uint8Array(marks.text.length + 1);
  for (const { start } of marks.slotSpans) starts[start] = 1;
  for (const role of [...softStops, ...stops, 'position', 'notPlace'] as const)
    for (const { start } of marks.each(role)) starts[start] = 1;
  for (const { start } of [...marks.orgs, ...marks.streets]) starts[start] = 1;
  return starts;
}

const verbs =
  '在到从于的了是有被把向往就也又还请让叫去来他她它们说问给等因为很不没将过沿离靠着并但或可只想要吧啊呀哦啦呢吗这那某撞挖淹漏炸砸塌断倒坏堵停拉跑偷睡先再跟我你加盖搭';

const house =
  /(?![一二两三四五六七八九十]{1,3}[栋幢层间](?:房|楼房|民|居民|自|老|旧|新|高|平房|违|小|土))(?!一[栋幢座期弄组](?![0-9一二三四五六七八九](?!层)))(?:[0-9A-Z]{1,5}|[一二三四五六七八九十百零]{1,5})(?:-[0-9]{1,4})?(?:(?<=[0-9]) (?=[号栋幢]))?(?:(?:号楼|[号栋幢座]|单元)[0-9]{3,4}(?![0-9个多户人米元平年])(?:号房|[室号])?|号庭院|号院|号楼(?![下上前后顶道梯])|号(?:门|桥|线|地块|窗口|出口|入口|口|岗亭|车库|泵房|铺面|商铺|铺|厂房|库房|摊位|电杆|杆|井|坑|公馆)|窗口|千伏|KV|号|栋|幢|单元|楼(?![下上前后顶道梯])|层(?![高的自民房老小])(?<![二两三四五六七八九十2-9]层(?=楼[隔的]))|室|座|组|期|弄|#)|[东南西北]{1,2}(?:延伸段|延长线|延长段|延段|侧|边|面|段|头|端|岸|角|大?门口?|出口|入口|出入口|进口|路口|拐角)|K[0-9]{1,3}(?:\+[0-9]{1,3})?米?处?|地铁站?[A-Z0-9]{1,2}号?(?:出入口|出口|入口|口)|[往向以][东南西北]侧?[0-9一二三四五六七八九十百]{1,5}米/gy;

/** House numbers, buildings, floors. Bounded look-ahead at every digit, so linear. */
function numbers(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!/[0-9A-Z一二三四五六七八九十东南西北往向以地]/.test(text.charAt(at))) continue;
    if (at > 0 && /[0-9A-Z]/.test(text.charAt(at)) && /[0-9A-Z]/.test(text.charAt(at - 1)))
      continue;
    house.lastIndex = at;
    const match = house.exec(text);
    if (!match) continue;
    const type = /^[东南西北]/.test(match[0]) ? 'position' : 'number';
    found.push({ start: at, end: at + match[0].length, type, word: match[0] });
  }
  return found;
}
