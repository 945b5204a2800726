import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Claims that die with their worker: names held as session advisory locks on one direct connection (design 3). When
 * the process or its connection dies, PostgreSQL frees them at once; a holder that fell silent for 8 s is ended.
 */
export interface WorkSession {
  /** True when the name is ours now and was nobody's; false also while we hold it ourselves. */
  tryHold(name: string): Promise<boolean>;
  release(name: string): Promise<void>;
  holds(name: string): boolean;
  /** Counts the connections: a claim got in an earlier life is gone, even when the name is held again. */
  life(): number;
  /** Whether the database heard from us lately. When not, nothing may be sent: our claims may be another's. */
  isFresh(): boolean;
  onLost(listener: () => void): void;
  /** Called after commits that added effects. */
  onEffect(listener: () => void): void;
  close(): Promise<void>;
}

const BEAT_MS = 2000;
const SILENT_S = 8;
const FRESH_MS = 6000;
const RETRY_MS = 1000;

export interface SessionDeps {
  readonly url: string;
  readonly warn: (fields: Readonly<Record<string, unknown>>, message: string) => void;
}

/** Opens the session and keeps one open: when it is lost, its names are gone and a new one begins without them. */
export async function openWorkSession({ url, warn }: SessionDeps): Promise<WorkSession> {
  const lost: (() => void)[] = [];
  const effect: (() => void)[] = [];
  let held = new Set<string>();
  let lives = 0;
  let heardAt = 0;
  let closing = false;
  let retry: NodeJS.Timeout | undefined;
  let client: pg.Client | null = null;
  let query: Ask = () => Promise.reject(new Error('no session'));

  async function connect(): Promise<void> {
    const id = randomUUID();
    const own = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: `shaoxiang ${id}`,
      query_timeout: 5000,
      connectionTimeoutMillis: 5000,
    });
    own.on('error', () => drop(own));
    own.on('end', () => drop(own));
    const ask = oneByOne(own);
    own.on('notification', () => effect.forEach((listener) => listener()));
    try {
      await begin(own, ask, id);
    } catch (error) {
      own.end().catch(() => undefined);
      throw error;
    }
    client = own;
    query = ask;
    heardAt = performance.now();
    held = new Set();
    lives += 1;
    beat(own, ask, id);
  }

  async function begin(own: pg.Client, ask: Ask, id: string): Promise<void> {
    await own.connect();
    await ask(
      'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 2',
    );
    await ask('insert into worker_session (id, pid) values ($1, pg_backend_pid())', [id]);
    await ask('listen effect');
  }

  function beat(own: pg.Client, ask: Ask, id: string): void {
    const timer = setTimeout(() => {
      const at = performance.now();
      ask(BEAT, [id])
        .then(() => ask(END_SILENT, [SILENT_S]))
        .then(() => {
          heardAt = at; // as the database has it: not later
          if (client === own) beat(own, ask, id);
        })
        .catch(() => drop(own));
    }, BEAT_MS);
    timer.unref();
  }

  /** Stops everything that stood on this session, once. */
  function drop(own: pg.Client): void {
    if (client !== own) return;
    client = null;
    heardAt = 0;
    held = new Set();
    own.end().catch(() => undefined);
    if (closing) return;
    warn({}, 'work session lost');
    lost.forEach((listener) => listener());
    again();
  }

  function again(): void {
    retry = setTimeout(() => {
      if (!closing) connect().catch(again);
    }, RETRY_MS);
  }

  await connect();
  return {
    async tryHold(name) {
      const own = client;
      if (!own || held.has(name)) return false;
      held.add(name); // before asking: the lock is re-entrant for one session, we are not
      try {
        const { rows } = await query(
          'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
          [name],
        );
        const got = rows[0]?.['got'] === true && client === own;
        if (!got) held.delete(name);
        return got;
      } catch (error) {
        held.delete(name);
        drop(own); // whether the lock was got is not known: give up all of them
        warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'claim failed');
        return false;
      }
    },
    async release(name) {
      const own = client;
      if (!own || !held.has(name)) return;
      await query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() =>
        drop(own),
      );
      held.delete(name);
    },
    holds: (name) => held.has(name),
    life: () => lives,
    isFresh: () => client !== null && performance.now() - heardAt < FRESH_MS,
    onLost: (listener) => void lost.push(listener),
    onEffect: (listener) => void effect.push(listener),
    async close() {
      closing = true;
      clearTimeout(retry);
      const own = client;
      client = null;
      await own?.end();
    },
  };
}

type Ask = (
  sql: string,
  values?: readonly unknown[],
) => Promise<pg.QueryResult<Record<string, unknown>>>;

/** One query at a time: the driver no longer queues them itself. */
function oneByOne(client: pg.Client): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (sql, values = []) => {
    const next = last.then(() => client.query<Record<string, unknown>>(sql, [...values]));
    last = next.catch(() => undefined);
    return next;
  };
}

const BEAT = 'update worker_session set beat_at = clock_timestamp() where id = $1';
const END_SILENT = `
  with gone as (
    delete from worker_session w where beat_at < clock_timestamp() - make_interval(secs => $1) returning id
  ), ended as (
    select pg_terminate_backend(a.pid) from gone join pg_stat_activity a on a.application_name = 'shaoxiang ' || gone.id
  )
  select count(*) from ended`;
