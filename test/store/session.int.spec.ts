import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { openWorkSession, type WorkSession } from '../../src/store/session.ts';
import { freshDatabase, onEachPostgres, openStore, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';

const children: ChildProcess[] = [];
const endChildren = () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
};

onEachPostgres('a work session', (database) => {
  const open: WorkSession[] = [];

  before(async () => (await openStore(database())).close());
  afterEach(endChildren);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  async function session(): Promise<WorkSession> {
    const one = await openWorkSession({ url: database().url, warn: () => undefined });
    open.push(one);
    return one;
  }

  it('holds a name against every other session and against itself', async () => {
    const [one, other] = [await session(), await session()];
    const tries = await Promise.all([
      one.tryHold('mailbox/a'),
      other.tryHold('mailbox/a'),
      one.tryHold('mailbox/a'),
      other.tryHold('mailbox/b'),
    ]);
    assert.deepEqual(tries, [one.holds('mailbox/a'), other.holds('mailbox/a'), false, true]);
    assert.notEqual(one.holds('mailbox/a'), other.holds('mailbox/a'));
    const [holder, waiting] = one.holds('mailbox/a') ? [one, other] : [other, one];
    await holder.release('mailbox/a');
    assert.equal(holder.holds('mailbox/a'), false);
    assert.equal(await waiting.tryHold('mailbox/a'), true);
  });

  it('gives up everything at once when its backend is ended, and comes back without it', async () => {
    const [one, other] = [await session(), await session()];
    let lost = 0;
    one.onLost(() => (lost += 1));
    await one.tryHold('mailbox/a');
    const told = new Promise<void>((resolve) => one.onLost(resolve));
    await database().ask(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
          and database = (select oid from pg_database where datname = current_database())`,
    );
    await told;
    assert.deepEqual([one.isFresh(), one.holds('mailbox/a')], [false, false]);
    await eventually('the name is free', () => other.tryHold('mailbox/a'), 1000);
    await eventually('the session is back', () => one.isFresh());
    assert.equal(await one.tryHold('mailbox/a'), false);
    assert.equal(lost, 1);
    assert.equal(await one.tryHold('mailbox/b'), true);
  });

  it('frees the names of a killed process within a second', async () => {
    const holder = await held(database().url, 'mailbox/k');
    const other = await session();
    assert.equal(await other.tryHold('mailbox/k'), false);
    holder.child.kill('SIGKILL');
    await eventually('the name is free', () => other.tryHold('mailbox/k'), 1000);
  });

  it('hears of effects at their commit', async () => {
    const one = await session();
    const heard = new Promise<void>((resolve) => one.onEffect(resolve));
    await database().ask(`select pg_notify('effect', '')`);
    await heard;
  });
});

describe('a silent holder', function () {
  this.slow(15_000);
  let database: Database;
  before(async () => {
    database = await freshDatabase();
    await (await openStore(database)).close();
  });
  afterEach(endChildren);
  after(() => database.drop());

  it('is ended within ten seconds or so, and then knows that it lost (I3)', async () => {
    const holder = await held(database.url, 'mailbox/s');
    const other = await openWorkSession({ url: database.url, warn: () => undefined });
    holder.child.kill('SIGSTOP');
    await eventually('the name is free', () => other.tryHold('mailbox/s'), 13_000);
    holder.said.length = 0;
    holder.child.kill('SIGCONT');
    await eventually('the holder speaks again', () => holder.said.length > 1);
    assert.equal(holder.said.includes('mine'), false);
    assert.equal(other.holds('mailbox/s'), true);
    await other.close();
  });
});

async function held(url: string, name: string) {
  const file = path.join(import.meta.dirname, '../support/holder.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  await eventually('the holder holds', () => said.includes('held'));
  return { child, said };
}
