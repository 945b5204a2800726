import type { Drawn } from '../bot/cards/draw.ts';
import type { AppClient } from '../wecom/app-client.ts';
import type { BotConnection } from '../wecom/bot-connection.ts';
import { imageName } from '../wecom/media-type.ts';

/** Where a message goes in the end: a person through the app, a person or a group through the bot. */
export type Address =
  | { readonly line: 'app'; readonly userId: string }
  | { readonly line: 'bot'; readonly chatId: string; readonly chatType: 1 | 2 };

export type Send = (to: Address, drawn: Drawn) => Promise<'sent' | 'unreachable'>;

export interface Lines {
  readonly app: AppClient | null;
  readonly bot: Pick<
    BotConnection,
    'sendCard' | 'sendMarkdown' | 'sendImage' | 'uploadImage'
  > | null;
  /** The bytes of a photo; null when they were lost. */
  readonly photo: (mediaId: string) => Promise<Photo | null>;
}

export interface Photo {
  readonly bytes: Buffer;
  readonly mime: string;
}

/** Hands a drawn message to the line of its address. Every failure of the wire is a `WecomError`. */
export function createSend({ app, bot, photo }: Lines): Send {
  const shelves = { app: createUploads(photo), bot: createUploads(photo) };
  return async (to, drawn) => {
    if (to.line === 'app') return app ? byApp(app, shelves.app, to.userId, drawn) : 'unreachable';
    if (!bot) return 'unreachable';
    const { chatId, chatType } = to;
    switch (drawn.type) {
      case 'card':
        await bot.sendCard({ chatId, chatType, card: drawn.card });
        return 'sent';
      case 'text':
        await bot.sendMarkdown({ chatId, chatType, markdown: drawn.text });
        return 'sent';
      case 'photo': {
        const mediaId = await shelves.bot(drawn.mediaId, bot);
        if (mediaId !== null) await bot.sendImage({ chatId, chatType, mediaId });
        return 'sent';
      }
    }
  };
}

async function byApp(
  app: AppClient,
  upload: Uploads,
  userId: string,
  drawn: Drawn,
): Promise<'sent' | 'unreachable'> {
  const to = { userIds: [userId], dedupe: true };
  const { unreachable } = await sendByApp();
  return unreachable.length > 0 ? 'unreachable' : 'sent';

  async function sendByApp(): Promise<{ readonly unreachable: readonly string[] }> {
    switch (drawn.type) {
      case 'card':
        return app.sendCard({ ...to, card: drawn.card });
      case 'text':
        return app.sendText({ ...to, text: drawn.text.replaceAll('**', '') });
      case 'photo': {
        const mediaId = await upload(drawn.mediaId, app);
        return mediaId === null ? { unreachable: [] } : app.sendImage({ ...to, mediaId });
      }
    }
  }
}

type Uploader = Pick<AppClient, 'uploadImage'>;
type Uploads = (photoId: string, line: Uploader) => Promise<string | null>;

/** WeCom keeps an upload for three days (protocol 5.8, 6). */
const KEPT_MS = 2 * 24 * 3600 * 1000;
const MOST_KEPT = 500;

/** One upload a photo and line, however many groups it goes to: a bot may upload 30 a minute (protocol 5.7). */
function createUploads(photo: Lines['photo']): Uploads {
  const kept = new Map<string, { readonly mediaId: string; readonly at: number }>();
  return async (photoId, line) => {
    const known = kept.get(photoId);
    if (known && performance.now() - known.at < KEPT_MS) return known.mediaId;
    const found = await photo(photoId);
    if (!found) return null;
    const mediaId = await line.uploadImage({ bytes: found.bytes, name: imageName(found.mime) });
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(photoId, { mediaId, at: performance.now() });
    return mediaId;
  };
}
