import type { DataSource } from 'typeorm';
import type { Category, Instant, MatterCode, OrgCode } from '../domain/names.ts';

/** One line of 待派遣. */
export interface QueueRow {
  readonly number: string | null;
  readonly category: Category;
  readonly matter: MatterCode | null;
  readonly blowerOrg: OrgCode;
  readonly drill: boolean;
  readonly called: readonly OrgCode[];
  /** Null where the category has no limit for the dispatch. */
  readonly dueAt: Instant | null;
}

/** Whistles that wait for the centre, the oldest first: all of them, or one unit's; restricted ones to somebody alone. */
export function createAskQueue(dataSource: DataSource) {
  return async (org: OrgCode | null, restricted: boolean): Promise<readonly QueueRow[]> => {
    const rows: QueueRow[] = await dataSource.query(
      `select w.number, w.category, w.matter, w.blower_org as "blowerOrg", w.drill,
              array(select p.org from participation p where p.whistle_id = w.id order by p.position) as called,
              (select c ->> 'dueAt' from jsonb_array_elements(w.clocks) c where c ->> 'stage' = 'dispatch' limit 1) as "dueAt"
         from whistle w where w.state = 'queued' and w.ended_at is null and ($1::text is null or w.blower_org = $1)
          and ($2 or not w.restricted)
        order by w.created_at limit 20`,
      [org, restricted],
    );
    return rows;
  };
}
