import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { as } from './identity.ts';
import type { Env } from './identity.ts';
import { LocalError, codeOf } from './local-error.ts';
import type { Seat } from './seat.ts';

/** A cluster that exists on disk; whether a server runs on it is another question. */
export interface Cluster extends Seat {
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

const leftoverAfterMs = 10 * 60_000;

/**
 * Returns the cluster of this seat, made first when there is none. It is made beside its place and renamed into it,
 * so that a crash leaves all or nothing and two first starts end with one cluster.
 */
export async function ensureCluster(seat: Seat, env: Env): Promise<Cluster> {
  const { home, binaries } = seat;
  if (!existsSync(home)) await makeCluster(seat, env);
  const data = path.join(home, 'data');
  try {
    const made = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
    const ours = binaries.version.split('.')[0] ?? '';
    if (made !== ours) throw otherVersion(home, made, ours);
    const password = readFileSync(path.join(home, 'password'), 'utf8').trim();
    return { ...seat, data, password, log: path.join(home, 'server.log') };
  } catch (cause) {
    if (cause instanceof LocalError) throw cause;
    const why = codeOf(cause) || String(cause);
    throw new LocalError(
      `DATA_DIR 中的数据库目录（${home}）不完整或不可读（${why}）：请修正权限、从备份恢复，或换一个 DATA_DIR。`,
      { cause },
    );
  }
}

function otherVersion(home: string, made: string, ours: string): LocalError {
  return new LocalError(
    `DATA_DIR 中的数据库（${home}）由 PostgreSQL ${made} 创建，内置的是 ${ours}：请换一个 DATA_DIR，或用 PostgreSQL ${made} 导出（pg_dump）后再导入。`,
  );
}

async function makeCluster(seat: Seat, env: Env): Promise<void> {
  const { home, identity } = seat;
  removeLeftovers(home);
  const half = mkdtempSync(`${home}.new-`);
  try {
    const data = path.join(half, 'data');
    const passwordFile = path.join(half, 'password');
    mkdirSync(data, { mode: 0o700 });
    if (process.platform !== 'win32') keepsModes(data);
    writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    if (identity.kind === 'account') {
      chmodSync(half, 0o711);
      for (const one of [data, passwordFile]) chownSync(one, identity.uid, identity.gid);
    }
    await initdb(seat, env, data, passwordFile);
    if (identity.kind === 'account') chownSync(passwordFile, 0, 0);
    renameSync(half, home);
    if (process.platform !== 'win32') syncFolder(path.dirname(home));
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // else another first start was quicker: its cluster is as good
  }
}

/** Code points sort alike everywhere and for ever; a locale of the machine's C library does neither. */
async function initdb(seat: Seat, env: Env, data: string, passwordFile: string): Promise<void> {
  const { file, args, options } = as(seat.identity, env, seat.binaries.initdb, [
    `--pgdata=${data}`,
    `--pwfile=${passwordFile}`,
    '--username=shaoxiang',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--wal-segsize=4',
    '--no-instructions',
  ]);
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(codeOf(error) || error.message));
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'unknown'));
  });
  if (code === 0) return;
  const reason = said.trim().split('\n').slice(-3).join(' ') || `退出码 ${code}`;
  throw new LocalError(
    `内置 PostgreSQL 初始化失败（${reason}）：请检查 DATA_DIR（${path.dirname(seat.home)}）的权限和剩余空间，或设置 DATABASE_URL。`,
  );
}

/** Some mounted folders keep no permissions, and PostgreSQL refuses data that everybody may read. */
function keepsModes(folder: string): void {
  chmodSync(folder, 0o700);
  if ((statSync(folder).mode & 0o077) === 0) return;
  throw new LocalError(
    `DATA_DIR 所在的文件系统不保存权限（${folder}）：请把 DATA_DIR 设在本机文件系统上。`,
  );
}

/** What first starts that were cut off left beside their place. Younger ones may still be at work. */
function removeLeftovers(home: string): void {
  const parent = path.dirname(home);
  for (const name of readdirSync(parent)) {
    const half = path.join(parent, name);
    if (!name.startsWith(`${path.basename(home)}.new-`)) continue;
    const age = Date.now() - (statSync(half, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > leftoverAfterMs) rmSync(half, { recursive: true, force: true });
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
