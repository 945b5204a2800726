import { changed, refused, type AuditEvent, type Decision } from '../../domain/decision.ts';
import type { Near, Whistle } from '../../domain/whistle.ts';
import { raised } from './again.ts';
import type { HumanCommand } from './command.ts';
import { confirm } from './decide-confirm.ts';
import { mergeInto } from './decide-merge.ts';
import { missingFacts } from './missing-facts.ts';
import type { Facts } from './facts.ts';
import { toBlower } from './messages.ts';
import { candidates, duplicateMode, mergesByItself, offersOf, takesIn, waiverOf } from './near.ts';

/**
 * What a changed draft is compared with: whistles about the same are offered on it; an emergency somebody else has just
 * reported is merged at once, before anybody presses anything (domain 5.5).
 */
export function offered(
  decision: Decision<Whistle>,
  command: HumanCommand,
  facts: Facts,
): Decision<Whistle> {
  if (decision.verdict !== 'changed' || decision.next.state !== 'draft') return decision;
  const draft = decision.next;
  const target = mergesByItself(draft, facts);
  if (!target) return { ...decision, next: withOffers(draft, facts) };
  const merged = mergeInto(draft, target, facts, {
    merger: command.by,
    events: decision.events,
    byItself: true,
    tapped: command.tapped,
  });
  if (merged.verdict !== 'changed') return decision;
  // The draft's own card and clock are not needed any more.
  return { ...merged, also: [...(decision.also ?? []), ...(merged.also ?? [])] };
}

/** A draft that is no longer about the whistle it was to follow is a first one again. */
function withOffers(draft: Whistle, facts: Facts): Whistle {
  const near = candidates(draft, facts);
  const { again } = draft;
  return again !== null && near.some(({ whistleId }) => whistleId === again.of)
    ? { ...draft, near, category: raised(draft.category) }
    : { ...draft, near, again: null };
}

/** 确认吹哨: what has turned up meanwhile is shown first, once; an emergency is never kept waiting for an answer. */
export function confirmOnce(
  written: Whistle,
  command: Extract<HumanCommand, { type: 'confirm' }>,
  facts: Facts,
): Decision<Whistle> {
  if (written.state !== 'draft') return confirm(written, command, facts);
  const draft = { ...written, near: candidates(written, facts) };
  const target = mergesByItself(draft, facts);
  if (target)
    return mergeInto(draft, target, facts, {
      merger: command.by,
      events: [],
      byItself: true,
      tapped: command.tapped,
    });
  const [first] = draft.again === null ? draft.near : [];
  if (!first || draft.category === 'emergency' || missingFacts(facts.directory, draft).length > 0)
    return confirm(draft, command, facts);
  if (hasSeen(written, draft.near)) return same(first, draft, facts);
  const event: AuditEvent = { type: 'offered', by: null, data: { numbers: numbersOf(draft.near) } };
  const shown = command.tapped ? [] : [toBlower(facts, draft, { type: 'draft' })];
  return changed<Whistle>(draft, [event], shown);
}

/** 仍然吹哨: the likeness is noted as answered, and the draft goes on its way in the same tap. */
export function blowAnyway(
  written: Whistle,
  command: Extract<HumanCommand, { type: 'blow-anyway' }>,
  facts: Facts,
): Decision<Whistle> {
  if (written.state !== 'draft') return confirm(written, command, facts);
  const near = candidates(written, facts);
  const running = near.find(takesIn);
  if (running && duplicateMode(facts.directory, written) === 'enforce')
    return same(running, written, facts);
  const waived = [...written.waived, ...near.map(({ whistleId }) => waiverOf(whistleId))];
  const event: AuditEvent = { type: 'waived', by: command.by, data: { numbers: numbersOf(near) } };
  return goOn({ ...written, near: [], waived }, near.length > 0 ? [event] : [], command, facts);
}

/** Refusals that only ask for something more. */
const asks: readonly string[] = ['incomplete', 'needs-statement'];

/** Confirms a draft after its offer was answered; where a fact is missing, the answer is kept and the fact asked for. */
export function goOn(
  draft: Whistle,
  events: readonly AuditEvent[],
  command: HumanCommand,
  facts: Facts,
): Decision<Whistle> {
  const decision = confirm(draft, command, facts);
  if (decision.verdict === 'changed')
    return { ...decision, events: [...events, ...decision.events] };
  if (decision.verdict === 'ignored' || !asks.includes(decision.refusal.code)) return decision;
  if (events.length === 0) return decision;
  return changed(draft, events, command.tapped ? [] : [toBlower(facts, draft, { type: 'draft' })]);
}

const same = ({ number }: Near, draft: Whistle, { directory }: Facts) =>
  refused({ code: 'same-matter', number, anyway: offersOf(directory, draft).anyway });

const hasSeen = ({ near }: Whistle, now: readonly Near[]): boolean =>
  now.every(({ whistleId }) => near.some((one) => one.whistleId === whistleId));

const numbersOf = (near: readonly Near[]): readonly string[] => near.map(({ number }) => number);
