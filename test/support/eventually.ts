import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is something to give; rejects with `what` when that takes too long. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false> | Found | null | undefined | false,
  withinMs = 15_000,
): Promise<Found> {
  for (const deadline = Date.now() + withinMs; ;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
}
