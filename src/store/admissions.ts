import type { EntityManager } from 'typeorm';
import type { AdmissionRequest } from '../domain/admission-request.ts';
import type { Instant, OrgCode } from '../domain/names.ts';
import { AdmissionRow, fromAdmission, toAdmission } from './rows/admission-row.ts';

/** How many requests of one period there were, and how many of them were granted. */
export interface AdmissionCount {
  readonly asked: number;
  readonly granted: number;
}

export function createAdmissions(manager: EntityManager) {
  return {
    /** A unit's undecided requests; nobody else of that unit asks until the transaction ends. */
    async lockOpen(org: OrgCode): Promise<readonly AdmissionRequest[]> {
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `admission/${org}`,
      ]);
      const rows = await manager.findBy(AdmissionRow, { org, state: 'asked' });
      return rows.map(toAdmission);
    },
    /** The request, locked until the transaction ends. */
    async lock(id: string): Promise<AdmissionRequest | null> {
      await manager.query('select 1 from admission_request where id = $1 for update', [id]);
      return readAdmission(manager, id);
    },
    async save(request: AdmissionRequest): Promise<void> {
      await manager.upsert(AdmissionRow, fromAdmission(request), ['id']);
    },
  };
}

/** One request as it stands. */
export async function readAdmission(
  manager: EntityManager,
  id: string,
): Promise<AdmissionRequest | null> {
  const row = await manager.findOneBy(AdmissionRow, { id });
  return row && toAdmission(row);
}

/** What the reverse-flow log comes to since an instant (S60). */
export async function countAdmissions(
  manager: EntityManager,
  since: Instant,
): Promise<AdmissionCount> {
  const [row]: AdmissionCount[] = await manager.query(
    `select count(*)::integer as asked, (count(*) filter (where state = 'granted'))::integer as granted
       from admission_request where asked_at >= $1`,
    [since],
  );
  return row ?? { asked: 0, granted: 0 };
}
