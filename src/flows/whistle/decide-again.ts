import { refused, type AuditEvent, type Decision } from '../../domain/decision.ts';
import { type Whistle } from '../../domain/whistle.ts';
import { nextNth, raised } from './again.ts';
import type { HumanCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { candidates, takesIn } from './near.ts';
import { goOn } from './offer.ts';
import { tooLate } from './too-late.ts';

type BlowAgain = Extract<HumanCommand, { type: 'blow-again' }>;

/**
 * 二次吹哨: what was solved lately is there again. It goes out under the old number with -2 behind it, one category
 * higher, with the approval that belongs to that (domain 5.7).
 */
export function blowAgain(draft: Whistle, command: BlowAgain, facts: Facts): Decision<Whistle> {
  if (draft.state !== 'draft') return tooLate(draft, facts);
  const ended = candidates(draft, facts).filter((one) => !takesIn(one));
  const first =
    command.of === null ? ended[0] : ended.find(({ whistleId }) => whistleId === command.of);
  if (!first && draft.again === null) return refused({ code: 'no-candidate' });
  const again = first
    ? { of: first.whistleId, number: first.number, nth: nextNth(first.number, facts) }
    : draft.again;
  const next: Whistle = { ...draft, again, category: raised(draft.category), near: [] };
  const event: AuditEvent = {
    type: 'again',
    by: command.by,
    data: { of: again?.number ?? null, nth: again?.nth ?? null },
  };
  return goOn(next, [event], command, facts);
}
