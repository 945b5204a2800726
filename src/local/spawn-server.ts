import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import type { Cluster } from './cluster.ts';
import { as } from './identity.ts';
import type { Env } from './identity.ts';

/** Small, for one street on one laptop. A statement's text and a row's values stay out of the log. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  max_wal_senders: '0',
  wal_level: 'minimal',
  io_method: 'sync',
  jit: 'off',
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '2',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** Starts the server's process in a group of its own; its output goes to the cluster's log, the last one's is kept. */
export function spawnServer(
  cluster: Cluster,
  env: Env,
  port: number,
): { child: ChildProcess; failure: () => string | null } {
  if (existsSync(cluster.log)) renameSync(cluster.log, `${cluster.log}.1`);
  const log = openSync(cluster.log, 'wx', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const own = ['-D', cluster.data, '-p', String(port), ...flags];
  // On Windows an administrator's server refuses to run unless pg_ctl takes its rights away first.
  const ctl = ['start', '-W', '-D', cluster.data, '-o', own.slice(2).map(quoted).join(' ')];
  const { file, args, options } =
    process.platform === 'win32'
      ? as(cluster.identity, env, cluster.binaries.pgCtl, ctl)
      : as(cluster.identity, env, cluster.binaries.postgres, own);
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  let failed: (() => string) | null = null;
  child.once('error', (error) => (failed = () => error.message));
  child.once('exit', (code) => {
    if (process.platform !== 'win32' || code !== 0) failed = () => lastWords(cluster.log);
  });
  child.unref();
  return { child, failure: () => failed?.() ?? null };
}

function quoted(value: string): string {
  return `"${value}"`;
}

function lastWords(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return (
    lines.filter((line) => /FATAL|PANIC|could not/.test(line)).join(' ') || (lines.at(-1) ?? '')
  );
}
