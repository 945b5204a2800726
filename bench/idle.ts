import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { groupsBound } from './support/groups.ts';
import { startProduct, withFolder } from './support/product.ts';

const limitMb = 250;
const settleMs = 30_000;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Memory at rest: the product 30 s after it is ready and every group is bound; simulator and PostgreSQL beside it. */
export async function run(): Promise<boolean> {
  return withFolder(async (dataDir) => {
    const command = [process.execPath, 'bin/run.mjs', 'src/main.ts'] as const;
    const product = await startProduct({ dataDir, command });
    try {
      const groups = await groupsBound(product.simulatorUrl);
      await sleep(settleMs);
      return report(product.pid, groups);
    } finally {
      await product.stop();
    }
  });
}

function report(pid: number, groups: number): boolean {
  const children = below(pid);
  const simulator = children.filter(({ command }) => command.includes('simulator/src/main.ts'));
  const servers = children.filter(
    ({ command }) => command.startsWith('postgres') || /\/postgres\b/u.test(command),
  );
  const productMb = residentMb(pid);
  const line = (name: string, mb: number, more: string) => {
    console.log(`idle ${name.padEnd(10)} ${mb.toFixed(0).padStart(4)} MB ${more}`);
  };
  line('product', productMb, `(limit ${limitMb} MB), ${groups} groups bound`);
  line(
    'simulator',
    sum(simulator, ({ pid: one }) => residentMb(one)),
    '',
  );
  line(
    'postgres',
    sum(servers, ({ pid: one }) => shareMb(one)),
    `in ${servers.length} processes, shared memory counted once`,
  );
  return productMb <= limitMb;
}

function below(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((one) => /^\d+$/u.test(one))
    .flatMap(processOf);
  const found = new Set([root]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => pid !== root && found.has(pid));
}

function processOf(name: string): Process[] {
  try {
    const [, parent] = /^PPid:\s+(\d+)/mu.exec(readFileSync(`/proc/${name}/status`, 'utf8')) ?? [];
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return [{ pid: Number(name), parent: Number(parent), command }];
  } catch {
    return []; // it has just ended
  }
}

const residentMb = (pid: number) => kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024;
const shareMb = (pid: number) => kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss') / 1024;

function kilobytes(file: string, field: string): number {
  const [, value] = new RegExp(`^${field}:\\s+(\\d+)`, 'mu').exec(readFileSync(file, 'utf8')) ?? [];
  return Number(value);
}

const sum = <One>(all: readonly One[], of: (one: One) => number) =>
  all.reduce((total, one) => total + of(one), 0);
