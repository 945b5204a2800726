import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Service } from '../../src/service.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { onePixel } from '../support/picture.ts';
import { startInside } from '../support/product.ts';
import { buttonsOf, startWorld, type Simulated } from '../support/simulator.ts';

const community = '金星社区工作群';
const shown = [
  community,
  '联盟街道工作群',
  '滇管局工作群',
  '供电局工作群',
  '通信运营商工作群',
  '城管局工作群',
  '住建局工作群',
  '自然资源分局工作群',
  '市场监管局工作群',
];

describe('the five kinds over the wire', function () {
  this.slow(20_000);
  let database: Database;
  let world: Simulated;
  let service: Service;

  before(async () => {
    database = await freshDatabase();
    world = await startWorld({ shown });
    service = await startInside(
      // Slow enough that no reminder comes between.
      { ...world.env, PORT: String(world.productPort), TIME_SCALE: '10' },
      { databaseUrl: database.url, prefix: `test_${randomBytes(4).toString('hex')}` },
    );
    await eventually('every group is bound', async () => (await bound()) === shown.length, 30_000);
  });
  after(async () => {
    await service?.stop();
    await world?.stop();
    await database?.drop();
  });

  const bound = async () => (await database.ask('select 1 from group_binding')).length;
  interface Row {
    readonly number: string;
    readonly state: string;
    readonly kind: string;
    readonly effort: string | null;
    readonly came: number;
  }
  const newest = async (): Promise<Row> => {
    const [row] = await database.ask<Row>(
      `select number, state, kind, effort, jsonb_array_length(volunteers) as came
         from whistle order by created_at desc limit 1`,
    );
    assert.ok(row);
    return row;
  };
  /** Says it to the bot, alone, and taps 确认吹哨 on the draft. */
  const blow = async (by: string, text: string, beside: object = {}) => {
    const before = (await database.ask('select 1 from whistle')).length;
    await world.say(by, { bot: true }, text, 0, beside);
    await eventually(
      'a draft',
      async () => (await database.ask('select 1 from whistle')).length > before,
    );
    const draft = await world.card(by, '确认吹哨');
    await world.tap(by, draft, '确认吹哨');
    return draft;
  };
  const approve = async (by: string) => world.tap(by, await world.card(by, '同意'), '同意');
  const inGroup = async (member: string, group: string) =>
    JSON.stringify((await world.log({ member })).filter((one) => one.chat.name === group));

  it('lets eight members of a community check in on one card (S14)', async () => {
    await blow(
      'jxsq-a',
      '社区吹哨 党员报到：联盟街道金星社区12号庭院积雪和沟渠杂物要清理，需要8名党员，自带工具',
    );
    const card = await world.card('jxsq-p1', '报到', { group: community });
    for (let nth = 1; nth <= 8; nth += 1) {
      const tapped = await world.tap(`jxsq-p${String(nth)}`, card, '报到');
      assert.ok(JSON.stringify(tapped.card).includes(`已报到 ${String(nth)} 人`), String(nth));
    }
    const twice = await world.tap('jxsq-p3', card, '报到');
    assert.ok(JSON.stringify(twice.card).includes('已报到 8 人'));
    const { kind, state, came } = await newest();
    assert.deepEqual([kind, state, came], ['community', 'in_progress', 8]);
  });

  it('refuses a neighbour kindly, and shows the group nobody’s name (S49)', async () => {
    const { number } = await newest();
    const answer = await world.say('xbsq-p1', { bot: true }, `报到 ${number}`, 3000);
    assert.match(JSON.stringify(answer.reply), /金星社区和所在街道的党员、志愿者/u);
    const cards = await database.ask<{ payload: object }>(
      `select payload from effect where conversation = 'unit:JXSQ'`,
    );
    assert.ok(cards.length > 0 && !JSON.stringify(cards).includes('jxsq-p'));
  });

  it('raises it to the street by one tap, and keeps number and history (S14)', async () => {
    const before = await newest();
    const own = await world.card('jxsq-a', '升级为街道哨');
    const tapped = await world.tap('jxsq-a', own, '升级为街道哨');
    assert.equal(tapped.answered, true);
    await eventually('the group reads that it is being raised', async () =>
      (await inGroup('jxsq-p1', community)).includes('正在提请街道升级处置'),
    );
    await approve('lm-lead');
    const called = await world.card('dgj-a', '报到', { group: '滇管局工作群' });
    assert.match(JSON.stringify(called.body), /社区已组织8名党员/u);
    const { number, kind, state, came } = await newest();
    assert.deepEqual([number, kind, state, came], [before.number, 'street', 'dispatched', 8]);
    const old = await world.find('jxsq-v1', '报到', { group: community });
    assert.ok(old);
    const late = await world.tap('jxsq-v1', old, '报到');
    assert.deepEqual(buttonsOf(late.card), ['已转街道']);
    assert.equal((await newest()).came, 8);
  });

  it('closes a community’s whistle with thanks and hours, without a rating (S14)', async () => {
    const text = '社区吹哨：联盟街道金星社区3栋楼道垃圾清运，请党员志愿者来';
    await blow('jxsq-lead', text, { image: onePixel });
    const card = await eventually('the new card', async () => {
      const found = await world.find('jxsq-v2', '报到', { group: community });
      return found && JSON.stringify(found.body).includes('3栋') ? found : null;
    });
    await world.tap('jxsq-v2', card, '报到');
    const photosOf = async (member: string) =>
      (await world.log({ member })).filter(({ body }) => body.type === 'media');
    const [photo] = await eventually('the photo has come to who came', async () => {
      const seen = await photosOf('jxsq-v2');
      return seen.length > 0 && seen;
    });
    assert.notEqual(photo?.chat.name, community);
    assert.deepEqual(await photosOf('jxsq-p1'), []);
    // Of the street's party branch, in words and without a number: the only one that calls them.
    await world.say('lmjg-a', { bot: true }, '报到');
    await eventually('both have come', async () => (await newest()).came === 2);
    const { number } = await newest();
    await world.say('jxsq-lead', { bot: true }, `办结 ${number} 已清运，用时2小时`);
    await eventually('it is archived', async () => (await newest()).state === 'archived');
    await eventually('the group is thanked', async () =>
      (await inGroup('jxsq-p1', community)).includes('感谢 2 位党员、志愿者报到，服务约 2 小时'),
    );
    // What was counted is put right after the closing, and the group is not thanked again.
    const thanked = await inGroup('jxsq-p1', community);
    const told = await world.say('jxsq-lead', { bot: true }, `时长 ${number} 两个半小时`, 3000);
    assert.match(JSON.stringify(told.reply), /已记录服务时长/u);
    assert.equal(await inGroup('jxsq-p1', community), thanked);
  });

  it('calls three approval departments for a counter, with the item in their cards (S15)', async () => {
    const before = (await database.ask('select 1 from whistle')).length;
    await world.say(
      'zwj-a',
      { bot: true },
      '政务吹哨，一家医药流通企业办理仓库消防验收和规划核实卡住，窗口已协调2次未果，请住建局、自然资源分局、市场监管局报到',
    );
    await eventually(
      'a draft',
      async () => (await database.ask('select 1 from whistle')).length > before,
    );
    await world.card('zwj-a', '确认吹哨');
    await world.say('zwj-a', { bot: true }, '530103-2026-0012');
    await eventually('the draft shows the item', async () =>
      JSON.stringify(await world.log({ member: 'zwj-a' })).includes('"keyname":"事项编码"'),
    );
    await world.tap('zwj-a', await world.card('zwj-a', '确认吹哨'), '确认吹哨');
    const leader = await eventually('a leader is asked', async () => {
      for (const one of ['zwj-f', 'zwj-lead']) if (await world.find(one, '同意')) return one;
      return null;
    });
    await approve(leader);
    for (const [liaison, group] of [
      ['zjj-a', '住建局工作群'],
      ['zrz-a', '自然资源分局工作群'],
      ['sjj-a', '市场监管局工作群'],
    ] as const) {
      const card = await world.card(liaison, '报到', { group });
      assert.match(JSON.stringify(card.body), /530103-2026-0012/u);
    }
  });

  it('calls an alliance’s public units, and only copies a department (S16)', async () => {
    await blow(
      'lmdj-a',
      '党建联盟吹哨：联盟街道党建联盟请城管局牵头，供电局、通信公司一起把金星社区12号庭院的飞线理一理，社区已清点线缆40多处',
    );
    await approve('lmdj-lead');
    await world.card('gdj-a', '报到', { group: '供电局工作群' });
    await world.card('tx-a', '报到', { group: '通信运营商工作群' });
    await eventually('城管局 gets a copy', async () =>
      (await inGroup('cgj-a', '城管局工作群')).includes('知会'),
    );
    assert.equal(await world.find('cgj-a', '报到', { group: '城管局工作群' }), undefined);
    const roles = await database.ask<{ org: string; role: string }>(
      `select p.org, p.role from participation p join whistle w on w.id = p.whistle_id
        where w.kind = 'alliance' order by p.position`,
    );
    assert.deepEqual(roles.map(({ org }) => org).sort(), ['GDJ', 'TX']);
  });

  it('tells participants by type to those who see all (S46)', async () => {
    const answer = await world.say('wgzx-a', { bot: true }, '统计 本周', 5000);
    const said = JSON.stringify(answer.reply);
    assert.match(said, /区级部门 \d+\/\d+，公共单位 0\/2/u);
    assert.match(said, /党员群众报到：社区 9 人次，党组织 1 人次/u);
  });
});
