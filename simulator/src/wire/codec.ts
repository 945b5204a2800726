import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const BLOCK = 32; // WeCom pads to 32 bytes, not to AES's 16

/** What a callback's ciphertext held (protocol 1.5). */
export interface Opened {
  readonly message: string;
  readonly receiveId: string;
}

/** The signature over token, timestamp, nonce and ciphertext (protocol 1.4). */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  const sorted = [token, timestamp, nonce, encrypted].sort();
  return createHash('sha1').update(sorted.join('')).digest('hex');
}

/** Whether two signatures are the same, in constant time. */
export function sameSignature(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Encrypts `random(16) ‖ length ‖ message ‖ receiveId` with AES-256-CBC (protocol 1.5). */
export function seal(
  aesKey: string,
  message: string,
  receiveId: string,
  random: Buffer = randomBytes(16),
): string {
  const key = keyOf(aesKey);
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(receiveId, 'utf8')]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(pad, pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Decrypts what `seal` made; throws on a wrong key, pad or length (protocol 1.5). */
export function open(aesKey: string, encrypted: string): Opened {
  const key = keyOf(aesKey);
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const bytes = Buffer.from(encrypted, 'base64');
  const padded = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > BLOCK || pad > padded.length) throw new Error('bad padding');
  const plain = padded.subarray(0, padded.length - pad);
  if (plain.length < 20) throw new Error('too short');
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length) throw new Error('bad length');
  return {
    message: plain.subarray(20, end).toString('utf8'),
    receiveId: plain.subarray(end).toString('utf8'),
  };
}

function keyOf(aesKey: string): Buffer {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  if (key.length !== 32) throw new Error('an EncodingAESKey has 43 letters and digits');
  return key;
}
