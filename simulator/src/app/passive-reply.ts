import { cardFromXml } from '../card/card-from-xml.ts';
import { checkCard } from '../card/check-card.ts';
import { cutToBytes, objectOf, textOf, type Json } from '../wire/json.ts';
import { readXml } from '../wire/xml.ts';
import type { PendingCallback } from '../world/model.ts';
import { appChatId, type World } from '../world/world.ts';
import { changeCopy } from './update.ts';

/** Events that may be answered with a message; a tap may be answered with a card update only (protocol 1.7). */
const speaking: readonly string[] = ['subscribe', 'enter_agent', 'click', 'view'];

/** Carries out what a passive reply says (protocol 1.7); what it may not say is noted and not shown. */
export function createPassiveReply(world: World, note: (problem: string) => void) {
  return (callback: PendingCallback, xml: string): void => {
    const reply = readXml(xml);
    if (!reply) {
      note(`passive reply to ${callback.id}: not XML`);
      return;
    }
    if (textOf(reply, 'ToUserName') !== callback.userid) {
      note(`passive reply to ${callback.id}: ToUserName is not ${callback.userid}`);
      return;
    }
    const problem =
      callback.event === 'template_card_event' ? update(callback, reply) : say(callback, reply);
    if (problem !== null) note(`passive reply to ${callback.id}: ${problem}`);
  };

  function say(callback: PendingCallback, reply: Json): string | null {
    if (callback.event !== null && !speaking.includes(callback.event))
      return `event ${callback.event} takes no reply`;
    if (textOf(reply, 'MsgType') !== 'text') return 'only text is shown by the simulator';
    const text = cutToBytes(textOf(reply, 'Content'), 2048);
    if (text === '') return 'empty Content';
    const body = { type: 'text', text, mentions: [] } as const;
    world.post({ chatId: appChatId(callback.userid), from: { kind: 'app' }, body });
    return null;
  }

  /** Only the tapping member's own copy changes (checklist 15). */
  function update(callback: PendingCallback, reply: Json): string | null {
    const copy = world.message(callback.messageId);
    if (!copy) return 'the card is gone';
    switch (textOf(reply, 'MsgType')) {
      case 'update_button': {
        const greyed = textOf(objectOf(reply, 'Button') ?? {}, 'ReplaceName');
        if (greyed === '') return 'empty ReplaceName';
        changeCopy(world, copy, { greyed });
        return null;
      }
      case 'update_template_card': {
        const card = cardFromXml(objectOf(reply, 'TemplateCard') ?? {});
        const fault = checkCard(card, 'app', true);
        if (fault) return `${fault.errcode} ${fault.field}`;
        changeCopy(world, copy, { card, greyed: textOf(card, 'replace_text') || null });
        return null;
      }
      default:
        return 'a tap takes update_button or update_template_card';
    }
  }
}
