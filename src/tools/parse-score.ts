import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from '../bot/parse.ts';
import { plainReading, type Plain } from '../bot/parse/plain-reading.ts';
import type { Lexicon } from '../domain/lexicon.ts';

export interface Example {
  readonly text: string;
  readonly expect: Plain;
  /** Also compared when given. */
  readonly intent?: string;
}

const fields = ['category', 'kind', 'street', 'place', 'matter', 'departments', 'missing'] as const;

/** Prints precision and recall per field, and every text that is not read exactly, of the texts in a folder. */
export function scoreFolder(folder: string, lexicon: Lexicon): void {
  const files = folder.endsWith('.jsonl')
    ? [folder]
    : readdirSync(folder)
        .filter((one) => one.endsWith('.jsonl'))
        .map((one) => path.join(folder, one))
        .sort();
  const examples = files.flatMap((file) => readExamples(file));
  for (const file of files) {
    const own = readExamples(file);
    const wrong = own.filter((one) => !isExact(one, lexicon));
    console.log(`${path.basename(file)}: ${own.length - wrong.length} / ${own.length}`);
    for (const one of wrong) console.log(explain(one, lexicon));
  }
  console.log('field         right  precision  recall');
  for (const field of fields) console.log(scoreField(field, examples, lexicon));
}

/** The examples of one file: a JSON line each; blank lines and lines that begin with // are for the reader. */
export function readExamples(file: string): Example[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('//'))
    .map((line) => JSON.parse(line) as Example);
}

/** Every field right, and the intent where one is given. */
export function isExact(example: Example, lexicon: Lexicon): boolean {
  return differences(example, lexicon).length === 0;
}

export function differences(
  { text, expect, intent }: Example,
  lexicon: Lexicon,
): (keyof Plain | 'intent')[] {
  const reading = parse(text, lexicon);
  const got = plainReading(reading, lexicon);
  const wrong: (keyof Plain | 'intent')[] = fields.filter(
    (field) => JSON.stringify(got[field]) !== JSON.stringify(expect[field]),
  );
  return intent !== undefined && intent !== reading.intent.type ? [...wrong, 'intent'] : wrong;
}

function explain(example: Example, lexicon: Lexicon): string {
  const reading = parse(example.text, lexicon);
  const got = plainReading(reading, lexicon);
  const lines = differences(example, lexicon).map((field) =>
    field === 'intent'
      ? `    intent: ${reading.intent.type} ≠ ${example.intent ?? ''}`
      : `    ${field}: ${JSON.stringify(got[field])} ≠ ${JSON.stringify(example.expect[field])}`,
  );
  return [`  ${example.text.replaceAll('\n', '⏎')}`, ...lines].join('\n');
}

function scoreField(
  field: (typeof fields)[number],
  examples: readonly Example[],
  lexicon: Lexicon,
): string {
  let [right, hit, said, due] = [0, 0, 0, 0];
  for (const { text, expect } of examples) {
    const got = values(plainReading(parse(text, lexicon), lexicon)[field]);
    const want = values(expect[field]);
    if (JSON.stringify(got) === JSON.stringify(want)) right += 1;
    hit += got.filter((one) => want.includes(one)).length;
    said += got.length;
    due += want.length;
  }
  const percent = (part: number, all: number): string =>
    `${(all === 0 ? 100 : (100 * part) / all).toFixed(1)} %`;
  return [
    field.padEnd(12),
    percent(right, examples.length).padStart(8),
    percent(hit, said).padStart(9),
    percent(hit, due).padStart(9),
  ].join(' ');
}

function values(value: string | readonly string[] | null): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}
