import { isNothing, type LabelledValue } from './labels.ts';
import type { Marks, Span } from './marks.ts';
import type { Unit } from './units.ts';

type Subject = 'street' | 'other' | null;

/**
 * 先期处置: clauses in which street, community, grid worker, alliance, window or project office say what they did. What
 * property managers, departments or residents did is none (domain 6.4).
 */
export function findEfforts(
  marks: Marks,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
): Span[] {
  const told: Span[] = [];
  let subject: Subject = null;
  let sentence = -1;
  for (const clause of clauses(marks)) {
    const label = labels.find(({ key }) => key.end === clause.start || key.start === clause.start);
    if (label) subject = null;
    if (marks.sentence[clause.start] !== sentence && subject === 'other') subject = null;
    sentence = marks.sentence[clause.start] ?? -1;
    subject = subjectOf(marks, clause, units) ?? subject;
    if (subject !== 'other' && tellsWork(marks, clause, subject)) told.push(clause);
  }
  const labelled = labels.find((one) => one.label === 'effort');
  if (!labelled || isNothing(marks, labelled.value)) return told;
  return tellsNothing(marks, labelled.value, units) ? told : [labelled.value, ...told];
}

/** Under its own label anything counts, unless somebody else did it or nothing was done. */
function tellsNothing(marks: Marks, value: Span, units: readonly Unit[]): boolean {
  return subjectOf(marks, value, units) === 'other' || has(marks, 'didNot', value);
}

function tellsWork(marks: Marks, clause: Span, subject: Subject): boolean {
  if (has(marks, 'didNot', clause) || has(marks, 'appeal', clause)) return false;
  const work = marks.all('didWork').filter((one) => inside(one, clause));
  if (work.length === 0) return false;
  return done(marks, clause) || (subject === 'street' && done(marks, following(marks, clause)));
}

function done(marks: Marks, clause: Span): boolean {
  return has(marks, 'aspect', clause);
}

/** Who acts: the first of those named in the clause before any work. */
function subjectOf(marks: Marks, clause: Span, units: readonly Unit[]): Subject {
  const named = [
    ...marks.all('otherActor').map((one) => ({ ...one, who: 'other' as const })),
    ...units.map((one) => ({ ...one, who: 'other' as const })),
    ...marks.all('actor').map((one) => ({ ...one, who: 'street' as const })),
    ...marks.streets.filter((one) => one.full).map((one) => ({ ...one, who: 'street' as const })),
  ]
    .filter((one) => inside(one, clause))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return named.find((one) => !isObject(marks, one.start))?.who ?? null;
}

/** 联合城管, 向水务局: not who acts but with whom. */
function isObject(marks: Marks, start: number): boolean {
  return '向跟和同给对请把将合被'.includes(marks.text.charAt(start - 1)) && start > 0;
}

function following(marks: Marks, clause: Span): Span {
  const start = Math.min(clause.end + 1, marks.text.length);
  let end = start;
  while (end < marks.text.length && marks.clause[end] === marks.clause[start]) end += 1;
  return { start, end };
}

function clauses(marks: Marks): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (let at = 1; at <= marks.text.length; at += 1) {
    if (at < marks.text.length && marks.clause[at] === marks.clause[at - 1]) continue;
    const last = marks.text.charAt(at - 1);
    const end = /[\s,，、。;；:：!?]/.test(last) ? at - 1 : at;
    if (end > start) found.push({ start, end });
    start = at;
  }
  return found;
}

function has(marks: Marks, role: 'didNot' | 'appeal' | 'aspect', clause: Span): boolean {
  return marks.all(role).some((one) => inside(one, clause));
}

function inside(one: Span, outer: Span): boolean {
  return one.start >= outer.start && one.end <= outer.end;
}
