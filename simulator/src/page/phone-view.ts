import type { Ledger } from '../world/ledger.ts';
import type { Body, Chat, Message, Sender } from '../world/model.ts';
import { cardSeenBy, type World } from '../world/world.ts';

const MOST_SHOWN = 80;

/** What one phone shows: the conversations of a member, and the messages of the open one. */
export function createPhoneView(ledger: Ledger, world: World) {
  const reads = ledger.table('read');

  function conversations(userid: string) {
    const all = world.chatsOf(userid).map((chat) => conversation(chat, userid));
    return all.sort((one, other) => rank(one) - rank(other) || other.seq - one.seq);
  }

  function conversation(chat: Chat, userid: string) {
    const messages = world.messagesIn(chat.id);
    const last = messages.at(-1);
    const read = reads.get(readId(userid, chat.id)) ?? 0;
    const fresh = messages.filter((one) => one.seq > read && !isFrom(one.from, userid));
    return {
      id: chat.id,
      kind: chat.kind,
      name: nameOf(chat),
      members: chat.kind === 'group' ? chat.members : [],
      bot: chat.kind === 'group' ? chat.bot : false,
      seq: last?.seq ?? 0,
      at: last?.at ?? null,
      preview: last ? previewOf(last, chat, userid) : '',
      lastFrom: last?.from ?? null,
      unread: fresh.length,
      mentioned: fresh.some((one) => mentions(one.body, userid)),
    };
  }

  /** The newest messages as this member sees them. */
  function messages(chatId: string, userid: string) {
    return world
      .messagesIn(chatId)
      .slice(-MOST_SHOWN)
      .map((one) => seenMessage(one, userid));
  }

  /** Everything in the conversation is read by this member. */
  function markRead(chatId: string, userid: string): void {
    const last = world.messagesIn(chatId).at(-1)?.seq ?? 0;
    if ((reads.get(readId(userid, chatId)) ?? 0) < last) reads.put(readId(userid, chatId), last);
  }

  function nameOf(chat: Chat): string {
    return chat.kind === 'group' ? chat.name : world.names[chat.kind];
  }

  function previewOf(message: Message, chat: Chat, userid: string): string {
    const words = message.recalled ? '撤回了一条消息' : wordsOf(message, userid);
    if (chat.kind !== 'group' || isFrom(message.from, userid)) return words;
    return `${nameOfSender(message.from)}：${words}`;
  }

  function nameOfSender(from: Sender): string {
    switch (from.kind) {
      case 'member':
        return world.member(from.userid)?.name ?? from.userid;
      case 'robot':
        return '消息推送';
      case 'bot':
      case 'app':
        return world.names[from.kind];
    }
  }

  return { conversations, messages, markRead };
}
export type PhoneView = ReturnType<typeof createPhoneView>;

/** A message as one member sees it: their own version of a card, nothing of the others'. */
export function seenMessage(message: Message, userid: string) {
  const { id, from, at, lost, recalled, body } = message;
  const card = cardSeenBy(message, userid);
  if (body.type !== 'card' || !card) return { id, from, at, lost, recalled, body };
  const { dialect, taskId } = body;
  return { id, from, at, lost, recalled, body: { type: 'card', dialect, taskId, ...card } };
}

function wordsOf(message: Message, userid: string): string {
  const { body } = message;
  switch (body.type) {
    case 'text':
    case 'markdown':
      return body.text
        .replaceAll(/[#*`>]|<[^>]*>/g, '')
        .replaceAll(/\s+/g, ' ')
        .slice(0, 60)
        .trim();
    case 'card': {
      const title = cardSeenBy(message, userid)?.card.main_title as { title?: unknown } | undefined;
      return `[卡片] ${typeof title?.title === 'string' ? title.title : ''}`;
    }
    case 'textcard':
      return `[卡片] ${typeof body.textcard.title === 'string' ? body.textcard.title : ''}`;
    case 'news':
      return '[图文]';
    case 'media':
      return body.media === 'image' ? '[图片]' : '[文件]';
    case 'place':
      return `[位置] ${body.label}`;
  }
}

function mentions(body: Body, userid: string): boolean {
  const named = body.type === 'text' || body.type === 'markdown' ? body.mentions : [];
  return named.includes(userid) || named.includes('@all');
}

function isFrom(from: Sender, userid: string): boolean {
  return from.kind === 'member' && from.userid === userid;
}

function rank(one: { readonly kind: string }): number {
  return one.kind === 'bot' ? 0 : one.kind === 'app' ? 1 : 2;
}

function readId(userid: string, chatId: string): string {
  return `${userid}\n${chatId}`;
}
