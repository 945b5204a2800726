import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Service } from '../../src/service.ts';
import { oneLine } from '../support/blow.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { flushPrefix, redisUrl } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/needs.ts';
import { startInside } from '../support/product.ts';
import { buttonsOf, startWorld, type Seen, type Simulated } from '../support/simulator.ts';

const engines = [
  { name: 'BullMQ on PostgreSQL', redis: false },
  { name: 'BullMQ on Redis', redis: true },
] as const;

for (const engine of engines)
  describe(`the whole loop with ${engine.name}`, function () {
    this.slow(20_000);
    let database: Database;
    let world: Simulated;
    let service: Service;
    let redis: string | null = null;
    let number = '';
    const prefix = `test_${randomBytes(4).toString('hex')}`;

    before(async function () {
      redis = engine.redis ? needs('Redis', await redisUrl(), this) : null;
      database = await freshDatabase();
      world = await startWorld({ opening: false });
      service = await startInside(
        {
          ...world.env,
          PORT: String(world.productPort),
          ...(redis === null ? {} : { REDIS_URL: redis }),
        },
        { databaseUrl: database.url, prefix },
      );
    });
    after(async () => {
      await service?.stop();
      if (redis !== null) await flushPrefix(redis, prefix);
      await world?.stop();
      await database?.drop();
    });

    it('binds each group to its unit', async () => {
      const units = ['城管局', '市场监管局', '住建局', '拓东街道'];
      for (const [unit, from] of [
        ['城管局', 'cgj-a'],
        ['市场监管局', 'sjj-a'],
        ['住建局', 'zjj-a'],
        ['拓东街道', 'td-a'],
      ] as const)
        await world.say(from, { group: `${unit}工作群` }, `@哨响 绑定 ${unit}`);
      await world.say('wgzx-a', { group: '区级指挥群' }, '@哨响 绑定 区级指挥群');
      for (const unit of [...units.map((one) => `${one}工作群`), '区级指挥群'])
        await eventually(`${unit} is told`, async () =>
          (await world.titles(unit)).some((one) => one.includes('绑定')),
        );
      assert.equal((await database.ask('select 1 from group_binding')).length, 5);
    });

    it('makes a draft of one line, asks the leader, and calls the named departments only', async () => {
      await world.say('td-a', { bot: true }, oneLine);
      await world.tap('td-a', await world.card('td-a', '确认吹哨'), '确认吹哨');
      await world.tap('td-lead', await world.card('td-lead', '同意'), '同意');
      await world.card('cgj-a', '报到', { group: '城管局工作群' });
      await world.card('sjj-a', '报到', { group: '市场监管局工作群' });
      const [row] = await database.ask<{ number: string }>('select number from whistle');
      number = row?.number ?? '';
      assert.match(number, /^PL-20261123-0001$/);
      assert.equal(await world.find('zjj-a', '报到'), undefined);
    });

    it('replaces the card in under a second when 报到 is tapped', async () => {
      const card = await world.card('cgj-a', '报到', { group: '城管局工作群' });
      const tapped = await world.tap('cgj-a', card, '报到');
      assert.equal(tapped.answered, true);
      assert.ok(tapped.ms < 1000, `took ${tapped.ms}`);
      assert.ok(buttonsOf(tapped.card).includes('到场'));
      const again = await world.find('cgj-b', '到场', { group: '城管局工作群' });
      assert.equal(again?.id, card.id); // everybody’s card, not only the tapper’s
    });

    it('reminds the late one, in its group and then its leaders', async () => {
      const reminded = async (member: string) =>
        (await world.log({ member })).some(
          (one) =>
            one.from.kind !== 'member' && /提醒|逾期|催|超时|临期/.test(JSON.stringify(one.body)),
        );
      for (const member of ['sjj-a', 'sjj-f', 'sjj-lead'])
        await eventually(`${member} is reminded`, () => reminded(member), 40_000);
      assert.equal(await reminded('zjj-a'), false);
    });

    it('takes 到场 by a tap and 办结 with a sentence, for each department', async () => {
      const late = await world.card('sjj-a', '报到', { group: '市场监管局工作群' });
      await world.tap('sjj-a', late, '报到');
      for (const [liaison, group] of [
        ['cgj-a', '城管局工作群'],
        ['sjj-a', '市场监管局工作群'],
      ] as const) {
        await world.tap(liaison, await world.card(liaison, '到场', { group }), '到场');
        const asked = await world.tap(
          liaison,
          await world.card(liaison, '办结', { group }),
          '办结',
        );
        assert.match(JSON.stringify(asked.card), /办结 0001/); // says which words to send
        await world.say(liaison, { group }, `@哨响 办结 ${number} 已清理占道摊位并约谈摊主`);
      }
      await eventually('both are done', async () => (await state()) === 'claimed_done');
    });

    it('is verified, rated by selectors and by words, and archived', async () => {
      await world.tap('td-a', await world.card('td-a', '核验通过'), '核验通过');
      const card = await world.card('td-a', '评价');
      const rated = await world.tap('td-a', card, '评价', chosen(card));
      assert.equal(rated.answered, true);
      const [open] = await eventually('one is rated', async () => {
        const rows = await database.ask<{ org: string }>(
          'select org from participation where org not in (select org from rating)',
        );
        return rows.length === 1 && rows;
      });
      const name = open?.org === 'CGJ' ? '城管局' : '市场监管局';
      await world.say('td-a', { bot: true }, `评价 ${number} ${name} 5 4 3 到场快，办法多`);
      await eventually('it is archived', async () => (await state()) === 'archived');
      for (const group of ['城管局工作群', '市场监管局工作群'])
        await eventually(`${group} hears of the end`, async () =>
          JSON.stringify(await world.log({ group })).includes('已归档'),
        );
    });

    it('has kept every step, in rows that agree', async () => {
      const seats = await database.ask(
        `select org, state, signed_by, checked_in_by, on_site_by, done_by, done_sentence from participation order by org`,
      );
      const marks = (who: string) => ({
        signed_by: who,
        checked_in_by: who,
        on_site_by: who,
        done_by: who,
      });
      const done_sentence = '已清理占道摊位并约谈摊主';
      assert.deepEqual(seats, [
        { org: 'CGJ', state: 'accepted', ...marks('cgj-a'), done_sentence },
        { org: 'SJJ', state: 'accepted', ...marks('sjj-a'), done_sentence },
      ]);
      const ratings = await database.ask<{ rated_by: string; scores: object }>(
        'select rated_by, scores from rating',
      );
      assert.deepEqual(
        ratings.map(({ rated_by, scores }) => [rated_by, Object.keys(scores).length]),
        [
          ['td-a', 3],
          ['td-a', 3],
        ],
      );
      const audit = await database.ask<{ type: string }>(
        'select type from audit_event where whistle_id = (select id from whistle) order by seq',
      );
      const types = audit.map(({ type }) => type).filter((one) => one !== 'reminded');
      assert.deepEqual(types.slice(0, 4), ['drafted', 'confirmed', 'approved', 'dispatched']);
      for (const [type, times] of [
        ['check-in', 2],
        ['on-site', 2],
        ['done', 2],
        ['verified', 1],
        ['rated', 2],
        ['archived', 1],
      ] as const)
        assert.equal(types.filter((one) => one === type).length, times, type);
      assert.ok(audit.some(({ type }) => type === 'reminded'));
    });

    it('has sent each message once, and leaves nothing open but clocks to come', async () => {
      await eventually('everything due is done', async () => {
        const rows = await database.ask(
          'select 1 from effect where ended_at is null and due_at <= business_now()',
        );
        return rows.length === 0;
      });
      const rows = await database.ask(
        `select key, outcome, repeated, reason from effect
          where ended_at is not null and (repeated or outcome <> 'done')`,
      );
      assert.deepEqual(rows, []);
    });

    const state = async () =>
      (await database.ask<{ state: string }>('select state from whistle'))[0]?.state;
  });

/** The first option of every selector on a card. */
function chosen({ body }: Seen): Record<string, readonly string[]> {
  const lists = (body.card?.select_list ?? []).map(
    (one) => [one.question_key, [one.option_list[0]?.id ?? '']] as const,
  );
  return Object.fromEntries(lists);
}
