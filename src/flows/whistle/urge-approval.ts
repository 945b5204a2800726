import { addDuration } from '../../domain/calendar.ts';
import { changed, ignored, type Decision } from '../../domain/decision.ts';
import { inQuietHours, quietEnd } from '../../domain/local-time.ts';
import type { Instant, UserId } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { approversOf } from './approvers.ts';
import type { Facts } from './facts.ts';
import { message, person, unit } from './messages.ts';

/**
 * 催办 before the leader has decided: the approver gets the card once more. Not twice within the time in which
 * reminders are one, and no more often than the rule book lets one person be reminded of one step (domain 2.4).
 */
export function urgeApproval(
  whistle: Whistle,
  { by }: { readonly by: UserId },
  facts: Facts,
): Decision<Whistle> {
  const { now, directory } = facts;
  const { category, blowerOrg } = whistle;
  const approvers = approversOf(whistle, facts);
  const [approver] = approvers;
  if (approver === undefined || approvers.includes(by) || wasUrged(whistle, facts)) return ignored;
  const { messages } = directory.book;
  const waits = category !== 'emergency' && inQuietHours(messages, now);
  const again = message(
    facts,
    whistle,
    person(approver),
    { type: 'approval' },
    { fallback: unit(blowerOrg), dueAt: waits ? quietEnd(messages, now) : now },
  );
  const next = { ...whistle, asked: [...whistle.asked, `${URGED}${now}`] };
  return changed(next, [{ type: 'urged', by, data: { approver } }], [again]);
}

/** Keeps when the approver was reminded by hand. */
const URGED = 'urged ';

/** Of this request: what was held, mended and submitted again is another one. */
function wasUrged({ asked, clocks }: Whistle, { now, directory }: Facts): boolean {
  const { calendar, messages } = directory.book;
  const since = clocks.find(({ stage }) => stage === 'approval')?.from ?? '';
  const urged = asked
    .filter((one) => one.startsWith(URGED))
    .map((one) => one.slice(URGED.length))
    .filter((at) => at >= since);
  const isRecent = (at: Instant) => addDuration(calendar, at, messages.mergeWithin) > now;
  return urged.length >= messages.perPersonPerStage || urged.some(isRecent);
}
