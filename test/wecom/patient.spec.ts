import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Inbound } from '../../src/wecom/inbound.ts';
import { patiently, type Patience } from '../../src/wecom/patient.ts';

const inbound = (type: 'text' | 'tap', id = 'bot:1'): Inbound =>
  ({
    deliveryId: id,
    line: 'bot',
    from: 'td-a',
    chat: { type: 'single' },
    content:
      type === 'text' ? { type, text: '吹哨' } : { type, key: 'k', taskId: 't', selected: {} },
  }) as unknown as Inbound;
const soon = { text: [1, 1], tap: [1] };

function hearer(fails: number, more: Partial<Patience> = {}) {
  let tries = 0;
  const faults: boolean[] = [];
  const hear = patiently(
    () => {
      tries += 1;
      if (tries <= fails) return Promise.reject(new Error('timeout exceeded'));
      return Promise.resolve({ type: 'text', markdown: '收到' } as const);
    },
    { atOnce: 2, waitsMs: soon, onFault: ({ again }) => void faults.push(again), ...more },
  );
  return { hear, faults, tries: () => tries };
}

describe('hearing what is delivered once', () => {
  it('tries again what failed, since nobody delivers it again (I1)', async () => {
    const { hear, faults } = hearer(2);
    assert.deepEqual(await hear(inbound('text')), { type: 'text', markdown: '收到' });
    assert.deepEqual(faults, [true, true]);
  });

  it('says so when it cannot be done in the end, and stays silent on a tap (I11)', async () => {
    const { hear, faults, tries } = hearer(99);
    const answer = await hear(inbound('text'));
    assert.ok(answer?.type === 'text' && answer.markdown.includes('再发一次'));
    assert.deepEqual(faults, [true, true, false]);
    assert.equal(await hear(inbound('tap')), null);
    assert.equal(tries(), 5);
  });

  it('lets a burst wait its turn', async () => {
    let now = 0;
    let most = 0;
    const hear = patiently(
      async () => {
        now += 1;
        most = Math.max(most, now);
        await pause(2);
        now -= 1;
        return null;
      },
      { atOnce: 2, onFault: () => assert.fail() },
    );
    await Promise.all(Array.from({ length: 20 }, (_, id) => hear(inbound('text', `bot:${id}`))));
    assert.equal(most, 2);
  });
});
