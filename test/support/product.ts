import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { startService, type Service } from '../../src/service.ts';
import { monday } from './database.ts';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { panlong } from './panlong.ts';
import { productRoot } from './simulator.ts';

type Env = Readonly<Record<string, string>>;

/** The product as a process: it may be killed. */
export interface Product {
  readonly pid: number;
  readonly port: number;
  stderr(): string;
  /** Waits for its end and gives the exit code; null when a signal ended it. */
  ended(): Promise<number | null>;
  /** SIGKILL: no time for anything. */
  kill(): Promise<void>;
  /** SIGTERM, waited for. */
  stop(): Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

const readyWithinMs = 40_000;
const living = new Set<Product>();

/** Starts the product and waits until it says that it is up. Its log level is `warn`, its time 600 times ours. */
export async function startProduct(env: Env & { readonly PORT: string }): Promise<Product> {
  const product = launch({ LOG_LEVEL: 'warn', TIME_START: monday, TIME_SCALE: '600', ...env });
  await product.ready;
  return product;
}

/** Starts it where it must fail: gives what it said and its exit code. */
export async function failedStart(env: Env): Promise<{ code: number | null; stderr: string }> {
  const product = launch({ LOG_LEVEL: 'silent', ...env });
  product.ready.catch(() => undefined);
  const code = await product.ended();
  return { code, stderr: product.stderr() };
}

/** The product inside this process, for what needs no killing. */
export async function startInside(
  env: Env,
  {
    databaseUrl,
    prefix,
    book = panlong(),
  }: { readonly databaseUrl: string; readonly prefix: string; readonly book?: RuleBook },
): Promise<Service> {
  return startService(readConfig({ TIME_START: monday, TIME_SCALE: '600', ...env }), {
    databaseUrl,
    book,
    log: pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' }, pino.destination(2)),
    prefix,
    demo: false,
  });
}

/** Processes descended from this one and still running (Linux; nothing elsewhere). */
export function descendants(pid: number): readonly number[] {
  if (process.platform !== 'linux') return [];
  const parents = readdirSync('/proc')
    .filter((one) => /^\d+$/.test(one))
    .flatMap((one) => {
      try {
        const stat = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ');
        return stat?.[0] === 'Z' ? [] : [{ pid: Number(one), parent: Number(stat?.[1]) }];
      } catch {
        return []; // it has ended meanwhile
      }
    });
  const below = (one: number): number[] =>
    parents.filter(({ parent }) => parent === one).flatMap((it) => [it.pid, ...below(it.pid)]);
  return below(pid);
}

function launch(env: Env): Product & { readonly ready: Promise<void> } {
  const child = spawn(process.execPath, [path.join(productRoot, 'bin', 'run.mjs'), 'src/main.ts'], {
    cwd: productRoot,
    env: { ...clean(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let stdout = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const gone = once(child, 'exit').then(() => undefined);
  const ended = async () => {
    await gone;
    return child.exitCode;
  };
  const ready = (async () => {
    for (const deadline = Date.now() + readyWithinMs; !stdout.includes('哨响已启动');) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the product ended: ${stderr}`);
      if (Date.now() > deadline) throw new Error(`the product is not up: ${stderr}`);
      await sleep(20);
    }
  })();
  const product = {
    pid: child.pid ?? 0,
    port: Number(env['PORT']),
    stderr: () => stderr,
    ended,
    ready,
    async kill() {
      child.kill('SIGKILL');
      await ended();
    },
    async stop() {
      child.kill('SIGTERM');
      return ended();
    },
    signal: (name: NodeJS.Signals) => void child.kill(name),
  };
  living.add(product);
  gone.then(
    () => living.delete(product),
    () => undefined,
  );
  return product;
}

/** Nothing of the machine’s own configuration may reach a product under test. */
function clean(env: NodeJS.ProcessEnv): Env {
  const kept = Object.entries(env).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(WECOM_|SIMULATOR|TIME_|DATABASE_|REDIS_|PORT$|NODE_ENV|RULEBOOK|ROLES)/.test(name),
  );
  return Object.fromEntries(kept) as Env;
}

// A failed test must not leave a product behind.
after('ends products that failed tests left', async () => {
  await Promise.all([...living].map((one) => one.kill()));
});
