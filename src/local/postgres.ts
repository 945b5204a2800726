import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { prepareDataDir } from './data-dir.ts';
import type { Env } from './identity.ts';
import { LocalError } from './local-error.ts';
import type { LocalLog } from './local-error.ts';
import { chooseSeat } from './seat.ts';
import { bringUp, stopServer } from './server.ts';
import type { BringUp, Server } from './server.ts';
import { ensureDatabase, takeOwnership, urlOf } from './session.ts';

export interface PostgresOptions {
  /** Kept between runs; made when missing. */
  readonly dataDir: string;
  readonly log: LocalLog;
  /** What the server inherits (its PATH, for one). Variables of its own, locale and time zone are left out. */
  readonly env?: Env;
}

export interface LocalPostgres {
  /** Stays the same until `stop`, also when the server has to be started again. */
  readonly url: string;
  /** The server was left running by a process that died. */
  readonly adopted: boolean;
  /** Shuts the server down and resolves when it is gone, after 8 s at the latest. */
  stop(): Promise<void>;
}

/**
 * Brings up a PostgreSQL of our own in `<dataDir>/postgres`, with a database `shaoxiang`, reachable on 127.0.0.1 with
 * a password. One process owns a data folder at a time. A server that dies is started again on the same port.
 * Rejects with a `LocalError` when it cannot be done here.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const { log, env = {} } = options;
  const dataDir = prepareDataDir(options.dataDir);
  const binaries = findBinaries();
  const cluster = await ensureCluster(chooseSeat({ dataDir, binaries, env }), env);
  const first = await occupy({ cluster, env, port: null }, dataDir);
  let held: Held | null = first;
  const stopping = new AbortController();
  let mending: Promise<void> = Promise.resolve();
  const watch = ({ owner }: Held): void => {
    owner.once('end', () => {
      if (!stopping.signal.aborted) mending = mend();
    });
  };
  const mend = async (): Promise<void> => {
    held = null;
    log.warn({}, 'the embedded PostgreSQL is gone: bringing it back');
    for (let waitMs = 100; !stopping.signal.aborted; waitMs = Math.min(2 * waitMs, 2000)) {
      try {
        held = await occupy({ cluster, env, port: first.server.port }, dataDir);
        watch(held);
        return;
      } catch (error) {
        log.warn({ error: String(error) }, 'the embedded PostgreSQL does not come back yet');
        await sleep(waitMs);
      }
    }
  };
  const shutDown = async (): Promise<void> => {
    await mending; // or a server that is just coming back would be left behind
    if (!held) return;
    await stopServer(cluster, env, held.server.pid);
    await held.owner.end();
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.race([shutDown(), sleep(8000, undefined, { ref: false })]);
  };
  watch(first);
  let stopped: Promise<void> | null = null;
  if (first.server.adopted) log.info({ pid: first.server.pid }, 'adopted a running PostgreSQL');
  return {
    url: urlOf(cluster, first.server.port, 'shaoxiang'),
    adopted: first.server.adopted,
    stop: () => (stopped ??= stop()),
  };
}

const changingHandsMs = 20_000;

interface Held {
  readonly server: Server;
  readonly owner: Client;
}

/** A running server that is ours alone. */
async function occupy(wanted: BringUp, dataDir: string): Promise<Held> {
  for (const deadline = Date.now() + changingHandsMs; ;) {
    const server = await bringUp(wanted);
    let owner: Client | null = null;
    try {
      owner = await takeOwnership(wanted.cluster, server.port, dataDir);
      await ensureDatabase(owner);
      return { server, owner };
    } catch (error) {
      await owner?.end();
      if (error instanceof LocalError || Date.now() > deadline) throw error;
      await sleep(100); // its owner is just stopping it: another one follows
    }
  }
}
