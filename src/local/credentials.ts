import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { prepareDataDir } from './data-dir.ts';
import { LocalError } from './local-error.ts';

/** What a WeCom administrator would copy from the console; here the simulator and the product share it. */
export interface SimulatorCredentials {
  readonly corpId: string;
  readonly agentId: number;
  readonly agentSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly botId: string;
  readonly botSecret: string;
}

/**
 * The demo credentials of this data folder: made once, kept in `simulator-credentials.json`, readable by its owner
 * only. Rejects a file that is not what it wrote with a `LocalError`.
 */
export function simulatorCredentials(dataDir: string): SimulatorCredentials {
  const file = path.join(prepareDataDir(dataDir), 'simulator-credentials.json');
  if (!existsSync(file)) keep(file, makeCredentials());
  const kept = parse(readFileSync(file, 'utf8'));
  if (kept) return kept;
  throw new LocalError(
    `DATA_DIR 中的 ${file} 已损坏：请删除它，下次启动会重新生成（模拟器的旧会话随之失效）。`,
  );
}

/** New random credentials in the shapes WeCom gives them. */
export function makeCredentials(): SimulatorCredentials {
  return {
    corpId: `ww${randomBytes(8).toString('hex')}`,
    agentId: 1_000_002,
    agentSecret: randomBytes(32).toString('base64url'),
    token: alphanumeric(32),
    encodingAesKey: aesKey(),
    botId: `aib${alphanumeric(29)}`,
    botSecret: alphanumeric(43),
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function alphanumeric(length: number): string {
  return Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
}

/** 43 characters of base64 hold 258 bits for 256: strict decoders want the last two to be zero. */
function aesKey(): string {
  for (;;) {
    const key = alphanumeric(43);
    if (Buffer.from(`${key}=`, 'base64').toString('base64') === `${key}=`) return key;
  }
}

/** Two first starts end with one file: a link is made by one of them only. */
function keep(file: string, credentials: SimulatorCredentials): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(half, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(half);
  }
}

function parse(text: string): SimulatorCredentials | null {
  const shape = makeCredentials();
  try {
    const kept = JSON.parse(text) as Record<string, unknown>;
    const whole = Object.entries(shape).every(([name, one]) => typeof kept[name] === typeof one);
    return whole ? (kept as unknown as SimulatorCredentials) : null;
  } catch {
    return null;
  }
}
