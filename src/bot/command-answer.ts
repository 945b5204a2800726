import type { Refusal } from '../domain/decision.ts';
import { isBareCry, isGathering, type Whistle } from '../domain/whistle.ts';
import type { HumanCommand } from '../flows/whistle/command.ts';
import type { Outcome } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { text, type Answer } from './answers.ts';
import { approvalAwaited, urgedText } from './urge-answers.ts';
import { callFirst, personName, shortTime } from './cards/frame.ts';
import { reportedText } from './cards/thanks.ts';
import { amendedText, contactText, doneText, eventText } from './replies.ts';
import { reasonHint } from './tap.ts';
import {
  aloneText,
  besideText,
  cryText,
  mergeApartAlone,
  mergeWords,
  newDangerText,
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
  if (refusal?.code === 'merge-apart' && grouped) return text(mergeApartAlone);
  if (refusal && apart && refusal.code !== 'not-a-member') return text(aloneText('refused'));
  if (refusal) return text(refusedText(command, refusal, whistle));
  if (!whistle) return null;
  if (command.type === 'tell' && whistle.state === 'reported')
    return text(reportedText({ whistle, directory }));
  // Not even its number is said where others read along (domain 5.12); a draft has none and is its blower's alone.
  if (apart && whistle.number !== null) return text(aloneText(changed ? 'recorded' : 'repeated'));
  if (command.type === 'tell' || answersDraft(command, whistle))
    return toldAnswer(command, outcome, grouped);
  if (apart) return text(aloneText(changed ? 'recorded' : 'repeated'));
  if (command.type === 'urge') {
    const awaited = { whistle, directory, now, changed, asker: member?.userId };
    if (whistle.state === 'pending_approval') return text(approvalAwaited(awaited));
    const told = urgedText(awaited);
    if (told !== null) return text(told);
  }
  const agreed = command.type === 'approve' && !changed ? whistle.approval : null;
  if (agreed)
    return text(
      `${personName(directory, agreed.by)} ${shortTime(agreed.at, now)} 已同意 ${whistle.number ?? ''}，没有重复记录。`,
    );
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
const answersDraft = (command: HumanCommand, { state }: Whistle): boolean =>
  'seat' in command && 'reading' in command && (state === 'draft' || state === 'held');

/** The draft follows as a card of its own; a cry for help is answered at once (S20). */
function toldAnswer(
  command: HumanCommand,
  { whistle, beside }: Outcome,
  inGroup: boolean,
): Answer | null {
  if (!whistle) return null;
  const { category, state, number } = whistle;
  if (isContactFor(command, whistle)) return text(contactText(whistle, inGroup));
  // A correction without a number that found no draft went to the whistle that is out.
  if (state !== 'draft' && number !== null)
    return text(amendedText(whistle, 'reading' in command ? command.reading.text : ''));
  const urgent = category === 'emergency' && state === 'draft';
  const first = urgent ? `${callFirst}。` : '';
  const cry = beside === undefined ? '' : besideText[beside];
  if (inGroup) return text(`${first}收到，哨单草稿已发给您本人，请核对后确认。${cry}`);
  // With a place or a guess at the matter there is a card, which asks for the rest.
  if (isBareCry(whistle)) return text(`${first}${cryText}`);
  const also = `${cry}${deniesDanger(command, whistle) ? newDangerText : ''}`;
  return also === '' ? null : text(also);
}

/** Whoever tells of a danger hears first whom to call, whatever we cannot do for them (S20). */
function refusedText(command: HumanCommand, refusal: Refusal, whistle: Whistle | null): string {
  if (isAboutDraft(command, refusal)) return command.type === 'merge' ? mergeWords : noDraftText;
  if (refusal.code === 'nothing-new' && whistle && isBareCry(whistle))
    return `${callFirst}。${cryText}`;
  const said = refusalText(withVerb(refusal, command), whistle ?? {});
  const danger = command.type === 'tell' && command.reading.facts.category === 'emergency';
  return danger ? `${callFirst}。${said.replace(/；?有危险请先拨打[^。]*/u, '')}` : said;
}

/** Which of several is asked in the words that were said. */
const withVerb = (refusal: Refusal, { type }: HumanCommand): Refusal =>
  refusal.code === 'which-whistle' && type in stepWords
    ? { ...refusal, verb: stepWords[type as keyof typeof stepWords] }
    : refusal;

const stepWords = {
  sign: '签收',
  'check-in': '报到',
  'on-site': '到场',
  progress: '进展',
  done: '办结',
} as const;

/** What was taken as an answer can be read as a danger, too: whoever means one is told how to say it (S20). */
const deniesDanger = (command: HumanCommand, { category }: Whistle): boolean =>
  command.type === 'tell' &&
  command.reading.intent.type === 'whistle' &&
  command.reading.facts.category === 'emergency' &&
  category !== 'emergency';

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
