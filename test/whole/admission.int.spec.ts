import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createRunWhistle, type RunWhistle } from '../../src/flows/whistle/run.ts';
import type { Service } from '../../src/service.ts';
import { aCall, command } from '../support/a-whistle.ts';
import { oneLine } from '../support/blow.ts';
import { freshDatabase, openStore, type Database, type Stored } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { startInside } from '../support/product.ts';
import { buttonsOf, startWorld, type Simulated } from '../support/simulator.ts';

describe('admission over the wire', function () {
  this.slow(20_000);
  let database: Database;
  let world: Simulated;
  let service: Service;
  let stored: Stored;
  let run: RunWhistle;

  before(async () => {
    database = await freshDatabase();
    world = await startWorld();
    service = await startInside(
      { ...world.env, PORT: String(world.productPort) },
      { databaseUrl: database.url, prefix: `test_${randomBytes(4).toString('hex')}` },
    );
    stored = await openStore(database);
    run = createRunWhistle(stored.store);
    await eventually('the groups are bound', async () => {
      const bound = await database.ask('select 1 from group_binding');
      return bound.length === 5;
    });
  });
  after(async () => {
    await stored?.close();
    await service?.stop();
    await world?.stop();
    await database?.drop();
  });

  /** What the bot answers to a sentence. */
  const answer = async (from: string, text: string): Promise<string> => {
    const { reply } = await world.say(from, { bot: true }, text, 5000);
    return reply?.body.text ?? '';
  };
  /** What somebody has been told, in any chat, as one text. */
  const told = async (member: string): Promise<string> =>
    JSON.stringify((await world.log({ member })).filter((one) => one.from.kind !== 'member'));

  it('states both things by one tap, in three steps from sentence to summons (S01, S23)', async () => {
    await world.say('td-a', { bot: true }, oneLine);
    const draft = await world.card('td-a', '确认吹哨');
    assert.match(JSON.stringify(draft.body.card), /即声明：此事.*街道无法单独解决/u);
    await world.tap('td-a', draft, '确认吹哨');
    await world.tap('td-lead', await world.card('td-lead', '同意'), '同意');
    const card = await world.card('cgj-a', '报到', { group: '城管局工作群' });
    assert.match(JSON.stringify(card.body.card), /依据：R01 责任清单；《/u);
    const [row] = await database.ask('select beyond from whistle where number is not null');
    assert.deepEqual(row, { beyond: '吹哨人确认' });
  });

  it('calls an interim owner for what no entry names, and asks for the entry (S25, S59)', async () => {
    await world.say('td-a', { bot: true }, '吹哨 拓东路白塔路口 公共座椅断了两条腿 已清理2次');
    const asked = await world.card('td-a', '都不是');
    const chosen = await world.tap('td-a', asked, '都不是');
    assert.ok(buttonsOf(chosen.card).includes('确认吹哨'));
    assert.match(JSON.stringify(chosen.card), /待领导小组办公室补清单/u);
    await world.tap('td-a', await world.card('td-a', '确认吹哨'), '确认吹哨');
    await world.tap('td-lead', await world.card('td-lead', '同意'), '同意');
    await world.card('lxb-a', '报到');
    await eventually('the office is asked for an entry', async () =>
      (await told('lxb-a')).includes('责任清单待补'),
    );
    const [row] = await database.ask(
      `select w.matter, p.org, p.role from whistle w join participation p on p.whistle_id = w.id
        where w.unlisted is not null`,
    );
    assert.deepEqual(row, { matter: null, org: 'LXB', role: 'lead' });
  });

  it('holds a street’s own duty and quotes it, until effort and limit are shown (S22)', async () => {
    const duty = { ownDuty: '楼道小广告清理', place: '拓东小区3栋', matter: 'R20' } as const;
    const reading = aCall(duty, '拓东小区3栋楼道小广告多');
    const { whistle } = await run(command('td-a', 'tell', { reading }), 'own-duty/1');
    assert.equal(whistle?.state, 'held');
    await eventually('the list item is quoted', async () =>
      (await told('td-a')).includes('属街道基本职责清单：楼道小广告清理'),
    );
    await world.say('td-a', { bot: true }, '已上门清理5次');
    await eventually('the limit is asked for', async () =>
      (await told('td-a')).includes('再回复一句为什么办不了'),
    );
    await world.say('td-a', { bot: true }, '街道没有执法权');
    await eventually('it is a draft again', async () => {
      const [row] = await database.ask('select state, beyond from whistle where id = $1', [
        whistle.id,
      ]);
      return row?.['state'] === 'draft' && row['beyond'] === '街道没有执法权';
    });
    await world.card('td-a', '确认吹哨'); // its card is no answer to what comes next
    assert.equal(await answer('td-a', '取消'), '草稿已取消。');
  });

  it('lets no department call a street without an admission (S60)', async () => {
    assert.match(await answer('cgj-a', '请拓东街道协助清理楼道小广告'), /须先经.*准入/u);
    assert.match(await answer('cgj-a', '请拓东街道配合一下'), /须先经.*准入/u);
    const before = await database.ask('select 1 from whistle where blower_org = $1', ['CGJ']);
    assert.equal(before.length, 0);
    assert.match(await answer('cgj-a', '准入 拓东街道'), /请写明事项和依据/u);
    assert.match(await answer('cgj-a', '准入 海口街道 帮忙'), /没有找到这个街道/u);
    assert.match(await answer('td-a', '准入 拓东街道 帮忙'), /不需要准入/u);
    assert.match(await answer('cgj-a', '准入 拓东街道 协助核查住户 依据3号文'), /已登记/u);
    assert.match(await answer('cgj-a', '准入 拓东街道 协助核查住户 依据3号文'), /无需重复/u);
  });

  it('tells asker and street what the office decided, and counts it (S60)', async () => {
    const card = await world.card('lxb-a', '不同意');
    const tapped = await world.tap('lxb-a', card, '同意');
    assert.equal(tapped.answered, true);
    assert.ok(buttonsOf(tapped.card).includes('已同意'));
    await eventually('the asker is told', async () =>
      (await told('cgj-a')).includes('准入申请已同意'),
    );
    await eventually('the street is told', async () =>
      (await world.titles('拓东街道工作群')).some((one) => one.includes('经领导小组办公室准入')),
    );
    await answer('sjj-a', '准入 拓东街道 代发宣传册 依据口头通知');
    const next = await world.card('lxb-a', '不同意');
    await world.tap('lxb-a', next, '不同意', { reason: ['1'] });
    await eventually('the reason is told', async () =>
      (await told('sjj-a')).includes('理由：依据不足'),
    );
    const figures = await answer('lxb-a', '统计 本月');
    assert.match(figures, /反向派单：申请 2，同意 1/u);
    assert.match(figures, /没有吹哨的街道：.*鼓楼街道/u);
    assert.doesNotMatch(figures, /没有吹哨的街道：.*拓东街道/u);
    assert.doesNotMatch(await answer('td-a', '统计 本月'), /反向派单/u);
    const log = await database.ask<{ type: string }>(
      `select a.type from audit_event a join admission_request r on r.id = a.whistle_id order by r.asked_at, a.seq`,
    );
    assert.deepEqual(
      log.map(({ type }) => type),
      ['admission-asked', 'admission-granted', 'admission-asked', 'admission-refused'],
    );
  });

  it('answers who is responsible and what the street’s own lists hold (S57)', async () => {
    const started = performance.now();
    assert.match(
      await answer('td-a', '谁管油烟？'),
      /R10 餐饮油烟污染.*\n主办：城管局.*\n.*\n兜底/u,
    );
    assert.ok(performance.now() - started < 3000);
    assert.match(await answer('cgj-a', '职责清单'), /楼道小广告清理（街道基本职责清单）/u);
  });

  it('has sent each message once', async () => {
    await eventually('everything due is done', async () => {
      const rows = await database.ask(
        'select 1 from effect where ended_at is null and due_at <= business_now()',
      );
      return rows.length === 0;
    });
    const rows = await database.ask(
      `select key, outcome, reason from effect where ended_at is not null and (repeated or outcome <> 'done')`,
    );
    assert.deepEqual(rows, []);
  });
});
