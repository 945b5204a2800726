import { readFile } from 'node:fs/promises';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
}

/** Reads a file of the chat page; null for what is not there or lies outside. */
export async function readPageFile(folder: string, wanted: string): Promise<PageFile | null> {
  const name = wanted === '/' ? 'index.html' : wanted.slice(1);
  if (!/^[a-z0-9-]+\.(html|css|js|svg)$/.test(name)) return null;
  try {
    const content = await readFile(path.join(folder, name));
    return { type: types[path.extname(name)] ?? 'application/octet-stream', content };
  } catch {
    return null;
  }
}
