import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Service } from '../../src/service.ts';
import { oneLine } from '../support/blow.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { redisUrl } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import { needs } from '../support/needs.ts';
import { startInside } from '../support/product.ts';
import { buttonsOf, startWorld, type Simulated } from '../support/simulator.ts';

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
    let number = '';

    before(async function () {
      const redis = engine.redis ? needs('Redis', await redisUrl(), this) : null;
      database = await freshDatabase();
      world = await startWorld({ opening: false });
      service = await startInside(
        {
          ...world.env,
          PORT: String(world.productPort),
          ...(redis === null ? {} : { REDIS_URL: redis }),
        },
        { databaseUrl: database.url, prefix: `test_${randomBytes(4).toString('hex')}` },
      );
    });
    after(async () => {
      await service?.stop();
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
  });
