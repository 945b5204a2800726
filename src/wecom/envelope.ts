import { timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { CallbackRefused } from './callback-refused.ts';

export interface EnvelopeKeys {
  readonly token: string;
  readonly encodingAesKey: string;
  /** corpid for a self-built app, empty for a smart bot's URL mode (protocol 1.5). */
  readonly receiveId: string;
}

export interface Sealed {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypt: string;
}

/** Checks a sealed text and returns what was sealed. The signature comes first: nothing unsigned is decrypted. */
export function unseal(sealed: Sealed, keys: EnvelopeKeys): string {
  checkSignature(sealed, keys.token);
  checkCiphertext(sealed.encrypt);
  const { message, id } = decryptStrictly(sealed.encrypt, keys.encodingAesKey);
  if (id !== keys.receiveId) throw new CallbackRefused('receiver');
  return message;
}

/** Seals a text for the way back. */
export function seal(
  message: string,
  { timestamp, nonce }: Pick<Sealed, 'timestamp' | 'nonce'>,
  keys: EnvelopeKeys,
): Sealed {
  const sealed = encrypt(keys.encodingAesKey, message, keys.receiveId);
  return {
    encrypt: sealed,
    timestamp,
    nonce,
    signature: getSignature(keys.token, timestamp, nonce, sealed),
  };
}

/** Compares in constant time, over exactly the characters received (protocol 1.4). */
function checkSignature({ signature, timestamp, nonce, encrypt: text }: Sealed, token: string) {
  const expected = Buffer.from(getSignature(token, timestamp, nonce, text), 'latin1');
  const given = Buffer.from(signature, 'latin1');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new CallbackRefused('signature');
  }
}

/** The cipher works on whole 32-byte blocks because of the padding; Node's decoder would skip what is not base64. */
function checkCiphertext(text: string): void {
  const wellFormed = /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
  const bytes = wellFormed ? Buffer.from(text, 'base64').length : 0;
  if (bytes < 32 || bytes % 32 !== 0) throw new CallbackRefused('ciphertext');
}

/**
 * The library decrypts without looking: padding outside 1..32 is left in place, its bytes are not compared, a msg_len
 * past the end is cut short and broken UTF-8 is replaced. The scheme has no freedom beside the 16 random bytes, which
 * we have after decrypting, so all of that is one question: would an honest sender have sent these very characters?
 */
function decryptStrictly(text: string, key: string): { message: string; id: string } {
  const opened = attempt(() => decrypt(key, text));
  if (encrypt(key, opened.message, opened.id, opened.random) !== text) {
    throw new CallbackRefused('plaintext');
  }
  return opened;
}

function attempt<Value>(run: () => Value): Value {
  try {
    return run();
  } catch {
    throw new CallbackRefused('plaintext');
  }
}
