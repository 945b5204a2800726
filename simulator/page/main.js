import { setClock, startClock } from './clock.js';
import { setHelp, setStatus } from './help.js';
import { allMembers, setPeople } from './people.js';
import { createPhone } from './phone.js';

const KEPT = 'phones';
const MOST_PHONES = 10;
const stage = document.querySelector('#phones');
let phones = [];
let socket = null;
let waitMs = 300;

startClock();
connect();
for (const dialog of document.querySelectorAll('dialog'))
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
document.querySelector('[data-fewer]').onclick = () => resize(phones.length - 1);
document.querySelector('[data-more]').onclick = () => resize(phones.length + 1);
document.addEventListener('keydown', (event) => {
  const number = event.altKey ? Number(event.key) : 0;
  const phone = phones[number - 1];
  if (!phone) return;
  event.preventDefault();
  phone.node.querySelector('textarea:not([hidden]), .chat, .who')?.focus();
});
setInterval(() => phones.forEach((one) => one.refresh()), 30_000); // 昨天 and the like

/** Connects, and again when the server was away: what it says is always the whole, so nothing is missed. */
function connect() {
  socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/page/live`);
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onopen = () => (waitMs = 300);
  socket.onclose = () => {
    setStatus({ online: false, bot: false, app: false });
    setTimeout(connect, waitMs);
    waitMs = Math.min(waitMs * 2, 3000);
  };
}

function hear(frame) {
  switch (frame.type) {
    case 'hello':
      greet(frame);
      status(frame);
      break;
    case 'status':
      status(frame);
      break;
    case 'phone':
      phones[frame.slot]?.show(frame);
      break;
  }
}

function status({ clock, bot, app }) {
  setClock(clock);
  setStatus({ online: true, bot, app });
}

function greet({ corp, names, members, phones: wanted, story }) {
  setPeople({ names, members });
  document.title = `${names.bot} 演示`;
  document.querySelector('[data-product]').textContent = names.bot;
  document.querySelector('[data-corp]').textContent = corp;
  setHelp(story, (words) => phones[0]?.suggest(words));
  if (phones.length === 0) arrange(kept() ?? first(wanted, members));
  watch();
}

/** The world's phones; the first one looks at the bot. */
function first(wanted, members) {
  const userids = wanted.length > 0 ? wanted : members.slice(0, 5).map((one) => one.userid);
  return userids.map((userid, slot) => ({ userid, chat: slot === 0 ? `bot:${userid}` : '' }));
}

function kept() {
  try {
    const all = JSON.parse(localStorage.getItem(KEPT));
    const known = new Set(allMembers().map((one) => one.userid));
    return all?.length > 0 && all.every((one) => known.has(one.userid)) ? all : null;
  } catch {
    return null;
  }
}

function arrange(all) {
  phones = all.map((one, slot) => createPhone({ ...one, slot }, watch));
  stage.replaceChildren(...phones.map((one) => one.node));
  count();
}

function resize(size) {
  if (size < 1 || size > MOST_PHONES) return;
  const shown = new Set(phones.map((one) => one.userid));
  const next = allMembers().find((one) => !shown.has(one.userid) && one.userid.endsWith('-a'));
  if (size < phones.length) phones.pop().node.remove();
  else {
    const userid = next?.userid ?? allMembers()[0].userid;
    phones.push(createPhone({ userid, chat: '', slot: phones.length }, watch));
    stage.append(phones.at(-1).node);
  }
  count();
  watch();
}

function count() {
  stage.style.setProperty('--count', phones.length);
  document.querySelector('[data-count]').textContent = `${phones.length} 部`;
  document.querySelector('[data-fewer]').disabled = phones.length <= 1;
  document.querySelector('[data-more]').disabled = phones.length >= MOST_PHONES;
}

/** Tells the server what is shown, and keeps it for the next visit. */
function watch() {
  const shown = phones.map(({ slot, userid, chat }) => ({ slot, userid, chat }));
  if (socket.readyState === WebSocket.OPEN)
    socket.send(JSON.stringify({ type: 'watch', phones: shown }));
  try {
    localStorage.setItem(KEPT, JSON.stringify(shown));
  } catch {
    // a private window keeps nothing
  }
}
