import type { AppInbound } from '../app/inbound.ts';
import type { BotCallbacks } from '../bot/callbacks.ts';
import type { Chat, Message } from '../world/model.ts';
import { includes, type World } from '../world/world.ts';

export interface SayDeps {
  readonly world: World;
  readonly bot: BotCallbacks;
  readonly app: AppInbound;
}
export interface Said {
  readonly message: Message;
  /** Whether the bot or the app got it; null when it was not meant for either. */
  readonly delivered: boolean | null;
}

/** A member says something; the bot hears 1:1 and @-messages, the app hears 1:1 only (protocol 2, 5.2). */
export function createSay({ world, bot, app }: SayDeps) {
  return async (userid: string, chat: Chat, text: string): Promise<Said> => {
    if (!world.member(userid) || !includes(chat, userid))
      throw new Error(`${userid} is not in ${chat.id}`);
    const body = { type: 'text', text, mentions: mentionsIn(text) } as const;
    const message = world.post({ chatId: chat.id, from: { kind: 'member', userid }, body });
    const delivered = await tell(userid, chat, message);
    if (delivered === false) world.amend({ ...message, lost: true });
    return { message: world.message(message.id) ?? message, delivered };
  };

  function tell(userid: string, chat: Chat, message: Message): boolean | null | Promise<boolean> {
    const text = message.body.type === 'text' ? message.body.text : '';
    if (chat.kind === 'app') return app.text(userid, message, text);
    if (chat.kind === 'group' && !(chat.bot && text.includes(`@${world.names.bot}`))) return null;
    if (!chat.spoken) world.replaceChat({ ...chat, spoken: true });
    return bot.message(chat, userid, message, text);
  }

  function mentionsIn(text: string): string[] {
    return [...text.matchAll(/@([^\s@]{1,20})/g)].map((found) => found[1] ?? '');
  }
}
export type Say = ReturnType<typeof createSay>;
