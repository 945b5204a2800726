import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Fault } from './fault.ts';
import { fileNames, optionalFileNames } from './files.ts';
import { learntFile, readingsFile, type ReadingFiles } from './readings.ts';
import { parseSource } from './source.ts';
import type { Source } from './source.ts';

/** The largest district fits in a hundredth of it; more is a mistake or an attack. */
const LARGEST_BYTES = 4_000_000;

const known: readonly string[] = [...fileNames, ...optionalFileNames, 'lexicon', 'examples'].map(
  (name) => `${name}.yaml`,
);

/** The files of a rule book, parsed, by name without `.yaml`; what could not be read is a fault and not here. */
export interface Folder {
  readonly sources: ReadonlyMap<string, Source>;
  readonly readings: ReadingFiles;
  readonly faults: readonly Fault[];
}

/** Reads a rule book's folder. The only function of this room that touches the disk. */
export function readFolder(dir: string): Folder {
  const names = namesIn(dir);
  if (!names) {
    const readings = { readings: null, examples: null, learnt: null };
    return { sources: new Map(), readings, faults: [error(dir, '找不到这个文件夹，请核对路径')] };
  }
  const sources = new Map<string, Source>();
  const faults: Fault[] = [];
  for (const name of names) {
    if (!/\.ya?ml$/i.test(name)) continue;
    if (!known.includes(name)) {
      const message = `不认识这个文件，不会读它；规则手册由这些文件组成：${known.join('、')}`;
      faults.push({ severity: 'warning', file: name, line: 0, message });
      continue;
    }
    const read = readOne(dir, name);
    faults.push(...read.faults);
    if (read.source) sources.set(name.replace('.yaml', ''), read.source);
  }
  for (const name of fileNames)
    if (!names.includes(`${name}.yaml`))
      faults.push(error(`${name}.yaml`, '缺少这个文件，请从示例规则手册复制一份再修改'));
  const readings = {
    readings: bytesOf(dir, readingsFile),
    examples: bytesOf(dir, 'examples.yaml'),
    learnt: bytesOf(dir, learntFile)?.toString() ?? null,
  };
  return { sources, readings, faults };
}

/** What a file holds, or null where there is none that can be read. */
function bytesOf(dir: string, name: string): Buffer | null {
  try {
    return readFileSync(path.join(dir, name));
  } catch {
    return null;
  }
}

function readOne(dir: string, name: string) {
  try {
    const bytes = readFileSync(path.join(dir, name));
    if (bytes.length <= LARGEST_BYTES) return parseSource(name, bytes);
    return { source: null, faults: [error(name, '文件过大（超过 4 MB），请检查是否放错了文件')] };
  } catch {
    return {
      source: null,
      faults: [error(name, '文件读不出来，请检查它是不是普通文件、有没有读取权限')],
    };
  }
}

function namesIn(dir: string): readonly string[] | null {
  try {
    return readdirSync(dir).sort();
  } catch {
    return null;
  }
}

function error(file: string, message: string): Fault {
  return { severity: 'error', file, line: 0, message };
}
