import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/eventually.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A message as the simulator's control API tells it. */
export interface Told {
  readonly id: string;
  readonly seq: number;
  readonly from: { readonly kind: string; readonly userid?: string };
  readonly chat: { readonly id: string; readonly name: string };
  readonly body: {
    readonly type: string;
    readonly text?: string;
    readonly card?: { readonly main_title?: { readonly title?: string } };
  };
}

export interface WholeProduct {
  readonly pageUrl: string;
  /** Every message of a group, or those one member sees, oldest first. */
  log(query: Readonly<Record<string, string>>): Promise<readonly Told[]>;
  /** SIGKILL: no time for anything. */
  kill(): Promise<void>;
  /** Starts it again with the same data folder and ports, as somebody at the console would. */
  start(): Promise<void>;
  /** SIGTERM, waited for; the data folder goes. */
  end(): Promise<void>;
  output(): string;
}

/** What `npm start` runs, with nothing configured but free ports and a data folder of its own. */
export async function startWholeProduct(): Promise<WholeProduct> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'shaoxiang-story-'));
  const [port, simulatorPort] = [await freePort(), await freePort()];
  const pageUrl = `http://127.0.0.1:${simulatorPort}/`;
  let child: ChildProcess | null = null;
  let output = '';

  const start = async () => {
    const env = {
      ...clean(process.env),
      DATA_DIR: dataDir,
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      LOG_LEVEL: 'warn',
    };
    const entry = [path.join(root, 'bin', 'run.mjs'), 'src/main.ts'];
    const started = spawn(process.execPath, entry, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child = started;
    const isUp = async () => {
      if (started.exitCode !== null) throw new Error(`the product ended: ${output}`);
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      if (!ready?.ok) return false;
      const world = await fetch(`${pageUrl}control/world`).catch(() => null);
      return world?.ok && ((await world.json()) as { connected: boolean }).connected;
    };
    await eventually('the product is up', isUp, 40_000);
  };

  const signal = async (name: NodeJS.Signals) => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill(name);
    await gone;
  };

  await start();
  return {
    pageUrl,
    async log(query) {
      const search = new URLSearchParams(query).toString();
      const answer = await fetch(`${pageUrl}control/log?${search}`);
      return ((await answer.json()) as { messages: readonly Told[] }).messages;
    },
    kill: () => signal('SIGKILL'),
    start,
    async end() {
      const killed = child === null;
      await signal('SIGTERM');
      if (killed) endOrphan(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
    output: () => output,
  };
}

/** A test that failed between the kill and the new start leaves a database server without an owner. */
function endOrphan(dataDir: string): void {
  const file = path.join(dataDir, 'postgres', 'data', 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // it has ended by itself
  }
}

/** Nothing of the machine's own configuration may reach the product under test. */
function clean(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(WECOM_|SIMULATOR|TIME_|DATABASE_|REDIS_|PORT$|NODE_ENV$|RULEBOOK$|ROLES$|PUBLIC_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
