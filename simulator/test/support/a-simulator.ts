import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '../../src/config.ts';
import { startSimulator } from '../../src/simulator.ts';
import type { Timing } from '../../src/timing.ts';

export type Fields = Record<string, unknown>;

export const smallWorld = {
  corp: { name: '测试区' },
  bot: { name: '哨响' },
  app: { name: '哨响工作台' },
  members: [
    { userid: 'td-a', name: '程娜', unit: '拓东街道', title: '工作人员' },
    { userid: 'td-lead', name: '白成', unit: '拓东街道', title: '主任' },
    { userid: 'cgj-a', name: '龙滇', unit: '城管局', title: '联络员' },
    { userid: 'cgj-b', name: '徐龙', unit: '城管局', title: '备用联络员' },
  ],
  groups: [
    { name: '城管局工作群', members: ['cgj-a', 'cgj-b'], bot: true },
    { name: '拓东街道工作群', members: ['td-a', 'td-lead'], bot: true },
  ],
  phones: ['td-a', 'cgj-a'],
  opening: [] as { group: string; from: string; text: string }[],
};

/** A simulator on a free port with a data folder of its own, and hands to use it with. */
export async function aSimulator(
  options: { world?: object; config?: Partial<Config>; timing?: Partial<Timing> } = {},
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'wecom-'));
  const worldFile = path.join(folder, 'world.json');
  writeFileSync(worldFile, JSON.stringify({ ...smallWorld, ...options.world }));
  const config: Config = {
    port: 0,
    dataFolder: path.join(folder, 'data'),
    worldFile,
    clockUrl: null,
    appCallback: null,
    credentials: {},
    hasParent: false,
    ...options.config,
  };
  let simulator = await startSimulator(config, options.timing);

  async function call(method: string, where: string, body?: unknown): Promise<Fields> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${simulator.url}${where}`, init);
    return (await response.json()) as Fields;
  }
  async function token(): Promise<string> {
    const { corpId, agentSecret } = simulator.credentials;
    const query = `corpid=${corpId}&corpsecret=${agentSecret}`;
    return String((await call('GET', `/cgi-bin/gettoken?${query}`)).access_token);
  }
  const api = async (where: string, body: Fields) =>
    call('POST', `/cgi-bin/${where}?access_token=${await token()}`, body);

  return {
    folder,
    config,
    call,
    token,
    api,
    url: () => simulator.url,
    credentials: () => simulator.credentials,
    get: (where: string) => call('GET', where),
    control: (verb: string, body: Fields = {}) => call('POST', `/control/${verb}`, body),
    send: (body: Fields) =>
      api('message/send', { agentid: Number(simulator.credentials.agentId), ...body }),
    /** Messages as a member sees them. */
    seenBy: async (userid: string) =>
      (await call('GET', `/control/log?member=${userid}`)).messages as SeenMessage[],
    restart: async () => {
      await simulator.stop();
      simulator = await startSimulator(config, options.timing);
    },
    stop: async () => {
      await simulator.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
export type ASimulator = Awaited<ReturnType<typeof aSimulator>>;

export interface SeenMessage {
  readonly id: string;
  readonly from: { readonly kind: string };
  readonly lost: boolean;
  readonly chat: { readonly id: string; readonly kind: string };
  readonly body: {
    readonly type: string;
    readonly text?: string;
    readonly card?: Fields;
    readonly greyed?: string | null;
    readonly taskId?: string;
  };
}

/** A card with one button, in either dialect. */
export function aCard(taskId: string, button: Fields = {}): Fields {
  return {
    card_type: 'button_interaction',
    main_title: { title: '街道吹哨' },
    button_list: [{ text: '报到', style: 1, key: 'check-in', ...button }],
    task_id: taskId,
  };
}
