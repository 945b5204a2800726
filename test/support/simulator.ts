import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCredentials, type SimulatorCredentials } from '../../src/local/credentials.ts';
import { startSimulator } from '../../src/local/simulator.ts';
import { toWorld } from '../../src/rulebook/world.ts';
import { eventually } from './eventually.ts';
import { panlong } from './panlong.ts';

export const productRoot = fileURLToPath(new URL('../..', import.meta.url));

export type Where = { readonly group: string } | { readonly bot: true } | { readonly app: true };

/** A message as one member sees it. */
export interface Seen {
  readonly id: string;
  readonly seq: number;
  readonly from: { readonly kind: string; readonly userid?: string };
  readonly chat: { readonly id: string; readonly kind: string; readonly name: string };
  readonly body: {
    readonly type: string;
    readonly text?: string;
    readonly greyed?: string | null;
    readonly taskId?: string;
    readonly card?: CardSeen;
  };
}

interface CardSeen {
  readonly main_title?: { readonly title?: string; readonly desc?: string };
  readonly button_list?: readonly { readonly text: string }[];
  readonly submit_button?: { readonly text: string };
  readonly select_list?: readonly {
    readonly question_key: string;
    readonly option_list: readonly { readonly id: string }[];
  }[];
}

export interface Tapped {
  readonly delivered: boolean;
  readonly answered: boolean;
  readonly ms: number;
  readonly card: CardSeen | null;
}

export type Simulated = Awaited<ReturnType<typeof startWorld>>;

/** Groups of the small world: one street, two departments that are called, one that never is, and the district’s. */
export const groups = [
  '拓东街道工作群',
  '城管局工作群',
  '市场监管局工作群',
  '住建局工作群',
  '区级指挥群',
] as const;

/**
 * A WeCom of the test’s own, as a process, with Panlong’s members in a few groups. `opening`: whether they bind their
 * groups by themselves when the bot first connects; `shown`: the groups there are.
 */
export async function startWorld({
  opening = true,
  shown = groups,
}: { readonly opening?: boolean; readonly shown?: readonly string[] } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shaoxiang-world-'));
  const worldFile = path.join(folder, 'world.json');
  const world = toWorld(panlong());
  const few = (name: string) => shown.includes(name);
  writeFileSync(
    worldFile,
    JSON.stringify({
      ...world,
      groups: world.groups.filter((one) => few(one.name)),
      opening: opening ? world.opening.filter((one) => few(one.group)) : [],
    }),
  );
  const credentials = makeCredentials();
  const [port, productPort] = [await freePort(), await freePort()];
  const simulator = await startSimulator({
    root: productRoot,
    port,
    dataDir: folder,
    worldFile,
    clockUrl: '',
    appCallback: `http://127.0.0.1:${productPort}/wecom/app`,
    credentials,
    log: { info: () => undefined, warn: () => undefined },
    env: process.env,
  });
  const base = `http://127.0.0.1:${port}`;
  const post = async <Answer>(verb: string, body: object, method = 'POST'): Promise<Answer> => {
    const answer = await fetch(`${base}/control/${verb}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${verb} ${JSON.stringify(body)}: ${answer.status} ${text}`);
    return JSON.parse(text) as Answer;
  };
  /** What one member sees (all of it without one), oldest first. */
  const log = async (query: Readonly<Record<string, string>> = {}): Promise<readonly Seen[]> => {
    const answer = await fetch(`${base}/control/log?${new URLSearchParams(query).toString()}`);
    return ((await answer.json()) as { messages: readonly Seen[] }).messages;
  };
  const find = async (member: string, button: string, where: Where | null = null) =>
    (await log({ member })).findLast((one) => has(one, button) && isIn(one, where));
  return {
    base,
    credentials,
    /** The port its app callback expects the product on. */
    productPort,
    env: connection(base, credentials),
    log,
    /** `beside`: `image` in base64, or a `place` (to the app). */
    say: (from: string, chat: Where, text: string, waitMs = 0, beside: object = {}) =>
      post<{ delivered: boolean | null; answered: boolean; reply: Seen | null }>('say', {
        from,
        chat,
        text,
        waitMs: String(waitMs),
        ...beside,
      }),
    /** The newest live card with this button on the member’s phone, waited for. */
    card: (member: string, button: string, where: Where | null = null, withinMs = 15_000) =>
      eventually(
        `${member} sees a card with ${button}`,
        () => find(member, button, where),
        withinMs,
      ),
    find,
    async tap(
      from: string,
      card: Pick<Seen, 'id'>,
      buttonText: string,
      selected: Readonly<Record<string, readonly string[]>> = {},
    ) {
      return post<Tapped>('tap', { from, messageId: card.id, buttonText, selected });
    },
    faults: (patch: object) => post<unknown>('faults', patch),
    noFaults: () => post<unknown>('faults', {}, 'DELETE'),
    dropConnection: () => post<unknown>('drop-connection', {}),
    isConnected: async () =>
      ((await (await fetch(`${base}/control/world`)).json()) as { connected: boolean }).connected,
    /** Texts and card titles of a group as a bystander would list them. */
    async titles(group: string): Promise<readonly string[]> {
      return (await log({ group })).filter((one) => one.from.kind !== 'member').map(titleOf);
    },
    async stop() {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first words of a message. */
export const titleOf = ({ body }: Seen): string =>
  body.card ? (body.card.main_title?.title ?? '') : (body.text ?? '');

/** The words on the buttons of a card. */
export const buttonsOf = (card: CardSeen | null | undefined): readonly string[] => [
  ...(card?.button_list ?? []).map((one) => one.text),
  ...(card?.submit_button ? [card.submit_button.text] : []),
];

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const has = ({ body }: Seen, button: string): boolean =>
  (body.greyed ?? null) === null && buttonsOf(body.card).includes(button);

function isIn({ chat }: Seen, where: Where | null): boolean {
  if (where === null) return true;
  return 'group' in where
    ? chat.name === where.group
    : chat.kind === ('bot' in where ? 'bot' : 'app');
}

/** What the product is told to reach this simulator. */
function connection(base: string, credentials: SimulatorCredentials) {
  return {
    WECOM_API_BASE: base,
    WECOM_CORP_ID: credentials.corpId,
    WECOM_AGENT_ID: String(credentials.agentId),
    WECOM_AGENT_SECRET: credentials.agentSecret,
    WECOM_TOKEN: credentials.token,
    WECOM_ENCODING_AES_KEY: credentials.encodingAesKey,
    WECOM_BOT_ID: credentials.botId,
    WECOM_BOT_SECRET: credentials.botSecret,
    WECOM_BOT_WS_URL: `${base.replace('http', 'ws')}/bot`,
  };
}
