import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import type { Fault } from './fault.ts';

/** Where something stands in a file's content: `['matters', 3, 'lead']`. */
export type Path = readonly (string | number)[];

/** One YAML file: its content, and the line of whatever stands at a path, or of the nearest thing around it. */
export interface Source {
  readonly content: unknown;
  readonly lineOf: (path: Path) => number;
}

/** How often one anchor may be used: enough for a ladder used twice, too little for a bomb. */
const MAX_ALIASES = 50;
const MAX_DEPTH = 100;

/** Parses one file. YAML faults are told in words a district office can act on. Pure. */
export function parseSource(
  file: string,
  bytes: Uint8Array,
): { readonly source: Source | null; readonly faults: readonly Fault[] } {
  const error = (line: number, message: string): Fault => ({
    severity: 'error',
    file,
    line,
    message,
  });
  const text = decode(bytes);
  if (text === null)
    return { source: null, faults: [error(0, '文件不是 UTF-8 编码，请用编辑器另存为 UTF-8')] };
  if (tooDeep(text)) return { source: null, faults: [error(0, '括号套得太深，请检查是否成对')] };
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const faults = [...doc.errors, ...doc.warnings].map((one) =>
    error(lineAt(one.pos[0]), yamlSentence(one.code, one.message)),
  );
  if (faults.length > 0) return { source: null, faults };
  const content = contentOf(doc);
  if (content === undefined) {
    const message = '“*名称”引用了没有起过名的内容、引用了自己，或引用过多；请直接把内容写出来';
    return { source: null, faults: [error(lineAt(firstAlias(doc)), message)] };
  }
  return {
    source: { content, lineOf: (path) => lineAt(offsetOf(doc, path)) },
    faults: [],
  };
}

/** The plain content, or undefined when an alias leads nowhere, to itself, or to far too much. */
function contentOf(doc: Document.Parsed): unknown {
  try {
    const content: unknown = doc.toJS({ maxAliasCount: MAX_ALIASES });
    JSON.stringify(content); // throws for what contains itself
    return content ?? null;
  } catch {
    return undefined;
  }
}

/** Where the alias stands that names nothing, else the first one. */
function firstAlias(doc: Document.Parsed): number {
  const aliases: { readonly offset: number; readonly lost: boolean }[] = [];
  visit(doc, {
    Alias(_key, node) {
      aliases.push({ offset: node.range?.[0] ?? 0, lost: node.resolve(doc) === undefined });
    },
  });
  return (aliases.find(({ lost }) => lost) ?? aliases[0])?.offset ?? 0;
}

/** The YAML parser dies of brackets nested by the thousand: those are turned away unread. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (sign === '[' || sign === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function offsetOf(doc: Document.Parsed, path: Path): number {
  let node: unknown = doc.contents;
  let offset = doc.contents?.range[0] ?? 0;
  for (const step of path) {
    const found = stepInto(isAlias(node) ? node.resolve(doc) : node, step);
    if (!found) return offset;
    offset = found.offset ?? offset;
    node = found.node;
  }
  return offset;
}

/** The node one step further in, and where it begins: a map's entry at its key. */
function stepInto(node: unknown, step: string | number): Found | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair ? { node: pair.value, offset: offsetAt(pair.key) } : null;
  }
  if (!isSeq(node)) return null;
  const item: unknown = node.items[Number(step)];
  return { node: item, offset: offsetAt(item) };
}

interface Found {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function offsetAt(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function yamlSentence(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return '同一个名称写了两遍，后写的会盖掉先写的；请删去一处';
    case 'TAB_AS_INDENT':
      return '行首用了制表符（Tab），请改成空格';
    case 'BAD_INDENT':
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return '缩进没有对齐，请与上下同级的行对齐（用空格）；若已对齐，看看附近是否误用了全角冒号“：”';
    case 'MISSING_CHAR':
    case 'UNEXPECTED_TOKEN':
      return `这一行的写法不对：检查冒号后有没有空格、引号和括号是否成对、是否误用了全角标点（${message}）`;
    case 'MULTILINE_IMPLICIT_KEY':
      return '名称后面缺少半角冒号和空格（“:”），或误用了全角冒号“：”';
    case 'BAD_ALIAS':
      return '“*”和“&”开头的文字请加引号';
    case 'MULTIPLE_DOCS':
      return '文件里有“---”分隔线，一个文件只写一份内容；请删去';
    default:
      return `YAML 写法有误：${message}`;
  }
}
