import type { EntityManager } from 'typeorm';
import type { Instant, OrgCode } from '../domain/names.ts';

/**
 * What one unit whistled to departments since an instant: gone out and not withdrawn; submitted; and of those held or
 * withdrawn. Neither drills count nor a community's call to its own people (S14), and what the centre put off is not held
 * for a fault of the street's.
 */
export interface UnitCount {
  readonly org: OrgCode;
  /** All that went out, gatherings and what was withdrawn after it: whether the unit whistles at all (S24). */
  readonly whistled: number;
  readonly dispatched: number;
  readonly submitted: number;
  readonly invalid: number;
}

const SINCE = `
  with mine as (
    select w.*, kind <> 'community' or exists (select 1 from participation p where p.whistle_id = w.id) as calls
      from whistle w where (created_at >= $1 or dispatched_at >= $1) and not drill
  )
  select blower_org as org,
         (count(*) filter (where dispatched_at >= $1))::integer as whistled,
         (count(*) filter (where calls and dispatched_at >= $1 and state <> 'withdrawn'))::integer as dispatched,
         (count(*) filter (where calls and state not in ('reported', 'draft', 'cancelled')))::integer as submitted,
         (count(*) filter (where calls and (state = 'withdrawn' or state = 'held' and approval is null)))::integer as invalid
    from mine group by blower_org`;

export function createRates(manager: Pick<EntityManager, 'query'>) {
  return {
    /** Units that whistled at all since then. */
    async since(at: Instant): Promise<readonly UnitCount[]> {
      const rows: UnitCount[] = await manager.query(SINCE, [at]);
      return rows;
    },
  };
}
