import type { Instant, MatterCode } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** A whistle that was dispatched, as far as is needed to tell whether a draft is about the same. */
export type Around = Pick<
  Whistle,
  | 'id'
  | 'state'
  | 'category'
  | 'matter'
  | 'street'
  | 'place'
  | 'point'
  | 'grid'
  | 'drill'
  | 'restricted'
  | 'dispatchedAt'
  | 'endedAt'
> & { readonly number: string; readonly verifiedAt: Instant | null };

/** What is looked for before a decision about a draft. */
export interface Search {
  readonly matters: readonly MatterCode[];
  /** Dispatched since, or ended since. */
  readonly since: Instant;
  readonly endedSince: Instant;
  readonly except: string | null;
}
