import type { DataSource, EntityManager } from 'typeorm';
import type { HeardMedia, MediaSource, SentBefore } from '../domain/media.ts';
import type { UserId } from '../domain/names.ts';

export interface LostRow {
  readonly by: UserId;
  readonly line: 'app' | 'bot';
  readonly whistleId: string | null;
}

/** What people sent, inside a transaction: kept, claimed by a whistle, given up. */
export function createMedia(manager: EntityManager) {
  return {
    /** Keeps what was heard; the same id again changes nothing. A point has nothing to fetch. */
    async add(
      media: readonly HeardMedia[],
      { by, whistleId }: { readonly by: UserId; readonly whistleId: string | null },
    ): Promise<void> {
      if (media.length === 0) return;
      // Nobody's photo is kept: what no sentence has claimed by then never will be (domain 5.12).
      await manager.query(
        `delete from media where whistle_id is null and heard_at < clock_timestamp() - interval '7 days'`,
      );
      for (const { id, kind, line, source } of media)
        await manager.query(
          `insert into media (id, whistle_id, by, kind, line, source) values ($1, $2, $3, $4, $5, $6)
           on conflict do nothing`,
          [id, whistleId, by, kind, line, JSON.stringify(source)],
        );
    },
    /** What this person sent within so long and no whistle has, oldest first, locked. */
    async waitingFor(by: UserId, withinMs: number): Promise<readonly SentBefore[]> {
      const rows: SentBefore[] = await manager.query(
        `select id, by, kind, source -> 'point' as point from media
          where whistle_id is null and by = $1 and failed is null
            and heard_at > clock_timestamp() - make_interval(secs => $2::double precision / 1000)
          order by heard_at for update`,
        [by, withinMs],
      );
      return rows;
    },
    async give(ids: readonly string[], whistleId: string): Promise<void> {
      await manager.query('update media set whistle_id = $2 where id = any($1)', [ids, whistleId]);
    },
    /** Null when it is not there, or was fetched or given up already. */
    async fail(id: string, reason: string): Promise<LostRow | null> {
      const rows: [LostRow[], number] = await manager.query(
        `update media set failed = $2 where id = $1 and failed is null and fetched_at is null
         returning by, line, whistle_id as "whistleId"`,
        [id, reason],
      );
      return rows[0][0] ?? null;
    },
  };
}

/** One thing still to be fetched. */
export interface Unfetched {
  readonly kind: HeardMedia['kind'];
  readonly line: 'app' | 'bot';
  readonly source: MediaSource;
  readonly ageMs: number;
}

export interface Fetched {
  readonly bytes: Buffer;
  readonly mime: string;
}

export type MediaShelf = ReturnType<typeof createMediaShelf>;

/** The bytes, for the hands that fetch and send them. Each verb commits by itself. */
export function createMediaShelf(dataSource: DataSource) {
  return {
    /** Null when there is nothing to fetch any more. */
    async unfetched(id: string): Promise<Unfetched | null> {
      const [row]: Unfetched[] = await dataSource.query(
        `select kind, line, source, extract(epoch from clock_timestamp() - heard_at)::double precision * 1000 as "ageMs"
           from media where id = $1 and fetched_at is null and failed is null and kind <> 'place'`,
        [id],
      );
      return row ?? null;
    },
    /** Keeps the bytes and forgets where they came from: the key is of no more use. */
    async fetched(id: string, { bytes, mime }: Fetched): Promise<void> {
      await dataSource.query(
        `update media set bytes = $2, mime = $3, size = $4, fetched_at = clock_timestamp(),
                source = '{"url":null,"aesKey":null,"mediaId":null,"point":null}'
          where id = $1 and failed is null`,
        [id, bytes, mime, bytes.length],
      );
    },
    /** `later`: still being fetched; null: lost, or never there. */
    async read(id: string): Promise<Fetched | 'later' | null> {
      const [row]: { bytes: Buffer | null; mime: string | null; failed: string | null }[] =
        await dataSource.query('select bytes, mime, failed from media where id = $1', [id]);
      if (!row || row.failed !== null) return null;
      return row.bytes && row.mime !== null ? { bytes: row.bytes, mime: row.mime } : 'later';
    },
  };
}
