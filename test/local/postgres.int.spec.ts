import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { LocalError } from '../../src/local/local-error.ts';
import { isRunning, readPidFile } from '../../src/local/pid-file.ts';
import { startPostgres } from '../../src/local/postgres.ts';
import type { LocalPostgres } from '../../src/local/postgres.ts';

const log = { info: () => undefined, warn: () => undefined };
const isRoot = process.getuid?.() === 0;

describe('the embedded PostgreSQL', function () {
  this.slow(5000);
  let dataDir: string;
  let running: LocalPostgres[];
  let children: ChildProcess[];

  const start = async (env: NodeJS.ProcessEnv = { PATH: process.env.PATH }) => {
    const started = await startPostgres({ dataDir, log, env });
    running.push(started);
    return started;
  };
  const pidNow = () => readPidFile(path.join(dataDir, 'postgres', 'data'))?.pid ?? 0;

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'pg-'));
    [running, children] = [[], []];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(running.map((one) => one.stop()));
    const shelf = path.join(dataDir, 'postgres-at');
    if (existsSync(shelf)) rmSync(readFileSync(shelf, 'utf8').trim(), { recursive: true });
    rmSync(dataDir, { recursive: true });
  });

  it('keeps its data between runs and leaves no process behind', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 1 as one');
    const pid = pidNow();
    if (process.platform === 'linux') assert.equal(groupOf(pid), pid); // Ctrl-C reaches us first
    await first.stop();
    assert.equal(isRunning(pid), false);
    const second = await start();
    assert.equal(second.adopted, false);
    assert.deepEqual(await ask(second.url, 'select one from kept'), [{ one: 1 }]);
  });

  it('speaks UTF8 and sorts by code point whatever the locale', async () => {
    const { url } = await start({
      ...process.env,
      LANG: 'zh_CN.GBK',
      LC_ALL: 'xx_YY',
      PGPORT: '1',
    });
    const rows = await ask(
      url,
      `select current_setting('server_encoding') as encoding, upper('é') as upper,
        (select string_agg(c, '' order by c) from unnest(array['哨','b','B','响']) c) as sorted`,
    );
    assert.deepEqual(rows, [{ encoding: 'UTF8', upper: 'É', sorted: 'Bb响哨' }]);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const { url } = await start();
    const bare = new URL(url);
    bare.password = 'guess';
    await assert.rejects(ask(bare.href, 'select 1'), { code: '28P01' });
    if (process.platform === 'win32') return;
    assert.equal(statSync(path.join(dataDir, 'postgres', 'password')).mode & 0o777, 0o600);
  });

  it('adopts the server of a killed product and stops it later', async () => {
    const child = stub(dataDir);
    children.push(child.process);
    const { url } = await child.ready;
    const pid = pidNow();
    await ask(url, 'create table kept as select 1 as one');
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');
    const second = await start();
    assert.deepEqual([second.adopted, pidNow(), second.url], [true, pid, url]);
    assert.deepEqual(await ask(second.url, 'select one from kept'), [{ one: 1 }]);
    await second.stop();
    assert.equal(isRunning(pid), false);
  });

  it('refuses a second owner and names DATA_DIR and the first', async () => {
    const first = await start();
    await assert.rejects(start(), (error) => {
      assert.ok(error instanceof LocalError);
      assert.ok(error.message.startsWith(`DATA_DIR（${dataDir}）`));
      assert.ok(error.message.includes(String(process.pid)));
      return true;
    });
    await ask(first.url, 'select 1'); // and the first is none the worse for it
  });

  it('takes over from a product that is just stopping', async () => {
    for (let round = 0; round < 3; round += 1) {
      const first = await start();
      const [, second] = await Promise.all([first.stop(), start()]);
      await ask(second.url, 'select 1');
      await second.stop();
    }
  });

  it('lets one of two first starts win and the other say so', async () => {
    const both = await Promise.allSettled([start(), start()]);
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    assert.ok(lost?.reason instanceof LocalError);
  });

  it('starts over a pid file whose process is gone or is another program by now', async () => {
    await (await start()).stop();
    const file = path.join(dataDir, 'postgres', 'data', 'postmaster.pid');
    const rest = `${path.dirname(file)}\n1790000000\n1\n\n127.0.0.1\n 1 1\nready\n`;
    for (const pid of [4_194_000, process.ppid]) {
      writeFileSync(file, `${pid}\n${rest}`, { mode: 0o600 });
      const started = await start();
      assert.equal(started.adopted, false);
      await ask(started.url, 'select 1');
      await started.stop();
    }
  });

  it('brings a killed server back under the same address and stays its owner', async () => {
    const { url } = await start();
    const pid = pidNow();
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; pidNow() === pid && tries < 100; tries += 1) await sleep(50);
    await eventually(() => ask(url, 'select 1'));
    await sleep(300);
    await assert.rejects(start(), /另一个哨响进程/);
  });

  it('refuses data of another major version and names DATA_DIR', async () => {
    const data = path.join(dataDir, 'postgres', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(path.join(data, 'PG_VERSION'), '15\n');
    await assert.rejects(start(), /DATA_DIR.*PostgreSQL 15.*pg_dump/);
  });

  it('works as root in a folder only root may enter', async function () {
    if (!isRoot) this.skip();
    chmodSync(dataDir, 0o700);
    await ask((await start()).url, 'select 1');
  });

  it('works as root without user namespaces, in an open folder and in a closed one', async function () {
    if (!isRoot) this.skip();
    const env = { PATH: '/nowhere' };
    const inner = path.join(dataDir, 'open');
    chmodSync(dataDir, 0o755);
    const open = await startPostgres({ dataDir: inner, log, env });
    await open.stop();
    assert.notEqual(statSync(path.join(inner, 'postgres', 'data')).uid, 0);
    chmodSync(dataDir, 0o700);
    const first = await start(env);
    await ask(first.url, 'create table kept as select 1 as one');
    await first.stop();
    assert.deepEqual(await ask((await start(env)).url, 'select one from kept'), [{ one: 1 }]);
  });
});

function groupOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]);
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function eventually(attempt: () => Promise<unknown>): Promise<void> {
  for (const deadline = Date.now() + 10_000; ;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

function stub(dataDir: string) {
  const file = path.join(import.meta.dirname, 'product-stub.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', file, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = once(child.stdout, 'data').then(
    ([line]) => JSON.parse(String(line)) as { url: string; adopted: boolean },
  );
  return { process: child, ready };
}
