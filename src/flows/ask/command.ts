import type { UserId } from '../../domain/names.ts';

/** A question: changes nothing. `alone`: nobody else reads the answer. */
export type AskCommand =
  | {
      readonly type: 'look-up';
      readonly by: UserId;
      readonly number: string | null;
      readonly alone: boolean;
      /** The message that asks: a look at a resident's data is recorded under it, once. */
      readonly deliveryId: string;
    }
  | { readonly type: 'my-whistles' | 'awaited'; readonly by: UserId; readonly alone: boolean }
  | { readonly type: 'who'; readonly by: UserId }
  | { readonly type: 'statistics'; readonly by: UserId; readonly period: 'day' | 'week' | 'month' };
