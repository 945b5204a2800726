import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { checkSources } from '../../src/rulebook/check.ts';
import type { Fault } from '../../src/rulebook/fault.ts';
import { fileNames, optionalFileNames } from '../../src/rulebook/files.ts';
import type { FileName } from '../../src/rulebook/files.ts';
import { loadRuleBook } from '../../src/rulebook/load.ts';
import { parseSource } from '../../src/rulebook/source.ts';
import type { Source } from '../../src/rulebook/source.ts';

export const panlongDir = fileURLToPath(new URL('../../rulebooks/panlong', import.meta.url));

const texts = new Map<FileName, string>(
  [...fileNames, ...optionalFileNames].map((name) => [
    name,
    readFileSync(`${panlongDir}/${name}.yaml`, 'utf8'),
  ]),
);
const parsed = new Map<string, Source>();
let loaded: RuleBook | null = null;

/** The rule book that ships, as the product loads it. */
export function panlong(): RuleBook {
  loaded ??= loadRuleBook(panlongDir).book;
  if (!loaded)
    throw new Error(
      'the Panlong rule book has faults: npm run rulebook -- check rulebooks/panlong',
    );
  return loaded;
}

/** The faults Panlong shows after a stretch of one file was replaced; the stretch must be there. */
export function faultsAfter(
  file: FileName,
  from: string,
  to: string,
  today: string | null = null,
): readonly Fault[] {
  const text = texts.get(file) ?? '';
  if (!text.includes(from)) throw new Error(`${file}.yaml no longer holds: ${from}`);
  return faultsWith(file, text.replace(from, to), today);
}

/** The faults Panlong shows with one file written anew; reading faults of that file come first. */
export function faultsWith(
  file: FileName,
  text: string,
  today: string | null = null,
): readonly Fault[] {
  const { source, faults } = parse(file, text);
  const sources = new Map(originals());
  if (source) sources.set(file, source);
  else sources.delete(file);
  return [...faults, ...checkSources(sources, today).faults];
}

function parse(name: FileName, text: string) {
  return parseSource(`${name}.yaml`, new TextEncoder().encode(text));
}

/** The shipped files, parsed once: most of a check's time is parsing. */
function originals(): ReadonlyMap<string, Source> {
  if (parsed.size === 0)
    for (const [name, text] of texts) {
      const { source } = parse(name, text);
      if (source) parsed.set(name, source);
    }
  return parsed;
}

/** The line on which a stretch of a shipped file begins, counted from 1. */
export function lineOf(file: FileName, stretch: string): number {
  const text = texts.get(file) ?? '';
  return text.slice(0, text.indexOf(stretch)).split('\n').length;
}
