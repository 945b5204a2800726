import { post } from './dom.js';

const zone = 'Asia/Shanghai';
const format = (options) => new Intl.DateTimeFormat('zh-CN', { timeZone: zone, ...options });
const dayFormat = format({ month: 'long', day: 'numeric' });
const weekFormat = format({ weekday: 'short' });
const timeFormat = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const fullFormat = format({
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const keyFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });

let base = { at: Date.now(), mark: performance.now(), speed: 1 };

/** The demo's time now, run on from what the server last said. */
export function demoNow() {
  return new Date(base.at + (performance.now() - base.mark) * base.speed);
}

/** The time of day: 09:05. */
export function timeOf(iso) {
  return timeFormat.format(new Date(iso));
}

/** The time as a conversation list shows it: today the time, yesterday 昨天, else the day. */
export function shortTime(iso) {
  const day = keyFormat.format(new Date(iso));
  if (day === keyFormat.format(demoNow())) return timeOf(iso);
  const yesterday = new Date(demoNow().getTime() - 86_400_000);
  return day === keyFormat.format(yesterday) ? '昨天' : dayFormat.format(new Date(iso));
}

/** The time as it stands between messages. */
export function longTime(iso) {
  const date = new Date(iso);
  return `${dayFormat.format(date)} ${weekFormat.format(date)} ${timeOf(iso)}`;
}

/** Starts the clock in the top bar and its speed buttons. */
export function startClock() {
  const face = document.querySelector('[data-clock]');
  for (const button of document.querySelectorAll('[data-speed]'))
    button.addEventListener('click', () => changeSpeed(Number(button.dataset.speed)));
  const tick = () => {
    const now = demoNow();
    face.dateTime = now.toISOString();
    face.replaceChildren(day(now), time(now));
  };
  tick();
  setInterval(tick, 200);
}

/** Takes over the server's clock; without a speed there is nobody to ask and no buttons. */
export function setClock({ now, speed }) {
  base = { at: Date.parse(now), mark: performance.now(), speed: speed ?? 1 };
  document.querySelector('.speeds').hidden = speed === null;
  for (const button of document.querySelectorAll('[data-speed]'))
    button.setAttribute('aria-pressed', String(Number(button.dataset.speed) === speed));
}

async function changeSpeed(speed) {
  try {
    setClock(await post('/page/clock', { speed }));
  } catch {
    // the clock did not answer: it goes on as it was, and the buttons show so
  }
}

function day(now) {
  const node = document.createElement('span');
  node.textContent = `${dayFormat.format(now)} ${weekFormat.format(now)}`;
  return node;
}

function time(now) {
  const node = document.createElement('b');
  node.textContent = fullFormat.format(now);
  return node;
}
