import { randomBytes, randomUUID } from 'node:crypto';
import type { Selected, Touchable } from '../card/touch.ts';
import type { Faults } from '../control/faults.ts';
import type { Timing } from '../timing.ts';
import { textOf, type Json } from '../wire/json.ts';
import type { Ledger } from '../world/ledger.ts';
import type { BotRequest, Chat, Credentials, Message } from '../world/model.ts';
import type { Media } from '../world/media.ts';
import { seconds, type BotSocket } from './socket.ts';
import type { Streams } from './streams.ts';
import type { Waiting } from './waiting.ts';

export interface BotCallbackDeps {
  readonly ledger: Ledger;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly timing: Timing;
  readonly socket: BotSocket;
  readonly waiting: Waiting;
  readonly streams: Streams;
  readonly media: Media;
  /** Where this WeCom is reached: before the path of a picture's address. */
  readonly mediaBase: string;
}
export interface Tap {
  readonly userid: string;
  readonly message: Message;
  readonly card: Json;
  readonly touched: Touchable;
  readonly selected: Selected;
}

/** What the bot is told: messages that call it, entries, taps. Lost while nobody is connected (protocol 5.2, 5.3). */
export function createBotCallbacks(deps: BotCallbackDeps) {
  const { ledger, credentials, faults, timing, socket, waiting, streams, media, mediaBase } = deps;
  const requests = ledger.table('request');
  for (const [id, one] of [...requests.entries()])
    if (Date.now() - one.at > timing.replyMs) requests.drop(id);

  /** A message of a 1:1 conversation, or of a group when it @-mentions the bot. */
  function message(
    chat: Chat,
    userid: string,
    said: Message,
    { text, images }: { readonly text: string; readonly images: readonly string[] },
  ): boolean {
    if (streams.inProgress(userid) >= 3) return false; // protocol 5.2: three at a time
    const content = contentOf(text, images);
    return (
      send('message', 'aibot_msg_callback', chat, { userid, messageId: said.id, content }) !== null
    );
  }

  /** Text, one picture, or both as a mixed message, each picture behind an address of its own (5.2). */
  function contentOf(text: string, images: readonly string[]): Json {
    const pictures = images.map((id) => {
      const { path, aesKey } = media.link(id);
      return { msgtype: 'image', image: { url: `${mediaBase}${path}`, aeskey: aesKey } };
    });
    const words = { msgtype: 'text', text: { content: text } };
    const [only, second] = pictures;
    if (!only) return words;
    if (text === '' && !second) return only;
    const msg_item = [...(text === '' ? [] : [words]), ...pictures];
    return { msgtype: 'mixed', mixed: { msg_item } };
  }

  /** The first entry of a calendar day into the 1:1 conversation (checklist 51). */
  function enter(chat: Chat, userid: string): void {
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    const days = ledger.table('entered');
    if (days.get(userid) === today) return;
    const content = event('enter_chat', {});
    const reqId = send('enter', 'aibot_event_callback', chat, { userid, messageId: null, content });
    if (reqId !== null) days.put(userid, today);
  }

  /** A tap: told once; resolves whether the bot answered inside its five seconds. */
  async function tap(chat: Chat, { userid, message: tapped, card, touched, selected }: Tap) {
    const items = Object.entries(selected).map(([question_key, ids]) => ({
      question_key,
      option_ids: { option_id: ids },
    }));
    const content = event('template_card_event', {
      card_type: textOf(card, 'card_type'),
      event_key: touched.key,
      task_id: tapped.body.type === 'card' ? tapped.body.taskId : '',
      ...(items.length > 0 ? { selected_items: { selected_item: items } } : {}),
    });
    const reqId = send('tap', 'aibot_event_callback', chat, {
      userid,
      messageId: tapped.id,
      content,
    });
    if (reqId === null) return { delivered: false, answered: false };
    return { delivered: true, answered: await waiting.wait(reqId, timing.answerMs) };
  }

  interface Told {
    readonly userid: string;
    readonly messageId: string | null;
    readonly content: Json;
  }

  /** Sends one callback, keeps what its req_id stands for, and names that req_id; null: lost. */
  function send(kind: BotRequest['kind'], cmd: string, chat: Chat, told: Told): string | null {
    const { userid, messageId, content } = told;
    const body = {
      msgid: randomUUID().replaceAll('-', ''),
      create_time: seconds(),
      aibotid: credentials.botId,
      ...(chat.kind === 'group' ? { chatid: chat.id, chattype: 'group' } : { chattype: 'single' }),
      from: { userid },
      ...content,
    };
    const row = {
      kind,
      chatId: chat.id,
      userid,
      messageId,
      at: Date.now(),
      answered: false,
      streamed: null,
    };
    const once = (): string | null => {
      const reqId = randomBytes(16).toString('base64url');
      if (!socket.deliver(cmd, reqId, body)) return null;
      requests.put(reqId, row);
      return reqId;
    };
    const reqId = once();
    if (reqId !== null && faults.useUp('duplicateCallbacks')) once();
    return reqId;
  }

  return { message, enter, tap };
}
export type BotCallbacks = ReturnType<typeof createBotCallbacks>;

/** The payload is nested under a key equal to the eventtype (protocol 5.3). */
function event(eventtype: string, payload: Json): Json {
  return { msgtype: 'event', event: { eventtype, [eventtype]: payload } };
}
