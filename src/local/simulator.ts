import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorCredentials } from './credentials.ts';
import type { Env } from './identity.ts';
import { LocalError, codeOf } from './local-error.ts';
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

export interface LocalSimulator {
  readonly url: string;
  readonly wsUrl: string;
  /** Asks it to end by closing its stdin; resolves when it is gone, after 5 s at the latest. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const readyWithinMs = 60_000;

/**
 * Runs the simulator as a child process and resolves when it is ready. It ends when its stdin does, so it never
 * outlives us; when it dies by itself it is started again. Rejects with a `LocalError` when it cannot be started.
 */
export async function startSimulator(options: SimulatorOptions): Promise<LocalSimulator> {
  const { port, log } = options;
  if (!(await isFree(port))) throw portTaken(port);
  let child: Child;
  let stopping = false;
  const launch = async (): Promise<string> => {
    let up = false; // before that, its death is the failure of this launch
    child = spawnSimulator(options);
    child.once('exit', (code, signal) => {
      if (stopping || !up) return;
      log.warn({ code, signal }, 'the simulator died: starting it again');
      again = relaunch();
    });
    return await readyLine(child, options, () => (up = true));
  };
  const relaunch = async (): Promise<void> => {
    for (let waitMs = 200; ; waitMs = Math.min(2 * waitMs, 10_000)) {
      await sleep(waitMs, undefined, { ref: false });
      if (stopping) return;
      try {
        await launch();
        return;
      } catch (error) {
        log.warn({ error: String(error) }, 'the simulator does not come back yet');
      }
    }
  };
  let again: Promise<void> = Promise.resolve();
  const ready = await launch();
  return {
    url: /\bhttps?:\/\/\S+/.exec(ready)?.[0] ?? `http://127.0.0.1:${port}`,
    wsUrl: /\bwss?:\/\/\S+/.exec(ready)?.[0] ?? `ws://127.0.0.1:${port}`,
    stop: async () => {
      stopping = true;
      await end(child);
      await Promise.race([again, sleep(500, undefined, { ref: false })]);
    },
  };
}

function spawnSimulator(options: SimulatorOptions): Child {
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
async function readyLine(
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

async function end(child: Child): Promise<void> {
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

function portTaken(port: number): LocalError {
  return new LocalError(
    `SIMULATOR_PORT（${port}）已被占用：请停止占用它的程序，或换一个端口，例如 SIMULATOR_PORT=${port + 1}。`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const code = await new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen(port, '127.0.0.1', () => resolve(''));
  });
  await new Promise((resolve) => server.close(resolve));
  return code !== 'EADDRINUSE';
}
