import type { Refusal } from '../domain/decision.ts';
import type { RunAdmission } from '../flows/admission/run.ts';
import type { HumanCommand } from '../flows/whistle/command.ts';
import type { Outcome, PeekWhistle, RunWhistle } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { decodeAction } from './action-key.ts';
import type { Answer } from './answers.ts';
import { hearAdmissionTap } from './hear-admission.ts';
import { tapCommand, tappedCard } from './tap.ts';
import { busyText } from './words.ts';

type Tap = Extract<Inbound['content'], { type: 'tap' }>;

interface Deps {
  readonly runWhistle: RunWhistle;
  readonly peekWhistle: PeekWhistle;
  readonly runAdmission: RunAdmission;
  readonly isBusy: (error: unknown) => boolean;
}

/** A button pressed: the card turns into what is true now, and says why where nothing could be done. */
export async function hearTap(inbound: Inbound, tap: Tap, deps: Deps): Promise<Answer | null> {
  const action = decodeAction(tap.key);
  if (action?.face === 'admission') return hearAdmissionTap(action, tap, inbound, deps);
  const command = action && tapCommand(action, tap, inbound);
  if (!action || !command) return null; // not a card of ours: nothing to redraw
  const { outcome, busy } = await tapped(command, action.whistleId, inbound, deps);
  const card = tappedCard({
    action,
    command,
    outcome,
    taskId: tap.taskId,
    ...(busy && { hint: busyText }),
  });
  if (!card) return null;
  const { refusal } = outcome;
  const alone = busy || (refusal !== null && !asksForWords(refusal));
  return {
    type: 'card',
    card,
    ...(alone && inbound.chat.type === 'group' && { onlyFor: inbound.from }),
  };
}

/** A tap that does not get the lock in time shows the state as it is and asks for another tap; nothing has happened. */
async function tapped(
  command: HumanCommand,
  whistleId: string,
  { from, deliveryId }: Inbound,
  { runWhistle, peekWhistle, isBusy }: Deps,
): Promise<{ readonly outcome: Outcome; readonly busy: boolean }> {
  try {
    return { outcome: await runWhistle(command, deliveryId), busy: false };
  } catch (error) {
    if (!isBusy(error)) throw error;
    return { outcome: await peekWhistle(whistleId, from), busy: true };
  }
}

/** 办结 turns the card into the request for the sentence, for everybody: any colleague may send it. */
const asksForWords = (refusal: Refusal): boolean => refusal.code === 'needs-sentence';
