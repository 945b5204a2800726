import { seenMessage } from '../page/phone-view.ts';
import type { Json } from '../wire/json.ts';
import type { Chat, Message } from '../world/model.ts';
import { includes, type World } from '../world/world.ts';

/** The rendering log: what each member sees, message by message (checklist 60). */
export function createLog(world: World) {
  /**
   * Filters: `member` (only what they see, as they see it), `group` (a name), `chat` (a chatid), `after` (a seq).
   * Without `member` every message carries one view for each member whose copy differs, and `*` for the rest.
   */
  function read(query: URLSearchParams): Json {
    const member = query.get('member');
    const group = query.get('group');
    const after = Number(query.get('after') ?? '0');
    const chatId =
      query.get('chat') ?? (group === null ? null : (world.groupByName(group)?.id ?? ''));
    const messages = world
      .allMessages()
      .filter((one) => one.seq > after && (chatId === null || one.chatId === chatId))
      .filter((one) => member === null || sees(one, member))
      .sort((one, other) => one.seq - other.seq);
    const entries = messages.map((one) => (member === null ? whole(one) : seen(one, member)));
    return { lastSeq: world.lastSeq(), messages: entries };
  }

  function seen(message: Message, userid: string): Json {
    return { seq: message.seq, chat: chatOf(message), ...seenMessage(message, userid) };
  }

  function whole(message: Message): Json {
    const { body } = message;
    const own = body.type === 'card' ? Object.keys(body.versions) : [];
    const views = Object.fromEntries(
      own.map((userid) => [userid, seenMessage(message, userid).body]),
    );
    return { ...seen(message, ''), sendId: message.sendId, views };
  }

  function chatOf({ chatId }: Message): Json {
    const chat = world.chat(chatId);
    return {
      id: chatId,
      kind: chat?.kind ?? 'gone',
      name: chat?.kind === 'group' ? chat.name : '',
      ...owner(chat),
    };
  }

  function sees(message: Message, userid: string): boolean {
    const chat = world.chat(message.chatId);
    return chat !== null && includes(chat, userid);
  }

  return { read, seen };
}

function owner(chat: Chat | null): Json {
  return chat && chat.kind !== 'group' ? { userid: chat.userid } : {};
}
