import { leftmostLongest, type Span } from './spans.ts';
import { addWord, createTrie, findWords, type Trie } from './trie.ts';

/** A text in one spelling, with the way back to the words as typed. */
export interface Script {
  readonly raw: string;
  /** Half width, upper case, no emoji, slips mended. */
  readonly text: string;
  /** Index in `raw` of every character of `text`, and one past the end. */
  readonly at: readonly number[];
}

/**
 * So many letters are read at the beginning and at the end of a message: what stands between is kept with the message but
 * gives no facts. Messages as long as that are forwarded, and who forwards them says what is wanted before or behind.
 */
const readFirst = 500;
const readLast = 300;
/** The gap begins and ends with a clause, where one ends so near. */
const near = 100;

/** Writes full-width forms, emoji and slips in the one spelling of the lexicon. Linear, never throws. */
export function normalise(raw: string, slips: Readonly<Record<string, string>>): Script {
  const text: string[] = [];
  const at: number[] = [];
  const gap = gapIn(raw);
  for (let i = 0; i < raw.length; i += 1) {
    if (i === gap.start && gap.end > gap.start) {
      text.push('\n');
      at.push(i);
      i = gap.end;
    }
    const mapped = spell(raw.charCodeAt(i));
    if (mapped === '') continue;
    text.push(mapped);
    at.push(i);
  }
  at.push(raw.length);
  return { raw, text: mend(text.join(''), slips), at };
}

/** What is not read of a very long message; empty for any other. */
function gapIn(raw: string): Span {
  const [first, last] = [readFirst, raw.length - readLast];
  if (last <= first) return { start: 0, end: 0 };
  const before = raw.slice(first - near, first).search(/[。！？；，!?;,\n][^。！？；，!?;,\n]*$/);
  const behind = raw.slice(last, last + near).search(/[。！？；，!?;,\n]/);
  return {
    start: before < 0 ? first : first - near + before + 1,
    end: behind < 0 ? last : last + behind + 1,
  };
}

/** The words of `raw` behind a stretch of the normalised text. */
export function asWritten(script: Script, start: number, end: number): string {
  if (end <= start) return '';
  const last = script.at[end - 1] ?? 0;
  return script.raw.slice(script.at[start], last + 1);
}

function spell(code: number): string {
  if (code === 0x3000 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a)) return ' ';
  if (code >= 0x200b && code <= 0x200f) return ''; // zero width
  if (code >= 0xfe00 && code <= 0xfe0f) return ''; // variation selectors
  if (code === 0xfeff || code === 0xd) return '';
  if (code >= 0xd800 && code <= 0xdfff) return ' '; // emoji
  if (code >= 0x2190 && code <= 0x27bf) return circled(code); // arrows, dingbats
  if (code >= 0xff01 && code <= 0xff5e) return upper(code - 0xfee0);
  if (code === 0xff61) return '。';
  return upper(code);
}

/** ① counts what follows, the rest of these blocks is decoration. */
function circled(code: number): string {
  return code >= 0x2460 && code <= 0x2468 ? String.fromCharCode(code) : ' ';
}

function upper(code: number): string {
  if (code === 0x9) return ' ';
  return String.fromCharCode(code >= 0x61 && code <= 0x7a ? code - 0x20 : code);
}

const dictionaries = new WeakMap<Readonly<Record<string, string>>, Trie<string>>();

/** Slips in one pass, the longest first; what was meant has as many letters. */
function mend(text: string, slips: Readonly<Record<string, string>>): string {
  const found = leftmostLongest(findWords(dictionaryOf(slips), text));
  if (found.length === 0) return text;
  let mended = '';
  let at = 0;
  for (const { start, end, values } of found) {
    mended += text.slice(at, start) + (values[0] ?? text.slice(start, end));
    at = end;
  }
  return mended + text.slice(at);
}

function dictionaryOf(slips: Readonly<Record<string, string>>): Trie<string> {
  let known = dictionaries.get(slips);
  if (!known) {
    known = createTrie<string>();
    for (const [slip, meant] of Object.entries(slips)) addWord(known, slip, meant);
    dictionaries.set(slips, known);
  }
  return known;
}
