import { wordRoles } from '../domain/lexicon.ts';
import type { Readable } from './report.ts';
import type { Fault, Severity } from './fault.ts';
import { readLexiconFile, type LexiconFile } from './lexicon.ts';
import type { Path, Source } from './source.ts';

type Note = (path: Path, message: string, severity?: Severity) => void;

const otherParts = [
  'sets',
  'variants',
  'matters',
  'danger',
  'slips',
  'aliases',
  'landmarks',
  'ownDuties',
];

/** lexicon.yaml against the rest of the book: codes that nobody has, wordings that cannot work, aliases that collide. */
export function checkLexicon(source: Source | undefined, files: Readable): readonly Fault[] {
  if (!source) return [];
  const faults: Fault[] = [];
  const note: Note = (path, message, severity = 'error') =>
    faults.push({ severity, file: 'lexicon.yaml', line: source.lineOf(path), message });
  const file = readLexiconFile(source.content);
  checkParts(source.content, note);
  checkSlips(file, note);
  checkSets(file, note);
  checkMatterCodes(file, files, note);
  checkAliases(file, files, note);
  return faults;
}

function checkParts(content: unknown, note: Note): void {
  if (typeof content !== 'object' || content === null) return;
  const known: readonly string[] = [...otherParts, ...wordRoles];
  for (const key of Object.keys(content))
    if (!known.includes(key))
      note([key], `词库里没有“${key}”这一段，请核对写法；可用的段见示例词库`);
}

function checkSlips({ slips }: LexiconFile, note: Note): void {
  for (const [slip, meant] of Object.entries(slips))
    if (slip.length !== meant.length)
      note(['slips', slip], `“${slip}”与“${meant}”字数不同；同字数改写要一个字对一个字`);
}

function checkSets({ matters, sets }: LexiconFile, note: Note): void {
  for (const [code, entry] of Object.entries(matters))
    entry?.says.forEach((text, nth) => {
      for (const [, name = ''] of text.matchAll(/\{([^}]*)\}/g))
        if (!sets[name])
          note(['matters', code, 'says', nth], `sets 里没有“${name}”这组词，请补上或改名`);
      if (text.split(' + ').some((slot) => slot.split('|').some((word) => word.trim() === '')))
        note(['matters', code, 'says', nth], '“|”或“+”的一边是空的，请补上词或删去符号');
    });
}

function checkMatterCodes({ matters }: LexiconFile, files: Readable, note: Note): void {
  if (!files.matters) return;
  const codes = new Set(files.matters.matters.map((one) => one.code));
  const check = (code: string, path: Path): void => {
    if (!codes.has(code)) note(path, `责任清单里没有 ${code} 这个事项，请核对编号`);
  };
  for (const [code, entry] of Object.entries(matters)) {
    check(code, ['matters', code]);
    entry?.covers.forEach((one, nth) => check(one, ['matters', code, 'covers', nth]));
    if (entry?.urgent) check(entry.urgent, ['matters', code, 'urgent']);
  }
}

/** Two units of one alias: the bot could call the wrong one, so the district is told where. */
function checkAliases({ aliases }: LexiconFile, files: Readable, note: Note): void {
  const orgs = files.organisations?.organisations;
  if (!orgs) return;
  const owners = new Map(
    orgs.flatMap((one) => namesOf(one).map((name) => [name, one.code] as const)),
  );
  for (const [code, words] of Object.entries(aliases)) {
    const path = ['aliases', code];
    if (!orgs.some((one) => one.code === code)) note(path, `没有代码为 ${code} 的单位，请核对代码`);
    words.forEach((word, nth) => {
      const owner = owners.get(word) ?? code;
      owners.set(word, owner);
      if (owner === code) return;
      const name = orgs.find((one) => one.code === owner)?.name ?? owner;
      note([...path, nth], `别名“${word}”也指${name}，这样叫会分不清；请只留给一个单位`, 'warning');
    });
  }
}

function namesOf(org: { readonly name: string; readonly aliases?: readonly string[] }): string[] {
  return [org.name, ...(org.aliases ?? [])];
}
