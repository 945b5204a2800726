import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { LocalError } from './local-error.ts';

/** Any number will do, as long as every version of the product takes the same. */
const ownerLock = 8_090_110_119;
const graceMs = 3000;

/** The address of one database of the cluster's server. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://shaoxiang:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** Connects with the stored password; the caller ends the session. */
export async function connect(cluster: Cluster, port: number): Promise<Client> {
  const client = new Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 3000,
    application_name: `shaoxiang ${process.pid}`,
  });
  client.on('error', () => undefined); // what breaks shows as `end`, or in the query's own promise
  await client.connect();
  return client;
}

/** What the server on this port says its own pid file holds; rejects when it is not ours or not ready. */
export async function pidFileSeenBy(cluster: Cluster, port: number): Promise<string> {
  const client = await connect(cluster, port);
  try {
    const { rows } = await client.query<{ text: string }>(
      `select pg_read_file('postmaster.pid') as text`,
    );
    return rows[0]?.text ?? '';
  } finally {
    await client.end();
  }
}

/** Creates the product's database unless it is there. */
export async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query(`select from pg_database where datname = 'shaoxiang'`);
  if (rowCount === 0) await client.query('create database shaoxiang');
}

/**
 * Makes this process the one owner of the cluster for as long as the returned session lives, or says who is. The
 * lock is PostgreSQL's own, so it ends with its process however that dies; a moment is given to the one just killed.
 */
export async function takeOwnership(
  cluster: Cluster,
  port: number,
  dataDir: string,
): Promise<Client> {
  const client = await connect(cluster, port);
  try {
    for (const deadline = Date.now() + graceMs; ;) {
      const { rows } = await client.query<{ got: boolean }>(
        `select pg_try_advisory_lock(${ownerLock}) as got`,
      );
      if (rows[0]?.got === true) return client;
      if (Date.now() > deadline) throw await inUse(client, dataDir);
      await sleep(100);
    }
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function inUse(client: Client, dataDir: string): Promise<LocalError> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and granted and pg_locks.database =
        (select oid from pg_database where datname = current_database())`,
  );
  const pid = rows[0]?.name.split(' ')[1] ?? '未知';
  return new LocalError(
    `DATA_DIR（${dataDir}）正被另一个哨响进程（进程号 ${pid}）使用：请先停止它，或换一个 DATA_DIR。`,
  );
}
