import type { Fault } from './fault.ts';
import { inOrder } from './fault.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkExamples } from './check-examples.ts';
import { checkLexicon } from './check-lexicon.ts';
import { checkMatters } from './check-matters.ts';
import { checkMembers } from './check-members.ts';
import { checkOrganisations } from './check-organisations.ts';
import { checkProjects } from './check-projects.ts';
import { checkResources } from './check-resources.ts';
import { checkRoster } from './check-roster.ts';
import { checkRules } from './check-rules.ts';
import { fileNames, optionalFileNames } from './files.ts';
import type { FileName, RuleBookFiles } from './files.ts';
import { checkShape } from './shape.ts';
import type { Readable, Report } from './report.ts';
import type { Source } from './source.ts';

export interface Checked {
  /** Every file, or null when there is an error. */
  readonly files: RuleBookFiles | null;
  readonly faults: readonly Fault[];
}

/** Holds a parsed rule book against its schemas and against itself; finds every fault at once. `today` is a local date. */
export function checkSources(sources: ReadonlyMap<string, Source>, today: string | null): Checked {
  const faults: Fault[] = [];
  const files: { -readonly [K in FileName]?: RuleBookFiles[K] } = {};
  for (const name of [...fileNames, ...optionalFileNames])
    faults.push(...take(files, name, sources.get(name)));

  const report: Report = (file, path, message, severity = 'error') => {
    const line = sources.get(file)?.lineOf(path) ?? 0;
    faults.push({ severity, file: `${file}.yaml`, line, message });
  };
  checkOrganisations(files, report);
  checkMembers(files, report);
  checkMatters(files, report);
  checkRules(files, report);
  checkProjects(files, report);
  checkResources(files, report);
  checkCalendar(files, report, today);
  checkRoster(files, report);
  faults.push(...checkLexicon(sources.get('lexicon'), files));
  faults.push(...checkExamples(sources.get('examples'), files));

  const whole = isWhole(files) && faults.every(({ severity }) => severity === 'warning');
  return { files: whole ? files : null, faults: inOrder(faults) };
}

/** Puts a file's content among the readable ones if it has the shape its schema asks for. */
function take<K extends FileName>(
  files: { [P in K]?: RuleBookFiles[P] },
  name: K,
  source: Source | undefined,
): readonly Fault[] {
  if (!source) return [];
  const { content, faults } = checkShape(name, source);
  if (content) files[name] = content;
  return faults;
}

/** An optional file that is there and faulty has its fault told: that is enough to turn the book away. */
function isWhole(files: Readable): files is RuleBookFiles {
  return fileNames.every((name) => files[name] !== undefined);
}
