import type { AppCallback } from '../app/callback.ts';
import type { Tokens } from '../app/token.ts';
import type { BotSocket } from '../bot/socket.ts';
import { besideIn } from '../people/beside.ts';
import type { Say } from '../people/say.ts';
import type { TapCard } from '../people/tap.ts';
import { isJson, objectOf, textOf, textsOf, type Json } from '../wire/json.ts';
import type { Chat, Message } from '../world/model.ts';
import { appChatId, botChatId, includes, type World } from '../world/world.ts';
import type { Faults } from './faults.ts';
import { createLog } from './log.ts';

export interface ControlDeps {
  readonly world: World;
  readonly faults: Faults;
  readonly say: Say;
  readonly tap: TapCard;
  readonly socket: BotSocket;
  readonly tokens: Tokens;
  readonly callback: AppCallback;
  readonly problems: readonly string[];
}
type Verb = (body: Json, query: URLSearchParams) => unknown;

/** The verbs of `/control/…`: act as a member, turn fault switches, read what everybody sees. */
export function createControl(deps: ControlDeps): Readonly<Record<string, Verb>> {
  const { world, faults, say, tap, socket, tokens, callback } = deps;
  const log = createLog(world);

  async function sayAs(body: Json): Promise<unknown> {
    const from = textOf(body, 'from');
    const chat = chatOf(from, objectOf(body, 'chat') ?? {});
    const before = world.lastSeq();
    const { message, delivered } = await say(from, chat, textOf(body, 'text'), besideIn(body));
    const waitMs = Number(textOf(body, 'waitMs') || '0');
    const reply = waitMs > 0 ? await replyIn(chat, before, waitMs) : null;
    const seen = reply ? log.seen(reply, from) : null;
    return {
      messageId: message.id,
      chatId: chat.id,
      delivered,
      answered: reply !== null,
      reply: seen,
    };
  }

  /** The next word of the bot, the app or a robot in a conversation. */
  function replyIn(chat: Chat, after: number, waitMs: number): Promise<Message | null> {
    const found = () =>
      world.messagesIn(chat.id).find((one) => one.seq > after && one.from.kind !== 'member') ??
      null;
    return new Promise((resolve) => {
      const started = Date.now();
      const look = () => {
        const reply = found();
        if (reply || Date.now() - started > waitMs) resolve(reply);
        else setTimeout(look, 15);
      };
      look();
    });
  }

  function tapAs(body: Json): Promise<unknown> {
    const from = textOf(body, 'from');
    const message = cardFor(from, textOf(body, 'messageId'), textOf(body, 'taskId'));
    if (!message) throw new Error(`${from} sees no such card`);
    const [key, words] = [textOf(body, 'key'), textOf(body, 'buttonText')];
    const selected = Object.entries(objectOf(body, 'selected') ?? {}).map(
      ([question, chosen]) => [question, textsOf({ chosen }, 'chosen')] as const,
    );
    return tap({ from, message, key, words, selected: Object.fromEntries(selected) });
  }

  function cardFor(from: string, messageId: string, taskId: string): Message | null {
    if (messageId !== '') return world.message(messageId);
    const isMeant = ({ body, chatId }: Message) => {
      const chat = world.chat(chatId);
      return (
        body.type === 'card' && body.taskId === taskId && chat !== null && includes(chat, from)
      );
    };
    return taskId === '' ? null : (world.allMessages().findLast(isMeant) ?? null);
  }

  /** `{group:"…"}`, `{bot:true}`, `{app:true}` or `{id:"…"}` (a chatid). */
  function chatOf(userid: string, wish: Json): Chat {
    const name = textOf(wish, 'group');
    const direct = wish.app === true ? appChatId(userid) : botChatId(userid);
    const id = textOf(wish, 'id') || direct;
    const chat = name === '' ? world.chat(id) : world.groupByName(name);
    if (!chat) throw new Error(`no conversation ${name || id}`);
    return chat;
  }

  return {
    'POST say': sayAs,
    'POST tap': tapAs,
    'GET log': (_, query) => log.read(query),
    'GET world': () => ({
      members: world.members(),
      chats: world.chats(),
      connected: socket.connected(),
    }),
    'GET faults': () => faults.current(),
    'POST faults': (body) => faults.change(body),
    'DELETE faults': () => faults.clear(),
    'POST drop-connection': () => ({ dropped: socket.drop() }),
    'POST end-tokens': (body) => {
      tokens.end(body.expire === true);
      return { ended: true };
    },
    'POST check-url': () => callback.checkUrl(),
    'GET problems': () => ({ problems: deps.problems.filter((one) => isText(one)) }),
  };
}

function isText(value: unknown): boolean {
  return !isJson(value);
}
