// Plays the emergency of the README on a product of its own and photographs the chat page: npm run picture
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { groupsBound } from '../bench/support/groups.ts';
import { startProduct, withFolder, type RunningProduct } from '../bench/support/product.ts';

const words =
  '紧急！拓东路白塔路口路面塌了一个坑，公交差点掉进去，拓东街道已拉警戒，请住建、交警、排水公司马上来';
const phones = [
  { userid: 'td-a', chat: 'bot:td-a' },
  { userid: 'zjj-a', group: '住建局工作群' },
  { userid: 'psg-a', group: '排水公司工作群' },
  { userid: 'jjd-a', group: '交警大队工作群' },
];

interface Message {
  readonly id: string;
  readonly body: {
    readonly text?: string;
    readonly card?: {
      readonly main_title?: { readonly title?: string };
      readonly button_list?: readonly { readonly text: string; readonly key: string }[];
    };
  };
}
interface World {
  readonly chats: readonly { readonly id: string; readonly name?: string }[];
}

await withFolder(async (dataDir) => {
  const command = [process.execPath, 'bin/run.mjs', 'src/main.ts'] as const;
  const product = await startProduct({ dataDir, command });
  try {
    await groupsBound(product.simulatorUrl);
    await photograph(product, () => play(product));
  } finally {
    await product.stop();
  }
});

/** One department is there, one has signed, one says nothing until it is reminded. */
async function play({ url, simulatorUrl }: RunningProduct): Promise<void> {
  const speed = (times: number) => post(`${url}/demo/clock`, { speed: times });
  await speed(1);
  await post(`${simulatorUrl}/control/say`, { from: 'td-a', chat: { bot: true }, text: words });
  await tap(simulatorUrl, 'td-a', 'chat=bot:td-a', '确认吹哨');
  await tap(simulatorUrl, 'zjj-a', 'group=住建局工作群', '报到');
  await tap(simulatorUrl, 'psg-a', 'group=排水公司工作群', '签收');
  await speed(60);
  await find(simulatorUrl, 'group=交警大队工作群', ({ body }) =>
    /黄色预警|逾期/u.test(JSON.stringify(body)),
  );
  await speed(1);
  await sleep(2000);
}

async function tap(simulator: string, from: string, where: string, label: string): Promise<void> {
  const buttonOf = ({ body }: Message) =>
    body.card?.button_list?.find(({ text }) => text === label);
  const message = await find(simulator, where, (one) => buttonOf(one) !== undefined);
  await sleep(500);
  const key = buttonOf(message)?.key;
  await post(`${simulator}/control/tap`, { from, messageId: message.id, key });
}

async function find(
  simulator: string,
  where: string,
  isIt: (one: Message) => boolean,
): Promise<Message> {
  for (let look = 0; look < 300; look += 1) {
    const { messages } = await get<{ messages: Message[] }>(`${simulator}/control/log?${where}`);
    const found = messages.findLast(isIt);
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`it does not come: ${where}`);
}

/** The page is open from the start: the bot greets whoever opens its chat. */
async function photograph({ simulatorUrl }: RunningProduct, story: () => Promise<void>) {
  const paths = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const executablePath = paths.find((one) => one !== undefined && existsSync(one));
  if (executablePath === undefined) throw new Error('needs Chromium: apt-get install chromium');
  const { chats } = await get<World>(`${simulatorUrl}/control/world`);
  const shown = phones.map(({ userid, chat, group }, slot) => ({
    slot,
    userid,
    chat: chat ?? chats.find(({ name }) => name === group)?.id ?? '',
  }));
  const keep = `localStorage.setItem('phones', ${JSON.stringify(JSON.stringify(shown))})`;
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
    await page.addInitScript({ content: keep });
    await page.goto(simulatorUrl);
    await page.getByText('本群已绑定').first().waitFor();
    await story();
    await page.waitForTimeout(5000); // notices at the top of a phone go away by themselves
    await page.screenshot({ path: fileURLToPath(new URL('chat.png', import.meta.url)) });
  } finally {
    await browser.close();
  }
}

async function get<Answer>(url: string): Promise<Answer> {
  return (await (await fetch(encodeURI(url))).json()) as Answer;
}

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}
