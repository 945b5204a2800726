import type { Inbound } from '../wecom/inbound.ts';
import type { TemplateCard } from '../wecom/card.ts';
import type { Refusal } from '../domain/decision.ts';
import { isGathering, type Place, type Whistle } from '../domain/whistle.ts';
import type { Reading } from '../domain/reading.ts';
import type { Directory } from '../domain/directory.ts';
import type { RunAdmission } from '../flows/admission/run.ts';
import type { RunAsk } from '../flows/ask/run.ts';
import type { RunBinding } from '../flows/binding/run.ts';
import type { RunMeet } from '../flows/meet/run.ts';
import type { HumanCommand, Said } from '../flows/whistle/command.ts';
import type { Outcome, PeekWhistle, RunWhistle } from '../flows/whistle/run.ts';
import { decodeAction } from './action-key.ts';
import { callFirst } from './cards/frame.ts';
import { toCommand } from './command-of.ts';
import { reportedText } from './cards/thanks.ts';
import { hearAdmission, hearAdmissionTap } from './hear-admission.ts';
import { dutiesText, responsibleText } from './lists.ts';
import { attachedText, mediaOf } from './media-of.ts';
import { splitReason } from './reason.ts';
import { amendedText, askedAnswer, contactText, doneText, strangerText } from './replies.ts';
import { approvalAwaited } from './approval-awaited.ts';
import { reasonHint, tapCommand, tappedCard } from './tap.ts';
import {
  aloneText,
  busyText,
  cryText,
  helpText,
  noDraftText,
  refusalText,
  welcomeText,
  whichDraftAlone,
} from './words.ts';

/** What is said in answer to one thing heard; the lines put it into their own words. */
export type Answer =
  | { readonly type: 'card'; readonly card: TemplateCard; readonly onlyFor?: string }
  | { readonly type: 'text'; readonly text: string };

export interface HearDeps {
  readonly read: (text: string) => Reading;
  readonly runWhistle: RunWhistle;
  readonly peekWhistle: PeekWhistle;
  readonly runBinding: RunBinding;
  readonly runAsk: RunAsk;
  readonly runMeet: RunMeet;
  readonly runAdmission: RunAdmission;
  /** A lock was not got in time: nothing happened, the user is asked to repeat. */
  readonly isBusy: (error: unknown) => boolean;
}

export type Hear = (inbound: Inbound) => Promise<Answer | null>;

/**
 * Hears one message or tap and returns the answer to it, once its transaction has committed (I1). Starting a
 * conversation is a job's work.
 */
export function createHear(deps: HearDeps): Hear {
  return async (inbound) => {
    if (inbound.line === 'bot' && inbound.chat.type === 'single') await deps.runMeet(inbound.from);
    // A message that finds its whistle locked is thrown: WeCom sends the app's again, the bot's is tried again.
    return hearContent(inbound, deps);
  };
}

async function hearContent(inbound: Inbound, deps: HearDeps): Promise<Answer | null> {
  const { content } = inbound;
  switch (content.type) {
    case 'tap':
      return hearTap(inbound, content, deps);
    case 'text':
      return hearText(inbound, content.text, deps);
    case 'enter':
      return text(welcomeText);
    case 'media':
    case 'place':
      return hearMedia(inbound, deps);
    case 'other':
      return null;
  }
}

type Tap = Extract<Inbound['content'], { type: 'tap' }>;

async function hearTap(inbound: Inbound, tap: Tap, deps: HearDeps): Promise<Answer | null> {
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
  { runWhistle, peekWhistle, isBusy }: HearDeps,
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

/** A photo, a recording, a file or a point without words (S30). */
async function hearMedia(inbound: Inbound, deps: HearDeps): Promise<Answer> {
  const media = mediaOf(inbound);
  if (media.length === 0) return text('没有收到内容，请重新发一次。');
  const said = { by: inbound.from, heardIn: placeOf(inbound), tapped: false };
  const outcome = await deps.runWhistle(
    { type: 'attach', ...said, target: { number: null }, media },
    inbound.deliveryId,
  );
  return text(
    outcome.refusal
      ? refusalText(outcome.refusal, outcome.whistle?.kind)
      : attachedText(media, outcome),
  );
}

async function hearText(inbound: Inbound, written: string, deps: HearDeps): Promise<Answer | null> {
  const media = mediaOf(inbound);
  if (media.length > 0 && written.replace(/@\S+/gu, '').trim() === '')
    return hearMedia(inbound, deps);
  const reading = deps.read(written);
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
      return text(helpText);
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
    case 'rate': {
      const said = { by, heardIn: placeOf(inbound), tapped: false } as const;
      const given = correcting(reading, written, said, deps) ?? toCommand(reading, said);
      const command = given.type === 'tell' && media.length > 0 ? { ...given, media } : given;
      const outcome = await deps.runWhistle(command, inbound.deliveryId);
      const number = outcome.refusal?.code === 'no-open-draft' ? bareNumber(written) : null;
      if (number !== null)
        return asked(inbound, deps, {
          type: 'look-up',
          by,
          number,
          alone,
          deliveryId: `${inbound.deliveryId}#look-up`,
        });
      return commandAnswer(command, inbound, outcome);
    }
  }
}

function commandAnswer(command: HumanCommand, inbound: Inbound, outcome: Outcome): Answer | null {
  const { whistle, refusal, changed, directory, member, now } = outcome;
  const grouped = inbound.chat.type === 'group';
  const apart = grouped && whistle?.restricted === true;
  if (refusal?.code === 'which-draft' && grouped) return text(whichDraftAlone(refusal));
  if (refusal && apart && refusal.code !== 'not-a-member') return text(aloneText('refused'));
  if (refusal)
    return text(isAboutDraft(command, refusal) ? noDraftText : refusalText(refusal, whistle?.kind));
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
  const said = due ?? doneText(command, whistle, directory);
  return said === '' || (inbound.chat.type === 'group' && postsCard(command, whistle))
    ? null
    : text(said);
}

/** “已清理2次” went into the speaker's own draft, and is nobody's progress. */
const answersDraft = ({ type }: HumanCommand, { state }: Whistle): boolean =>
  type === 'progress' && (state === 'draft' || state === 'held');

/** A number and nothing else, in whatever width: somebody wants to know of that whistle. */
const bareNumber = (written: string): string | null =>
  /^(?:@\S+\s+)?((?:[A-Z]{2,4}-)?(?:\d{8}-)?\d{4}(?:-\d)?)$/iu.exec(
    written.normalize('NFKC').trim(),
  )?.[1] ?? null;

/** A correction is read without its reason: departments named there are not called. */
function correcting(
  { intent, facts }: Reading,
  written: string,
  said: Said,
  { read }: HearDeps,
): HumanCommand | null {
  const { words, reason } = splitReason(written);
  if (intent.type !== 'correct' || reason === '') return null;
  return toCommand({ ...read(words), intent }, { ...said, resident: facts.resident }, reason);
}

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

async function asked(
  inbound: Inbound,
  { runAsk }: HearDeps,
  command: Parameters<RunAsk>[0],
): Promise<Answer> {
  const answer = askedAnswer(
    await runAsk(command),
    `q-${inbound.deliveryId.replace(/[^0-9A-Za-z_-]/gu, '_').slice(0, 100)}`,
  );
  if ('text' in answer) return text(answer.text);
  // The app's line answers a message with text only (protocol 1.7).
  return inbound.line === 'app' ? text(plain(answer.card)) : { type: 'card', card: answer.card };
}

/** What the rule book itself answers, to whoever is in it. */
async function fromBook(
  by: string,
  deps: HearDeps,
  answer: (directory: Directory) => string,
): Promise<Answer> {
  const told = await deps.runAsk({ type: 'who', by });
  if (told.type === 'stranger') return text(strangerText(told.directory));
  return text(answer(told.directory));
}

function plain(card: TemplateCard): string {
  const rows = 'horizontal_content_list' in card ? (card.horizontal_content_list ?? []) : [];
  const lines = rows.map((one) => `${one.keyname}：${one.value ?? ''}`);
  const quote = 'quote_area' in card ? card.quote_area.title : undefined;
  const below = 'sub_title_text' in card ? card.sub_title_text : undefined;
  const { title, desc } = card.main_title ?? {};
  return [title, desc, quote, ...lines, below].filter(Boolean).join('\n');
}

/** Where it was said, in the domain's words. */
export const placeOf = ({ chat, line }: Inbound): Place =>
  chat.type === 'group' ? chat : { type: 'single', line };

const text = (said: string): Answer => ({ type: 'text', text: said });
