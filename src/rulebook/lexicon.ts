import type {
  DutyWords,
  Learnt,
  Lexicon,
  MatterExample,
  MatterWords,
  OrgWords,
  ProjectWords,
  Saying,
  WordRole,
} from '../domain/lexicon.ts';
import { wordRoles } from '../domain/lexicon.ts';
import { kindNames, type WhistleKind } from '../domain/names.ts';
import type { Matter, Org, OrgType } from '../domain/rule-book.ts';

/** What a district writes into lexicon.yaml; every part may be left out. */
export interface LexiconFile {
  readonly variants: Readonly<Record<string, readonly string[]>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly matters: Readonly<Partial<Record<string, MatterEntry>>>;
  readonly danger: readonly string[];
  readonly slips: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly landmarks: readonly string[];
  readonly words: Readonly<Partial<Record<WordRole, readonly string[]>>>;
  readonly ownDuties: Readonly<Record<string, readonly string[]>>;
}

/** What other files of the rule book add to the parser's words. */
export interface LexiconExtras {
  readonly projects?: readonly ProjectWords[];
  /** By name alone, or with its own wordings. */
  readonly ownDuties?: readonly (string | DutyEntry)[];
  /** Lanes somebody looks after: places too (S47). */
  readonly lanes?: readonly string[];
}

/** The files a rule book can do without: how things are said, sentences to learn from, and what was learnt. */
export interface LexiconWords {
  readonly lexicon: unknown;
  readonly examples: unknown;
  readonly learnt: Learnt | null;
}

interface DutyEntry {
  readonly name: string;
  readonly says?: readonly string[];
}

interface MatterEntry {
  readonly says: readonly string[];
  readonly covers: readonly string[];
  readonly assumed: readonly string[];
  readonly urgent: string | null;
  readonly kinds: readonly string[];
}

/** Whom a text can call by name; parties, residents' teams and communities come as people (S14, S45). */
const callableTypes: readonly OrgType[] = ['department', 'public-unit', 'market', 'social'];

/** The parser's words: every name and alias of an organisation, every matter's name and what `lexicon.yaml` adds. */
export function toLexicon(
  orgs: readonly Org[],
  matters: readonly Matter[],
  words: LexiconWords,
  { projects = [], ownDuties = [], lanes = [] }: LexiconExtras = {},
): Lexicon {
  const file = readLexiconFile(words.lexicon);
  const named = (org: Org): OrgWords => ({
    code: org.code,
    name: org.name,
    words: [
      ...new Set([
        org.name,
        ...fullNames(org.fullName),
        ...org.aliases,
        ...(file.aliases[org.code] ?? []),
      ]),
    ],
  });
  const callable = orgs.filter(({ type }) => callableTypes.includes(type));
  return {
    streets: orgs.filter(({ type }) => type === 'street').map(named),
    orgs: callable.map(named),
    places: [...new Set([...orgs.flatMap((one) => placesOf(one)), ...file.landmarks, ...lanes])],
    matters: matters.map((one) => matterWords(one, file)),
    examples: readExamples(words.examples),
    dangers: file.danger.map((one) => varied(saying(one, file.sets), file.variants)),
    slips: file.slips,
    words: allRoles(file.words),
    projects,
    ownDuties: ownDuties.map((one) => dutyWords(one, file)),
    learnt: words.learnt,
  };
}

/** lexicon.yaml as far as it has the right shape; its faults are the check's business. */
export function readLexiconFile(yaml: unknown): LexiconFile {
  const root = recordOf(yaml);
  const matters = Object.entries(recordOf(root['matters'])).map(([code, entry]) => {
    const { says, covers, kinds, assumed, urgent } = recordOf(entry);
    const lists = { covers: wordsOf(covers), kinds: wordsOf(kinds), assumed: wordsOf(assumed) };
    return [
      code,
      { says: wordsOf(says), ...lists, urgent: typeof urgent === 'string' ? urgent : null },
    ] as const;
  });
  const words = wordRoles.map((role) => [role, wordsOf(root[role])] as const);
  return {
    variants: listsOf(root['variants']),
    sets: listsOf(root['sets']),
    matters: Object.fromEntries(matters),
    danger: wordsOf(root['danger']),
    slips: Object.fromEntries(
      Object.entries(recordOf(root['slips'])).map(([slip, meant]) => [slip, String(meant)]),
    ),
    aliases: listsOf(root['aliases']),
    landmarks: wordsOf(root['landmarks']),
    words: Object.fromEntries(words),
    ownDuties: listsOf(root['ownDuties']),
  };
}

/** examples.yaml: sentences by the code of their matter, `none` for what belongs to no matter. */
export function readExamples(yaml: unknown): readonly MatterExample[] {
  return Object.entries(listsOf(recordOf(yaml)['examples'])).flatMap(([code, texts]) =>
    texts.map((text) => ({ matter: code === 'none' ? null : code, text })),
  );
}

/** `A|B + C|D ?` as slots; `{name}` stands for a set, `?` for a mere hint. */
export function saying(text: string, sets: Readonly<Record<string, readonly string[]>>): Saying {
  const weak = /\s\?$/.test(text);
  const slots = text
    .replace(/\s\?$/, '')
    .split(' + ')
    .map((slot) =>
      slot
        .replaceAll('"', '')
        .split('|')
        .flatMap((word) => {
          const set = /^\{(.+)\}$/.exec(word.trim())?.[1];
          return set === undefined ? [word.trim()] : (sets[set] ?? []);
        }),
    );
  return { slots, weak };
}

/** Every word also with what else people say for a part of it: 没人收, 没得人收. */
function varied({ slots, weak }: Saying, variants: LexiconFile['variants']): Saying {
  const all = Object.entries(variants);
  const others = (word: string): string[] =>
    all.flatMap(([part, ways]) =>
      word.includes(part) ? ways.map((way) => word.replace(part, way)) : [],
    );
  return {
    slots: slots.map((words) => [...new Set(words.flatMap((one) => [one, ...others(one)]))]),
    weak,
  };
}

function matterWords(
  { code, name, category, lead, assist }: Matter,
  file: LexiconFile,
): MatterWords {
  const entry = file.matters[code];
  const sayings = [name, ...(entry?.says ?? [])].map((one) =>
    varied(saying(one, file.sets), file.variants),
  );
  return {
    code,
    name,
    category,
    sayings,
    covers: entry?.covers ?? [],
    kinds: kindsOf(entry?.kinds),
    assumed: kindsOf(entry?.assumed),
    urgent: entry?.urgent ?? null,
    lead,
    assist,
  };
}

/** A duty's name, its own wordings and those of lexicon.yaml. */
function dutyWords(entry: string | DutyEntry, file: LexiconFile): DutyWords {
  const { name, says = [] } = typeof entry === 'string' ? { name: entry } : entry;
  const all = [name, ...says, ...(file.ownDuties[name] ?? [])];
  return { name, sayings: all.map((one) => saying(one, file.sets)) };
}

function kindsOf(written: readonly string[] = []): readonly WhistleKind[] {
  return written.filter((one): one is WhistleKind => one in kindNames);
}

/** 区城市管理局（区综合行政执法局）: both names, with and without 区. */
function fullNames(fullName: string): string[] {
  return fullName
    .split(/[（）()]/)
    .map((one) => one.replace(/^[区市]/, '').replace(/^盘龙区/, ''))
    .filter((one) => one.length > 2 && !/公共单位|等/.test(one));
}

function placesOf(org: Org): readonly string[] {
  const isPlace = org.type === 'community' || org.type === 'group' || org.type === 'building';
  return [...(isPlace ? [org.name] : []), ...org.places];
}

function allRoles(words: LexiconFile['words']): Lexicon['words'] {
  const roles = wordRoles.map((role) => [role, words[role] ?? []] as const);
  return Object.fromEntries(roles) as Record<WordRole, readonly string[]>;
}

function listsOf(value: unknown): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).map(([key, list]) => [key, wordsOf(list)]),
  );
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** YAML reads 110 and OK as what they look like; here they are words. */
function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
