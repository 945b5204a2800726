import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from '../bot/parse.ts';
import { plainReading } from '../bot/parse/plain-reading.ts';
import { differences, explain, fields, scoreField, type Example } from '../bot/parse/score.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import type { WhistleFacts } from '../domain/reading.ts';
import { loadRuleBook } from '../rulebook/load.ts';

const { book, faults } = loadRuleBook(process.env['RULEBOOK'] ?? 'rulebooks/panlong');
if (!book) {
  for (const { file, line, message } of faults) console.error(`${file}:${line} ${message}`);
  process.exit(1);
}
const [option, folder] = process.argv.slice(2);
if (option === '--score') score(folder ?? 'test/corpus', book.lexicon);
else for await (const line of createInterface({ input: process.stdin })) answer(line, book.lexicon);

function answer(line: string, lexicon: Lexicon): void {
  if (line.trim() !== '') console.log(JSON.stringify(read(line, lexicon)));
}

function read(line: string, lexicon: Lexicon): unknown {
  const text = textOf(line);
  if (text === null) return { error: '每行要写成 {"text":"…"}' };
  const reading = parse(text, lexicon);
  const { facts, intent, whistles } = reading;
  return {
    ...plainReading(reading, lexicon),
    intent,
    drill: facts.drill,
    whistles: whistles.length,
    excluded: facts.excluded,
    because: facts.because,
    more: moreOf(facts),
  };
}

/** What is said beyond the contract of domain 6.4, as far as it is said. */
function moreOf(facts: WhistleFacts): unknown {
  const { source, reference, found, appointed, headcount, item, project } = facts;
  const { ownDuty, concern, beyond, onlySaysEmergency, restricted, resident } = facts;
  const said = { source, reference, found, appointed, headcount, item, project, ownDuty, concern };
  const all = { ...said, beyond, onlySaysEmergency, restricted, resident };
  return Object.fromEntries(Object.entries(all).filter(([, one]) => one !== null && one !== false));
}

function textOf(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('text' in value)) return null;
    return typeof value.text === 'string' ? value.text : null;
  } catch {
    return null;
  }
}

/** Prints every text not read exactly, then precision and recall per field, of one file or all files of a folder. */
function score(target: string, lexicon: Lexicon): void {
  const files = target.endsWith('.jsonl')
    ? [target]
    : readdirSync(target)
        .filter((one) => one.endsWith('.jsonl'))
        .sort()
        .map((one) => path.join(target, one));
  const examples = files.map((file) => ({ file, texts: readExamples(file) }));
  for (const { file, texts } of examples) {
    const wrong = texts.filter((one) => differences(one, lexicon).length > 0);
    console.log(`${path.basename(file)}: ${texts.length - wrong.length} of ${texts.length} exact`);
    for (const one of wrong) console.log(explain(one, lexicon));
  }
  const all = examples.flatMap(({ texts }) => texts);
  console.log(`${'field'.padEnd(12)}   right precision   recall`);
  for (const field of fields) {
    const { right, precision, recall } = scoreField(field, all, lexicon);
    const columns = [right, precision, recall].map((one) =>
      `${(100 * one).toFixed(1)} %`.padStart(8),
    );
    console.log(`${field.padEnd(12)}${columns.join(' ')}`);
  }
}

function readExamples(file: string): Example[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Example);
}
