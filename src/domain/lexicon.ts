import type { MatterCode, OrgCode } from './names.ts';

/** The words the parser knows, all of them data of the rule book. */
export interface Lexicon {
  /** Every name and alias of an organisation with its code. */
  readonly orgs: readonly OrgWords[];
  readonly matters: readonly MatterWords[];
}

export interface OrgWords {
  readonly code: OrgCode;
  readonly words: readonly string[];
}

export interface MatterWords {
  readonly code: MatterCode;
  readonly words: readonly string[];
}
