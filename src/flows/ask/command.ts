import type { OrgCode, ProjectCode, UserId } from '../../domain/names.ts';

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
  | { readonly type: 'queue'; readonly by: UserId; readonly alone: boolean }
  /** 今天谁值班: of a unit, or of the centre and the asker's own. */
  | { readonly type: 'duty'; readonly by: UserId; readonly org: OrgCode | null }
  /** 为什么找我 */
  | {
      readonly type: 'why';
      readonly by: UserId;
      readonly number: string | null;
      readonly alone: boolean;
    }
  | {
      readonly type: 'projects';
      readonly by: UserId;
      readonly project: ProjectCode | null;
      readonly alone: boolean;
    }
  | { readonly type: 'resources'; readonly by: UserId; readonly text: string }
  | { readonly type: 'statistics'; readonly by: UserId; readonly period: 'day' | 'week' | 'month' };
