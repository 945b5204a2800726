import type { Instant } from './names.ts';
import type { Whistle } from './whistle.ts';

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
