import type { OrgCode, UserId } from '../../domain/names.ts';
import type { Place } from '../../domain/whistle.ts';

/** 准入: a department asks, the leading-group office decides by a tap (S60). */
export type AdmissionCommand =
  | {
      readonly type: 'request';
      readonly by: UserId;
      readonly heardIn: Place;
      /** Null: no street of ours is named. */
      readonly street: OrgCode | null;
      readonly text: string;
    }
  | { readonly type: 'grant'; readonly by: UserId; readonly requestId: string }
  | {
      readonly type: 'refuse';
      readonly by: UserId;
      readonly requestId: string;
      /** Which of the rule book's reasons, counted from 0; null: none was chosen. */
      readonly reason: number | null;
    }
  | { readonly type: 'show'; readonly by: UserId; readonly requestId: string };
