import { randomBytes } from 'node:crypto';
import { appInbound } from './app-inbound.ts';
import { CallbackRefused } from './callback-refused.ts';
import { seal, unseal, type EnvelopeKeys, type Sealed } from './envelope.ts';
import type { Inbound } from './inbound.ts';
import { passiveReplyXml, type PassiveReply } from './passive-reply.ts';
import { fieldsOf, textOf, type Fields } from './read.ts';
import { readXml, writeXml } from './xml.ts';

/** Above this a body is not WeCom's: its messages have a few kilobytes. */
export const maxBodyBytes = 512 * 1024;
const freshMs = 10 * 60 * 1000;

export interface CallbackCodecOptions {
  /** The three values of the app's 接收消息 form (protocol 1.1). */
  readonly token: string;
  readonly encodingAesKey: string;
  readonly corpId: string;
  /** When given, a callback that names another app is refused. */
  readonly agentId?: number | string | undefined;
}

/** The query of a request as parsed once: a parameter given twice is a list, and refused. */
export type CallbackQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The self-built app's callback (protocol 1): what comes in is checked and read, what goes back is sealed. */
export interface CallbackCodec {
  /** The plaintext that proves the URL is ours. Has no freshness window: it says nothing and changes nothing. */
  verifyEcho(query: CallbackQuery): string;
  /**
   * Checks and reads a POST. `now` is the database's time, asked only once the signature is right; its own failure is
   * thrown as it is, every other one as `CallbackRefused`.
   */
  open(query: CallbackQuery, rawBody: Buffer, now: () => Promise<Date>): Promise<Inbound>;
  /** The encrypted package to answer with, for the one who is `to`. */
  sealReply(reply: PassiveReply, to: string, now: Date): string;
}

/** Makes the codec of one app; throws when the AES key or token cannot be one. */
export function createCallbackCodec(options: CallbackCodecOptions): CallbackCodec {
  const { token, encodingAesKey, corpId } = options;
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new Error('the EncodingAESKey is not 43 letters and digits');
  }
  if (token === '' || corpId === '') throw new Error('the callback token or the corp id is empty');
  const keys: EnvelopeKeys = { token, encodingAesKey, receiveId: corpId };
  const agentId = options.agentId === undefined ? null : String(options.agentId);

  return {
    verifyEcho(query) {
      // A proxy that decodes twice turns + into a space; base64 has no spaces (protocol 1.2).
      const echo = parameter(query, 'echostr', /^[^]{1,4096}$/).replaceAll(' ', '+');
      return unseal({ ...signed(query), encrypt: echo }, keys);
    },

    async open(query, rawBody, now) {
      const outer = signed(query);
      if (rawBody.length > maxBodyBytes) throw new CallbackRefused('size');
      const envelope = readEnvelope(rawBody);
      const plain = unseal({ ...outer, encrypt: envelope.encrypt }, keys);
      checkAddress(envelope, { corpId, agentId });
      const sentAt = Number(outer.timestamp) * 1000;
      if (Math.abs((await now()).getTime() - sentAt) > freshMs) throw new CallbackRefused('stale');
      const fields = readPlain(plain);
      const to = textOf(fields, 'ToUserName');
      checkAddress({ to, agent: textOf(fields, 'AgentID') }, { corpId, agentId });
      return appInbound(fields);
    },

    sealReply(reply, to, now) {
      const timestamp = String(Math.floor(now.getTime() / 1000));
      const nonce = randomBytes(8).toString('hex');
      const xml = passiveReplyXml(reply, { to, corpId, timestamp });
      const sealed = seal(xml, { timestamp, nonce }, keys);
      return writeXml('xml', {
        Encrypt: sealed.encrypt,
        MsgSignature: sealed.signature,
        TimeStamp: Number(timestamp),
        Nonce: nonce,
      });
    },
  };
}

/** Ten digits exactly: timestamp and nonce are signed without a separator, and must not be cut in two elsewhere. */
function signed(query: CallbackQuery): Omit<Sealed, 'encrypt'> {
  return {
    signature: parameter(query, 'msg_signature', /^[0-9a-f]{40}$/),
    timestamp: parameter(query, 'timestamp', /^[0-9]{10}$/),
    nonce: parameter(query, 'nonce', /^[\x21-\x7e]{1,128}$/),
  };
}

function parameter(query: CallbackQuery, name: string, form: RegExp): string {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  if (typeof value !== 'string' || !form.test(value)) throw new CallbackRefused('query');
  return value;
}

interface Envelope {
  readonly encrypt: string;
  readonly to: string | null;
  readonly agent: string | null;
}

/** The outer XML, or the JSON form of the official samples (protocol 1.3). Without `Encrypt` it is not WeCom's. */
function readEnvelope(rawBody: Buffer): Envelope {
  const source = rawBody.toString('utf8').replace(/^\ufeff/, '');
  const json = source.trimStart().startsWith('{');
  const fields = json ? readJson(source) : readXml(source);
  if (fields === null) throw new CallbackRefused('envelope');
  const encrypt = fields[json ? 'encrypt' : 'Encrypt'];
  if (typeof encrypt !== 'string' || encrypt === '') throw new CallbackRefused('envelope');
  const to = textOf(fields, json ? 'tousername' : 'ToUserName');
  return { encrypt, to, agent: textOf(fields, json ? 'agentid' : 'AgentID') };
}

function readPlain(plain: string): Fields {
  // MsgId has 64 bits and would lose its last digits as a JSON number.
  const fields = plain.trimStart().startsWith('{')
    ? readJson(plain.replace(/("MsgId"\s*:\s*)(\d+)/g, '$1"$2"'))
    : readXml(plain);
  if (fields === null) throw new CallbackRefused('message');
  return fields;
}

function readJson(source: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(source));
  } catch {
    return null;
  }
}

/** The outer names are not signed, so that both pairs are checked: they must say the same as the sealed ones. */
function checkAddress(
  { to, agent }: Pick<Envelope, 'to' | 'agent'>,
  { corpId, agentId }: { corpId: string; agentId: string | null },
): void {
  if (to !== corpId) throw new CallbackRefused('receiver');
  if (agent !== null && agentId !== null && agent !== agentId) throw new CallbackRefused('agent');
}
