import type { EntityManager } from 'typeorm';
import type { Resident } from '../domain/origin.ts';

/** Who is behind a whistle, kept apart from it: nothing that shows a whistle can show them by accident (I9). */
export function createResidents(manager: EntityManager) {
  return {
    /** Keeps what one sentence named; what is known already is not kept twice. */
    async add(whistleId: string, residents: readonly Resident[]): Promise<void> {
      for (const { name, phone, door } of residents)
        await manager.query(
          `insert into resident (whistle_id, position, name, phone, door)
           select $1, coalesce(max(position), 0) + 1, $2, $3, $4 from resident where whistle_id = $1
           having not coalesce(bool_or((name, phone, door) is not distinct from ($2, $3, $4)), false)`,
          [whistleId, name, phone, door],
        );
    },
    /** Those of the whistle and of every one merged into it, which stay where they were told (domain 5.5). */
    async of(whistleId: string): Promise<readonly Resident[]> {
      const rows: Resident[] = await manager.query(
        `with recursive family as (
           select $1::text as id
           union select w.id from whistle w join family f on w.merged_into = f.id
         )
         select r.name, r.phone, r.door from resident r join family f on f.id = r.whistle_id
          order by r.whistle_id <> $1, r.whistle_id, r.position`,
        [whistleId],
      );
      return rows;
    },
  };
}
