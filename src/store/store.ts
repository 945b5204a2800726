import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import {
  createAudit,
  createBindings,
  createDeliveries,
  createEffects,
  createPeople,
} from './tables.ts';
import { countAdmissions, createAdmissions, readAdmission } from './admissions.ts';
import { createAround } from './around.ts';
import { createAsk } from './ask.ts';
import { createAskQueue } from './ask-queue.ts';
import { createAskStreets } from './ask-streets.ts';
import { createAskWhy } from './ask-why.ts';
import { createBooks, type Books } from './books.ts';
import { createRates } from './rates.ts';

import { createMedia, createMediaShelf } from './media.ts';
import { createQuestions } from './questions.ts';
import { createResidents } from './residents.ts';
import { createWhistles, readWhistle } from './whistles.ts';

export type { Figures, ListRow } from './ask.ts';
export type { QueueRow } from './ask-queue.ts';
export type { UnitFigures } from './ask-streets.ts';

export type Tx = ReturnType<typeof verbs>;
export type Store = ReturnType<typeof createStore>;

/** Somebody else holds the row for longer than we may wait: ask again. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/**
 * The transaction and its few verbs. State, audit events and effects commit together or not at all (I2); a lock that
 * is not had within 2 s is `Busy`.
 */
export function createStore(dataSource: DataSource, books: Books = createBooks(dataSource)) {
  return {
    books,
    ask: createAsk(dataSource),
    askWhy: createAskWhy(dataSource),
    askQueue: createAskQueue(dataSource),
    askStreets: createAskStreets(dataSource),
    media: createMediaShelf(dataSource),
    async inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
      try {
        return await dataSource.transaction(async (manager) => {
          await manager.query(`set local lock_timeout = '2s'`);
          return work(verbs(manager, books));
        });
      } catch (error) {
        if (codeOf(error) === LOCK_NOT_AVAILABLE || codeOf(error) === DEADLOCK)
          throw new Busy('locked', { cause: error });
        throw error;
      }
    },
    /** What each unit whistled since then, and what departments asked of streets. */
    rates: createRates(dataSource.manager),
    admissions: {
      read: (id: string) => readAdmission(dataSource.manager, id),
      count: (since: string) => countAdmissions(dataSource.manager, since),
    },
    /** A whistle as it stands, unlocked: to show it. */
    read: (id: string) => readWhistle(dataSource.manager, id),
    /** Business time now, outside any decision: for display. */
    async now(): Promise<string> {
      return readNow(dataSource.manager);
    },
    /** Real time by the database’s clock, for callback freshness. */
    async realNow(): Promise<Date> {
      const [row]: { at: Date }[] = await dataSource.query('select clock_timestamp() as at');
      if (!row) throw new Error('the database did not tell the time');
      return row.at;
    },
  };
}

function verbs(manager: EntityManager, books: Books) {
  return {
    /** Business time, read when asked: after the lock was got. */
    now: () => readNow(manager),
    /** The id of what this delivery would create: the same for a repeat. */
    newId: (deliveryId: string) =>
      `w${createHash('sha256').update(deliveryId).digest('hex').slice(0, 24)}`,
    /** The number after the last one given on this local day; the row stays locked until the end. */
    nextSequence: (day: string) => nextSequence(manager, day),
    takeSequence: (day: string, last: number) =>
      manager.query('update day_sequence set last = $2 where day = $1', [day, last]),
    deliveries: createDeliveries(manager),
    whistles: createWhistles(manager),
    effects: createEffects(manager),
    audit: createAudit(manager),
    bindings: createBindings(manager),
    people: createPeople(manager),
    rates: createRates(manager),
    admissions: createAdmissions(manager),
    around: createAround(manager),
    residents: createResidents(manager),
    media: createMedia(manager),
    questions: createQuestions(manager),
    books,
  };
}

async function readNow(manager: EntityManager): Promise<string> {
  const [row]: { at: Date | null }[] = await manager.query('select business_clock() as at');
  if (!row?.at) throw new Error('business time has not been set');
  return row.at.toISOString();
}

async function nextSequence(manager: EntityManager, day: string): Promise<number> {
  await manager.query(
    'insert into day_sequence (day, last) values ($1, 0) on conflict do nothing',
    [day],
  );
  const [row]: { last: number }[] = await manager.query(
    'select last from day_sequence where day = $1 for update',
    [day],
  );
  return (row?.last ?? 0) + 1;
}

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
