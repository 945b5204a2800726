import { isNothing, type LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { inside, type Span } from './spans.ts';
import { combine, mix } from './cue.ts';
import type { Unit } from './units.ts';
import { weigh, type Weights, type Surroundings } from './weights.ts';

/** Nobody tells in more letters than this, without a comma, what one office did. */
const longestClause = 60;
/** Under its own label almost anything counts, unless somebody else did it or nothing was done. */
const leastUnderLabel = 0.1;

/**
 * 先期处置: clauses in which street, community, grid worker, alliance, window or project office say what they did. What
 * property managers, departments or residents did is none (domain 6.4).
 */
export function findEfforts(
  marks: Marks,
  around: Surroundings,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
): Span[] {
  const weights = marks.compiled.learnt?.efforts ?? null;
  const label = labels.find((one) => one.label === 'effort' && !isNothing(marks, one.value));
  if (!weights) return label ? [label.value] : [];
  const chances = tellsWork(whoseWork(marks, around, units), weights);
  const underLabel = label && chanceWithin(chances, label.value) >= leastUnderLabel;
  if (!underLabel && chanceWithin(chances, { start: 0, end: marks.text.length }) < 0.5) return [];
  const told = clauses(marks).filter((one) => chanceWithin(chances, one) >= 0.5);
  const all = told.length > 0 || underLabel ? told : [clauseAround(marks, likeliest(chances))];
  const labelled = underLabel ? [label.value] : [];
  return [...labelled, ...all.map((one) => untilWanted(marks, one))];
}

/** For each boundary how likely it shows work that was done. */
function tellsWork(around: Surroundings, weights: Weights): Float64Array {
  const [scores] = weigh(around, weights);
  return (scores ?? new Float64Array()).map((score) => chanceOf(score));
}

/** Nothing tells of work until it is shown. */
export const doubt = -5;

export function chanceOf(score: number): number {
  return 1 / (1 + Math.exp(-score - doubt));
}

/** How likely one of the boundaries within shows it. */
function chanceWithin(chances: Float64Array, { start, end }: Span): number {
  let none = 1;
  for (let at = start; at <= end; at += 1) none *= 1 - (chances[at] ?? 0);
  return 1 - none;
}

function likeliest(chances: Float64Array): number {
  return chances.reduce((best, one, at) => (one > (chances[best] ?? 0) ? at : best), 0);
}

/** What stands around each boundary, alone and together with who was named last. */
export function whoseWork(
  marks: Marks,
  { cues, from }: Surroundings,
  units: readonly Unit[],
): Surroundings {
  const who = namesOf(marks, units);
  const size = marks.text.length;
  const mine = new Int32Array((from.at(-1) ?? 0) * 2 + (size + 1) * 3);
  const starts = new Uint32Array(from.length);
  let [filled, here, before, far] = [0, 0, 0, 0];
  for (let at = 0; at <= size; at += 1) {
    if (at > 0 && marks.clause[at] !== marks.clause[at - 1]) {
      if (here !== 0) before = here;
      here = 0;
      // Who is spoken of in one sentence may have nothing to do with the next, unless it is the writer.
      if (marks.sentence[at] !== marks.sentence[at - 1] && before > whoStreet) before = whoEarlier;
    }
    const name = who[at] ?? 0;
    if (name > 0) [here, far] = [name, 0];
    else far += 1;
    const named = here === 0 ? before : here * 8;
    starts[at] = filled;
    mine[filled++] = mix(60, named);
    mine[filled++] = mix(61, named, Math.min(far, 12));
    mine[filled++] = mix(62, here, before);
    for (let nth = from[at] ?? 0; nth < (from[at + 1] ?? 0); nth += 1) {
      const cue = cues[nth] ?? 0;
      mine[filled++] = cue;
      mine[filled++] = combine(cue, named);
    }
  }
  starts[size + 1] = filled;
  return { cues: mine, from: starts };
}

const whoStreet = 1;
const whoOther = 2;
const whoUnit = 3;
const whoAddress = 4;
const whoEarlier = 5;

/** Where somebody's name ends: those who answer for the place, others, units, and streets, which may be an address. */
function namesOf(marks: Marks, units: readonly Unit[]): Uint8Array {
  const who = new Uint8Array(marks.text.length + 2);
  for (const { end } of marks.each('otherActor')) who[end] = whoOther;
  for (const { end } of units) who[end] = whoUnit;
  for (const { end } of marks.streets) who[end] = whoAddress;
  for (const { end } of marks.each('actor')) who[end] = whoStreet;
  return who;
}

/** “去疏导了六七次没得用想请交警”: what is not done yet, and all behind it, is no work. */
function untilWanted(marks: Marks, { start, end }: Span): Span {
  const wanted = inside(marks.all('didNot'), { start: start + 1, end })[0];
  return { start, end: wanted?.start ?? end };
}

/** Stretches between signs, a very long one in pieces. */
function clauses(marks: Marks): Span[] {
  const found: Span[] = [];
  for (let start = 0; start < marks.text.length;) {
    const end = clauseEnd(marks, start);
    found.push(withoutSign(marks, { start, end }));
    start = end;
  }
  return found.filter(({ start, end }) => end > start);
}

function clauseEnd({ text, clause }: Marks, start: number): number {
  const last = Math.min(text.length, start + longestClause);
  let end = start + 1;
  while (end < last && clause[end] === clause[start]) end += 1;
  return end;
}

/** The clause that a letter is in. */
function clauseAround(marks: Marks, letter: number): Span {
  let start = Math.min(letter, marks.text.length - 1);
  const first = Math.max(0, start - longestClause / 2);
  while (start > first && marks.clause[start - 1] === marks.clause[letter]) start -= 1;
  return withoutSign(marks, { start, end: clauseEnd(marks, start) });
}

function withoutSign({ text }: Marks, { start, end }: Span): Span {
  return { start, end: /[\s,，、。;；:：!?]/.test(text.charAt(end - 1)) ? end - 1 : end };
}
