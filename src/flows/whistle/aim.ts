import { type Refusal } from '../../domain/decision.ts';
import type { Instant, MatterCode, OrgCode, UserId, WhistleKind } from '../../domain/names.ts';
import { isNumber } from '../../domain/number.ts';
import type { Reading, WhistleFacts } from '../../domain/reading.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';
import type { Near, ParticipationState, WhistleState } from '../../domain/whistle.ts';
import { takesIn } from './near.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import { aimDraft, type DraftAim, type OpenDraft } from './aim-draft.ts';

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

/** The asker's latest draft and what it lacks: a sentence that gives just that is its answer, not another whistle. */
export interface WaitingDraft {
  readonly id: string;
  readonly matter: MatterCode | null;
  readonly place?: string | null;
  readonly lacks: readonly (Fact | Statement)[];
  /** 不予吹哨: only what mends it is its answer, whatever else is a new whistle. */
  readonly held?: boolean;
  readonly drill?: boolean;
  /** It only cries for help. */
  readonly cries?: boolean;
}

export type Aim =
  | { readonly type: 'at'; readonly whistleId: string }
  /** `besideCry`: the speaker's cry for help still waits to be told what has happened. */
  | { readonly type: 'new'; readonly besideCry?: true }
  /** A photo without a draft to go to: it waits for the next sentence (S30). */
  | { readonly type: 'keep' }
  | DraftAim
  | { readonly type: 'refused'; readonly refusal: Refusal };

interface Asker {
  /** The name of their department or public unit: those are called, they do not call a street. */
  readonly responder?: string | null;
  readonly draft: WaitingDraft | null;
  readonly userId: UserId;
  readonly org: OrgCode | null;
  /** Their sentences are reports, whatever they say of what they saw (S44, S49). */
  readonly reports?: boolean;
  /** A photo came with the words or waits for them. */
  readonly hasSent?: boolean;
  /** What was sent after this moment was sent just now. */
  readonly recentSince?: Instant;
  /** A community's commissioner: open whistles of their grid are theirs to look at (S48). */
  readonly watches?: boolean;
}

/**
 * Which whistle a command means. A full or shortened number is looked for among the asker's open whistles (design 5);
 * without one, the only whistle the verb fits. Never a guess between two.
 */
export function aim(command: HumanCommand, open: readonly OpenWhistle[], asker: Asker): Aim {
  if (command.type === 'tell')
    return asker.reports
      ? aimReport(command.reading, open, asker)
      : aimWords(command.reading, open, asker);
  const { target } = command;
  if ('whistleId' in target) return { type: 'at', whistleId: target.whistleId };
  if (target.number !== null) return byNumber(target.number, open);
  const fitting = mostLikely(
    command,
    open.filter((one) => fits(command.type, one, asker)),
  );
  if (command.type === 'attach') return lastChanged(fitting) ?? { type: 'keep' };
  if (fitting.length === 0 && command.type === 'confirm' && mendable(open, asker.userId))
    return refuse({ code: 'held-back' });
  if (command.type === 'confirm' || command.type === 'cancel')
    return aimDraft(command, fitting) ?? refuse(nothingFor(command.type));
  if (fitting.length === 0) return refuse(nothingFor(command.type));
  return only(fitting);
}

/**
 * The whistle a draft is to be merged into: without a number the first running one it is offered; with one, an offered
 * one before any other.
 */
export function aimOther(
  written: string | null,
  near: readonly Near[],
  open: readonly OpenWhistle[],
): Aim {
  if (written === null) {
    const first = near.find(takesIn);
    return first ? { type: 'at', whistleId: first.whistleId } : refuse({ code: 'no-candidate' });
  }
  const [offered, second] = near.filter((one) => isNumber(one.number, written));
  if (offered && !second) return { type: 'at', whistleId: offered.whistleId };
  return byNumber(written, open);
}

/** What is sent beside words goes to what its sender changed last: several drafts of one person do not mix. */
function lastChanged(fitting: readonly OpenWhistle[]): Aim | null {
  const [latest] = [...fitting].sort((a, b) =>
    (a.changedAt ?? '') < (b.changedAt ?? '') ? 1 : -1,
  );
  return latest ? { type: 'at', whistleId: latest.id } : null;
}

/** Whoever may not blow reports: every sentence that tells of something, or comes with a photo (S49). */
function aimReport({ intent, facts }: Reading, open: readonly OpenWhistle[], asker: Asker): Aim {
  if (intent.type === 'whistle' || asker.hasSent) return { type: 'new' };
  const mine = open.filter((one) => one.state === 'reported' && one.blower === asker.userId);
  const told = facts.matter !== null || facts.place !== null;
  return lastChanged(mine) ?? (told ? { type: 'new' } : refuse({ code: 'nothing-to-report' }));
}

/**
 * What a report of work means whose speaker has nothing at work: “已清理2次” then answers their own draft. Null: nothing
 * else.
 */
export function meantAsAnswer(command: HumanCommand): HumanCommand | null {
  if (command.type !== 'progress' || command.reading === undefined) return null;
  const { by, heardIn, tapped, reading } = command;
  return { type: 'tell', by, heardIn, tapped, reading };
}

const MOST_MATTERS = 5;

/** A message with several matters blows several whistles, each told for itself (domain 6.4). */
export function eachMatter(
  command: WhistleCommand,
): readonly [WhistleCommand, ...WhistleCommand[]] {
  if (command.type !== 'tell') return [command];
  const { reading } = command;
  const [first, ...more] = reading.whistles
    .slice(0, MOST_MATTERS)
    .map((one) => ({ ...command, reading: { ...reading, whistles: [one], facts: one } }));
  return first ? [first, ...more] : [command];
}

/** A reason that is typed belongs to what was just disapproved or sent back without one: the card asked for it. */
function mostLikely(
  command: HumanCommand,
  fitting: readonly OpenWhistle[],
): readonly OpenWhistle[] {
  // 取消 and 修改 mean the draft at hand before what was held a while ago.
  const drafts = fitting.filter(({ state }) => state === 'draft');
  if ((command.type === 'cancel' || command.type === 'edit') && drafts.length > 0) return drafts;
  if (command.type === 'settle') return settlingLast(fitting);
  if (command.type === 'urge') return urgedFirst(fitting, command.by);
  if (!('reason' in command) || !command.reason) return fitting;
  const asked = fitting.filter(({ state, hasReason }) =>
    command.type === 'disapprove'
      ? state === 'held'
      : command.type === 'return' && state === 'in_progress' && !hasReason,
  );
  return asked.length === 1 ? asked : fitting;
}

function aimWords(reading: Reading, open: readonly OpenWhistle[], asker: Asker): Aim {
  const isOwn = reading.intent.type === 'whistle' && !answers(reading, asker.draft);
  if (isOwn || (!asker.responder && isOwnDuty(reading, asker.draft))) return anew(open, asker);
  const latest = open.find(({ id }) => id === asker.draft?.id) ?? mendable(open, asker.userId);
  const contact = latest?.state === 'draft' ? null : aimContact(reading, open, asker);
  if (contact) return contact;
  if (latest) return { type: 'at', whistleId: latest.id };
  const running =
    reading.intent.type === 'correct' ? open.filter((one) => fits('amend', one, asker)) : [];
  if (running.length > 0) return only(running);
  // A department that asks a street for its work needs an admission first (S60).
  return asker.responder && reading.facts.street !== null
    ? refuse({ code: 'needs-admission', org: asker.responder })
    : refuse({ code: 'no-open-draft' });
}

/** Another whistle of the speaker's; whoever cried for help before is not forgotten over it. */
const anew = (open: readonly OpenWhistle[], { userId }: Asker): Aim => ({
  type: 'new',
  ...(open.some(({ blower, cries }) => blower === userId && cries) && { besideCry: true }),
});

/**
 * The draft a sentence is about: the newest, or what is held. A danger goes to a cry for help that came before it; so does
 * a place, while the cry has none and the newest has its own.
 */
export function addressed<One extends OpenWhistle>(
  { intent, facts }: Reading,
  open: readonly One[],
  userId: UserId,
): One | undefined {
  const latest = mendable(open, userId);
  const cry = open.find(({ blower, cries }) => blower === userId && cries);
  if (!latest || !cry || intent.type === 'correct') return latest;
  const isWhere = facts.place !== null && facts.matter === null && !cry.placed && latest.placed;
  return facts.category === 'emergency' || isWhere ? cry : latest;
}

/** A contact by itself belongs to what its sender has just sent; of several equally old ones it is asked which. */
function aimContact(reading: Reading, open: readonly OpenWhistle[], asker: Asker): Aim | null {
  if (!isContact(reading)) return null;
  const sent = open.filter(
    ({ blower, state }) => blower === asker.userId && takesContact.includes(state),
  );
  const since = asker.recentSince ?? '';
  const recent = sent.filter(({ changedAt }) => (changedAt ?? '') > since);
  const [first, second] = recent.length === 1 ? recent : sent;
  if (!first) return null;
  if (!second) return { type: 'at', whistleId: first.id };
  return refuse({ code: 'whose-contact', numbers: sent.flatMap((one) => one.number ?? []) });
}

const takesContact: readonly WhistleState[] = [
  'pending_approval',
  'queued',
  'dispatched',
  'in_progress',
];

/** “联系人 王女士 13800000000” and nothing else that a whistle could be told. */
function isContact({ intent, text, facts }: Reading): boolean {
  const { resident, place, matter, departments, excluded, effort } = facts;
  if (resident === null || (intent.type !== 'other' && intent.type !== 'correct')) return false;
  const named =
    (resident.phone ?? '') !== '' || /^[^\p{L}]*(?:补充)?.{0,2}(?:联系|反映)人/u.test(text);
  const atHome =
    place === null || ((resident.door ?? '') !== '' && place.includes(resident.door ?? ''));
  const tells = matter !== null || effort !== null || departments.length + excluded.length > 0;
  return named && atHome && !tells;
}

/**
 * A duty of the street's own is a matter, too, though nobody is called for it: beside a draft about something else it
 * is another whistle, to be held with its reason (S22), and never turns that draft into it. What was done is an answer.
 */
function isOwnDuty({ intent, facts }: Reading, draft: WaitingDraft | null): boolean {
  if (intent.type !== 'other' || facts.ownDuty === null || facts.matter !== null) return false;
  if (facts.effort !== null || facts.beyond !== null || facts.concern !== null) return false;
  return draft === null
    ? facts.departments.length > 0
    : draft.held !== true && (draft.matter !== null || draft.cries === true);
}

/**
 * 催办 means what is out. Nothing is out: the one that has waited longest for its leader, which has no number yet, the
 * asker's own before a colleague's.
 */
function urgedFirst(fitting: readonly OpenWhistle[], by: UserId): readonly OpenWhistle[] {
  const out = fitting.filter(({ state }) => state !== 'pending_approval');
  if (out.length > 0) return out;
  const own = fitting.filter(({ blower }) => blower === by);
  return (own.length > 0 ? own : fitting).slice(-1);
}

/** A report has no number: the sentence belongs to the one whose 就地解决 was pressed last. */
function settlingLast(fitting: readonly OpenWhistle[]): readonly OpenWhistle[] {
  const asked = fitting.filter(({ settling }) => settling !== undefined && settling !== null);
  const latest = [...asked].sort((a, b) => ((a.settling ?? '') < (b.settling ?? '') ? 1 : -1));
  return latest.length > 0 ? latest.slice(0, 1) : fitting;
}

/** The newest draft of somebody, or what was held of theirs: a further sentence is about it. */
export const mendable = <One extends Pick<OpenWhistle, 'state' | 'blower'>>(
  open: readonly One[],
  userId: UserId,
): One | undefined =>
  open.find((one) => one.blower === userId && (one.state === 'draft' || one.state === 'held'));

/** Whether a sentence that reads like a whistle only gives what the draft was asked for. */
function answers({ whistles, facts }: Reading, draft: WaitingDraft | null): boolean {
  if (draft === null || whistles.length > 1) return false;
  if (isOtherGame(facts, draft)) return false;
  const sameMatter =
    facts.matter === null || facts.matter === draft.matter || draft.matter === null;
  if (!sameMatter || (facts.category === 'emergency' && draft.matter !== null)) return false;
  const elsewhere = facts.place !== null;
  if (draft.cries && isWholeOther(facts)) return false;
  // A matter at another place is another whistle, however much it could fill in.
  if (facts.matter !== null && isElsewhere(facts.place, draft.place ?? null)) return false;
  if (draft.held && (facts.matter !== null || elsewhere)) return false;
  const gives: Readonly<Record<Fact | Statement, boolean>> = {
    street: facts.street !== null,
    place: elsewhere,
    matter: facts.matter !== null,
    departments: facts.departments.length > 0,
    effort: facts.effort !== null,
    // With a place of its own it is another whistle, however much the masses want it too.
    concern: facts.concern !== null && !elsewhere,
    beyond: facts.beyond !== null && !elsewhere,
  };
  return draft.lacks.some((fact) => gives[fact]);
}

/** Nobody who cries for help means a street lamp: with its own place, people or effort it is another whistle. */
const isWholeOther = ({ category, matter, place, departments, effort }: WhistleFacts): boolean =>
  category !== 'emergency' &&
  matter !== null &&
  (place !== null || departments.length > 0 || effort !== null);

/** What is marked 【演练】 never ends in a true summons, and no true emergency in a drill (domain 6.4). */
const isOtherGame = (facts: WhistleFacts, { drill = false }: WaitingDraft): boolean =>
  drill ? !facts.drill && facts.category === 'emergency' : facts.drill;

/** Two places neither of which is told in the other: 金星后街, 金星社区门口. */
const isElsewhere = (place: string | null, known: string | null): boolean =>
  place !== null && known !== null && !place.includes(known) && !known.includes(place);

function byNumber(written: string, open: readonly OpenWhistle[]): Aim {
  const found = open.filter((one) => one.number !== null && isNumber(one.number, written));
  return found.length === 0 ? refuse({ code: 'unknown-whistle', number: written }) : only(found);
}

function only(found: readonly OpenWhistle[]): Aim {
  const [first, second] = found;
  if (first && !second) return { type: 'at', whistleId: first.id };
  return refuse({ code: 'which-whistle', numbers: found.flatMap((one) => one.number ?? []) });
}

function fits(verb: HumanCommand['type'], one: OpenWhistle, asker: Asker): boolean {
  const mineToBlow = one.blower === asker.userId;
  const ours = one.blowerOrg === asker.org;
  const isOut = one.state === 'dispatched' || one.state === 'in_progress';
  const gathers = one.kind === 'community' && isOut;
  switch (verb) {
    case 'tell':
      return false;
    case 'confirm':
    case 'add-department':
    case 'choose-matter':
      return mineToBlow && one.state === 'draft';
    case 'cancel':
    case 'edit':
      return mineToBlow && (one.state === 'draft' || one.state === 'held');
    case 'approve':
      // An emergency is approved after it went out.
      return ours && !one.approved && one.state !== 'draft' && one.state !== 'held';
    case 'disapprove':
      return ours && (one.state === 'pending_approval' || (one.state === 'held' && !one.hasReason));
    case 'sign':
      return one.mine === 'awaiting_sign';
    case 'check-in':
      return one.mine === 'awaiting_sign' || one.mine === 'signed' || (gathers && !one.came);
    case 'on-site':
      return one.mine === 'signed' || one.mine === 'checked_in';
    case 'progress':
      return (gathers && (ours || one.came === true)) || isAtWork(one);
    case 'done':
      return (gathers && ours) || isAtWork(one);
    case 'verify':
      return (ours || asker.watches === true) && one.state === 'claimed_done';
    case 'return':
      return (
        ours && (one.state === 'claimed_done' || (one.state === 'in_progress' && !one.hasReason))
      );
    case 'rate':
      return ours && one.state === 'verified';
    case 'urge':
      return ours && (isOut || one.state === 'pending_approval');
    case 'withdraw':
      return (
        ours && ['pending_approval', 'queued', 'dispatched', 'in_progress'].includes(one.state)
      );
    case 'merge':
    case 'blow-anyway':
    case 'blow-again':
      return mineToBlow && one.state === 'draft';
    case 'attach':
      return mineToBlow && (one.state === 'draft' || one.state === 'reported');
    case 'split-off':
      return mineToBlow && one.state === 'merged';
    case 'raise':
      return ours && gathers;
    case 'take-up':
    case 'pass-up':
    case 'settle':
      return one.state === 'reported' && one.desk === asker.org;
    case 'dispatch':
    case 'hold':
      return one.state === 'queued';
    case 'amend':
      return ours && (one.state === 'dispatched' || one.state === 'in_progress');
    case 'show':
      return one.number !== null;
  }
}

const isAtWork = ({ mine }: OpenWhistle): boolean =>
  mine !== null && mine !== 'accepted' && mine !== 'done_claimed';

const draftVerbs: readonly HumanCommand['type'][] = [
  'confirm',
  'cancel',
  'edit',
  'merge',
  'blow-anyway',
  'blow-again',
];

function nothingFor(verb: HumanCommand['type']): Refusal {
  return draftVerbs.includes(verb) ? { code: 'no-open-draft' } : { code: 'no-open-whistle' };
}

const refuse = (refusal: Refusal): Aim => ({ type: 'refused', refusal });
