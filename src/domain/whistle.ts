import type {
  Category,
  Instant,
  MatterCode,
  OrgCode,
  ProjectCode,
  UserId,
  WhistleKind,
} from './names.ts';
import type { Origin, Point } from './origin.ts';
import type { AdmissionRule, ClockStage, Stage } from './rule-book.ts';

/**
 * Domain 1.11. `reported` is a patrol's or building head's report on its way up; `held` is 不予吹哨 and can be mended by
 * its blower; `queued` waits for the command centre. `archived`, `withdrawn`, `cancelled`, `merged` and `settled` (solved
 * below the street) are ends.
 */
export type WhistleState =
  | 'reported'
  | 'draft'
  | 'pending_approval'
  | 'held'
  | 'queued'
  | 'dispatched'
  | 'in_progress'
  | 'claimed_done'
  | 'verified'
  | 'archived'
  | 'withdrawn'
  | 'cancelled'
  | 'merged'
  | 'settled';

export const stateNames = {
  reported: '待受理',
  draft: '草拟',
  pending_approval: '待审批',
  held: '不予吹哨',
  queued: '待派遣',
  dispatched: '已派哨',
  in_progress: '处置中',
  claimed_done: '待核验',
  verified: '待评价',
  archived: '已归档',
  withdrawn: '已撤哨',
  cancelled: '已取消',
  merged: '已并哨',
  settled: '就地解决',
} as const satisfies Record<WhistleState, string>;

/** Who did something, and when. */
export interface Mark {
  readonly by: UserId;
  readonly at: Instant;
}

/** A step of a department, with what it said of it: who comes, how many, when. */
export interface StepMark extends Mark {
  readonly note?: string;
}

/** Where somebody spoke: alone with the app or the bot, or in a group (only the bot hears groups). */
export type Place =
  | { readonly type: 'single'; readonly line: 'app' | 'bot' }
  | { readonly type: 'group'; readonly chatId: string };

/** One summons, from the typed sentence to the archive: what is asked, of whom, and what came of it. */
export interface Whistle {
  readonly id: string;
  /** `PL-20261122-0007`, given when it is dispatched, or queued for it. */
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
  /** Where the demand comes from; at least one, the first is its own (S67). */
  readonly origins: readonly Origin[];
  /** Where it is, as picked on the phone. */
  readonly point: Point | null;
  /** The grid or community the place lies in (S43). */
  readonly grid: OrgCode | null;
  /** When those called are to come, as the street set it (domain 5.2). */
  readonly appointedAt: Instant | null;
  /** How many people a community asks for (S14). */
  readonly headcount: number | null;
  /** The service item or case (S15), the key project (S17). */
  readonly item: string | null;
  readonly project: ProjectCode | null;
  /** Units that get a copy and owe nothing (知会). */
  readonly observers: readonly OrgCode[];
  /** What it is in the blower's words, where the responsibility matrix has no entry (domain 5.3, rule 2). */
  readonly unlisted: string | null;
  /** The two statements with their fact: 群众反映强烈, 街道无法单独解决 (S23). */
  readonly concern: string | null;
  readonly beyond: string | null;
  /** The street's own duty it is about, quoted when it is held (S22). */
  readonly ownDuty: string | null;
  /** The writer calls it 紧急哨 without a danger or an emergency matter (domain 5.3, rule 4). */
  readonly onlySaysEmergency: boolean;
  /** Petition or police-sensitive: told to people alone, never to a group (domain 5.12). */
  readonly restricted: boolean;
  /** Members and volunteers who have come or will come (S14). */
  readonly volunteers: readonly Mark[];
  readonly attachments: readonly Attachment[];
  /** The whistle it was merged into. */
  readonly mergedInto: string | null;
  /** 二次吹哨: the whistle that did not hold, and the how-manieth this one is (domain 5.7). */
  readonly again: { readonly of: string; readonly number: string; readonly nth: number } | null;
  /** Whose hands a report is in, and the levels it came through (S44). */
  readonly desk: OrgCode | null;
  readonly path: readonly ReportStep[];
  /** What a community commissioner saw (S48). */
  readonly evidence: (Mark & { readonly sentence: string }) | null;
  /** What the admission check found, and whistles that may be about the same (domain 5.3, 5.5); made anew with each change. */
  readonly findings: readonly Finding[];
  readonly near: readonly Near[];
  /** Findings the blower has answered: 仍然吹哨. */
  readonly waived: readonly string[];
  /** What has been asked once and is not asked again (domain 2.4). */
  readonly asked: readonly string[];
  readonly participations: readonly Participation[];
  readonly clocks: readonly Clock[];
}

/** One admission rule that speaks: `warn` tells, `enforce` holds. `about` is what it quotes: a duty, a number. */
export interface Finding {
  readonly rule: AdmissionRule;
  readonly mode: 'warn' | 'enforce';
  readonly about: string;
}

/** A whistle that may be about the same: offered as 合并 while it runs, as 二次吹哨 after it ended (domain 5.5, 5.7). */
export interface Near {
  readonly whistleId: string;
  readonly number: string;
  readonly state: WhistleState;
  readonly place: string | null;
  readonly at: Instant;
}

/** A photo or file that belongs to it; its bytes are the store's (S61). */
export interface Attachment extends Mark {
  readonly id: string;
  readonly kind: 'image' | 'voice' | 'video' | 'file';
}

/** One level a report went through: who sent it on from where (S44). */
export interface ReportStep {
  readonly org: OrgCode;
  /** Null: nobody did, its time had run out. */
  readonly by: UserId | null;
  readonly at: Instant;
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
  readonly signed: StepMark | null;
  readonly checkedIn: StepMark | null;
  readonly onSite: StepMark | null;
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
const ended: readonly WhistleState[] = ['archived', 'withdrawn', 'cancelled', 'merged', 'settled'];

/** Whether departments have been summoned and the street has not finished with them. */
export const isRunning = (whistle: Pick<Whistle, 'state'>): boolean =>
  running.includes(whistle.state);

/** Whether nothing more can happen to it. */
export const isEnded = (whistle: Pick<Whistle, 'state'>): boolean => ended.includes(whistle.state);

/** Somebody cries for help, and neither where nor what is known, nor can be guessed. */
export const isBareCry = (whistle: Whistle): boolean =>
  whistle.state === 'draft' &&
  whistle.category === 'emergency' &&
  whistle.place === null &&
  whistle.matter === null &&
  whistle.unlisted === null &&
  whistle.matterCandidates.length === 0 &&
  whistle.attachments.length === 0;

/** Whether people are called one by one rather than units (S14): a community's whistle that names no department. */
export const isGathering = (whistle: Pick<Whistle, 'kind' | 'participations'>): boolean =>
  whistle.kind === 'community' && whistle.participations.length === 0;

/** Whose move it is: who must act for the whistle to go on. */
export type Responsible =
  | { readonly type: 'blower' | 'approver' | 'blowing-unit' | 'rater' | 'centre' }
  | { readonly type: 'desk'; readonly org: OrgCode | null }
  | { readonly type: 'departments'; readonly orgs: readonly OrgCode[] };

/** The one party every open state belongs to, so that nothing stays unowned (S34, I5); null at an end. */
export function responsible(whistle: Whistle): Responsible | null {
  switch (whistle.state) {
    case 'reported':
      return { type: 'desk', org: whistle.desk };
    case 'queued':
      return { type: 'centre' };
    case 'draft':
    case 'held':
      return { type: 'blower' };
    case 'pending_approval':
      return { type: 'approver' };
    case 'dispatched':
    case 'in_progress': {
      // People who come by themselves owe nothing: their own community sees it through.
      if (isGathering(whistle)) return { type: 'blowing-unit' };
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
    case 'merged':
    case 'settled':
      return null;
  }
}

/** Departments that have not reported in. */
export const awaited = (whistle: Whistle): readonly Participation[] =>
  whistle.participations.filter((one) => one.checkedIn === null && one.done === null);

/** The lead, else the first department: “lead bears all”. */
export const leadOf = (whistle: Whistle): Participation | undefined =>
  whistle.participations.find((one) => one.role === 'lead') ?? whistle.participations[0];
