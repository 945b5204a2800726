import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A product started as somebody types it, on ports and a data folder of its own. */
export interface RunningProduct {
  readonly pid: number;
  readonly url: string;
  readonly simulatorUrl: string;
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

interface Start {
  /** The folder of the product. */
  readonly root?: string;
  readonly dataDir: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly withinMs?: number;
}

/** Starts it and waits for /readyz to say 200. */
export async function startProduct(start: Start): Promise<RunningProduct> {
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const [file, ...args] = start.command;
  const began = performance.now();
  const child = spawn(file, args, {
    cwd: start.root ?? process.cwd(),
    env: {
      ...process.env,
      ...start.env,
      DATA_DIR: start.dataDir,
      PORT: `${port}`,
      SIMULATOR_PORT: `${simulatorPort}`,
    },
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} cannot be started`);
  const url = `http://127.0.0.1:${port}`;
  const ended = once(child, 'exit');
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() - began > (start.withinMs ?? 60_000))
      throw new Error('the product is not ready');
    await sleep(20);
  }
  return {
    pid,
    url,
    simulatorUrl: `http://127.0.0.1:${simulatorPort}`,
    readyAfterMs: performance.now() - began,
    stop: async () => {
      process.kill(-pid, 'SIGTERM');
      await ended;
      await isGone(url); // npm may end before it
    },
  };
}

/** Gives the work an empty folder and removes it afterwards. */
export async function withFolder<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shaoxiang-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function isGone(url: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  const alive = () =>
    fetch(`${url}/livez`, { signal: AbortSignal.timeout(1000) }).then(
      () => true,
      (error: unknown) => error instanceof Error && error.name === 'TimeoutError',
    );
  while (await alive()) {
    if (performance.now() > deadline) throw new Error('the product does not stop');
    await sleep(50);
  }
  await sleep(500); // its PostgreSQL stops last
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
