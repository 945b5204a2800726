import type { Lexicon } from '../domain/lexicon.ts';
import type { Matter, Org } from '../domain/rule-book.ts';

/** The parser's words: every name and alias of an organisation, every matter's name and what `lexicon.yaml` adds to it. */
export function toLexicon(
  orgs: readonly Org[],
  matters: readonly Matter[],
  lexiconYaml: unknown,
): Lexicon {
  const added = recordOf(recordOf(lexiconYaml)['matters']);
  return {
    orgs: orgs.map(({ code, name, fullName, aliases }) => ({
      code,
      words: [name, fullName, ...aliases],
    })),
    matters: matters.map(({ code, name }) => ({ code, words: [name, ...wordsOf(added[code])] })),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
