import { numberOf, textOf, type Json } from '../wire/json.ts';
import type { Chat } from '../world/model.ts';
import { botChatId, type World } from '../world/world.ts';

/**
 * The conversation a push goes to, or the errcode that refuses it. chatid is case-sensitive; chat_type 1 is a
 * member, 2 a group, 0 or none tries the group first; somebody must have spoken to the bot there (protocol 5.7).
 */
export function findPushTarget(world: World, body: Json): Chat | number {
  const chatid = textOf(body, 'chatid');
  const type = numberOf(body, 'chat_type') ?? 0;
  const group = type === 1 ? null : world.chat(chatid);
  const single = type === 2 ? null : world.chat(botChatId(chatid));
  const chat = group?.kind === 'group' ? group : single;
  if (!chat || chat.kind === 'app') return 93006;
  if (chat.kind === 'group' && !chat.bot) return 93006;
  return chat.spoken ? chat : 93001;
}
