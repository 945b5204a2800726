import type { RawData, WebSocket } from 'ws';
import { listOf, numberOf, parseJson, textOf, type Json } from '../wire/json.ts';
import { includes, type World } from '../world/world.ts';
import type { PhoneView } from './phone-view.ts';

interface Slot {
  readonly slot: number;
  readonly userid: string;
  /** The open conversation, or '' for the list. */
  readonly chatId: string;
}
export interface LiveDeps {
  readonly world: World;
  readonly view: PhoneView;
  /** What a page needs once: names, members, phones, clock, state of the connections. */
  readonly hello: () => Json;
  /** What changes for every phone: clock and connections. */
  readonly status: () => Json;
  readonly onEnter: (userid: string, chatId: string) => void;
}
const GATHER_MS = 25;

/** Keeps every open chat page up to date: it says which phones it shows and gets what they show. */
export function createLive({ world, view, hello, status, onEnter }: LiveDeps) {
  const pages = new Map<WebSocket, readonly Slot[]>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  world.onChange((chatId) => {
    changed.add(chatId);
    timer ??= setTimeout(flush, GATHER_MS);
  });

  function accept(page: WebSocket): void {
    pages.set(page, []);
    page.on('message', (data) => hear(page, data));
    page.on('close', () => pages.delete(page));
    page.on('error', () => page.terminate());
    write(page, { type: 'hello', ...hello(), ...status() });
  }

  /** `{type:'watch', phones:[{slot, userid, chat}]}`: what is open is read, a first look into 1:1 is an entry. */
  function hear(page: WebSocket, data: RawData): void {
    const frame = parseJson(Buffer.from(data as Buffer).toString('utf8'));
    if (!frame || textOf(frame, 'type') !== 'watch') return;
    const before = new Map((pages.get(page) ?? []).map((one) => [one.slot, one]));
    const slots = listOf(frame, 'phones')
      .map(toSlot)
      .filter((one) => world.member(one.userid));
    pages.set(page, slots);
    for (const one of slots) {
      const was = before.get(one.slot);
      if (was?.userid === one.userid && was.chatId === one.chatId) continue;
      show(page, one);
      if (one.chatId !== '') onEnter(one.userid, one.chatId);
    }
  }

  function toSlot(phone: Json): Slot {
    const userid = textOf(phone, 'userid');
    const chat = world.chat(textOf(phone, 'chat'));
    const chatId = chat && includes(chat, userid) ? chat.id : '';
    return { slot: numberOf(phone, 'slot') ?? 0, userid, chatId };
  }

  function show(page: WebSocket, { slot, userid, chatId }: Slot): void {
    if (chatId !== '') view.markRead(chatId, userid);
    const messages = chatId === '' ? [] : view.messages(chatId, userid);
    const conversations = view.conversations(userid);
    write(page, { type: 'phone', slot, userid, chat: chatId, conversations, messages });
  }

  function flush(): void {
    timer = null;
    const chats = [...changed].flatMap((id) => world.chat(id) ?? []);
    changed.clear();
    for (const [page, slots] of pages)
      for (const one of slots)
        if (chats.some((chat) => includes(chat, one.userid))) show(page, one);
  }

  /** Tells every page that the clock jumped or a connection came or went. */
  function tellStatus(): void {
    for (const page of pages.keys()) write(page, { type: 'status', ...status() });
  }

  function close(): void {
    if (timer) clearTimeout(timer);
    for (const page of pages.keys()) page.terminate();
  }

  return { accept, tellStatus, close };
}

function write(page: WebSocket, frame: Json): void {
  page.send(JSON.stringify(frame));
}
