import type { NewEffect } from './effect.ts';
import type { Resident } from './origin.ts';
import type { BindingStep } from './reading.ts';
import type { Fact, Statement } from './rule-book.ts';
import type { Category, Instant, UserId } from './names.ts';

/** A follow-up for another whistle, as a command of its flow. */
export interface Also {
  readonly whistleId: string;
  readonly command: object;
}

/** What a pure decision says: change, say no, or nothing to do (already so). */
export type Decision<State> =
  | {
      readonly verdict: 'changed';
      readonly next: State;
      readonly events: readonly AuditEvent[];
      readonly effects: readonly NewEffect[];
      /** What this changes on another whistle, decided in the same transaction: merging changes two. */
      readonly also?: readonly Also[];
      /** What names a resident: kept apart from the state, so that nothing shows it by accident (I9). */
      readonly residents?: readonly Resident[];
    }
  | { readonly verdict: 'refused'; readonly refusal: Refusal }
  | { readonly verdict: 'ignored' };

/**
 * One line of the append-only log: what happened, by whom, with which facts. The only free text is a department's
 * sentence of progress, which is kept nowhere else yet.
 */
export interface AuditEvent {
  readonly type: string;
  readonly by: UserId | null;
  readonly data: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** An expected “no”. It becomes a sentence for a person in `bot/words.ts`. */
export type Refusal =
  | { readonly code: 'not-a-member'; readonly ask: string }
  | { readonly code: 'unknown-whistle'; readonly number: string | null }
  | { readonly code: 'which-whistle'; readonly numbers: readonly string[]; readonly verb?: string }
  /** 催办 or 撤哨 of a place where none of the speaker's whistles is; these are elsewhere. */
  | {
      readonly code: 'not-there';
      readonly verb: 'urge' | 'withdraw';
      readonly numbers: readonly string[];
    }
  /** 改成日常哨, of a matter that is an emergency. */
  | { readonly code: 'stays-urgent' }
  /** A contact without a number, where several whistles were sent. */
  | { readonly code: 'whose-contact'; readonly numbers: readonly string[] }
  | { readonly code: 'no-open-whistle' }
  /** `likely`: what was said sounds like this step, which binds and has to be said in so many words. */
  | {
      readonly code: 'no-open-draft';
      readonly likely?: BindingStep;
      /** Of the only whistle it can mean. */
      readonly number?: string;
      /** Whether its speaker is at work on that whistle. */
      readonly atWork?: boolean;
    }
  /** 取消 or 确认 that several drafts fit, 同意 or 不同意 that several fit; each keeps the number it is listed under. */
  | {
      readonly code: 'which-draft';
      readonly verb: 'confirm' | 'cancel' | 'approve' | 'disapprove';
      readonly drafts: readonly {
        readonly nth: number;
        readonly matter: string | null;
        readonly place: string | null;
      }[];
    }
  | { readonly code: 'nothing-new'; readonly asked: Fact | Statement | null }
  | { readonly code: 'nothing-to-amend'; readonly number: string }
  | { readonly code: 'checked-in'; readonly org: string }
  | { readonly code: 'may-not-blow'; readonly org: string }
  /** It blows, but not this kind: what it may blow instead. */
  | {
      readonly code: 'not-their-kind';
      readonly org: string;
      readonly kind: string;
      readonly instead: readonly string[];
    }
  | { readonly code: 'needs-admission'; readonly org: string }
  | { readonly code: 'needs-statement'; readonly statement: Statement }
  | {
      readonly code: 'not-open-here';
      readonly org: string;
      /** The kind that is not open there yet, when only that is it, and the kinds that are (S05). */
      readonly kind?: string;
      readonly instead?: readonly string[];
    }
  | { readonly code: 'incomplete'; readonly missing: readonly Fact[] }
  /** A level below the street may not blow; there is no level above the street (S44). */
  | { readonly code: 'may-only-pass-up'; readonly org: string }
  | { readonly code: 'top-level' }
  | { readonly code: 'nothing-to-report' }
  | { readonly code: 'too-many-photos'; readonly most: number }
  | { readonly code: 'not-yours'; readonly allowed: string }
  /** `informed`: a copy was sent to their unit, which owes nothing (知会). */
  | { readonly code: 'not-summoned'; readonly informed?: true }
  | { readonly code: 'not-invited'; readonly org: string }
  | { readonly code: 'too-early'; readonly step: string }
  | { readonly code: 'too-late'; readonly state: string }
  /** 办结 of a gathering whose time has not come, and no word of what was done. */
  | { readonly code: 'before-its-time'; readonly at: Instant; readonly number: string }
  | { readonly code: 'needs-sentence'; readonly words: string }
  | { readonly code: 'needs-reason'; readonly words: string }
  | { readonly code: 'bad-scores'; readonly words: string }
  | { readonly code: 'already-rated'; readonly org: string; readonly words: string }
  | { readonly code: 'which-department'; readonly names: readonly string[]; readonly words: string }
  | { readonly code: 'only-in-group' }
  | { readonly code: 'unknown-unit'; readonly unit: string }
  | { readonly code: 'not-your-unit'; readonly unit: string }
  | { readonly code: 'not-bound' }
  | { readonly code: 'group-taken'; readonly unit: string }
  | { readonly code: 'no-admission-needed'; readonly org: string }
  | { readonly code: 'needs-request' }
  | { readonly code: 'unknown-street' }
  | { readonly code: 'already-asked'; readonly street: string }
  | { readonly code: 'already-decided'; readonly state: string }
  /** There is a whistle about the same; `anyway`: whether 仍然吹哨 is open. */
  | { readonly code: 'same-matter'; readonly number: string; readonly anyway: boolean }
  | { readonly code: 'no-candidate' }
  | { readonly code: 'not-same'; readonly number: string }
  /** One number was named twice. */
  | { readonly code: 'merge-itself'; readonly number: string }
  /** The centre merges what does not look like the same: both are shown, and it is asked once. */
  | {
      readonly code: 'merge-apart';
      readonly from: MergeSide;
      readonly into: MergeSide;
      /** Called by the one that would end, and not by the other. */
      readonly dropped: readonly string[];
    }
  /** 撤哨 of what another unit's demand was merged into. */
  | { readonly code: 'others-matter'; readonly number: string; readonly names: readonly string[] }
  | { readonly code: 'not-running'; readonly number: string; readonly state: string }
  /** Only the kind's own responders may be called; `words`: what to say instead. */
  | { readonly code: 'not-callable'; readonly names: readonly string[]; readonly words: string }
  /** A correction would leave nobody to come. */
  | { readonly code: 'nobody-left'; readonly number: string }
  /** Confirmed while it is held: it is to be mended first. */
  | { readonly code: 'held-back' }
  /** 退哨 is ruled on by people: the bot does not rule yet. */
  | { readonly code: 'dispute-by-hand'; readonly number: string }
  | { readonly code: 'extension-by-hand'; readonly number: string };

/** A whistle as far as somebody needs it to tell two apart. */
export interface MergeSide {
  readonly number: string;
  readonly street: string | null;
  readonly category: Category;
  readonly matter: string | null;
  readonly place: string | null;
}

export const refused = (refusal: Refusal): { verdict: 'refused'; refusal: Refusal } => ({
  verdict: 'refused',
  refusal,
});

export const ignored = { verdict: 'ignored' } as const;

export const changed = <State>(
  next: State,
  events: readonly AuditEvent[],
  effects: readonly NewEffect[],
): Decision<State> => ({ verdict: 'changed', next, events, effects });
