import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';

export const labelNames = [
  'place',
  'matter',
  'street',
  'effort',
  'units',
  'lead',
  'category',
  'kind',
  'other',
] as const;
export type LabelName = (typeof labelNames)[number];

export interface LabelledValue {
  readonly label: LabelName;
  /** The label itself. */
  readonly key: Span;
  readonly value: Span;
}

/** `标签：值` in any order, on lines or in one: a value ends at the next label or at its line's end. */
export function findLabels(marks: Marks): LabelledValue[] {
  const known = labelNames.flatMap((label) =>
    marks.all(`label:${label}`).map((key) => ({ label, key })),
  );
  const keys = [...known, ...(known.length > 1 ? foreignLabels(marks) : [])]
    .map((one) => ({ ...one, start: valueStart(marks.text, one.key) }))
    .filter((one) => one.start > 0)
    .sort((a, b) => a.key.start - b.key.start || b.key.end - a.key.end)
    .filter((one, i, all) => i === 0 || one.key.start >= (all[i - 1]?.key.end ?? 0));
  return keys.map(({ label, key, start }, i) => {
    const line = marks.text.indexOf('\n', start);
    const end = Math.min(keys[i + 1]?.key.start ?? marks.text.length, line < 0 ? Infinity : line);
    return { label, key, value: trim(marks.text, start, Math.max(start, end)) };
  });
}

const foreign = /(?<=^|[\s;。,】|])[\u4e00-\u9fff]{2,6}(?=:)/g;

/** 受理渠道：… in a form of other people's making: it means nothing here, but the value before it ends. */
function foreignLabels(marks: Marks): { label: 'other'; key: Span }[] {
  return [...marks.text.matchAll(foreign)]
    .filter(([word]) => !/[哨请报]|窗口$/.test(word))
    .map(({ 0: word, index }) => ({
      label: 'other' as const,
      key: { start: index, end: index + word.length },
    }));
}

/** The first value under a label, unless it is empty or says 无. */
export function valueOf(
  marks: Marks,
  labels: readonly LabelledValue[],
  name: LabelName,
): Span | null {
  const found = labels.find((one) => one.label === name && !isNothing(marks, one.value));
  return found?.value ?? null;
}

export function isNothing(marks: Marks, { start, end }: Span): boolean {
  return end <= start || marks.from('nothing', start) === end;
}

/** Where the value begins: after a colon, or a bracket that closed around the label. */
function valueStart(text: string, { start, end }: Span): number {
  let at = end;
  while (' *'.includes(text.charAt(at)) && at < text.length) at += 1;
  if (/[:：=]/.test(text.charAt(at))) return at + 1;
  const bracketed = /[【[(「]/.test(text.charAt(start - 1)) && /[】\])」]/.test(text.charAt(at));
  // “商务(主办)、环保”: said of the unit before it, and no label.
  const said = text.charAt(start - 1) === '(' && /[\u4e00-\u9fff]/.test(text.charAt(start - 2));
  if (!bracketed || said) return -1;
  at += 1;
  return /[:：]/.test(text.charAt(at)) ? at + 1 : at;
}

const edge = ' 。,，;；、:：【[(-*/|\t';

function trim(text: string, start: number, end: number): Span {
  let [from, to] = [start, end];
  while (from < to && edge.includes(text.charAt(from))) from += 1;
  while (to > from && edge.includes(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}
