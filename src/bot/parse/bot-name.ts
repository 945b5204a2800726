import type { Compiled } from './compile.ts';
import { normalise } from './normalise.ts';
import { findWords } from './trie.ts';

const longestName = 16;

/** In groups the first @-word that is no unit's name or alias is the bot's own, and dropped (design 5). */
export function withoutBotName(message: string, compiled: Compiled): string {
  for (const match of message.slice(0, 200).matchAll(/[@＠]/g)) {
    const rest = message.slice(match.index + 1);
    if (namesUnit(rest, compiled)) continue;
    const name = /^[^\s\u2005,，。:：@＠]*/.exec(rest)?.[0] ?? '';
    if (name.length > longestName) return message.slice(0, match.index) + rest;
    return (message.slice(0, match.index) + rest.slice(name.length)).trim();
  }
  return message.trim();
}

function namesUnit(rest: string, compiled: Compiled): boolean {
  const { text } = normalise(rest.slice(0, longestName), compiled.lexicon.slips);
  return findWords(compiled.trie, text).some(
    ({ start, values }) =>
      start <= 1 && values.some((one) => one.type === 'org' || one.type === 'street'),
  );
}
