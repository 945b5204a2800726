import { el } from './dom.js';

const colours =
  '#4a7ab5 #3f9188 #7a6cb5 #b3744a #5c8f57 #6b7fa3 #4c8fa8 #8a7444 #bd8340 #8d6a9f #a8566a'.split(
    ' ',
  );
let names = { bot: '机器人', app: '工作台' };
let members = new Map();
const shades = new Map();

/** Remembers who there is. */
export function setPeople(people) {
  names = people.names;
  members = new Map(people.members.map((one) => [one.userid, one]));
  for (const { unit } of people.members) colourOf(unit);
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

/** A calm colour for each unit, in the order units first appear. */
function colourOf(unit) {
  if (!shades.has(unit)) shades.set(unit, colours[shades.size % colours.length]);
  return shades.get(unit);
}
