import type { DataSource } from 'typeorm';
import type { ClockTick, Conversation, FetchJob, Message } from '../domain/effect.ts';

/** Which hands an effect needs: none but ours (a clock, a fetch), the app's, or the long connection's owner. */
export type Line = 'clock' | 'app' | 'bot';

/** A row of the table of effects as the hands see it. */
export interface OpenEffect {
  readonly id: string;
  readonly kind: 'clock' | 'message' | 'fetch';
  readonly line: Line;
  readonly whistleId: string | null;
  readonly conversation: Conversation | null;
  /** Where it goes when the conversation cannot be reached, in order. */
  readonly fallback: readonly Conversation[];
  readonly urgent: boolean;
  readonly payload: ClockTick | Message | FetchJob;
  readonly attempts: number;
  /** A send was begun and its answer never came: it may have arrived. */
  readonly wasOnTheWire: boolean;
  readonly repeated: boolean;
  /** The other line to this person was tried before. */
  readonly otherLine: boolean;
  /** Real ms until it may be carried out; 0 or less: now. */
  readonly dueInMs: number;
}

export interface QueueItem {
  readonly id: string;
  readonly line: Line;
  /** The id of its job: the row's, with a suffix once it goes another way. */
  readonly jobId: string;
  readonly dueInMs: number;
}

/** One receiver on one way to them. Two ways to one person are two mailboxes. */
export interface Mailbox {
  readonly name: string;
  readonly conversation: Conversation;
  readonly lines: readonly Line[];
}

export interface Rates {
  readonly perMinute: number;
  readonly perHour: number;
}

export type Outbox = ReturnType<typeof createOutbox>;

/** Real milliseconds until a row may be carried out, by the database's clocks. */
const DUE_IN_MS = `greatest(
  extract(epoch from e.due_at - business_clock()) * 1000 / (select speed from business_time),
  extract(epoch from e.next_try_at - clock_timestamp()) * 1000)::double precision as "dueInMs"`;

const COLUMNS = `e.id, e.kind, e.line, e.whistle_id as "whistleId", e.conversation,
  coalesce(string_to_array(e.fallback, ' '), '{}') as fallback, e.urgent, e.payload,
  e.attempts, e.repeated, e.other_line as "otherLine", e.sending_since is not null as "wasOnTheWire", ${DUE_IN_MS}`;

const DUE = `e.ended_at is null and e.due_at <= (select business_now()) and e.next_try_at <= now()`;

/** What the hands may do to the table of effects. Each verb is one statement and commits by itself. */
export function createOutbox(dataSource: DataSource) {
  const query = async <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    dataSource.query<Row[]>(sql, [...values]);

  return {
    /** Rows due within the horizon that no queue has heard of, oldest first. */
    unqueued: (horizonMs: number, limit: number) =>
      query<QueueItem>(
        `select e.id, e.line, case when e.hops = 0 then e.id else e.id || '-' || e.hops end as "jobId", ${DUE_IN_MS}
           from effect e where e.ended_at is null and e.queued_at is null
            and e.due_at <= (select business_now() + make_interval(secs => $1::double precision / 1000 * speed) from business_time)
          order by e.seq limit $2`,
        [horizonMs, limit],
      ),
    async queued(ids: readonly string[]): Promise<void> {
      await query('update effect set queued_at = clock_timestamp() where id = any($1)', [ids]);
    },
    /** One row; null when it is gone or ended. */
    async read(id: string): Promise<OpenEffect | null> {
      const [row] = await query<OpenEffect>(
        `select ${COLUMNS} from effect e where e.id = $1 and e.ended_at is null`,
        [id],
      );
      return row ?? null;
    },
    /** Due messages of one conversation that these hands can carry, in order; no summons waits behind reminders. */
    dueIn: ({ conversation, lines }: Mailbox, limit: number) =>
      query<OpenEffect>(
        `select ${COLUMNS} from effect e where ${DUE} and e.conversation = $1 and e.line = any($2)
          order by e.payload ->> 'type' = 'reminder', e.seq limit $3`,
        [conversation, lines, limit],
      ),
    /** What should have been done by now and is not: due for longer than `graceMs`. */
    overdue: (lines: readonly Line[], graceMs: number, limit: number) =>
      query<{ id: string }>(
        `select e.id from effect e left join mailbox m on m.name = case e.line when 'app' then 'app/' else 'bot/' end || e.conversation
          where ${DUE} and e.line = any($1)
            and e.due_at <= (select business_now() - make_interval(secs => $2::double precision / 1000 * speed) from business_time)
            and greatest(e.created_at, e.next_try_at) <= now() - make_interval(secs => $2::double precision / 1000)
            and coalesce(m.held_until <= now(), true)
          order by e.seq limit $3`,
        [lines, graceMs, limit],
      ),
    /** Committed before a send: whoever finds it afterwards knows that it may have gone out (I3). */
    async sending(ids: readonly string[]): Promise<void> {
      await query(
        `update effect set repeated = repeated or sending_since is not null, sending_since = now(),
           attempts = attempts + 1 where id = any($1)`,
        [ids],
      );
    },
    async done(ids: readonly string[]): Promise<void> {
      await query(
        `update effect set ended_at = clock_timestamp(), outcome = 'done' where id = any($1) and ended_at is null`,
        [ids],
      );
    },
    /** Repeated once already and still no answer: it is left at that. */
    async unknown(ids: readonly string[], reason: string): Promise<void> {
      await query(
        `update effect set ended_at = clock_timestamp(), outcome = 'unknown', reason = $2 where id = any($1) and ended_at is null`,
        [ids, reason],
      );
    },
    /** Certainly not sent: to be tried again. */
    async notSent(ids: readonly string[], reason: string): Promise<void> {
      await query('update effect set sending_since = null, reason = $2 where id = any($1)', [
        ids,
        reason,
      ]);
    },
    /** A clock that could not be carried out: counted, and looked at again after a while (design 3). */
    async tryAgain(id: string, ms: number): Promise<void> {
      await query(
        `update effect set attempts = attempts + 1,
           next_try_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
          where id = $1 and kind = 'clock' and ended_at is null`,
        [id, ms],
      );
    },
    /** Looked at again after so long, and not before: it is not ready, or its other side is away. */
    async postpone(ids: readonly string[], ms: number): Promise<void> {
      await query(
        `update effect set sending_since = null,
                next_try_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000) where id = any($1)`,
        [ids, ms],
      );
    },
    /** Cannot be done in the end; whoever must know has been told. */
    async gaveUp(ids: readonly string[], reason: string): Promise<void> {
      await query(
        `update effect set ended_at = clock_timestamp(), outcome = 'given-up', reason = $2 where id = any($1) and ended_at is null`,
        [ids, reason],
      );
    },
    /** Another way to the same person, or the fallback conversation. */
    async reroute(
      id: string,
      line: Line,
      to: { conversation: Conversation; fallback: readonly Conversation[]; otherLine: boolean },
    ): Promise<void> {
      await query(
        `update effect set line = $2, conversation = $3, fallback = $4, other_line = $5, sending_since = null, queued_at = null,
           hops = hops + 1 where id = $1`,
        [id, line, to.conversation, to.fallback.join(' ') || null, to.otherLine],
      );
      await query(`select pg_notify('effect', '')`);
    },
    /** Whether this very summons goes, or went, to that conversation anyway: one card is enough. */
    async isSummonedAlready(id: string, conversation: Conversation): Promise<boolean> {
      const rows = await query(
        `select 1 from effect e join effect o on o.whistle_id = e.whistle_id and o.payload = e.payload and o.id <> e.id
          where e.id = $1 and e.payload ->> 'type' = 'summons' and o.conversation = $2
            and (o.ended_at is null or o.outcome = 'done') limit 1`,
        [id, conversation],
      );
      return rows.length > 0;
    },
    /** Nothing goes by this mailbox for so long: a rate is used up, or the other side is away. */
    async hold({ name }: Mailbox, ms: number): Promise<void> {
      await query(
        `insert into mailbox (name, held_until) values ($1, clock_timestamp() + make_interval(secs => $2::double precision / 1000))
         on conflict (name) do update set held_until = excluded.held_until`,
        [name, ms],
      );
    },
    /**
     * Ms until a mailbox may send one more message: not held, and under both rates; 0: now. Rows of one digest share
     * one `sending_since` and count once.
     */
    async waitMs({ name, conversation, lines }: Mailbox, rates: Rates): Promise<number> {
      const [row] = await query<{ ms: number | null }>(
        `with sent as (
           select distinct sending_since as at from effect
            where conversation = $2 and line = any($3) and sending_since > clock_timestamp() - interval '1 hour'
         )
         select greatest(
           (select extract(epoch from held_until - clock_timestamp()) from mailbox where name = $1),
           (select extract(epoch from at + interval '60 s' - clock_timestamp()) from sent order by at desc offset $4 limit 1),
           (select extract(epoch from at + interval '1 hour' - clock_timestamp()) from sent order by at desc offset $5 limit 1)
         )::double precision * 1000 as ms`,
        [name, conversation, lines, rates.perMinute - 1, rates.perHour - 1],
      );
      return Math.max(0, row?.ms ?? 0);
    },
    /** The group bound to a unit. */
    async groupOf(unit: string): Promise<string | null> {
      const [row] = await query<{ chatId: string }>(
        'select chat_id as "chatId" from group_binding where unit = $1',
        [unit],
      );
      return row?.chatId ?? null;
    },
    /** The userid as it spoke to the bot alone; null for who never did. */
    async acquainted(userId: string): Promise<string | null> {
      const [row] = await query<{ spelled: string }>(
        'select spelled from acquaintance where user_id = lower($1)',
        [userId],
      );
      return row?.spelled ?? null;
    },
    /** Running whistles with a clock whose effect is missing: what the auditor mends. */
    unclocked: () =>
      query<{ id: string }>(
        `select w.id from whistle w, jsonb_array_elements(w.clocks) c
          where w.ended_at is null and c ->> 'nextAt' is not null
            and not exists (select 1 from effect e where e.whistle_id = w.id and e.kind = 'clock' and e.ended_at is null
              and e.payload @> jsonb_build_object('stage', c -> 'stage', 'org', c -> 'org', 'round', c -> 'round', 'rung', c -> 'rung', 'repeat', c -> 'repeat', 'at', c -> 'nextAt'))
          group by w.id limit 100`,
      ),
    /** Open work and how late it is in real seconds, not counting what waits for WeCom (I4). */
    async lateness(): Promise<{ readonly open: number; readonly latestS: number }> {
      const [row] = await query<{ open: string; latestS: number | null }>(
        `select count(*) as open, max(extract(epoch from (select business_now()) - e.due_at) / (select speed from business_time))
                filter (where e.due_at <= (select business_now()) and (e.attempts = 0 or e.kind = 'clock'))::double precision as "latestS"
           from effect e where e.ended_at is null`,
      );
      return { open: Number(row?.open ?? 0), latestS: Math.max(0, row?.latestS ?? 0) };
    },
  };
}
