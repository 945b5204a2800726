import { el, post } from './dom.js';
import { botName } from './people.js';

/** The line at the foot of an open conversation. In a group the @ chip puts the bot's name before the words. */
export function createComposer(phone) {
  const drafts = new Map();
  let chat = null;
  let addressing = true;

  const chip = el('button', {
    type: 'button',
    class: 'chip',
    'data-mention': true,
    'aria-pressed': 'true',
    title: '发给机器人：点一下切换',
    onclick: toggle,
  });
  const input = el('textarea', {
    'data-input': true,
    rows: '1',
    enterkeyhint: 'send',
    'aria-label': '输入消息',
    oninput: grow,
    onkeydown: onKey,
  });
  const button = el(
    'button',
    { type: 'submit', class: 'send', disabled: true, 'aria-label': '发送' },
    '发送',
  );
  const file = el('input', {
    type: 'file',
    accept: 'image/png,image/jpeg',
    hidden: true,
    onchange: sendPicture,
  });
  const picture = el(
    'button',
    {
      type: 'button',
      class: 'chip',
      'data-picture': true,
      title: '发一张图片',
      onclick: () => file.click(),
    },
    '图片',
  );
  const spot = el(
    'button',
    { type: 'button', class: 'chip', 'data-place': true, title: '发一个位置', onclick: sendPlace },
    '位置',
  );
  const node = el(
    'form',
    { class: 'composer', onsubmit: send },
    chip,
    picture,
    spot,
    file,
    el('div', { class: 'line' }, input, button),
  );

  function show(next) {
    if (chat) drafts.set(chat.id, input.value);
    chat = next;
    chip.hidden = !(next.kind === 'group' && next.bot);
    // Only the app hears places (protocol 2.1, 5.2).
    spot.hidden = next.kind !== 'app';
    chip.textContent = `@${botName()}`;
    input.placeholder = hint(next);
    input.value = drafts.get(next.id) ?? '';
    grow();
  }

  function hint(next) {
    if (next.kind !== 'group') return '说一句话…';
    return next.bot && addressing ? '对机器人说…' : '发到群里…';
  }

  function toggle() {
    addressing = !addressing;
    chip.setAttribute('aria-pressed', String(addressing));
    if (chat) input.placeholder = hint(chat);
    input.focus();
  }

  function grow() {
    button.disabled = input.value.trim() === '';
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 112)}px`;
  }

  function onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    node.requestSubmit();
  }

  async function send(event) {
    event.preventDefault();
    const words = input.value.trim();
    if (words === '' || !chat) return;
    const prefix = `@${botName()}`;
    const addressed = !chip.hidden && addressing && !words.includes(prefix);
    const body = {
      from: phone.userid,
      chat: chat.id,
      text: addressed ? `${prefix} ${words}` : words,
    };
    input.value = '';
    drafts.delete(chat.id);
    grow();
    try {
      await post('/page/say', body);
    } catch {
      phone.notice('没有发出去，请稍后重试');
      if (input.value === '') input.value = words;
      grow();
    }
  }

  /** A picture goes with the words that stand in the line: in a group the bot hears it only so. */
  async function sendPicture() {
    const [chosen] = file.files;
    file.value = '';
    if (!chosen || !chat) return;
    const words = input.value.trim();
    const prefix = `@${botName()}`;
    const addressed = !chip.hidden && addressing && !words.includes(prefix);
    const text = addressed ? `${prefix} ${words}`.trim() : words;
    try {
      const image = await asDataUrl(chosen);
      await post('/page/say', { from: phone.userid, chat: chat.id, text, image });
      input.value = '';
      drafts.delete(chat.id);
      grow();
    } catch {
      phone.notice('图片没有发出去：请用 10MB 以内的 JPG 或 PNG');
    }
  }

  /** A point as a phone would send it: 纬度,经度 地名. */
  async function sendPlace() {
    const written = window.prompt('纬度,经度 地名', '25.0713,102.7384 金星立交桥东侧') ?? '';
    const [, latitude, longitude, label] =
      /^\s*(-?[\d.]+)\s*[,，]\s*(-?[\d.]+)\s*(.*)$/.exec(written) ?? [];
    if (latitude === undefined || !chat) return;
    const place = { latitude: Number(latitude), longitude: Number(longitude), label };
    try {
      await post('/page/say', { from: phone.userid, chat: chat.id, text: '', place });
    } catch {
      phone.notice('位置没有发出去，请稍后重试');
    }
  }

  function asDataUrl(chosen) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(chosen);
    });
  }

  /** Puts words into the line, for the help's examples. */
  function fill(words) {
    input.value = words;
    grow();
    input.focus();
  }

  return { node, show, fill, focus: () => input.focus({ preventScroll: true }) };
}
