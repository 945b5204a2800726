import type { Lexicon } from '../../domain/lexicon.ts';
import { parse } from '../parse.ts';
import { plainReading, type Plain } from './plain-reading.ts';

/** A text with what a person reads in it. */
export interface Example {
  readonly text: string;
  readonly expect: Plain;
  /** Told beside what is read otherwise, and not counted: the contract of domain 6.4 has no such field. */
  readonly intent?: string;
}

export const fields = [
  'category',
  'kind',
  'street',
  'place',
  'matter',
  'departments',
  'missing',
] as const satisfies readonly (keyof Plain)[];
export type Field = (typeof fields)[number];

export interface FieldScore {
  /** Share of texts with this field exactly right. */
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
}

/** Fields read otherwise than a person does. */
export function differences({ text, expect }: Example, lexicon: Lexicon): Field[] {
  const got = plainReading(parse(text, lexicon), lexicon);
  return fields.filter((field) => JSON.stringify(got[field]) !== JSON.stringify(expect[field]));
}

/** One text that is not read exactly, with what was read and what it should be. */
export function explain(example: Example, lexicon: Lexicon): string {
  const reading = parse(example.text, lexicon);
  const got = plainReading(reading, lexicon);
  const lines = differences(example, lexicon).map(
    (field) =>
      `    ${field}: ${JSON.stringify(got[field])} ≠ ${JSON.stringify(example.expect[field])}`,
  );
  const wanted = example.intent ? [`    intent: ${reading.intent.type}, ${example.intent}`] : [];
  return [`  ${example.text.replaceAll('\n', '⏎')}`, ...lines, ...wanted].join('\n');
}

/** Exactness, precision and recall of one field over many texts. */
export function scoreField(
  field: Field,
  examples: readonly Example[],
  lexicon: Lexicon,
): FieldScore {
  let [right, hit, said, due] = [0, 0, 0, 0];
  for (const example of examples) {
    const { expect } = example;
    const got = values(readOnce(example, lexicon)[field]);
    const want = values(expect[field]);
    if (JSON.stringify(got) === JSON.stringify(want)) right += 1;
    hit += got.filter((one) => want.includes(one)).length;
    said += got.length;
    due += want.length;
  }
  const share = (part: number, all: number): number => (all === 0 ? 1 : part / all);
  return {
    right: share(right, examples.length),
    precision: share(hit, said),
    recall: share(hit, due),
  };
}

const known = new WeakMap<Lexicon, WeakMap<Example, Plain>>();

/** Each text is read once, however many fields are asked about. */
function readOnce(example: Example, lexicon: Lexicon): Plain {
  const readings = known.get(lexicon) ?? new WeakMap<Example, Plain>();
  known.set(lexicon, readings);
  const reading = readings.get(example) ?? plainReading(parse(example.text, lexicon), lexicon);
  readings.set(example, reading);
  return reading;
}

function values(value: string | readonly string[] | null): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}
