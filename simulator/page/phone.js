import { badge, chatNode, chatRows } from './chat-list.js';
import { createComposer } from './composer.js';
import { el, patch, post } from './dom.js';
import { messageRows, rowNode } from './message.js';
import { chatAvatar } from './people.js';
import { createPicker } from './picker.js';

const NOTICE_MS = 5000;

/** One phone: its holder, the conversation list, the open conversation. `onChange` is called when it shows something else. */
export function createPhone({ slot, userid, chat }, onChange) {
  const phone = { slot, userid, chat, busy: new Map(), tap, notice };
  let state = null;
  let scrolled = 0;
  /** What waits for the server to show what was just opened or left. */
  let afterwards = null;
  let atEnd = true;

  const picker = createPicker(phone, (next) => {
    Object.assign(phone, { userid: next, chat: '' });
    phone.busy.clear();
    clear();
    picker.show();
    node.dataset.phone = next;
    onChange();
  });
  const composer = createComposer(phone);
  const back = el('button', {
    type: 'button',
    class: 'back',
    'aria-label': '返回会话列表',
    onclick: leave,
  });
  const heading = el('h2', {});
  const chats = el('ul', { class: 'chats', onkeydown: onListKey });
  const log = el('div', { class: 'log', role: 'log', 'aria-label': '消息', tabindex: '0' });
  const toasts = el('div', { class: 'toasts', role: 'status' });
  const bar = el('div', { class: 'bar' }, back, heading);
  const screen = el('div', { class: 'screen' }, bar, toasts, chats, log, composer.node);
  const node = el(
    'section',
    { class: 'phone', 'data-phone': userid, onkeydown: onKey },
    picker.node,
    screen,
  );
  picker.show();
  log.addEventListener('scroll', () => (atEnd = isAtEnd()));
  new ResizeObserver(() => atEnd && (log.scrollTop = log.scrollHeight)).observe(log);

  /** Takes what the server says this phone shows. */
  function show(next) {
    if (next.userid !== phone.userid || next.chat !== phone.chat) return;
    const before = state;
    state = next;
    const open = next.conversations.find((one) => one.id === next.chat) ?? null;
    if (!screen.classList.contains('open')) scrolled = chats.scrollTop;
    screen.classList.toggle('open', open !== null);
    if (open) showChat(open, before?.chat === next.chat);
    else showList();
    if (before) announce(before, next);
    afterwards?.();
    afterwards = null;
  }

  /** Leaves nothing of one holder's messages to the next, who is shown as soon as the server answers. */
  function clear() {
    state = null;
    afterwards = null;
    scrolled = 0;
    screen.classList.remove('open');
    chats.replaceChildren();
    toasts.replaceChildren();
    nameList();
  }

  function showList() {
    nameList();
    patch(chats, chatRows(state.conversations), (row) => chatNode(row, (id) => open(id)));
    chats.scrollTop = scrolled;
  }

  /** The heading of the list, in place of a conversation's; its messages go. */
  function nameList() {
    delete screen.dataset.openChat;
    delete heading.dataset.chat;
    delete heading.dataset.chatName;
    heading.textContent = '消息';
    log.replaceChildren();
  }

  function showChat(chat, stayed) {
    const size = chat.kind === 'group' ? `（${chat.members.length}）` : '';
    heading.textContent = chat.name + size;
    // The same names as in the list, so that a script finds a conversation whether it is open or not.
    Object.assign(heading.dataset, { chat: chat.kind, chatName: chat.name });
    chats.replaceChildren();
    const unread = state.conversations.reduce(
      (sum, one) => sum + (one.id === chat.id ? 0 : one.unread),
      0,
    );
    back.replaceChildren(...[el('i', { 'aria-hidden': 'true' }), badge(unread)].filter(Boolean));
    if (screen.dataset.openChat !== chat.id) {
      screen.dataset.openChat = chat.id;
      composer.show(chat);
    }
    atEnd = !stayed || isAtEnd();
    const options = (replaced) => ({ phone, replaced, slides: stayed && !replaced });
    const rows = messageRows(state.messages, phone);
    const make = (row, replaced) => rowNode(row, options(replaced));
    const fresh = patch(log, rows.length > 0 ? rows : [greeting(chat)], make);
    if (atEnd || (stayed && fresh.some((id) => isOwn(id)))) log.scrollTop = log.scrollHeight;
  }

  function isAtEnd() {
    return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  }

  function greeting(chat) {
    const words = chat.kind === 'group' ? '群里还没有消息' : `和「${chat.name}」说第一句话吧`;
    return { key: 'empty', version: words, data: { time: words } };
  }

  function isOwn(id) {
    const from = state.messages.find((one) => one.id === id)?.from;
    return from?.kind === 'member' && from.userid === phone.userid;
  }

  /** A word in another conversation: a strip that opens it. */
  function announce(before, next) {
    if (next.chat === '') return;
    const known = new Map(before.conversations.map((one) => [one.id, one.unread]));
    const grown = next.conversations.filter((one) => one.unread > (known.get(one.id) ?? 0));
    const [newest] = grown.sort((one, other) => other.seq - one.seq);
    if (!newest || newest.id === next.chat) return;
    const words = el(
      'span',
      { class: 'words' },
      el('b', {}, newest.name),
      el('span', {}, newest.preview),
    );
    strip(
      el(
        'button',
        {
          type: 'button',
          class: 'toast',
          'data-toast': newest.name,
          onclick: () => open(newest.id),
        },
        chatAvatar(newest),
        words,
      ),
    );
  }

  /** A short word from the phone itself. */
  function notice(words) {
    strip(el('p', { class: 'toast plain', 'data-notice': true }, words));
  }

  function strip(one) {
    toasts.replaceChildren(one);
    setTimeout(() => one.remove(), NOTICE_MS);
  }

  function open(id, then = () => composer.focus()) {
    if (!state?.conversations.some((one) => one.id === id)) return;
    phone.chat = id;
    toasts.replaceChildren();
    afterwards = then;
    onChange();
  }

  function leave() {
    const name = screen.dataset.openChat;
    phone.chat = '';
    afterwards = () => {
      const row = [...chats.children].find((one) => one.dataset.row === name);
      row?.querySelector('button')?.focus();
    };
    onChange();
  }

  async function tap(messageId, key, selected) {
    if (phone.busy.has(messageId)) return;
    phone.busy.set(messageId, key);
    show(state);
    try {
      const { delivered, answered } = await post('/page/tap', {
        from: phone.userid,
        messageId,
        key,
        selected,
      });
      if (!delivered && !phone.chat.startsWith('app:')) notice('机器人未连接，操作没有送达');
      else if (!answered) notice('操作未响应，请稍后重试');
    } catch {
      notice('卡片已更新，请看最新的卡片');
    } finally {
      phone.busy.delete(messageId);
      if (state) show(state);
    }
  }

  function onKey(event) {
    if (event.key !== 'Escape' || phone.chat === '') return;
    event.preventDefault();
    leave();
  }

  function onListKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...chats.querySelectorAll('button')];
    const now = all.indexOf(document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, now + step))]?.focus();
  }

  /** Opens the bot's conversation and puts words into the line. */
  function suggest(words) {
    const bot = state?.conversations.find((one) => one.kind === 'bot');
    if (!bot) return;
    if (phone.chat === bot.id) composer.fill(words);
    else open(bot.id, () => composer.fill(words));
  }

  function refresh() {
    if (state) show(state);
  }

  return Object.assign(phone, { node, show, suggest, refresh });
}
