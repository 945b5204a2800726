import type { Refusal } from '../domain/decision.ts';
import type { Reading } from '../domain/reading.ts';
import type { RunAdmission } from '../flows/admission/run.ts';
import type { RunAsk } from '../flows/ask/run.ts';
import type { RunBinding } from '../flows/binding/run.ts';
import type { RunWhistle } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { text, type Answer } from './answers.ts';
import { hearAdmission } from './hear-admission.ts';
import { hearCommand } from './hear-command.ts';
import { hearMedia } from './hear-media.ts';
import { asked, fromBook } from './hear-question.ts';
import { dutiesText, responsibleText } from './lists.ts';
import { mediaOf } from './media-of.ts';
import { helpText, refusalText } from './words.ts';

interface Deps {
  readonly read: (text: string) => Reading;
  readonly runWhistle: RunWhistle;
  readonly runBinding: RunBinding;
  readonly runAsk: RunAsk;
  readonly runAdmission: RunAdmission;
  readonly isBusy: (error: unknown) => boolean;
}

/** A sentence: a question, a binding, or a command for a whistle. */
export async function hearText(
  inbound: Inbound,
  written: string,
  deps: Deps,
): Promise<Answer | null> {
  const media = mediaOf(inbound);
  if (media.length > 0 && written.replace(/@\S+/gu, '').trim() === '')
    return hearMedia(inbound, deps);
  const sure = confirmedMerge(written, deps.read);
  const reading = sure ?? deps.read(written);
  const { intent } = reading;
  const by = inbound.from;
  const { chat } = inbound;
  const chatId = chat.type === 'group' ? chat.chatId : null;
  const alone = chat.type === 'single';
  switch (intent.type) {
    case 'bind':
      return bindingAnswer(
        await deps.runBinding({ type: 'bind', by, chatId, unit: intent.unit }, inbound.deliveryId),
      );
    case 'unbind':
      return bindingAnswer(
        await deps.runBinding({ type: 'unbind', by, chatId }, inbound.deliveryId),
      );
    case 'help':
    case 'ask-how':
      return isGreeting(written) ? greeted(reading, written, inbound, deps) : text(helpText);
    case 'thanks':
      return text('不客气，有事随时吹哨。');
    case 'look-up':
      return asked(inbound, deps, {
        type: 'look-up',
        by,
        number: intent.number,
        alone,
        deliveryId: inbound.deliveryId,
      });
    case 'my-whistles':
      return asked(inbound, deps, { type: 'my-whistles', by, alone });
    case 'awaited':
      return asked(inbound, deps, { type: 'awaited', by, alone });
    case 'statistics':
      return asked(inbound, deps, { type: 'statistics', by, period: intent.period });
    case 'ask-responsible':
      return fromBook(by, deps, (directory) =>
        responsibleText(directory, [intent.matter, ...reading.facts.matterCandidates]),
      );
    case 'ask-duty':
      return asked(inbound, deps, { type: 'duty', by, org: intent.org });
    case 'ask-why':
      return asked(inbound, deps, { type: 'why', by, number: intent.number, alone });
    case 'queue':
      return asked(inbound, deps, { type: 'queue', by, alone });
    case 'request-admission':
      return hearAdmission(intent, inbound, deps);
    case 'ask-duties':
      return fromBook(by, deps, dutiesText);
    case 'ask-project':
      return asked(inbound, deps, { type: 'projects', by, project: intent.project, alone });
    case 'ask-resources':
      return asked(inbound, deps, { type: 'resources', by, text: intent.text });
    case 'dispute':
      return text(refusalText({ code: 'dispute-by-hand', number: intent.number ?? '编号' }));
    case 'extend':
      return text(refusalText({ code: 'extension-by-hand', number: intent.number ?? '编号' }));
    case 'whistle':
    case 'correct':
    case 'other':
    case 'confirm':
    case 'cancel':
    case 'edit':
    case 'sign':
    case 'check-in':
    case 'on-site':
    case 'approve':
    case 'disapprove':
    case 'verify':
    case 'return':
    case 'done':
    case 'progress':
    case 'urge':
    case 'withdraw':
    case 'merge':
    case 'blow-anyway':
    case 'blow-again':
    case 'raise':
    case 'take-up':
    case 'pass-up':
    case 'settle':
    case 'dispatch':
    case 'hold':
    case 'rate':
      return hearCommand(reading, written, inbound, { ...deps, sure: sure !== null });
  }
}

/** “并哨 … 确认”: the merge without its last word, which says that both were looked at. */
function confirmedMerge(written: string, read: Deps['read']): Reading | null {
  const words = /^([\s\S]*并[\s\S]*?)[\s,，]*确认[\s.。!！]*$/u.exec(written)?.[1];
  const reading = words === undefined ? null : read(words);
  return reading?.intent.type === 'merge' ? reading : null;
}

/** “你好”, “？？？”: what is waited for is said once more; nothing is, the help. */
async function greeted(
  reading: Reading,
  written: string,
  inbound: Inbound,
  deps: Deps,
): Promise<Answer | null> {
  const other = { ...reading, intent: { type: 'other' as const } };
  const help = refusalText({ code: 'no-open-draft' });
  const answer = await hearCommand(other, written, inbound, deps);
  return answer?.type === 'text' && answer.text === help ? text(helpText) : answer;
}

const isGreeting = (written: string): boolean =>
  /^(?:@\S+\s+)?(?:(?:你|您)好|在吗|[^\p{L}\p{N}]*)[^\p{L}\p{N}]*$/u.test(written.trim());

function bindingAnswer({
  refusal,
  changed,
}: {
  readonly refusal: Refusal | null;
  readonly changed: boolean;
}): Answer | null {
  if (refusal) return text(refusalText(refusal));
  return changed ? null : text('本群已经是这样绑定的，无需重复。');
}
