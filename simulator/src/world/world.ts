import { randomBytes, randomUUID } from 'node:crypto';
import type { Json } from '../wire/json.ts';
import type { Ledger } from './ledger.ts';
import type { Body, Chat, Dialect, Member, Message, Sender } from './model.ts';
import type { WorldFile, WorldGroup } from './world-file.ts';

/** What is being said, before it has a place in the world. */
export interface NewMessage {
  readonly chatId: string;
  readonly from: Sender;
  readonly body: Body;
  readonly sendId?: string;
}
export type GroupChat = Extract<Chat, { kind: 'group' }>;

export interface WorldDeps {
  readonly ledger: Ledger;
  readonly file: WorldFile;
  /** The demo's time: what stands beside a message. */
  readonly now: () => Date;
}

/** Members, conversations and messages, kept in the ledger; listeners learn which conversation changed. */
export function createWorld({ ledger, file, now }: WorldDeps) {
  const members = ledger.table('member');
  const chats = ledger.table('chat');
  const messages = ledger.table('message');
  const byChat = new Map<string, string[]>();
  const bySend = new Map<string, string[]>();
  const taskIds = new Set<string>();
  const listeners = new Set<(chatId: string) => void>();
  let seq = 0;

  for (const one of file.members) if (!same(members.get(one.userid), one)) enrol(one);
  for (const one of file.groups) mergeGroup(one);
  for (const one of messages.rows()) index(one);

  function enrol(one: Member): void {
    members.put(one.userid, one);
    const { userid } = one;
    if (!chats.get(botChatId(userid)))
      chats.put(botChatId(userid), { kind: 'bot', id: botChatId(userid), userid, spoken: false });
    if (!chats.get(appChatId(userid)))
      chats.put(appChatId(userid), { kind: 'app', id: appChatId(userid), userid });
  }

  function mergeGroup(one: WorldGroup): void {
    const kept = groupByName(one.name);
    if (!kept) addGroup({ ...one, byApp: false });
    else if (!same([kept.members, kept.bot], [one.members, one.bot]))
      chats.put(kept.id, { ...kept, ...one });
  }

  /** Makes a group; its chatid is case-sensitive and kept for good (protocol 5.1). */
  function addGroup(one: WorldGroup & { byApp: boolean; id?: string }): GroupChat {
    const id = one.id ?? `wr${randomBytes(15).toString('base64url').replaceAll(/[-_]/g, 'A')}`;
    const robotKey = randomUUID();
    const { name, bot, byApp } = one;
    const chat = {
      kind: 'group',
      id,
      name,
      members: one.members,
      bot,
      spoken: false,
      robotKey,
      byApp,
    } as const;
    chats.put(id, chat);
    changed(id);
    return chat;
  }

  function groupByName(name: string): GroupChat | null {
    for (const chat of chats.rows()) if (chat.kind === 'group' && chat.name === name) return chat;
    return null;
  }

  function index(one: Message): void {
    seq = Math.max(seq, one.seq);
    addTo(byChat, one.chatId, one.id);
    if (one.sendId !== null) addTo(bySend, one.sendId, one.id);
    if (one.body.type === 'card') rememberTask(one.body.dialect, one.body.taskId);
  }

  function rememberTask(dialect: Dialect, taskId: string): void {
    if (taskId !== '') taskIds.add(`${dialect} ${taskId}`);
  }

  /** Puts a message into its conversation. */
  function post({ chatId, from, body, sendId }: NewMessage): Message {
    const next = seq + 1;
    const at = now().toISOString();
    const rest = { sendId: sendId ?? null, lost: false, recalled: false };
    const message = {
      id: `m${next}`,
      seq: next,
      chatId,
      from,
      at,
      sentAt: Date.now(),
      body,
      ...rest,
    };
    messages.put(message.id, message);
    index(message);
    changed(chatId);
    return message;
  }

  /** Replaces a message by its newer self. */
  function amend(message: Message): void {
    messages.put(message.id, message);
    changed(message.chatId);
  }

  function changed(chatId: string): void {
    for (const listener of listeners) listener(chatId);
  }

  function replaceChat(chat: Chat): void {
    chats.put(chat.id, chat);
    changed(chat.id);
  }

  function list(ids: readonly string[] | undefined): Message[] {
    return (ids ?? []).flatMap((id) => messages.get(id) ?? []);
  }

  return {
    names: { corp: file.corp, bot: file.bot, app: file.app },
    member: (userid: string): Member | null => members.get(userid) ?? null,
    members: (): Member[] => [...members.rows()],
    chat: (id: string): Chat | null => chats.get(id) ?? null,
    chats: (): Chat[] => [...chats.rows()],
    /** The conversations a member has. */
    chatsOf: (userid: string): Chat[] => [...chats.rows()].filter((one) => includes(one, userid)),
    groupByName,
    addGroup,
    replaceChat,
    post,
    amend,
    message: (id: string): Message | null => messages.get(id) ?? null,
    messagesIn: (chatId: string): Message[] => list(byChat.get(chatId)),
    copiesOf: (sendId: string): Message[] => list(bySend.get(sendId)),
    allMessages: (): Message[] => [...messages.rows()],
    lastSeq: (): number => seq,
    taskIdTaken: (dialect: Dialect, taskId: string): boolean => taskIds.has(`${dialect} ${taskId}`),
    onChange: (listener: (chatId: string) => void): void => void listeners.add(listener),
    changed,
  };
}
export type World = ReturnType<typeof createWorld>;

export function botChatId(userid: string): string {
  return `bot:${userid}`;
}

export function appChatId(userid: string): string {
  return `app:${userid}`;
}

/** Whether a member takes part in a conversation. */
export function includes(chat: Chat, userid: string): boolean {
  return chat.kind === 'group' ? chat.members.includes(userid) : chat.userid === userid;
}

/** A member's place: `card` as they see it, or null for a message without a card. */
export function cardSeenBy(
  message: Message,
  userid: string,
): { card: Json; greyed: string | null } | null {
  if (message.body.type !== 'card') return null;
  return message.body.versions[userid] ?? message.body.seen;
}

function addTo(map: Map<string, string[]>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids) ids.push(id);
  else map.set(key, [id]);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
