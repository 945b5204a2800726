import { createInterface } from 'node:readline';
import { parse } from '../bot/parse.ts';
import { plainReading } from '../bot/parse/plain-reading.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import { loadRuleBook } from '../rulebook/load.ts';
import { scoreFolder } from './parse-score.ts';

const { book, faults } = loadRuleBook(process.env['RULEBOOK'] ?? 'rulebooks/panlong');
if (!book) {
  for (const { file, line, message } of faults) console.error(`${file}:${line} ${message}`);
  process.exit(1);
}
const [option, folder] = process.argv.slice(2);
if (option === '--score') scoreFolder(folder ?? 'test/corpus', book.lexicon);
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
  };
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
