import { amountAt, isNumeral } from './amount.ts';
import { wordsAt, type Marks } from './marks.ts';
import { touching, type Span } from './spans.ts';

/** A clause up to this length is the fact in the writer's words; of a longer one only the words that tell. */
const shortClause = 18;

/** 群众反映强烈: the clauses that show it, the strongest first (S23). */
export function findConcern(marks: Marks, residents: readonly Span[]): Span[] {
  const said = marks.all('concern').filter((one) => !isDenied(marks, one));
  return [...said, ...countedAppeals(marks), ...residents].map((one) => inItsClause(marks, one));
}

/** 街道无法单独解决: the clauses that show it. What a manager or department cannot do is not the street's limit. */
export function findBeyond(marks: Marks, efforts: readonly Span[]): Span[] {
  const limits = marks.all('beyond').filter((one) => !isOthers(marks, one));
  const failed = marks.all('noResult').filter((one) => endsEffort(efforts, one));
  return [...limits, ...failed].map((one) => inItsClause(marks, one));
}

/** “劝过五次没用”: in what the street did, or right behind it. */
function endsEffort(efforts: readonly Span[], { start, end }: Span): boolean {
  return efforts.some((one) => one.start < end && one.end >= start - 4);
}

/** 投诉5次, 12345工单3件: two or more. */
function countedAppeals(marks: Marks): Span[] {
  return marks.all('appeals').flatMap(({ start, end }) => {
    let at = end;
    while (at < end + 4 && at < marks.text.length && !isNumeral(marks.text, at)) at += 1;
    const amount = amountAt(marks.text, at);
    if (!amount || amount.value < 2) return [];
    const unit = marks.from(
      'appealCount',
      '多余几'.includes(marks.text.charAt(amount.end) || '-') ? amount.end + 1 : amount.end,
    );
    return unit > 0 ? [{ start, end: unit }] : [];
  });
}

function isDenied(marks: Marks, { start }: Span): boolean {
  return [0, 1, 2].some((gap) => marks.to('denied', start - gap) >= 0);
}

function isOthers(marks: Marks, { start }: Span): boolean {
  for (let at = start; at > start - 3 && at > 0; at -= 1)
    if (marks.to('otherActor', at) >= 0 || marks.orgTo(at) >= 0) return true;
  return false;
}

function inItsClause(marks: Marks, span: Span): Span {
  const { text, clause } = marks;
  let [start, end] = [span.start, span.end];
  while (start > 0 && clause[start - 1] === clause[span.start] && span.end - start < shortClause)
    start -= 1;
  while (
    end < text.length &&
    clause[end] === clause[span.end - 1] &&
    end - span.start < shortClause
  )
    end += 1;
  const whole = start === 0 || clause[start - 1] !== clause[span.start];
  const closed = end === text.length || clause[end] !== clause[span.end - 1];
  return whole && closed && end - start <= shortClause ? trimmed(text, start, end) : span;
}

function trimmed(text: string, start: number, end: number): Span {
  let to = end;
  while (to > start && /[\s,，、。;；:：!?]/.test(text.charAt(to - 1))) to -= 1;
  return { start, end: to };
}

/** The first of these in a stretch of text, else the first of all, in the writer's words. */
export function firstWords(marks: Marks, found: readonly Span[], piece: Span): string | null {
  const one = firstIn(found, piece);
  return one && wordsAt(marks, one).text;
}

/** The first that touches the stretch, else the first of all. */
export function firstIn<T extends Span>(found: readonly T[], piece: Span): T | null {
  return found.find((one) => one.start < piece.end && one.end > piece.start) ?? found[0] ?? null;
}

/** One wording of the street's own duties found in the text. */
export interface DutyHit extends Span {
  readonly duty: string;
  /** How many letters say so: compared with what speaks of a matter. */
  readonly score: number;
  readonly weak: boolean;
}

const reach = 14;

/** What in the text speaks of the street's own duties: one word of every slot, close together in one sentence (S22). */
export function findDuties(marks: Marks): DutyHit[] {
  const hits: DutyHit[] = [];
  for (const [index, slots] of marks.dutySlots) {
    const saying = marks.compiled.dutySayings[index];
    if (!saying || slots.some((one) => one.length === 0)) continue;
    for (const head of slots[0]?.slice(0, 8) ?? []) {
      const used = gather(marks, slots, head);
      if (!used) continue;
      const start = Math.min(...used.map((one) => one.start));
      const end = Math.max(...used.map((one) => one.end));
      const letters = used.reduce((sum, one) => sum + one.end - one.start, 0);
      const score = letters + 2 * (used.length - 1) - 0.4 * (end - start - letters);
      hits.push({ start, end, duty: saying.duty, score, weak: saying.weak });
    }
  }
  return hits.sort((a, b) => b.score - a.score || a.start - b.start);
}

function gather(marks: Marks, slots: readonly Span[][], head: Span): Span[] | null {
  const used = [head];
  for (const spans of slots.slice(1)) {
    const near = spans.find(
      (one) =>
        one.start <= head.end + reach &&
        one.end >= head.start - reach &&
        marks.sentence[one.start] === marks.sentence[head.start] &&
        touching(used, one).length === 0,
    );
    if (!near) return null;
    used.push(near);
  }
  return used;
}

/** The own duty a stretch is about, unless a matter of the matrix is said there more plainly. */
export function readDuty(
  hits: readonly DutyHit[],
  piece: Span,
  matter: { readonly score: number; readonly weak: boolean } | null,
): DutyHit | null {
  const best = hits.find((one) => one.start < piece.end && one.end > piece.start);
  if (!best || (best.weak && matter)) return null;
  return matter && !matter.weak && matter.score > best.score ? null : best;
}
