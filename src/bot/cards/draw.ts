import { owedBasis } from '../../domain/admission.ts';
import type { Message } from '../../domain/effect.ts';
import {
  isEnded,
  isGathering,
  isRunning,
  type Participation,
  type Whistle,
} from '../../domain/whistle.ts';
import type { Stage } from '../../domain/rule-book.ts';
import type { TemplateCard } from '../../wecom/card.ts';
import { admissionCard, admissionText, type AdmissionScene } from './admission-card.ts';
import { approvalCard } from './approval-card.ts';
import { centreCard } from './centre-card.ts';
import { rateCard, verifyCard } from './closing-cards.ts';
import { communityCard } from './community-card.ts';
import { draftCard, type DraftSays } from './draft-card.ts';
import type { Scene } from './frame.ts';
import { mergedCard } from './merged-card.ts';
import { newsCard } from './news-card.ts';
import { reminderCard } from './reminder-card.ts';
import { reportCard } from './report-card.ts';
import { resultText } from './thanks.ts';
import { witnessCard } from './witness-card.ts';
import { whistleCard } from './whistle-card.ts';

/** A message ready to be sent. */
export type Drawn =
  | { readonly type: 'card'; readonly card: TemplateCard }
  /** A photo by its id: whoever sends it has the bytes. */
  | { readonly type: 'photo'; readonly mediaId: string }
  | { readonly type: 'text'; readonly text: string };

/**
 * Draws a message of the table of effects from the state as it is now. Null: by now there is nothing left to say (the
 * step has passed, the draft was dropped).
 */
export function drawMessage(
  message: Message,
  scene: (Scene & { readonly says: DraftSays }) | null,
): Drawn | null {
  if (message.type === 'bound' || message.type === 'unbound' || message.type === 'unreached')
    return { type: 'text', text: plainText(message) };
  if (message.type === 'lost-photo') return { type: 'text', text: lostPhotoText };
  // A request is drawn from its own row, by `drawAdmission`.
  if (!scene || message.type === 'admission') return null;
  if (message.type === 'photo')
    return isEnded(scene.whistle) ? null : { type: 'photo', mediaId: message.mediaId };
  if (message.type === 'reported-result')
    return { type: 'text', text: resultText(scene, message.result) };
  const card = cardOf(message, scene);
  return card && { type: 'card', card };
}

/** A department's request as the office sees it, or what came of it in a sentence (S60). */
export const drawAdmission = (
  { to }: Extract<Message, { type: 'admission' }>,
  scene: AdmissionScene,
): Drawn =>
  to === 'office'
    ? { type: 'card', card: admissionCard(scene) }
    : { type: 'text', text: admissionText(scene, to) };
const lostPhotoText = '刚才有一个照片或文件没有收到，请重新发一次（照片用 JPG 或 PNG，不要太大）。';

type AboutGroups = Extract<Message, { type: 'bound' | 'unbound' | 'unreached' }>;

function plainText(message: AboutGroups): string {
  switch (message.type) {
    case 'bound':
      return [
        `本群已绑定“${message.unit}”，今后该单位的哨单发到本群。`,
        message.replaced ? '原绑定的群不再接收。' : '',
        message.instead ? `本群原来绑定的“${message.instead}”已解除，请为它另绑一个群。` : '',
      ].join('');
    case 'unbound':
      return message.movedTo
        ? `“${message.unit}”已改绑其他群，本群不再接收该单位的哨单。`
        : `本群已解除与“${message.unit}”的绑定。`;
    case 'unreached':
      return `联系不上${message.who}${message.about === '' ? '' : `（${message.about}）`}，请改用电话通知，并请对方先给哨响发一条消息或绑定工作群。`;
  }
}

type WithoutCard = Extract<Message, { type: 'lost-photo' | 'photo' | 'reported-result' }>;

function cardOf(
  message: Exclude<Message, AboutGroups | WithoutCard | { type: 'admission' }>,
  scene: Scene & { readonly says: DraftSays },
): TemplateCard | null {
  const { whistle } = scene;
  switch (message.type) {
    case 'draft':
      return whistle.state === 'draft' ? draftCard(scene, scene.says) : null;
    case 'approval':
      return whistle.approval === null &&
        !isGathering(whistle) &&
        !isEnded(whistle) &&
        whistle.state !== 'held' &&
        whistle.state !== 'draft'
        ? approvalCard(scene)
        : null;
    case 'queued':
      return whistle.state === 'queued' ? centreCard(scene) : null;
    case 'summons':
      return isEnded(whistle) || !isCalled(whistle, message.org)
        ? null
        : whistleCard(scene, message.org);
    case 'gathering':
      return communityCard(scene, {
        to: 'people',
        news: message.news,
        words: message.words,
        hours: message.hours,
        reader: message.reader,
      });
    case 'notice':
      if (message.to === 'blower' && isGathering(whistle) && isRunning(whistle))
        return communityCard(scene, { to: 'unit', news: message.news, words: message.words });
      // Added meanwhile, or over: nobody is asked for it any more.
      if (message.news === 'fill-in' && (isEnded(whistle) || owedBasis(whistle).length === 0))
        return null;
      if (message.to === 'group' && message.org !== null)
        return whistleCard(scene, message.org, {
          news: message.news,
          changes: message.changes,
        });
      return newsCard(scene, {
        news: message.news,
        org: message.org,
        words: message.words ?? null,
        copy: message.to === 'observer',
        changes: message.changes,
        since: message.since,
      });
    case 'merged':
      return mergedCard(scene, message);
    case 'reminder':
      return isPending(whistle, message.stage, message.org) ? reminderCard(scene, message) : null;
    case 'report':
      return whistle.state === 'reported' && whistle.desk === message.org
        ? reportCard(scene, message.org, undefined, message.watch)
        : null;
    case 'witness':
      return whistle.state === 'claimed_done' && whistle.evidence === null
        ? witnessCard(scene)
        : null;
    case 'recorded':
      return recordedCard(scene, message.org);
    case 'verify':
      return whistle.state === 'claimed_done' ? verifyCard(scene) : null;
    case 'rate':
      return whistle.state === 'verified' ? rateCard(scene, message.org) : null;
  }
}

/** What was said in a group and may not be answered there: the whistle as it is now, with the next step. */
function recordedCard(scene: Scene, org: string | null): TemplateCard {
  const hint = '您在群里说的已记录。这件事不在群里说，请在这里接着办理。';
  if (isGathering(scene.whistle)) return communityCard(scene, { to: 'people', hint });
  return org === null
    ? newsCard(scene, { news: null, org: null, hint })
    : whistleCard(scene, org, { hint });
}

/** Who was released before the summons went out is not called any more. */
const isCalled = ({ participations }: Whistle, org: string): boolean =>
  participations.some((one) => one.org === org);

/** Whether a step is still waited for: a reminder whose step has been done meanwhile is not sent. */
export function isPending(whistle: Whistle, stage: Stage, org: string | null): boolean {
  if (isEnded(whistle)) return false;
  const seat = whistle.participations.find((one) => one.org === org);
  if (seat) return seatPending(seat, stage);
  if (stage === 'approval')
    return (
      !isGathering(whistle) &&
      whistle.approval === null &&
      whistle.state !== 'held' &&
      whistle.state !== 'draft'
    );
  if (stage === 'finish') return isGathering(whistle) && isRunning(whistle);
  if (stage === 'dispatch') return whistle.state === 'queued';
  if (stage === 'verify') return whistle.state === 'claimed_done';
  return stage === 'rate' && whistle.state === 'verified';
}

function seatPending(seat: Participation, stage: Stage): boolean {
  if (seat.done) return false;
  if (stage === 'sign') return seat.signed === null;
  if (stage === 'checkIn') return seat.checkedIn === null;
  return stage === 'onSite' ? seat.onSite === null : true;
}
