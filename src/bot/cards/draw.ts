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
import { approvalCard } from './approval-card.ts';
import { centreCard } from './centre-card.ts';
import { rateCard, verifyCard } from './closing-cards.ts';
import { communityCard } from './community-card.ts';
import { draftCard, type DraftSays } from './draft-card.ts';
import type { Scene } from './frame.ts';
import { newsCard } from './news-card.ts';
import { reminderCard } from './reminder-card.ts';
import { whistleCard } from './whistle-card.ts';

/** A message ready to be sent. */
export type Drawn =
  | { readonly type: 'card'; readonly card: TemplateCard }
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
  if (!scene) return null;
  const card = cardOf(message, scene);
  return card && { type: 'card', card };
}

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

function cardOf(
  message: Exclude<Message, AboutGroups>,
  scene: Scene & { readonly says: DraftSays },
): TemplateCard | null {
  const { whistle } = scene;
  switch (message.type) {
    case 'draft':
      return whistle.state === 'draft' ? draftCard(scene, scene.says) : null;
    case 'approval':
      return whistle.approval === null &&
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
      });
    case 'notice':
      if (message.to === 'blower' && isGathering(whistle) && isRunning(whistle))
        return communityCard(scene, { to: 'unit', news: message.news, words: message.words });
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
      });
    case 'reminder':
      return isPending(whistle, message.stage, message.org) ? reminderCard(scene, message) : null;
    case 'verify':
      return whistle.state === 'claimed_done' ? verifyCard(scene) : null;
    case 'rate':
      return whistle.state === 'verified' ? rateCard(scene, message.org) : null;
  }
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
    return whistle.approval === null && whistle.state !== 'held' && whistle.state !== 'draft';
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
