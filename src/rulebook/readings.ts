import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../rulebooks/schema/readings.json' with { type: 'json' };
import learntSchema from '../../rulebooks/schema/learnt.json' with { type: 'json' };
import type { Learnt, Lexicon } from '../domain/lexicon.ts';
import type { Fault } from './fault.ts';
import { pathOf } from './shape.ts';
import { shapeSentence } from './shape-sentence.ts';

/** A message with what a person reads in it: the contract of domain 6.4, or the part of it that is given. */
export interface ReadMessage {
  readonly text: string;
  /** What is wanted where it is no new whistle; else whatever the parser makes of it. */
  readonly intent?: string;
  readonly expect: {
    readonly category?: string | null;
    readonly kind?: string | null;
    readonly street?: string | null;
    readonly place?: string | null;
    readonly matter?: string | null;
    readonly departments?: readonly string[];
    readonly missing?: readonly string[];
  };
}

export const readingsFile = 'readings.jsonl';
export const learntFile = 'learnt.json';

/** The files, each null where it is not there. What is only held against what was learnt is never made text of. */
export interface ReadingFiles {
  readonly readings: Buffer | null;
  /** Sentences by matter, which are learnt from as well. */
  readonly examples: Buffer | null;
  readonly learnt: string | null;
}

const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });
const isMessage = ajv.compile<ReadMessage>(schema);
const isLearnt = ajv.compile<Learnt>(learntSchema);

/** The names a reading may use: those of the rule book it belongs to. */
export type KnownNames = Pick<Lexicon, 'streets' | 'orgs' | 'matters'>;

/** The messages of readings.jsonl, a JSON line each, and the lines that are none, each with what to write instead. */
export function readMessages(
  file: string,
  known: KnownNames,
): { messages: ReadMessage[]; faults: Fault[] } {
  const messages: ReadMessage[] = [];
  const faults: Fault[] = [];
  const strange = namesUnknownTo(known);
  file.split('\n').forEach((line, nth) => {
    if (line.trim() === '') return;
    const message = parseJson(line);
    const told = isMessage(message) ? strange(message) : shapeFaults(message);
    if (isMessage(message) && told.length === 0) messages.push(message);
    for (const one of told)
      faults.push({ severity: 'error', file: readingsFile, line: nth + 1, message: one });
  });
  return { messages, faults };
}

/** Of the line that was just held against the schema: everything that is wrong with it. */
function shapeFaults(line: unknown): string[] {
  const form =
    '这一行要写成 {"text":"…","expect":{…}}，expect 里写 place、departments、missing 等，写法与 npm run -s parse 的输出相同';
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return [form];
  const told = (isMessage.errors ?? []).map((error) =>
    error.keyword === 'type'
      ? `“${pathOf(error).join(' ')}”的写法不对；${form}`
      : (shapeSentence(error, pathOf(error)) ?? form),
  );
  return [...new Set(told)];
}

/** What is learnt under a name that nobody has would be learnt as something else: it is told instead. */
function namesUnknownTo({ streets, orgs, matters }: KnownNames) {
  const streetNames = new Set(streets.map(({ name }) => name));
  const unitNames = new Set(orgs.map(({ name }) => name));
  const matterNames = new Set(matters.map(({ name }) => name));
  return ({ text, expect }: ReadMessage): string[] => {
    const { place, street, matter, departments = [] } = expect;
    const told: string[] = [];
    if (place && !text.includes(place)) told.push(`原话里没有“${place}”这几个字，地点要照原话写`);
    if (street && !streetNames.has(street))
      told.push(`没有“${street}”这个街道，请写 organisations.yaml 里的名称`);
    if (matter && !matterNames.has(matter))
      told.push(`没有“${matter}”这个事项，请写 matters.yaml 里的名称`);
    for (const one of departments)
      if (!unitNames.has(one)) told.push(`没有“${one}”这个单位，请写 organisations.yaml 里的简称`);
    return told;
  };
}

/**
 * What was learnt from the messages, and whether it was learnt from these. The messages are not read: that they are sound
 * was seen when they were learnt from.
 */
export function readLearnt({ readings, examples, learnt }: ReadingFiles): {
  learnt: Learnt | null;
  faults: Fault[];
} {
  const faults: Fault[] = [];
  const value = learnt === null ? null : parseJson(learnt);
  const known = isLearnt(value) ? value : null;
  const tell = (file: string, message: string, severity: Fault['severity']): void => {
    faults.push({ severity, file, line: 0, message });
  };
  const mend = '运行 npm run rulebook -- learn 加上文件夹名';
  if (learnt !== null && known === null)
    tell(learntFile, `这个文件读不出来，请先删掉它；再${mend}`, 'error');
  if (learnt === null)
    tell(
      learntFile,
      `没有这个文件，只认得名单里的地点和词库里的说法，点到名的单位都算请来；请${mend}`,
      'warning',
    );
  if (readings !== null && known !== null && known.of !== digestOf(readings, examples))
    tell(readingsFile, `它或 examples.yaml 改过之后还没有重新学习；请${mend}`, 'warning');
  return { learnt: known, faults };
}

/** What the messages and sentences that were learnt from are known by, however their lines end. */
export function digestOf(readings: Buffer, examples: Buffer | null): string {
  const hash = createHash('sha256');
  for (const one of [readings, examples])
    hash.update(`${one?.toString('latin1').replaceAll('\r', '') ?? ''}\0`, 'latin1');
  return hash.digest('hex').slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
