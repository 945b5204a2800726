import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import type { Service } from '../../src/service.ts';
import { oneLine } from '../support/blow.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { panlong } from '../support/panlong.ts';
import { startInside } from '../support/product.ts';
import { startWorld, type Seen, type Simulated } from '../support/simulator.ts';

/** 02:00 of the second day of the National Day holiday: the shift is that of the first. */
const holidayNight = '2026-10-01T18:00:00.000Z';
const SCALE = 10;

/** One product on a database and a WeCom of its own. */
function aProduct(env: Readonly<Record<string, string>>, book?: RuleBook) {
  const here: { database?: Database; world?: Simulated; service?: Service } = {};
  before(async () => {
    here.database = await freshDatabase();
    here.world = await startWorld();
    here.service = await startInside(
      { ...here.world.env, PORT: String(here.world.productPort), ...env },
      {
        databaseUrl: here.database.url,
        prefix: `test_${randomBytes(4).toString('hex')}`,
        ...(book && { book }),
      },
    );
    await eventually('the groups are bound', async () => {
      const rows = await here.database?.ask('select 1 from group_binding');
      return (rows?.length ?? 0) >= 5;
    });
  });
  after(async () => {
    await here.service?.stop();
    await here.world?.stop();
    await here.database?.drop();
  });
  return {
    get world(): Simulated {
      assert.ok(here.world);
      return here.world;
    },
    get database(): Database {
      assert.ok(here.database);
      return here.database;
    },
  };
}

const words = ({ body }: Seen): string => JSON.stringify(body);

describe('an emergency at two in the night of a holiday', function () {
  this.slow(20_000);
  const product = aProduct({ TIME_START: holidayNight, TIME_SCALE: String(SCALE) });
  let number = '';

  it('reminds of 119/110/120 first, and reaches whoever is on duty within a minute (S20)', async () => {
    const { world, database } = product;
    await world.say('td-a', { bot: true }, '吹哨 白塔路15号门口燃气泄漏，请住建局、燃气公司');
    const draft = await world.card('td-a', '确认吹哨');
    assert.match(draft.body.card?.main_title?.desc ?? '', /^如有人员伤亡或险情，请先拨打 119/u);
    await world.tap('td-a', draft, '确认吹哨');
    for (const member of ['zjj-a', 'rq-a', 'rq-b']) await world.card(member, '报到', { app: true });
    await world.card('zjj-a', '报到', { group: '住建局工作群' });
    for (const member of ['wgzx-a', 'wgzx-b'])
      await eventually(`${member} is told`, async () =>
        (await world.log({ member })).some((one) => words(one).includes('已派哨')),
      );
    const late = await database.ask<{ s: number }>(
      `select extract(epoch from e.ended_at - e.created_at)::float8 * ${String(SCALE)} as s
         from effect e where e.conversation like 'person:%' and e.payload ->> 'type' in ('summons', 'notice')
          and e.outcome = 'done'`,
    );
    assert.ok(late.length >= 5);
    for (const { s } of late) assert.ok(s < 60, `took ${String(s)} s of business time`);
    number =
      (await database.ask<{ number: string }>('select number from whistle'))[0]?.number ?? '';
    assert.match(number, /^PL-20261002-0001$/u);
  });

  it('can say who is on duty and why somebody was called, in under 3 seconds', async () => {
    const { world } = product;
    const asks = async (from: string, text: string) => {
      const begun = performance.now();
      const { reply } = await world.say(from, { bot: true }, text, 3000);
      assert.ok(performance.now() - begun < 3000, text);
      return reply ? words(reply) : '';
    };
    assert.match(await asks('zjj-a', '今天谁值班'), /网格中心：杨梓萱[^]*孙玲[^]*住建局：董家豪/u);
    assert.match(await asks('zjj-a', '为什么找我'), /贵单位是主办[^]*派出即按催办阶梯通知值班员/u);
  });

  it('is supplemented by its blower: who is added is called, the others see one card (S20, S31)', async () => {
    const { world, database } = product;
    await world.say('td-a', { bot: true }, `更正 ${number} 再加上应急局`);
    await world.card('yjj-a', '报到', { app: true });
    await eventually('the group of the lead sees it', async () =>
      (await world.log({ group: '住建局工作群' })).some((one) => words(one).includes('增加应急局')),
    );
    const twice = await database.ask(
      `select conversation from effect where payload ->> 'type' = 'summons' group by conversation having count(*) > 1`,
    );
    assert.deepEqual(twice, []);
  });
});

describe('a street whose whistles the centre dispatches', function () {
  this.slow(20_000);
  const { kinds } = panlong();
  const street = { ...kinds.street, dispatch: { routine: 'centre' } } as const;
  const book = { ...panlong(), version: 'panlong@centre', kinds: { ...kinds, street } };
  const product = aProduct({ TIME_SCALE: '1' }, book);

  it('lays the approved whistle on the centre’s desk, which puts it off only with a reason (S31)', async () => {
    const { world } = product;
    await world.say('td-a', { bot: true }, oneLine);
    await world.tap('td-a', await world.card('td-a', '确认吹哨'), '确认吹哨');
    await world.tap('td-lead', await world.card('td-lead', '同意'), '同意');
    const card = await world.card('wgzx-a', '派遣');
    assert.equal(await world.find('cgj-a', '报到'), undefined);
    const tapped = await world.tap('wgzx-a', card, '暂缓');
    assert.match(JSON.stringify(tapped.card), /请写明理由，例如“暂缓 0001/u);
  });

  it('calls the departments when the centre taps 派遣, and not before (S31)', async () => {
    const { world } = product;
    const tapped = await world.tap('wgzx-a', await world.card('wgzx-a', '派遣'), '派遣');
    assert.equal(tapped.answered, true);
    await world.card('cgj-a', '报到', { group: '城管局工作群' });
    await world.card('sjj-a', '报到', { group: '市场监管局工作群' });
  });
});
