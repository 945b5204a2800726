import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fields } from './support/a-simulator.ts';
import { until } from './support/an-app.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

describe('the simulator’s process', () => {
  let folder = '';
  const children: ChildProcess[] = [];
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'wecom-'))));
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  async function launch(env: Record<string, string> = {}) {
    const child = spawn(process.execPath, ['--import', 'tsx', main], {
      env: { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_DATA: folder, ...env },
      stdio: 'pipe',
    });
    children.push(child);
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    await until(() => out.includes('ready ') || child.exitCode !== null, 15_000);
    const url = /ready (\S+)\//.exec(out)?.[1] ?? '';
    return { child, ended, url, out: () => out, err: () => err };
  }

  it('prints what a bot needs to connect, and stops with 0 on SIGTERM', async () => {
    const { child, ended, out } = await launch();
    for (const name of ['WECOM_API_BASE', 'WECOM_BOT_WS_URL', 'WECOM_CORP_ID', 'WECOM_BOT_SECRET'])
      assert.match(out(), new RegExp(`^${name}=.+$`, 'm'));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });

  it('prints nothing but the ready line to a parent, and ends when the parent is gone', async () => {
    const { child, ended, out } = await launch({ SIMULATOR_PARENT: '1' });
    assert.match(out(), /^ready http:\/\/127\.0\.0\.1:\d+\/\n$/);
    child.stdin?.end();
    assert.equal(await ended, 0);
  });

  it('keeps what was answered through a kill', async () => {
    const first = await launch();
    const body = JSON.stringify({ from: 'td-a', chat: { bot: true }, text: '别忘了我' });
    await fetch(`${first.url}/control/say`, { method: 'POST', body });
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await launch();
    const log = (await (await fetch(`${second.url}/control/log?member=td-a`)).json()) as Fields;
    assert.match(JSON.stringify(log), /别忘了我/);
    second.child.kill('SIGTERM');
    await second.ended;
  });

  it('names SIMULATOR_PORT when the port is taken, leaves the data alone and exits with 1', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { ended, err } = await launch({ SIMULATOR_PORT: port.toString() });
    assert.equal(await ended, 1);
    assert.match(err(), /SIMULATOR_PORT/);
    blocker.close();
  });
});
