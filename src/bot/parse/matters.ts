import type { MatterCode, WhistleKind } from '../../domain/names.ts';
import type { CompiledSaying } from './compile.ts';
import type { Marks } from './marks.ts';
import { covering, inside, overlaps, touching, type Span } from './spans.ts';

/** One wording of a matter found in the text. `matter` is -1 for a statement of danger. */
export interface MatterHit extends Span {
  readonly matter: number;
  readonly score: number;
  readonly weak: boolean;
}

export interface MatterReading {
  readonly best: MatterHit | null;
  /** The matter that whistles of its kind are about where no usual one is said. */
  readonly assumed: number | null;
  /** Clearly about none of the matters: not even about what its kind is usually about. */
  readonly none: boolean;
  /** Indexes of other matters it might be, best first. */
  readonly others: readonly number[];
}

/** What the rest of the reading knows that the choice of a matter depends on. */
export interface MatterContext {
  /** What was done about the matter. */
  readonly efforts: readonly Span[];
  /** Names of places. */
  readonly names: readonly Span[];
  /** The place, taken with all that might be complained of. */
  readonly site: Span | null;
  readonly kind: WhistleKind | null;
}

/** Words of one wording stand at most this far apart. */
const reach = 14;

/** Words so far apart that they merely hint at something together score below this. */
const least = 1;
/** A wording that says this much stands against what whistles of its kind are about. */
const clear = 2.5;
/** A message that says this much says what its kind is about. */
const longEnough = 24;
/** A wording repeated more often than this says nothing new. */
const mostOften = 24;

/** Every wording of the lexicon found: one word of each slot, close together in one sentence. */
export function findMatters(marks: Marks): MatterHit[] {
  const hits: MatterHit[] = [];
  for (const index of new Set([...marks.slots.keys(), ...marks.faint.keys()])) {
    const saying = marks.compiled.sayings[index];
    if (!saying) continue;
    const clear = marks.slots.get(index) ?? saying.slots.map(() => []);
    const faint = marks.faint.get(index);
    const whole = complete(clear) ? said(marks, saying, clear) : [];
    hits.push(...whole);
    if (whole.length > 0 || !faint) continue;
    // What stands inside longer words of other matters is a mere hint: the 两点 of 打到两点.
    const all = clear.map((words, slot) => inOrder([...words, ...(faint[slot] ?? [])]));
    if (complete(all))
      hits.push(...said(marks, saying, all).map((one) => ({ ...one, weak: true })));
  }
  return hits.sort((a, b) => a.start - b.start || b.score - a.score);
}

function complete(slots: readonly (readonly Span[])[]): boolean {
  return slots.every((one) => one.length > 0);
}

function inOrder(spans: Span[]): Span[] {
  return spans.sort((a, b) => a.start - b.start);
}

/** Where one wording is said. */
function said(marks: Marks, saying: CompiledSaying, slots: readonly Span[][]): MatterHit[] {
  const hits: MatterHit[] = [];
  const heads = slots[0] ?? [];
  for (let nth = 0; nth < Math.min(heads.length, mostOften); nth += 1) {
    const start = heads[nth];
    const span = start && gather(marks, slots, start);
    if (!span) continue;
    const weak =
      saying.weak ||
      span.score < least ||
      isFeared(marks, span, saying.matter) ||
      isDenied(marks, span);
    hits.push({ ...span, matter: saying.matter, weak });
  }
  return hits;
}

/** “不是路灯坏，是有人剪了电线”: what is denied is a mere hint. */
function isDenied({ text }: Marks, { start }: Span): boolean {
  return /(?:不是|并非|不算)[^,，。是]{0,2}$/.test(text.slice(Math.max(0, start - 5), start));
}

/** “着火已经被扑灭” */
const over = /^(?:已经?|都|刚|才)*被?(?:扑灭|灭了|灭掉|浇灭)/;

/** “担心大风天倒下来”: an emergency that is only feared, or was last year, is a mere hint. */
function isFeared(marks: Marks, span: Span, matter: number): boolean {
  if (marks.compiled.lexicon.matters[matter]?.category !== 'emergency') return false;
  if (over.test(marks.text.slice(span.end, span.end + 8))) return true;
  const near = { start: Math.max(0, span.start - 6), end: span.end };
  return inside(marks.all('feared'), near).some(
    (one) => one.start > span.start || marks.clause[one.start] === marks.clause[span.start],
  );
}

function gather(
  marks: Marks,
  slots: readonly Span[][],
  head: Span,
): (Span & { score: number }) | null {
  if (slots.length === 1) return { ...head, score: head.end - head.start };
  const used = [head];
  for (let slot = 1; slot < slots.length; slot += 1) {
    const near = nearest(marks, slots[slot] ?? [], head, used);
    if (!near) return null;
    used.push(near);
  }
  const letters = used.reduce((sum, one) => sum + one.end - one.start, 0);
  const start = Math.min(...used.map((one) => one.start));
  const end = Math.max(...used.map((one) => one.end));
  const apart = end - start - letters;
  const score = letters + 2 * (slots.length - 1) - 0.4 * apart;
  return { start, end, score };
}

function nearest(
  marks: Marks,
  spans: readonly Span[],
  head: Span,
  used: readonly Span[],
): Span | null {
  let best: Span | null = null;
  let least = reach + 1;
  for (let i = firstNear(spans, head.start - reach - 8); i < spans.length; i += 1) {
    const one = spans[i];
    if (!one || one.start > head.end + reach) break;
    if (marks.sentence[one.start] !== marks.sentence[head.start]) continue;
    if (used.some((other) => overlaps(one, other))) continue;
    const gap = one.start >= head.end ? one.start - head.end : head.start - one.end;
    if (gap < least || (gap === least && best && one.end - one.start > best.end - best.start))
      [least, best] = [gap, one];
  }
  return best;
}

function firstNear(spans: readonly Span[], from: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The matter of one stretch of text: what the danger is about if there is danger, else the first one stated. What was
 * done about it (`efforts`) and aspects of a wider matter are left out while anything else remains.
 */
export function chooseMatter(
  marks: Marks,
  hits: readonly MatterHit[],
  danger: Span | null,
  { efforts, names, site, kind }: MatterContext,
): MatterReading {
  // 党建联盟 names who blows, and says nothing of what is wrong.
  const named = hits.filter((one) => isInside(marks.all('notKind'), one));
  const ofMatter = hits.filter((one) => one.matter >= 0 && !named.includes(one));
  const outside = ofMatter.filter((one) => touching(efforts, one).length === 0);
  const strong =
    pick(outside, (one) => !one.weak) ?? pick(ofMatter, (one) => !one.weak) ?? ofMatter;
  const wide = withoutCovered(marks, strong, danger);
  const uncovered =
    pick(wide, (one) => !isInside(names, one) && !(site && isInside([site], one))) ?? wide;
  const { matters } = marks.compiled.lexicon;
  const usual = pick(
    strong,
    (one) => kind !== null && matters[one.matter]?.kinds.includes(kind) === true,
  );
  const assumed = usual ? -1 : matters.findIndex((one) => kind && one.assumed.includes(kind));
  // 项目吹哨 about noise or rubble is about these.
  const other = strong.some(
    (one) => !one.weak && (one.score >= clear || matters[one.matter]?.category === 'emergency'),
  );
  if (assumed >= 0 && !danger && !other && marks.text.length >= longEnough)
    return {
      best: null,
      assumed,
      none: false,
      others: [...new Set(uncovered.map((one) => one.matter))],
    };
  const best = mostDangerous(marks, uncovered, danger) ?? firstStated(usual ?? uncovered);
  const others = [...new Set(byScore(uncovered).map((one) => one.matter))];
  return { best, assumed: null, none: false, others: others.filter((one) => one !== best?.matter) };
}

/** 安置房工地 as a place says nothing about 征收. */
function isInside(names: readonly Span[], hit: Span): boolean {
  return covering(names, hit) !== null;
}

function pick(
  hits: readonly MatterHit[],
  keep: (hit: MatterHit) => boolean,
): readonly MatterHit[] | null {
  const kept = hits.filter(keep);
  return kept.length > 0 ? kept : null;
}

/** Aspects of a wider matter, unless they are what the danger is about: a fire stays a fire though power fails. */
function withoutCovered(
  marks: Marks,
  hits: readonly MatterHit[],
  danger: Span | null,
): readonly MatterHit[] {
  const { matters } = marks.compiled.lexicon;
  const coveredBy = (those: readonly MatterHit[]): Set<MatterCode> =>
    new Set(
      [...new Set(those.map((one) => one.matter))].flatMap((one) => matters[one]?.covers ?? []),
    );
  const isDanger = (one: MatterHit): boolean =>
    danger !== null && overlaps(one, danger) && matters[one.matter]?.category === 'emergency';
  const anywhere = coveredBy(hits);
  const besideDanger = (one: MatterHit): boolean =>
    danger !== null &&
    (one.start < danger.start || marks.clause[one.start] === marks.clause[danger.start]);
  const inDanger = coveredBy(hits.filter(besideDanger));
  const isCovered = (one: MatterHit): boolean =>
    (isDanger(one) ? inDanger : anywhere).has(matters[one.matter]?.code ?? '');
  return pick(hits, (one) => !isCovered(one)) ?? hits;
}

function mostDangerous(
  marks: Marks,
  hits: readonly MatterHit[],
  danger: Span | null,
): MatterHit | null {
  if (!danger) return null;
  const { matters } = marks.compiled.lexicon;
  const urgent = hits.filter((one) => matters[one.matter]?.category === 'emergency');
  return byScore(urgent.filter((one) => overlaps(one, danger)))[0] ?? firstStated(urgent);
}

/** The earliest; of overlapping wordings the one that says most. */
function firstStated(hits: readonly MatterHit[]): MatterHit | null {
  let best: MatterHit | null = null;
  for (const one of hits) {
    if (!best) best = one;
    else if (overlaps(best, one) && one.score > best.score) best = one;
  }
  return best;
}

function byScore(hits: readonly MatterHit[]): MatterHit[] {
  return [...hits].sort((a, b) => b.score - a.score || a.start - b.start);
}
