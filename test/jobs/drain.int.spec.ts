import assert from 'node:assert/strict';
import { createDrain } from '../../src/jobs/drain.ts';
import { createPerform } from '../../src/jobs/perform.ts';
import type { WorkSession } from '../../src/store/session.ts';
import { openWorkSession } from '../../src/store/session.ts';
import { WecomError } from '../../src/wecom/error.ts';
import { dispatched, says } from '../support/blow.ts';
import { onEachPostgres, openStore, type Stored } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { aMessage, add, aWire, away, noAnswer, theHands, tooOften } from '../support/hands.ts';

onEachPostgres('draining a conversation', (database) => {
  let stored: Stored;
  const sessions: WorkSession[] = [];

  before(async () => {
    stored = await openStore(database());
  });
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((one) => one.close()));
    await database().ask('truncate effect, mailbox, group_binding, acquaintance');
  });
  after(() => stored.close());

  async function someHands(wire = aWire()) {
    const session = await openWorkSession({ url: database().url, warn: () => undefined });
    sessions.push(session);
    return { session, wire, hands: theHands(stored, session, wire) };
  }

  const rows = () =>
    database().ask<{
      unit: string;
      outcome: string | null;
      repeated: boolean;
      attempts: number;
      reason: string | null;
    }>(
      `select payload ->> 'unit' as unit, outcome, repeated, attempts, reason from effect order by seq`,
    );
  const outcomes = async () => (await rows()).map((one) => one.outcome);
  const texts = (wire: ReturnType<typeof aWire>) =>
    wire.sent.map(({ text }) => /“(.+?)”/.exec(text)?.[1]);
  const letGoOf = (conversation: string) =>
    database().ask('update mailbox set held_until = now() where name like $1', [
      `%${conversation}`,
    ]);

  it('sends in the order of commits, one at a time', async () => {
    const { hands, wire } = await someHands();
    const names = Array.from({ length: 12 }, (_, index) => `甲${index}`);
    for (const one of names) await add(stored, [aMessage(one)]);
    let inside = 0;
    wire.answer = async () => {
      inside += 1;
      assert.equal(inside, 1);
      await new Promise((resolve) => setTimeout(resolve, 3));
      inside -= 1;
      return 'sent';
    };
    assert.equal(await createDrain(hands)('chat:one'), null);
    assert.deepEqual(texts(wire), names);
    assert.ok((await outcomes()).every((one) => one === 'done'));
  });

  it('never sends one message twice with two processes at it (I3)', async () => {
    const [one, other] = [await someHands(), await someHands()];
    const names = Array.from({ length: 10 }, (_, index) => `甲${index}`);
    await add(
      stored,
      names.map((name) => aMessage(name)),
    );
    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        [one, other, one, other].map(({ hands }) => createDrain(hands)('chat:one')),
      );
    const all = [...texts(one.wire), ...texts(other.wire)];
    assert.deepEqual([...all].sort(), [...names].sort());
  });

  it('repeats once, and marks, what a killed worker had on the wire (I3)', async () => {
    const [killed, next] = [await someHands(), await someHands()];
    await add(stored, [aMessage('甲'), aMessage('乙')]);
    killed.wire.answer = () => new Promise(() => undefined);
    createDrain(killed.hands)('chat:one').catch(() => undefined); // it never comes back
    await eventually('it is on the wire', () => killed.wire.sent.length === 1);
    assert.ok((await createDrain(next.hands)('chat:one')) !== null); // another’s: look again later
    assert.deepEqual(next.wire.sent, []);
    await killed.session.close();
    await eventually('the claim is free', async () => {
      await createDrain(next.hands)('chat:one');
      return next.wire.sent.length > 0;
    });
    assert.deepEqual(texts(next.wire), ['甲', '乙']);
    assert.deepEqual(
      (await rows()).map(({ outcome, repeated, attempts }) => [outcome, repeated, attempts]),
      [
        ['done', true, 2],
        ['done', false, 1],
      ],
    );
  });

  it('leaves it at that after a second time without an answer (I3)', async () => {
    const { hands, wire } = await someHands();
    await add(stored, [aMessage('甲'), aMessage('乙')]);
    wire.answer = (_, text) =>
      text.includes('甲') ? Promise.reject(noAnswer) : Promise.resolve('sent');
    for (let round = 0; round < 4; round += 1) {
      await createDrain(hands)('chat:one');
      await letGoOf('chat:one');
    }
    assert.deepEqual(texts(wire), ['甲', '甲', '乙']);
    assert.deepEqual(
      (await rows()).map(({ outcome, repeated }) => [outcome, repeated]),
      [
        ['unknown', true],
        ['done', false],
      ],
    );
  });

  it('tries what certainly did not go out again and again, unmarked (I3)', async () => {
    const { hands, wire } = await someHands();
    await add(stored, [aMessage('甲')]);
    wire.answer = () => (wire.sent.length < 4 ? Promise.reject(away) : Promise.resolve('sent'));
    for (let round = 0; round < 4; round += 1) {
      await createDrain(hands)('chat:one');
      await letGoOf('chat:one');
    }
    assert.deepEqual(
      (await rows()).map(({ outcome, repeated, attempts }) => [outcome, repeated, attempts]),
      [['done', false, 4]],
    );
  });

  it('does not end a fresh reminder with one that stayed without an answer twice (I3)', async () => {
    const { hands, wire } = await someHands();
    await add(stored, [aMessage('以前的事')]);
    await createDrain(hands)('chat:one');
    const id = await dispatched(hands.runWhistle, `digest/${database().url}`);
    await database().ask(
      `update effect set ended_at = now(), outcome = 'done' where ended_at is null`,
    );
    const reminder = (stage: 'sign' | 'checkIn') =>
      aMessage(stage, {
        whistleId: id,
        payload: {
          type: 'reminder',
          stage,
          org: 'CGJ',
          at: 50,
          mark: 'none',
          dueAt: '2026-11-23T03:00:00.000Z',
          to: 'group',
        },
      });
    wire.answer = () => Promise.reject(noAnswer);
    await add(stored, [reminder('sign')]);
    await createDrain(hands)('chat:one');
    await letGoOf('chat:one');
    await createDrain(hands)('chat:one');
    await letGoOf('chat:one');
    wire.answer = () => Promise.resolve('sent');
    await add(stored, [reminder('checkIn')]);
    await createDrain(hands)('chat:one');
    const [first, second] = (await rows()).slice(-2);
    assert.deepEqual([first?.outcome, second?.outcome], ['unknown', 'done']);
    assert.equal(wire.sent.length, 4);
  });

  it('waits when WeCom says 45009 and loses nothing', async () => {
    const { hands, wire } = await someHands();
    await add(
      stored,
      ['甲', '乙', '丙'].map((one) => aMessage(one)),
    );
    await add(stored, [aMessage('丁', { conversation: 'chat:two' })]);
    wire.answer = (_, text) =>
      text.includes('乙') && texts(wire).filter((one) => one === '乙').length === 1
        ? Promise.reject(tooOften)
        : Promise.resolve('sent');
    const waitMs = await createDrain(hands)('chat:one');
    assert.ok(waitMs !== null && waitMs > 50_000 && waitMs <= 60_000, String(waitMs));
    assert.ok((await createDrain(hands)('chat:one')) !== null); // still waiting, nothing sent
    assert.deepEqual(texts(wire), ['甲', '乙']);
    assert.equal(await createDrain(hands)('chat:two'), null); // the others are none the slower
    await letGoOf('chat:one');
    assert.equal(await createDrain(hands)('chat:one'), null);
    assert.deepEqual(texts(wire), ['甲', '乙', '丁', '乙', '丙']);
    assert.ok((await rows()).every(({ outcome, repeated }) => outcome === 'done' && !repeated));
  });

  it('stays below the rate of a conversation by itself', async () => {
    const { hands, wire } = await someHands();
    await add(
      stored,
      Array.from({ length: 40 }, (_, index) => aMessage(`甲${index}`)),
    );
    const waitMs = await createDrain(hands)('chat:one');
    assert.equal(wire.sent.length, 24);
    assert.ok(waitMs !== null && waitMs > 40_000 && waitMs <= 60_000, String(waitMs));
    await database().ask(
      `update effect set sending_since = sending_since - interval '61 s' where sending_since is not null`,
    );
    assert.equal(await createDrain(hands)('chat:one'), null);
    assert.equal(wire.sent.length, 40);
  });

  it('in a storm sends a summons first and the reminders as one, the last of each step (S27)', async () => {
    const { hands, wire } = await someHands();
    const id = await dispatched(hands.runWhistle, `storm/${database().url}`);
    await database().ask(`truncate effect`);
    const about = { type: 'reminder', org: 'CGJ', mark: 'none', to: 'group' } as const;
    const reminder = (stage: 'sign' | 'checkIn' | 'onSite' | 'finish', at: number) =>
      aMessage(`${stage} ${at}`, {
        whistleId: id,
        urgent: true,
        payload: { ...about, stage, at, dueAt: '2026-11-23T03:00:00.000Z' },
      });
    const steps = ['sign', 'checkIn', 'onSite', 'finish'] as const;
    await add(stored, [
      ...steps.flatMap((stage) => [reminder(stage, 50), reminder(stage, 80)]),
      aMessage('甲'),
    ]);
    await createDrain(hands)('chat:one');
    assert.equal(wire.sent.length, 2);
    assert.match(wire.sent[0]?.text ?? '', /甲/u);
    assert.match(wire.sent[1]?.text ?? '', /有 4 件/u);
  });

  it('tries a person’s other line, then the fallback, and reports who was not reached', async () => {
    const { hands, wire } = await someHands();
    const id = await dispatched(hands.runWhistle, `unreached/${database().url}`);
    await database().ask(`truncate effect`);
    await bind('command', 'wr-command');
    await bind('CGJ', 'wr-cgj');
    await database().ask(`insert into acquaintance (user_id, spelled) values ('cgj-a', 'CGJ-a')`);
    const away = new Set(['cgj-a', 'CGJ-a', 'wr-cgj']);
    wire.answer = (to) =>
      Promise.resolve(away.has('userId' in to ? to.userId : to.chatId) ? 'unreachable' : 'sent');
    await add(stored, [
      aMessage('甲', {
        whistleId: id,
        conversation: 'person:cgj-a',
        line: 'app',
        fallback: 'unit:CGJ',
      }),
    ]);
    await carryOutAll(hands);
    const [lost] = await database().ask(
      `select outcome, reason, told from effect order by seq limit 1`,
    );
    assert.deepEqual(lost, {
      outcome: 'given-up',
      reason: 'unreachable',
      told: 'unit:command person:td-a',
    });
    assert.deepEqual(
      wire.sent.map(({ to }) => ('userId' in to ? `app ${to.userId}` : `bot ${to.chatId}`)),
      ['app cgj-a', 'bot CGJ-a', 'bot wr-cgj', 'bot wr-command', 'app td-a'],
    );
    assert.match(wire.sent.at(-2)?.text ?? '', /联系不上.*城管局/);
  });

  it('hands an emergency on from person to person, and at last to the group (S20)', async () => {
    const { hands, wire } = await someHands();
    await database().ask('truncate effect');
    await bind('ZJJ', 'wr-zjj');
    wire.answer = (to) => Promise.resolve('userId' in to ? 'unreachable' : 'sent');
    await add(stored, [
      aMessage('甲', {
        conversation: 'person:zjj-a',
        line: 'app',
        urgent: true,
        fallback: 'person:zjj-b',
        further: ['person:zjj-f', 'unit:ZJJ'],
      }),
    ]);
    await carryOutAll(hands);
    assert.deepEqual(
      wire.sent.map(({ to }) => ('userId' in to ? to.userId : to.chatId)),
      ['zjj-a', 'zjj-b', 'zjj-f', 'wr-zjj'],
    );
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('leaves a line that keeps refusing for the person’s other one', async () => {
    const { hands, wire } = await someHands();
    await database().ask('truncate effect');
    await database().ask(
      `insert into acquaintance (user_id, spelled) values ('zjj-a', 'zjj-a') on conflict do nothing`,
    );
    const refused = new WecomError({
      api: 'message/send',
      kind: 'config',
      errcode: 60020,
      errmsg: 'ip',
    });
    wire.answer = ({ line }) =>
      line === 'app' ? Promise.reject(refused) : Promise.resolve('sent');
    await add(stored, [aMessage('甲', { conversation: 'person:zjj-a', line: 'app' })]);
    for (let round = 0; round < 3; round += 1) {
      await database().ask('delete from mailbox');
      await createDrain(hands)('person:zjj-a');
    }
    assert.deepEqual(
      wire.sent.map(({ to }) => to.line),
      ['app', 'app', 'bot'],
    );
    assert.deepEqual(await outcomes(), ['done']);
  });

  it('counts a clock that could not be carried out, and tries it again later (design 3)', async () => {
    const { hands } = await someHands();
    const id = await dispatched(hands.runWhistle, `count/${database().url}`);
    const [clock] = await database().ask<{ id: string }>(
      `update effect set due_at = business_now() where id = (select id from effect where whistle_id = $1 and kind = 'clock' limit 1) returning id`,
      [id],
    );
    assert.ok(clock);
    const broken = createPerform({ ...hands, runWhistle: () => Promise.reject(new Error('away')) });
    await broken(clock.id);
    const row = async () =>
      (
        await database().ask<{ attempts: number; later: boolean; ended: boolean }>(
          `select attempts, next_try_at > now() as later, ended_at is not null as ended from effect where id = $1`,
          [clock.id],
        )
      )[0];
    assert.deepEqual(await row(), { attempts: 1, later: true, ended: false });
    const whole = createPerform(hands);
    assert.ok(((await whole(clock.id)) ?? 0) > 0, 'not before its time');
    await database().ask('update effect set next_try_at = now() where id = $1', [clock.id]);
    await whole(clock.id);
    assert.equal((await row())?.ended, true);
  });

  it('ends the report itself when that reaches nobody either', async () => {
    const { hands, wire } = await someHands();
    wire.answer = () => Promise.resolve('unreachable');
    await add(stored, [aMessage('甲', { conversation: 'person:cgj-a', line: 'app' })]);
    await carryOutAll(hands);
    assert.deepEqual(await outcomes(), ['given-up', 'given-up']);
  });

  it('sets aside a message that can never succeed and goes on with the next', async () => {
    const { hands, wire } = await someHands();
    wire.answer = (_, text) =>
      text.includes('甲') ? Promise.reject(new Error('cannot be drawn')) : Promise.resolve('sent');
    await add(stored, [aMessage('甲'), aMessage('乙')]);
    await createDrain(hands)('chat:one');
    assert.deepEqual((await outcomes()).slice(0, 2), ['given-up', 'done']);
  });

  it('sends nothing once its session is lost, and says that nothing went out', async () => {
    const { hands, session, wire } = await someHands();
    await add(stored, [aMessage('甲')]);
    const stale = { ...session, isFresh: () => false };
    await createDrain({ ...hands, session: stale })('chat:one').catch(() => undefined);
    assert.deepEqual(wire.sent, []);
    const [row] = await database().ask('select sending_since, outcome from effect');
    assert.deepEqual(row, { sending_since: null, outcome: null });
  });

  it('does not go on with a claim of its session’s earlier life (I3)', async () => {
    const { hands, session, wire } = await someHands();
    await add(
      stored,
      ['甲', '乙', '丙'].map((one) => aMessage(one)),
    );
    const answers: ((how: 'sent') => void)[] = [];
    wire.answer = () => new Promise((resolve) => answers.push(resolve));
    const sends = (count: number) => eventually(`${count} sends`, () => answers.length === count);
    const old = createDrain(hands)('chat:one');
    await sends(1);
    await database().ask(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
          and database = (select oid from pg_database where datname = current_database())`,
    );
    await eventually('the session is back', () => session.life() === 2 && session.isFresh());
    const young = createDrain(hands)('chat:one');
    await sends(2);
    answers[1]?.('sent');
    await sends(3);
    answers[0]?.('sent');
    assert.ok((await old) !== null);
    assert.equal(session.holds('mailbox/bot/chat:one'), true);
    answers[2]?.('sent');
    await sends(4);
    answers[3]?.('sent');
    assert.equal(await young, null);
    assert.deepEqual(texts(wire), ['甲', '甲', '乙', '丙']);
    assert.deepEqual(
      (await rows()).map(({ repeated }) => repeated),
      [true, false, false],
    );
  });

  it('does nothing when the step of a clock has passed, and ends it (I4)', async () => {
    const { hands } = await someHands();
    const id = await dispatched(hands.runWhistle, `passed/${database().url}`);
    const target = { whistleId: id };
    for (const by of ['cgj-a', 'sjj-a'])
      await hands.runWhistle(
        { type: 'sign', target, seat: null, ...says(by) },
        `passed/${by}/${id}`,
      );
    const before = await database().ask(`select count(*) as n from audit_event`);
    const effects = await database().ask(`select count(*) as n from effect`);
    const clocks = await database().ask<{ id: string }>(
      `update effect set due_at = '2026-11-23T00:00:00Z'
        where whistle_id = $1 and kind = 'clock' and payload ->> 'stage' = 'sign' returning id`,
      [id],
    );
    assert.ok(clocks.length >= 2);
    for (const one of clocks) assert.equal(await createPerform(hands)(one.id), null);
    assert.deepEqual(await database().ask(`select count(*) as n from audit_event`), before);
    assert.deepEqual(await database().ask(`select count(*) as n from effect`), effects);
    const ended = await database().ask(`select distinct outcome from effect where id = any($1)`, [
      clocks.map((one) => one.id),
    ]);
    assert.deepEqual(ended, [{ outcome: 'done' }]);
  });

  it('gives a clock that is not due back, with the time to wait by the database (I4)', async () => {
    const { hands } = await someHands();
    const id = await dispatched(hands.runWhistle, `early/${database().url}`);
    const [clock] = await database().ask<{ id: string; in_ms: number }>(
      `select id, extract(epoch from due_at - business_clock())::float8 * 1000 as in_ms from effect
        where whistle_id = $1 and kind = 'clock' order by due_at limit 1`,
      [id],
    );
    const waitMs = await createPerform(hands)(clock?.id ?? '');
    assert.ok(waitMs !== null && Math.abs(waitMs - (clock?.in_ms ?? 0)) < 1000, String(waitMs));
    const [row] = await database().ask('select outcome from effect where id = $1', [clock?.id]);
    assert.deepEqual(row, { outcome: null });
  });

  const bind = (unit: string, chatId: string) =>
    database().ask(
      `insert into group_binding (unit, chat_id, bound_by, bound_at) values ($1, $2, 'wgzx-a', now())`,
      [unit, chatId],
    );

  /** Carries out what is due until nothing is, as the sweep does. */
  async function carryOutAll(hands: ReturnType<typeof theHands>): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      const due = await stored.outbox.overdue(['app', 'bot'], 0, 50);
      if (due.length === 0) return;
      for (const { id } of due) await createPerform(hands)(id);
    }
    throw new Error('there is always something due');
  }
});
