import type { OriginSource } from '../../domain/origin.ts';
import { codeAt } from './items.ts';
import { isForwarded, type Marks } from './marks.ts';
import type { Span } from './spans.ts';

export interface SourceSpan extends Span {
  readonly source: OriginSource;
}

export interface OriginRead {
  readonly source: SourceSpan | null;
  /** Where the text says a resident told of it, source or not. */
  readonly residents: readonly Span[];
  /** The raw appeal's own number. */
  readonly reference: Span | null;
}

const sources = [
  ['hotline', 'source:hotline', null],
  ['leader', 'source:leader', 'teller:leader'],
  ['media', 'source:media', 'teller:media'],
  ['grid', 'source:grid', 'teller:grid'],
  ['patrol', 'source:patrol', 'teller:patrol'],
  ['enterprise', 'source:enterprise', 'teller:enterprise'],
  ['resident', 'source:resident', 'teller:resident'],
  ['self', 'source:self', null],
] as const;

/** Who it comes from: what the label says, else the hotline whose order it is, else who is first said to tell (S67). */
export function readOrigin(marks: Marks): OriginRead {
  const named = sources.flatMap(([source, sure, teller]) => [
    ...marks
      .all(sure)
      .filter((one) => !isDenied(marks, one))
      .map((one) => ({ ...one, source })),
    ...(teller ? tellersOf(marks, teller).map((one) => ({ ...one, source })) : []),
  ]);
  named.sort((a, b) => a.start - b.start || b.end - a.end);
  const reference = codeAfter(marks, 'reference');
  const source = labelled(marks, named) ?? orderOf(marks, named, reference) ?? named[0] ?? null;
  return { source, residents: named.filter((one) => one.source === 'resident'), reference };
}

/** “居民张阿姨反映”: who tells and what tellers do, close together and nobody else in between. */
function tellersOf(marks: Marks, role: Parameters<Marks['all']>[0]): Span[] {
  return marks.all(role).flatMap(({ start, end }) => {
    const tells = tellsWithin(marks, end);
    return tells < 0 || isDenied(marks, { start, end }) ? [] : [{ start, end: tells }];
  });
}

const tellReach = 12;

function tellsWithin(marks: Marks, end: number): number {
  for (let at = end; at < end + tellReach && at < marks.text.length; at += 1) {
    if (marks.clause[at] !== marks.clause[end - 1]) return -1;
    const tells = marks.from('tells', at);
    if (tells > 0) return tells;
    if (at > end && marks.from('actor', at) > at + 1) return -1;
  }
  return -1;
}

/** “没有居民投诉” */
function isDenied(marks: Marks, { start }: Span): boolean {
  return [0, 1].some((gap) => marks.to('denied', start - gap) >= 0);
}

function labelled(marks: Marks, named: readonly SourceSpan[]): SourceSpan | null {
  for (const label of marks.all('sourceLabel')) {
    if (!/[:：】\]]/.test(marks.text.charAt(label.end))) continue;
    const line = marks.text.indexOf('\n', label.end);
    const end = Math.min(line < 0 ? marks.text.length : line, label.end + 14);
    const bare = sources.flatMap(([source, sure, teller]) =>
      [sure, ...(teller ? [teller] : [])].flatMap((role) =>
        marks.all(role).map((one) => ({ ...one, source })),
      ),
    );
    const within = [...named, ...bare].filter((one) => one.start > label.end && one.end <= end);
    const first = within.sort((a, b) => a.start - b.start || b.end - a.end)[0];
    if (first) return first;
  }
  return null;
}

/** An order of the hotline stays one although it quotes a resident. */
function orderOf(
  marks: Marks,
  named: readonly SourceSpan[],
  reference: Span | null,
): SourceSpan | null {
  const hotline = named.find((one) => one.source === 'hotline');
  if (!hotline) return null;
  return reference !== null || isForwarded(marks) || hotline.start < 16 ? hotline : null;
}

/** The first code that follows a word of this role: 工单编号：KM2026…, 办件号 53010… */
export function codeAfter(marks: Marks, role: 'reference' | 'item'): Span | null {
  for (const { end } of marks.all(role)) {
    const code = codeAt(marks.text, end);
    if (code) return code;
  }
  return null;
}
