import { el } from './dom.js';
import { member } from './people.js';

/**
 * A template card as WeCom draws it (protocol 3.3). `busy` is the key being tapped; `onTap(key, selected)` is called
 * with what is chosen on the card.
 */
export function cardNode({ card, dialect, greyed, taskId, id, busy, onTap }) {
  const node = el('article', {
    class: `card ${dialect}`,
    'data-card': taskId || id,
    tabindex: '-1',
  });
  const tap = (key) => onTap(key, chosenOn(node));
  node.append(
    ...[
      source(card),
      image(card.card_image),
      title(card.main_title),
      emphasis(card.emphasis_content),
      quote(card.quote_area),
      imageText(card.image_text_area),
      card.sub_title_text ? el('p', { class: 'sub' }, card.sub_title_text) : null,
      upright(card.vertical_content_list),
      rows(card.horizontal_content_list),
      ...questions(card, greyed),
      jumps(card.jump_list),
      wholeLink(card),
      buttons(card, { greyed, busy, tap }),
      menu(card.action_menu, tap),
    ].filter(Boolean),
  );
  return node;
}

function source({ source: from }) {
  if (!from?.desc) return null;
  return el('p', { class: `source colour-${from.desc_color ?? 0}` }, from.desc);
}

function image(picture) {
  if (!picture?.url) return null;
  const ratio = picture.aspect_ratio ?? 1.3;
  return el('img', { class: 'picture', src: picture.url, alt: '', style: `aspect-ratio:${ratio}` });
}

function title(main) {
  if (!main?.title && !main?.desc) return null;
  return el(
    'header',
    {},
    main.title ? el('h3', { title: main.title }, main.title) : null,
    main.desc ? el('p', { title: main.desc }, main.desc) : null,
  );
}

function emphasis(content) {
  if (!content?.title) return null;
  return el(
    'div',
    { class: 'emphasis' },
    el('b', {}, content.title),
    el('span', {}, content.desc ?? ''),
  );
}

function quote(area) {
  if (!area?.quote_text && !area?.title) return null;
  const inside = [
    area.title ? el('b', {}, area.title) : null,
    area.quote_text ? el('span', {}, area.quote_text) : null,
  ];
  return area.type === 1 && area.url
    ? el(
        'a',
        { class: 'quote', href: area.url, target: '_blank', rel: 'noopener noreferrer' },
        inside,
      )
    : el('div', { class: 'quote' }, inside);
}

function imageText(area) {
  if (!area?.image_url) return null;
  const words = el('div', {}, el('b', {}, area.title ?? ''), el('span', {}, area.desc ?? ''));
  return el('div', { class: 'image-text' }, el('img', { src: area.image_url, alt: '' }), words);
}

function upright(list) {
  if (!list?.length) return null;
  const one = ({ title: head, desc }) => el('div', {}, el('b', {}, head), el('p', {}, desc ?? ''));
  return el('div', { class: 'upright' }, list.map(one));
}

function rows(list) {
  if (!list?.length) return null;
  const value = (one) => {
    if (one.type === 1)
      return el(
        'a',
        { href: one.url, target: '_blank', rel: 'noopener noreferrer' },
        one.value || '查看',
      );
    if (one.type === 3)
      return el('span', { class: 'mention' }, one.value || member(one.userid).name);
    return one.value ?? '';
  };
  const row = (one) => [
    el('dt', {}, one.keyname),
    el('dd', { title: one.value ?? '' }, value(one)),
  ];
  return el('dl', {}, list.flatMap(row));
}

function jumps(list) {
  if (!list?.length) return null;
  const one = (jump) =>
    jump.type === 1
      ? el('a', { href: jump.url, target: '_blank', rel: 'noopener noreferrer' }, jump.title)
      : el('span', {}, jump.title);
  return el('nav', { class: 'jumps', 'aria-label': '相关链接' }, list.map(one));
}

function wholeLink({ card_action: action, card_type: type }) {
  if (action?.type !== 1 || !['text_notice', 'news_notice'].includes(type)) return null;
  const href = { href: action.url, target: '_blank', rel: 'noopener noreferrer' };
  return el('nav', { class: 'jumps' }, el('a', href, '查看详情'));
}

function questions(card, greyed) {
  const selects = [card.button_selection, ...(card.select_list ?? [])].filter(Boolean);
  return [...selects.map((one) => select(one, greyed)), checkbox(card.checkbox, greyed)];
}

function select(
  { question_key: key, title: words, option_list: options, selected_id: chosen, disable },
  greyed,
) {
  const disabled = Boolean(disable) || greyed !== null;
  const choices = options.map((one) =>
    el('option', { value: one.id, selected: one.id === chosen }, one.text),
  );
  return el(
    'label',
    { class: 'question' },
    words ?? '',
    el('select', { 'data-question': key, disabled }, choices),
  );
}

function checkbox(box, greyed) {
  if (!box) return null;
  const type = box.mode === 1 ? 'checkbox' : 'radio';
  const disabled = Boolean(box.disable) || greyed !== null;
  const name = `${box.question_key}-${Math.random()}`;
  const one = (option) => {
    const props = { type, name, value: option.id, checked: option.is_checked === true, disabled };
    return el(
      'label',
      {},
      el('input', { ...props, 'data-question': box.question_key }),
      option.text,
    );
  };
  return el('fieldset', { class: 'options' }, box.option_list.map(one));
}

/** Question key → option ids, as the person left them. */
function chosenOn(node) {
  const selected = {};
  for (const field of node.querySelectorAll('[data-question]')) {
    const key = field.dataset.question;
    selected[key] ??= [];
    if (field.tagName === 'SELECT' || field.checked) selected[key].push(field.value);
  }
  return selected;
}

function buttons(card, { greyed, busy, tap }) {
  const submit = card.submit_button ? [{ ...card.submit_button, style: 1 }] : [];
  const all = card.card_type === 'button_interaction' ? (card.button_list ?? []) : submit;
  if (all.length === 0) return null;
  if (greyed !== null)
    return el(
      'footer',
      {},
      el('button', { type: 'button', class: 'style-dead', disabled: true }, greyed),
    );
  const one = (button) => {
    if (button.type === 1)
      return el(
        'a',
        {
          class: `style-${button.style ?? 1}`,
          href: button.url,
          target: '_blank',
          rel: 'noopener noreferrer',
        },
        button.text,
      );
    const props = {
      type: 'button',
      'data-key': button.key,
      class: `style-${styleOf(button.style)}`,
    };
    const waiting = busy === button.key;
    if (waiting) props.class += ' waiting';
    return el(
      'button',
      { ...props, disabled: busy !== null, 'aria-busy': waiting, onclick: () => tap(button.key) },
      button.text,
    );
  };
  const long = all.some((button) => button.text.length > 5);
  return el('footer', { class: long || all.length === 1 ? 'wide' : '' }, all.map(one));
}

function styleOf(style) {
  return [1, 2, 3, 4].includes(style) ? style : 1;
}

function menu(actions, tap) {
  if (!actions?.action_list?.length) return null;
  const one = ({ text, key }) =>
    el('button', { type: 'button', 'data-key': key, onclick: () => tap(key) }, text);
  return el(
    'details',
    { class: 'menu' },
    el('summary', { 'aria-label': actions.desc || '更多操作' }, '⋯'),
    actions.action_list.map(one),
  );
}
