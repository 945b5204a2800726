import type { ProjectCode, UserId } from '../../domain/names.ts';

/** A question: changes nothing. */
export type AskCommand =
  | { readonly type: 'look-up'; readonly by: UserId; readonly number: string | null }
  | { readonly type: 'my-whistles' | 'awaited' | 'who'; readonly by: UserId }
  | { readonly type: 'projects'; readonly by: UserId; readonly project: ProjectCode | null }
  | { readonly type: 'resources'; readonly by: UserId; readonly text: string }
  | { readonly type: 'statistics'; readonly by: UserId; readonly period: 'day' | 'week' | 'month' };
