import type { Instant, OrgCode, UserId, WhistleKind } from '../../domain/names.ts';
import type { ParticipationState, WhistleState } from '../../domain/whistle.ts';
import type { OpenDraft } from './aim-draft.ts';
import type { WaitingDraft } from './waiting-draft.ts';

/** An open whistle as far as is needed to tell which one somebody means. */
export interface OpenWhistle extends OpenDraft {
  readonly id: string;
  readonly number: string | null;
  readonly state: WhistleState;
  readonly blower: UserId;
  readonly blowerOrg: OrgCode;
  /** State of the asker's own department on it. */
  readonly mine: ParticipationState | null;
  readonly hasReason: boolean;
  readonly approved: boolean;
  readonly kind?: WhistleKind;
  /** Told to people alone (domain 5.12). */
  readonly restricted?: boolean;
  /** Whether the asker has come to it (S14). */
  readonly came?: boolean;
  /** Whose desk a report is on; when a draft or report was last changed, and when its 就地解决 was pressed. */
  readonly desk?: OrgCode | null;
  readonly changedAt?: Instant | null;
  readonly settling?: Instant | null;
  /** A draft that only cries for help: nobody knows what has happened. Whether it is known where. */
  readonly cries?: boolean;
  readonly placed?: boolean;
}

/** Whoever gives a command, as far as it matters for what they mean. */
export interface Asker {
  /** The name of their department or public unit: those are called, they do not call a street. */
  readonly responder?: string | null;
  readonly draft: WaitingDraft | null;
  readonly userId: UserId;
  readonly org: OrgCode | null;
  /** The local date: short numbers of a merge mean this day's. */
  readonly today?: string;
  /** Their sentences are reports, whatever they say of what they saw (S44, S49). */
  readonly reports?: boolean;
  /** A photo came with the words or waits for them. */
  readonly hasSent?: boolean;
  /** What was sent after this moment was sent just now. */
  readonly recentSince?: Instant;
  /** A community's commissioner: open whistles of their grid are theirs to look at (S48). */
  readonly watches?: boolean;
}
