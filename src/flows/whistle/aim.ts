import type { Refusal } from '../../domain/decision.ts';
import { isNumber } from '../../domain/number.ts';
import type { Near } from '../../domain/whistle.ts';
import { mendable } from './addressed.ts';
import { aimApproval } from './aim-approval.ts';
import { aimDraft } from './aim-draft.ts';
import { byNumber, byNumberToday, lastChanged, only, refuse, type Aim } from './aim-found.ts';
import { aimStep } from './aim-step.ts';
import { aimReport, aimWords } from './aim-words.ts';
import type { HumanCommand } from './command.ts';
import { described } from './described.ts';
import { fits } from './fits.ts';
import { mostLikely } from './most-likely.ts';
import { takesIn } from './near.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';

/**
 * Which whistle a command means. A full or shortened number is looked for among the asker's open whistles (design 5);
 * without one, the only whistle the verb fits. Never a guess between two.
 */
export function aim(command: HumanCommand, open: readonly OpenWhistle[], asker: Asker): Aim {
  if (command.type === 'tell')
    return asker.reports
      ? aimReport(command.reading, open, asker)
      : (aimStep(command, open, asker) ?? aimWords(command.reading, open, asker));
  const { target } = command;
  if ('whistleId' in target) return { type: 'at', whistleId: target.whistleId };
  if (command.type === 'approve' || command.type === 'disapprove') {
    const chosen = aimApproval(command, open, asker);
    if (chosen) return chosen;
  }
  if (target.number !== null)
    return command.type === 'merge'
      ? byNumberToday(target.number, open, asker.today ?? '')
      : byNumber(target.number, open);
  const able = open.filter((one) => fits(command.type, one, asker));
  if (command.type === 'urge' || command.type === 'withdraw') return aimDescribed(command, able);
  const fitting = mostLikely(command, able);
  if (command.type === 'attach') return lastChanged(fitting) ?? { type: 'keep' };
  if (fitting.length === 0 && command.type === 'confirm' && mendable(open, asker.userId))
    return refuse({ code: 'held-back' });
  if (command.type === 'confirm' || command.type === 'cancel')
    return aimDraft(command, fitting) ?? refuse(nothingFor(command.type));
  if (fitting.length === 0) return refuse(nothingFor(command.type));
  return only(fitting);
}

/** Of those that can be urged or withdrawn, the one that the words describe. */
function aimDescribed(
  command: Extract<HumanCommand, { type: 'urge' | 'withdraw' }>,
  able: readonly OpenWhistle[],
): Aim {
  const { type, reading } = command;
  const fitting = mostLikely(command, reading ? described(reading.facts, able) : able);
  if (fitting.length > 0) return only(fitting);
  if (able.length === 0) return refuse(nothingFor(type));
  const numbers = able.flatMap(({ number }) => number ?? []);
  return refuse({ code: 'not-there', verb: type, numbers });
}

/**
 * The whistle a draft is to be merged into: without a number the first running one it is offered; with one, an offered
 * one before any other.
 */
export function aimOther(
  written: string | null,
  near: readonly Near[],
  open: readonly OpenWhistle[],
  today: string,
): Aim {
  if (written === null) {
    const first = near.find(takesIn);
    return first ? { type: 'at', whistleId: first.whistleId } : refuse({ code: 'no-candidate' });
  }
  const [offered, second] = near.filter((one) => isNumber(one.number, written));
  if (offered && !second) return { type: 'at', whistleId: offered.whistleId };
  return byNumberToday(written, open, today);
}

/**
 * What a report of work means whose speaker has nothing at work: “已清理2次” then answers their own draft. Null: nothing
 * else.
 */
export function meantAsAnswer(command: HumanCommand): HumanCommand | null {
  if (!('seat' in command) || !('reading' in command)) return null;
  const { by, heardIn, tapped, reading } = command;
  return { type: 'tell', by, heardIn, tapped, reading };
}

const draftVerbs: readonly HumanCommand['type'][] = [
  'confirm',
  'cancel',
  'edit',
  'merge',
  'blow-anyway',
  'blow-again',
];

function nothingFor(verb: HumanCommand['type']): Refusal {
  return draftVerbs.includes(verb) ? { code: 'no-open-draft' } : { code: 'no-open-whistle' };
}
