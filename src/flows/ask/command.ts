import type { UserId } from '../../domain/names.ts';

/** A question: changes nothing. */
export type AskCommand =
  | { readonly type: 'look-up'; readonly by: UserId; readonly number: string | null }
  | { readonly type: 'my-whistles' | 'awaited' | 'who'; readonly by: UserId }
  | { readonly type: 'statistics'; readonly by: UserId; readonly period: 'day' | 'week' | 'month' };
