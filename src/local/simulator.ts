import { setTimeout as sleep } from 'node:timers/promises';
import { isFree } from './ports.ts';
import { end, portTaken, readyLine, spawnSimulator } from './simulator-child.ts';
import type { Child, SimulatorOptions } from './simulator-child.ts';

export interface LocalSimulator {
  readonly url: string;
  readonly wsUrl: string;
  /** Asks it to end by closing its stdin; resolves when it is gone, after 5 s at the latest. */
  stop(): Promise<void>;
}

/**
 * Runs the simulator as a child process and resolves when it is ready. It ends when its stdin does, so it never
 * outlives us; when it dies by itself it is started again. Rejects with a `LocalError` when it cannot be started.
 */
export async function startSimulator(options: SimulatorOptions): Promise<LocalSimulator> {
  const { port, log } = options;
  if (!(await isFree(port))) throw portTaken(port);
  let child: Child;
  let stopping = false;
  const launch = async (): Promise<string> => {
    let up = false; // before that, its death is the failure of this launch
    child = spawnSimulator(options);
    child.once('exit', (code, signal) => {
      if (stopping || !up) return;
      log.warn({ code, signal }, 'the simulator died: starting it again');
      again = relaunch();
    });
    return await readyLine(child, options, () => (up = true));
  };
  const relaunch = async (): Promise<void> => {
    for (let waitMs = 200; ; waitMs = Math.min(2 * waitMs, 10_000)) {
      await sleep(waitMs, undefined, { ref: false });
      if (stopping) return;
      try {
        await launch();
        return;
      } catch (error) {
        log.warn({ error: String(error) }, 'the simulator does not come back yet');
      }
    }
  };
  let again: Promise<void> = Promise.resolve();
  const ready = await launch();
  return {
    url: /\bhttps?:\/\/\S+/.exec(ready)?.[0] ?? `http://127.0.0.1:${port}`,
    wsUrl: /\bwss?:\/\/\S+/.exec(ready)?.[0] ?? `ws://127.0.0.1:${port}`,
    stop: async () => {
      stopping = true;
      await end(child);
      await Promise.race([again, sleep(500, undefined, { ref: false })]);
    },
  };
}
