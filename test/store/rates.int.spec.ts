import assert from 'node:assert/strict';
import { aWhistle } from '../support/a-whistle.ts';
import { onEachPostgres, openStore, type Stored } from '../support/database.ts';
import type { Whistle } from '../../src/domain/whistle.ts';

onEachPostgres('the rate of each unit', (database) => {
  let stored: Stored;
  let count = 0;
  before(async () => {
    stored = await openStore(database());
  });
  after(() => stored.close());

  const keeps = (more: Partial<Whistle>) =>
    stored.store.inTransaction(async (tx) => {
      count += 1;
      const rulesVersion = (await stored.store.books.current()).book.version;
      await tx.whistles.save(aWhistle({ id: `w-${String(count)}`, rulesVersion, ...more }));
    });
  const day = (date: string) => `2026-11-${date}T02:00:00.000Z`;

  it('counts what went out to departments and stayed out, and what was in vain, drills apart (S22)', async () => {
    const approval = { by: 'td-lead', at: day('20'), how: 'before' } as const;
    const out = { state: 'dispatched', dispatchedAt: day('20') } as const;
    await keeps({ ...out, createdAt: day('20'), number: 'PL-1' });
    await keeps({ ...out, createdAt: day('20'), number: 'PL-2', drill: true });
    await keeps({ ...out, createdAt: day('01'), number: 'PL-3' });
    await keeps({ ...out, createdAt: day('01'), dispatchedAt: day('02'), number: 'PL-4' });
    await keeps({ state: 'held', createdAt: day('20') });
    await keeps({ state: 'withdrawn', createdAt: day('20') });
    await keeps({ state: 'draft', createdAt: day('20') });
    await keeps({ state: 'cancelled', createdAt: day('20') });
    await keeps({ state: 'pending_approval', createdAt: day('20'), blowerOrg: 'GL' });
    // Went out and was taken back; put off by the centre; called people; a community's that calls departments.
    await keeps({ ...out, state: 'withdrawn', createdAt: day('20'), number: 'PL-5' });
    await keeps({ state: 'held', createdAt: day('20'), number: 'PL-6', approval });
    const community = { kind: 'community', createdAt: day('20'), blowerOrg: 'LM' } as const;
    await keeps({ ...out, ...community, number: 'PL-7', participations: [] });
    await keeps({ ...out, ...community, number: 'PL-8' });
    const rows = await stored.store.rates.since(day('10'));
    assert.deepEqual(
      rows.toSorted((a, b) => a.org.localeCompare(b.org)),
      [
        { org: 'GL', whistled: 0, dispatched: 0, submitted: 1, invalid: 0 },
        { org: 'LM', whistled: 2, dispatched: 1, submitted: 1, invalid: 0 },
        { org: 'TD', whistled: 3, dispatched: 2, submitted: 6, invalid: 3 },
      ],
    );
  });
});
