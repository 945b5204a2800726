import type { Category, WhistleKind } from '../../domain/names.ts';
import { isForwarded, type Marks } from './marks.ts';
import { leftmostLongest, type Span } from './spans.ts';
import { valueOf, type LabelledValue } from './labels.ts';

export interface Named<T> extends Span {
  readonly value: T;
}

const kinds = [
  'street',
  'community',
  'service',
  'alliance',
  'project',
] as const satisfies WhistleKind[];
const categories = ['routine', 'tackle', 'emergency'] as const satisfies Category[];

/** The kind named first, in a kind label or anywhere; null when the text leaves it to the default. */
export function readKind(
  marks: Marks,
  labels: readonly LabelledValue[],
): Named<WhistleKind> | null {
  const named = leftmostLongest([
    ...kinds.flatMap((value) => marks.all(`kind:${value}`).map((one) => ({ ...one, value }))),
    ...marks.all('notKind').map((one) => ({ ...one, value: null })),
  ]).filter((one): one is Named<WhistleKind> => one.value !== null);
  const value = valueOf(marks, labels, 'kind');
  const labelled = value && kinds.find((one) => startsWithKind(marks, value, one));
  if (value && labelled) return { ...value, value: labelled };
  return named[0] ?? null;
}

/** The category word or label, unless negated: rule (2) of domain 6.4. */
export function readCategoryWord(
  marks: Marks,
  labels: readonly LabelledValue[],
): Named<Category> | null {
  const value = valueOf(marks, labels, 'category');
  if (value) {
    const short = {
      日常: 'routine',
      攻坚: 'tackle',
      紧急: 'emergency',
      应急: 'emergency',
    } as const;
    const text = marks.text.slice(value.start, value.start + 2);
    const found = Object.entries(short).find(([word]) => word === text);
    if (found) return { start: value.start, end: value.start + 2, value: found[1] };
  }
  const named = categories
    .flatMap((one) => marks.all(`category:${one}`).map((span) => ({ ...span, value: one })))
    .filter((one) => !isQuoted(marks, one))
    .filter(({ start }) => !/[不非别]/.test(marks.text.slice(Math.max(0, start - 3), start)))
    .sort((a, b) => a.start - b.start);
  return named[0] ?? null;
}

/** What a resident wants of “the system” in an order handed on decides nothing: “请系统立即标为攻坚哨”. */
function isQuoted(marks: Marks, { start }: Span): boolean {
  const before = marks.text.slice(0, start);
  const open = before.lastIndexOf('“') > before.lastIndexOf('”');
  return open && (isForwarded(marks) || /来电|工单|诉求人|原话/.test(before));
}

/** Under its own label the first word is enough: “类型：社区”. */
function startsWithKind(marks: Marks, value: Span, kind: WhistleKind): boolean {
  const words = marks.compiled.lexicon.words[`kind:${kind}`];
  const text = marks.text.slice(value.start, value.end);
  return words.some((word) => word.startsWith(text) || text.startsWith(word));
}
