import { fileURLToPath } from 'node:url';
import type { Credentials } from './world/model.ts';

export interface Config {
  readonly port: number;
  readonly dataFolder: string;
  readonly worldFile: string;
  readonly clockUrl: string | null;
  /** Where the app's callbacks go; null: none is configured (43012). */
  readonly appCallback: string | null;
  /** What the environment says; the rest is made once and kept. */
  readonly credentials: Partial<Credentials>;
  /** Exit when stdin ends: the parent is gone. */
  readonly hasParent: boolean;
}

const shippedWorld = fileURLToPath(new URL('../worlds/panlong.json', import.meta.url));

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the environment once; throws one error that names every fault. */
export function readConfig(env: Env): Config {
  const faults: string[] = [];
  const port = Number(env.SIMULATOR_PORT ?? '8090');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    faults.push(`SIMULATOR_PORT is not a port: ${env.SIMULATOR_PORT ?? ''}`);
  const clockUrl = env.SIMULATOR_CLOCK_URL ?? '';
  const appCallback = env.SIMULATOR_APP_CALLBACK ?? 'http://127.0.0.1:8080/wecom/app';
  if (clockUrl !== '' && !URL.canParse(clockUrl)) faults.push('SIMULATOR_CLOCK_URL is not a URL');
  if (appCallback !== '' && !URL.canParse(appCallback))
    faults.push('SIMULATOR_APP_CALLBACK is not a URL');
  const credentials = credentialsOf(env);
  if (credentials.aesKey !== undefined && !/^[a-zA-Z0-9]{43}$/.test(credentials.aesKey))
    faults.push('WECOM_ENCODING_AES_KEY needs 43 letters and digits');
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return {
    port,
    dataFolder: filled(env.SIMULATOR_DATA) ?? '.data/simulator',
    worldFile: filled(env.SIMULATOR_WORLD) ?? shippedWorld,
    clockUrl: clockUrl === '' ? null : clockUrl,
    appCallback: appCallback === '' ? null : appCallback,
    credentials,
    hasParent: env.SIMULATOR_PARENT === '1',
  };
}

const names: Readonly<Record<keyof Credentials, string>> = {
  corpId: 'WECOM_CORP_ID',
  agentId: 'WECOM_AGENT_ID',
  agentSecret: 'WECOM_AGENT_SECRET',
  token: 'WECOM_TOKEN',
  aesKey: 'WECOM_ENCODING_AES_KEY',
  botId: 'WECOM_BOT_ID',
  botSecret: 'WECOM_BOT_SECRET',
};

/** The environment lines somebody needs who wants to connect a bot. */
export function connectLines(credentials: Credentials, url: string): string[] {
  const fields = Object.keys(names) as (keyof Credentials)[];
  return [
    `WECOM_API_BASE=${url}`,
    `WECOM_BOT_WS_URL=${url.replace(/^http/, 'ws')}/bot`,
    ...fields.map((field) => `${names[field]}=${credentials[field]}`),
  ];
}

function credentialsOf(env: Env): Partial<Credentials> {
  const fields = Object.keys(names) as (keyof Credentials)[];
  const given = fields.flatMap((field) => {
    const value = filled(env[names[field]]);
    return value === null ? [] : [[field, value] as const];
  });
  return Object.fromEntries(given);
}

function filled(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
