import assert from 'node:assert/strict';
import { ConfigError, environment, readConfig } from '../src/config.ts';

type Env = Readonly<Record<string, string>>;
const bot: Env = { WECOM_BOT_ID: 'aib-1', WECOM_BOT_SECRET: 'secret' };
const app: Env = {
  WECOM_CORP_ID: 'ww1',
  WECOM_AGENT_ID: '1000002',
  WECOM_AGENT_SECRET: 'secret',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_ENCODING_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};
const production: Env = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://user:pass@db:5432/shaoxiang',
};

function faultsOf(env: Env): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.faults;
  }
}
/** The variables the faults begin with. */
const named = (env: Env): string[] =>
  faultsOf(env).flatMap((one) => one.split('：')[0]!.split('、'));

describe('the configuration of an empty environment', () => {
  it('is the whole product with nothing installed (design 5)', () => {
    assert.deepEqual(readConfig({}), {
      databaseUrl: null,
      directUrl: null,
      redisUrl: null,
      port: 8080,
      publicUrl: null,
      roles: ['web', 'hear', 'work'],
      logLevel: 'info',
      dataDir: '.data',
      rulebook: 'rulebooks/panlong',
      timeScale: null,
      timeStart: null,
      simulator: { port: 8090 },
      bot: null,
      app: null,
    });
  });

  it('is the same when variables are there and empty, or none of ours', () => {
    assert.deepEqual(
      readConfig({ PORT: '', WECOM_BOT_ID: '', PATH: '/bin', TZ: 'x' }),
      readConfig({}),
    );
  });
});

describe('a configuration', () => {
  it('keeps what was given', () => {
    const config = readConfig({
      ...bot,
      ...app,
      DATABASE_URL: 'postgres://db/x',
      REDIS_URL: 'rediss://cache:6380/1',
      PORT: '80',
      ROLES: ' work , hear ',
      TIME_SCALE: '60',
      TIME_START: '2026-11-23T09:00:00+08:00',
      WECOM_BOT_WS_URL: 'wss://wecom.example/ws',
      WECOM_API_BASE: 'https://wecom.example',
    });
    assert.deepEqual(config.roles, ['work', 'hear']);
    assert.equal(config.port, 80);
    assert.equal(config.timeScale, 60);
    assert.equal(config.timeStart, '2026-11-23T01:00:00.000Z');
    assert.deepEqual(config.bot, {
      botId: 'aib-1',
      secret: 'secret',
      wsUrl: 'wss://wecom.example/ws',
    });
    assert.equal(config.app?.agentId, 1000002);
    assert.equal(config.app?.apiBase, 'https://wecom.example');
  });

  it('describes every variable it reads, for the table of the documentation', () => {
    for (const [name, schema] of Object.entries(environment.shape))
      assert.ok(schema.description, `${name} has no description`);
  });
});

describe('the simulator', () => {
  const runs = (env: Env) => readConfig(env).simulator !== null;

  it('is on by default, and off as soon as WeCom is configured', () => {
    assert.equal(runs({}), true);
    assert.equal(runs({ SIMULATOR: 'on', SIMULATOR_PORT: '9000' }), true);
    assert.equal(runs(bot), false);
    assert.equal(runs(app), false);
    assert.equal(runs({ ...production, ...bot }), false);
  });

  it('starts in production only when asked for', () => {
    assert.deepEqual(named(production), ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']);
    assert.equal(runs({ ...production, SIMULATOR: 'on' }), true);
  });

  it('and real credentials exclude each other; without both nothing could be heard', () => {
    assert.deepEqual(named({ ...bot, SIMULATOR: 'on' }), ['SIMULATOR']);
    assert.deepEqual(named({ SIMULATOR: 'off' }), ['WECOM_BOT_ID', 'WECOM_BOT_SECRET']);
  });

  it('needs a port of its own', () => {
    assert.deepEqual(named({ PORT: '8090' }), ['SIMULATOR_PORT']);
    assert.deepEqual(named({ ...bot, PORT: '8090' }), []);
  });
});

describe('a fault', () => {
  it('of each variable names it and the mend', () => {
    const wrong: Env = {
      DATABASE_URL: 'mysql://db',
      DATABASE_DIRECT_URL: 'db:5432',
      REDIS_URL: 'http://cache',
      PORT: '0',
      PUBLIC_URL: 'example',
      ROLES: 'web,sleep',
      LOG_LEVEL: 'loud',
      TIME_SCALE: '-1',
      TIME_START: 'monday',
      SIMULATOR: 'maybe',
      SIMULATOR_PORT: '70000',
      WECOM_API_BASE: 'ftp://x',
      WECOM_OAUTH_BASE: 'x',
      WECOM_LOGIN_BASE: 'x',
      WECOM_AGENT_ID: 'one',
      WECOM_TOKEN: '中文',
      WECOM_ENCODING_AES_KEY: 'short',
      WECOM_BOT_WS_URL: 'https://x',
    };
    for (const [name, value] of Object.entries(wrong)) {
      const found = faultsOf({ [name]: value }).filter((one) => one.startsWith(`${name}：`));
      assert.equal(found.length, 1, `${name}=${value}`);
      assert.match(found[0]!, /\p{Script=Han}.*。$/u);
    }
    const all = named(wrong);
    for (const name of Object.keys(wrong)) assert.ok(all.includes(name), `${name} is told too`);
  });

  it('between two variables is told together with those of one (design 5)', () => {
    const env = { PORT: 'http', WECOM_BOT_ID: 'aib-1', NODE_ENV: 'production' };
    assert.deepEqual(named(env).sort(), ['DATABASE_URL', 'PORT', 'WECOM_BOT_SECRET']);
  });

  it('of a wrong value is not told as a missing one', () => {
    assert.deepEqual(named({ ...app, WECOM_AGENT_ID: 'one' }), ['WECOM_AGENT_ID']);
    assert.deepEqual(named({ ...production, ...bot, DATABASE_URL: 'mysql://db' }), [
      'DATABASE_URL',
    ]);
  });

  it('of half a way to WeCom names what is missing', () => {
    assert.deepEqual(named({ WECOM_BOT_ID: 'aib-1' }), ['WECOM_BOT_SECRET']);
    assert.deepEqual(named({ WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1' }), [
      'WECOM_AGENT_SECRET',
      'WECOM_TOKEN',
      'WECOM_ENCODING_AES_KEY',
    ]);
  });

  it('of a way this version does not speak is told, not ignored', () => {
    for (const name of ['WECOM_BOT_TOKEN', 'WECOM_BOT_ENCODING_AES_KEY', 'WECOM_ROBOT_KEYS_FILE'])
      assert.deepEqual(named({ [name]: 'x' }), [name]);
    assert.match(faultsOf({ ...bot, WECOM_BOT_TOKEN: 'x' }).join(), /只能配一个/u);
  });

  it('of production is a missing database or another speed of time', () => {
    assert.deepEqual(named({ ...bot, NODE_ENV: 'production' }), ['DATABASE_URL']);
    assert.deepEqual(named({ ...bot, ...production, TIME_SCALE: '60' }), ['TIME_SCALE']);
    assert.deepEqual(named({ ...bot, ...production, TIME_SCALE: '1' }), []);
  });

  it('never repeats a secret', () => {
    const secret = 'top-secret-value';
    const env = {
      WECOM_TOKEN: `${secret}!`,
      WECOM_ENCODING_AES_KEY: secret,
      DATABASE_URL: `x:${secret}`,
    };
    assert.ok(!faultsOf(env).join().includes(secret));
  });
});
