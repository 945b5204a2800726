export type Severity = 'error' | 'warning';

/** One thing wrong with a rule book: where, and in words that name the fault and the mend. Line 0: the file as a whole. */
export interface Fault {
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Reading order: by file, then line, errors before warnings; what an alias repeats is told once. */
export function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const different = new Map(faults.map((one) => [JSON.stringify(one), one]));
  return [...different.values()].sort(
    (a, b) =>
      a.file.localeCompare(b.file) ||
      a.line - b.line ||
      a.severity.localeCompare(b.severity) ||
      a.message.localeCompare(b.message),
  );
}
