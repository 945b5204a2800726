import type { EntityManager } from 'typeorm';
import type { Instant, OrgCode, UserId, WhistleKind } from '../domain/names.ts';
import type { ParticipationState, Whistle, WhistleState } from '../domain/whistle.ts';
import {
  ParticipationRow,
  RatingRow,
  fromParticipation,
  fromRating,
  toParticipation,
} from './rows/participation-row.ts';
import { WhistleRow, fromWhistle, toWhistle } from './rows/whistle-row.ts';

/** An open whistle in short: enough to tell which one somebody means. */
export interface OpenRow {
  readonly id: string;
  readonly number: string | null;
  readonly state: WhistleState;
  readonly blower: UserId;
  readonly blowerOrg: OrgCode;
  readonly mine: ParticipationState | null;
  readonly hasReason: boolean;
  readonly approved: boolean;
  readonly kind: WhistleKind;
  readonly restricted: boolean;
  /** Whether the asker has come to it (S14). */
  readonly came: boolean;
  /** Whose desk a report is on; when it was last changed, and when its 就地解决 was pressed. */
  readonly desk: OrgCode | null;
  readonly changedAt: Instant | null;
  readonly settling: Instant | null;
  /** A draft that only cries for help: nobody knows what has happened. Whether it is known where. */
  readonly cries: boolean;
  readonly placed: boolean;
  readonly matter: string | null;
  readonly place: string | null;
  /** Under which number its blower was asked about it. */
  readonly nth: number | null;
  /** Under which number its leaders were asked about it. */
  readonly leaderNth: number | null;
}

/** Whose gatherings somebody may come to, who they are, and the grid they watch over (S14, S48). */
interface Asker {
  readonly homes: readonly OrgCode[];
  readonly userId: UserId;
  readonly grids: readonly OrgCode[];
}

const OPEN = `w.id, w.number, w.state, w.blower, w.blower_org as "blowerOrg", p.state as mine, w.desk,
  w.reason is not null as "hasReason", w.approval is not null as approved, w.kind, w.restricted, w.clocks -> 0 ->> 'from' as "changedAt",
  w.state = 'draft' and w.category = 'emergency' and w.matter is null and w.unlisted is null as cries,
  w.place is not null as placed, w.matter, w.place,
  (select max(substr(one, 5)::int) from unnest(w.asked) one where one like 'nth %') as nth,
  (select max(substr(one, 8)::int) from unnest(w.asked) one where one like 'leader %') as "leaderNth",
  (select max(substr(one, 8)) from unnest(w.asked) one where one like 'settle %') as settling`;

export function createWhistles(manager: EntityManager) {
  return {
    /**
     * Open whistles somebody has a part in, newest first: blown by their unit, or their unit is called, on its desk or
     * in the grid they watch, or their neighbourhood's people are called; all of them for `everything`.
     */
    async openFor(
      org: OrgCode,
      everything: boolean,
      asker: Asker = { homes: [], userId: '', grids: [] },
    ): Promise<readonly OpenRow[]> {
      const rows: OpenRow[] = await manager.query(
        `select ${OPEN}, w.volunteers @> jsonb_build_array(jsonb_build_object('by', $4::text)) as came
           from whistle w left join participation p
             on p.whistle_id = w.id and p.org = $1 and w.dispatched_at is not null
          where w.ended_at is null and (w.blower_org = $1 or p.org is not null or $2 or w.desk = $1 or w.grid = any($5)
            or w.dispatched_at is not null and $1 = any(w.observers)
            or (w.kind = 'community' and w.dispatched_at is not null and w.blower_org = any($3)))
          order by w.created_at desc limit 500`,
        [org, everything, asker.homes, asker.userId, asker.grids],
      );
      return rows;
    },
    /** The same for the latest that have ended: somebody may still mean one of them by its digits. */
    async endedFor(org: OrgCode, everything: boolean): Promise<readonly OpenRow[]> {
      const rows: OpenRow[] = await manager.query(
        `select ${OPEN}, false as came
           from whistle w left join participation p on p.whistle_id = w.id and p.org = $1
          where w.ended_at is not null and w.number is not null
            and (w.blower_org = $1 or p.org is not null or $2)
          order by w.ended_at desc limit 20`,
        [org, everything],
      );
      return rows;
    },
    /** The whistle with this number, open or not, whoever asks. */
    async idOf(number: string): Promise<string | null> {
      const row = await manager.findOne(WhistleRow, { where: { number }, select: { id: true } });
      return row?.id ?? null;
    },
    /** The whistle, locked until the transaction ends. */
    async lock(id: string): Promise<Whistle | null> {
      await manager.query('select 1 from whistle where id = $1 for update', [id]);
      return readWhistle(manager, id);
    },
    read: (id: string): Promise<Whistle | null> => readWhistle(manager, id),
    async save(whistle: Whistle): Promise<void> {
      const seats = whistle.participations.map((one, index) =>
        fromParticipation(whistle.id, one, index),
      );
      const ratings = whistle.participations.flatMap((one) => fromRating(whistle.id, one));
      await manager.upsert(WhistleRow, fromWhistle(whistle), ['id']);
      await manager.query('delete from participation where whistle_id = $1 and org <> all($2)', [
        whistle.id,
        seats.map((one) => one.org),
      ]);
      if (seats.length > 0) await manager.upsert(ParticipationRow, seats, ['whistleId', 'org']);
      if (ratings.length > 0) await manager.upsert(RatingRow, ratings, ['whistleId', 'org']);
    },
  };
}

/** One whistle as it stands. */
export async function readWhistle(manager: EntityManager, id: string): Promise<Whistle | null> {
  const row = await manager.findOneBy(WhistleRow, { id });
  if (!row) return null;
  const seats = await manager.find(ParticipationRow, {
    where: { whistleId: id },
    order: { position: 'ASC' },
  });
  const ratings = await manager.findBy(RatingRow, { whistleId: id });
  const ratingOf = new Map(ratings.map((one) => [one.org, one]));
  return toWhistle(
    row,
    seats.map((one) => toParticipation(one, ratingOf.get(one.org))),
  );
}
