import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, Queue, Worker, withBackend, createPostgresBackend, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from '../wecom/log.ts';

/** `effect`: what any process may carry out. `effect-bot`: what only the owner of the long connection can. */
export type QueueName = 'effect' | 'effect-bot';

/** A job's whole payload: look at row N. */
export interface EffectJob {
  readonly effectId: string;
}

/** Real ms after which the job is to be looked at again; null: it is over. */
export type Handle = (effectId: string) => Promise<number | null>;

export interface Queues {
  add(
    name: QueueName,
    items: readonly { readonly id: string; readonly jobId: string; readonly dueInMs: number }[],
  ): Promise<void>;
  /** Works a queue until the returned stop is called; stopping waits for what is in hand. */
  work(name: QueueName, handle: Handle): () => Promise<void>;
  /** Whether the engine answers now. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

export interface QueueOptions {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  readonly prefix: string;
  readonly log: Log;
}

const CONCURRENCY = 8;
const SAY_AGAIN_MS = 10_000;
const CONNECT_MS = 300;
const STOP_MS = 4000;
const STOP_AWAY_MS = 500;
/** Gone when it is over: a repeated id would be ignored, and the row remembers. */
const OVER = { removeOnComplete: true, removeOnFail: true } as const;

/** BullMQ on Redis when there is one, on PostgreSQL otherwise; the same code over both (design 4). */
export function createQueues(options: QueueOptions): Queues {
  const { redisUrl, log } = options;
  const engine = redisUrl === null ? onPostgres(options) : onRedis(options, redisUrl);
  const queues = { effect: engine.queue('effect'), 'effect-bot': engine.queue('effect-bot') };
  let saidAt = -Infinity;
  const quiet = (error: unknown) => {
    if (performance.now() - saidAt < SAY_AGAIN_MS) return;
    saidAt = performance.now();
    log.warn({ fault: faultName(error) }, 'queue unreachable');
  };
  for (const queue of Object.values(queues)) queue.on('error', quiet);
  return {
    async add(name, items) {
      // BullMQ waits without end for an engine that was never there: the row waits instead, the sweep sees to it.
      if (!engine.isReady()) await sleep(CONNECT_MS);
      if (!engine.isReady()) throw new Error('the queue is away');
      await queues[name].addBulk(
        items.map(({ id, jobId, dueInMs }) => ({
          name: 'look',
          data: { effectId: id },
          opts: { ...OVER, jobId, delay: Math.max(0, Math.ceil(dueInMs)) },
        })),
      );
    },
    work(name, handle) {
      const process: Process = async (job, token) => {
        const again = await handle(job.data.effectId);
        if (again === null) return;
        await job.moveToDelayed(Date.now() + Math.max(10, Math.ceil(again)), token);
        throw new DelayedError();
      };
      const stop = keepWorking(() => engine.worker(name, process), quiet);
      // A worker whose engine is away waits for it without end; the rows remember what it had in hand (I12).
      return () => {
        const late = sleep(engine.isReady() ? STOP_MS : STOP_AWAY_MS, undefined, { ref: false });
        return Promise.race([stop(), late]);
      };
    },
    isUp: () => engine.isUp(),
    async close() {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await engine.close();
    },
  };
}

/** So many errors in a second, and a worker is beyond mending itself. */
const STORM = 20;
const REBUILD_MS = 2000;

/**
 * Keeps one worker at work. One whose very first query failed asks again and again without a pause and never recovers
 * (its connection remembers the failure): such a one is closed and another made a little later.
 */
function keepWorking(
  make: () => AnyWorker,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let rebuild: NodeJS.Timeout | undefined;
  let current = start();

  function start(): AnyWorker {
    const worker = make();
    let since = performance.now();
    let errors = 0;
    worker.on('error', (error) => {
      onError(error);
      if (performance.now() - since > 1000) [since, errors] = [performance.now(), 0];
      errors += 1;
      if (errors !== STORM || stopped) return;
      worker.close(true).catch(() => undefined);
      rebuild = setTimeout(() => {
        if (!stopped) current = start();
      }, REBUILD_MS);
    });
    return worker;
  }

  return () => {
    stopped = true;
    clearTimeout(rebuild);
    return current.close();
  };
}

type Jobs = Parameters<Queue<EffectJob>['addBulk']>[0];

/** What is needed of a queue and a worker whatever their engine. */
interface AnyWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}
interface AnyQueue extends AnyWorker {
  addBulk(jobs: Jobs): Promise<unknown>;
}

type Process = (job: Job<EffectJob>, token?: string) => Promise<void>;

/** What differs between the engines: how a queue and a worker are made. */
interface Engine {
  queue(name: QueueName): AnyQueue;
  worker(name: QueueName, process: Process): AnyWorker;
  /** Whether it was connected when last heard of. */
  isReady(): boolean;
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

function onRedis({ prefix }: QueueOptions, url: string): Engine {
  // Adding fails at once while Redis is away: the row waits, the sweep sees to it.
  const adding = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    lazyConnect: false,
  });
  adding.on('error', () => undefined);
  return {
    queue: (name) => new Queue<EffectJob>(name, { connection: adding, prefix }),
    worker: (name, process) => {
      const connection = new Redis(url, { maxRetriesPerRequest: null });
      connection.on('error', () => undefined);
      const worker = new Worker<EffectJob>(name, process, {
        connection,
        prefix,
        concurrency: CONCURRENCY,
        ...OVER_WORKER,
      });
      worker.on('closed', () => connection.disconnect());
      return worker;
    },
    isReady: () => adding.status === 'ready',
    isUp: async () => adding.status === 'ready' && (await adding.ping().catch(() => '')) === 'PONG',
    async close() {
      adding.disconnect();
      return Promise.resolve();
    },
  };
}

const OVER_WORKER = { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } } as const;

function onPostgres({ databaseUrl, prefix }: QueueOptions): Engine {
  const backed = withBackend(createPostgresBackend);
  // Not the bare prefix: a schema called like the database's user would come before `public` in its search path.
  const connection = {
    connectionString: databaseUrl,
    schema: `${prefix}_queue`,
    migrate: true,
    max: 4,
  };
  return {
    queue: (name) => new backed.Queue<EffectJob>(name, { connection, prefix }),
    worker: (name, process) =>
      new backed.Worker<EffectJob>(name, process as never, {
        connection,
        prefix,
        concurrency: CONCURRENCY,
        ...OVER_WORKER,
      }),
    isReady: () => true,
    isUp: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}

const faultName = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
