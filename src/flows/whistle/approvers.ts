import { isQuick } from '../../domain/admission.ts';
import type { NewEffect } from '../../domain/effect.ts';
import type { UserId } from '../../domain/names.ts';
import type { ApproverRule } from '../../domain/rule-book.ts';
import type { Clock, Whistle } from '../../domain/whistle.ts';
import { startClock } from './clocks.ts';
import type { Facts } from './facts.ts';
import { message, person, unit } from './messages.ts';

/** Whether this whistle is approved before it goes out, afterwards, or not at all (S50). */
export const ruleFor = (whistle: Whistle, facts: Facts): ApproverRule =>
  facts.directory.book.kinds[whistle.kind].approvers[whistle.category];

/** Who may approve it, the one who is asked first. */
export const approversOf = (whistle: Whistle, facts: Facts): readonly UserId[] =>
  facts.directory.approversOf(whistle.kind, whistle.category, whistle.blowerOrg, isQuick(whistle));

/** Asks the first of them for 同意 or 不同意. */
export function askApprover(whistle: Whistle, facts: Facts): NewEffect[] {
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

/** The limit a leader has to decide, running from now; none where nobody has to. */
export function approvalClock(draft: Whistle, facts: Facts): Clock[] {
  if (ruleFor(draft, facts).type === 'none') return [];
  const clock = startClock(facts, draft, {
    stage: 'approval',
    org: null,
    round: draft.round,
    from: facts.now,
  });
  return clock ? [clock] : [];
}
