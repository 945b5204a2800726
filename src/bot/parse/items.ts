import type { WhistleKind } from '../../domain/names.ts';
import type { Marks, ProjectSpan } from './marks.ts';
import { leftmostLongest, type Span } from './spans.ts';

const opening = ' :：#号是为:【[(（“"';
const shortest = 5;
const longest = 40;

/** The code that begins at `start`, behind colons and brackets: letters and digits with at least four digits. */
export function codeAt(text: string, start: number): Span | null {
  let from = start;
  while (from < text.length && from < start + 4 && opening.includes(text.charAt(from))) from += 1;
  let end = from;
  let digits = 0;
  for (
    ;
    end < text.length && end - from < longest && /[A-Z0-9_/-]/.test(text.charAt(end));
    end += 1
  )
    if (/[0-9]/.test(text.charAt(end))) digits += 1;
  return end - from >= shortest && digits >= 4 ? { start: from, end } : null;
}

/** The key project that is named: by its full name, or by any of its words where the whistle is a project's (S17). */
export function readProject(marks: Marks, kind: WhistleKind | null): ProjectSpan | null {
  const named = leftmostLongest(marks.projects);
  return named.find((one) => one.full || kind === 'project') ?? null;
}
