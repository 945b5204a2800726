import type { Marks } from './marks.ts';
import type { PlaceUnit } from './place-units.ts';
import { covering, leftmostLongest, type Span } from './spans.ts';

/** A word that may be a link of a place or end one. */
export interface Candidate extends Span {
  readonly type: PlaceUnit['type'] | 'notPlace' | 'suffix' | 'tail';
  readonly word: string;
}

/** All of them that are free, from left to right, the longest where several begin. */
export function findCandidates(marks: Marks, blocked: Uint8Array): Candidate[] {
  const plain = (type: Candidate['type']) => (one: Span) => ({ ...one, type, word: '' });
  const nameWords = marks.all('nameWord');
  const all: Candidate[] = [
    ...marks.places.map(plain('known')),
    ...marks
      .each('outside')
      .map((one) => ({ ...withItsStreet(marks.text, one), type: 'known' as const, word: '' })),
    ...marks.areas.map((one) => ({ ...one, type: 'area' as const })),
    ...marks
      .each('notPlace')
      .filter((one) => !endsInside(marks, one))
      .map(plain('notPlace')),
    ...marks.each('placeFiller').filter(isLong).map(plain('notPlace')),
    ...marks.each('placeStop').filter(isLong).map(plain('notPlace')),
    ...marks.each('premises').map(plain('premises')),
    ...numbers(marks.text),
    ...marks.each('placeSuffix').map(plain('suffix')),
    ...marks.each('placeTail').map(plain('tail')),
    ...marks.each('counter').map((one) => withItsNumber(marks.text, one)),
    ...marks.each('position').map((one) => plain('position')(withItsSide(marks.text, one))),
  ];
  // The 厂 of 米厂心 is no premises.
  const free = all.filter((one) => {
    const name = covering(nameWords, one);
    const same = name?.start === one.start && name.end === one.end;
    return !name || same || (one.type !== 'notPlace' && name.end === one.end);
  });
  return leftmostLongest(free).filter((one) => one.type !== 'notPlace' && blocked[one.start] === 0);
}

/** 冶金厂+家属区: the 厂家 between two words of a name is no word. */
function endsInside(marks: Marks, { start, end }: Span): boolean {
  for (let at = start + 1; at < end; at += 1)
    if (marks.from('placeSuffix', at) > end && endsName(marks, at)) return true;
  return false;
}

function endsName(marks: Marks, at: number): boolean {
  return marks.to('placeSuffix', at) >= 0 || marks.to('placeTail', at) >= 0;
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

function isLong({ start, end }: Span): boolean {
  return end - start > 1;
}

/** 5栋, 3号楼2单元, K3+200, B口. */
const house =
  /(?![一二两三四五六七八九十]{1,3}[栋幢]楼(?![下上前后顶道梯]))(?![一二两三四五六七八九十]{1,3}[栋幢层间](?:房|楼房|民|居民|自|老|旧|新|高|平房|违|小|土))(?!一[栋幢座期弄组](?![0-9一二三四五六七八九](?!层)))第?(?:[0-9A-Z]{1,5}|[一二三四五六七八九十百零]{1,5})(?:-[0-9]{1,4})?(?:(?<=[0-9]) (?=[号栋幢]))?(?:(?:号楼|[号栋幢座]|单元)[0-9]{3,4}(?![0-9个多户人米元平年])(?:号房|[室号])?|号院子|号庭院|号院|号楼(?![下上前后顶道梯])|号(?:门|桥|线|地块|窗口|出口|入口|口|岗亭|车库|泵房|铺面|商铺|铺|厂房|库房|摊位|电杆|杆|井|坑|公馆)|窗口|(?:千伏|KV)(?=变|[\u4e00-\u9fff]{0,3}站)|号(?!多?人)|栋|幢|单元|楼(?![下上前后顶道梯])|层(?![高的自民房老小])(?<![二两三四五六七八九十2-9]层(?=楼[隔的]))|室|座|组|期|弄|网格|排(?=[0-9一二三四五六七八九十]{1,3}[号栋幢]|[\s,，。])|排(?=[0-9一二三四五六七八九十]{1,3}[号栋幢])|#)|[东南西北]{1,2}(?:延伸段|延长线|延长段|延段|侧|边|面|段|头|端|岸|角|大?门口?|出口|入口|出入口|进口|路口|拐角)|K[0-9]{1,3}(?:\+[0-9]{1,3})?米?处?|地铁站?[A-Z0-9]{1,2}号?(?:出入口|出口|入口|口)|地铁[0-9一二三四五六七八九十]{1,2}号线|B[1-9]层?(?![0-9A-Z])/y;

/** 一组到四组, 1栋至5栋 */
const range =
  /[0-9一二三四五六七八九十]{1,3}(组|期|栋|幢|单元|号楼)(?:到|至|-)[0-9一二三四五六七八九十]{1,3}\1/y;

/** 往西三百米, 下游30米, 上头一百米处: how far from there, and where. */
const bearing =
  /[往向以]?[东南西北上下里外前后](?:侧|面|边|头|游)?[0-9一二三四五六七八九十百两几]{1,5}(?:多|来)?(?:米|公里)处?/y;

/** House numbers, buildings, floors, distances. Bounded look-ahead at every digit, so linear. */
function numbers(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (!/[0-9A-Z一二三四五六七八九十东南西北往向以地上下里外前后百几数第]/.test(text.charAt(at)))
      continue;
    if (at > 0 && /[0-9A-Z]/.test(text.charAt(at)) && /[0-9A-Z]/.test(text.charAt(at - 1)))
      continue;
    const room = roomAt(text, at);
    if (room) found.push({ start: at, end: at + room.length, type: 'number', word: room });
    const group = matchAt(range, text, at);
    if (group) found.push({ start: at, end: at + group.length, type: 'number', word: group });
    const far = matchAt(bearing, text, at) ?? beyond(text, at);
    const word = far ?? matchAt(house, text, at);
    if (word === null) continue;
    const type = far !== null || /^[东南西北]/.test(word) ? 'position' : 'number';
    found.push({ start: at, end: at + word.length, type, word });
  }
  return found;
}

/** 和顺公寓+602: a room without a word for it, right behind a house. */
function roomAt(text: string, at: number): string | null {
  if (!/[苑园寓院区座栋幢庭邸城]/.test(text.charAt(at - 1) || '-')) return null;
  return (
    /^[0-9]{3,4}(?=[\u4e00-\u9fff\s,，。])(?![个户多人米元平年号栋幢路月斤次件天])/.exec(
      text.slice(at, at + 5),
    )?.[0] ?? null
  );
}

/** 校门外+百米: how far, right behind where. */
function beyond(text: string, at: number): string | null {
  if (!'外内前后东西南北上下旁口处侧边头'.includes(text.charAt(at - 1) || '-')) return null;
  return (
    /^[0-9一二三四五六七八九十百几数]{1,4}多?米(?:处|远)?(?![高宽深长厚多])/.exec(
      text.slice(at, at + 8),
    )?.[0] ?? null
  );
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
