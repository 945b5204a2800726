import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people send beside words: photos, recordings, files and picked points, with their bytes (S30, S61). */
export class Media1764100000002 implements MigrationInterface {
  name = 'Media1764100000002';

  async up(queries: QueryRunner): Promise<void> {
    for (const statement of up) await queries.query(statement);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query('drop table media');
  }
}

const up = [
  `create table media (
    id text primary key,
    whistle_id text references whistle (id),
    by text not null,
    kind text not null,
    line text not null,
    source jsonb not null,
    mime text,
    bytes bytea,
    size integer,
    heard_at timestamptz not null default clock_timestamp(),
    fetched_at timestamptz,
    failed text
  )`,
  `comment on table media is 'heard_at and fetched_at are real time; a row without whistle waits for the next sentence'`,
  `create index media_of_whistle on media (whistle_id)`,
  `create index media_waiting on media (by, heard_at) where whistle_id is null`,
];
