import { createDecipheriv } from 'node:crypto';
import { WecomError } from './error.ts';

export interface MediaAddress {
  /** Good for five minutes (protocol 5.2). */
  readonly url: string;
  /** Base64, one for each address; null where the bytes are not encrypted. */
  readonly aesKey: string | null;
}

export interface FetchLimits {
  readonly mostBytes: number;
  readonly fetch?: typeof fetch | undefined;
  readonly timeoutMs?: number | undefined;
}

const api = 'media';

/** The bytes behind an address the smart bot was given. Kind `gone`: the address has run out; `content`: never to be had. */
export async function fetchMedia(
  { url, aesKey }: MediaAddress,
  { mostBytes, fetch: get = fetch, timeoutMs = 20_000 }: FetchLimits,
): Promise<Buffer> {
  if (!/^https?:\/\//.test(url)) throw fault('content', 'not an http address');
  let response: Response;
  try {
    response = await get(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  } catch {
    throw fault('transport', 'no answer');
  }
  if (response.status >= 500 || response.status === 429)
    throw fault('transport', `HTTP ${String(response.status)}`);
  if (response.status !== 200) throw fault('gone', `HTTP ${String(response.status)}`);
  // Encrypted bytes are up to 32 longer than what they hold.
  const bytes = await readUpTo(response, mostBytes + 32);
  return aesKey === null ? bytes : decrypted(bytes, aesKey);
}

/** Reads a body and stops at the limit: nobody fills our memory. */
export async function readUpTo(response: Response, mostBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const body = response.body as AsyncIterable<Uint8Array> | null;
    for await (const part of body ?? []) {
      size += part.length;
      if (size > mostBytes) throw fault('content', 'too large');
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof WecomError ? error : fault('transport', 'cut off');
  }
  return Buffer.concat(parts);
}

/** AES-256-CBC, the IV is the key's first half, padded to 32 (protocol 5.2). */
function decrypted(bytes: Buffer, aesKey: string): Buffer {
  const key = Buffer.from(aesKey, 'base64');
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0)
    throw fault('content', 'cannot be decrypted');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  const isPadded = pad >= 1 && pad <= 32 && plain.subarray(-pad).every((one) => one === pad);
  if (!isPadded) throw fault('content', 'cannot be decrypted');
  return plain.subarray(0, -pad);
}

const fault = (kind: 'content' | 'gone' | 'transport', errmsg: string): WecomError =>
  new WecomError({ api, kind, errmsg });
