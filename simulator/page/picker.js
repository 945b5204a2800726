import { el } from './dom.js';
import { allMembers, member, memberAvatar } from './people.js';

const MOST = 60;

/** The strip above a phone: who holds it, and a searchable list to hand it to somebody else. */
export function createPicker(phone, onPick) {
  const who = el('button', {
    type: 'button',
    class: 'who',
    'data-who': true,
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    onclick: () => (panel.hidden ? open() : close()),
  });
  const input = el('input', {
    type: 'search',
    'data-search': true,
    placeholder: '姓名、单位或账号',
    'aria-label': '换成谁',
    role: 'combobox',
    'aria-expanded': 'true',
    autocomplete: 'off',
    oninput: fill,
    onkeydown: onKey,
  });
  const list = el('ul', { role: 'listbox', 'aria-label': '成员' });
  const panel = el('div', { class: 'picker', hidden: true }, input, list);
  const node = el('div', { class: 'holder', onfocusout: onLeave }, who, panel);
  let at = 0;

  function show() {
    const { name, unit, title } = member(phone.userid);
    who.setAttribute('aria-label', `${unit} ${title} ${name}，点一下换人`);
    who.replaceChildren(
      memberAvatar(phone.userid),
      el('span', { class: 'names' }, el('b', {}, name), el('span', {}, `${unit} · ${title}`)),
      el('span', { class: 'caret', 'aria-hidden': 'true' }),
    );
  }

  function open() {
    panel.hidden = false;
    who.setAttribute('aria-expanded', 'true');
    input.value = '';
    fill();
    input.focus();
  }

  function close() {
    panel.hidden = true;
    who.setAttribute('aria-expanded', 'false');
  }

  function fill() {
    const words = input.value.trim().toLowerCase().split(/\s+/);
    const fits = ({ userid, name, unit, title }) =>
      words.every((word) => `${userid} ${name} ${unit} ${title}`.toLowerCase().includes(word));
    const found = allMembers().filter(fits).slice(0, MOST);
    list.replaceChildren(...found.map(option));
    at = 0;
    mark();
  }

  function option({ userid, name, unit, title }) {
    const words = el(
      'span',
      { class: 'names' },
      el('b', {}, name),
      el('span', {}, `${unit} · ${title}`),
    );
    const props = {
      role: 'option',
      'data-userid': userid,
      onmousedown: (event) => event.preventDefault(),
    };
    return el(
      'li',
      { ...props, onclick: () => pick(userid) },
      memberAvatar(userid),
      words,
      el('code', {}, userid),
    );
  }

  function mark() {
    [...list.children].forEach((one, index) =>
      one.setAttribute('aria-selected', String(index === at)),
    );
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  }

  function pick(userid) {
    close();
    onPick(userid);
    who.focus();
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      at = Math.max(0, Math.min(list.children.length - 1, at + step));
      mark();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = list.children[at]?.dataset.userid;
      if (chosen) pick(chosen);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
      who.focus();
    }
  }

  function onLeave(event) {
    if (!node.contains(event.relatedTarget)) close();
  }

  return { node, show };
}
