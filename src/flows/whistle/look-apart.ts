import type { MergeSide, Refusal } from '../../domain/decision.ts';
import { localDate } from '../../domain/local-time.ts';
import { isOfDay, readNumber } from '../../domain/number.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { HumanCommand, Target } from './command.ts';
import type { Facts } from './facts.ts';

interface Given {
  readonly command: Extract<HumanCommand, { type: 'merge' }>;
  readonly facts: Facts;
}

/**
 * What the centre merges ends for everybody who was called, so it is asked once where two whistles do not look like the
 * same: another street, another matter group, an emergency and none, somebody who would not come any more, or digits that
 * came to mean another day's. Null: nothing speaks against it, or it was said once more.
 */
export function lookApart(
  whistle: Whistle,
  target: Whistle,
  { command, facts }: Given,
): Refusal | null {
  if (whistle.number === null) return null;
  const { directory, now } = facts;
  const group = ({ matter }: Whistle) =>
    matter === null ? null : (directory.matter(matter)?.group ?? null);
  const dropped = whistle.participations
    .filter(({ org }) => !target.participations.some((one) => one.org === org))
    .map(({ org }) => directory.org(org)?.name ?? org);
  const unlike =
    whistle.street !== target.street ||
    (whistle.category === 'emergency') !== (target.category === 'emergency') ||
    group(whistle) === null ||
    group(whistle) !== group(target) ||
    dropped.length > 0;
  const today = localDate(now);
  const guessed =
    isGuess(command.target, whistle.number, today) || isGuess(command.into, target.number, today);
  if (!guessed && (!unlike || command.sure === true)) return null;
  const shown = (one: Whistle): MergeSide => ({
    number: one.number ?? '',
    street: one.street === null ? null : (directory.org(one.street)?.name ?? one.street),
    category: one.category,
    matter: one.matter === null ? one.unlisted : (directory.matter(one.matter)?.name ?? one.matter),
    place: one.place,
  });
  return { code: 'merge-apart', from: shown(whistle), into: shown(target), dropped };
}

/** Digits without a day that came to mean another day's whistle: it has to be named in full. */
const isGuess = (said: Target, number: string | null, today: string): boolean =>
  'number' in said &&
  said.number !== null &&
  readNumber(said.number)?.day === null &&
  !isOfDay(number, today);
