import type { Refusal } from '../domain/decision.ts';
import { isGathering, type Whistle } from '../domain/whistle.ts';
import type { HumanCommand } from '../flows/whistle/command.ts';
import type { Outcome } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { text, type Answer } from './answers.ts';
import { approvalAwaited } from './approval-awaited.ts';
import { callFirst } from './cards/frame.ts';
import { reportedText } from './cards/thanks.ts';
import { amendedText, contactText, doneText, eventText } from './replies.ts';
import { reasonHint } from './tap.ts';
import {
  aloneText,
  cryText,
  mergeWords,
  noDraftText,
  refusalText,
  whichDraftAlone,
} from './words.ts';

/** What is said to whoever typed a command, once it was carried out or refused; null where a card says it. */
export function commandAnswer(
  command: HumanCommand,
  inbound: Inbound,
  outcome: Outcome,
): Answer | null {
  const { whistle, refusal, changed, event, directory, member, now } = outcome;
  const grouped = inbound.chat.type === 'group';
  const apart = grouped && whistle?.restricted === true;
  if (refusal?.code === 'which-draft' && grouped) return text(whichDraftAlone(refusal));
  if (refusal && apart && refusal.code !== 'not-a-member') return text(aloneText('refused'));
  if (refusal)
    return text(
      isAboutDraft(command, refusal)
        ? command.type === 'merge'
          ? mergeWords
          : noDraftText
        : refusalText(refusal, whistle ?? {}),
    );
  if (!whistle) return null;
  if (command.type === 'tell' && whistle.state === 'reported')
    return text(reportedText({ whistle, directory }));
  // Not even its number is said where others read along (domain 5.12); a draft has none and is its blower's alone.
  if (apart && whistle.number !== null) return text(aloneText(changed ? 'recorded' : 'repeated'));
  if (command.type === 'tell' || answersDraft(command, whistle))
    return toldAnswer(command, outcome, grouped);
  if (apart) return text(aloneText(changed ? 'recorded' : 'repeated'));
  if (command.type === 'urge' && whistle.state === 'pending_approval')
    return text(approvalAwaited({ whistle, directory, now, changed, asker: member?.userId }));
  if (!changed) return text(`${whistle.number ?? '草稿'} 已经办过这一步，没有重复记录。`);
  // A reason that is due and missing is asked for, tapped or typed; the rating stands (domain 5.8).
  const rated = whistle.participations.find((one) => one.rating?.at === now);
  const due =
    command.type === 'rate' && rated ? reasonHint({ whistle, directory }, rated.org) : undefined;
  const said = due ?? eventText(event, whistle) ?? doneText(command, whistle, directory);
  return said === '' || (inbound.chat.type === 'group' && postsCard(command, whistle))
    ? null
    : text(said);
}

/** “已清理2次” went into the speaker's own draft, and is nobody's progress. */
const answersDraft = ({ type }: HumanCommand, { state }: Whistle): boolean =>
  type === 'progress' && (state === 'draft' || state === 'held');

/** The draft follows as a card of its own; a cry for help is answered at once (S20). */
function toldAnswer(
  command: HumanCommand,
  { whistle, besideCry }: Outcome,
  inGroup: boolean,
): Answer | null {
  if (!whistle) return null;
  const { category, state, matter, number } = whistle;
  if (isContactFor(command, whistle)) return text(contactText(whistle, inGroup));
  // A correction without a number that found no draft went to the whistle that is out.
  if (state !== 'draft' && number !== null)
    return text(amendedText(whistle, 'reading' in command ? command.reading.text : ''));
  const urgent = category === 'emergency' && state === 'draft';
  const first = urgent ? `${callFirst}。` : '';
  const cry = besideCry === true ? `刚才的呼救还没有派出，${cryText}` : '';
  if (inGroup) return text(`${first}收到，哨单草稿已发给您本人，请核对后确认。${cry}`);
  if (urgent && matter === null) return text(`${first}${cryText}`);
  return cry === '' ? null : text(cry);
}

/** A sentence that is no correction reaches what was sent only as its contact. */
const isContactFor = (command: HumanCommand, { state }: Whistle): boolean =>
  command.type === 'tell' &&
  (command.reading.intent.type === 'other' || state === 'pending_approval' || state === 'queued') &&
  !['draft', 'held', 'reported'].includes(state);

/** A department's own step puts a new card into its group, which says it there. */
const postsCard = ({ type }: HumanCommand, whistle: Whistle): boolean =>
  !isGathering(whistle) &&
  (type === 'sign' || type === 'check-in' || type === 'on-site' || type === 'done');

/** 确认, 取消 or 修改 without a draft was understood well: there is none. */
const isAboutDraft = ({ type }: HumanCommand, { code }: Refusal): boolean =>
  code === 'no-open-draft' && type !== 'tell';
