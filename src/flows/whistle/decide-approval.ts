import { addDuration } from '../../domain/calendar.ts';
import { clip } from '../../domain/clip.ts';
import {
  changed,
  ignored,
  refused,
  type AuditEvent,
  type Decision,
} from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import { localDate, localTime } from '../../domain/local-time.ts';
import type { Instant, UserId } from '../../domain/names.ts';
import { isPutOff } from '../../domain/state-name.ts';
import { isRunning, type Approval, type Whistle } from '../../domain/whistle.ts';
import { approversOf, ruleFor } from './approvers.ts';
import { watched, withoutClocks } from './clocks.ts';
import { release } from './dispatch.ts';
import type { Facts } from './facts.ts';
import { message, person, toBlower } from './messages.ts';
import { calledSince, goesOn } from './raised.ts';
import { tooLate } from './too-late.ts';

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
    return withMore(release({ ...whistle, approval }, facts, [event]), toAsked(whistle, by, facts));
  const next = { ...whistle, approval, clocks: withoutClocks(whistle.clocks, null, ['approval']) };
  return changed(
    next,
    [event],
    [
      toBlower(facts, next, { type: 'notice', news: 'late-approval', org: null, to: 'blower' }),
      ...toAsked(next, by, facts),
    ],
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
  if (whistle.state === 'pending_approval' && calledSince(whistle) !== null) {
    const event: AuditEvent = { type: 'disapproved', by, data: {} };
    return goesOn(whistle, facts, { event, words: `街道领导没有同意升级：${words || '未写理由'}` });
  }
  const held: Whistle = { ...whistle, state: 'held', reason: words === '' ? null : words };
  const { next, watch } = watched(facts, held);
  const told = toBlower(facts, next, { type: 'notice', news: 'held', org: null, to: 'blower' });
  return changed(next, [{ type: 'disapproved', by, data: {} }], [told, ...watch]);
}

const withMore = (decision: Decision<Whistle>, more: readonly NewEffect[]): Decision<Whistle> =>
  decision.verdict === 'changed'
    ? { ...decision, effects: [...decision.effects, ...more] }
    : decision;

/** Whoever was asked first hears that somebody else has answered their card. */
function toAsked(whistle: Whistle, by: UserId, facts: Facts): NewEffect[] {
  const [asked] = approversOf(whistle, facts);
  if (asked === undefined || asked === by || asked === whistle.blower) return [];
  const notice = { type: 'notice', news: 'approved', org: null, to: 'overseer' } as const;
  return [message(facts, whistle, person(asked), notice)];
}

function mayApprove(whistle: Whistle, facts: Facts): Decision<Whistle> | null {
  if (ruleFor(whistle, facts).type === 'none') return ignored;
  const { directory, member, now } = facts;
  if (member !== null && approversOf(whistle, facts).includes(member.userId)) return null;
  const standIns = directory.standInApproversOf(whistle.kind, whistle.blowerOrg);
  const isStandIn = member !== null && standIns.includes(member.userId);
  // Nobody agrees to their own whistle in somebody else's place.
  if (!isStandIn || whistle.blower === member.userId)
    return refused({ code: 'not-yours', allowed: '吹哨街道的审批领导' });
  const from = standInFrom(whistle, facts);
  if (from <= now) return null;
  const day = localDate(from) === localDate(now) ? '' : `${localDate(from).slice(5)} `;
  const allowed = `审批领导（${day}${localTime(from)} 仍未批的，由代理人）`;
  return refused({ code: 'not-yours', allowed });
}

/** Since when a stand-in may answer for a silent leader (domain 5.3): as the rule book says; afterwards, once it is late. */
function standInFrom(whistle: Whistle, facts: Facts): Instant {
  const rule = ruleFor(whistle, facts);
  const clock = whistle.clocks.find(({ stage }) => stage === 'approval');
  const since = clock?.from ?? whistle.dispatchedAt ?? whistle.createdAt;
  if (rule.type === 'none') return since;
  const { calendar } = facts.directory.book;
  return addDuration(calendar, since, rule.type === 'before' ? rule.standInAfter : rule.within);
}
