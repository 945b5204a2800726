import { checkCard } from '../card/check-card.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { listOf, objectOf, textOf, type Json } from '../wire/json.ts';
import { robotLimits, type Windows } from '../wire/window.ts';
import type { Body } from '../world/model.ts';
import type { GroupChat, World } from '../world/world.ts';
import { marked, plain } from './content.ts';

/** The group webhook robot: a key is a group, 20 a minute, link cards only (protocol 4.2). */
export function createWebhook(world: World, windows: Windows) {
  return (message: Json, query: URLSearchParams): Answer => {
    const key = query.get('key') ?? '';
    const isGroup = (chat: { kind: string }): chat is GroupChat => chat.kind === 'group';
    const group = world
      .chats()
      .filter(isGroup)
      .find((one) => one.robotKey === key);
    if (!group) return failed(93000);
    const body = contentOf(message);
    if ('errcode' in body) return body;
    if (!windows.take(`robot ${key}`, robotLimits)) return failed(45009);
    world.post({ chatId: group.id, from: { kind: 'robot' }, body });
    return ok();
  };
}

function contentOf(message: Json): Body | Answer {
  const msgtype = textOf(message, 'msgtype');
  const content = objectOf(message, msgtype) ?? {};
  switch (msgtype) {
    case 'text':
      return plain(content);
    case 'markdown':
    case 'markdown_v2':
      return marked(textOf(content, 'content'), 4096);
    case 'news':
      return { type: 'news', articles: listOf(content, 'articles') };
    case 'image':
    case 'file':
    case 'voice':
      return { type: 'media', media: msgtype, id: null };
    case 'template_card': {
      const fault = checkCard(content, 'robot');
      if (fault) return failed(fault.errcode, `invalid ${fault.field}`);
      const seen = { card: content, greyed: null };
      return { type: 'card', dialect: 'robot', taskId: '', seen, versions: {} };
    }
    default:
      return failed(40008);
  }
}
