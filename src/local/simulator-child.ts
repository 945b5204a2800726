import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorCredentials } from './credentials.ts';
import type { Env } from './identity.ts';
import { LocalError } from './local-error.ts';
import type { LocalLog } from './local-error.ts';

export interface SimulatorOptions {
  /** The folder of the product, where bin/run.mjs lies. */
  readonly root: string;
  readonly port: number;
  readonly dataDir: string;
  readonly worldFile: string;
  readonly clockUrl: string;
  readonly appCallback: string;
  readonly credentials: SimulatorCredentials;
  readonly log: LocalLog;
  /** What the child inherits. */
  readonly env?: Env;
  /** Program and arguments to run instead of the simulator (tests). */
  readonly command?: readonly [string, ...string[]];
}

export type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const readyWithinMs = 60_000;

/** Starts the simulator's process with its settings, in a group of its own. */
export function spawnSimulator(options: SimulatorOptions): Child {
  const { root, credentials } = options;
  const run = [path.join(root, 'bin', 'run.mjs'), 'simulator/src/main.ts'] as const;
  const [file, ...args] = options.command ?? [process.execPath, ...run];
  const env = {
    ...options.env,
    SIMULATOR_PORT: String(options.port),
    SIMULATOR_DATA: options.dataDir,
    SIMULATOR_WORLD: options.worldFile,
    SIMULATOR_CLOCK_URL: options.clockUrl,
    SIMULATOR_APP_CALLBACK: options.appCallback,
    SIMULATOR_PARENT: '1',
    WECOM_CORP_ID: credentials.corpId,
    WECOM_AGENT_ID: String(credentials.agentId),
    WECOM_AGENT_SECRET: credentials.agentSecret,
    WECOM_TOKEN: credentials.token,
    WECOM_ENCODING_AES_KEY: credentials.encodingAesKey,
    WECOM_BOT_ID: credentials.botId,
    WECOM_BOT_SECRET: credentials.botSecret,
  };
  const child = spawn(file, args, {
    cwd: root,
    env,
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined); // it may die before its stdin is closed
  return child;
}

/** Waits for the line that says it is ready; its stderr goes to the log, before and after. */
export async function readyLine(
  child: Child,
  { port, log }: SimulatorOptions,
  onReady: () => void,
): Promise<string> {
  let lastWords = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (/EADDRINUSE/.test(line) || lastWords === '') lastWords = line;
    log.warn({ from: 'simulator' }, line);
  });
  const timer = new AbortController();
  try {
    return await Promise.race([
      new Promise<string>((resolve) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
          if (!line.startsWith('ready ')) return;
          onReady();
          resolve(line);
        });
      }),
      failure(child, () => lastWords, port),
      sleep(readyWithinMs, undefined, { signal: timer.signal }).then(() => {
        throw new LocalError(`模拟器未能在 ${readyWithinMs / 1000} 秒内启动：请查看上面的日志。`);
      }),
    ]);
  } catch (error) {
    await end(child);
    throw error;
  } finally {
    timer.abort();
  }
}

async function failure(child: ChildProcess, lastWords: () => string, port: number): Promise<never> {
  const reason = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(`退出 ${signal ?? code ?? ''}`));
  });
  if (lastWords().includes('EADDRINUSE')) throw portTaken(port);
  throw new LocalError(
    `模拟器启动失败（${[reason, lastWords()].filter(Boolean).join('，')}）：请查看日志，或设置 SIMULATOR=off。`,
  );
}

/** Closes its stdin, and insists when that is not enough; takes at most 5 s. */
export async function end(child: Child): Promise<void> {
  child.stdin.end();
  for (const [signal, waitMs] of [
    [null, 3000],
    ['SIGTERM', 1000],
    ['SIGKILL', 1000],
  ] as const) {
    if (signal) child.kill(signal);
    for (const deadline = Date.now() + waitMs; Date.now() < deadline;) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      await sleep(20);
    }
  }
}

/** The sentence for a port that another program listens on. */
export function portTaken(port: number): LocalError {
  return new LocalError(
    `SIMULATOR_PORT（${port}）已被占用：请停止占用它的程序，或换一个端口，例如 SIMULATOR_PORT=${port + 1}。`,
  );
}
