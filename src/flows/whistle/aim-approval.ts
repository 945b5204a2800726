import type { Aim } from './aim-found.ts';
import type { HumanCommand } from './command.ts';
import { fits } from './fits.ts';
import { mostLikely } from './most-likely.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';

type Verdict = Extract<HumanCommand, { type: 'approve' | 'disapprove' }>;

/**
 * Which of several 同意 or 不同意 means, of those that wait to be approved, before or afterwards: most have no number yet,
 * so they are listed, and a single digit is one of that list. Null: there is nothing to choose.
 */
export function aimApproval(
  command: Verdict,
  open: readonly OpenWhistle[],
  asker: Asker,
): Aim | null {
  const { target, type } = command;
  if ('whistleId' in target) return null;
  const waiting = open.filter(
    (one) => fits('approve', one, asker) || fits('disapprove', one, asker),
  );
  if (target.number !== null) {
    const [listed, second] = /^[1-9]$/u.test(target.number)
      ? waiting.filter(({ leaderNth }) => leaderNth === Number(target.number))
      : [];
    return listed && !second ? { type: 'at', whistleId: listed.id } : null;
  }
  // With a reason only what can still be held is meant, or what was held without one.
  const fitting =
    type === 'disapprove' && command.reason === ''
      ? waiting
      : mostLikely(
          command,
          open.filter((one) => fits(type, one, asker)),
        );
  if (fitting.length < 2) return null;
  return { type: 'which-draft', verb: type, ids: [...fitting].reverse().map(({ id }) => id) };
}
