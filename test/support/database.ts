import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createBusinessTimes } from '../../src/store/business-time.ts';
import { createDataSource } from '../../src/store/data-source.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { createStore } from '../../src/store/store.ts';
import { anyPostgres, postgresServers, type PostgresServer } from './engines.ts';
import { skip } from './needs.ts';
import { panlong } from './panlong.ts';

/** An empty database of a test’s own. */
export interface Database {
  readonly url: string;
  ask<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Makes an empty database; whoever makes it drops it. */
export async function freshDatabase(server: PostgresServer = anyPostgres): Promise<Database> {
  const base = await server.url();
  if (base === null) throw new Error(`${server.name} is not there`);
  const name = `shaoxiang_test_${randomBytes(6).toString('hex')}`;
  await once(base, `create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  pool.on('error', () => undefined);
  return {
    url: url.href,
    ask: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query(sql, [...values])).rows as Row[],
    async drop() {
      await pool.end();
      await once(base, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A suite that runs on every PostgreSQL there is, with a database of its own on each. */
export function onEachPostgres(title: string, suite: (database: () => Database) => void): void {
  for (const server of postgresServers) {
    describe(`${title} on ${server.name}`, function () {
      this.slow(3000);
      let database: Database | null = null;
      before(async function () {
        if ((await server.url()) === null) skip('it is not there', this);
        database = await freshDatabase(server);
      });
      after(() => database?.drop());
      suite(() => database ?? fail());
    });
  }
}

/** Where the tests’ business time begins: a working Monday, 09:00 in the district. */
export const monday = '2026-11-23T01:00:00.000Z';

export type Stored = Awaited<ReturnType<typeof openStore>>;

/** Everything of the store on one migrated database, with the Panlong rule book and a running clock. */
export async function openStore(
  { url }: Pick<Database, 'url'>,
  { speed = 1, start = monday, poolSize = 10 } = {},
) {
  const dataSource = createDataSource(url, poolSize);
  await dataSource.initialize();
  await migrate(dataSource);
  const times = createBusinessTimes(dataSource);
  await times.begin(start, speed);
  const store = createStore(dataSource);
  await store.books.adopt(panlong());
  return {
    dataSource,
    store,
    times,
    outbox: createOutbox(dataSource),
    close: () => dataSource.destroy(),
  };
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function fail(): never {
  throw new Error('there is no database outside a test');
}
