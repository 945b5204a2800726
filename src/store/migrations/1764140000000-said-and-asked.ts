import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a department says with a step (“2车10人”), and the sentence somebody was asked for last. */
export class SaidAndAsked1764140000000 implements MigrationInterface {
  name = 'SaidAndAsked1764140000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(`alter table participation add notes jsonb not null default '{}'`);
    await queries.query(`create table question (
      user_id text primary key,
      whistle_id text not null references whistle (id) on delete cascade,
      verb text not null,
      org text,
      asked_at timestamptz not null
    )`);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query('drop table question');
    await queries.query('alter table participation drop notes');
  }
}
