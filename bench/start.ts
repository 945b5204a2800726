import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { startProduct, withFolder } from './support/product.ts';

const limits = { clone: 60, first: 60, second: 5 } as const;

/** Time from `npm start` to ready: first and second start; with --clone also in a fresh clone, npm's cache empty. */
export async function run(...options: readonly string[]): Promise<boolean> {
  const kept = options.includes('--clone') ? [await withFolder(freshClone)] : [];
  return withFolder(async (dataDir) => {
    kept.push(await measure('first', { dataDir }));
    kept.push(await measure('second', { dataDir }));
    return kept.every(Boolean);
  });
}

async function freshClone(folder: string): Promise<boolean> {
  const root = path.join(folder, 'clone');
  const clone = spawnSync('git', ['clone', '--quiet', process.cwd(), root], { stdio: 'inherit' });
  if (clone.status !== 0) throw new Error('git clone failed');
  return measure('clone', {
    root,
    dataDir: path.join(root, '.data'),
    env: { npm_config_cache: path.join(folder, 'npm-cache') },
    withinMs: 10 * 60_000,
  });
}

async function measure(
  name: keyof typeof limits,
  where: Omit<Parameters<typeof startProduct>[0], 'command'>,
): Promise<boolean> {
  const product = await startProduct({ ...where, command: ['npm', 'start'] });
  await product.stop();
  const seconds = product.readyAfterMs / 1000;
  console.log(
    `start ${name.padEnd(6)} ${seconds.toFixed(2).padStart(6)} s (limit ${limits[name]} s)`,
  );
  return seconds <= limits[name];
}
