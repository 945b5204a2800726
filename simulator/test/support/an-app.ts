import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import type { Credentials } from '../../src/world/model.ts';

export interface Heard {
  readonly query: URLSearchParams;
  readonly xml: string;
}
export type AppAnswer = {
  readonly status?: number;
  readonly reply?: string;
  readonly waitMs?: number;
};

/** A small app server that decrypts with the official library, as a bot author's would. */
export async function anApp(credentials: () => Credentials) {
  const heard: Heard[] = [];
  let answers: AppAnswer[] = [];

  const server = createServer((request, response) => {
    hear(request).then(
      ({ status = 200, body, waitMs = 0 }) =>
        void setTimeout(() => response.writeHead(status).end(body), waitMs),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function hear(request: IncomingMessage) {
    const { token, aesKey, corpId } = credentials();
    const { searchParams: query } = new URL(request.url ?? '/', 'http://app');
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const echostr = query.get('echostr');
    const body = Buffer.concat(parts).toString();
    const sealed = echostr ?? /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? '';
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    if (query.get('msg_signature') !== getSignature(token, timestamp, nonce, sealed))
      return { status: 403, body: '' };
    const { message, id } = decrypt(aesKey, sealed);
    if (id !== corpId) return { status: 403, body: '' };
    if (echostr !== null) return { body: message };
    heard.push({ query, xml: message });
    const [answer = {}] = answers;
    answers = answers.slice(1);
    return { ...answer, body: answer.reply === undefined ? '' : envelope(answer.reply) };
  }

  function envelope(reply: string): string {
    const { token, aesKey, corpId } = credentials();
    const sealed = encrypt(aesKey, reply, corpId);
    const signature = getSignature(token, '1700000000', 'n', sealed);
    return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1700000000</TimeStamp><Nonce>n</Nonce></xml>`;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/app`,
    heard,
    /** Answers of the next callbacks, in order; 200 and empty after them. */
    plan: (...planned: AppAnswer[]) => void (answers = planned),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
export type AnApp = Awaited<ReturnType<typeof anApp>>;

/** The text of one element. */
export function fieldOf(xml: string, name: string): string {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml);
  return found?.[1] ?? '';
}

/** Waits until something is so. */
export async function until(test: () => boolean | Promise<boolean>, ms = 3000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await test())) {
    if (Date.now() > end) throw new Error(`not so within ${ms} ms: ${test.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
