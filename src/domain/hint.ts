import type { OrgCode, ProjectCode, WhistleKind } from './names.ts';
import type { Resource } from './rule-book.ts';

/** What a draft is told beside what it lacks: nothing of it holds the whistle back. */
export type Hint =
  /** No place yet, where none is asked for. */
  | { readonly type: 'no-place' }
  /** A street's own staff wrote another street's name: a slip, or a favour. */
  | { readonly type: 'other-street'; readonly own: OrgCode; readonly written: OrgCode }
  /** The place is told to be in another district. */
  | { readonly type: 'outside'; readonly district: string }
  /** An emergency whose matter is none of those: danger was heard in the words, perhaps wrongly. */
  | { readonly type: 'can-wait' }
  /** The matrix's lead was not named. */
  | { readonly type: 'unnamed-lead'; readonly org: OrgCode }
  /** It calls whom its kind may not call, and so goes out as a street whistle (S16, S50). */
  | {
      readonly type: 'becomes-street';
      readonly from: WhistleKind;
      readonly orgs: readonly OrgCode[];
    }
  /** Named, and only copied (S16). */
  | { readonly type: 'copies'; readonly orgs: readonly OrgCode[] }
  /** Neither counter nor item code is known (S15). */
  | { readonly type: 'ask-item' }
  /** Several projects, none named (S17). */
  | { readonly type: 'ask-project'; readonly projects: readonly ProjectCode[] }
  /** What the neighbourhood could lend, two at most (S51). */
  | { readonly type: 'resources'; readonly resources: readonly Resource[] };
