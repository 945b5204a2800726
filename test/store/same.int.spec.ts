import assert from 'node:assert/strict';
import { createRunAsk, type RunAsk } from '../../src/flows/ask/run.ts';
import { createRunWhistle, type Outcome, type RunWhistle } from '../../src/flows/whistle/run.ts';
import type { WhistleFacts } from '../../src/domain/reading.ts';
import { aCall } from '../support/a-whistle.ts';
import { says } from '../support/blow.ts';
import { onEachPostgres, openStore, type Stored } from '../support/database.ts';

onEachPostgres('the same matter twice', (database) => {
  let stored: Stored;
  let run: RunWhistle;
  let ask: RunAsk;
  let place = 0;

  before(async () => {
    stored = await openStore(database(), { poolSize: 24 });
    run = createRunWhistle(stored.store);
    ask = createRunAsk(stored.store);
  });
  after(() => stored.close());

  const called = { departments: [{ org: 'CGJ', role: 'lead' as const }], effort: '已劝离3次' };
  const draft = async (delivery: string, more: Partial<WhistleFacts> = {}, by = 'td-a') => {
    const reading = aCall({ matter: 'R01', street: 'TD', ...called, ...more }, delivery);
    return run({ type: 'tell', reading, ...says(by) }, delivery);
  };
  const idOf = ({ whistle }: Outcome): string => whistle?.id ?? assert.fail('no whistle');
  const tap = (by: string, type: 'confirm' | 'blow-anyway' | 'split-off' | 'approve', id: string) =>
    run({ type, target: { whistleId: id }, ...says(by) }, `${type}/${by}/${id}`);
  const merge = (id: string, into: string, by = 'td-a') =>
    run(
      { type: 'merge', target: { whistleId: id }, into: { whistleId: into }, ...says(by) },
      `merge/${id}/${into}`,
    );
  const somewhere = () => `白塔路${String((place += 1))}00号`;
  const out = async (name: string, more: Partial<WhistleFacts>): Promise<string> => {
    const id = idOf(await draft(name, more));
    await tap('td-a', 'confirm', id);
    assert.equal((await tap('td-lead', 'approve', id)).whistle?.state, 'dispatched');
    return id;
  };
  const read = async (id: string) => (await stored.store.read(id)) ?? assert.fail(id);

  it('is one whistle with 55 origins after 55 complaints, also when they are merged at once (S02)', async () => {
    const here = { place: somewhere(), source: 'hotline' as const };
    const target = await out('bulk', here);
    const drafts = [];
    for (let nth = 2; nth <= 55; nth += 1)
      drafts.push(
        idOf(await draft(`bulk/${String(nth)}`, { ...here, reference: String(nth) }, 'td-b')),
      );
    for (let from = 0; from < drafts.length; from += 6)
      await Promise.all(drafts.slice(from, from + 6).map((id) => merge(id, target, 'td-b')));
    const { origins, number } = await read(target);
    assert.equal(origins.length, 55);
    assert.equal(new Set(origins.map((one) => one.mergedFrom)).size, 55);
    assert.match(number ?? '', /^PL-20261123-\d{4}$/u);
    const [told] = await database().ask<{ n: number }>(
      `select count(*)::int as n from effect where whistle_id = $1 and payload ->> 'news' = 'joined'`,
      [target],
    );
    assert.equal(told?.n, 1); // within one quarter of an hour
  });

  it('merged twice, or delivered twice, is taken in once (I1)', async () => {
    const here = { place: somewhere() };
    const target = await out('twice', here);
    const id = idOf(await draft('twice/2', here));
    const both = await Promise.all([merge(id, target), merge(id, target)]);
    assert.deepEqual(both.map((one) => one.changed).sort(), [false, true]);
    const again = { type: 'merge', target: { whistleId: id }, into: { number: null } } as const;
    await run({ ...again, into: { whistleId: target }, ...says('td-a') }, 'twice/again');
    assert.equal((await read(target)).origins.length, 2);
  });

  it('keeps neither half when the other cannot be written (I2)', async () => {
    const here = { place: somewhere() };
    const target = await out('half', here);
    const id = idOf(await draft('half/2', here));
    await database().ask(
      `create or replace function no() returns trigger language plpgsql as $$ begin raise 'no'; end $$`,
    );
    await database().ask(
      `create trigger no before update on whistle for each row when (old.id = '${target}') execute function no()`,
    );
    try {
      await assert.rejects(merge(id, target));
    } finally {
      await database().ask('drop trigger no on whistle');
    }
    assert.deepEqual([(await read(id)).state, (await read(target)).origins.length], ['draft', 1]);
    assert.equal((await merge(id, target)).whistle?.state, 'merged');
  });

  it('merges emergencies that several people report at once, and lets one go again (S20)', async () => {
    const here = { place: somewhere(), matter: 'E03', category: 'emergency' as const };
    const first = idOf(await draft('gas', here));
    assert.equal((await tap('td-a', 'confirm', first)).whistle?.state, 'dispatched');
    const reports = await Promise.all(
      ['td-b', 'gl-a', 'td-a', 'gl-b'].map((by) => draft(`gas/${by}`, here, by)),
    );
    for (const { whistle } of reports)
      assert.deepEqual([whistle?.state, whistle?.mergedInto], ['merged', first]);
    assert.equal((await read(first)).origins.length, 5);
    const [one] = reports;
    const split = await tap('td-b', 'split-off', one ? idOf(one) : '');
    assert.equal(split.whistle?.state, 'draft');
    assert.equal((await read(first)).origins.length, 4);
    const sent = await tap('td-b', 'confirm', idOf(split));
    assert.equal(sent.whistle?.state, 'dispatched');
  });

  it('gives the second and third whistle about it the first one’s number with -2 and -3 (domain 5.7)', async () => {
    const here = { place: somewhere() };
    const first = await out('again', here);
    const solve = (id: string) =>
      database().ask(
        `update whistle set state = 'archived', ended_at = business_now(), clocks = '[]' where id = $1`,
        [id],
      );
    const { number } = await read(first);
    await solve(first);
    for (const nth of [2, 3]) {
      const id = idOf(await draft(`again/${String(nth)}`, here));
      const target = { whistleId: id };
      await run(
        { type: 'blow-again', target, of: null, ...says('td-a') },
        `again/go/${String(nth)}`,
      );
      const sent = await tap('td-lead', 'approve', id);
      assert.equal(sent.whistle?.number, `${number ?? ''}-${String(nth)}`);
      await solve(id);
    }
    const next = await read(await out('again/else', { place: somewhere() }));
    assert.equal(Number(next.number?.split('-')[2]), Number(number?.split('-')[2]) + 1);
    const short = `${number?.split('-')[2] ?? ''}-2`;
    const told = await ask({
      type: 'look-up',
      by: 'td-a',
      number: short,
      alone: true,
      deliveryId: 'q',
    });
    assert.ok(told.type === 'whistle' && told.whistle.number === `${number ?? ''}-2`);
  });

  it('keeps residents apart: for those who handle it, alone, each look recorded (I9)', async () => {
    const wang = { name: '王桂芳', phone: '13888880013', door: '2单元501室' };
    const li = { name: '李桂英', phone: null, door: null };
    const where = somewhere();
    const here = { place: `${where}2单元501室`, resident: wang };
    const target = await out('resident', here);
    assert.equal(
      (await merge(idOf(await draft('resident/2', { place: where, resident: li })), target))
        .refusal,
      null,
    );
    const dump = await database().ask<{ all: string }>(
      `select string_agg(t, ' ') as all from (
         select w::text as t from whistle w union all select e::text from effect e
         union all select a::text from audit_event a union all select d::text from delivery d) every`,
    );
    assert.doesNotMatch(dump[0]?.all ?? '', /王桂芳|13888880013|501室|李桂英/u);
    const { number } = await read(target);
    let nth = 0;
    const look = async (by: string, alone: boolean, deliveryId = `look/${String((nth += 1))}`) => {
      const told = await ask({ type: 'look-up', by, number, alone, deliveryId });
      return told.type === 'whistle' ? told.residents : told.type;
    };
    assert.deepEqual(await look('td-a', true, 'look/td-a'), [wang, li]);
    assert.deepEqual(await look('td-a', true, 'look/td-a'), [wang, li]);
    assert.deepEqual(await look('td-a', false), []);
    assert.deepEqual(await look('cgj-a', true), []);
    for (const by of ['wgzx-a', 'ld-a']) assert.deepEqual(await look(by, true), []);
    const seat = { type: 'check-in', target: { whistleId: target }, seat: null } as const;
    await run({ ...seat, ...says('cgj-a') }, 'resident/check-in');
    assert.deepEqual(await look('cgj-b', true), [wang, li]);
    const seen = await database().ask<{ by: string }>(
      `select by from audit_event where whistle_id = $1 and type = 'residents-seen' order by seq`,
      [target],
    );
    assert.deepEqual(
      seen.map(({ by }) => by),
      ['td-a', 'cgj-b'],
    );
  });

  it('does not list what is restricted where others read along, and counts it (domain 5.12)', async () => {
    const since = { type: 'statistics', by: 'wgzx-a', period: 'day' } as const;
    const blown = async () => {
      const told = await ask(since);
      return told.type === 'figures' ? told.figures.blown : NaN;
    };
    const before = await blown();
    const { number } = await read(await out('secret', { place: somewhere(), restricted: true }));
    assert.equal(await blown(), before + 1);
    for (const alone of [true, false]) {
      const list = await ask({ type: 'awaited', by: 'td-a', alone });
      assert.equal(list.type === 'list' && list.rows.some((one) => one.number === number), alone);
      const told = await ask({
        type: 'look-up',
        by: 'td-a',
        number,
        alone,
        deliveryId: `s/${String(alone)}`,
      });
      assert.equal(told.type, alone ? 'whistle' : 'unknown');
    }
    const groups = await database().ask(
      `select 1 from effect e join whistle w on w.id = e.whistle_id
        where w.restricted and (e.conversation not like 'person:%' or e.fallback not like 'person:%')`,
    );
    assert.deepEqual(groups, []);
  });

  it('measures found to reported and reported to arrived apart, and the share of the masses (S21, S67)', async () => {
    const early = { day: { type: 'ago' as const, minutes: 30 }, time: null, edge: 'at' as const };
    await database().ask('delete from rating; update whistle set drill = true');
    const id = await out('gaps', { place: somewhere(), source: 'resident', found: early });
    await out('gaps/2', { place: somewhere(), found: early });
    const seat = { type: 'on-site', target: { whistleId: id }, seat: null } as const;
    await run({ ...seat, ...says('cgj-a') }, 'gaps/on-site');
    const told = await ask({ type: 'statistics', by: 'wgzx-a', period: 'day' });
    assert.ok(told.type === 'figures');
    const { fromMasses, foundToReported, reportedToArrived, blown } = told.figures;
    assert.deepEqual([blown, fromMasses, foundToReported, reportedToArrived], [2, 1, 30, 0]);
  });
});
