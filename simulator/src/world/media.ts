import { createCipheriv, randomBytes } from 'node:crypto';
import type { Timing } from '../timing.ts';
import type { Ledger } from './ledger.ts';

export interface Medium {
  readonly type: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** What the bot is told of a picture: an address for five minutes, its bytes encrypted with a key of its own (5.2). */
export interface MediaLink {
  readonly path: string;
  readonly aesKey: string;
}

/** Pictures, recordings and files that were sent or uploaded, each under a media_id for three days (protocol 2.1, 6). */
export function createMedia(ledger: Ledger, timing: Timing) {
  const kept = ledger.table('media');
  const links = new Map<string, { id: string; key: Buffer; until: number }>();
  for (const [id, one] of [...kept.entries()]) if (one.expiresAt < Date.now()) kept.drop(id);

  function put({ type, name, bytes }: Medium): string {
    const id = randomBytes(32).toString('base64url');
    const expiresAt = Date.now() + timing.mediaMs;
    kept.put(id, { type, name, base64: bytes.toString('base64'), expiresAt });
    return id;
  }

  function get(id: string): Medium | null {
    const one = kept.get(id);
    if (!one || one.expiresAt < Date.now()) return null;
    return { type: one.type, name: one.name, bytes: Buffer.from(one.base64, 'base64') };
  }

  function link(id: string): MediaLink {
    const token = randomBytes(18).toString('base64url');
    const key = randomBytes(32);
    links.set(token, { id, key, until: Date.now() + timing.linkMs });
    return { path: `/media/${token}`, aesKey: key.toString('base64') };
  }

  /** The encrypted bytes behind a link; null once it has run out. */
  function follow(token: string): Medium | null {
    const one = links.get(token);
    const medium = one && one.until > Date.now() ? get(one.id) : null;
    return one && medium ? { ...medium, bytes: encrypted(medium.bytes, one.key) } : null;
  }

  return { put, get, link, follow };
}
export type Media = ReturnType<typeof createMedia>;

/** AES-256-CBC, the IV is the key's first half, PKCS#7 to 32 (protocol 5.2). */
function encrypted(bytes: Buffer, key: Buffer): Buffer {
  const pad = 32 - (bytes.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([bytes, Buffer.alloc(pad, pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]);
}

/** What a picture is by its first bytes; null for what WeCom takes for none (5.8). */
export function pictureType(bytes: Buffer): 'image/png' | 'image/jpeg' | null {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png';
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'image/jpeg' : null;
}
