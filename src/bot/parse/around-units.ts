import type { WordRole } from '../../domain/lexicon.ts';
import { consistsOf } from './cues.ts';
import { labelNames, type LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { combine, mix } from './cue.ts';
import { cuesAtOnce } from './surroundings.ts';
import type { Unit } from './units.ts';
import type { Surroundings } from './weights.ts';

/** How far before and behind a list the words are looked at one by one. */
const reachBefore = 16;
const reachBehind = 24;
/** At its four boundaries, in the words around, and four more. */
const mostCues = 4 * cuesAtOnce + 4 * reachBefore + 5 * reachBehind + 4;
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
  const mine = new Int32Array(units.length * mostCues);
  let filled = 0;
  const put = (cue: number): void => {
    mine[filled] = cue;
    filled += 1;
  };
  const starts = new Uint32Array(units.length + 1);
  const take = (side: number, at: number): void => {
    for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1)
      put(combine(cues[nth] ?? 0, side));
  };
  lists(marks, units).forEach(({ firstUnit, lastUnit }, nth) => {
    const unit = units[nth];
    const [head, tail] = [units[firstUnit], units[lastUnit]];
    if (!unit || !head || !tail) return;
    starts[nth] = filled;
    take(1, unit.start);
    take(2, unit.end);
    take(3, head.start);
    take(4, tail.end);
    wordsBehind(marks, tail.end, put);
    wordsBefore(marks, head.start, put);
    const label = labels.find(
      ({ value }) => value.start <= unit.start && unit.end <= value.end,
    )?.label;
    put(mix(80, label ? labelNames.indexOf(label) : -1));
    put(mix(81, nth === units.length - 1 ? 1 : 0));
    put(mix(82, lastUnit - firstUnit));
    put(mix(83, Number(nth === firstUnit), Number(nth === lastUnit)));
  });
  starts[units.length] = filled;
  return { cues: mine.subarray(0, filled), from: starts };
}

/** Letters, pairs and threes behind a list, and in which clause after it they stand, up to the sentence's end. */
function wordsBehind({ text, clause }: Marks, end: number, put: (cue: number) => void): void {
  const last = Math.min(text.length, end + reachBehind);
  for (let at = end; at < last; at += 1) {
    const [a, b, c] = lettersFrom(text, at, 1);
    const far = Math.min((clause[at] ?? 0) - (clause[end - 1] ?? 0), 2);
    put(mix(74, a));
    put(mix(75, a, b));
    put(mix(76, Math.min(at - end, 6), a));
    put(mix(79, a, b, far));
    put(mix(84, mix(85, a, b), c, far));
    if (sentenceEnds.includes(text.charAt(at))) return;
  }
}

/** The same before a list, from it backwards. */
function wordsBefore({ text, clause }: Marks, start: number, put: (cue: number) => void): void {
  for (let at = start - 1; at >= Math.max(0, start - reachBefore); at -= 1) {
    const [a, b, c] = lettersFrom(text, at, -1);
    const far = Math.min((clause[start] ?? 0) - (clause[at] ?? 0), 2);
    put(mix(77, a));
    put(mix(78, a, b));
    put(mix(86, a, b, far));
    put(mix(87, mix(88, a, b), c, far));
    if (sentenceEnds.includes(text.charAt(at))) return;
  }
}

const lettersFrom = (text: string, at: number, step: number): [number, number, number] => [
  text.charCodeAt(at),
  text.charCodeAt(at + step) || 1,
  text.charCodeAt(at + 2 * step) || 1,
];

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
