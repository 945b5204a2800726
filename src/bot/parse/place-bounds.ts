import type { WordRole } from '../../domain/lexicon.ts';
import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';

/** The most letters of a name before its suffix; of one cut off at a noun; of one right behind another link. */
export const longestName = 6;
const cutName = 3;
const longestLink = 10;

/** Where names end, what belongs to a street, a unit that is meant, or a label, and where a link of a place ended. */
export interface Bounds {
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

/** What ends names in a text. No link is found yet; `taken` belongs to units that are meant, streets and labels. */
export function findBounds(marks: Marks, taken: readonly Span[]): Bounds {
  const size = marks.text.length + 1;
  const blocked = new Uint8Array(size);
  for (const { start, end } of taken) blocked.fill(1, start, end);
  const opens = new Uint8Array(size);
  for (const { end } of marks.streets) opens[end] = 1;
  return {
    seams: findSeams(marks, blocked),
    taken: blocked,
    joints: new Uint8Array(size),
    opens,
    walls: findWalls(marks, blocked),
    starts: findStarts(marks),
  };
}

/** Remembers that a link ends here. */
export function joinAt({ seams, joints }: Bounds, end: number): void {
  seams[end] = hard;
  joints[end] = 1;
}

/** Whether a name may end here: at the end of a clause, or where a word begins that no name contains. */
export function closes(marks: Marks, at: number, { starts }: Bounds): boolean {
  return at >= marks.text.length || starts[at] === 1 || !isNameLetter(marks.text.charCodeAt(at));
}

/** How far a name reaches back from its suffix: to punctuation, a unit, or a word no name contains. */
export function nameStart(marks: Marks, suffix: number, { seams, taken }: Bounds): number {
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
export function bridge(
  { text }: Marks,
  suffix: number,
  from: number,
  { joints, walls, opens }: Bounds,
): number {
  for (let at = suffix; at > 0 && suffix - at <= longestLink; at -= 1) {
    // 巷子+里 is left before what is told of it.
    if (at <= from && (joints[at] === 1 || opens[at] === 1))
      return '里内上和与跟同及'.includes(text.charAt(at)) ? from : at;
    if (walls[at] === 1 || !isNameLetter(text.charCodeAt(at - 1))) break;
  }
  return from;
}

/** 金色大道+明日城市+5栋: an estate's name between a road and the number of a building. */
export function estate({ text }: Marks, number: number, { joints, seams, opens }: Bounds): number {
  for (let at = number; at > 0 && number - at <= longestName; at -= 1) {
    if (joints[at] === 1 || opens[at] === 1) return at;
    if (seams[at] !== 0) break;
    if (!isLetter(text.charCodeAt(at - 1))) return number - at > 2 ? at : number;
  }
  return number;
}

function isNameLetter(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39);
}

export function isLetter(code: number): boolean {
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

/** Indexes that a link right behind another one cannot reach back over. */
function findWalls(marks: Marks, blocked: Uint8Array): Uint8Array {
  const walls = new Uint8Array(marks.text.length + 1);
  for (let at = 1; at <= marks.text.length; at += 1)
    if (marks.slotEnds[at] === 2 || blocked[at - 1] === 1) walls[at] = 1;
  for (const role of [...stops, 'actorAfter'] as const)
    for (const end of marks.ends(role)) if (end - marks.to(role, end) > 1) walls[end] = 1;
  for (const end of marks.ends('linkStop')) walls[end] = 1;
  for (const { start, end } of marks.all('nameWord')) walls.fill(0, start + 1, end);
  return walls;
}

/** Where words begin that no name contains. */
function findStarts(marks: Marks): Uint8Array {
  const starts = new Uint8Array(marks.text.length + 1);
  for (const { start } of marks.slotSpans) starts[start] = 1;
  for (const role of [...softStops, ...stops, 'position', 'notPlace'] as const)
    for (const { start } of marks.each(role)) starts[start] = 1;
  for (const { start } of [...marks.orgs, ...marks.streets]) starts[start] = 1;
  return starts;
}
