import type { Instant, OrgCode, UserId } from './names.ts';
import type { ClockStage, Receiver, Rung, Stage } from './rule-book.ts';

/**
 * A mailbox: one receiver, messages in order. A person is reached through the app or the bot, a unit in its bound
 * group, `chat` is a group by its WeCom id. `command` is 区级指挥群.
 */
export type Conversation =
  `person:${UserId}` | `unit:${OrgCode}` | `chat:${string}` | 'unit:command';

/** What is still to be done, here or later: plain JSON, kept in one table (design 3). */
export type NewEffect = ClockEffect | MessageEffect | FetchEffect;

export interface ClockEffect {
  readonly kind: 'clock';
  /** Unique for what it is for: the same clock cannot exist twice. */
  readonly key: string;
  readonly whistleId: string;
  readonly dueAt: Instant;
  readonly payload: ClockTick;
}

/** Bytes somebody sent, to be fetched while WeCom still has them. */
export interface FetchEffect {
  readonly kind: 'fetch';
  readonly key: string;
  readonly whistleId: string | null;
  readonly dueAt: Instant;
  readonly payload: FetchJob;
}

export interface FetchJob {
  readonly mediaId: string;
}

/** Names the step a clock was set for, so that a late one changes nothing. */
export interface ClockTick {
  readonly org: OrgCode | null;
  readonly stage: ClockStage;
  readonly round: number;
  readonly rung: number;
  readonly repeat: number;
  /** The instant it was set for: a clock that was set anew is another one. */
  readonly at: Instant;
}

export interface MessageEffect {
  readonly kind: 'message';
  readonly key: string;
  readonly whistleId: string | null;
  readonly dueAt: Instant;
  readonly conversation: Conversation;
  /** The line tried first for a person: the one they spoke on, else the app's. */
  readonly line: 'app' | 'bot';
  /** Where it goes when the conversation cannot be reached. */
  readonly fallback: Conversation | null;
  /** Where it goes after that, one after the other: an emergency does not stop at two closed doors. */
  readonly further?: readonly Conversation[];
  /** Emergencies know no quiet hours and no merging. */
  readonly urgent: boolean;
  readonly payload: Message;
}

/** What a message shows. It is drawn when it is sent, from the state as it is then. */
export type Message =
  | { readonly type: 'draft' }
  | { readonly type: 'approval' }
  /** To the centre's desk: 派遣 or 暂缓. */
  | { readonly type: 'queued' }
  | { readonly type: 'summons'; readonly org: OrgCode }
  /** A community's call to its people; `hours` and `words` come with the thanks (S14). */
  | {
      readonly type: 'gathering';
      readonly news: News | null;
      readonly words?: string;
      readonly hours?: number | null;
      /** Who gets it alone, having signed up. */
      readonly reader?: UserId;
    }
  | {
      readonly type: 'notice';
      readonly news: News;
      readonly org: OrgCode | null;
      readonly to: 'blower' | 'group' | 'approver' | 'overseer' | 'observer';
      /** What was said with it, where the state does not keep it. */
      readonly words?: string;
      /** What a correction changed, and by whose word. */
      readonly changes?: Changes;
      /** How many demands there were before those it tells of. */
      readonly since?: number;
    }
  | {
      readonly type: 'reminder';
      readonly stage: Stage;
      readonly org: OrgCode | null;
      readonly at: number;
      readonly mark: Rung['mark'];
      readonly dueAt: Instant;
      readonly to: Receiver | 'group';
    }
  /**
   * To whoever brought a demand that was merged `from` their draft: about the whistle that took it in. `named`: the
   * units their own words asked for.
   */
  | {
      readonly type: 'merged';
      readonly from: string;
      readonly byItself: boolean;
      readonly named?: readonly OrgCode[];
      /** Its own number, where it was out when the centre merged it; whether another unit blew what took it in. */
      readonly out?: string;
      readonly theirs?: true;
    }
  | { readonly type: 'verify' }
  /** A report on somebody's desk; thanks and result for whoever sent it (S44, S49). */
  | {
      readonly type: 'report';
      readonly org: OrgCode;
      /** To somebody of another unit, who is to see that the desk acts. */
      readonly watch?: true;
    }
  | { readonly type: 'reported-result'; readonly result: 'dispatched' | 'settled' | 'dropped' }
  /** A community commissioner is asked to look at the spot (S48). */
  | { readonly type: 'witness' }
  /** A photo after the card (S61); one that could not be fetched. */
  | { readonly type: 'photo'; readonly mediaId: string; readonly org: OrgCode }
  | { readonly type: 'lost-photo' }
  | { readonly type: 'rate'; readonly org: OrgCode }
  /** Alone, to whoever said it in a group: what they did on a restricted whistle, as it is now. */
  | { readonly type: 'recorded'; readonly org: OrgCode | null }
  | {
      readonly type: 'bound';
      readonly unit: string;
      readonly by: string;
      readonly replaced: boolean;
      /** The unit this group stood for until now, which has no group any more. */
      readonly instead?: string | null;
    }
  | { readonly type: 'unbound'; readonly unit: string; readonly movedTo: boolean }
  | {
      readonly type: 'admission';
      readonly requestId: string;
      readonly to: 'office' | 'asker' | 'street';
    }
  | { readonly type: 'unreached'; readonly who: string; readonly about: string };

/** A correction of a whistle that is out or queued (S31): names of fields and codes, and why. */
export interface Changes {
  readonly by: 'unit' | 'centre';
  readonly fields: readonly AmendedField[];
  readonly added: readonly OrgCode[];
  readonly removed: readonly OrgCode[];
  readonly reason: string | null;
  /** What was added to the effort: what stood there before was not corrected. */
  readonly supplement?: string | null;
}

export type AmendedField = 'place' | 'effort' | 'supplement' | 'lead' | 'category' | 'matter';

/** Something that happened to a whistle and that somebody else is told. */
export type News =
  | 'dispatched'
  | 'held'
  | 'signed'
  | 'checked-in'
  | 'on-site'
  | 'done'
  | 'progress'
  | 'returned'
  /** Its reason came later, or another one. */
  | 'returned-because'
  | 'witnessed'
  | 'verified'
  | 'archived'
  | 'withdrawn'
  | 'urged'
  | 'late-approval'
  /** Somebody else has answered the card of the leader who was asked. */
  | 'approved'
  /** A community's whistle: as many have come as were asked for; it went to the street (S14). */
  | 'enough'
  | 'raised'
  /** The street did not take it over: the call goes on. */
  | 'resumed'
  | 'queued'
  | 'amended'
  | 'released'
  /** The matrix has no entry for it: the leading-group office is to name an owner (S59). */
  | 'unlisted'
  /** An emergency went without its basis: its blower is to add it (S25). */
  | 'fill-in'
  | 'expired'
  /** Another demand came in; this whistle went into another; it is 二次吹哨 (domain 5.5, 5.7). */
  | 'joined'
  | 'merged'
  /** The centre had merged it, and its blower says that it is another matter: it runs on. */
  | 'reopened'
  | 'again';
