import type { EntityManager } from 'typeorm';
import type { Instant, OrgCode } from '../domain/names.ts';

/** What one unit whistled since an instant: gone out, submitted, and of those held or withdrawn. Drills do not count. */
export interface UnitCount {
  readonly org: OrgCode;
  readonly dispatched: number;
  readonly submitted: number;
  readonly invalid: number;
}

const SINCE = `
  select blower_org as org,
         (count(*) filter (where dispatched_at >= $1))::integer as dispatched,
         (count(*) filter (where state not in ('reported', 'draft', 'cancelled')))::integer as submitted,
         (count(*) filter (where state in ('held', 'withdrawn')))::integer as invalid
    from whistle where (created_at >= $1 or dispatched_at >= $1) and not drill
   group by blower_org`;

export function createRates(manager: Pick<EntityManager, 'query'>) {
  return {
    /** Units that whistled at all since then. */
    async since(at: Instant): Promise<readonly UnitCount[]> {
      const rows: UnitCount[] = await manager.query(SINCE, [at]);
      return rows;
    },
  };
}
