import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { freshDatabase, type Database } from '../support/database.ts';
import { failedStart, startProduct } from '../support/product.ts';
import { freePort, startWorld, type Simulated } from '../support/simulator.ts';

describe('a start that cannot go well', function () {
  this.slow(10_000);
  let database: Database;
  let world: Simulated;
  let taken: Server;

  before(async () => {
    database = await freshDatabase();
    world = await startWorld({ opening: false });
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
  });
  after(async () => {
    taken.close();
    await world.stop();
    await database.drop();
  });

  type Change = Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  /** What is changed in a sound environment ('' removes), and what the message must name. */
  const faults: readonly [title: string, change: Change, names: readonly RegExp[]][] = [
    ['half a bot', { WECOM_BOT_SECRET: '' }, [/WECOM_BOT_SECRET/, /一半/]],
    ['half an app', { WECOM_TOKEN: '', WECOM_CORP_ID: '' }, [/WECOM_CORP_ID/, /WECOM_TOKEN/]],
    ['a wrong bot secret', { WECOM_BOT_SECRET: 'wrong' }, [/WECOM_BOT_SECRET/, /拒绝/]],
    ['a wrong app secret', { WECOM_AGENT_SECRET: 'wrong' }, [/WECOM_AGENT_SECRET/, /access_token/]],
    [
      'a database that is not there',
      { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' },
      [/DATABASE_URL/, /ECONNREFUSED/],
    ],
    [
      'a port that is taken',
      () => ({ PORT: String((taken.address() as AddressInfo).port) }),
      [/PORT/, /占用/],
    ],
    [
      'no way to WeCom at all',
      () => ({
        ...Object.fromEntries(Object.keys(world.env).map((name) => [name, ''])),
        SIMULATOR: 'off',
      }),
      [/WECOM_BOT_ID/, /SIMULATOR=on/],
    ],
    [
      'two modes of one bot',
      { WECOM_BOT_TOKEN: 'abc', WECOM_BOT_ENCODING_AES_KEY: 'a'.repeat(43) },
      [/WECOM_BOT_TOKEN/, /只能/],
    ],
    ['a rule book that is not there', { RULEBOOK: 'no/such/folder' }, [/RULEBOOK/]],
    [
      'several faults',
      { PORT: 'eighty', TIME_SCALE: '-1', LOG_LEVEL: 'loud' },
      [/PORT/, /TIME_SCALE/, /LOG_LEVEL/],
    ],
    [
      'production without a database',
      { NODE_ENV: 'production', DATABASE_URL: '', TIME_SCALE: '60' },
      [/DATABASE_URL/, /TIME_SCALE/],
    ],
  ];

  for (const [title, change, names] of faults)
    it(`ends with 1 and says what to mend: ${title}`, async () => {
      const changed = typeof change === 'function' ? change() : change;
      const { code, stderr } = await failedStart({
        DATABASE_URL: database.url,
        PORT: String(world.productPort),
        ...world.env,
        ...changed,
      });
      assert.equal(code, 1, stderr);
      for (const one of names) assert.match(stderr, one);
      assert.match(stderr, /[\u4e00-\u9fff]/); // in the operator’s language
      assert.doesNotMatch(stderr, /\n\s+at /); // no stack: it is not a bug
      assert.ok(stderr.trim().split('\n').length <= 4, stderr);
      for (const secret of [world.credentials.agentSecret, world.credentials.botSecret])
        assert.equal(stderr.includes(secret), false);
    });

  it('does not start twice on one port, and the first goes on', async () => {
    const env = { DATABASE_URL: database.url, ...world.env };
    const first = await startProduct({ ...env, PORT: String(world.productPort) });
    const { code, stderr } = await failedStart({ ...env, PORT: String(first.port) });
    assert.equal(code, 1);
    assert.match(stderr, /PORT/);
    const answer = await fetch(`http://127.0.0.1:${first.port}/readyz`);
    assert.equal(answer.status, 200);
    assert.equal(await first.stop(), 0);
  });

  it('keeps going without Redis, and says so where it is asked (I3)', async () => {
    const product = await startProduct({
      DATABASE_URL: database.url,
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
      ...world.env,
      PORT: String(world.productPort),
    });
    const answer = await fetch(`http://127.0.0.1:${product.port}/readyz`);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /redis|queue/i);
    assert.equal(await product.stop(), 0);
  });
});
