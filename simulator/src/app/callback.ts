import { randomBytes, randomInt } from 'node:crypto';
import type { Faults } from '../control/faults.ts';
import type { Timing } from '../timing.ts';
import { open, sameSignature, seal, sign } from '../wire/codec.ts';
import { readXml, writeXml, type XmlTree } from '../wire/xml.ts';
import { textOf } from '../wire/json.ts';
import type { Ledger } from '../world/ledger.ts';
import type { Credentials, PendingCallback } from '../world/model.ts';

export interface AppCallbackDeps {
  readonly ledger: Ledger;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly timing: Timing;
  readonly url: string | null;
  /** Gets the decrypted passive reply of an accepted callback. */
  readonly onReply: (callback: PendingCallback, xml: string) => void;
  /** A retry got through after the first try had failed. */
  readonly onLate: (callback: PendingCallback) => void;
  readonly note: (problem: string) => void;
}
export type NewCallback = Omit<PendingCallback, 'xml' | 'tries'> & { readonly tree: XmlTree };

/** Encrypted XML to the app: 5 s, then again up to three times with fresh timestamp and nonce (protocol 1). */
export function createAppCallback(deps: AppCallbackDeps) {
  const { ledger, credentials, faults, timing, url } = deps;
  const pending = ledger.table('callback');
  let stopped = false;

  /** Keeps and delivers a callback; resolves after the first try: whether it was taken. */
  async function deliver({ tree, ...rest }: NewCallback): Promise<boolean> {
    if (url === null) return false;
    const callback = { ...rest, xml: writeXml(tree), tries: 0 };
    pending.put(callback.id, callback);
    const taken = await attempt(callback);
    if (taken && faults.useUp('duplicateCallbacks')) await post(callback);
    if (!taken) later(callback.id);
    return taken;
  }

  async function attempt(callback: PendingCallback): Promise<boolean> {
    pending.put(callback.id, { ...callback, tries: callback.tries + 1 });
    if (faults.current().stopDelivering || !(await post(callback))) return false;
    pending.drop(callback.id);
    return true;
  }

  /** The retries, in the background; after the last one the callback is dropped (protocol 1.6). */
  function later(id: string): void {
    const callback = pending.get(id);
    if (!callback || stopped) return;
    if (callback.tries > timing.retries) {
      pending.drop(id);
      deps.note(`callback ${id} dropped after ${callback.tries} deliveries`);
      return;
    }
    setTimeout(() => {
      if (stopped) return;
      attempt(callback).then(
        (taken) => {
          if (taken) deps.onLate(callback);
          else later(id);
        },
        (error: unknown) => deps.note(String(error)),
      );
    }, timing.retryGapMs).unref();
  }

  async function post(callback: PendingCallback): Promise<boolean> {
    const encrypted = seal(credentials.aesKey, callback.xml, credentials.corpId);
    const agent = { ToUserName: credentials.corpId, AgentID: credentials.agentId };
    try {
      const response = await fetch(signed(encrypted), {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: writeXml({ ...agent, Encrypt: encrypted }),
        redirect: 'manual',
        signal: AbortSignal.timeout(timing.callbackMs),
      });
      const body = await response.text();
      if (response.status !== 200) return false;
      takeReply(callback, body);
      return true;
    } catch {
      return false;
    }
  }

  /** The callback URL with signature, timestamp and nonce; every value percent-encoded once. */
  function signed(encrypted: string, extra: Readonly<Record<string, string>> = {}): string {
    const timestamp = Math.floor(Date.now() / 1000).toString();
    const nonce = randomInt(1, 2 ** 31).toString();
    const msg_signature = sign(credentials.token, timestamp, nonce, encrypted);
    const target = new URL(url ?? 'http://127.0.0.1');
    const query = { msg_signature, timestamp, nonce, ...extra };
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    return target.href;
  }

  /** An invalid reply shows nothing to anybody and is noted (checklist 13). */
  function takeReply(callback: PendingCallback, body: string): void {
    if (body.trim() === '' || body.trim() === 'success') return;
    const envelope = readXml(body);
    const [encrypted, signature, timestamp, nonce] = [
      'Encrypt',
      'MsgSignature',
      'TimeStamp',
      'Nonce',
    ].map((name) => textOf(envelope ?? {}, name)) as [string, string, string, string];
    const expected = sign(credentials.token, timestamp, nonce, encrypted);
    if (encrypted === '' || !sameSignature(signature, expected)) {
      deps.note(`passive reply to ${callback.id}: bad XML or signature`);
      return;
    }
    try {
      const { message, receiveId } = open(credentials.aesKey, encrypted);
      if (receiveId === credentials.corpId) deps.onReply(callback, message);
      else deps.note(`passive reply to ${callback.id}: receiveid ${receiveId}`);
    } catch (error) {
      deps.note(`passive reply to ${callback.id}: ${String(error)}`);
    }
  }

  /** The console's check: echostr must come back decrypted, bare, within a second (protocol 1.2). */
  async function checkUrl(): Promise<{ ok: boolean; detail: string }> {
    if (url === null) return { ok: false, detail: 'no callback URL is configured' };
    const secret = randomBytes(8).readBigUInt64BE().toString();
    const echostr = seal(credentials.aesKey, secret, credentials.corpId);
    try {
      const signal = AbortSignal.timeout(1000);
      const response = await fetch(signed(echostr, { echostr }), { signal, redirect: 'manual' });
      const body = await response.text();
      const right = response.status === 200 && body === secret;
      return {
        ok: right,
        detail: right ? 'ok' : `HTTP ${response.status}, ${body.length} bytes back`,
      };
    } catch (error) {
      return { ok: false, detail: String(error) };
    }
  }

  /** Takes up what an earlier run left undelivered. */
  function resume(): void {
    for (const one of [...pending.rows()]) later(one.id);
  }

  return { deliver, checkUrl, resume, stop: () => void (stopped = true), configured: url !== null };
}
export type AppCallback = ReturnType<typeof createAppCallback>;
