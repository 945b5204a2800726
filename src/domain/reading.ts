import type { Category, MatterCode, OrgCode, WhistleKind } from './names.ts';
import type { ProjectCode } from './names.ts';
import type { OriginSource, Resident } from './origin.ts';
import type { Fact } from './rule-book.ts';
import type { SaidTime } from './said-time.ts';

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

/** What a text says beyond the contract of domain 6.4: who it comes from, when, how many, on what ground. */
export interface MoreFacts {
  /** Who it comes from, where the text says so: 居民反映, 12345 (S67). */
  readonly source: OriginSource | null;
  /** The raw appeal's own number: a hotline order's. */
  readonly reference: string | null;
  /** When it was found (S21); when departments or members are to come (domain 5.2). */
  readonly found: SaidTime | null;
  readonly appointed: SaidTime | null;
  /** How many people are asked for: 需要20名党员 (S14). */
  readonly headcount: number | null;
  /** The code of a service item or case (S15). */
  readonly item: string | null;
  /** The key project that is named (S17). */
  readonly project: ProjectCode | null;
  /** The street's own duty the text is about (S22). */
  readonly ownDuty: string | null;
  /** The words that show 群众反映强烈, and those that show that the street alone cannot (S23). */
  readonly concern: string | null;
  readonly beyond: string | null;
  /** The writer calls it 紧急哨, yet names neither a danger nor an emergency matter (domain 5.3, rule 4). */
  readonly onlySaysEmergency: boolean;
  /** Petition or police-sensitive: never goes to a group (domain 5.12). */
  readonly restricted: boolean;
  /** Who is named as the resident behind it. */
  readonly resident: Resident | null;
}

export interface WhistleFacts extends MoreFacts {
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
  | 'kind'
  | 'category'
  | 'street'
  | 'place'
  | 'matter'
  | 'departments'
  | 'effort'
  | 'drill'
  | 'source'
  | 'found'
  | 'appointed'
  | 'headcount'
  | 'item'
  | 'project'
  | 'ownDuty'
  | 'concern'
  | 'beyond'
  | 'restricted';

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
      readonly type: 'sign' | 'check-in' | 'on-site';
      readonly number: string | null;
      /** What is said with it: who comes, how many, when. */
      readonly sentence?: string;
    }
  | { readonly type: 'approve'; readonly number: string | null }
  /** 核验通过, with what a commissioner saw (S48). */
  | { readonly type: 'verify'; readonly number: string | null; readonly sentence?: string }
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
  | { readonly type: 'urge' | 'extend'; readonly number: string | null }
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
  /** 并哨: this whistle (null: the open draft) into that one. */
  | { readonly type: 'merge'; readonly number: string | null; readonly into: string | null }
  /** 仍然吹哨, 二次吹哨: the answer to an offered candidate. */
  | { readonly type: 'blow-anyway' | 'blow-again' }
  /** 升级为街道哨, 受理, 上报, 派遣 */
  | {
      readonly type: 'raise' | 'take-up' | 'pass-up' | 'dispatch';
      readonly number: string | null;
    }
  /** 就地解决 */
  | { readonly type: 'settle'; readonly number: string | null; readonly sentence: string }
  /** 暂缓派遣 */
  | { readonly type: 'hold'; readonly number: string | null; readonly reason: string }
  /** 准入: a department wants a street to work (S60). */
  | { readonly type: 'request-admission'; readonly street: OrgCode | null; readonly text: string }
  | { readonly type: 'queue' }
  | { readonly type: 'ask-duties'; readonly org: OrgCode | null }
  | { readonly type: 'ask-project'; readonly project: ProjectCode | null }
  | { readonly type: 'ask-resources'; readonly text: string }
  | { readonly type: 'statistics'; readonly period: 'day' | 'week' | 'month' }
  /** `which`: the draft that is meant, where it is said: a number of a list, `all`, or words of its own. */
  | { readonly type: 'confirm' | 'cancel'; readonly which?: string }
  | { readonly type: 'edit' }
  /** `category`: what it is to become, where that is what is said. */
  | { readonly type: 'correct'; readonly number: string | null; readonly category?: Category }
  | { readonly type: 'ask-responsible'; readonly matter: MatterCode | null }
  | { readonly type: 'ask-duty'; readonly org: OrgCode | null }
  | { readonly type: 'ask-why'; readonly number: string | null }
  | { readonly type: 'ask-how' }
  | { readonly type: 'thanks' }
  /** `likely`: sounds like a step that binds somebody, which is taken on its own words only. */
  | { readonly type: 'other'; readonly likely?: BindingStep };

export const bindingSteps = [
  'sign',
  'approve',
  'disapprove',
  'verify',
  'return',
  'rate',
  'withdraw',
] as const;
export type BindingStep = (typeof bindingSteps)[number];
