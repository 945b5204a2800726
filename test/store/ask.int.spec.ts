import assert from 'node:assert/strict';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { createRunAsk, type RunAsk } from '../../src/flows/ask/run.ts';
import { createRunWhistle, type RunWhistle } from '../../src/flows/whistle/run.ts';
import { parse } from '../../src/bot/parse.ts';
import { dispatched, oneLine, says, tell } from '../support/blow.ts';
import { monday, onEachPostgres, openStore, type Stored } from '../support/database.ts';
import { panlong } from '../support/panlong.ts';

const byCentre: RuleBook = {
  ...panlong(),
  version: 'panlong@centre',
  kinds: {
    ...panlong().kinds,
    street: { ...panlong().kinds.street, dispatch: { routine: 'centre' } },
  },
};

onEachPostgres('questions to the records', (database) => {
  let stored: Stored;
  let run: RunWhistle;
  let ask: RunAsk;

  before(async () => {
    stored = await openStore(database());
    run = createRunWhistle(stored.store);
    ask = createRunAsk(stored.store);
  });
  after(() => stored.close());

  const correct = (id: string, text: string, by: string, reason: string, delivery: string) => {
    const reading = parse(text, panlong().lexicon);
    const target = { whistleId: id };
    return run({ type: 'amend', target, reading, reason, ...says(by) }, delivery);
  };

  it('count per street what was held, misaddressed and solved at once, from events (S24)', async () => {
    const good = await dispatched(run, 'good');
    const target = { whistleId: good };
    for (const by of ['cgj-a', 'sjj-a']) {
      await run({ type: 'on-site', target, seat: null, ...says(by) }, `good/${by}`);
      const done = { type: 'done', target, seat: null, sentence: '已清理' } as const;
      await run({ ...done, ...says(by) }, `good/${by}/done`);
    }
    await run({ type: 'verify', target, ...says('td-a') }, 'good/verify');
    const wrong = await dispatched(run, 'wrong');
    const { whistle } = await correct(
      wrong,
      '更正 主办改为住建局',
      'wgzx-a',
      '属住建',
      'wrong/amend',
    );
    assert.deepEqual(
      whistle?.participations.map(({ org, role, due }) => [org, role, due.sign !== undefined]),
      [
        ['ZJJ', 'lead', true],
        ['CGJ', 'assist', true],
        ['SJJ', 'assist', true],
      ],
    );
    const held = await tell(run, 'held');
    const at = { whistleId: held.whistle?.id ?? '' };
    await run({ type: 'confirm', target: at, ...says('td-a') }, 'held/confirm');
    await run({ type: 'disapprove', target: at, reason: '本职', ...says('td-lead') }, 'held/no');
    assert.deepEqual(await stored.store.askStreets(monday), [
      {
        org: 'TD',
        submitted: 3,
        invalid: 1,
        dispatched: 2,
        misaddressed: 1,
        claims: 2,
        solvedAtOnce: 2,
      },
    ]);
    const told = await ask({ type: 'statistics', by: 'ld-a', period: 'month' });
    assert.ok(told.type === 'figures' && told.streets[0]?.org === 'TD');
    const own = await ask({ type: 'statistics', by: 'td-a', period: 'month' });
    assert.ok(own.type === 'figures' && own.streets.length === 0);
    // What a street reads of itself is what the centre reads of it.
    assert.equal(own.figures.blown, told.streets[0].dispatched);
    assert.equal(told.figures.blown, 2);
  });

  it('tell why somebody was called, by number or by what waits for them', async () => {
    const id = await dispatched(run, 'why');
    await database().ask(
      `insert into audit_event (whistle_id, seq, at, type, by, delivery_id, data)
       select $1, max(seq) + 1, $2, 'reminded', null, 'why/clock', '{"org":"CGJ","stage":"sign","at":80}' from audit_event where whistle_id = $1`,
      [id, '2026-11-23T01:48:00.000Z'],
    );
    const number = (await stored.store.read(id))?.number ?? '';
    const told = await ask({ type: 'why', by: 'cgj-f', number, alone: true });
    assert.ok(told.type === 'why');
    assert.deepEqual(
      told.whys.map(({ part, pings }) => [part, pings.map((one) => one.receiver)]),
      [['called', ['leader-in-charge']]],
    );
    const open = await ask({ type: 'why', by: 'zjj-a', number: null, alone: true });
    assert.ok(open.type === 'why' && open.whys.length === 1, 'the one it was added to');
    const leader = await ask({ type: 'why', by: 'ld-a', number: null, alone: true });
    assert.ok(leader.type === 'why' && leader.whys.length === 0);
    assert.equal((await ask({ type: 'why', by: 'gl-a', number, alone: true })).type, 'may-not-see');
    assert.equal(
      (await ask({ type: 'why', by: 'gl-a', number: '9999', alone: true })).type,
      'unknown',
    );
    const approver = await ask({ type: 'why', by: 'td-lead', number: null, alone: true });
    assert.ok(approver.type === 'why' && approver.whys.length > 0);
    await database().ask('update whistle set restricted = true where id = $1', [id]);
    const inGroup = await ask({ type: 'why', by: 'cgj-f', number, alone: false });
    assert.equal(inGroup.type, 'may-not-see', 'restricted: nothing where others read along');
    const waiting = await ask({ type: 'why', by: 'cgj-a', number: null, alone: false });
    assert.ok(waiting.type === 'why' && waiting.whys.every(({ whistle }) => whistle.id !== id));
  });

  it('list a project’s restricted whistle to those with a right to it, alone (S17, domain 5.12)', async () => {
    const id = await dispatched(run, 'project');
    const [project] = panlong().projects;
    assert.ok(project);
    await database().ask('update whistle set project = $2, restricted = true where id = $1', [
      id,
      project.code,
    ]);
    const listed = async (by: string, alone: boolean) => {
      const told = await ask({ type: 'projects', by, project: project.code, alone });
      assert.ok(told.type === 'projects', by);
      assert.deepEqual(
        told.projects.map((one) => one.project.code),
        [project.code],
      );
      return told.projects.flatMap(({ whistles }) => whistles.map((one) => one.id));
    };
    for (const by of [project.leader, 'ld-a', 'td-a', 'cgj-a']) {
      assert.deepEqual(await listed(by, true), [id], by);
      assert.deepEqual(await listed(by, false), [], `${by} in a group`);
    }
    for (const by of ['gl-a', 'gaj-a', 'jxsq-k']) assert.deepEqual(await listed(by, true), [], by);
  });

  it('list what waits for the centre, to the centre and to the street whose it is (S31)', async () => {
    await stored.store.books.adopt(byCentre);
    const { whistle } = await run(
      { type: 'tell', reading: parse(oneLine, panlong().lexicon), ...says('td-a') },
      'queue',
    );
    const target = { whistleId: whistle?.id ?? '' };
    await run({ type: 'confirm', target, ...says('td-a') }, 'queue/confirm');
    const { whistle: queued } = await run(
      { type: 'approve', target, ...says('td-lead') },
      'queue/ok',
    );
    assert.equal(queued?.state, 'queued');
    for (const [by, count, all] of [
      ['wgzx-a', 1, true],
      ['lxb-a', 1, true],
      ['td-a', 1, false],
      ['gl-a', 0, false],
    ] as const) {
      const told = await ask({ type: 'queue', by, alone: true });
      assert.ok(told.type === 'queue', by);
      assert.deepEqual([told.rows.length, told.all], [count, all], by);
    }
    await database().ask('update whistle set restricted = true where id = $1', [queued.id]);
    const inGroup = await ask({ type: 'queue', by: 'wgzx-a', alone: false });
    assert.ok(inGroup.type === 'queue' && inGroup.rows.length === 0, 'restricted: not in a group');
    const [row] = await stored.store.askQueue(null, true);
    assert.deepEqual(
      [row?.number, row?.called, row?.dueAt],
      [queued?.number, ['CGJ', 'SJJ'], queued?.clocks[0]?.dueAt],
    );
    assert.equal(
      (
        await ask({
          ...{ type: 'look-up', by: 'cgj-a', number: queued.number },
          ...{ alone: true, deliveryId: 'queue/look' },
        })
      ).type,
      'may-not-see',
    );
    // By its last digits, as the centre would type it.
    const short = { number: queued.number?.split('-').at(-1) ?? '' };
    const out = await run({ type: 'dispatch', target: short, ...says('wgzx-a') }, 'queue/out');
    assert.equal(out.whistle?.state, 'dispatched');
    assert.equal(out.whistle.number, queued.number);
  });
});
