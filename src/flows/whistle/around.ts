import type { Instant, MatterCode } from '../../domain/names.ts';

/** What is looked for before a decision about a draft. */
export interface Search {
  readonly matters: readonly MatterCode[];
  /** Dispatched since, or ended since. */
  readonly since: Instant;
  readonly endedSince: Instant;
  readonly except: string | null;
}
