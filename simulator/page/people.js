import { el } from './dom.js';

const colours = [
  '#4a7fd6',
  '#3d9a8b',
  '#8a6fc4',
  '#c2793f',
  '#5b8c5a',
  '#b8657f',
  '#4d8fb3',
  '#7d7f3f',
];
let names = { bot: '机器人', app: '工作台' };
let members = new Map();

/** Remembers who there is. */
export function setPeople(people) {
  names = people.names;
  members = new Map(people.members.map((one) => [one.userid, one]));
}

export function member(userid) {
  return members.get(userid) ?? { userid, name: userid, unit: '', title: '' };
}

export function allMembers() {
  return [...members.values()];
}

export function botName() {
  return names.bot;
}

/** The name above a message. */
export function senderName(from) {
  if (from.kind === 'member') return member(from.userid).name;
  return from.kind === 'robot' ? '消息推送' : names[from.kind];
}

/** A member's square with the surname on the unit's colour. */
export function memberAvatar(userid) {
  const { name, unit } = member(userid);
  return el(
    'span',
    { class: 'avatar', style: `background:${colourOf(unit)}`, 'aria-hidden': 'true' },
    name.slice(0, 1),
  );
}

/** The square beside a message. */
export function senderAvatar(from) {
  if (from.kind === 'member') return memberAvatar(from.userid);
  return el('span', { class: `avatar ${from.kind}`, 'aria-hidden': 'true' });
}

/** The square of a conversation: bot, app, or the first four members of a group. */
export function chatAvatar(chat) {
  if (chat.kind !== 'group')
    return el('span', { class: `avatar ${chat.kind}`, 'aria-hidden': 'true' });
  const tiles = chat.members.slice(0, 4).map((userid) => {
    const { name, unit } = member(userid);
    return el('i', { style: `background:${colourOf(unit)}` }, name.slice(0, 1));
  });
  return el('span', { class: 'avatar group', 'aria-hidden': 'true' }, tiles);
}

function colourOf(unit) {
  let sum = 0;
  for (const letter of unit) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return colours[sum % colours.length];
}
