import type { ClockTick } from '../../domain/effect.ts';
import type { HeardMedia } from '../../domain/media.ts';
import type { MatterCode, OrgCode, UserId } from '../../domain/names.ts';
import type { Origin, Resident } from '../../domain/origin.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Attachment, Place } from '../../domain/whistle.ts';

/** The whistle meant: by id (a card's button) or by number as typed, possibly shortened, possibly left out. */
export type Target = { readonly whistleId: string } | { readonly number: string | null };

/** Who says it and where. `tapped`: by a card's button, whose card changes in the answer itself. */
export interface Said {
  readonly by: UserId;
  readonly heardIn: Place;
  readonly tapped: boolean;
  /** Whom its own words name, a reason or a sentence: kept apart from them. What has a reading has them there. */
  readonly resident?: Resident | null;
}

/** Whatever can happen to a whistle. */
export type WhistleCommand =
  | (Said & {
      readonly type: 'tell';
      readonly reading: Reading;
      /** Photos in the same message. */
      readonly media?: readonly HeardMedia[];
    })
  | With<PlainVerb, unknown>
  /** `reading`: where words say which of several is meant. */
  | With<'confirm' | 'cancel' | 'urge', { readonly reading?: Reading }>
  | With<'disapprove' | 'return', { readonly reason: string }>
  | With<'withdraw', { readonly reason: string; readonly reading?: Reading }>
  /** `sentence`: what is said with it (“5分钟后到，2车10人”). */
  | With<
      'sign' | 'check-in' | 'on-site',
      Seat & { readonly sentence?: string; readonly reading?: Reading }
    >
  | With<'done', Seat & { readonly sentence: string }>
  /** `reading`: the sentence as heard, which may be the answer to the speaker's own draft. */
  | With<'progress', Seat & { readonly sentence: string; readonly reading?: Reading }>
  | (Said & { readonly type: 'add-department'; readonly target: Target; readonly org: OrgCode })
  /** One of the offered matters; null: none of these. */
  | (Said & {
      readonly type: 'choose-matter';
      readonly target: Target;
      readonly matter: MatterCode | null;
    })
  | (Said & {
      readonly type: 'rate';
      readonly target: Target;
      readonly org: OrgCode | null;
      /** In the order of the rule book's criteria, or by their codes. */
      readonly scores: Scores;
      readonly reason: string | null;
    })
  /**
   * 并哨: this draft into a running whistle; `into` by id from a card, or by number. `sure`: said once more, after both
   * were shown.
   */
  | With<'merge', { readonly into: Target; readonly sure?: true }>
  /** 二次吹哨 of the whistle offered; null: of the first one offered. */
  | With<'blow-again', { readonly of: string | null }>
  | With<'settle', { readonly sentence: string }>
  | With<'hold', { readonly reason: string }>
  /** 更正, 补充, 加减单位 of a whistle that is out. */
  | With<'amend', { readonly reading: Reading; readonly reason: string }>
  /** A photo, a recording, a file or a picked point by itself (S30). */
  | With<'attach', { readonly media: readonly HeardMedia[] }>
  /** The sentence is a commissioner's: what they saw (S48). */
  | With<'verify', { readonly sentence?: string }>
  /** What a merged draft brings to the whistle it was merged into, in the same transaction. */
  | {
      readonly type: 'take-in';
      readonly whistleId: string;
      readonly origins: readonly Origin[];
      readonly attachments: readonly Attachment[];
      readonly from: string;
      /** Who merged it. */
      readonly merger: UserId;
    }
  /** It turned out not to be the same: what was taken in from there leaves again, in the same transaction. */
  | {
      readonly type: 'let-go';
      readonly whistleId: string;
      readonly from: string;
      readonly attachments: readonly Attachment[];
    }
  | { readonly type: 'clock'; readonly whistleId: string; readonly tick: ClockTick }
  | { readonly type: 'audit'; readonly whistleId: string };

/** The department whose card was tapped; null when it was typed, then it is the speaker's own. */
interface Seat {
  readonly seat: OrgCode | null;
}

/** Verbs that need nothing but who and which. */
export type PlainVerb =
  | 'edit'
  | 'approve'
  | 'show'
  /** 仍然吹哨, and 不是同一件事 after an emergency merged by itself. */
  | 'blow-anyway'
  | 'split-off'
  /** 升级为街道哨 (S14). */
  | 'raise'
  /** 受理, 上报 (S44, S47). */
  | 'take-up'
  | 'pass-up'
  /** 派遣 by the command centre (S31). */
  | 'dispatch';

/** One member of the union for each verb, so that a `case` narrows to it. */
type With<Verb extends string, More> = {
  [One in Verb]: Said & { readonly type: One; readonly target: Target } & More;
}[Verb];

export type Scores = readonly number[] | Readonly<Record<string, number>>;

export type HumanCommand = Extract<WhistleCommand, Said>;
