import type { DataSource } from 'typeorm';
import type { Category, Instant, OrgCode, UserId } from '../domain/names.ts';
import type { WhistleState } from '../domain/whistle.ts';

/** One line of 我的哨 and 待报到. */
export interface ListRow {
  readonly number: string | null;
  readonly state: WhistleState;
  readonly category: Category;
  readonly matter: string | null;
  readonly waiting: readonly OrgCode[];
}

/** Counts of one period, drills left out. */
export interface Figures {
  readonly blown: number;
  readonly byCategory: Readonly<Record<Category, number>>;
  readonly checkedIn: number;
  readonly due: number;
  readonly archived: number;
  readonly overdue: number;
}

const OPEN_OF_ORG = `
  select distinct w.id from whistle w left join participation p on p.whistle_id = w.id and p.org = $1
   where w.ended_at is null and w.number is not null and (w.blower_org = $1 or p.org is not null) limit 6`;

/** The whole number, its day and digits, or its last digits; open ones first, then the newest. */
const BY_NUMBER = `
  select id from whistle
   where number = $1 or number like '%-' || $1 or split_part(number, '-', 3)::integer = $2::integer
   order by ended_at is null desc, created_at desc limit 100`;

/** Reads for questions; nothing here changes anything. */
export function createAsk(dataSource: DataSource) {
  return {
    /** Whistles a number may mean: the full one; or by its last digits; without one, the asker's open ones. */
    async idsOf(number: string | null, org: OrgCode): Promise<readonly string[]> {
      const rows: { id: string }[] = await (number === null
        ? dataSource.query(OPEN_OF_ORG, [org])
        : dataSource.query(BY_NUMBER, [
            number.toUpperCase(),
            /^\d{1,6}$/u.test(number) ? Number(number) : null,
          ]));
      return rows.map((one) => one.id);
    },
    async list(ask: {
      readonly org: OrgCode;
      readonly all: boolean;
      readonly awaited: boolean;
      /** Who asks for their own, reports they sent included; `only`: these and nothing of their unit's. */
      readonly by?: UserId;
      readonly only?: boolean;
    }): Promise<readonly ListRow[]> {
      const rows: ListRow[] = await dataSource.query(
        `select w.number, w.state, w.category, w.matter,
                coalesce(array_agg(p.org order by p.position) filter (where p.checked_in_at is null and p.done_at is null), '{}') as waiting
           from whistle w left join participation p on p.whistle_id = w.id and w.dispatched_at is not null
          where w.ended_at is null
            and ($2 or w.path -> 0 ->> 'by' = $4 or w.blower = $4 or not $5 and (w.blower_org = $1 or w.desk = $1
                 or exists (select 1 from participation o where o.whistle_id = w.id and o.org = $1 and w.dispatched_at is not null)))
            and (not $3 or exists (select 1 from participation o where o.whistle_id = w.id and w.dispatched_at is not null
                   and o.checked_in_at is null and o.done_at is null and ($2 or w.blower_org = $1 or o.org = $1)))
          group by w.id order by w.created_at desc limit 20`,
        [ask.org, ask.all, ask.awaited, ask.by ?? '', ask.only ?? false],
      );
      return rows;
    },
    async figures(since: Instant, org: OrgCode | null): Promise<Figures> {
      const [row]: Record<string, string>[] = await dataSource.query(
        `with mine as (
           select w.* from whistle w where w.dispatched_at >= $1 and not w.drill
             and ($2::text is null or w.blower_org = $2 or exists (select 1 from participation p where p.whistle_id = w.id and p.org = $2))
         ), seats as (select p.* from participation p join mine m on m.id = p.whistle_id where $2::text is null or p.org = $2 or m.blower_org = $2)
         select (select count(*) from mine) as blown,
                (select count(*) from mine where category = 'routine') as routine,
                (select count(*) from mine where category = 'tackle') as tackle,
                (select count(*) from mine where category = 'emergency') as emergency,
                (select count(*) from mine where state = 'archived') as archived,
                (select count(*) from seats) as due,
                (select count(*) from seats where checked_in_at is not null) as "checkedIn",
                (select count(*) from seats where coalesce(checked_in_at, business_now()) > (due ->> 'checkIn')::timestamptz) as overdue`,
        [since, org],
      );
      const count = (name: string) => Number(row?.[name] ?? 0);
      return {
        blown: count('blown'),
        byCategory: {
          routine: count('routine'),
          tackle: count('tackle'),
          emergency: count('emergency'),
        },
        checkedIn: count('checkedIn'),
        due: count('due'),
        archived: count('archived'),
        overdue: count('overdue'),
      };
    },
  };
}
