import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isRunning } from '../../src/local/pid-file.ts';
import { oneLine } from '../support/blow.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { descendants, startProduct, type Product } from '../support/product.ts';
import { freePort, startWorld, titleOf, type Simulated } from '../support/simulator.ts';

/** Kills, restarts and faults around a product that runs as a process. Business time runs 120 times as fast as ours. */
describe('a product that is killed', function () {
  this.slow(30_000);
  this.timeout(90_000);
  let database: Database;
  let world: Simulated;
  let product: Product;
  let timeBefore: string;

  const start = (more: Readonly<Record<string, string>> = {}) =>
    startProduct({
      DATABASE_URL: database.url,
      ...world.env,
      TIME_SCALE: '120',
      PORT: String(world.productPort),
      ...more,
    });
  const now = async () =>
    (await database.ask<{ at: Date }>('select business_clock() as at'))[0]!.at.toISOString();

  before(async () => {
    database = await freshDatabase();
    world = await startWorld();
    product = await start();
    await eventually('all groups are bound', async () => {
      const rows = await database.ask('select 1 from group_binding');
      return rows.length === 5;
    });
    await settled();
  });
  beforeEach(async () => {
    timeBefore = await now();
  });
  afterEach(async () => {
    await world.noFaults();
    const timeAfter = await now();
    assert.ok(timeAfter >= timeBefore, `${timeAfter} is before ${timeBefore}`);
  });
  after(async () => {
    await product.kill();
    await world.stop();
    await database.drop();
  });

  async function killAndStart(): Promise<void> {
    await product.kill();
    product = await start();
  }

  it('right after a draft goes on with the draft, and shows it once', async () => {
    await world.say('td-a', { bot: true }, oneLine);
    await eventually('it is kept', () => inState('draft'));
    await killAndStart();
    await world.card('td-a', '确认吹哨');
    await settled();
    await noneTwice();
  });

  it('right after 确认吹哨 still asks the leader', async () => {
    const card = await world.card('td-a', '确认吹哨');
    await world.tap('td-a', card, '确认吹哨');
    await eventually('it is kept', () => inState('pending_approval'));
    await killAndStart();
    await world.card('td-lead', '同意');
    await settled();
    await noneTwice();
  });

  it('between 同意 and the cards repeats only what was on the wire, once and marked (I3)', async () => {
    await world.faults({ ackDelayMs: 2500 });
    await world.tap('td-lead', await world.card('td-lead', '同意'), '同意');
    await eventually(
      'a card is on the wire',
      async () =>
        (
          await database.ask(
            'select 1 from effect where sending_since is not null and ended_at is null',
          )
        ).length > 0,
    );
    await product.kill();
    // Asked when its last statement has come through: until then one more card may get on the wire.
    await eventually(
      'its connections are gone',
      async () =>
        (
          await database.ask(
            `select 1 from pg_stat_activity where datname = current_database() and application_name like 'shaoxiang%'`,
          )
        ).length === 0,
    );
    const wire = await database.ask<{ id: string }>(
      'select id from effect where sending_since is not null and ended_at is null',
    );
    await world.noFaults();
    product = await start();
    for (const [member, group] of [
      ['cgj-a', '城管局工作群'],
      ['sjj-a', '市场监管局工作群'],
    ] as const)
      await world.card(member, '报到', { group });
    await settled();
    const repeated = await database.ask<{ id: string }>('select id from effect where repeated');
    for (const { id } of repeated.filter((one) => !marked.has(one.id))) {
      assert.ok(
        wire.some((one) => one.id === id),
        `${id} was not on the wire`,
      );
      marked.add(id);
    }
    for (const group of ['城管局工作群', '市场监管局工作群']) {
      const cards = (await world.titles(group)).filter((one) => one.includes('占道'));
      assert.ok(cards.length <= 2, cards.join());
    }
    assert.equal(await world.find('zjj-a', '报到'), undefined);
  });

  it('while a clock is pending fires it once, and not before its time (I4)', async () => {
    const [clock] = await database.ask<{ id: string; in_ms: number }>(
      `select id, extract(epoch from due_at - business_clock())::float8 * 1000 / 120 as in_ms from effect
        where kind = 'clock' and ended_at is null and payload ->> 'stage' = 'sign' order by due_at limit 1`,
    );
    assert.ok(clock);
    await killAndStart();
    await eventually(
      'the clock is carried out',
      async () =>
        (
          await database.ask('select 1 from effect where id = $1 and ended_at is not null', [
            clock.id,
          ])
        ).length > 0,
      Math.max(0, clock.in_ms) + 10_000,
    );
    const [row] = await database.ask<{ early: boolean }>(
      `select min(a.at) < e.due_at as early from effect e join audit_event a on a.delivery_id = 'clock:' || e.id
        where e.id = $1 group by e.due_at`,
      [clock.id],
    );
    assert.deepEqual(row, { early: false });
    const twice = await database.ask(
      'select delivery_id, type from audit_event group by 1, 2, data having count(*) > 1',
    );
    assert.deepEqual(twice, []);
  });

  it('hears the tap again that it was killed over', async () => {
    const card = await world.card('cgj-a', '报到', { group: '城管局工作群' });
    const tapping = world.tap('cgj-a', card, '报到').catch(() => null);
    await killAndStart();
    await tapping;
    const seat = await seatOf('CGJ');
    if (seat !== 'checked_in') await world.tap('cgj-a', card, '报到');
    assert.equal(await seatOf('CGJ'), 'checked_in');
    const rows = await database.ask(`select 1 from audit_event where type = 'check-in'`);
    assert.equal(rows.length, 1);
  });

  it('hears a callback that is delivered twice once (I1)', async () => {
    await world.faults({ duplicateCallbacks: 2 });
    const before = await drafts();
    await world.say('td-a', { app: true }, oneLine.replace('白塔路口', '尚义街口'));
    await eventually('it is kept', async () => (await drafts()) > before);
    await settled();
    assert.equal(await drafts(), before + 1);
    const card = await world.card('td-a', '取消', { app: true });
    await world.tap('td-a', card, '取消');
    await eventually('it is cancelled', () => inState('cancelled'));
    const rows = await database.ask(`select 1 from audit_event where type = 'cancelled'`);
    assert.equal(rows.length, 1);
  });

  it('comes back after WeCom dropped the connection, and sends what waited', async () => {
    await world.dropConnection();
    await world.say('td-a', { app: true }, '催办');
    await eventually('it is up again', () => world.isConnected(), 20_000);
    await settled();
  });

  it('gives the long connection to another process within ten seconds', async () => {
    const other = await start({ PORT: String(await freePort()) });
    try {
      await product.kill();
      const startedAt = performance.now();
      const heard = await eventually(
        'the other process hears',
        async () => {
          const said = await world.say('td-a', { bot: true }, '帮助', 400);
          return said.answered && said.reply !== null && titleOf(said.reply) !== '' && said;
        },
        12_000,
      );
      assert.ok(heard);
      assert.ok(performance.now() - startedAt < 10_000);
    } finally {
      product = await start();
      assert.equal(await other.stop(), 0);
    }
    const said = await eventually(
      'the first hears again',
      async () => {
        const one = await world.say('td-a', { bot: true }, '我的哨', 500);
        return one.answered && one;
      },
      12_000,
    );
    assert.ok(said);
  });

  it('ends with 0 within ten seconds of SIGTERM, in the middle of work, and leaves no process (I12)', async () => {
    await world.faults({ ackDelayMs: 1500 });
    await world.say('td-a', { bot: true }, oneLine.replace('白塔路口', '塘双路口'));
    await eventually('it is kept', () => inState('draft'));
    const children = descendants(product.pid);
    const startedAt = performance.now();
    assert.equal(await product.stop(), 0, product.stderr());
    assert.ok(performance.now() - startedAt < 10_000);
    for (const pid of children) assert.throws(() => process.kill(pid, 0));
    await world.noFaults();
    product = await start();
    await world.card('td-a', '确认吹哨');
    await settled();
    await noneTwice();
  });

  const marked = new Set<string>();

  const inState = async (state: string) =>
    (await database.ask('select 1 from whistle where state = $1', [state])).length > 0;
  const seatOf = async (org: string) =>
    (
      await database.ask<{ state: string }>('select state from participation where org = $1', [org])
    )[0]?.state;
  const drafts = async () => (await database.ask('select 1 from whistle')).length;

  /** Waits until nothing is due any more. */
  async function settled(): Promise<void> {
    await eventually(
      'everything due is done',
      async () =>
        (
          await database.ask(
            'select 1 from effect where ended_at is null and due_at <= business_now()',
          )
        ).length === 0,
      30_000,
    );
  }

  /** Every card came once, but for those that were on the wire when the product was killed: twice, and marked. */
  async function noneTwice(): Promise<void> {
    const times = new Map<string, number>();
    for (const { body } of await world.log()) {
      const id = /^(e[0-9a-f]{31})-\d+$/.exec(body.taskId ?? '')?.[1];
      if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
    }
    assert.ok(times.size > 0);
    const repeated = (
      await database.ask<{ id: string }>('select id from effect where repeated')
    ).map(({ id }) => id);
    for (const [id, count] of times)
      assert.ok(count === 1 || (count === 2 && repeated.includes(id)), `${id} came ${count} times`);
    const lost = await database.ask(`select key, outcome from effect where outcome = 'given-up'`);
    assert.deepEqual(lost, []);
  }
});

describe('a product with nothing configured', function () {
  this.slow(40_000);
  this.timeout(90_000);
  let dataDir: string;
  before(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'shaoxiang-whole-'));
  });
  after(() => rmSync(dataDir, { recursive: true, force: true }));

  it('leaves no process behind, takes up after a kill, and its time goes on (I12)', async () => {
    const env = {
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      SIMULATOR_PORT: String(await freePort()),
    };
    const timeOf = async () =>
      ((await (await fetch(`http://127.0.0.1:${env.PORT}/demo/clock`)).json()) as { now: string })
        .now;
    const first = await startProduct(env);
    const early = descendants(first.pid);
    const before = await timeOf();
    await first.kill();
    const second = await startProduct(env);
    const after = await timeOf();
    assert.ok(after > before, `${after} is not after ${before}`);
    const children = [...new Set([...early, ...descendants(second.pid)])];
    const startedAt = performance.now();
    assert.equal(await second.stop(), 0, second.stderr());
    assert.ok(performance.now() - startedAt < 10_000);
    await eventually('no process is left', () => children.every((pid) => !isRunning(pid)), 3000);
  });
});
