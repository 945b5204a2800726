import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createQueues, type Queues } from '../../src/jobs/queue.ts';
import { startRelay, type Loop } from '../../src/jobs/relay.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { openWorkSession, type WorkSession } from '../../src/store/session.ts';
import { freshDatabase, openStore, type Database, type Stored } from '../support/database.ts';
import { flushPrefix, redisUrl } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import { aMessage, add, aWire, theHands } from '../support/hands.ts';
import { needs } from '../support/needs.ts';

const engines = [
  { name: 'BullMQ on PostgreSQL', onRedis: false },
  { name: 'BullMQ on Redis', onRedis: true },
] as const;

for (const engine of engines)
  describe(`the queue: ${engine.name}`, function () {
    this.slow(6000);
    let database: Database;
    let stored: Stored;
    let session: WorkSession;
    let redis: string | null = null;
    let prefix = '';
    const running: Loop[] = [];
    const opened: Queues[] = [];

    before(async function () {
      redis = engine.onRedis ? needs('Redis', await redisUrl(), this) : null;
      prefix = `test_${randomBytes(4).toString('hex')}`;
      database = await freshDatabase();
      stored = await openStore(database);
      session = await openWorkSession({ url: database.url, warn: () => undefined });
    });
    afterEach(async () => {
      await Promise.all(running.splice(0).map((one) => one.stop()));
      await Promise.all(opened.splice(0).map((one) => one.close()));
      if (redis !== null) await flushPrefix(redis, prefix);
      await database?.ask('truncate effect, mailbox');
    });
    after(async () => {
      if (redis !== null) await flushPrefix(redis, prefix);
      await session?.close();
      await stored?.close();
      await database?.drop();
    });

    const nothing = () => undefined;
    const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

    function someQueues(url = redis): Queues {
      const queues = createQueues({ redisUrl: url, databaseUrl: database.url, prefix, log });
      opened.push(queues);
      return queues;
    }

    /** A worker and, unless told otherwise, its relay. */
    function work(queues: Queues, { relay = true } = {}) {
      const wire = aWire();
      const hands = theHands(stored, session, wire);
      running.push(startWorker('effect', { ...hands, queues }));
      if (relay) running.push(startRelay({ outbox: stored.outbox, queues, hasBot: false, log }));
      return wire;
    }

    const inMs = async (ms: number) =>
      new Date(Date.parse(await stored.store.now()) + ms).toISOString();
    const endOf = (key: string) =>
      eventually(
        `${key} has ended`,
        async () => {
          const [row] = await database.ask<{ lateMs: number }>(
            `select extract(epoch from ended_at - (select real_start + (due_at - start) / speed from business_time))::float8 * 1000 as "lateMs"
               from effect where key = $1 and ended_at is not null`,
            [key],
          );
          return row ?? null;
        },
        12_000,
      );

    it('carries out what is due, and what is due later at its time (I4)', async () => {
      work(someQueues());
      const [now, later] = [aMessage('甲'), aMessage('乙', { dueAt: await inMs(2500) })];
      await add(stored, [now, later]);
      await endOf(now.key);
      const { lateMs } = await endOf(later.key);
      assert.ok(lateMs >= 0 && lateMs < 5000, String(lateMs));
    });

    it('does not hear a job before its row is due, whatever delay it came with (I4)', async () => {
      const queues = someQueues();
      work(queues, { relay: false });
      const early = aMessage('甲', { dueAt: await inMs(2500) });
      await add(stored, [early]);
      const [item] = await stored.outbox.unqueued(60_000, 1);
      await queues.add('effect', [{ ...item!, dueInMs: 0 }]); // as a clock an hour ahead would
      await stored.outbox.queued([item!.id]);
      const { lateMs } = await endOf(early.key);
      assert.ok(lateMs >= 0 && lateMs < 5000, String(lateMs));
    });

    it('loses nothing when everything in it is gone (I3, I4)', async () => {
      const queues = someQueues();
      const wire = work(queues);
      const all = await Promise.all(
        Array.from({ length: 20 }, async (_, index) =>
          aMessage(`甲${index}`, {
            dueAt: await inMs(2000),
            conversation: `chat:${index % 4}`,
          }),
        ),
      );
      await add(stored, all);
      await eventually(
        'all are queued',
        async () =>
          (await database.ask('select 1 from effect where queued_at is null')).length === 0,
      );
      await wipe();
      for (const { key } of all) {
        const { lateMs } = await endOf(key);
        assert.ok(lateMs >= 0 && lateMs < 5000, String(lateMs));
      }
      assert.equal(wire.sent.length, 20);
    });

    it('carries each message out once with two workers on it', async () => {
      const [one, other] = [work(someQueues()), work(someQueues())];
      const all = Array.from({ length: 30 }, (_, index) =>
        aMessage(`甲${index}`, { conversation: `chat:${index % 6}` }),
      );
      await add(stored, all);
      for (const { key } of all) await endOf(key);
      const texts = [...one.sent, ...other.sent].map(({ text }) => text);
      assert.equal(texts.length, 30);
      assert.equal(new Set(texts).size, 30);
    });

    if (engine.onRedis)
      it('goes on without Redis, by the sweep alone (I3)', async () => {
        const queues = someQueues('redis://127.0.0.1:1');
        const wire = aWire();
        const perform = theHands(stored, session, wire);
        running.push(
          startWorker('effect', {
            ...perform,
            queues: { ...queues, work: () => () => Promise.resolve() },
          }),
          startRelay({ outbox: stored.outbox, queues, hasBot: false, log }),
        );
        assert.equal(await queues.isUp(), false);
        const due = aMessage('甲', { dueAt: await inMs(500) });
        await add(stored, [due]);
        const { lateMs } = await endOf(due.key);
        assert.ok(lateMs >= 0 && lateMs < 5000, String(lateMs));
      });

    /** What FLUSHALL would do, or the loss of BullMQ’s schema. */
    async function wipe(): Promise<void> {
      if (redis !== null) {
        assert.ok((await flushPrefix(redis, prefix)) > 0);
        return;
      }
      const tables = await database.ask<{ name: string }>(
        `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
          where table_schema = $1 and table_type = 'BASE TABLE' and table_name !~ 'migration'`,
        [`${prefix}_queue`],
      );
      assert.ok(tables.length > 0);
      await database.ask(`truncate ${tables.map((one) => one.name).join(', ')} cascade`);
    }
  });
