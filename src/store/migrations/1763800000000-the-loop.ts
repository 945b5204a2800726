import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything the main loop keeps. Times are `timestamptz`; business and real time are told apart in column comments. */
export class TheLoop1763800000000 implements MigrationInterface {
  name = 'TheLoop1763800000000';

  async up(queries: QueryRunner): Promise<void> {
    for (const statement of up) await queries.query(statement);
  }

  async down(queries: QueryRunner): Promise<void> {
    for (const statement of down) await queries.query(statement);
  }
}

const up = [
  `create table business_time (
    only_row boolean primary key default true check (only_row),
    start timestamptz not null,
    real_start timestamptz not null,
    speed double precision not null check (speed > 0)
  )`,
  // For finding due rows: stable, so that an index serves it.
  `create function business_now() returns timestamptz language sql stable as
    $$ select start + (now() - real_start) * speed from business_time $$`,
  // For deciding: moves on while a transaction waits for its lock.
  `create function business_clock() returns timestamptz language sql volatile as
    $$ select start + (clock_timestamp() - real_start) * speed from business_time $$`,
  `create table rule_book (
    version text primary key,
    content jsonb not null,
    effective_from date not null,
    stored_at timestamptz not null default clock_timestamp(),
    current boolean not null default false
  )`,
  `create unique index rule_book_current on rule_book (current) where current`,
  `create table whistle (
    id text primary key,
    number text unique,
    state text not null,
    rules_version text not null references rule_book (version),
    text text not null,
    kind text not null,
    category text not null,
    drill boolean not null,
    street text,
    place text,
    matter text,
    matter_candidates text[] not null,
    effort text,
    blower text not null,
    blower_org text not null,
    heard_in jsonb not null,
    created_at timestamptz not null,
    approval jsonb,
    dispatched_at timestamptz,
    verified jsonb,
    ended_at timestamptz,
    reason text,
    round integer not null,
    clocks jsonb not null
  )`,
  `create index whistle_open_by_org on whistle (blower_org) where ended_at is null`,
  `create index whistle_created on whistle (created_at)`,
  `create table participation (
    whistle_id text not null references whistle (id),
    org text not null,
    position integer not null,
    role text not null,
    state text not null,
    signed_by text, signed_at timestamptz,
    checked_in_by text, checked_in_at timestamptz,
    on_site_by text, on_site_at timestamptz,
    done_by text, done_at timestamptz, done_sentence text,
    due jsonb not null,
    primary key (whistle_id, org)
  )`,
  `create index participation_by_org on participation (org, whistle_id)`,
  `create table rating (
    whistle_id text not null,
    org text not null,
    rated_by text not null,
    rated_at timestamptz not null,
    scores jsonb not null,
    reason text,
    check_in_score integer not null,
    primary key (whistle_id, org),
    foreign key (whistle_id, org) references participation (whistle_id, org)
  )`,
  `create table audit_event (
    whistle_id text not null,
    seq integer not null,
    at timestamptz not null,
    type text not null,
    by text,
    delivery_id text not null,
    data jsonb not null,
    real_at timestamptz not null default clock_timestamp(),
    primary key (whistle_id, seq)
  )`,
  // Append-only, whoever holds the connection (I10).
  `create function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'audit_event is append-only'; end $$`,
  `create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_change()`,
  `create table delivery (
    id text primary key,
    whistle_id text,
    refusal jsonb,
    heard_at timestamptz not null default clock_timestamp()
  )`,
  `create index delivery_heard on delivery (heard_at)`,
  `create table day_sequence (
    day date primary key,
    last integer not null
  )`,
  `create table effect (
    id text primary key,
    seq bigint generated always as identity,
    key text not null unique,
    kind text not null,
    whistle_id text,
    conversation text,
    fallback text,
    line text not null,
    urgent boolean not null,
    payload jsonb not null,
    due_at timestamptz not null,
    next_try_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    hops integer not null default 0,
    other_line boolean not null default false,
    sending_since timestamptz,
    repeated boolean not null default false,
    queued_at timestamptz,
    ended_at timestamptz,
    outcome text check (outcome in ('done', 'unknown', 'given-up')),
    reason text,
    told text,
    created_at timestamptz not null default clock_timestamp(),
    check ((ended_at is null) = (outcome is null))
  )`,
  `comment on column effect.due_at is 'business time; every other time of this table is real time'`,
  `create index effect_due on effect (due_at) where ended_at is null`,
  `create index effect_unqueued on effect (due_at) where ended_at is null and queued_at is null`,
  `create index effect_mailbox on effect (conversation, seq) where ended_at is null`,
  `create index effect_sent on effect (conversation, sending_since) where sending_since is not null`,
  `create index effect_of_whistle on effect (whistle_id)`,
  `create table mailbox (
    name text primary key,
    held_until timestamptz not null
  )`,
  `create table group_binding (
    unit text primary key,
    chat_id text not null unique,
    bound_by text not null,
    bound_at timestamptz not null
  )`,
  `create table acquaintance (
    user_id text primary key,
    spelled text not null,
    since timestamptz not null default clock_timestamp()
  )`,
  `create table worker_session (
    id text primary key,
    pid integer not null,
    beat_at timestamptz not null default clock_timestamp()
  )`,
];

const down = [
  'drop table worker_session, acquaintance, group_binding, mailbox, effect, day_sequence, delivery, audit_event, rating, participation, whistle, rule_book',
  'drop function business_now(), business_clock(), refuse_change()',
  'drop table business_time',
];
