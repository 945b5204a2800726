import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one sentence can say beyond the loop: origins, statements, copies, volunteers, photos. Only expands. */
export class OneSentence1764100000000 implements MigrationInterface {
  name = 'OneSentence1764100000000';

  async up(queries: QueryRunner): Promise<void> {
    for (const statement of up) await queries.query(statement);
  }

  async down(queries: QueryRunner): Promise<void> {
    for (const statement of down) await queries.query(statement);
  }
}

const up = [
  `alter table whistle
    add origins jsonb not null default '[]',
    add point jsonb,
    add grid text,
    add appointed_at timestamptz,
    add headcount integer,
    add item text,
    add project text,
    add observers text[] not null default '{}',
    add unlisted text,
    add concern text,
    add beyond text,
    add own_duty text,
    add only_says_emergency boolean not null default false,
    add restricted boolean not null default false,
    add volunteers jsonb not null default '[]',
    add attachments jsonb not null default '[]',
    add merged_into text references whistle (id),
    add again jsonb,
    add desk text,
    add path jsonb not null default '[]',
    add evidence jsonb,
    add findings jsonb not null default '[]',
    add near jsonb not null default '[]',
    add waived text[] not null default '{}',
    add asked text[] not null default '{}'`,
  // Every whistle has an origin (S67): those of before were typed by their blower.
  `update whistle set origins = jsonb_build_array(jsonb_build_object(
     'source', 'self', 'by', blower, 'org', blower_org, 'reference', null, 'mergedFrom', null,
     'foundAt', to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
     'reportedAt', to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`,
  // Duplicates are looked for among the whistles of a few weeks.
  `create index whistle_dispatched on whistle (dispatched_at)`,
  // Residents' names, numbers and doors: apart from the whistle, so that nothing shows them by accident (I9).
  `create table resident (
    whistle_id text not null references whistle (id),
    position integer not null,
    name text,
    phone text,
    door text,
    primary key (whistle_id, position)
  )`,
];

const down = [
  'drop table resident',
  'drop index whistle_dispatched',
  `alter table whistle drop origins, drop point, drop grid, drop appointed_at, drop headcount, drop item, drop project,
    drop observers, drop unlisted, drop concern, drop beyond, drop own_duty, drop only_says_emergency, drop restricted,
    drop volunteers, drop attachments, drop merged_into, drop again, drop desk, drop path, drop evidence, drop findings,
    drop near, drop waived, drop asked`,
];
