import { randomBytes } from 'node:crypto';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { textOf, textsOf, type Json } from '../wire/json.ts';
import type { Media } from '../world/media.ts';
import type { World, GroupChat } from '../world/world.ts';
import { readContent } from './content.ts';

const sendable: readonly string[] = [
  'text',
  'image',
  'voice',
  'video',
  'file',
  'textcard',
  'news',
  'mpnews',
  'markdown',
];

/** appchat: groups the app made; no template_card, nothing comes back from them (protocol 4.1). */
export function createAppchat(world: World, media: Media) {
  function create(request: Json): Answer {
    const userlist = known(textsOf(request, 'userlist'));
    if (userlist.length < 2 || userlist.length > 2000) return failed(86006);
    const id = textOf(request, 'chatid') || randomBytes(12).toString('hex');
    if (!/^[0-9a-zA-Z]{1,32}$/.test(id) || world.chat(id)) return failed(86215);
    const owner = textOf(request, 'owner');
    if (owner !== '' && !userlist.includes(owner)) return failed(86207);
    const name = Array.from(textOf(request, 'name') || '群聊')
      .slice(0, 50)
      .join('');
    world.addGroup({ id, name, members: userlist, bot: false, byApp: true });
    return ok({ chatid: id });
  }

  function update(request: Json): Answer {
    const chat = own(textOf(request, 'chatid'));
    if ('errcode' in chat) return chat;
    const gone = textsOf(request, 'del_user_list');
    const added = known(textsOf(request, 'add_user_list'));
    const members = [...new Set([...chat.members.filter((one) => !gone.includes(one)), ...added])];
    if (members.length < 2) return failed(86006);
    world.replaceChat({ ...chat, members, name: textOf(request, 'name') || chat.name });
    return ok();
  }

  function get(_: Json, query: URLSearchParams): Answer {
    const chat = own(query.get('chatid') ?? '');
    if ('errcode' in chat) return chat;
    const { id: chatid, name, members: userlist } = chat;
    return ok({ chat_info: { chatid, name, owner: userlist[0] ?? '', userlist } });
  }

  function send(request: Json): Answer {
    const chat = own(textOf(request, 'chatid'));
    if ('errcode' in chat) return chat;
    if (!sendable.includes(textOf(request, 'msgtype'))) return failed(40008);
    const body = readContent(request, (id) => media.get(id) !== null);
    if ('errcode' in body) return body;
    world.post({ chatId: chat.id, from: { kind: 'app' }, body });
    return ok();
  }

  function own(chatid: string): GroupChat | Answer {
    const chat = world.chat(chatid);
    if (chat?.kind !== 'group') return failed(86003, 'chatid not found');
    return chat.byApp ? chat : failed(86008, 'chat not created by this app');
  }

  function known(userids: readonly string[]): string[] {
    return [...new Set(userids.map((one) => one.toLowerCase()))].filter((one) => world.member(one));
  }

  return { create, update, get, send };
}
