import { DECLARED, stopOf } from '../../domain/admission.ts';
import {
  changed,
  ignored,
  refused,
  type AuditEvent,
  type Decision,
  type Refusal,
} from '../../domain/decision.ts';
import type { Fact } from '../../domain/rule-book.ts';
import { isGathering, type Whistle } from '../../domain/whistle.ts';
import { admitted, missingStatements } from './admission.ts';
import { approvalClock, approversOf, askApprover, ruleFor } from './approvers.ts';
import { clockEffect, watched } from './clocks.ts';
import type { Said } from './command.ts';
import { dispatch, release } from './dispatch.ts';
import type { Facts } from './facts.ts';
import { lawfulKind, mayCall } from './may-call.ts';
import { toBlower } from './messages.ts';
import { missingFacts } from './missing-facts.ts';
import { tooLate } from './too-late.ts';

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
  const next: Whistle = {
    ...draft,
    state: 'pending_approval',
    clocks: approvalClock(draft, facts),
  };
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
