import type { DataSource } from 'typeorm';
import type { Instant, OrgCode } from '../domain/names.ts';

/** What became of the whistles one unit submitted in a period, counted from recorded events (S24, I8). */
export interface UnitFigures {
  readonly org: OrgCode;
  /** Sent out in the period, or confirmed in it and not sent out; drills and what was merged are left out. */
  readonly submitted: number;
  /** Held by the leader or the centre, or withdrawn. */
  readonly invalid: number;
  /** What 统计 counts as blown. */
  readonly dispatched: number;
  /** Sent out, and then the lead was changed or a unit released. */
  readonly misaddressed: number;
  /** Departments whose claim to be done the street has judged, and those it accepted the first time. */
  readonly claims: number;
  readonly solvedAtOnce: number;
}

const BY_UNIT = `
  with mine as (
    select w.id, w.blower_org as org, w.dispatched_at is not null as out, w.round, w.verified is not null as verified
      from whistle w where not w.drill and w.state <> 'merged' and (w.dispatched_at >= $1 or w.dispatched_at is null and exists (
        select 1 from audit_event a where a.whistle_id = w.id and a.type = 'confirmed' and a.at >= $1))
  ), told as (
    select m.*,
           exists (select 1 from audit_event a where a.whistle_id = m.id and a.type in ('disapproved', 'put-off', 'withdrawn')) as invalid,
           exists (select 1 from audit_event a where a.whistle_id = m.id and a.type = 'amended'
             and (a.data -> 'fields' ? 'lead' or jsonb_array_length(a.data -> 'removed') > 0)) as amended,
           (select count(*) from participation p where p.whistle_id = m.id and (m.verified or m.round > 0)) as claims
      from mine m
  )
  select org, count(*) as submitted, count(*) filter (where invalid) as invalid,
         count(*) filter (where out) as dispatched, count(*) filter (where out and amended) as misaddressed,
         coalesce(sum(claims), 0) as claims, coalesce(sum(claims) filter (where round = 0), 0) as "solvedAtOnce"
    from told group by org`;

/** The figures of every unit that submitted a whistle since then. */
export function createAskStreets(dataSource: DataSource) {
  return async (since: Instant): Promise<readonly UnitFigures[]> => {
    const rows: Record<keyof UnitFigures, string>[] = await dataSource.query(BY_UNIT, [since]);
    return rows.map((one) => ({
      org: one.org,
      submitted: Number(one.submitted),
      invalid: Number(one.invalid),
      dispatched: Number(one.dispatched),
      misaddressed: Number(one.misaddressed),
      claims: Number(one.claims),
      solvedAtOnce: Number(one.solvedAtOnce),
    }));
  };
}
