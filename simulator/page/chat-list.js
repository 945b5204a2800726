import { shortTime } from './clock.js';
import { el } from './dom.js';
import { chatAvatar } from './people.js';

/** What stands under a name where nothing was said yet. */
const quiet = { bot: '智能机器人', app: '自建应用', group: '' };

/** The rows of a conversation list. */
export function chatRows(conversations) {
  return conversations.map((chat) => {
    const when = chat.at ? shortTime(chat.at) : '';
    return { key: chat.id, version: JSON.stringify([chat, when]), data: { chat, when } };
  });
}

/** One conversation: square, name, last words, time, unread mark. */
export function chatNode({ chat, when }, onOpen) {
  const label = chat.unread > 0 ? `${chat.name}，${chat.unread} 条未读` : chat.name;
  return el(
    'li',
    { class: chat.kind === 'group' ? '' : 'pinned' },
    el(
      'button',
      {
        type: 'button',
        class: 'chat',
        'data-chat': chat.kind,
        'data-chat-name': chat.name,
        'aria-label': label,
        onclick: () => onOpen(chat.id),
      },
      el('span', { class: 'face' }, chatAvatar(chat), badge(chat.unread)),
      el(
        'span',
        { class: 'words' },
        el('b', {}, chat.name),
        el('time', {}, when),
        el(
          'span',
          { class: 'preview' },
          chat.mentioned ? el('em', {}, '[有人@我] ') : null,
          chat.preview || quiet[chat.kind],
        ),
      ),
    ),
  );
}

/** The red count. */
export function badge(count) {
  if (count === 0) return null;
  return el('span', { class: 'badge', 'data-unread': count }, count > 99 ? '99+' : String(count));
}
