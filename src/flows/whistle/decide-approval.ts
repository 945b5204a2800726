import { DECLARED, isQuick, owedBasis, stopOf } from '../../domain/admission.ts';
import { clip } from '../../domain/clip.ts';
import {
  changed,
  ignored,
  refused,
  type AuditEvent,
  type Decision,
  type Refusal,
} from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import type { UserId } from '../../domain/names.ts';
import type { ApproverRule, Fact, Stage } from '../../domain/rule-book.ts';
import {
  isGathering,
  isRunning,
  type Approval,
  type Clock,
  type Participation,
  type Whistle,
} from '../../domain/whistle.ts';
import { clockEffect, limitOf, startClock, watched, withoutClocks } from './clocks.ts';
import { numberOf, toldAgain } from './again.ts';
import { isPutOff, stateName } from '../../domain/state-name.ts';
import { addDuration } from '../../domain/calendar.ts';
import { admitted, missingStatements } from './admission.ts';
import type { Said } from './command.ts';
import { toReporter } from './desk.ts';
import type { Facts } from './facts.ts';
import { atOnce } from './at-once.ts';
import { callPeople, gatheringClock } from './gathering.ts';
import {
  askForEntry,
  message,
  person,
  toBlower,
  toDepartment,
  toObservers,
  unit,
} from './messages.ts';
import { lawfulKind, mayCall } from './may-call.ts';
import { photosToDepartments } from './media.ts';
import { missingFacts } from './missing-facts.ts';
import { queue, waitsForCentre } from './queue.ts';
import { copyToCommissioners } from './witness.ts';

/** 确认吹哨: complete drafts go to the approver; emergencies go out at once and are approved afterwards (S20, S50). */
export function confirm(
  written: Whistle,
  { by, tapped }: Pick<Said, 'by' | 'tapped'>,
  facts: Facts,
): Decision<Whistle> {
  if (written.state !== 'draft')
    return written.state === 'cancelled' ? tooLate(written, facts) : ignored;
  const lawful: Whistle = { ...written, kind: lawfulKind(facts.directory, written) };
  const missing = missingForAny(facts, lawful);
  if (missing.length > 0) return refused({ code: 'incomplete', missing });
  if (!mayCall(facts.directory, lawful.kind, lawful.participations))
    return refused(notCallable(facts, lawful));
  const found = admitted(lawful, facts);
  if (found.state === 'held') return keepHeld(found, tapped, facts);
  const [lacks] = missingStatements(facts.directory, found);
  if (lacks && facts.directory.book.admission.statements[found.category] === 'ask')
    return refused({ code: 'needs-statement', statement: lacks });
  const draft = declared(found, facts);
  const rule = ruleFor(draft, facts);
  const event: AuditEvent = { type: 'confirmed', by, data: {} };
  if (rule.type === 'none') return release(draft, facts, [event]);
  const mine = facts.member !== null && approversOf(draft, facts).includes(facts.member.userId);
  if (mine)
    return release({ ...draft, approval: { by, at: facts.now, how: 'self' } }, facts, [event]);
  if (rule.type === 'after') return dispatch(draft, facts, [event]);
  const clock = startClock(facts, draft, {
    stage: 'approval',
    org: null,
    round: draft.round,
    from: facts.now,
  });
  const next: Whistle = { ...draft, state: 'pending_approval', clocks: clock ? [clock] : [] };
  return changed(
    next,
    [event],
    [...askApprover(next, facts), ...next.clocks.flatMap((one) => clockEffect(next, one))],
  );
}

/** Whom its kind may not call, with the words that send the first of them away. */
function notCallable({ directory }: Facts, { kind, participations }: Whistle): Refusal {
  const names = participations
    .filter((one) => !mayCall(directory, kind, [one]))
    .map(({ org }) => directory.org(org)?.name ?? org);
  return { code: 'not-callable', names, words: `不用叫${names[0] ?? ''}，请城管局` };
}

/** Whatever a kind waives: one that calls nobody would be nobody's (S34), one without a basis cannot leave (S25). */
function missingForAny({ directory }: Facts, draft: Whistle): readonly Fact[] {
  const missing = missingFacts(directory, draft);
  if (missing.length > 0) return missing;
  if (draft.matter === null && draft.unlisted === null) return ['matter'];
  return draft.participations.length === 0 && !isGathering(draft) ? ['departments'] : [];
}

/** What was admissible when it was written need not be when it is confirmed: the figures go on (rule 5). */
function keepHeld(found: Whistle, tapped: boolean, facts: Facts): Decision<Whistle> {
  const { next, watch } = watched(facts, found);
  const told = toBlower(facts, next, { type: 'notice', news: 'held', org: null, to: 'blower' });
  const data = { rule: stopOf(next)?.rule ?? null };
  return changed(next, [{ type: 'held', by: null, data }], [...(tapped ? [] : [told]), ...watch]);
}

/** 确认吹哨 makes the statements that the text did not (S23). */
function declared(draft: Whistle, { directory }: Facts): Whistle {
  const stated = missingStatements(directory, draft).map((one) => [one, DECLARED] as const);
  return { ...draft, ...Object.fromEntries(stated) };
}

/**
 * 同意: before dispatch it sends the whistle out; for an emergency it is recorded afterwards (补批), even when all is
 * over. What was never sent, or was taken back, cannot be approved any more.
 */
export function approve(whistle: Whistle, by: UserId, facts: Facts): Decision<Whistle> {
  const no = mayApprove(whistle, facts);
  if (no) return no;
  if (whistle.approval !== null) return ignored;
  if (whistle.state !== 'pending_approval' && whistle.state !== 'archived' && !isRunning(whistle))
    return tooLate(whistle, facts);
  const approval: Approval = {
    by,
    at: facts.now,
    how: whistle.state === 'pending_approval' ? 'before' : 'after',
  };
  const event: AuditEvent = { type: 'approved', by, data: { how: approval.how } };
  if (whistle.state === 'pending_approval')
    return release({ ...whistle, approval }, facts, [event]);
  const next = { ...whistle, approval, clocks: withoutClocks(whistle.clocks, null, ['approval']) };
  return changed(
    next,
    [event],
    [toBlower(facts, next, { type: 'notice', news: 'late-approval', org: null, to: 'blower' })],
  );
}

/** 不同意: held at once; a reason may come with it or follow it, and the blower sees it. */
export function disapprove(
  whistle: Whistle,
  by: UserId,
  reason: string,
  facts: Facts,
): Decision<Whistle> {
  const no = mayApprove(whistle, facts);
  if (no) return no;
  const words = clip(reason, 200);
  const adds = whistle.state === 'held' && words !== '' && whistle.reason === null;
  if (isPutOff(whistle, facts.directory)) return tooLate(whistle, facts);
  if (whistle.state === 'held' && !adds) return ignored;
  if (whistle.state !== 'pending_approval' && !adds) return tooLate(whistle, facts);
  const held: Whistle = { ...whistle, state: 'held', reason: words === '' ? null : words };
  const { next, watch } = watched(facts, held);
  const told = toBlower(facts, next, { type: 'notice', news: 'held', org: null, to: 'blower' });
  return changed(next, [{ type: 'disapproved', by, data: {} }], [told, ...watch]);
}

/** What follows an approval: out at once, or to the centre's desk where the rule book says so (S31). */
const release = (draft: Whistle, facts: Facts, events: readonly AuditEvent[]): Decision<Whistle> =>
  waitsForCentre(draft, facts) ? queue(draft, facts, events) : dispatch(draft, facts, events);

/** Gives the number, seats the clocks, calls every department in its group, lead first (S03, S28). */
export function dispatch(
  draft: Whistle,
  facts: Facts,
  events: readonly AuditEvent[],
): Decision<Whistle> {
  const from = facts.now;
  const clocks = draft.participations.flatMap(({ org }) => startOf(facts, draft, org));
  const participations = draft.participations.map((one) => ({
    ...one,
    due: dueOf(facts, draft, one, clocks),
  }));
  const people = isGathering(draft) ? gatheringClock(facts, draft) : [];
  const late = draft.approval === null ? lateApproval(draft, facts) : [];
  const next: Whistle = {
    ...draft,
    state: 'dispatched',
    ...numberOf(draft, facts),
    dispatchedAt: from,
    participations,
    clocks: [...clocks, ...people, ...late],
  };
  const effects: NewEffect[] = [
    ...participations.map(({ org }) => toDepartment(facts, next, org, { type: 'summons', org })),
    ...(isGathering(next) ? callPeople(facts, next) : []),
    ...toObservers(facts, next, 'dispatched'),
    ...atOnce(facts, next),
    ...toldAgain(next, facts),
    toBlower(facts, next, { type: 'notice', news: 'dispatched', org: null, to: 'blower' }),
    ...(late.length > 0 ? askApprover(next, facts) : []),
    ...basisToCome(facts, next),
    ...photosToDepartments(facts, next),
    ...copyToCommissioners(facts, next),
    ...toReporter(facts, next, 'dispatched'),
    ...next.clocks.flatMap((one) => clockEffect(next, one)),
  ];
  return changed(
    next,
    [...events, { type: 'dispatched', by: null, data: { number: next.number } }],
    effects,
  );
}

/** Steps that begin with a summons. */
export const summonedStages = [
  'sign',
  'checkIn',
  'onSite',
  'finish',
] as const satisfies readonly Stage[];

/** What the summons still lacks to stand on: an entry of the matrix (S59), an emergency's own facts (S25). */
function basisToCome(facts: Facts, whistle: Whistle): readonly NewEffect[] {
  const { calendar, admission } = facts.directory.book;
  const unlisted = whistle.findings.some((one) => one.rule === 'basis');
  const owed = owedBasis(whistle).length > 0;
  const dueAt = addDuration(calendar, facts.now, admission.afterwards.askAfter);
  const fillIn = { type: 'notice', news: 'fill-in', org: null, to: 'blower' } as const;
  return [
    ...(unlisted ? askForEntry(facts, whistle) : []),
    ...(owed ? [toBlower(facts, whistle, fillIn, { dueAt })] : []),
  ];
}

/** The clocks of one department, from now. */
export function startOf(facts: Facts, draft: Whistle, org: string): Clock[] {
  return summonedStages.flatMap(
    (stage) => startClock(facts, draft, { stage, org, round: draft.round, from: facts.now }) ?? [],
  );
}

/** The limits one department was summoned under. */
export function dueOf(
  facts: Facts,
  draft: Whistle,
  seat: Participation,
  clocks: readonly Clock[],
): Participation['due'] {
  const own = clocks
    .filter((one) => one.org === seat.org)
    .map((one) => [one.stage, one.dueAt] as const);
  const contact = limitOf(facts, draft, 'contact');
  const due: Participation['due'] = Object.fromEntries(own);
  return contact === null
    ? due
    : { ...due, contact: addDuration(facts.directory.book.calendar, facts.now, contact) };
}

function lateApproval(draft: Whistle, facts: Facts): Clock[] {
  if (ruleFor(draft, facts).type === 'none') return [];
  const clock = startClock(facts, draft, {
    stage: 'approval',
    org: null,
    round: draft.round,
    from: facts.now,
  });
  return clock ? [clock] : [];
}

function askApprover(whistle: Whistle, facts: Facts): NewEffect[] {
  const rule = ruleFor(whistle, facts);
  if (rule.type === 'none') return [];
  return approversOf(whistle, facts)
    .slice(0, 1)
    .map((userId) =>
      message(
        facts,
        whistle,
        person(userId),
        { type: 'approval' },
        // A leader who cannot be reached alone is asked in the street's own group.
        { fallback: unit(whistle.blowerOrg) },
      ),
    );
}

function mayApprove(whistle: Whistle, facts: Facts): Decision<Whistle> | null {
  if (ruleFor(whistle, facts).type === 'none') return ignored;
  const { directory, member } = facts;
  const may = [
    ...approversOf(whistle, facts),
    ...directory.standInApproversOf(whistle.kind, whistle.blowerOrg),
  ];
  if (member !== null && may.includes(member.userId)) return null;
  return refused({ code: 'not-yours', allowed: '吹哨街道的审批领导' });
}

const tooLate = (whistle: Whistle, { directory }: Facts) =>
  refused({ code: 'too-late', state: stateName(whistle, directory) });

const approversOf = (whistle: Whistle, facts: Facts): readonly UserId[] =>
  facts.directory.approversOf(whistle.kind, whistle.category, whistle.blowerOrg, isQuick(whistle));

const ruleFor = (whistle: Whistle, facts: Facts): ApproverRule =>
  facts.directory.book.kinds[whistle.kind].approvers[whistle.category];
