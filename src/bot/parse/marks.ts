import type { Saying, WordRole } from '../../domain/lexicon.ts';
import type { OrgCode, ProjectCode } from '../../domain/names.ts';
import type { Compiled, Meaning, WordSort } from './compile.ts';
import { asWritten, type Script } from './normalise.ts';
import { leftmostLongest, type Span } from './spans.ts';
import { findWords, type Found } from './trie.ts';

export interface OrgSpan extends Span {
  readonly code: OrgCode;
  readonly full: boolean;
}

export interface ProjectSpan extends Span {
  readonly code: ProjectCode;
  /** The project's own name, not one of its other words. */
  readonly full: boolean;
}

/** Everything the lexicon's words say about one text, found in a single pass. */
export interface Marks {
  readonly compiled: Compiled;
  readonly script: Script;
  readonly text: string;
  /** End of the longest word of this role that starts here, or -1. */
  readonly from: (role: WordRole, start: number) => number;
  /** Start of the longest word of this role that ends here, or -1. */
  readonly to: (role: WordRole, end: number) => number;
  /** The longest word of a role at each place where one starts. */
  readonly each: (role: WordRole) => readonly Span[];
  /** Words of a role, leftmost and longest first, not overlapping. */
  readonly all: (role: WordRole) => readonly Span[];
  readonly orgs: readonly OrgSpan[];
  /** Start of the longest unit's name that ends here, or -1. */
  readonly orgTo: (end: number) => number;
  readonly streets: readonly OrgSpan[];
  readonly places: readonly Span[];
  readonly projects: readonly ProjectSpan[];
  /** Like `slots`, for what is said of the street's own duties. */
  readonly dutySlots: ReadonlyMap<number, readonly Span[][]>;
  /** Occurrences of every slot of every saying: `slots.get(saying)?.[slot]`. */
  readonly slots: ReadonlyMap<number, readonly Span[][]>;
  /** The same for words inside longer ones of other matters. */
  readonly faint: ReadonlyMap<number, readonly Span[][]>;
  /**
   * Every word of a saying, and for each index whether one of two letters or more ends there: 1 for things (垃圾), 2 for
   * what goes wrong with them (没人清).
   */
  readonly slotSpans: readonly Span[];
  readonly slotEnds: Uint8Array;
  /** Number of the sentence and of the clause that each character is in. */
  readonly sentence: Uint16Array;
  readonly clause: Uint16Array;
}

type Reach = readonly Found<Meaning>[];

/** For each index, of the words of one sort that start there or before, the one that reaches farthest. */
function reachOf(
  words: readonly Found<Meaning>[],
  length: number,
  { sortsOf }: Compiled,
): Record<WordSort, Reach> {
  const reach = (sort: WordSort): Found<Meaning>[] => {
    const farthest: Found<Meaning>[] = [];
    let best: Found<Meaning> = { start: 0, end: 0, values: [] };
    for (const word of bySort[sort]) {
      if (word.end <= best.end) continue;
      while (farthest.length < word.start) farthest.push(best);
      best = word;
    }
    while (farthest.length <= length) farthest.push(best);
    return farthest;
  };
  const bySort: Record<WordSort, Found<Meaning>[]> = {
    name: [],
    place: [],
    matter: [],
    danger: [],
  };
  for (const word of words) for (const sort of sortsOf(word.values)) bySort[sort].push(word);
  return {
    name: reach('name'),
    place: reach('place'),
    matter: reach('matter'),
    danger: reach('danger'),
  };
}

/** 机动车 in 机动车道, 垃圾 in 建筑垃圾: a thing inside a longer word says nothing of its own. */
function isInside(reach: readonly Span[], { start, end }: Span): boolean {
  const word = reach[start];
  return word !== undefined && word.end >= end && word.end - word.start > end - start;
}

/** The 黑 of 蓝黑路 says nothing; the 水库 of 松华坝水库 says what it is. */
function isInPlace(reach: readonly Span[], span: Span): boolean {
  return (
    isInside(reach, span) &&
    (span.end - span.start === 1 || (reach[span.start]?.end ?? 0) > span.end)
  );
}

/** The 堵 of 堵死 is what goes wrong, and no thing: it stays a word of its own. The 泡 of 泡沫 does not. */
function isVerb(reach: readonly Span[], { start, end }: Span, slot: number): boolean {
  return slot > 0 && end - start === 1 && reach[start]?.start === start;
}

function isThing(slot: number, { slots }: Saying): boolean {
  return slot === 0 && slots.length > 1;
}

/** What goes wrong with a thing; a word without any of these may be a part of a name (公交, 机床, 安置). */
const goesWrong =
  /[滑翘乱占卖吵闹冒喷烧扔丢流排放堆挡拖欠裂掉烂熏咬满臭脏破垮积溢渗爆燃摔砸抢打骂追扑挂垂缠歪斜枯死毁锁敲震响唱喝赌失困卡坠泄闻呕吐讨催拒扰缺没不停倒塌漏淹坏堵断撞偷]/;

/** By the letter where a word of the role starts, where it ends, and the other way round: one more than that, 0 where none does. */
interface RoleSpans {
  readonly ends: Uint16Array;
  readonly starts: Uint16Array;
  /** The longest word at each place where one starts. */
  readonly each: Span[];
}

const sentenceEnds = '。!?;；！？\n';
const clauseEnds = `${sentenceEnds},，、 ：:`;

/** Finds all words of the lexicon in a text. */
export function mark(script: Script, compiled: Compiled): Marks {
  const { text } = script;
  const roles = new Map<WordRole, RoleSpans>();
  const orgs: OrgSpan[] = [];
  const streets: OrgSpan[] = [];
  const places: Span[] = [];
  const projects: ProjectSpan[] = [];
  const dutySlots = new Map<number, Span[][]>();
  const slots = new Map<number, Span[][]>();
  const faint = new Map<number, Span[][]>();
  const slotSpans: Span[] = [];
  const slotEnds = new Uint8Array(text.length + 1);
  const words = findWords(compiled.trie, text);
  const reach = reachOf(words, text.length, compiled);
  for (const word of words) {
    const { start, end, values } = word;
    const named = isInside(reach.name, word) || isInPlace(reach.place, word);
    const within = {
      matter: isInside(reach.matter, word),
      danger: isInside(reach.danger, word),
    };
    for (const meaning of values) {
      switch (meaning.type) {
        case 'role':
          remember(roles, meaning.role, word, text.length);
          break;
        case 'org':
          orgs.push({ start, end, code: meaning.code, full: meaning.full });
          break;
        case 'street':
          streets.push({ start, end, code: meaning.code, full: meaning.full });
          break;
        case 'place':
          places.push({ start, end });
          break;
        case 'project':
          projects.push({ start, end, code: meaning.code, full: meaning.full });
          break;
        case 'duty':
          rememberDuty(dutySlots, compiled, meaning, word);
          break;
        case 'slot': {
          const of = compiled.sayings[meaning.saying];
          if (!of || named) break;
          const wordings = meaning.danger ? 'danger' : 'matter';
          const longer = within[wordings] ? reach[wordings][start] : undefined;
          if (longer && !isVerb(reach[wordings], word, meaning.slot))
            // 电梯停 and words of the same matter (泡沫水) hide nothing; 建筑垃圾 does hide the 垃圾 of 垃圾堆.
            if (
              longer.start !== start ||
              (reach[wordings][start - 1]?.end ?? 0) >= end ||
              !(
                compiled.mattersOf(longer.values).has(of.matter) ||
                (isThing(meaning.slot, of) && goesWrong.test(text.slice(end, longer.end)))
              )
            ) {
              if (!meaning.danger) put(faint, meaning, of).push(word);
              break;
            }
          put(slots, meaning, of).push(word);
          if (slotSpans.at(-1)?.end !== end) slotSpans.push(word);
          if (end - start > 1 && slotEnds[end] === 0)
            slotEnds[end] = goesWrong.test(text.slice(start, end)) ? 2 : 1;
          break;
        }
      }
    }
  }
  const orgStarts = new Map<number, number>();
  for (const { start, end } of orgs)
    orgStarts.set(end, Math.min(start, orgStarts.get(end) ?? start));
  const eachRole = (role: WordRole): readonly Span[] => roles.get(role)?.each ?? [];
  const sorted = new Map<WordRole, readonly Span[]>();
  const allOf = (role: WordRole): readonly Span[] => {
    const known = sorted.get(role) ?? leftmostLongest(eachRole(role));
    sorted.set(role, known);
    return known;
  };
  return {
    compiled,
    script,
    text,
    from: (role, start) => (roles.get(role)?.ends[start] ?? 0) - 1,
    to: (role, end) => (roles.get(role)?.starts[end] ?? 0) - 1,
    each: eachRole,
    all: (role) => allOf(role),
    orgs,
    orgTo: (end) => orgStarts.get(end) ?? -1,
    streets,
    places,
    projects,
    dutySlots,
    slots,
    faint,
    slotSpans,
    slotEnds,
    sentence: count(text, sentenceEnds),
    clause: count(text, clauseEnds),
  };
}

function put(
  slots: Map<number, Span[][]>,
  { saying, slot }: { readonly saying: number; readonly slot: number },
  of: Saying,
): Span[] {
  let ofSaying = slots.get(saying);
  if (!ofSaying) slots.set(saying, (ofSaying = of.slots.map((): Span[] => [])));
  return ofSaying[slot] ?? [];
}

/** A stretch of the message as its writer typed it. */
export function wordsAt(marks: Marks, { start, end }: Span): { text: string; at: number } {
  return { text: asWritten(marks.script, start, end), at: marks.script.at[start] ?? 0 };
}

/** Words handed on from somebody else: data, never instructions. */
export function isForwarded(marks: Marks): boolean {
  return marks.all('forwarded').some((one) => one.start <= 6);
}

function remember(
  roles: Map<WordRole, RoleSpans>,
  role: WordRole,
  word: Span,
  length: number,
): void {
  const { start, end } = word;
  let spans = roles.get(role);
  if (!spans) {
    const [ends, starts] = [new Uint16Array(length + 1), new Uint16Array(length + 1)];
    roles.set(role, (spans = { ends, starts, each: [] }));
  }
  // Longer words come later from one start.
  if (spans.each.at(-1)?.start === start) spans.each.pop();
  spans.each.push(word);
  spans.ends[start] = end + 1;
  if (spans.starts[end] === 0) spans.starts[end] = start + 1;
}

function rememberDuty(
  dutySlots: Map<number, Span[][]>,
  { dutySayings }: Compiled,
  { saying, slot }: { saying: number; slot: number },
  { start, end }: Span,
): void {
  let spans = dutySlots.get(saying);
  if (!spans) {
    spans = dutySayings[saying]?.slots.map((): Span[] => []) ?? [];
    dutySlots.set(saying, spans);
  }
  spans[slot]?.push({ start, end });
}

function count(text: string, ends: string): Uint16Array {
  const numbers = new Uint16Array(text.length + 1);
  let number = 0;
  for (let i = 0; i < text.length; i += 1) {
    numbers[i] = number;
    if (ends.includes(text.charAt(i))) number += 1;
  }
  numbers[text.length] = number;
  return numbers;
}
