import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The reverse-flow log: what departments want of streets, and whether they may (S60). Only expands. */
export class AdmissionRequest1764100000001 implements MigrationInterface {
  name = 'AdmissionRequest1764100000001';

  async up(queries: QueryRunner): Promise<void> {
    for (const statement of up) await queries.query(statement);
  }

  async down(queries: QueryRunner): Promise<void> {
    await queries.query('drop table admission_request');
  }
}

const up = [
  `create table admission_request (
    id text primary key,
    org text not null,
    street text not null,
    text text not null,
    state text not null check (state in ('asked', 'granted', 'refused')),
    asked_by text not null,
    asked_at timestamptz not null,
    heard_in jsonb not null,
    decided_by text,
    decided_at timestamptz,
    reason text,
    check ((state = 'asked') = (decided_at is null))
  )`,
  `create index admission_request_asked on admission_request (asked_at)`,
];
