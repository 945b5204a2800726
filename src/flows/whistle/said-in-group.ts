import type { Decision } from '../../domain/decision.ts';
import type { Aim } from './aim-found.ts';
import type { WhistleCommand } from './command.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';
import type { OpenWhistle } from './open-whistle.ts';
import { message, person } from './messages.ts';

const inGroup = (command: WhistleCommand): boolean =>
  'by' in command && command.heardIn.type === 'group';

/**
 * What somebody typed in a group about a restricted whistle is carried out and said there without a word of it; the
 * answer itself follows alone (domain 5.12), unless the decision tells them already.
 */
export function answeredAlone(
  decision: Decision<Whistle>,
  command: WhistleCommand,
  facts: Facts,
): Decision<Whistle> {
  if (decision.verdict !== 'changed' || !decision.next.restricted) return decision;
  if (!('by' in command) || command.tapped || !inGroup(command)) return decision;
  const { next, effects } = decision;
  const to = person(command.by);
  const told = effects.some(
    (one) => one.kind === 'message' && one.conversation === to && one.dueAt <= facts.now,
  );
  if (told) return decision;
  const own = facts.member?.org ?? null;
  const seat = next.participations.find(({ org }) => org === own);
  const answer = message(facts, next, to, { type: 'recorded', org: seat?.org ?? null });
  return { ...decision, effects: [...effects, answer] };
}

/** Asking which one is meant names nothing restricted where others read along. */
export function withoutRestricted(
  aimed: Aim,
  command: WhistleCommand,
  open: readonly OpenWhistle[],
): Aim {
  if (aimed.type !== 'refused' || !inGroup(command)) return aimed;
  const { refusal } = aimed;
  if (refusal.code !== 'which-whistle' && refusal.code !== 'not-there') return aimed;
  const hidden = open.flatMap(({ number, restricted }) => (restricted ? (number ?? []) : []));
  const numbers = refusal.numbers.filter((one) => !hidden.includes(one));
  return { type: 'refused', refusal: { ...refusal, numbers } };
}
