import type { DataSource } from 'typeorm';
import type { Participants } from '../domain/actors.ts';
import type { Category, Instant, OrgCode, UserId } from '../domain/names.ts';
import { massSources } from '../domain/origin.ts';
import { readNumber } from '../domain/number.ts';
import type { Named } from '../domain/state-name.ts';

/** One line of 我的哨 and 待报到. */
export interface ListRow extends Named {
  readonly matter: string | null;
  readonly waiting: readonly OrgCode[];
  readonly drill: boolean;
}

/** Counts of one period, drills left out. */
export interface Figures {
  readonly blown: number;
  readonly byCategory: Readonly<Record<Category, number>>;
  readonly checkedIn: number;
  readonly due: number;
  readonly archived: number;
  readonly overdue: number;
  /** Whistles with a demand of a resident or the hotline (S67). */
  readonly fromMasses: number;
  /** Medians in minutes; null where there is nothing to measure (S21). */
  readonly foundToReported: number | null;
  readonly reportedToArrived: number | null;
}

/** Whose figures: what these units blew; where `called`, also what called `org`. Null: everybody's. */
export interface Counted {
  readonly org: OrgCode;
  readonly units: readonly OrgCode[];
  readonly called: boolean;
}

const OPEN_OF_ORG = `
  select distinct w.id from whistle w left join participation p on p.whistle_id = w.id and p.org = $1
   where w.ended_at is null and w.state <> 'draft'
     and (w.number is not null and (w.blower_org = $1 or p.org is not null) or w.blower = $2) limit 6`;

/** The whole number, its day and digits, or its last digits, with or without the -2 of a 二次吹哨; open ones first. */
const BY_NUMBER = `
  select id from whistle
   where number = $1
      or split_part(number, '-', 3)::integer = $2::integer
         and ($3::text is null or split_part(number, '-', 2) = $3)
         and ($4::text is null or split_part(number, '-', 4) = $4)
   order by ended_at is null desc, created_at desc limit 100`;

/** Reads for questions; nothing here changes anything. */
export function createAsk(dataSource: DataSource) {
  return {
    /** Whistles a number may mean: the full one; or by its last digits; without one, the asker's open ones. */
    async idsOf(
      number: string | null,
      { org, userId }: { readonly org: OrgCode; readonly userId: UserId },
    ): Promise<readonly string[]> {
      const rows: { id: string }[] = await (number === null
        ? dataSource.query(OPEN_OF_ORG, [org, userId])
        : dataSource.query(BY_NUMBER, numbered(number)));
      return rows.map((one) => one.id);
    },
    async list(ask: {
      readonly org: OrgCode;
      readonly all: boolean;
      readonly awaited: boolean;
      /** Whether restricted ones are listed: to somebody alone. */
      readonly restricted: boolean;
      /** Who asks for their own, reports they sent included; `only`: these and nothing of their unit's. */
      readonly by?: UserId;
      readonly only?: boolean;
    }): Promise<readonly ListRow[]> {
      const rows: ListRow[] = await dataSource.query(
        `select w.number, w.state, w.kind, w.category, w.matter, w.approval, w.findings, w.waived, w.drill,
                coalesce(array_agg(p.org order by p.position) filter (where p.checked_in_at is null and p.done_at is null), '{}') as waiting
           from whistle w left join participation p on p.whistle_id = w.id and w.dispatched_at is not null
          where w.ended_at is null and ($4 or not w.restricted)
            and ($2 or w.path -> 0 ->> 'by' = $5 or w.blower = $5 or not $6 and (w.blower_org = $1 or w.desk = $1
                 or exists (select 1 from participation o where o.whistle_id = w.id and o.org = $1 and w.dispatched_at is not null)))
            and (not $3 or exists (select 1 from participation o where o.whistle_id = w.id and w.dispatched_at is not null
                   and o.checked_in_at is null and o.done_at is null and ($2 or w.blower_org = $1 or o.org = $1)))
          group by w.id order by w.created_at desc limit 20`,
        [ask.org, ask.all, ask.awaited, ask.restricted, ask.by ?? '', ask.only ?? false],
      );
      return rows;
    },
    /** Whistles of a project that have not ended, drafts left out, newest first (S17). */
    async openOfProject(project: string): Promise<readonly string[]> {
      const rows: { id: string }[] = await dataSource.query(
        `select id from whistle where project = $1 and ended_at is null and state <> 'draft'
          order by created_at desc limit 20`,
        [project],
      );
      return rows.map(({ id }) => id);
    },
    /** Seats by unit and arrivals by person of one period, drills left out (S46). */
    async participants(since: Instant, own: Counted | null): Promise<Participants> {
      const rows: { org: OrgCode; due: string; checkedIn: string }[] = await dataSource.query(
        `select p.org, count(*) as due, count(p.checked_in_at) as "checkedIn"
           from participation p join whistle w on w.id = p.whistle_id
          where w.dispatched_at >= $1 and not w.drill and w.state <> 'merged'
            and ($2::text[] is null or w.blower_org = any($2) or $4 and p.org = $3)
          group by p.org order by p.org`,
        [since, ...counted(own)],
      );
      const people: { userId: UserId; count: string }[] = await dataSource.query(
        `select v ->> 'by' as "userId", count(*) from whistle w, jsonb_array_elements(w.volunteers) v
          where (v ->> 'at')::timestamptz >= $1 and not w.drill and ($2::text[] is null or w.blower_org = any($2))
          group by 1 order by 1`,
        [since, own?.units ?? null],
      );
      return {
        seats: rows.map((one) => ({
          org: one.org,
          due: Number(one.due),
          checkedIn: Number(one.checkedIn),
        })),
        people: people.map(({ userId, count }) => ({ userId, count: Number(count) })),
      };
    },
    async figures(since: Instant, own: Counted | null): Promise<Figures> {
      const [row]: Record<string, string | null>[] = await dataSource.query(
        `with mine as (
           select w.* from whistle w where w.dispatched_at >= $1 and not w.drill and w.state <> 'merged'
             and ($2::text[] is null or w.blower_org = any($2) or $4 and exists (select 1 from participation p where p.whistle_id = w.id and p.org = $3))
         ), gaps as (
           select extract(epoch from found.reported - found.at) / 60 as told,
                  extract(epoch from (select min(p.on_site_at) from participation p where p.whistle_id = m.id) - found.reported) / 60 as arrived
             from mine m, lateral (select (m.origins -> 0 ->> 'foundAt')::timestamptz as at, (m.origins -> 0 ->> 'reportedAt')::timestamptz as reported) found
         ), seats as (select p.* from participation p join mine m on m.id = p.whistle_id where $2::text[] is null or m.blower_org = any($2) or $4 and p.org = $3)
         select (select count(*) from mine) as blown,
                (select count(*) from mine where category = 'routine') as routine,
                (select count(*) from mine where category = 'tackle') as tackle,
                (select count(*) from mine where category = 'emergency') as emergency,
                (select count(*) from mine where state = 'archived') as archived,
                (select count(*) from seats) as due,
                (select count(*) from seats where checked_in_at is not null) as "checkedIn",
                (select count(*) from seats where coalesce(checked_in_at, business_now()) > (due ->> 'checkIn')::timestamptz) as overdue,
                (select count(*) from mine where exists (select 1 from jsonb_array_elements(origins) o where o ->> 'source' = any($5))) as "fromMasses",
                (select percentile_cont(0.5) within group (order by told) from gaps) as "foundToReported",
                (select percentile_cont(0.5) within group (order by arrived) from gaps) as "reportedToArrived"`,
        [since, ...counted(own), massSources],
      );
      const count = (name: string) => Number(row?.[name] ?? 0);
      const minutes = (name: string) =>
        row?.[name] == null ? null : Math.round(Number(row[name]));
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
        fromMasses: count('fromMasses'),
        foundToReported: minutes('foundToReported'),
        reportedToArrived: minutes('reportedToArrived'),
      };
    },
  };
}

const counted = (own: Counted | null) => [
  own?.units ?? null,
  own?.org ?? null,
  own?.called ?? false,
];

function numbered(written: string): (string | number | null)[] {
  const parts = readNumber(written);
  const nth = parts?.nth ?? null;
  return [
    written.toUpperCase(),
    parts?.sequence ?? null,
    parts?.day ?? null,
    nth === null ? null : String(nth),
  ];
}
