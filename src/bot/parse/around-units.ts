import type { WordRole } from '../../domain/lexicon.ts';
import { consistsOf } from './cues.ts';
import { labelNames, type LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { combine, mix } from './surroundings.ts';
import type { Unit } from './units.ts';
import type { Surroundings } from './weights.ts';

/** How far before and behind a list the words are looked at one by one. */
const reachBefore = 12;
const reachBehind = 14;
const sentenceEnds = '。!?;；\n';
const between = ['joiner', 'unitFiller', 'callAfter', 'lead'] as const satisfies WordRole[];

/**
 * What stands around each unit that is named, the nth at `from[n]`: at both its ends, at both ends of the list it is in,
 * the words further on, and the label it stands under.
 */
export function aroundUnits(
  marks: Marks,
  { cues, from }: Surroundings,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
): Surroundings {
  const mine: number[] = [];
  const starts = new Uint32Array(units.length + 1);
  const take = (side: number, at: number): void => {
    for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1)
      mine.push(combine(cues[nth] ?? 0, side));
  };
  lists(marks, units).forEach(({ firstUnit, lastUnit }, nth) => {
    const unit = units[nth];
    const [head, tail] = [units[firstUnit], units[lastUnit]];
    if (!unit || !head || !tail) return;
    starts[nth] = mine.length;
    take(1, unit.start);
    take(2, unit.end);
    take(3, head.start);
    take(4, tail.end);
    wordsBehind(marks, tail.end, mine);
    wordsBefore(marks, head.start, mine);
    const label = labels.find(
      ({ value }) => value.start <= unit.start && unit.end <= value.end,
    )?.label;
    mine.push(
      mix(80, label ? labelNames.indexOf(label) : -1),
      mix(81, nth === units.length - 1 ? 1 : 0),
      mix(82, lastUnit - firstUnit),
      mix(83, Number(nth === firstUnit), Number(nth === lastUnit)),
    );
  });
  starts[units.length] = mine.length;
  return { cues: Int32Array.from(mine), from: starts };
}

function wordsBehind({ text }: Marks, end: number, mine: number[]): void {
  const last = Math.min(text.length, end + reachBehind);
  for (let at = end; at < last; at += 1) {
    const letter = text.charCodeAt(at);
    mine.push(
      mix(74, letter),
      mix(75, letter, text.charCodeAt(at + 1) || 1),
      mix(76, Math.min(at - end, 6), letter),
    );
    if (sentenceEnds.includes(text.charAt(at))) return;
  }
}

function wordsBefore({ text }: Marks, start: number, mine: number[]): void {
  for (let at = start - 1; at >= Math.max(0, start - reachBefore); at -= 1) {
    const letter = text.charCodeAt(at);
    mine.push(mix(77, letter), mix(78, letter, text.charCodeAt(at - 1) || 1));
    if (sentenceEnds.includes(text.charAt(at))) return;
  }
}

/** For each unit the first and the last of the list it is in. */
function lists(
  marks: Marks,
  units: readonly Unit[],
): { readonly firstUnit: number; readonly lastUnit: number }[] {
  const firsts = units.map((_, nth) => nth);
  for (let nth = 1; nth < units.length; nth += 1) {
    const [before, unit] = [units[nth - 1], units[nth]];
    if (before && unit && consistsOf(marks, before.end, unit.start, between))
      firsts[nth] = firsts[nth - 1] ?? nth;
  }
  const lasts = [...firsts.keys()];
  for (let nth = units.length - 2; nth >= 0; nth -= 1)
    if (firsts[nth + 1] === firsts[nth]) lasts[nth] = lasts[nth + 1] ?? nth;
  return firsts.map((firstUnit, nth) => ({ firstUnit, lastUnit: lasts[nth] ?? nth }));
}
