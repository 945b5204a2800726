import { randomBytes } from 'node:crypto';
import type { Timing } from '../timing.ts';
import type { Ledger } from '../world/ledger.ts';

/** response_code: one from the send, a fresh one from each tap; one use, 72 h (protocol 2.2, 3.4). */
export function createResponseCodes(ledger: Ledger, timing: Timing) {
  const codes = ledger.table('responseCode');
  for (const [id, one] of [...codes.entries()]) if (one.expiresAt < Date.now()) codes.drop(id);

  function issue(sendId: string): string {
    const code = randomBytes(24).toString('base64url');
    codes.put(code, { sendId, expiresAt: Date.now() + timing.responseCodeMs, used: false });
    return code;
  }

  /** The msgid a code stands for, while it may still be used. */
  function sendIdOf(code: string): string | null {
    const kept = codes.get(code);
    return kept && !kept.used && kept.expiresAt > Date.now() ? kept.sendId : null;
  }

  function use(code: string): void {
    const kept = codes.get(code);
    if (kept) codes.put(code, { ...kept, used: true });
  }

  return { issue, sendIdOf, use };
}
export type ResponseCodes = ReturnType<typeof createResponseCodes>;
