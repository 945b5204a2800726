import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { binariesIn } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { canEnter, canRun, hasName, isNamed, unprivilegedAccount } from './identity.ts';
import type { Env, Identity } from './identity.ts';
import { LocalError } from './local-error.ts';

/** Where the cluster lives, who runs it, and with which programs. */
export interface Seat {
  readonly identity: Identity;
  readonly binaries: Binaries;
  /** Holds `data`, `password` and `server.log`; made by `ensureCluster`. */
  readonly home: string;
}

interface Place {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly env: Env;
}

/**
 * Finds a way to run PostgreSQL on this data folder. It refuses root, so root takes, in this order: the account the
 * data already belongs to, a user namespace, the account the data folder belongs to, an unprivileged one. What that account may not reach is put where it
 * may, and `postgres-at` in the data folder remembers where.
 */
export function chooseSeat(place: Place): Seat {
  const here = path.join(place.dataDir, 'postgres');
  const { binaries } = place;
  if (process.getuid === undefined) return { identity: { kind: 'self' }, binaries, home: here };
  const account = unprivilegedAccount();
  const namespace = account && ({ kind: 'namespace', ...account } as const);
  if (process.getuid() !== 0) {
    if (hasName()) return { identity: { kind: 'self' }, binaries, home: here };
    if (namespace && reaches(namespace, place))
      return { identity: namespace, binaries, home: here };
    throw new LocalError(
      `当前用户（uid ${process.getuid()}）在本机没有账户名，内置 PostgreSQL 无法以它运行：请换一个有名字的账户，或设置 DATABASE_URL。`,
    );
  }
  const shelf = rememberedShelf(place.dataDir);
  const owner = ownerOf(path.join(shelf ?? place.dataDir, 'postgres', 'data'));
  if (owner && owner.uid !== 0) return seatOf({ kind: 'account', ...owner }, place, shelf);
  if (namespace && !shelf && reaches(namespace, place))
    return { identity: namespace, binaries, home: here };
  const host = ownerOf(place.dataDir);
  if (host && host.uid !== 0 && !shelf && isNamed(host.uid)) {
    return seatOf({ kind: 'account', ...host }, place, shelf);
  }
  if (!account) {
    throw new LocalError(
      'PostgreSQL 不能以 root 运行，而本机没有别的账户：请换一个普通账户启动，或设置 DATABASE_URL。',
    );
  }
  return seatOf({ kind: 'account', ...account }, place, shelf);
}

function reaches(identity: Identity, { binaries, dataDir, env }: Place): boolean {
  if (process.platform !== 'linux') return false;
  return canRun(identity, env, binaries.postgres) && canEnter(identity, env, dataDir);
}

function seatOf(
  identity: Identity & { readonly kind: 'account' },
  place: Place,
  remembered: string | null,
): Seat {
  const { dataDir, env } = place;
  const reachable = remembered ?? (canEnter(identity, env, dataDir) ? dataDir : null);
  const data = path.join(dataDir, 'postgres', 'data');
  if (!reachable && existsSync(data)) {
    throw new LocalError(
      `DATA_DIR（${dataDir}）里的数据库属于 root，而本机不提供用户命名空间：请让其他账户可以进入该目录（chmod o+x），或换一个目录。`,
    );
  }
  const shelf = reachable ?? makeShelf(identity, place);
  const home = path.join(shelf, 'postgres');
  if (ownerOf(path.join(home, 'data'))?.uid === 0) giveAway(home, identity);
  return { identity, home, binaries: readableBinaries(identity, place, shelf) };
}

/** The folder outside the data folder that an earlier start chose, if it did. */
function rememberedShelf(dataDir: string): string | null {
  const pointer = path.join(dataDir, 'postgres-at');
  if (!existsSync(pointer)) return null;
  const shelf = readFileSync(pointer, 'utf8').trim();
  if (existsSync(shelf)) return shelf;
  throw new LocalError(
    `DATA_DIR（${dataDir}）的数据库存放在 ${shelf}，但该目录已不存在：请恢复它；若确实不再需要，删除 ${pointer} 后会建一个新的。`,
  );
}

/** Makes a folder that outlives a reboot where one can, and that the account may enter. */
function makeShelf(identity: Identity, { dataDir, env }: Place): string {
  for (const parent of ['/var/lib', '/var/tmp', os.tmpdir()]) {
    let shelf: string;
    try {
      shelf = mkdtempSync(path.join(parent, 'shaoxiang-'));
    } catch {
      continue; // missing or read-only: the next one
    }
    chmodSync(shelf, 0o755);
    if (canEnter(identity, env, shelf)) {
      writeFileSync(path.join(dataDir, 'postgres-at'), `${shelf}\n`);
      return shelf;
    }
    rmSync(shelf, { recursive: true });
  }
  throw new LocalError(
    `DATA_DIR（${dataDir}）只有 root 能进入，而 PostgreSQL 不能以 root 运行：请换一个其他账户可以进入的目录，或设置 DATABASE_URL。`,
  );
}

function readableBinaries(identity: Identity, { binaries, env }: Place, shelf: string): Binaries {
  if (canRun(identity, env, binaries.postgres)) return binaries;
  const native = path.join(shelf, `postgres-programs-${binaries.version}`);
  if (!existsSync(native)) {
    const half = mkdtempSync(`${native}.`);
    cpSync(binaries.native, half, { recursive: true, verbatimSymlinks: true });
    chmodSync(half, 0o755);
    renameSync(half, native);
  }
  const copied = binariesIn(native, binaries.version);
  if (canRun(identity, env, copied.postgres)) return copied;
  throw new LocalError(
    '内置 PostgreSQL 的程序在本机无法运行（需要 glibc）：请设置 DATABASE_URL，使用已有的数据库。',
  );
}

function ownerOf(file: string): { uid: number; gid: number } | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? { uid: stat.uid, gid: stat.gid } : null;
}

/** What root made through a namespace becomes the account's, when namespaces are no longer to be had. */
function giveAway(
  home: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): void {
  const data = path.join(home, 'data');
  chmodSync(home, 0o711);
  for (const one of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
    chownSync(path.join(data, one), uid, gid);
  }
  chownSync(data, uid, gid);
}
