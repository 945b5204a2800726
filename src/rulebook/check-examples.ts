import type { Fault, Severity } from './fault.ts';
import type { Readable } from './report.ts';
import type { Path, Source } from './source.ts';

/** examples.yaml against the matrix: codes that nobody has, entries that are no sentence, one sentence for two matters. */
export function checkExamples(source: Source | undefined, files: Readable): readonly Fault[] {
  if (!source) return [];
  const faults: Fault[] = [];
  const note = (path: Path, message: string, severity: Severity = 'error') =>
    faults.push({ severity, file: 'examples.yaml', line: source.lineOf(path), message });
  const lists = listsIn(source.content);
  if (!lists) {
    note([], '例句要写在 examples: 下面，按事项编号分组；不属于任何事项的写在 none 下');
    return faults;
  }
  const codes = new Set(files.matters?.matters.map((one) => one.code));
  const owners = new Map<string, string>();
  for (const [code, texts] of Object.entries(lists)) {
    if (files.matters && code !== 'none' && !codes.has(code))
      note(['examples', code], `责任清单里没有 ${code} 这个事项，请核对编号`);
    if (!Array.isArray(texts)) {
      note(['examples', code], '这里要写成一串例句，每行以“- ”开头');
      continue;
    }
    texts.forEach((text: unknown, nth) => {
      const path = ['examples', code, nth];
      if (typeof text !== 'string' || text.trim() === '') {
        note(path, '这一条不是一句话，请补上或删去；有冒号时请加引号');
        return;
      }
      const owner = owners.get(text) ?? code;
      owners.set(text, owner);
      if (owner !== code)
        note(path, `这句话在 ${owner} 下已经有了，两边都算会分不清；请只留一处`, 'warning');
    });
  }
  return faults;
}

function listsIn(content: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof content !== 'object' || content === null || !('examples' in content)) return null;
  const { examples } = content;
  return typeof examples === 'object' && examples !== null && !Array.isArray(examples)
    ? { ...examples }
    : null;
}
