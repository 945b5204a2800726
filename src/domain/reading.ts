import type { Category, MatterCode, OrgCode, WhistleKind } from './names.ts';
import type { Fact } from './rule-book.ts';

/** What the parser made of one message: no memory, no sender, only text and lexicon (domain 6.4). */
export interface Reading {
  /** The text as typed, without the bot's own @-word. */
  readonly text: string;
  readonly intent: Intent;
  /** One per matter when the text blows a whistle, else empty. */
  readonly whistles: readonly WhistleFacts[];
  /** Whatever facts the text holds whatever its intent, for an open draft to take as answer or correction. */
  readonly facts: WhistleFacts;
}

export interface WhistleFacts {
  readonly kind: WhistleKind | null;
  readonly category: Category | null;
  readonly street: OrgCode | null;
  readonly place: string | null;
  readonly matter: MatterCode | null;
  /** Best guesses when `matter` is null or unsure, best first, at most three. */
  readonly matterCandidates: readonly MatterCode[];
  readonly departments: readonly CalledDepartment[];
  /** Negated in the text: “不用叫消防”. */
  readonly excluded: readonly OrgCode[];
  /** 先期处置 in the writer's words. */
  readonly effort: string | null;
  readonly missing: readonly Fact[];
  /** 【演练】 */
  readonly drill: boolean;
  /** Which words gave which field: the explanation of the reading. */
  readonly because: Readonly<Partial<Record<ExplainedField, readonly Words[]>>>;
}

export type ExplainedField =
  'kind' | 'category' | 'street' | 'place' | 'matter' | 'departments' | 'effort' | 'drill';

/** A stretch of `Reading.text`. */
export interface Words {
  readonly text: string;
  readonly at: number;
}

export interface CalledDepartment {
  readonly org: OrgCode;
  /** `lead` only where the text says so; who leads otherwise is the flow's to decide. */
  readonly role: 'lead' | 'assist';
}

/** What a message wants. `number` is a whistle's number as written, possibly shortened (design 5). */
export type Intent =
  | { readonly type: 'whistle' }
  | { readonly type: 'bind'; readonly unit: string }
  | { readonly type: 'unbind' }
  | { readonly type: 'help' }
  | { readonly type: 'my-whistles' }
  | { readonly type: 'awaited' }
  | { readonly type: 'look-up'; readonly number: string | null }
  | {
      readonly type: 'sign' | 'check-in' | 'on-site' | 'approve' | 'verify';
      readonly number: string | null;
    }
  | {
      readonly type: 'disapprove' | 'return';
      readonly number: string | null;
      readonly reason: string;
    }
  | {
      readonly type: 'progress' | 'done';
      readonly number: string | null;
      readonly sentence: string;
    }
  | { readonly type: 'urge'; readonly number: string | null }
  | { readonly type: 'withdraw'; readonly number: string | null; readonly reason: string }
  | {
      readonly type: 'dispute';
      readonly number: string | null;
      readonly basis: string;
      readonly whose: string | null;
    }
  | {
      readonly type: 'rate';
      readonly number: string | null;
      readonly org: OrgCode | null;
      readonly scores: readonly number[];
      readonly reason: string | null;
    }
  | { readonly type: 'statistics'; readonly period: 'day' | 'week' | 'month' }
  | { readonly type: 'confirm' | 'cancel' | 'edit' }
  | { readonly type: 'correct'; readonly number: string | null }
  | { readonly type: 'ask-responsible'; readonly matter: MatterCode | null }
  | { readonly type: 'ask-duty' | 'ask-why' | 'ask-how' }
  | { readonly type: 'thanks' }
  | { readonly type: 'other' };
