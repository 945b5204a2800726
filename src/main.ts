import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { ConfigError, readConfig, type Config } from './config.ts';
import type { RuleBook } from './domain/rule-book.ts';
import { simulatorCredentials } from './local/credentials.ts';
import { LocalError } from './local/local-error.ts';
import { startPostgres } from './local/postgres.ts';
import { startSimulator } from './local/simulator.ts';
import { toWorld } from './rulebook/world.ts';
import { readRuleBook, startService } from './service.ts';
import { WecomError } from './wecom/error.ts';

const stops: (() => Promise<unknown>)[] = [];
let stopping: Promise<void> | null = null;

try {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stopAndExit);
  await main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  await stop();
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  // State is in the database: a promise nobody looked at is a bug to be told, not a reason to fall silent.
  process.on('unhandledRejection', (error) =>
    log.error({ err: error instanceof Error ? error.stack : typeof error }, 'unhandled'),
  );
  const book = readRuleBook(config.rulebook, log);
  const [databaseUrl, wired] = await Promise.all([
    database(config, log),
    simulated(config, book, log),
  ]);
  const service = await startService(wired, {
    databaseUrl,
    book,
    log,
    prefix: 'shaoxiang',
    demo: config.simulator !== null,
  });
  stops.push(() => service.stop());
  tell(config, service.port);
}

async function database(config: Config, log: Logger): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  const own = await startPostgres({ dataDir: config.dataDir, log, env: process.env });
  stops.push(() => own.stop());
  return own.url;
}

/** With the simulator on: starts it and gives the configuration its credentials. It ends when this process does. */
async function simulated(config: Config, book: RuleBook, log: Logger): Promise<Config> {
  if (config.simulator === null) return config;
  const folder = path.join(config.dataDir, 'simulator');
  mkdirSync(folder, { recursive: true });
  const worldFile = path.join(folder, 'rule-book-world.json');
  writeFileSync(worldFile, JSON.stringify(toWorld(book)));
  const credentials = simulatorCredentials(config.dataDir);
  const here = `http://127.0.0.1:${String(config.port)}`;
  const simulator = await startSimulator({
    root: productFolder(),
    port: config.simulator.port,
    dataDir: path.resolve(folder),
    worldFile: path.resolve(worldFile),
    clockUrl: `${here}/demo/clock`,
    appCallback: `${here}/wecom/app`,
    credentials,
    log,
    env: process.env,
  });
  stops.push(() => simulator.stop());
  const { corpId, agentId, agentSecret, token, encodingAesKey, botId, botSecret } = credentials;
  const at = `127.0.0.1:${String(config.simulator.port)}`;
  return {
    ...config,
    app: { apiBase: `http://${at}`, corpId, agentId, secret: agentSecret, token, encodingAesKey },
    bot: { botId, secret: botSecret, wsUrl: `ws://${at}/bot` },
  };
}

function stopAndExit(): void {
  stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

/** Finishes or hands back what is in hand, last things first; ten seconds at most (I12). */
function stop(): Promise<void> {
  stopping ??= (async () => {
    const late = setTimeout(() => process.exit(1), 10_000);
    for (const one of stops.reverse()) await one().catch(() => undefined);
    clearTimeout(late);
  })();
  return stopping;
}

/** Which promises can be kept with what is configured (design 2). */
function tell(config: Config, port: number): void {
  const lines = [
    `哨响已启动：http://127.0.0.1:${String(port)}/readyz`,
    ...(config.simulator ? [`演示聊天页：http://127.0.0.1:${String(config.simulator.port)}/`] : []),
    ...(config.simulator || config.bot
      ? []
      : ['未配智能机器人：不能向工作群发卡片，只能私聊联络员和领导。']),
    ...(config.simulator || config.app
      ? []
      : ['未配自建应用：只有先给机器人发过消息的人才能收到私聊卡片。']),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function messageOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof LocalError) return error.message;
  if (error instanceof WecomError) return refusedText(error);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'PORT：端口已被占用，请换一个 PORT，或先停掉占用它的程序。';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function refusedText({ api, kind, errcode }: WecomError): string {
  const why = `（${api}，${kind}${errcode === null ? '' : ` ${String(errcode)}`}）`;
  if (api.startsWith('aibot'))
    return `WECOM_BOT_ID、WECOM_BOT_SECRET：企业微信拒绝了智能机器人的凭据${why}。请到管理后台核对，Secret 重新生成后旧的会失效。`;
  return `WECOM_CORP_ID、WECOM_AGENT_SECRET：取不到自建应用的 access_token${why}。请核对企业 ID、Secret、可信 IP 和 WECOM_API_BASE。`;
}

/** Where bin/ and simulator/ stand. The image has neither, and never starts the simulator. */
function productFolder(): string {
  return path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
}
