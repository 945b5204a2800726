import { readFileSync } from 'node:fs';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import type { Example } from '../../src/bot/parse/score.ts';
import { loadRuleBook } from '../../src/rulebook/load.ts';

let loaded: Lexicon | null = null;

/** The lexicon of the rule book that ships, read once a run. */
export function panlongLexicon(): Lexicon {
  loaded ??= loadRuleBook('rulebooks/panlong').book?.lexicon ?? null;
  if (!loaded) throw new Error('rulebooks/panlong does not load');
  return loaded;
}

/** The examples of one corpus file, a JSON line each. */
export function readCorpus(file: string): Example[] {
  return readExamples(`test/corpus/${file}`);
}

export function readExamples(path: string): Example[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Example);
}
