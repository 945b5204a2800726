// A sender of app callbacks, written from protocol 1.4 and 1.5 with node:crypto alone, so that it can also lie.
import { createCipheriv, createHash } from 'node:crypto';

export const official = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  corpId: 'wx5823bf96d3bd56c7',
} as const;

export const sentAt = 1700000000;

export interface Lie {
  readonly pad?: (length: number) => Buffer;
  readonly msgLength?: number;
  readonly receiveId?: string;
  readonly message?: Buffer;
  readonly timestamp?: string;
  readonly nonce?: string;
  readonly key?: string;
  /** What becomes of the ciphertext before it is signed. */
  readonly encrypt?: (base64: string) => string;
}

export function sealText(text: string, lie: Lie = {}): string {
  const key = Buffer.from(`${lie.key ?? official.encodingAesKey}=`, 'base64');
  const message = lie.message ?? Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(lie.msgLength ?? message.length);
  const receiveId = Buffer.from(lie.receiveId ?? official.corpId);
  const bare = Buffer.concat([Buffer.from('0123456789abcdef'), length, message, receiveId]);
  const pad = lie.pad ?? ((size) => Buffer.alloc(32 - (size % 32), 32 - (size % 32)));
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = Buffer.concat([
    cipher.update(Buffer.concat([bare, pad(bare.length)])),
    cipher.final(),
  ]);
  return (lie.encrypt ?? ((same) => same))(sealed.toString('base64'));
}

export function sign(encrypt: string, timestamp: string, nonce: string): string {
  const parts = [official.token, timestamp, nonce, encrypt].sort();
  return createHash('sha1').update(parts.join('')).digest('hex');
}

/** The query and body of one POST, as WeCom would send it unless told to lie. */
export function aDelivery(text: string, lie: Lie = {}) {
  const encrypt = sealText(text, lie);
  const timestamp = lie.timestamp ?? String(sentAt);
  const nonce = lie.nonce ?? '1372623149';
  const query = { msg_signature: sign(encrypt, timestamp, nonce), timestamp, nonce };
  return { query, encrypt, body: Buffer.from(envelope(encrypt)) };
}

export function envelope(encrypt: string, more = ''): string {
  return `<xml><ToUserName><![CDATA[${official.corpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID>${more}<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
}

/** The plaintext of a message or event from zhangsan, with `fields` in place of or added to the usual ones. */
export function aPlain(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    ToUserName: official.corpId,
    FromUserName: 'zhangsan',
    CreateTime: String(sentAt),
    MsgType: 'text',
    AgentID: '1000002',
    ...fields,
  };
  const inner = Object.entries(all).map(([name, value]) =>
    value.startsWith('<')
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${inner.join('\n')}</xml>`;
}

export function aTapPlain(fields: Readonly<Record<string, string>> = {}): string {
  return aPlain({
    MsgType: 'event',
    Event: 'template_card_event',
    EventKey: 'checkin',
    TaskId: 'duty_07',
    CardType: 'button_interaction',
    ResponseCode: 'rc_x',
    ...fields,
  });
}
