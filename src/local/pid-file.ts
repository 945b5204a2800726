import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a running PostgreSQL writes into its data folder about itself. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** Process, folder and start time: no two servers share all three. */
  readonly identity: string;
}

/** Reads the text of a `postmaster.pid`; null when it is cut off or no such thing. */
export function parsePidFile(text: string): PidFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return null;
  return { pid, port, ready: lines[7] === 'ready', identity: lines.slice(0, 3).join('\n') };
}

/** The server that last wrote into this data folder, alive or not. */
export function readPidFile(data: string): PidFile | null {
  try {
    return parsePidFile(readFileSync(path.join(data, 'postmaster.pid'), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Tells PostgreSQL that the process named there is not a server. The line is not removed but given to this process:
 * a server takes its own parent for no rival, and still checks whether a dead server's children hold the memory.
 */
export function disownPidFile(data: string, seen: PidFile): void {
  const file = path.join(data, 'postmaster.pid');
  const text = readFileSync(file, 'utf8');
  if (parsePidFile(text)?.identity !== seen.identity) return; // a new server was quicker
  if (process.platform === 'win32') rmSync(file);
  else writeFileSync(file, text.replace(/^\d+/, String(process.pid)));
}

/** Whether the process is alive. A dead one that nobody has collected, as in a container without init, is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const stat = readProc(pid, 'stat');
  return stat === null || !/^\d+ \(.*\) [ZX] /s.test(stat);
}

/** Whether the process, by its command line, is a server on this data folder and not one that got its number later. */
export function serves(pid: number, data: string): boolean {
  if (!isRunning(pid)) return false;
  const command = readProc(pid, 'cmdline')?.replaceAll('\0', ' ') ?? askSystem(pid);
  return process.platform === 'win32' ? command.includes('postgres') : command.includes(data);
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

function askSystem(pid: number): string {
  const [file, ...args] =
    process.platform === 'win32'
      ? ['tasklist', '/FI', `PID eq ${pid}`, '/NH']
      : ['ps', '-ww', '-o', 'command=', '-p', String(pid)];
  return spawnSync(file, args, { encoding: 'utf8', windowsHide: true }).stdout;
}
