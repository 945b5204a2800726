import { setTimeout as pause } from 'node:timers/promises';
import { isJson, numberOf, textOf } from '../wire/json.ts';

/** The demo's time as the page needs it; `speed` null: real time, nobody to ask. */
export interface ClockState {
  readonly now: string;
  readonly speed: number | null;
}

/** Follows the product's clock (design "Two times") by polling and runs on between two polls. */
export function createDemoClock(url: string | null, onJump: () => void) {
  let base: { readonly at: number; readonly mark: number; readonly speed: number } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  function now(): Date {
    if (!base) return new Date();
    return new Date(base.at + (performance.now() - base.mark) * base.speed);
  }

  function state(): ClockState {
    return { now: now().toISOString(), speed: base?.speed ?? null };
  }

  /** Asks once; what does not answer leaves the clock running as it is. */
  async function poll(init: RequestInit = {}): Promise<boolean> {
    if (url === null) return false;
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(2000) });
      const body: unknown = await response.json();
      if (!response.ok || !isJson(body)) return false;
      const at = Date.parse(textOf(body, 'now'));
      const speed = numberOf(body, 'speed') ?? 1;
      if (Number.isNaN(at)) return false;
      const jumped = base?.speed !== speed || Math.abs(at - now().getTime()) > 1000 * speed;
      base = { at, mark: performance.now(), speed };
      if (jumped) onJump();
      return true;
    } catch {
      return false;
    }
  }

  /** Asks the product for another speed. */
  function setSpeed(speed: number): Promise<boolean> {
    const headers = { 'content-type': 'application/json' };
    return poll({ method: 'POST', headers, body: JSON.stringify({ speed }) });
  }

  function run(): void {
    if (url === null || stopped) return;
    const again = (known: boolean) => {
      if (!stopped) timer = setTimeout(run, known ? 2000 : 500).unref();
    };
    poll().then(again, () => again(false));
  }

  function stop(): void {
    stopped = true;
    if (timer) clearTimeout(timer);
  }

  /** Waits until the time is known, for as long as a starting product may take. */
  async function settle(): Promise<void> {
    for (let tries = 0; tries < 20 && url !== null && !stopped; tries += 1) {
      if (await poll()) return;
      await pause(250, undefined, { ref: false });
    }
  }

  return { now, state, setSpeed, settle, run, stop };
}
export type DemoClock = ReturnType<typeof createDemoClock>;
