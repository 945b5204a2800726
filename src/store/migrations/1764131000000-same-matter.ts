import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The same matter twice is looked for among what ended lately too, and merged whistles by what they went into. */
export class SameMatter1764131000000 implements MigrationInterface {
  name = 'SameMatter1764131000000';

  async up(queries: QueryRunner): Promise<void> {
    await queries.query(
      'create index whistle_ended on whistle (ended_at) where dispatched_at is not null',
    );
    await queries.query(
      'create index whistle_merged on whistle (merged_into) where merged_into is not null',
    );
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query('drop index whistle_merged');
    await queries.query('drop index whistle_ended');
  }
}
