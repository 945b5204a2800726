import type { Category, Instant, MatterCode, OrgCode, UserId, WhistleKind } from './names.ts';
import type { ClockStage, Stage } from './rule-book.ts';

/** Domain 1.11. `held` is 不予吹哨 and can be mended by its blower; `archived`, `withdrawn` and `cancelled` are ends. */
export type WhistleState =
  | 'draft'
  | 'pending_approval'
  | 'held'
  | 'dispatched'
  | 'in_progress'
  | 'claimed_done'
  | 'verified'
  | 'archived'
  | 'withdrawn'
  | 'cancelled';

export const stateNames = {
  draft: '草拟',
  pending_approval: '待审批',
  held: '不予吹哨',
  dispatched: '已派哨',
  in_progress: '处置中',
  claimed_done: '待核验',
  verified: '待评价',
  archived: '已归档',
  withdrawn: '已撤哨',
  cancelled: '已取消',
} as const satisfies Record<WhistleState, string>;

/** Who did something, and when. */
export interface Mark {
  readonly by: UserId;
  readonly at: Instant;
}

/** Where somebody spoke: alone with the app or the bot, or in a group (only the bot hears groups). */
export type Place =
  | { readonly type: 'single'; readonly line: 'app' | 'bot' }
  | { readonly type: 'group'; readonly chatId: string };

/** One summons, from the typed sentence to the archive: what is asked, of whom, and what came of it. */
export interface Whistle {
  readonly id: string;
  /** `PL-20261122-0007`, given when it is dispatched. */
  readonly number: string | null;
  readonly state: WhistleState;
  readonly rulesVersion: string;
  /** The blower's words, as typed. */
  readonly text: string;
  readonly kind: WhistleKind;
  readonly category: Category;
  readonly drill: boolean;
  readonly street: OrgCode | null;
  readonly place: string | null;
  readonly matter: MatterCode | null;
  readonly matterCandidates: readonly MatterCode[];
  readonly effort: string | null;
  readonly blower: UserId;
  readonly blowerOrg: OrgCode;
  /** Where the blower typed it. */
  readonly heardIn: Place;
  readonly createdAt: Instant;
  readonly approval: Approval | null;
  readonly dispatchedAt: Instant | null;
  readonly verified: Mark | null;
  readonly endedAt: Instant | null;
  /** Why it is held, withdrawn or was last returned. */
  readonly reason: string | null;
  /** How often the street sent it back. */
  readonly round: number;
  readonly participations: readonly Participation[];
  readonly clocks: readonly Clock[];
}

export interface Approval {
  readonly by: UserId;
  readonly at: Instant;
  /** `after`: an emergency went first and was approved afterwards (补批). `self`: the blower may approve. */
  readonly how: 'before' | 'after' | 'self';
}

/** Domain 1.11, as far as the loop of today goes. */
export type ParticipationState =
  'awaiting_sign' | 'signed' | 'checked_in' | 'on_site' | 'done_claimed' | 'accepted';

export const participationNames = {
  awaiting_sign: '待签收',
  signed: '已签收',
  checked_in: '已报到',
  on_site: '已到场',
  done_claimed: '已办结',
  accepted: '已认可',
} as const satisfies Record<ParticipationState, string>;

/** One department on one whistle: its own state, its own marks (S03). */
export interface Participation {
  readonly org: OrgCode;
  readonly role: 'lead' | 'assist';
  readonly state: ParticipationState;
  readonly signed: Mark | null;
  readonly checkedIn: Mark | null;
  readonly onSite: Mark | null;
  readonly done: (Mark & { readonly sentence: string }) | null;
  /** The limits it was summoned under; they stay when the step is over, for the computed score. */
  readonly due: Readonly<Partial<Record<Stage, Instant>>>;
  readonly rating: Rating | null;
}

/** One whistle, one assessment (S35–S39). */
export interface Rating extends Mark {
  readonly scores: Readonly<Record<string, number>>;
  readonly reason: string | null;
  /** Computed from the marks, 0–100 (S36). */
  readonly checkInScore: number;
}

/** A running limit. Exactly one pending `clock` effect stands for each, named by `clockKey`. */
export interface Clock {
  readonly stage: ClockStage;
  /** The department it runs for; null when it runs for the street. */
  readonly org: OrgCode | null;
  readonly round: number;
  readonly from: Instant;
  readonly dueAt: Instant;
  /** Index of the next rung of the ladder, and how often that rung was repeated. */
  readonly rung: number;
  readonly repeat: number;
  /** Null when the whole ladder has been told: it stays on the books, and is not told again. */
  readonly nextAt: Instant | null;
}

const running: readonly WhistleState[] = ['dispatched', 'in_progress', 'claimed_done', 'verified'];
const ended: readonly WhistleState[] = ['archived', 'withdrawn', 'cancelled'];

/** Whether departments have been summoned and the street has not finished with them. */
export const isRunning = (whistle: Pick<Whistle, 'state'>): boolean =>
  running.includes(whistle.state);

/** Whether nothing more can happen to it. */
export const isEnded = (whistle: Pick<Whistle, 'state'>): boolean => ended.includes(whistle.state);

/** Whose move it is: who must act for the whistle to go on. */
export type Responsible =
  | { readonly type: 'blower' | 'approver' | 'blowing-unit' | 'rater' }
  | { readonly type: 'departments'; readonly orgs: readonly OrgCode[] };

/** The one party every open state belongs to, so that nothing stays unowned (S34, I5); null at an end. */
export function responsible(whistle: Whistle): Responsible | null {
  switch (whistle.state) {
    case 'draft':
    case 'held':
      return { type: 'blower' };
    case 'pending_approval':
      return { type: 'approver' };
    case 'dispatched':
    case 'in_progress': {
      const open = whistle.participations.filter((one) => one.done === null);
      return { type: 'departments', orgs: open.map((one) => one.org) };
    }
    case 'claimed_done':
      return { type: 'blowing-unit' };
    case 'verified':
      return { type: 'rater' };
    case 'archived':
    case 'withdrawn':
    case 'cancelled':
      return null;
  }
}

/** Departments that have not reported in. */
export const awaited = (whistle: Whistle): readonly Participation[] =>
  whistle.participations.filter((one) => one.checkedIn === null && one.done === null);

/** The lead, else the first department: “lead bears all”. */
export const leadOf = (whistle: Whistle): Participation | undefined =>
  whistle.participations.find((one) => one.role === 'lead') ?? whistle.participations[0];
