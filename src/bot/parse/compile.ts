import type { Lexicon, Saying, WordRole } from '../../domain/lexicon.ts';
import type { MatterCode, OrgCode, ProjectCode } from '../../domain/names.ts';
import { toPairs, type CommonPairs } from './common.ts';
import { toChoices, type Choices } from './choices.ts';
import { normalise } from './normalise.ts';
import { placeWeights, toWeights, type PlaceWeights, type Weights } from './weights.ts';
import { addWord, createTrie, type Trie } from './trie.ts';

/** What one word of the lexicon stands for. */
export type Meaning =
  | { readonly type: 'role'; readonly role: WordRole }
  | { readonly type: 'org' | 'street'; readonly code: OrgCode; readonly full: boolean }
  | { readonly type: 'place' }
  | { readonly type: 'project'; readonly code: ProjectCode; readonly full: boolean }
  | { readonly type: 'duty'; readonly saying: number; readonly slot: number }
  | {
      readonly type: 'slot';
      readonly saying: number;
      readonly slot: number;
      readonly danger: boolean;
      readonly hides: boolean;
    };

/** What a longer word may hide a shorter one as: a name, a place, a matter's wording, a statement of danger. */
export type WordSort = 'name' | 'place' | 'matter' | 'danger';

export interface Compiled {
  readonly lexicon: Lexicon;
  readonly trie: Trie<Meaning>;
  readonly sayings: readonly CompiledSaying[];
  /** Where a matter stands among the lexicon's. */
  readonly matterNth: ReadonlyMap<MatterCode, number>;
  /** Pairs of letters that are no names; null where nothing was learnt. */
  readonly common: CommonPairs | null;
  /** What was learnt from messages; null where nothing was. */
  readonly learnt: {
    readonly places: PlaceWeights;
    readonly efforts: Weights;
    readonly calls: Weights;
    readonly streets: Choices | null;
    readonly intents: Choices | null;
    readonly urgency: Choices | null;
    readonly matters: Choices | null;
  } | null;
  readonly dutySayings: readonly DutySaying[];
  /** Indexes of the matters (-1 for danger) that a word of the trie belongs to, by its values. */
  readonly mattersOf: (values: readonly Meaning[]) => ReadonlySet<number>;
  /** As what a word of the trie hides shorter ones, by its values. */
  readonly sortsOf: (values: readonly Meaning[]) => readonly WordSort[];
}

export interface DutySaying extends Saying {
  /** The street's own duty it speaks of. */
  readonly duty: string;
}

export interface CompiledSaying extends Saying {
  /** Index into the lexicon's matters; -1 for a statement of danger. */
  readonly matter: number;
}

const compiled = new WeakMap<Lexicon, Compiled>();

/** The lexicon as one dictionary, built once per lexicon. */
export function compile(lexicon: Lexicon): Compiled {
  const known = compiled.get(lexicon);
  if (known) return known;
  const made = build(lexicon);
  compiled.set(lexicon, made);
  return made;
}

function build(lexicon: Lexicon): Compiled {
  const trie = createTrie<Meaning>();
  const add = (word: string, meaning: Meaning): void => {
    addWord(trie, normalise(word, {}).text, meaning);
  };
  for (const { code, name, words } of lexicon.orgs)
    for (const word of words) add(word, { type: 'org', code, full: word === name });
  for (const { code, words } of lexicon.streets)
    for (const word of words) add(word, { type: 'street', code, full: word.includes('街道') });
  for (const word of lexicon.places) add(word, { type: 'place' });
  for (const [role, words] of Object.entries(lexicon.words))
    for (const word of words) add(word, { type: 'role', role: role as WordRole });
  for (const { code, name, words } of lexicon.projects)
    for (const word of new Set([name, ...words]))
      add(word, { type: 'project', code, full: word === name });
  const dutySayings = lexicon.ownDuties.flatMap(({ name, sayings }) =>
    sayings.map((one) => ({ ...one, duty: name })),
  );
  dutySayings.forEach((one, saying) => {
    one.slots.forEach((words, slot) => {
      for (const word of words) add(word, { type: 'duty', saying, slot });
    });
  });
  const sayings = [
    ...lexicon.matters.flatMap((one, matter) =>
      one.sayings.map((saying) => ({ ...saying, matter })),
    ),
    ...lexicon.dangers.map((saying) => ({ ...saying, matter: -1 })),
  ];
  sayings.forEach((one, saying) => {
    one.slots.forEach((words, slot) => {
      for (const word of words)
        add(word, {
          type: 'slot',
          saying,
          slot,
          danger: one.matter < 0,
          hides: word.length > 2 || !/[了着过的]$/.test(word),
        });
    });
  });
  return {
    lexicon,
    trie,
    sayings,
    matterNth: new Map(lexicon.matters.map(({ code }, nth) => [code, nth])),
    dutySayings,
    common: lexicon.learnt && toPairs(lexicon.learnt.common),
    learnt: lexicon.learnt && {
      places: placeWeights(lexicon.learnt.places),
      efforts: toWeights(lexicon.learnt.efforts),
      calls: toWeights(lexicon.learnt.calls),
      streets: toChoices(lexicon.learnt.streets),
      intents: toChoices(lexicon.learnt.intents),
      urgency: toChoices(lexicon.learnt.urgency),
      matters: toChoices(lexicon.learnt.matters),
    },
    mattersOf: remembered((values) => mattersOf(sayings, values)),
    sortsOf: remembered((values) => [...new Set(values.flatMap(sortOf))]),
  };
}

/** Asked again and again of the few words that are said. */
function remembered<T>(
  answer: (values: readonly Meaning[]) => T,
): (values: readonly Meaning[]) => T {
  const known = new WeakMap<readonly Meaning[], { readonly answer: T }>();
  return (values) => {
    let told = known.get(values);
    if (!told) known.set(values, (told = { answer: answer(values) }));
    return told.answer;
  };
}

function mattersOf(
  sayings: readonly CompiledSaying[],
  values: readonly Meaning[],
): ReadonlySet<number> {
  return new Set(
    values.flatMap((one) => (one.type === 'slot' ? (sayings[one.saying]?.matter ?? []) : [])),
  );
}

/** Words that no wording of a matter reaches into: 门口, 人行道. */
const namesSomething: ReadonlySet<WordRole> = new Set(['position', 'area', 'notWording']);

function sortOf(meaning: Meaning): WordSort | [] {
  switch (meaning.type) {
    case 'org':
    case 'street':
      return 'name';
    case 'role':
      return namesSomething.has(meaning.role) ? 'name' : [];
    case 'place':
      return 'place';
    case 'slot':
      if (!meaning.hides) return [];
      return meaning.danger ? 'danger' : 'matter';
    case 'project':
    case 'duty':
      return [];
  }
}
