import type { AppInbound, Place } from '../app/inbound.ts';
import type { BotCallbacks } from '../bot/callbacks.ts';
import { pictureType, type Media } from '../world/media.ts';
import type { Body, Chat, Message } from '../world/model.ts';
import { includes, type World } from '../world/world.ts';

export interface SayDeps {
  readonly world: World;
  readonly bot: BotCallbacks;
  readonly app: AppInbound;
  readonly media: Media;
}
export interface Said {
  readonly message: Message;
  /** Whether the bot or the app got it; null when it was not meant for either. */
  readonly delivered: boolean | null;
}

/** What goes with the words: pictures, or a picked place. */
export interface SaidBeside {
  readonly images?: readonly Buffer[];
  readonly place?: Place | null;
}

/** A member says something; the bot hears 1:1 and @-messages, the app hears 1:1 only (protocol 2, 5.2). */
export function createSay({ world, bot, app, media }: SayDeps) {
  return async (
    userid: string,
    chat: Chat,
    text: string,
    { images = [], place = null }: SaidBeside = {},
  ): Promise<Said> => {
    if (!world.member(userid) || !includes(chat, userid))
      throw new Error(`${userid} is not in ${chat.id}`);
    const from = { kind: 'member', userid } as const;
    if (place) return sayPlace(userid, chat, place);
    const ids = images.map(keep);
    const [first, ...more] = bodies(chat, text, ids).map((body) =>
      world.post({ chatId: chat.id, from, body }),
    );
    if (!first) throw new Error('nothing to say');
    for (const one of more) lostUnless(one, await tell(userid, chat, one));
    return lostUnless(first, await tell(userid, chat, first));
  };

  /** An app hears words and pictures one by one (2.1); a bot hears them as one mixed message (5.2). */
  function bodies(chat: Chat, text: string, ids: readonly string[]): Body[] {
    const said = { type: 'text', text, mentions: mentionsIn(text) } as const;
    const pictures = ids.map((id) => ({ type: 'media', media: 'image', id }) as const);
    if (chat.kind === 'app') return [...pictures, ...(text === '' ? [] : [said])];
    if (text === '' && pictures.length === 1) return pictures;
    return [ids.length === 0 ? said : { ...said, images: ids }];
  }

  function keep(bytes: Buffer): string {
    const type = pictureType(bytes);
    if (type === null) throw new Error('a picture is a PNG or a JPEG');
    return media.put({ type: 'image', name: type === 'image/png' ? 'p.png' : 'p.jpg', bytes });
  }

  async function sayPlace(userid: string, chat: Chat, place: Place): Promise<Said> {
    if (chat.kind !== 'app') throw new Error('a bot hears no places (protocol 5.2)');
    const from = { kind: 'member', userid } as const;
    const message = world.post({ chatId: chat.id, from, body: { type: 'place', ...place } });
    return lostUnless(message, await app.place(userid, message, place));
  }

  function lostUnless(message: Message, delivered: boolean | null): Said {
    if (delivered === false) world.amend({ ...message, lost: true });
    return { message: world.message(message.id) ?? message, delivered };
  }

  function tell(userid: string, chat: Chat, message: Message): boolean | null | Promise<boolean> {
    const { body } = message;
    const text = body.type === 'text' ? body.text : '';
    const images = imagesOf(body);
    if (chat.kind === 'app')
      return images[0] === undefined
        ? app.text(userid, message, text)
        : app.image(userid, message, images[0]);
    if (chat.kind === 'group' && !(chat.bot && text.includes(`@${world.names.bot}`))) return null;
    if (!chat.spoken) world.replaceChat({ ...chat, spoken: true });
    return bot.message(chat, userid, message, { text, images });
  }

  function mentionsIn(text: string): string[] {
    return [...text.matchAll(/@([^\s@]{1,20})/g)].map((found) => found[1] ?? '');
  }
}
export type Say = ReturnType<typeof createSay>;

function imagesOf(body: Body): readonly string[] {
  if (body.type === 'text') return body.images ?? [];
  return body.type === 'media' && body.id !== null ? [body.id] : [];
}
