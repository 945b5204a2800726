import { spawnSync } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Who PostgreSQL runs as. It refuses root, and initdb refuses an account without a name. */
export type Identity =
  | { readonly kind: 'self' }
  /** Looks like this account to itself, in a user namespace, while the files see who we really are. */
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'account'; readonly uid: number; readonly gid: number };

/** The environment handed to child processes; never read from the process here. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface Invocation {
  readonly file: string;
  readonly args: string[];
  readonly options: SpawnOptions;
}

/** How to start a program as that identity. */
export function as(identity: Identity, env: Env, file: string, args: string[]): Invocation {
  const options = { env: serverEnv(env), cwd: '/', windowsHide: true };
  if (process.platform === 'win32') {
    return { file, args, options: { env: options.env, windowsHide: true } };
  }
  switch (identity.kind) {
    case 'self':
      return { file, args, options };
    case 'account':
      return { file, args, options: { ...options, uid: identity.uid, gid: identity.gid } };
    case 'namespace': {
      const map = [`--map-user=${identity.uid}`, `--map-group=${identity.gid}`];
      return { file: 'unshare', args: ['--user', ...map, '--', file, ...args], options };
    }
  }
}

/** Whether that identity can run the program. */
export function canRun(identity: Identity, env: Env, program: string): boolean {
  return tries(as(identity, env, program, ['--version']));
}

/** Whether that identity can get through to what lies in the folder. */
export function canEnter(identity: Identity, env: Env, folder: string): boolean {
  return tries(as(identity, env, '/bin/sh', ['-c', 'test -x "$1"', 'sh', folder]));
}

function tries({ file, args, options }: Invocation): boolean {
  return spawnSync(file, args, { ...options, stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** An unprivileged account of this machine, the likeliest one for a database first. */
export function unprivilegedAccount(
  passwd = readPasswd(),
): { readonly uid: number; readonly gid: number } | null {
  const accounts = passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    const ids = { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
    return name !== '' && !line.startsWith('#') && ids.uid > 0 && ids.gid > 0 ? [ids] : [];
  });
  const liked = ['postgres', '_postgres', 'nobody', 'daemon'];
  const found =
    liked.flatMap((name) => accounts.filter((one) => one.name === name))[0] ?? accounts[0];
  return found ? { uid: found.uid, gid: found.gid } : null;
}

/** Whether the machine has an account of this number. */
export function isNamed(uid: number): boolean {
  return readPasswd()
    .split('\n')
    .some((line) => line.split(':')[2] === String(uid));
}

/** Whether the account we run as has a name; in a container started with a bare user number it has none. */
export function hasName(): boolean {
  try {
    os.userInfo();
    return true;
  } catch {
    return false;
  }
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

/** The given environment without what would change the server: its own variables, locale and time zone. */
export function serverEnv(env: Env): Record<string, string> {
  const kept: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !/^(PG|LC_|LANG|TZ$|NODE_)/.test(name)) kept[name] = value;
  }
  return { ...kept, LC_ALL: 'C', LANG: 'C', TZ: 'UTC' };
}
