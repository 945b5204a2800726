import type { EntityManager } from 'typeorm';
import type { Around } from '../domain/around.ts';
import type { Instant, MatterCode } from '../domain/names.ts';
import { firstNumber } from '../domain/number.ts';
import { instantOrNull } from './rows/instant.ts';

/** Both windows have an index of their own, which are read together. */
const AROUND = `
  select id, number, state, category, matter, street, place, point, grid, drill, restricted,
         dispatched_at as "dispatchedAt", ended_at as "endedAt", verified ->> 'at' as "verifiedAt"
    from whistle
   where (dispatched_at >= $1 or (ended_at >= $2 and dispatched_at is not null))
     and matter = any($3) and id is distinct from $4 and number is not null
     and state in ('dispatched', 'in_progress', 'claimed_done', 'verified', 'archived')
   order by dispatched_at desc limit 500`;

type Row = Omit<Around, 'dispatchedAt' | 'endedAt'> & {
  readonly dispatchedAt: Date | null;
  readonly endedAt: Date | null;
};

/** What a draft is compared with. */
export function createAround(manager: EntityManager) {
  return {
    /** Whistles of these matters that were dispatched or ended lately, newest first. */
    async find(search: {
      readonly matters: readonly MatterCode[];
      readonly since: Instant;
      readonly endedSince: Instant;
      readonly except: string | null;
    }): Promise<readonly Around[]> {
      const { since, endedSince, matters, except } = search;
      const rows: Row[] = await manager.query(AROUND, [since, endedSince, matters, except]);
      return rows.map((row) => ({
        ...row,
        dispatchedAt: instantOrNull(row.dispatchedAt),
        endedAt: instantOrNull(row.endedAt),
      }));
    },
    /** Numbers given to whistles that were blown again after one of these. */
    async taken(numbers: readonly string[]): Promise<readonly string[]> {
      if (numbers.length === 0) return [];
      const rows: { number: string }[] = await manager.query(
        `select number from whistle where number like any($1)`,
        [numbers.map((one) => `${firstNumber(one)}-%`)],
      );
      return rows.map((one) => one.number);
    },
  };
}
