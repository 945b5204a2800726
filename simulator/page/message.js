import { cardNode } from './card.js';
import { longTime } from './clock.js';
import { el } from './dom.js';
import { inlineOf, markdown, plainText } from './markdown.js';
import { member, senderAvatar, senderName } from './people.js';

const GAP_MS = 5 * 60_000;

/** The rows of an open conversation: messages, with the time wherever five minutes have passed. */
export function messageRows(messages, phone) {
  const rows = [];
  let last = 0;
  for (const message of messages) {
    const at = Date.parse(message.at);
    if (at - last > GAP_MS) {
      const words = longTime(message.at);
      rows.push({ key: `t${message.id}`, version: words, data: { time: words } });
    }
    last = at;
    const busy = phone.busy.get(message.id) ?? null;
    rows.push({
      key: message.id,
      version: JSON.stringify([message, busy]),
      data: { message, busy },
    });
  }
  return rows;
}

/** One row. `replaced`: it stood there before in another form, so it does not slide in again. */
export function rowNode({ time, message, busy }, { phone, replaced, slides }) {
  if (time !== undefined) return el('p', { class: 'stamp' }, time);
  if (message.recalled)
    return el(
      'p',
      { class: 'stamp', 'data-message': message.id },
      `${senderName(message.from)}撤回了一条消息`,
    );
  const own = message.from.kind === 'member' && message.from.userid === phone.userid;
  const classes = ['row', own ? 'own' : '', slides ? 'fresh' : '', replaced ? 'changed' : ''];
  return el(
    'div',
    { class: classes.filter(Boolean).join(' '), 'data-message': message.id, tabindex: '-1' },
    senderAvatar(message.from),
    el(
      'div',
      { class: 'said' },
      own ? null : nameLine(message.from),
      content(message, busy, phone),
      mark(message, phone),
    ),
  );
}

function nameLine(from) {
  const unit = from.kind === 'member' ? member(from.userid).unit : '';
  return el(
    'p',
    { class: 'name' },
    senderName(from),
    unit ? el('span', {}, unit) : null,
    from.kind === 'member'
      ? null
      : el('span', { class: 'tag' }, from.kind === 'app' ? '应用' : '机器人'),
  );
}

function content(message, busy, phone) {
  const { id, body } = message;
  switch (body.type) {
    case 'text':
      return el(
        'div',
        { class: 'bubble' },
        plainText(body.text),
        (body.images ?? []).map((one) => picture(one)),
      );
    case 'media':
      return el(
        'div',
        { class: 'bubble' },
        body.media === 'image' && body.id ? picture(body.id) : '[文件]',
      );
    case 'place':
      return el('div', { class: 'bubble' }, `📍 ${body.label || '位置'}`);
    case 'markdown':
      return el(
        'div',
        { class: `bubble${body.stream?.finished === false ? ' streaming' : ''}` },
        markdown(body.text),
      );
    case 'card':
      return cardNode({
        ...body,
        id,
        busy,
        onTap: (key, selected) => phone.tap(id, key, selected),
      });
    case 'textcard':
      return textcard(body.textcard);
    case 'news':
      return el('article', { class: 'card news' }, body.articles.map(article));
    default:
      return el('div', { class: 'bubble' }, '[暂不支持查看的消息]');
  }
}

function picture(id) {
  return el('img', { class: 'photo', src: `/photo/${encodeURIComponent(id)}`, alt: '图片' });
}

function textcard({ title, description, url, btntxt }) {
  const lines = description.split(/<br\s*\/?>|(?<=<\/div>)/).map((line) => {
    const found = /<div class="?(gray|highlight|normal)"?>([\s\S]*?)<\/div>/.exec(line);
    return el(
      'p',
      { class: found ? `text-${found[1]}` : 'text-normal' },
      inlineOf(found ? found[2] : line),
    );
  });
  const link = el(
    'a',
    { href: url, target: '_blank', rel: 'noopener noreferrer' },
    btntxt || '详情',
  );
  return el(
    'article',
    { class: 'card' },
    el('header', {}, el('h3', {}, title)),
    lines,
    el('nav', { class: 'jumps' }, link),
  );
}

function article({ title, description, url, picurl }) {
  const inside = [
    picurl ? el('img', { class: 'picture', src: picurl, alt: '' }) : null,
    el('b', {}, title),
    description ? el('p', {}, description) : null,
  ];
  return el('a', { href: url || '#', target: '_blank', rel: 'noopener noreferrer' }, inside);
}

function mark({ lost }, { chat }) {
  const words = chat.startsWith('app:') ? '应用未收到' : '机器人未收到';
  return lost ? el('p', { class: 'lost', 'data-lost': true }, words) : null;
}
