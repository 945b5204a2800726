import { randomBytes } from 'node:crypto';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import type { Windows } from '../wire/window.ts';
import type { Ledger } from '../world/ledger.ts';
import type { Credentials } from '../world/model.ts';

const LIFE_S = 7200;
const badSecrets = [{ count: 2000, ms: 3_600_000 }];

/** access_token: one per secret, the same one while it is valid, in the query string only (protocol 3.1). */
export function createTokens(ledger: Ledger, credentials: Credentials, windows: Windows) {
  const tokens = ledger.table('token');
  for (const [id, one] of [...tokens.entries()])
    if (Date.now() - one.expiresAt > LIFE_S * 1000) tokens.drop(id);

  function issue(query: URLSearchParams): Answer {
    const secret = query.get('corpsecret') ?? '';
    if (secret === '') return failed(41004);
    const corpId = query.get('corpid') ?? '';
    if (corpId === '') return failed(41002);
    if (corpId !== credentials.corpId) return failed(40013);
    if (secret !== credentials.agentSecret)
      return failed(windows.take('bad secret', badSecrets) ? 40001 : 45009);
    for (const [id, one] of tokens.entries())
      if (one.expiresAt > Date.now()) return answer(id, one.expiresAt);
    const id = randomBytes(96).toString('base64url');
    const expiresAt = Date.now() + LIFE_S * 1000;
    tokens.put(id, { expiresAt });
    return answer(id, expiresAt);
  }

  function answer(id: string, expiresAt: number): Answer {
    const left = Math.ceil((expiresAt - Date.now()) / 1000);
    return ok({ access_token: id, expires_in: left });
  }

  /** Why a call's token does not do; null when it does. */
  function refuse(query: URLSearchParams): Answer | null {
    const id = query.get('access_token') ?? '';
    if (id === '') return failed(41001);
    const kept = tokens.get(id);
    if (!kept) return failed(40014);
    return kept.expiresAt > Date.now() ? null : failed(42001);
  }

  /** Ends every token before its time: `expire` → 42001, otherwise forgotten → 40014. */
  function end(expire: boolean): void {
    for (const id of [...tokens.entries()].map(([one]) => one))
      if (expire) tokens.put(id, { expiresAt: 0 });
      else tokens.drop(id);
  }

  return { issue, refuse, end };
}
export type Tokens = ReturnType<typeof createTokens>;
