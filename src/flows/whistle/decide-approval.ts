import { clip } from '../../domain/clip.ts';
import {
  changed,
  ignored,
  refused,
  type AuditEvent,
  type Decision,
} from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import type { UserId } from '../../domain/names.ts';
import type { ApproverRule, Stage } from '../../domain/rule-book.ts';
import {
  isRunning,
  stateNames,
  type Approval,
  type Clock,
  type Participation,
  type Whistle,
} from '../../domain/whistle.ts';
import { clockEffect, limitOf, startClock, watched, withoutClocks } from './clocks.ts';
import { addDuration } from '../../domain/calendar.ts';
import { lawfulKind, mayCall, missingFacts } from './draft.ts';
import { toReporter } from './desk.ts';
import type { Facts } from './facts.ts';
import { photosToDepartments } from './media.ts';
import { aboutSeat, message, person, toBlower, toDepartment, unit } from './messages.ts';
import { copyToCommissioners } from './witness.ts';

/** 确认吹哨: complete drafts go to the approver; emergencies go out at once and are approved afterwards (S20, S50). */
export function confirm(written: Whistle, by: UserId, facts: Facts): Decision<Whistle> {
  if (written.state !== 'draft') return written.state === 'cancelled' ? tooLate(written) : ignored;
  const draft: Whistle = { ...written, kind: lawfulKind(facts.directory, written) };
  const missing = missingFacts(facts.directory, draft);
  if (missing.length > 0) return refused({ code: 'incomplete', missing });
  // Whatever a kind waives: a whistle that calls nobody would be nobody's (S34).
  if (draft.participations.length === 0)
    return refused({ code: 'incomplete', missing: ['departments'] });
  if (!mayCall(facts.directory, draft.kind, draft.participations))
    return refused({ code: 'not-yet', what: '请这些单位报到' });
  const rule = ruleFor(draft, facts);
  const event: AuditEvent = { type: 'confirmed', by, data: {} };
  if (rule.type === 'none') return dispatch(draft, facts, [event]);
  const mine = facts.member !== null && approversOf(draft, facts).includes(facts.member.userId);
  if (mine)
    return dispatch({ ...draft, approval: { by, at: facts.now, how: 'self' } }, facts, [event]);
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

/**
 * 同意: before dispatch it sends the whistle out; for an emergency it is recorded afterwards (补批), even when all is
 * over. What was never sent, or was taken back, cannot be approved any more.
 */
export function approve(whistle: Whistle, by: UserId, facts: Facts): Decision<Whistle> {
  const no = mayApprove(whistle, facts);
  if (no) return no;
  if (whistle.approval !== null) return ignored;
  if (whistle.state !== 'pending_approval' && whistle.state !== 'archived' && !isRunning(whistle))
    return tooLate(whistle);
  const approval: Approval = {
    by,
    at: facts.now,
    how: whistle.state === 'pending_approval' ? 'before' : 'after',
  };
  const event: AuditEvent = { type: 'approved', by, data: { how: approval.how } };
  if (whistle.state === 'pending_approval')
    return dispatch({ ...whistle, approval }, facts, [event]);
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
  if (whistle.state === 'held' && !adds) return ignored;
  if (whistle.state !== 'pending_approval' && !adds) return tooLate(whistle);
  const held: Whistle = { ...whistle, state: 'held', reason: words === '' ? null : words };
  const { next, watch } = watched(facts, held);
  const told = toBlower(facts, next, { type: 'notice', news: 'held', org: null, to: 'blower' });
  return changed(next, [{ type: 'disapproved', by, data: {} }], [told, ...watch]);
}

/** Gives the number, seats the clocks, calls every department in its group, lead first (S03, S28). */
function dispatch(draft: Whistle, facts: Facts, events: readonly AuditEvent[]): Decision<Whistle> {
  const from = facts.now;
  const clocks = draft.participations.flatMap(({ org }) => startOf(facts, draft, org));
  const participations = draft.participations.map((one) => ({
    ...one,
    due: dueOf(facts, draft, one, clocks),
  }));
  const late = draft.approval === null ? lateApproval(draft, facts) : [];
  const next: Whistle = {
    ...draft,
    state: 'dispatched',
    number: facts.nextNumber,
    dispatchedAt: from,
    participations,
    clocks: [...clocks, ...late],
  };
  const effects: NewEffect[] = [
    ...participations.map(({ org }) => toDepartment(facts, next, org, { type: 'summons', org })),
    ...atOnce(facts, next),
    toBlower(facts, next, { type: 'notice', news: 'dispatched', org: null, to: 'blower' }),
    ...(late.length > 0 ? askApprover(next, facts) : []),
    ...photosToDepartments(facts, next),
    ...copyToCommissioners(facts, next),
    ...toReporter(facts, next, 'dispatched'),
    ...next.clocks.flatMap((one) => clockEffect(next, one)),
  ];
  return changed(
    next,
    [...events, { type: 'dispatched', by: null, data: { number: facts.nextNumber } }],
    effects,
  );
}

const summonedStages = ['sign', 'checkIn', 'onSite', 'finish'] as const satisfies readonly Stage[];

function startOf(facts: Facts, draft: Whistle, org: string): Clock[] {
  return summonedStages.flatMap(
    (stage) => startClock(facts, draft, { stage, org, round: draft.round, from: facts.now }) ?? [],
  );
}

function dueOf(
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

/**
 * The rung at 0 %: who is told alone, beside the groups' cards, the moment it is dispatched. Once each: a department's
 * own people get its card, everybody else one overview, however many departments were called (domain 2.4).
 */
function atOnce(facts: Facts, whistle: Whistle): NewEffect[] {
  const { directory } = facts;
  const tell = directory.book.ladders[whistle.category]
    .filter((rung) => rung.at === 0)
    .flatMap((rung) => rung.tell);
  const told = whistle.participations.flatMap(({ org }) =>
    tell.flatMap((one) => directory.receiversOf(one, aboutSeat(whistle, org))),
  );
  return [...new Set(told)]
    .filter((userId) => userId !== whistle.blower)
    .map((userId) => {
      const own = directory.memberOf(userId)?.org;
      const seat = whistle.participations.find(({ org }) => org === own);
      return message(
        facts,
        whistle,
        person(userId),
        seat
          ? { type: 'summons', org: seat.org }
          : { type: 'notice', news: 'dispatched', org: null, to: 'overseer' },
      );
    });
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

const tooLate = ({ state }: Whistle) => refused({ code: 'too-late', state: stateNames[state] });

const approversOf = (whistle: Whistle, facts: Facts): readonly UserId[] =>
  facts.directory.approversOf(whistle.kind, whistle.category, whistle.blowerOrg);

const ruleFor = (whistle: Whistle, facts: Facts): ApproverRule =>
  facts.directory.book.kinds[whistle.kind].approvers[whistle.category];
