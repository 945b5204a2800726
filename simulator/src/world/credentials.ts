import { randomBytes } from 'node:crypto';
import type { Ledger } from './ledger.ts';
import type { Credentials } from './model.ts';

/** The given credentials win, the kept ones come next, what is still missing is made once and kept. */
export function keepCredentials(ledger: Ledger, given: Partial<Credentials>): Credentials {
  const table = ledger.table('credentials');
  const kept = table.get('all');
  const all = { ...(kept ?? makeCredentials()), ...given };
  if (JSON.stringify(all) !== JSON.stringify(kept)) table.put('all', all);
  return all;
}

function makeCredentials(): Credentials {
  return {
    corpId: `ww${randomBytes(8).toString('hex')}`,
    agentId: '1000002',
    agentSecret: letters(43),
    token: letters(24),
    aesKey: randomKey(),
    botId: `aib${letters(29)}`,
    botSecret: letters(43),
  };
}

/** 43 letters and digits that are the base64 of 32 bytes (protocol 1.1). */
function randomKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64').slice(0, 43);
    if (/^[a-zA-Z0-9]{43}$/.test(key)) return key;
  }
}

function letters(count: number): string {
  const all = randomBytes(count * 3)
    .toString('base64')
    .replaceAll(/[^a-zA-Z0-9]/g, '');
  return all.slice(0, count);
}
