import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCredentials } from '../../src/local/credentials.ts';
import { isRunning } from '../../src/local/pid-file.ts';
import { startSimulator } from '../../src/local/simulator.ts';
import type { LocalSimulator } from '../../src/local/simulator.ts';

const child = `
const fs = require('node:fs');
const { SIMULATOR_PORT: port, SIMULATOR_DATA: data, WECOM_CORP_ID: corp } = process.env;
process.stdin.on('end', () => process.exit(0)).resume();
require('node:http').createServer((_, answer) => answer.end(corp)).listen(+port, '127.0.0.1', () => {
  fs.appendFileSync(data + '/pids', process.pid + '\\n');
  console.error('said on stderr');
  console.log('ready http://127.0.0.1:' + port + '/ ws://127.0.0.1:' + port + '/ws');
});`;

describe('the simulator as a child process', function () {
  this.slow(2000);
  let folder: string;
  let said: string[];
  let simulator: LocalSimulator | null;

  const pids = () => readFileSync(path.join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
  const optionsFor = (port: number, script = child) => ({
    root: folder,
    port,
    dataDir: folder,
    worldFile: path.join(folder, 'world.json'),
    clockUrl: 'http://127.0.0.1:1/demo/clock',
    appCallback: 'http://127.0.0.1:1/wecom/app',
    credentials: makeCredentials(),
    log: {
      info: () => undefined,
      warn: (_: object, message: string) => {
        said.push(message);
      },
    },
    command: [process.execPath, '-e', script] as const,
  });

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'sim-'));
    [said, simulator] = [[], null];
  });
  afterEach(async () => {
    await simulator?.stop();
    rmSync(folder, { recursive: true });
  });

  it('is ready when it says so, hears its settings and ends when told', async () => {
    const options = optionsFor(await freePort());
    simulator = await startSimulator(options);
    assert.equal(simulator.url, `http://127.0.0.1:${options.port}/`);
    assert.equal(simulator.wsUrl, `ws://127.0.0.1:${options.port}/ws`);
    assert.equal(await (await fetch(simulator.url)).text(), options.credentials.corpId);
    assert.ok(said.includes('said on stderr'));
    await simulator.stop();
    assert.equal(isRunning(pids()[0]!), false);
  });

  it('names SIMULATOR_PORT when the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    await assert.rejects(startSimulator(optionsFor(port)), /SIMULATOR_PORT（\d+）已被占用/);
    holder.close();
  });

  it('says what the child said when it cannot start', async () => {
    const failing = optionsFor(await freePort(), 'throw new Error("no world")');
    await assert.rejects(startSimulator(failing), /模拟器启动失败.*SIMULATOR=off/);
    const taken = optionsFor(await freePort(), 'console.error("EADDRINUSE"), process.exit(1)');
    await assert.rejects(startSimulator(taken), /SIMULATOR_PORT/);
  });

  it('starts again when it dies by itself', async () => {
    simulator = await startSimulator(optionsFor(await freePort()));
    process.kill(pids()[0]!, 'SIGKILL');
    for (let tries = 0; pids().length < 2 && tries < 100; tries += 1) await sleep(50);
    assert.equal(pids().length, 2);
    assert.equal((await fetch(simulator.url)).status, 200);
  });

  it('does not outlive a killed product', async () => {
    const script = path.join(folder, 'product.mts');
    const source = path.resolve(import.meta.dirname, '../../src/local/simulator.ts');
    const options = JSON.stringify({ ...optionsFor(await freePort()), log: undefined });
    writeFileSync(
      script,
      `import { startSimulator } from ${JSON.stringify(source)};
       const log = { info() {}, warn() {} };
       await startSimulator({ ...${options}, log });
       console.log('up');`,
    );
    const product = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(product.stdout, 'data');
    product.kill('SIGKILL');
    for (let tries = 0; isRunning(pids()[0]!) && tries < 100; tries += 1) await sleep(20);
    assert.equal(isRunning(pids()[0]!), false);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
