import type { Drawn } from '../bot/cards/draw.ts';
import type { AppClient } from '../wecom/app-client.ts';
import type { BotConnection } from '../wecom/bot-connection.ts';

/** Where a message goes in the end: a person through the app, a person or a group through the bot. */
export type Address =
  | { readonly line: 'app'; readonly userId: string }
  | { readonly line: 'bot'; readonly chatId: string; readonly chatType: 1 | 2 };

export type Send = (to: Address, drawn: Drawn) => Promise<'sent' | 'unreachable'>;

export interface Lines {
  readonly app: AppClient | null;
  readonly bot: Pick<BotConnection, 'sendCard' | 'sendMarkdown'> | null;
}

/** Hands a drawn message to the line of its address. Every failure is a `WecomError`. */
export function createSend({ app, bot }: Lines): Send {
  return async (to, drawn) => {
    if (to.line === 'app') return app ? byApp(app, to.userId, drawn) : 'unreachable';
    if (!bot) return 'unreachable';
    const { chatId, chatType } = to;
    await (drawn.type === 'card'
      ? bot.sendCard({ chatId, chatType, card: drawn.card })
      : bot.sendMarkdown({ chatId, chatType, markdown: drawn.text }));
    return 'sent';
  };
}

async function byApp(
  app: AppClient,
  userId: string,
  drawn: Drawn,
): Promise<'sent' | 'unreachable'> {
  const to = { userIds: [userId], dedupe: true };
  const { unreachable } = await (drawn.type === 'card'
    ? app.sendCard({ ...to, card: drawn.card })
    : app.sendText({ ...to, text: drawn.text.replaceAll('**', '') }));
  return unreachable.length > 0 ? 'unreachable' : 'sent';
}
