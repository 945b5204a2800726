import type { Marks } from './marks.ts';
import {
  bridge,
  closes,
  estate,
  findBounds,
  joinAt,
  longestName,
  nameStart,
  type Bounds,
} from './place-bounds.ts';
import { findCandidates, type Candidate } from './place-candidates.ts';
import { counterStart, countedFrom, windowStart } from './place-counts.ts';
import type { Span } from './spans.ts';

/** One link of a place as written: a road, a house number, “门口”. */
export interface PlaceUnit extends Span {
  readonly type: 'known' | 'named' | 'generic' | 'premises' | 'number' | 'position' | 'area';
  /** One single premises: 一家烧烤店. */
  readonly one: boolean;
  /** An area's word, to be compared with what is complained of. */
  readonly word: string;
}

/** Links of places in a text; no name reaches into what is `taken` already (units, streets, labels). */
export function findPlaceUnits(marks: Marks, taken: readonly Span[]): PlaceUnit[] {
  const units: PlaceUnit[] = [];
  const bounds = findBounds(marks, taken);
  for (const one of findCandidates(marks, bounds.taken)) {
    if (one.start < (units.at(-1)?.end ?? 0)) continue;
    const unit = complete(marks, one, bounds);
    if (!unit) continue;
    const whole = { ...unit, end: reach(marks, unit) };
    const last = units.at(-1);
    if (last?.type === 'position' && last.end > whole.start && bounds.joints[last.start] === 0)
      units.pop();
    units.push(whole);
    // 小+东门+菜市场: a side without anything before it may be a part of the name that follows.
    if (unit.type === 'position' && bounds.joints[unit.start] === 0) continue;
    joinAt(bounds, whole.end);
  }
  return units;
}

/** 白塔路+口, 立交桥+下: the last letter of a name may begin a position. */
function reach(marks: Marks, { type, end }: PlaceUnit): number {
  if ((type === 'known' || type === 'named') && marks.text.startsWith('社区', end)) return end + 2; // 花渔沟+社区
  if (type !== 'known' && type !== 'named' && type !== 'generic') return end;
  // 广场+地铁口: a longer word begins right here.
  if (Math.max(marks.from('position', end), marks.from('placeSuffix', end)) - end > 1) return end;
  return Math.max(end, marks.from('position', end - 1), marks.from('placeSuffix', end - 1));
}

/** 东+白沙河: a river's or road's other part. */
function isPartOfName(marks: Marks, start: number, bounds: Bounds): boolean {
  if (!'东西南北新老小大'.includes(marks.text.charAt(start - 1) || '-')) return false;
  const { seams, opens, taken } = bounds;
  if (taken[start - 1] === 1) return false;
  return (
    start === 1 ||
    seams[start - 1] !== 0 ||
    opens[start - 1] === 1 ||
    /[^\u4e00-\u9fff]/.test(marks.text.charAt(start - 2))
  );
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
      return made('known', isPartOfName(marks, start, bounds) ? start - 1 : start);
    case 'area':
      return made('area', Math.max(marks.to('one', start), 0) || start);
    case 'number': {
      const from = /[栋幢座期组]|号楼|^地铁站/.test(word) ? estate(marks, start, bounds) : start;
      if (from < start) return made('named', from);
      if (word.startsWith('K')) return made('number', bridge(marks, start, start, bounds));
      return made('number', /窗口$/.test(word) ? counterStart(marks, start) : start);
    }
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
      if (
        /^(?:企业|公司|机构)$/.test(marks.text.slice(start, end)) &&
        marks.to('one', start) < 0 &&
        !countedFrom(marks, start)?.single
      )
        return null;
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
        if (/[两一四各0-9]/.test(marks.text.charAt(start - 1))) return made('position');
        const from = closes(marks, end, bounds) ? bridge(marks, start, start, bounds) : start;
        return from < start ? made('named', from) : made('position');
      }
      const apart = /^(?:周|附近|一带|两)/.test(marks.text.slice(start, end)) ? 0 : 1;
      const free = (marks.slotEnds[start] ?? 0) <= apart;
      const name = free ? bridge(marks, start, start, bounds) : start;
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
