import type { Lexicon } from '../../domain/lexicon.ts';
import { categoryNames, kindNames, type OrgCode } from '../../domain/names.ts';
import type { Reading } from '../../domain/reading.ts';

/** The seven keys by which readings are compared, in the words users read (domain 6.4, 6.5). */
export interface Plain {
  readonly category: string | null;
  readonly kind: string | null;
  readonly street: string | null;
  readonly place: string | null;
  readonly matter: string | null;
  readonly departments: readonly string[];
  readonly missing: readonly string[];
}

/** A reading in canonical Chinese names: of several matters the first, with all named departments. */
export function plainReading(reading: Reading, lexicon: Lexicon): Plain {
  const { facts, intent } = reading;
  if (intent.type !== 'whistle') return nothing;
  const name = (code: OrgCode): string =>
    [...lexicon.streets, ...lexicon.orgs].find((one) => one.code === code)?.name ?? code;
  return {
    category: facts.category && categoryNames[facts.category],
    kind: facts.kind && kindNames[facts.kind],
    street: facts.street && name(facts.street),
    place: facts.place,
    matter: lexicon.matters.find((one) => one.code === facts.matter)?.name ?? null,
    departments: facts.departments.map((one) => name(one.org)),
    missing: facts.missing,
  };
}

const nothing: Plain = {
  category: null,
  kind: null,
  street: null,
  place: null,
  matter: null,
  departments: [],
  missing: [],
};
