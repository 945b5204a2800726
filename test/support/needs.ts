import type { Context } from 'mocha';

/** What a machine may lack. Everything else the tests need comes with Node and npm. */
export type Thing = 'Redis' | 'Chromium';

/**
 * Gives what was found, or skips the test or suite by name where the machine lacks it; with CI=true that is a failure.
 * Call it from a `before` or a test, as `const url = needs('Redis', await redisUrl(), this)`.
 */
export function needs<Found>(thing: Thing, found: Found | null, context: Context): Found {
  if (found !== null) return found;
  if (process.env['CI'] === 'true') throw new Error(`CI=true, and there is no ${thing}`);
  return skip(`${thing} is not there`, context);
}

/** Skips with the reason in the title, so that it is named in the report. */
export function skip(reason: string, context: Context): never {
  const { test } = context;
  if (test && !test.title.includes(reason)) test.title += ` (skipped: ${reason})`;
  return context.skip();
}
