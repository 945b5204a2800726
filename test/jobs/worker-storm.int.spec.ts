import assert from 'node:assert/strict';
import { createQueues } from '../../src/jobs/queue.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

describe('a worker on PostgreSQL whose first query failed', () => {
  let database: Database;
  before(async () => {
    database = await freshDatabase();
  });
  after(() => database?.drop());

  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

  it('neither stops the process nor stays away when the database is back (I11)', async () => {
    const url = new URL(database.url);
    const name = url.pathname.slice(1);
    await database.ask(`alter database "${name}" connection limit 0`);
    const role = `late_${String(process.pid)}`;
    await database.ask(`create role ${role} login password 'late'`);
    await database.ask(`grant all on database "${name}" to ${role}`);
    url.username = role;
    url.password = 'late';
    const options = { redisUrl: null, databaseUrl: url.href, prefix: 'storm', log };
    const working = createQueues(options);
    const done: string[] = [];
    const stop = working.work('effect', (id) => {
      done.push(id);
      return Promise.resolve(null);
    });
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 50);
    await eventually('timers go on', () => Promise.resolve(ticks > 20 || null), 10_000);
    clearInterval(timer);
    await database.ask(`alter database "${name}" connection limit -1`);
    const queues = createQueues(options);
    await queues.add('effect', [{ id: 'e1', jobId: 'e1', dueInMs: 0 }]);
    await eventually('the job is done', () => Promise.resolve(done.length > 0 || null), 15_000);
    assert.deepEqual(done, ['e1']);
    await stop();
    await Promise.all([queues.close(), working.close().catch(nothing)]);
    await database.ask(`drop owned by ${role}; drop role ${role}`);
  });
});
