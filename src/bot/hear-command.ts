import type { Reading } from '../domain/reading.ts';
import type { RunAsk } from '../flows/ask/run.ts';
import type { HumanCommand, Said } from '../flows/whistle/command.ts';
import type { RunWhistle } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import type { Answer } from './answers.ts';
import { commandAnswer } from './command-answer.ts';
import { toCommand } from './command-of.ts';
import { asked } from './hear-question.ts';
import { mediaOf } from './media-of.ts';
import { placeOf } from './place-of.ts';
import { splitReason } from './reason.ts';

interface Deps {
  readonly read: (text: string) => Reading;
  readonly runWhistle: RunWhistle;
  readonly runAsk: RunAsk;
}

/** A sentence for a whistle: what it commands is carried out, and answered. */
export async function hearCommand(
  reading: Reading,
  written: string,
  inbound: Inbound,
  deps: Deps & { readonly sure?: boolean },
): Promise<Answer | null> {
  const by = inbound.from;
  const media = mediaOf(inbound);
  const said = { by, heardIn: placeOf(inbound), tapped: false } as const;
  const given = correcting(reading, written, said, deps) ?? toCommand(reading, said);
  const command =
    given.type === 'tell' && media.length > 0
      ? { ...given, media }
      : given.type === 'merge' && deps.sure === true
        ? { ...given, sure: true as const }
        : given;
  const outcome = await deps.runWhistle(command, inbound.deliveryId);
  const number = outcome.refusal?.code === 'no-open-draft' ? bareNumber(written) : null;
  if (number !== null)
    return asked(inbound, deps, {
      type: 'look-up',
      by,
      number,
      alone: inbound.chat.type === 'single',
      deliveryId: `${inbound.deliveryId}#look-up`,
    });
  return commandAnswer(outcome.meant ?? command, inbound, outcome);
}

/** A correction is read without its reason: departments named there are not called. */
function correcting(
  { intent, facts }: Reading,
  written: string,
  said: Said,
  { read }: Pick<Deps, 'read'>,
): HumanCommand | null {
  const { words, reason } = splitReason(written);
  if (intent.type !== 'correct' || reason === '') return null;
  return toCommand({ ...read(words), intent }, { ...said, resident: facts.resident }, reason);
}

/** A number and nothing else, in whatever width: somebody wants to know of that whistle. */
const bareNumber = (written: string): string | null =>
  /^(?:@\S+\s+)?((?:[A-Z]{2,4}-)?(?:\d{8}-)?\d{4}(?:-\d)?)$/iu.exec(
    written.normalize('NFKC').trim(),
  )?.[1] ?? null;
