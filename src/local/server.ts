import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { as } from './identity.ts';
import type { Env } from './identity.ts';
import { LocalError } from './local-error.ts';
import { disownPidFile, isRunning, parsePidFile, readPidFile, serves } from './pid-file.ts';
import { freePort } from './ports.ts';
import { pidFileSeenBy } from './session.ts';
import { spawnServer } from './spawn-server.ts';

export interface Server {
  readonly pid: number;
  readonly port: number;
  /** It was already running: the process that started it died without stopping it. */
  readonly adopted: boolean;
}

export interface BringUp {
  readonly cluster: Cluster;
  readonly env: Env;
  /** Null: any free one. Given: only this one, since others already know it. */
  readonly port: number | null;
}

const patienceMs = 60_000; // recovery after a crash of the machine may take a while
/** Returns the server that runs on this cluster, started when none does. */
export async function bringUp(wanted: BringUp): Promise<Server> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    const found = await findServer(wanted.cluster);
    const server = found === 'busy' ? null : (found ?? (await startServer(wanted)));
    if (server) return server;
    await sleep(100);
  }
  throw new LocalError(
    `DATA_DIR 中的数据库（${wanted.cluster.home}）启动超时：请查看 ${wanted.cluster.log}，确认没有别的 PostgreSQL 占用它。`,
  );
}

/** Stops the server, at first politely (sessions are ended, data is written out); takes at most 8 s. */
export async function stopServer(cluster: Cluster, env: Env, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    const stop = ['stop', '-D', cluster.data, '-m', 'fast', '-t', '7'];
    const { file, args, options } = as(cluster.identity, env, cluster.binaries.pgCtl, stop);
    spawn(file, args, { ...options, stdio: 'ignore' }).unref();
    await gone(pid, 8000);
    return;
  }
  // Fast shutdown; immediate shutdown, mended by recovery at the next start; and what cannot be refused.
  const steps = [
    ['SIGINT', 5000],
    ['SIGQUIT', 2000],
    ['SIGKILL', 500],
  ] as const;
  for (const [signal, waitMs] of steps) {
    if (!isRunning(pid) || readPidFile(cluster.data)?.pid !== pid) break;
    process.kill(pid, signal);
    if (await gone(pid, waitMs)) return;
  }
  await gone(pid, 500);
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; isRunning(pid);) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** The live server of this cluster; `busy` while it starts or stops; null when there is none, or only its traces. */
async function findServer(cluster: Cluster): Promise<Server | 'busy' | null> {
  const file = readPidFile(cluster.data);
  if (!file || !isRunning(file.pid)) return null;
  try {
    const seen = parsePidFile(await pidFileSeenBy(cluster, file.port));
    if (seen?.identity === file.identity) return { pid: file.pid, port: file.port, adopted: true };
  } catch {
    // Nobody there, not ready, or not ours: the command line tells.
  }
  if (serves(file.pid, cluster.data)) return 'busy';
  disownPidFile(cluster.data, file);
  return null;
}

/** Starts a server of its own process group, so that Ctrl-C reaches the product first. Null: try again. */
async function startServer({ cluster, env, port: given }: BringUp): Promise<Server | null> {
  const port = given ?? (await freePort());
  const { child, failure } = spawnServer(cluster, env, port);
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    await sleep(15);
    const file = readPidFile(cluster.data);
    const mine = process.platform === 'win32' || file?.pid === child.pid;
    if (file?.ready === true && mine && isRunning(file.pid)) {
      return { pid: file.pid, port, adopted: false };
    }
    const failed = failure();
    if (failed === null) continue;
    if (/Address already in use|could not bind|shared memory block|lock file/.test(failed))
      return null;
    throw new LocalError(
      `内置 PostgreSQL 启动失败（${failed}）：请查看 ${cluster.log}，或设置 DATABASE_URL。`,
    );
  }
  return null;
}
