/** So many in so long. */
export interface Limit {
  readonly count: number;
  readonly ms: number;
}

/** A member, a conversation: 30 a minute and 1000 an hour (protocol 3.2, 5.7). */
export const chatLimits: readonly Limit[] = [
  { count: 30, ms: 60_000 },
  { count: 1000, ms: 3_600_000 },
];
/** A group webhook robot: 20 a minute (protocol 4.2). */
export const robotLimits: readonly Limit[] = [{ count: 20, ms: 60_000 }];

/** Counts what was let through per key and says whether one more fits. Real time, never demo time. */
export function createWindows(now: () => number = Date.now) {
  const taken = new Map<string, number[]>();

  /** Takes one place when every limit has one left. */
  function take(key: string, limits: readonly Limit[]): boolean {
    const longest = Math.max(...limits.map((limit) => limit.ms));
    const times = (taken.get(key) ?? []).filter((time) => now() - time < longest);
    const fits = limits.every(
      (limit) => times.filter((time) => now() - time < limit.ms).length < limit.count,
    );
    if (fits) times.push(now());
    taken.set(key, times);
    return fits;
  }

  return { take };
}
export type Windows = ReturnType<typeof createWindows>;
