import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Service } from '../../src/service.ts';
import { freshDatabase, type Database } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { startInside } from '../support/product.ts';
import { buttonsOf, startWorld, type Seen, type Simulated } from '../support/simulator.ts';

/** A picture of one point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const image = png.toString('base64');

describe('what comes from below the street', function () {
  this.slow(20_000);
  let database: Database;
  let world: Simulated;
  let service: Service;

  before(async () => {
    database = await freshDatabase();
    world = await startWorld({ opening: false });
    service = await startInside(
      { ...world.env, PORT: String(world.productPort), TIME_SCALE: '60' },
      { databaseUrl: database.url, prefix: `test_${randomBytes(4).toString('hex')}` },
    );
    for (const [unit, from] of [
      ['城管局', 'cgj-a'],
      ['市场监管局', 'sjj-a'],
    ] as const)
      await world.say(from, { group: `${unit}工作群` }, `@哨响 绑定 ${unit}`);
  });
  after(async () => {
    await service?.stop();
    await world?.stop();
    await database?.drop();
  });

  const said = ({ reply }: { readonly reply: Seen | null }) => reply?.body.text ?? '';
  const tell = async (from: string, text: string, beside: object = {}) =>
    said(await world.say(from, { bot: true }, text, 5000, beside));
  const words = ({ body }: Pick<Seen, 'body'>) => JSON.stringify(body.card ?? body.text ?? '');
  const latest = async <Row>(columns: string): Promise<Row> => {
    const [row] = await database.ask<Row>(
      `select ${columns} from whistle order by created_at desc limit 1`,
    );
    assert.ok(row);
    return row;
  };
  const texts = async (member: string) =>
    (await world.log({ member })).map(({ body }) => body.text ?? '').join('\n');

  it('makes a lane chief’s photo and lane a draft in the right community (S47)', async () => {
    const answer = await tell('jxsq-lc', '金星后街路灯不亮，晚上看不见', { image });
    assert.match(answer, /谢谢您。已报金星社区，2 个工作时内没有人处理会自动上报一级/);
    const card = await world.card('jxsq-a', '受理');
    assert.match(words(card), /金星后街/);
    assert.match(words(card), /街巷长巡查/);
    assert.match(words(card), /现场照片 1 张/);
    const tapped = await world.tap('jxsq-a', card, '受理');
    assert.match(JSON.stringify(tapped.card), /苏楠已受理/);
    const draft = await world.card('jxsq-a', '修改');
    assert.match(words(draft), /联盟街道 金星社区/);
    assert.match(words(draft), /哨源：街巷长巡查/);
    const row = await latest<Record<string, unknown>>('state, blower, blower_org, grid, street');
    const expected = { blower: 'jxsq-a', blower_org: 'JXSQ', grid: 'JXSQ', street: 'LM' };
    assert.deepEqual(row, { state: 'draft', ...expected });
  });

  it('fetches the photo, and puts it into the departments’ groups after the card (S61)', async () => {
    const [kept] = await eventually('the bytes are kept', async () => {
      const rows = await database.ask<{ bytes: Buffer; mime: string }>(
        'select bytes, mime from media where fetched_at is not null',
      );
      return rows.length > 0 && rows;
    });
    assert.deepEqual([kept?.bytes, kept?.mime], [png, 'image/png']);
    await tell('jxsq-a', '先期处置：社区已换过一次灯泡，当晚又灭');
    await world.tap('jxsq-a', await world.card('jxsq-a', '确认吹哨'), '确认吹哨');
    await world.tap('lm-lead', await world.card('lm-lead', '同意'), '同意');
    const group = { group: '城管局工作群' };
    const card = await world.card('cgj-a', '报到', group);
    assert.match(words(card), /依据：.*现场照片 1 张/);
    const log = await eventually('the photo is in the group', async () => {
      const seen = await world.log(group);
      return seen.some(({ body }) => body.type === 'media') && seen;
    });
    const photo = log.findIndex(({ body }) => body.type === 'media');
    assert.ok(log.findIndex(({ id }) => id === card.id) < photo);
    const { id } = log[photo]!.body as unknown as { id: string };
    const shown = await fetch(`${world.base}/photo/${id}`);
    assert.deepEqual(Buffer.from(await shown.arrayBuffer()), png);
    await eventually('the lane chief is told the number', async () =>
      /路灯不亮”已吹哨，编号 PL-20261123-0001/.test(await texts('jxsq-lc')),
    );
  });

  it('takes a commissioner’s look for evidence, which closes nothing; others’ are refused (S48)', async () => {
    const copy = (await world.log({ member: 'jxsq-f' })).find((one) => /已派哨/.test(words(one)));
    assert.ok(copy, 'the commissioner has a copy');
    const seats = await database.ask<{ org: string }>('select org from participation');
    for (const { org } of seats) {
      const liaison = `${org.toLowerCase()}-a`;
      await world.say(liaison, { bot: true }, '到场 0001', 5000);
      await world.say(liaison, { bot: true }, '办结 0001 已换灯具', 5000);
    }
    const card = await world.card('jxsq-f', '核验通过');
    assert.match(await tell('xbsq-f', '核验通过 PL-20261123-0001 我看过了'), /社区专员.*没有生效/);
    await world.tap('jxsq-f', card, '核验通过');
    assert.match(await tell('jxsq-f', '核验通过 0001 灯已亮，路面清楚'), /已记录现场核验/);
    assert.equal((await latest<{ state: string }>('state')).state, 'claimed_done');
    const news = await eventually('the blower is told', async () =>
      (await world.log({ member: 'jxsq-a' })).findLast((one) => /灯已亮/.test(words(one))),
    );
    assert.match(words(news), /社区专员已现场核验 马楠.*灯已亮，路面清楚/);
    const asked = (await world.log({ member: 'jxsq-a' })).findLast(({ body }) =>
      buttonsOf(body.card).includes('退回重办'),
    );
    assert.ok(asked);
    await world.tap('jxsq-a', asked, '核验通过');
    await eventually('the street closes it', async () =>
      ['verified', 'archived'].includes((await latest<{ state: string }>('state')).state),
    );
  });

  it('lets a building’s report climb level by level and shows its way (S44)', async () => {
    const answer = await tell('jxty12d3-lead', '12号庭院3栋门口路灯坏了，老人进出不方便');
    assert.match(answer, /已报12号庭院/);
    const group = await world.card('jxty12-lead', '上报');
    assert.deepEqual(buttonsOf(group.body.card), ['上报', '就地解决']);
    const up = await world.tap('jxty12-lead', group, '上报');
    assert.match(JSON.stringify(up.card), /已上报金星社区/);
    const community = await eventually('the community has it', async () => {
      const card = await world.find('jxsq-a', '上报');
      return card && /3栋 → 12号庭院 → 金星社区/.test(words(card)) && card;
    });
    assert.deepEqual(buttonsOf(community.body.card), ['受理', '上报', '就地解决']);
    await world.tap('jxsq-a', community, '上报');
    const street = await world.card('lm-a', '就地解决');
    assert.match(words(street), /3栋 → 12号庭院 → 金星社区 → 联盟街道/);
    assert.deepEqual(buttonsOf(street.body.card), ['受理', '就地解决']);
    const mine = await tell('jxty12d3-lead', '我的哨');
    assert.match(
      mine,
      /（上报） .*路灯不亮｜待受理\n上报没有编号，派出或解决后会把结果告诉上报人。/,
    );
    assert.doesNotMatch(mine, /查哨/);
    const settling = await world.tap('lm-a', street, '就地解决');
    assert.match(JSON.stringify(settling.card), /就地解决 已处置完毕/);
    assert.match(await tell('lm-a', '就地解决 物业已换灯泡'), /已记录就地解决/);
    await eventually('the head of the building is thanked', async () =>
      /已就地解决：物业已换灯泡。谢谢您/.test(await texts('jxty12d3-lead')),
    );
    const row = await latest<{ state: string; path: { org: string }[] }>('state, path');
    assert.equal(row.state, 'settled');
    assert.deepEqual(
      row.path.map(({ org }) => org),
      ['JXTY12D3', 'JXTY12', 'JXSQ', 'LM'],
    );
  });

  it('needs of a keeper a photo and one line, in this order too, and names no volunteer (S49, S30)', async () => {
    assert.match(await tell('jxsq-k', '', { image }), /照片已收到。请在 30 分钟内发一句话/);
    assert.match(await tell('jxsq-k', '墙边又堆了垃圾'), /谢谢您。已报金星社区/);
    const card = await eventually('the community has it', async () => {
      const found = await world.find('jxsq-a', '就地解决');
      return found && /墙边又堆了垃圾/.test(words(found)) && found;
    });
    assert.match(words(card), /小巷管家/);
    assert.match(words(card), /现场照片 1 张/);
    assert.doesNotMatch(words(card), /游小满/);
    assert.match(await tell('jxsq-k', '帮忙看看呗'), /谢谢您/); // more words to the same report
    assert.equal((await database.ask(`select 1 from whistle where blower = 'jxsq-k'`)).length, 1);
    assert.match(await tell('jxsq-k', '催办 0001'), /没有生效/);
  });

  it('asks once for the grid of a place it cannot find, and takes the community’s name (S43)', async () => {
    await tell('lm-a', '吹哨 万宏路菜市场门口占道经营，已劝离3次，请城管、市监');
    const card = await world.card('lm-a', '确认吹哨');
    assert.match(words(card), /未对应到网格，可回复社区名/);
    await world.say('lm-a', { bot: true }, '金星社区');
    const again = await eventually('the grid is known', async () => {
      const found = await world.find('lm-a', '确认吹哨');
      return found && /联盟街道 金星社区/.test(words(found)) && found;
    });
    assert.match(words(again), /万宏路菜市场门口/);
    assert.doesNotMatch(words(again), /未对应到网格/);
    await world.tap('lm-a', again, '取消');
  });

  it('takes a picked place for where it is, in the grid nearby (S43, S30)', async () => {
    await world.say('lm-a', { app: true }, '吹哨 占道经营严重，已劝离3次，请城管、市监');
    await eventually('the draft is there', async () => (await draft('lm-a')) !== undefined);
    assert.equal(await world.find('lm-a', '确认吹哨', { app: true }), undefined);
    const place = { latitude: 25.0713, longitude: 102.7384, label: '金星立交桥东侧' };
    await world.say('lm-a', { app: true }, '', 0, { place });
    const card = await world.card('lm-a', '确认吹哨', { app: true });
    assert.match(words(card), /联盟街道 金星社区/);
    assert.match(words(card), /金星立交桥东侧/);
    await world.tap('lm-a', card, '取消');
  });

  it('lets nothing out without a place but an emergency and a 政务吹哨 (S04)', async () => {
    await tell('td-a', '吹哨 占道经营严重，已劝离3次，请城管、市监');
    await eventually('the draft is there', async () => (await draft('td-a')) !== undefined);
    await tell('td-a', '确认吹哨');
    assert.equal((await draft('td-a'))?.state, 'draft');
    await tell('td-a', '取消');
    await tell('gl-a', '紧急 燃气泄漏有人受伤，请住建、燃气');
    await world.tap('gl-a', await world.card('gl-a', '确认吹哨'), '确认吹哨');
    await eventually('it is out', async () => (await draft('gl-a'))?.state === 'dispatched');
    await tell('zwj-a', '政务吹哨 企业开办卡在消防审批，已电话催办2次，请市监、消防');
    await world.tap('zwj-a', await world.card('zwj-a', '确认吹哨'), '确认吹哨');
    await eventually('it waits for its leader', async () =>
      ['pending_approval', 'dispatched'].includes((await draft('zwj-a'))?.state ?? ''),
    );
  });

  const draft = async (blower: string) =>
    (
      await database.ask<{ state: string }>(
        'select state from whistle where blower = $1 order by created_at desc limit 1',
        [blower],
      )
    )[0];
});
