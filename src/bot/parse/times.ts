import { touching, type Span } from './spans.ts';
import type { Marks } from './marks.ts';
import { findTimes, type TimeSpan } from './said-times.ts';

/** What the times of a message are the times of. */
export interface Times {
  readonly found: readonly TimeSpan[];
  readonly appointed: readonly TimeSpan[];
}

/** What the rest of the reading knows that a time's meaning depends on. */
export interface TimeContext {
  /** What the street did, and then its time, is the time of neither. */
  readonly efforts: readonly Span[];
  /** What is the matter: statements of matters and of danger. */
  readonly hits: readonly Span[];
  /** Those of them that cannot wait. */
  readonly urgent: readonly Span[];
}

/** When it was found and when somebody is to come: told by labels, by the nearest cue, else by past and future (S21). */
export function readTimes(marks: Marks, context: TimeContext): Times {
  const found: TimeSpan[] = [];
  const appointed: TimeSpan[] = [];
  const times = findTimes(marks);
  times.forEach((time, nth) => {
    const within = {
      start: times[nth - 1]?.end ?? 0,
      end: times[nth + 1]?.start ?? marks.text.length,
    };
    const meaning = labelled(marks, time) ?? meaningOf(marks, time, within, context);
    if (meaning === 'found') found.push(time);
    if (meaning === 'appointed') appointed.push(time);
  });
  return { found, appointed };
}

type Meaning = 'found' | 'appointed';

/** “发现时间：”, “报到时间：” right before. */
function labelled(marks: Marks, { start }: Span): Meaning | null {
  const { text } = marks;
  let at = start;
  while (at > 0 && start - at < 4 && ' :：】])为是'.includes(text.charAt(at - 1))) at -= 1;
  if (at === start) return null;
  if (marks.to('foundLabel', at) >= 0) return 'found';
  return marks.to('appointedLabel', at) >= 0 ? 'appointed' : null;
}

/** A cue may stand this far behind its time. */
const cueReach = 32;

function meaningOf(
  marks: Marks,
  time: TimeSpan,
  within: Span,
  context: TimeContext,
): Meaning | null {
  const near =
    cueIn(marks, clauseAfter(marks, time, within), 'first') ??
    cueIn(marks, clauseBefore(marks, time, within), 'last');
  const cue = near ?? cueIn(marks, sentenceAfter(marks, time, within), 'first');
  switch (tenseOf(time)) {
    case 'past':
      if (cue === 'appointed') return null;
      return cue === 'found' || tells(marks, time, context, 'sentence') ? 'found' : null;
    case 'future':
      return cue === 'appointed' || isCalled(marks, time, within) ? 'appointed' : null;
    case null:
      if (time.said.edge === 'before') return cue === 'found' ? null : cue;
      return meaningToday(marks, time, context, { near, cue, within });
  }
}

/** Of a time that may be gone or still to come: “今早塌了半边，请应急局来人”. */
function meaningToday(
  marks: Marks,
  time: TimeSpan,
  context: TimeContext,
  { near, cue, within }: { near: Meaning | null; cue: Meaning | null; within: Span },
): Meaning | null {
  const community = marks.all('kind:community').length > 0;
  const worked = !community && touching(context.efforts, time).length > 0;
  if (near) return worked && near === 'appointed' ? null : near;
  if (worked) return null;
  if (community && time.said.day) return 'appointed';
  if (isNamedDay(time) && isCalled(marks, time, within)) return 'appointed';
  if (tells(marks, time, context, 'clause')) return 'found';
  return cue ?? (tells(marks, time, context, 'sentence') ? 'found' : null);
}

/** 周六, 11月28日: what is asked for then is still to come. */
function isNamedDay({ said: { day } }: TimeSpan): boolean {
  return day?.type === 'weekday' || day?.type === 'date';
}

/** “请城管明天来”: somebody is asked to do something then. */
function isCalled(marks: Marks, time: TimeSpan, within: Span): boolean {
  if (marks.all('kind:community').length > 0) return true;
  const clause = clauseBefore(marks, time, within);
  return touching(marks.all('call'), clause).some((one) => one.end <= time.start);
}

/** “半小时前塌了”: the time of what is the matter, and not of what was done about it. */
function tells(
  marks: Marks,
  time: TimeSpan,
  { efforts, hits, urgent }: TimeContext,
  where: 'clause' | 'sentence',
): boolean {
  const { day } = time.said;
  if (day?.type === 'weekday' || touching(efforts, time).length > 0) return false;
  const from = clauseStart(marks, time.start);
  const to = where === 'clause' ? clauseEnd(marks, time.end) : sentenceEnd(marks, time.end);
  const told = day === null ? urgent : hits; // a bare hour alone tells of little
  if (told.some((one) => one.end > from && one.start < to)) return true;
  // “树倒了，昨天夜里11点多倒的”
  const sentence = marks.sentence[time.start];
  const thatWas = marks.text.charAt(clauseEnd(marks, time.end) - 2) === '的';
  return thatWas && told.some((one) => marks.sentence[one.start] === sentence);
}

function tenseOf({ said: { day } }: TimeSpan): 'past' | 'future' | null {
  switch (day?.type) {
    case 'ago':
      return 'past';
    case 'offset':
      return day.days === 0 ? null : day.days < 0 ? 'past' : 'future';
    case 'weekday':
      return day.week === 0 ? null : day.week < 0 ? 'past' : 'future';
    case 'date':
    case undefined:
      return null;
  }
}

function cueIn(marks: Marks, { start, end }: Span, which: 'first' | 'last'): Meaning | null {
  const near = (role: Meaning): Span | undefined => {
    const words = touching(marks.all(role), { start, end }).filter((one) => one.start >= start);
    return which === 'first' ? words[0] : words.at(-1);
  };
  const [found, appointed] = [near('found'), near('appointed')];
  if (!found || !appointed) return found ? 'found' : appointed ? 'appointed' : null;
  return found.start < appointed.start === (which === 'first') ? 'found' : 'appointed';
}

function clauseAfter(marks: Marks, { end }: Span, within: Span): Span {
  return { start: end, end: Math.min(within.end, clauseEnd(marks, end)) };
}

function sentenceAfter(marks: Marks, { end }: Span, within: Span): Span {
  return { start: end, end: Math.min(within.end, sentenceEnd(marks, end)) };
}

function clauseEnd({ text, clause }: Marks, start: number): number {
  let to = start;
  while (to < text.length && to < start + cueReach && clause[to] === clause[start - 1]) to += 1;
  return to;
}

function clauseBefore(marks: Marks, { start }: Span, within: Span): Span {
  return { start: Math.max(within.start, clauseStart(marks, start), start - cueReach), end: start };
}

function clauseStart(marks: Marks, start: number): number {
  let from = start;
  while (from > 0 && from > start - cueReach && marks.clause[from - 1] === marks.clause[start])
    from -= 1;
  return from;
}

function sentenceEnd(marks: Marks, start: number): number {
  let to = start;
  while (
    to < marks.text.length &&
    to < start + cueReach &&
    marks.sentence[to] === marks.sentence[start - 1]
  )
    to += 1;
  return to;
}
