import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Service } from '../../src/service.ts';
import { oneLine } from '../support/blow.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { startInside } from '../support/product.ts';
import { buttonsOf, startWorld, titleOf, type Simulated } from '../support/simulator.ts';

const gas = '紧急 拓东路88号 燃气泄漏 味道很大 请住建局';

describe('the same matter twice, on the wire', function () {
  this.slow(20_000);
  let database: Database;
  let world: Simulated;
  let service: Service;

  before(async () => {
    database = await freshDatabase();
    world = await startWorld();
    service = await startInside(
      { ...world.env, PORT: String(world.productPort), TIME_SCALE: '60' },
      { databaseUrl: database.url, prefix: `test_${randomBytes(4).toString('hex')}` },
    );
    await eventually('the groups are bound', async () => {
      const rows = await database.ask('select 1 from group_binding');
      return rows.length === 5;
    });
  });
  after(async () => {
    await service?.stop();
    await world?.stop();
    await database?.drop();
  });

  const whistles = () =>
    database.ask<{ number: string | null; state: string; origins: unknown[] }>(
      'select number, state, origins from whistle order by created_at',
    );
  /** Whether somebody sees a message with these words. */
  const sees = (who: Readonly<Record<string, string>>, words: RegExp) =>
    eventually(`${JSON.stringify(who)} sees ${words.source}`, async () =>
      (await world.log(who)).find((one) => words.test(JSON.stringify(one.body))),
    );

  it('offers a colleague’s draft the whistle under way, and merges it in one tap (S02, S67)', async () => {
    await world.say('td-a', { bot: true }, oneLine);
    await world.tap('td-a', await world.card('td-a', '确认吹哨'), '确认吹哨');
    await world.tap('td-lead', await world.card('td-lead', '同意'), '同意');
    await world.card('cgj-a', '报到', { group: '城管局工作群' });
    await world.say('td-b', { bot: true }, oneLine);
    const draft = await world.card('td-b', '仍然吹哨');
    assert.deepEqual(buttonsOf(draft.body.card), ['合并', '仍然吹哨', '修改', '取消']);
    assert.match(JSON.stringify(draft.body), /哨源：街道自查/);
    const before = (await world.titles('城管局工作群')).length;
    const { card } = await world.tap('td-b', draft, '合并');
    assert.match(JSON.stringify(card), /已并入 0001.*PL-20261123-0001.*已派哨/);
    await sees({ member: 'td-a' }, /又有1起同类诉求，已合计2起/);
    assert.equal((await world.titles('城管局工作群')).length, before); // nobody pinged (2.4)
    const seat = await world.card('cgj-a', '报到', { group: '城管局工作群' });
    const tapped = await world.tap('cgj-a', seat, '报到');
    assert.match(JSON.stringify(tapped.card), /诉求 2 起，哨源：街道自查 2 起/);
    const [first, second] = await whistles();
    assert.deepEqual([first?.number, first?.origins.length], ['PL-20261123-0001', 2]);
    assert.deepEqual([second?.number, second?.state], [null, 'merged']);
  });

  it('merges a second report of an emergency by itself, and lets it go by 不是同一件事 (S20)', async () => {
    await world.say('td-a', { bot: true }, gas);
    await world.tap('td-a', await world.card('td-a', '确认吹哨'), '确认吹哨');
    await world.card('zjj-a', '报到', { group: '住建局工作群' });
    await world.say('td-b', { bot: true }, gas);
    const card = await sees({ member: 'td-b' }, /已有人报告/);
    const shown = JSON.stringify(card.body);
    assert.match(shown, /119\/110\/120/);
    assert.match(shown, /PL-20261123-0002.*住建局/);
    const { card: draft } = await world.tap('td-b', card, '不是同一件事');
    assert.ok(buttonsOf(draft).includes('确认吹哨'));
    await world.tap('td-b', card, '确认吹哨');
    const third = await eventually('the other goes out', async () =>
      (await whistles()).find(({ number }) => number === 'PL-20261123-0003'),
    );
    assert.equal(third?.origins.length, 1);
  });

  it('asks the centre before it merges what looks apart, and lets the blower take it back (S31)', async () => {
    const asks = '并哨 0003 到 0001';
    await world.say('wgzx-a', { bot: true }, asks);
    const asked = await sees(
      { member: 'wgzx-a' },
      /还没有并：紧急哨 拓东街道 .*并入日常哨 拓东街道/u,
    );
    assert.match(JSON.stringify(asked.body), /住建局.*将不再来/u);
    const words = /“(并哨 .* 确认)”/u.exec(JSON.stringify(asked.body))?.[1] ?? '';
    await world.say('wgzx-a', { bot: true }, words);
    const card = await sees({ member: 'td-b' }, /指挥中心已把您的 0003 并入此单/u);
    await sees({ member: 'wgzx-a' }, /PL-20261123-0003 已并入 PL-20261123-0001/u);
    const { card: shown } = await world.tap('td-b', card, '不是同一件事');
    assert.match(JSON.stringify(shown), /PL-20261123-0003.*已派哨/u);
    await sees({ member: 'wgzx-a' }, /并哨已取消，恢复办理/u);
    const found = (await whistles()).map(({ number, state }) => [number, state]);
    assert.ok(found.some(([number, state]) => number?.endsWith('0003') && state === 'dispatched'));
  });

  it('lists what waits for a leader, who chooses by its number (S50)', async () => {
    for (const [by, place] of [
      ['td-a', '北京路5号'],
      ['td-b', '环城路9号'],
    ] as const) {
      await world.say(by, { bot: true }, `吹哨 ${place}占道经营，已劝离3次，请城管局`);
      const draft = await eventually(`${by} sees the draft`, async () =>
        (await world.log({ member: by })).findLast(
          ({ body }) =>
            buttonsOf(body.card).includes('确认吹哨') && JSON.stringify(body).includes(place),
        ),
      );
      await world.tap(by, draft, '确认吹哨');
    }
    await eventually('both wait', async () => {
      const all = await whistles();
      return all.filter(({ state }) => state === 'pending_approval').length === 2;
    });
    await world.say('td-lead', { bot: true }, '同意');
    const list = await sees({ member: 'td-lead' }, /待审批的有：.*请回复“同意 1”或“同意 2”/u);
    const nth = /([0-9]) [^；]*环城路9号/u.exec(JSON.stringify(list.body))?.[1] ?? '';
    await world.say('td-lead', { bot: true }, `同意 ${nth}`);
    await eventually('the second goes out', async () => {
      const [row] = await database.ask<{ state: string }>(
        `select state from whistle where place like '%环城路9号%'`,
      );
      return row?.state === 'dispatched';
    });
  });

  it('never merges a drill with the real thing', async () => {
    await world.say('td-b', { bot: true }, `【演练】${gas}`);
    const draft = await world.card('td-b', '确认吹哨', { bot: true });
    assert.match(titleOf(draft), /演练/);
    await world.tap('td-b', draft, '取消');
  });
});
