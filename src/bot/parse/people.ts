import { amountAt, isNumeral } from './amount.ts';
import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';

export interface Headcount extends Span {
  readonly count: number;
}

/** How many people are asked for: 需要20名党员, 志愿者15人, 人数：20. Who is complained of or helped is not counted (S14). */
export function readHeadcount(marks: Marks): Headcount | null {
  const { text } = marks;
  for (let at = 0; at < text.length; at += 1) {
    if (!isNumeral(text, at)) continue;
    const found = isNumeral(text, at - 1) ? null : headcountAt(marks, at);
    if (found) return found;
  }
  return null;
}

function headcountAt(marks: Marks, start: number): Headcount | null {
  const { text } = marks;
  const amount = amountAt(text, start);
  if (!amount || amount.value < 1 || amount.value > 5000) return null;
  const labelled = isLabelled(marks, start);
  let end = pastRange(text, amount.end);
  if ('多余来几'.includes(text.charAt(end) || '-')) end += 1;
  const person = marks.from('person', end);
  if (labelled) return { start, end: Math.max(person, amount.end), count: amount.value };
  if (person < 0) return null;
  const helper = marks.from('helper', text.charAt(person) === '的' ? person + 1 : person);
  const needed = neededBefore(marks, start);
  const community = marks.all('kind:community').length > 0;
  const helpersBefore = marks.to('helper', start) >= 0;
  if (helper > 0 && (needed || asked(marks, start, helper)))
    return { start, end: helper, count: amount.value };
  if (helpersBefore && (needed || asked(marks, start, person)))
    return { start, end: person, count: amount.value };
  if (amount.value < 2) return null; // 来一位
  const people = text.charAt(person - 1) !== '个' || community; // 车位缺600个 counts no people
  if (people && needed && (community || closes(marks, person)))
    return { start, end: person, count: amount.value };
  const alone = marks.clause[start - 1] !== marks.clause[start] && closes(marks, person);
  return community && alone && people ? { start, end: person, count: amount.value } : null;
}

/** 20至30名: the least that is asked for. */
function pastRange(text: string, end: number): number {
  if (!'-~—到至'.includes(text.charAt(end) || '=')) return end;
  return amountAt(text, end + 1)?.end ?? end;
}

function isLabelled(marks: Marks, start: number): boolean {
  let at = start;
  while (at > 0 && start - at < 3 && ' :：】'.includes(marks.text.charAt(at - 1))) at -= 1;
  return at < start && marks.to('headcountLabel', at) >= 0;
}

/** 需要, 请派, right before the number or before the helpers it counts. */
function neededBefore(marks: Marks, start: number): boolean {
  let at = start;
  while (at > 0 && start - at < 5 && fillers.includes(marks.text.charAt(at - 1))) at -= 1;
  const helpers = marks.to('helper', at);
  const needed = marks.to('needed', helpers > 0 ? helpers : at);
  if (needed < 0 || marks.clause[needed] !== marks.clause[start]) return false;
  return !isTold(marks, start) && !'下过出起上回'.includes(marks.text.charAt(needed - 1) || '-');
}

const fillers = '约大概差不多至少上下再各 ';

/** Helpers that nobody says have come already are asked for. */
function asked(marks: Marks, start: number, end: number): boolean {
  if (isTold(marks, start)) return false;
  const next = marks.text.charAt(end);
  if ('已正在参到出'.includes(next || '-') && marks.from('needed', end) < 0 && next !== '到')
    return marks.text.startsWith('参加', end);
  return marks.all('kind:community').length > 0 || marks.text.startsWith('报到', end);
}

const past = /已|了|过|组织|出动|发动|带|有|共|安排/;

function isTold({ text, clause }: Marks, start: number): boolean {
  let from = start;
  while (from > 0 && from > start - 8 && clause[from - 1] === clause[start]) from -= 1;
  return past.test(text.slice(from, start));
}

/** “需要20人”, “来10个人帮忙”: the number says all; “需要20人的名单” counts something else. */
function closes({ text, clause }: Marks, end: number): boolean {
  if (end >= text.length || clause[end] !== clause[end - 1]) return true;
  return /^(?:[\s,，。;；!、]|左右|以上|来|去|帮|参|协|支|到|配合|就|自带|一起|维持|清|搬|值|轮)/.test(
    text.slice(end, end + 2),
  );
}
