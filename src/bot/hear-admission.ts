import type { Inbound } from '../wecom/inbound.ts';
import type { Intent } from '../domain/reading.ts';
import type { AdmissionCommand } from '../flows/admission/command.ts';
import type { RunAdmission } from '../flows/admission/run.ts';
import type { Action } from './action-key.ts';
import { admissionCard, REASON } from './cards/admission-card.ts';
import type { Answer } from './answers.ts';
import { placeOf } from './place-of.ts';
import { busyText, refusalText } from './words.ts';

type Tap = Extract<Inbound['content'], { type: 'tap' }>;
type Asks = Extract<Intent, { type: 'request-admission' }>;

interface Deps {
  readonly runAdmission: RunAdmission;
  readonly isBusy: (error: unknown) => boolean;
}

/** 准入 <街道> <事项> <依据>: on record, and on its way to the leading-group office (S60). */
export async function hearAdmission(
  { street, text }: Asks,
  inbound: Inbound,
  { runAdmission }: Deps,
): Promise<Answer> {
  const said = { by: inbound.from, heardIn: placeOf(inbound) };
  const command = { type: 'request', ...said, street, text } as const;
  const { refusal } = await runAdmission(command, inbound.deliveryId);
  return {
    type: 'text',
    text: refusal
      ? refusalText(refusal)
      : '准入申请已登记，并报领导小组办公室审批。同意之前，请不要向街道派任务；结果会告诉您。',
  };
}

/** 同意, 不同意 on the office's card: the card tells the truth as it is now, a refusal says why. */
export async function hearAdmissionTap(
  action: Action,
  tap: Tap,
  inbound: Inbound,
  { runAdmission, isBusy }: Deps,
): Promise<Answer | null> {
  try {
    const outcome = await runAdmission(commandOf(action, tap, inbound), inbound.deliveryId);
    const { request, refusal, directory, now } = outcome;
    if (!request || refusal?.code === 'not-a-member') return null;
    const hint = refusal ? refusalText(refusal) : undefined;
    const card = admissionCard({ request, directory, now, taskId: tap.taskId }, hint);
    const alone = refusal !== null && inbound.chat.type === 'group';
    return { type: 'card', card, ...(alone && { onlyFor: inbound.from }) };
  } catch (error) {
    if (!isBusy(error)) throw error;
    return { type: 'text', text: busyText };
  }
}

function commandOf({ verb, whistleId: requestId }: Action, tap: Tap, { from: by }: Inbound) {
  const [chosen] = tap.selected[REASON] ?? [];
  const command: AdmissionCommand =
    verb === 'grant'
      ? { type: 'grant', by, requestId }
      : verb === 'refuse'
        ? {
            type: 'refuse',
            by,
            requestId,
            reason: /^\d$/.test(chosen ?? '') ? Number(chosen) : null,
          }
        : { type: 'show', by, requestId };
  return command;
}
