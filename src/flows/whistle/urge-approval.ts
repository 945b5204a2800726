import { changed, ignored, type Decision } from '../../domain/decision.ts';
import type { UserId } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { approversOf } from './approvers.ts';
import type { Facts } from './facts.ts';
import { afterQuietHours, message, person, unit } from './messages.ts';
import { noteUrged, urgedLately, urgedSince } from './urged.ts';

/**
 * 催办 before the leader has decided: the approver gets the card once more. Not twice within the time in which
 * reminders are one, and no more often than the rule book lets one person be reminded of one step (domain 2.4).
 */
export function urgeApproval(
  whistle: Whistle,
  { by }: { readonly by: UserId },
  facts: Facts,
): Decision<Whistle> {
  const { directory } = facts;
  const approvers = approversOf(whistle, facts);
  const [approver] = approvers;
  if (approver === undefined || approvers.includes(by)) return ignored;
  // Of this request: what was held, mended and submitted again is another one.
  const since = whistle.clocks.find(({ stage }) => stage === 'approval')?.from ?? '';
  const times = urgedSince(whistle, since).length;
  if (times >= directory.book.messages.perPersonPerStage || urgedLately(whistle, facts, since))
    return ignored;
  const again = message(
    facts,
    whistle,
    person(approver),
    { type: 'approval' },
    { fallback: unit(whistle.blowerOrg), dueAt: afterQuietHours(whistle, facts) },
  );
  return changed(noteUrged(whistle, facts), [{ type: 'urged', by, data: { approver } }], [again]);
}
