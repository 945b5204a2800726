import type { AppInbound } from '../app/inbound.ts';
import type { BotCallbacks } from '../bot/callbacks.ts';
import { findTouchable, selectionOf, type Selected } from '../card/touch.ts';
import type { Json } from '../wire/json.ts';
import type { Message } from '../world/model.ts';
import { cardSeenBy, includes, type World } from '../world/world.ts';

export interface TapDeps {
  readonly world: World;
  readonly bot: BotCallbacks;
  readonly app: AppInbound;
}
export interface TapWish {
  readonly from: string;
  readonly message: Message;
  /** The button's key, or '' to find it by its words. */
  readonly key: string;
  readonly words: string;
  readonly selected: Selected;
}
export interface Tapped {
  readonly delivered: boolean;
  /** Within five seconds: the bot replaced the card, or the app took the callback. */
  readonly answered: boolean;
  readonly ms: number;
  /** The card as the tapping member sees it now. */
  readonly card: Json | null;
  readonly greyed: string | null;
}

/** A member taps a button of a card they see; throws when there is no such live button (protocol 2.2, 5.3). */
export function createTap({ world, bot, app }: TapDeps) {
  return async ({ from, message, key, words, selected }: TapWish): Promise<Tapped> => {
    const started = performance.now();
    const chat = world.chat(message.chatId);
    const seen = cardSeenBy(message, from);
    if (!chat || !includes(chat, from) || !seen) throw new Error(`${from} sees no such card`);
    if (seen.greyed !== null) throw new Error(`the buttons are greyed: ${seen.greyed}`);
    const touched = findTouchable(seen.card, key, words);
    if (!touched) throw new Error(`no button ${key || words} on the card ${from} sees`);
    const chosen = selectionOf(seen.card, selected);
    const tap = { userid: from, message, card: seen.card, touched, selected: chosen };
    const outcome = chat.kind === 'app' ? both(await app.tap(tap)) : await bot.tap(chat, tap);
    const now = cardSeenBy(world.message(message.id) ?? message, from);
    const ms = Math.round(performance.now() - started);
    return { ...outcome, ms, card: now?.card ?? null, greyed: now?.greyed ?? null };
  };
}
export type TapCard = ReturnType<typeof createTap>;

function both(taken: boolean): { delivered: boolean; answered: boolean } {
  return { delivered: taken, answered: taken };
}
