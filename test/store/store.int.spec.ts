import assert from 'node:assert/strict';
import { createRunWhistle, type RunWhistle } from '../../src/flows/whistle/run.ts';
import { Busy } from '../../src/store/store.ts';
import { dispatched, says, tell } from '../support/blow.ts';
import { onEachPostgres, openStore, type Stored } from '../support/database.ts';

onEachPostgres('the store', (database) => {
  let stored: Stored;
  let run: RunWhistle;

  before(async () => {
    stored = await openStore(database(), { poolSize: 24 });
    run = createRunWhistle(stored.store);
  });
  after(() => stored.close());

  const count = async (table: string, where = 'true'): Promise<number> => {
    const [row] = await database().ask<{ n: number }>(
      `select count(*)::int as n from ${table} where ${where}`,
    );
    return row?.n ?? 0;
  };

  it('lets one of two deliveries with the same id in, and tells the other the same (I1)', async () => {
    const id = await dispatched(run, 'twice');
    const events = await count('audit_event', `whistle_id = '${id}'`);
    const checkIn = { type: 'check-in', target: { whistleId: id }, seat: null } as const;
    const both = await Promise.all([
      run({ ...checkIn, ...says('zjj-a') }, 'twice/no'),
      run({ ...checkIn, ...says('zjj-a') }, 'twice/no'),
    ]);
    assert.deepEqual(
      both.map((one) => one.refusal),
      [{ code: 'not-summoned' }, { code: 'not-summoned' }],
    );
    assert.equal(await count('audit_event', `whistle_id = '${id}'`), events);
    const taps = await Promise.all([
      run({ ...checkIn, ...says('cgj-a') }, 'twice/yes'),
      run({ ...checkIn, ...says('cgj-a') }, 'twice/yes'),
    ]);
    assert.deepEqual(taps.map((one) => one.changed).sort(), [false, true]);
    assert.equal(taps[0].whistle?.state, 'in_progress');
    assert.deepEqual(taps[0].whistle, taps[1].whistle);
    assert.equal(await count('audit_event', `whistle_id = '${id}'`), events + 1);
  });

  it('keeps a second delivery waiting until the first has committed (I1)', async () => {
    const order: string[] = [];
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let inside: () => void = () => undefined;
    const claimed = new Promise<void>((resolve) => (inside = resolve));
    const first = stored.store.inTransaction(async (tx) => {
      assert.equal(await tx.deliveries.claim('wait'), true);
      inside();
      await held;
      order.push('first');
      await tx.deliveries.settle('wait', { whistleId: null, refusal: { code: 'not-summoned' } });
    });
    await claimed;
    const second = stored.store.inTransaction(async (tx) => {
      const isFirst = await tx.deliveries.claim('wait');
      order.push('second');
      return { isFirst, told: await tx.deliveries.outcome('wait') };
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    letGo();
    await first;
    assert.deepEqual(await second, {
      isFirst: false,
      told: { whistleId: null, refusal: { code: 'not-summoned' } },
    });
    assert.deepEqual(order, ['first', 'second']);
  });

  it('finds what of a project is open, drafts left out (S17)', async () => {
    const text =
      '项目吹哨：北辰大道地块征收最后3户谈不拢，项目部已入户11次，请更新局牵头，司法、信访配合，金辰街道';
    const { whistle } = await tell(run, 'project', text);
    const target = { whistleId: whistle?.id ?? '' };
    assert.equal(whistle?.project, 'P01');
    assert.deepEqual(await stored.store.ask.openOfProject('P01'), []);
    await run({ type: 'confirm', target, ...says('td-a') }, 'project/confirm');
    assert.deepEqual(await stored.store.ask.openOfProject('P01'), [whistle.id]);
  });

  it('makes one draft of a message that is delivered ten times at once (I1)', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => tell(run, 'tenfold')));
    assert.equal(new Set(all.map((one) => one.whistle?.id)).size, 1);
    assert.equal(all.filter((one) => one.changed).length, 1);
    assert.equal(
      await count('effect', `kind = 'message' and whistle_id = '${all[0]?.whistle?.id ?? ''}'`),
      1,
    );
  });

  for (const table of ['audit_event', 'effect', 'participation', 'delivery'])
    it(`keeps nothing when writing to ${table} fails (I2)`, async () => {
      const { whistle } = await tell(run, `half/${table}`);
      const id = whistle?.id ?? '';
      await database().ask(
        `create or replace function no() returns trigger language plpgsql as $$ begin raise 'no'; end $$`,
      );
      await database().ask(
        `create trigger no before insert or update on ${table} for each row execute function no()`,
      );
      const before = await everything();
      const confirm = { type: 'confirm', target: { whistleId: id }, ...says('td-a') } as const;
      try {
        await assert.rejects(run(confirm, `half/${table}/confirm`));
        assert.deepEqual(await everything(), before);
      } finally {
        await database().ask(`drop trigger no on ${table}`);
      }
      const again = await run(confirm, `half/${table}/confirm`);
      assert.equal(again.whistle?.state, 'pending_approval');
    });

  async function everything(): Promise<unknown> {
    const tables = [
      'whistle',
      'participation',
      'audit_event',
      'effect',
      'delivery',
      'day_sequence',
    ];
    return Promise.all(
      tables.map((one) =>
        database().ask(`select md5(string_agg(t::text, ' ' order by t::text)) from ${one} t`),
      ),
    );
  }

  it('lets nobody change or remove an audit event (I10)', async () => {
    await dispatched(run, 'chained');
    for (const sql of [
      `update audit_event set by = 'ld-a'`,
      'delete from audit_event',
      'truncate audit_event',
    ])
      await assert.rejects(database().ask(sql), /append-only/);
  });

  it('keeps one effect a key, the first, however often it is added', async () => {
    const message = {
      kind: 'message',
      key: 'the same ping',
      whistleId: null,
      conversation: 'unit:command',
      line: 'bot',
      fallback: null,
      urgent: false,
      payload: { type: 'unreached', who: '甲', about: '' },
    } as const;
    const now = await stored.store.now();
    await Promise.all(
      [1, 2, 3].map(() =>
        stored.store.inTransaction((tx) => tx.effects.add([{ ...message, dueAt: now }])),
      ),
    );
    await stored.store.inTransaction((tx) =>
      tx.effects.add([{ ...message, dueAt: now, payload: { ...message.payload, who: '乙' } }]),
    );
    const rows = await database().ask(
      `select payload ->> 'who' as who from effect where key = 'the same ping'`,
    );
    assert.deepEqual(rows, [{ who: '甲' }]);
  });

  it('is Busy when a lock is not had within two seconds, and nothing has happened', async () => {
    const { whistle } = await tell(run, 'busy');
    const id = whistle?.id ?? '';
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let inside: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => (inside = resolve));
    const holder = stored.store.inTransaction(async (tx) => {
      await tx.whistles.lock(id);
      inside();
      await held;
    });
    await locked;
    const startedAt = performance.now();
    const confirm = { type: 'confirm', target: { whistleId: id }, ...says('td-a') } as const;
    try {
      await assert.rejects(run(confirm, 'busy/confirm'), Busy);
    } finally {
      letGo();
      await holder;
    }
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs > 1500 && tookMs < 4000, `took ${tookMs}`);
    assert.equal(await count('delivery', `id = 'busy/confirm'`), 0);
    assert.equal((await run(confirm, 'busy/confirm')).whistle?.state, 'pending_approval');
  });

  it('numbers twenty whistles dispatched at once without gap or repeat', async () => {
    const [before] = await database().ask<{ last: number | null }>(
      'select max(last) as last from day_sequence',
    );
    const last = before?.last ?? 0;
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const { whistle } = await tell(run, `numbered/${index}`);
        return whistle?.id ?? '';
      }),
    );
    const commands = ids.map((whistleId) => ({ target: { whistleId } }));
    await Promise.all(
      commands.map((one, i) => run({ type: 'confirm', ...one, ...says('td-a') }, `n/${i}/confirm`)),
    );
    const out = await Promise.all(
      commands.map((one, i) => run({ type: 'approve', ...one, ...says('td-lead') }, `n/${i}/ok`)),
    );
    const numbers = out.map(({ whistle }) => Number(whistle?.number?.split('-')[2]));
    assert.deepEqual(
      numbers.sort((one, other) => one - other),
      Array.from({ length: 20 }, (_, index) => last + 1 + index),
    );
  });
});

onEachPostgres('business time', (database) => {
  it('never jumps back over changes of speed and restarts, and two processes agree', async () => {
    let stored = await openStore(database(), { speed: 60 });
    let other = await openStore(database(), { speed: 7, start: '2000-01-01T00:00:00.000Z' });
    const seen: string[] = [(await stored.times.readNow()).now];
    for (const speed of [600, 1, 3600, 0.5, 60, 1]) {
      seen.push((await stored.times.setSpeed(speed)).now);
      seen.push((await other.times.readNow()).now);
      seen.push(await stored.store.now());
      await Promise.all([stored.close(), other.close()]);
      stored = await openStore(database(), { speed: 3 });
      other = await openStore(database());
      assert.equal((await stored.times.readNow()).speed, speed);
      seen.push((await other.times.readNow()).now, await stored.store.now());
    }
    assert.deepEqual(seen, [...seen].sort());
    const [one, two] = await Promise.all([stored.store.now(), other.store.now()]);
    assert.ok(Math.abs(Date.parse(one) - Date.parse(two)) < 1000);
    await Promise.all([stored.close(), other.close()]);
  });

  it('is read after the lock was got, so that decisions on one whistle are in order', async () => {
    const stored = await openStore(database());
    const run = createRunWhistle(stored.store);
    const id = await dispatched(run, 'ordered');
    await stored.times.setSpeed(3600);
    const target = { whistleId: id };
    await Promise.all(
      ['cgj-a', 'sjj-a', 'cgj-b', 'sjj-b'].map((by, index) =>
        run(
          { type: 'progress', target, seat: null, sentence: `第${index}句`, ...says(by) },
          `o/${index}`,
        ),
      ),
    );
    const rows = await database().ask<{ at: Date }>(
      `select at from audit_event where whistle_id = '${id}' order by seq`,
    );
    const times = rows.map(({ at }) => at.toISOString());
    assert.deepEqual(times, [...times].sort());
    await stored.close();
  });
});
