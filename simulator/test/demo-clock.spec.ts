import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDemoClock } from '../src/page/demo-clock.ts';

describe('demo clock', () => {
  it('shows real time when there is nobody to ask', async () => {
    const clock = createDemoClock(null, () => {});
    await clock.settle();
    assert.equal(clock.state().speed, null);
    assert.ok(Math.abs(clock.now().getTime() - Date.now()) < 100);
    assert.equal(await clock.setSpeed(60), false);
  });

  it('runs on at the product’s speed between two polls', async () => {
    const server = createServer((_, response) =>
      response.end(JSON.stringify({ now: '2026-11-23T01:00:00.000Z', speed: 600 })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    let jumps = 0;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const clock = createDemoClock(url, () => (jumps += 1));
    await clock.settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const passed = clock.now().getTime() - Date.parse('2026-11-23T01:00:00.000Z');
    assert.ok(passed >= 25_000 && passed < 600_000, String(passed));
    assert.equal(jumps, 1);
    server.closeAllConnections();
    server.close();
  });
});
