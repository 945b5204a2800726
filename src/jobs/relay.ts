import { faultOf, type Log } from '../wecom/log.ts';
import type { Outbox, QueueItem } from '../store/outbox.ts';
import type { QueueName, Queues } from './queue.ts';

export interface RelayDeps {
  readonly outbox: Outbox;
  readonly queues: Queues;
  readonly hasBot: boolean;
  readonly log: Log;
}

export interface Loop {
  /** Look now, not at the next round. */
  wake(): void;
  stop(): Promise<void>;
}

const HORIZON_MS = 24 * 3600 * 1000;
const EVERY_MS = 1000;
const BATCH = 500;

/**
 * Puts committed effects that are due within a day into the queue under the row's own id (design 3). While the queue
 * is away the rows wait here, and the sweep carries them out.
 */
export function startRelay(deps: RelayDeps): Loop {
  return startLoop(
    EVERY_MS,
    async () => {
      for (;;) {
        const items = await deps.outbox.unqueued(HORIZON_MS, BATCH);
        if (items.length === 0) return;
        for (const [name, batch] of byQueue(items, deps.hasBot)) {
          await deps.queues.add(name, batch);
          await deps.outbox.queued(batch.map((one) => one.id));
        }
        if (items.length < BATCH) return;
      }
    },
    (error) => deps.log.warn(faultOf(error), 'relay could not hand over'),
  );
}

/** Runs `round` again and again, one at a time, every `everyMs` or when woken. A failed round is told and forgotten. */
export function startLoop(
  everyMs: number,
  round: () => Promise<void>,
  onError: (error: unknown) => void,
): Loop {
  const state = { stopped: false, wakened: false };
  let wakeUp: () => void = () => undefined;
  // Read through functions: others change them while we wait.
  const isStopped = () => state.stopped;
  const isWakened = () => state.wakened;
  const running = (async () => {
    while (!isStopped()) {
      state.wakened = false;
      await round().catch(onError);
      if (isStopped() || isWakened()) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    wake() {
      state.wakened = true;
      wakeUp();
    },
    async stop() {
      state.stopped = true;
      wakeUp();
      await running;
    },
  };
}

function byQueue(items: readonly QueueItem[], hasBot: boolean): [QueueName, QueueItem[]][] {
  const bot = items.filter((one) => one.line === 'bot' && hasBot);
  const rest = items.filter((one) => !bot.includes(one));
  const queues: [QueueName, QueueItem[]][] = [
    ['effect', rest],
    ['effect-bot', bot],
  ];
  return queues.filter(([, batch]) => batch.length > 0);
}
