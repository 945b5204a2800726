import { faultOf, type Log } from '../wecom/log.ts';
import type { RunWhistle } from '../flows/whistle/run.ts';
import type { Outbox } from '../store/outbox.ts';
import { startLoop, type Loop } from './relay.ts';

const EVERY_MS = 10_000;

export interface Auditor extends Loop {
  /** Whether a round was finished lately. */
  isFresh(): boolean;
}

/** Checks that every open step has its clock, and sets again what is missing through the front door. */
export function startAuditor({
  outbox,
  runWhistle,
  log,
}: {
  readonly outbox: Outbox;
  readonly runWhistle: RunWhistle;
  readonly log: Log;
}): Auditor {
  let last = performance.now();
  const loop = startLoop(
    EVERY_MS,
    async () => {
      for (const { id } of await outbox.unclocked()) {
        log.error({ whistleId: id }, 'a running clock had no effect: set again');
        // One that cannot be mended must not keep the others from it.
        await runWhistle(
          { type: 'audit', whistleId: id },
          `audit:${id}:${String(performance.timeOrigin)}:${String(performance.now())}`,
        ).catch((error: unknown) => log.error({ whistleId: id, ...faultOf(error) }, 'not mended'));
      }
      last = performance.now();
    },
    (error) => log.warn(faultOf(error), 'audit failed'),
  );
  return { ...loop, isFresh: () => performance.now() - last < 3 * EVERY_MS };
}
