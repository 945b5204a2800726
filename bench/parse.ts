import { parse } from '../src/bot/parse.ts';
import type { Lexicon } from '../src/domain/lexicon.ts';
import { loadRuleBook } from '../src/rulebook/load.ts';
import { adversarial, bytes, chance } from './support/adversarial.ts';

const limitMs = 5;
const generated = 1_000_000;

/** Prints the worst case over adversarial messages and reads a million generated ones; answers whether both hold. */
export function run(messages?: string): boolean {
  const { book } = loadRuleBook('rulebooks/panlong');
  if (!book) throw new Error('the rule book of rulebooks/panlong does not load');
  const fast = worstCase(book.lexicon) <= limitMs;
  return neverThrows(book.lexicon, Number(messages ?? generated)) && fast;
}

function worstCase(lexicon: Lexicon): number {
  let worst = 0;
  for (const [name, text] of adversarial(lexicon)) {
    const ms = fastestMs(() => parse(text, lexicon));
    worst = Math.max(worst, ms);
    console.log(`parse ${name.padEnd(28)} ${ms.toFixed(2).padStart(7)} ms`);
  }
  console.log(`parse worst case of ${bytes} bytes: ${worst.toFixed(2)} ms (limit ${limitMs} ms)`);
  return worst;
}

/** The least of several runs, so that a busy machine does not count. */
function fastestMs(work: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < 40; i += 1) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

function neverThrows(lexicon: Lexicon, messages: number): boolean {
  const words = [
    ...new Set(
      adversarial(lexicon)
        .slice(0, 54)
        .map(([, text]) => text.slice(0, 8)),
    ),
  ];
  const all = [
    ...words,
    ...lexicon.matters.flatMap((one) => one.sayings.flatMap(({ slots }) => slots.flat())),
    ...Object.values(lexicon.words).flat(),
    ...lexicon.orgs.flatMap((one) => one.words),
  ];
  const next = chance(20261122);
  const start = performance.now();
  for (let i = 0; i < messages; i += 1) {
    const length = 1 + next(9);
    let text = '';
    for (let k = 0; k < length; k += 1) text += all[next(all.length)] ?? '';
    parse(next(8) === 0 ? text + String.fromCharCode(next(0xffff)) : text, lexicon);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `parse ${messages} generated messages, none thrown: ${(messages / seconds).toFixed(0)} a second`,
  );
  return true;
}
