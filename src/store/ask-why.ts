import type { DataSource } from 'typeorm';
import type { Instant, OrgCode, UserId } from '../domain/names.ts';
import type { Stage } from '../domain/rule-book.ts';

/** One reminder of the log. */
export interface RemindedRow {
  readonly org: OrgCode | null;
  readonly stage: Stage;
  readonly at: number;
  readonly when: Instant;
}

/** Open ones somebody has a part in: their own, their unit's, those their unit is called to, and, for who sees all, every one that had to be reminded of. */
const CONCERNING = `
  select w.id from whistle w
   where w.ended_at is null
     and (w.blower = $1
       or exists (select 1 from jsonb_array_elements(w.volunteers) v where v ->> 'by' = $1)
       or w.state <> 'draft' and (
         w.blower_org = any($2)
         or w.dispatched_at is not null and exists (select 1 from participation p where p.whistle_id = w.id and p.org = $3)
         or $4 and exists (select 1 from audit_event a where a.whistle_id = w.id and a.type in ('reminded', 'dispatched'))))
   order by w.created_at desc limit 30`;

/** Reads for 为什么找我; nothing here changes anything. */
export function createAskWhy(dataSource: DataSource) {
  return {
    /** Open whistles that may have been the reason to call somebody, newest first. */
    async concerning(ask: {
      readonly userId: UserId;
      /** The units whose whistles are theirs. */
      readonly units: readonly OrgCode[];
      readonly org: OrgCode;
      readonly all: boolean;
    }): Promise<readonly string[]> {
      const { userId, units, org, all } = ask;
      const rows: { id: string }[] = await dataSource.query(CONCERNING, [userId, units, org, all]);
      return rows.map((one) => one.id);
    },
    /** What the ladder told about a whistle, in order. */
    async reminded(whistleId: string): Promise<readonly RemindedRow[]> {
      const rows: { data: Omit<RemindedRow, 'when'>; at: Date }[] = await dataSource.query(
        `select data, at from audit_event where whistle_id = $1 and type = 'reminded' order by seq`,
        [whistleId],
      );
      return rows.map(({ data, at }) => ({ ...data, when: at.toISOString() }));
    },
  };
}
