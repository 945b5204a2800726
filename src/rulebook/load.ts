import type { RuleBook } from '../domain/rule-book.ts';
import { buildRuleBook } from './build.ts';
import { checkSources } from './check.ts';
import { inOrder } from './fault.ts';
import type { Fault } from './fault.ts';
import { readLearnt } from './readings.ts';
import { readFolder } from './read.ts';

export interface Loaded {
  /** Null when any fault is an error. */
  readonly book: RuleBook | null;
  readonly faults: readonly Fault[];
}

/**
 * Reads, checks and builds the rule book in a folder; every fault at once. With `today` (local date) the calendar's end is
 * watched. `unlearnt` leaves out what was learnt, whatever state it is in: it is about to be learnt anew.
 */
export function loadRuleBook(
  dir: string,
  today: string | null = null,
  { unlearnt = false }: { readonly unlearnt?: boolean } = {},
): Loaded {
  const { sources, readings, faults: readFaults } = readFolder(dir);
  const { files, faults } = checkSources(sources, today);
  const { learnt, faults: learntFaults } = unlearnt
    ? { learnt: null, faults: [] }
    : readLearnt(readings);
  const all = inOrder([...readFaults, ...faults, ...learntFaults]);
  const sound = files !== null && all.every(({ severity }) => severity === 'warning');
  const words = {
    lexicon: sources.get('lexicon')?.content ?? null,
    examples: sources.get('examples')?.content ?? null,
    learnt,
  };
  return { book: sound ? buildRuleBook(files, words) : null, faults: all };
}
