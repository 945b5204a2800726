import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Tables } from './model.ts';

export interface Table<Row> {
  get(id: string): Row | undefined;
  put(id: string, row: Row): void;
  drop(id: string): void;
  entries(): IterableIterator<[string, Row]>;
  rows(): IterableIterator<Row>;
}
export interface Ledger {
  table<Name extends keyof Tables>(name: Name): Table<Tables[Name]>;
  close(): void;
}

/**
 * Opens the journal of a data folder: one JSON line per change, appended before anything is answered, so that
 * a kill loses nothing that was shown. A torn last line is dropped; opening rewrites the journal compactly.
 */
export function openLedger(folder: string): Ledger {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'world.jsonl');
  const tables = existsSync(file) ? read(file) : new Map<string, Map<string, unknown>>();
  compact(file, tables);
  const journal = openSync(file, 'a');
  let open = true;

  function append(line: readonly unknown[]): void {
    if (open) writeSync(journal, `${JSON.stringify(line)}\n`);
  }

  function table<Name extends keyof Tables>(name: Name): Table<Tables[Name]> {
    const rows = (tables.get(name) ?? new Map<string, unknown>()) as Map<string, Tables[Name]>;
    tables.set(name, rows);
    return {
      get: (id) => rows.get(id),
      put: (id, row) => {
        append([name, id, row]);
        rows.set(id, row);
      },
      drop: (id) => {
        if (rows.delete(id)) append([name, id]);
      },
      entries: () => rows.entries(),
      rows: () => rows.values(),
    };
  }

  function close(): void {
    if (!open) return;
    open = false;
    fsyncSync(journal);
    closeSync(journal);
  }

  return { table, close };
}

function read(file: string): Map<string, Map<string, unknown>> {
  const tables = new Map<string, Map<string, unknown>>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const change = parsed(line);
    if (!change) continue;
    const [name, id, row] = change;
    const rows = tables.get(name) ?? new Map<string, unknown>();
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
    tables.set(name, rows);
  }
  return tables;
}

/** One change, or null for a line that a kill cut off. */
function parsed(line: string): [string, string, unknown] | null {
  if (line === '') return null;
  try {
    const change: unknown = JSON.parse(line);
    if (!Array.isArray(change)) return null;
    const [name, id, row] = change as unknown[];
    return typeof name === 'string' && typeof id === 'string' ? [name, id, row] : null;
  } catch {
    return null;
  }
}

function compact(file: string, tables: ReadonlyMap<string, ReadonlyMap<string, unknown>>): void {
  const fresh = `${file}.new`;
  const out = openSync(fresh, 'w');
  for (const [name, rows] of tables) {
    const lines = [...rows].map(([id, row]) => `${JSON.stringify([name, id, row])}\n`);
    if (lines.length > 0) writeSync(out, lines.join(''));
  }
  fsyncSync(out);
  closeSync(out);
  renameSync(fresh, file);
}
