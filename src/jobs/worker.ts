import { faultOf } from '../wecom/log.ts';
import { createPerform } from './perform.ts';
import type { Hands } from './drain.ts';
import type { FetchHands } from './fetch.ts';
import type { QueueName, Queues } from './queue.ts';
import { startLoop, type Loop } from './relay.ts';
import type { RunWhistle } from '../flows/whistle/run.ts';

const SWEEP_MS = 1000;
const GRACE_MS = 1500;
const SWEEP_BATCH = 200;

/**
 * A pair of hands on one queue, and the sweep that does the same for whatever should have been done and is not:
 * because the queue was flushed, away, or slower than the database's time.
 */
export function startWorker(
  name: QueueName,
  hands: Hands & FetchHands & { readonly queues: Queues; readonly runWhistle: RunWhistle },
): Loop {
  const perform = createPerform(hands);
  const stopWorking = hands.queues.work(name, perform);
  const sweep = startLoop(
    SWEEP_MS,
    async () => {
      const late = await hands.outbox.overdue(hands.lines, GRACE_MS, SWEEP_BATCH);
      await Promise.all(late.map(({ id }) => perform(id)));
    },
    (error) => hands.log.warn(faultOf(error), 'sweep failed'),
  );
  return {
    wake: () => sweep.wake(),
    async stop() {
      await Promise.all([sweep.stop(), stopWorking()]);
    },
  };
}
