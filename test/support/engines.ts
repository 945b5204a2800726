import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres, type LocalPostgres } from '../../src/local/postgres.ts';

/** A PostgreSQL server that tests may make databases on. */
export interface PostgresServer {
  readonly name: string;
  /** The address of its maintenance database; null where there is no such server. */
  url(): Promise<string | null>;
}

const quiet = { info: () => undefined, warn: () => undefined };
let embedded: Promise<{ readonly server: LocalPostgres; readonly dataDir: string }> | null = null;

/** The one that comes with npm, started at its first use and stopped when the run ends. */
export const ownPostgres: PostgresServer = {
  name: 'the embedded PostgreSQL',
  async url() {
    embedded ??= startEmbedded();
    return (await embedded).server.url;
  },
};

/** TEST_DATABASE_URL, which must answer when it is set, or the machine’s usual one where it does. */
export const machinePostgres: PostgresServer = {
  name: 'the machine’s PostgreSQL',
  async url() {
    const given = process.env['TEST_DATABASE_URL'];
    if (given !== undefined && given !== '') return given;
    const usual = 'postgres://postgres@127.0.0.1:5432/postgres';
    return (await answers(usual)) ? usual : null;
  },
};

/** The machine’s where there is one, since it is there already; the embedded one otherwise. */
export const anyPostgres: PostgresServer = {
  name: 'PostgreSQL',
  url: async () => (await machinePostgres.url()) ?? ownPostgres.url(),
};

export const postgresServers = [ownPostgres, machinePostgres] as const;

/** TEST_REDIS_URL or the machine’s Redis; null where none answers. */
export async function redisUrl(): Promise<string | null> {
  const url = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG' ? url : null;
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}

/** What FLUSHALL does, kept to one prefix: the machine’s Redis is not ours alone. */
export async function flushPrefix(url: string, prefix: string): Promise<number> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys(`${prefix}:*`);
    return keys.length === 0 ? 0 : await redis.del(keys);
  } finally {
    redis.disconnect();
  }
}

async function startEmbedded() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'shaoxiang-test-'));
  return { server: await startPostgres({ dataDir, log: quiet, env: process.env }), dataDir };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

// Of the root suite, wherever this file is imported first: once, after everything.
after('stops the embedded PostgreSQL', async function () {
  this.timeout(20_000);
  const started = await embedded?.catch(() => null);
  if (!started) return;
  await started.server.stop();
  rmSync(started.dataDir, { recursive: true, force: true });
});
