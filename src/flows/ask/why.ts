import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import type { Member, Receiver, Rung, Stage } from '../../domain/rule-book.ts';
import { receiversAt } from '../../domain/told.ts';
import type { Clock, Participation, Whistle } from '../../domain/whistle.ts';
import { maySee } from './decide.ts';

/** One reminder as the log keeps it: whose step, how far its limit had gone. */
export interface Reminded {
  readonly org: OrgCode | null;
  readonly stage: Stage;
  /** Percent of the limit. */
  readonly at: number;
  readonly when: Instant;
}

/** One time somebody was told, and as what. `stage` null: they were told when the whistle went out. */
export interface Ping extends Omit<Reminded, 'stage'> {
  readonly stage: Stage | null;
  readonly receiver: Receiver;
}

/** Why somebody is concerned by a whistle, from recorded facts alone (design, promise 3). */
export interface Why {
  readonly whistle: Whistle;
  /** `came`: called one by one, and signed up (S14). */
  readonly part: 'blower' | 'came' | 'approver' | 'blowing-unit' | 'called' | 'overseer';
  readonly seat: Participation | null;
  /** The blower's own words name the unit. */
  readonly named: boolean;
  /** The responsibility matrix lists the unit for this matter. */
  readonly listed: 'lead' | 'assist' | null;
  /** What is waited for from their unit, the next limit first. */
  readonly awaited: readonly Clock[];
  /** When they themselves were told, the latest first, once a step. */
  readonly pings: readonly Ping[];
}

/** Gathers why; null: this person has nothing to do with it, or may not know of it. */
export function whyOf(
  whistle: Whistle,
  member: Member,
  directory: Directory,
  reminded: readonly Reminded[],
): Why | null {
  const part = partOf(whistle, member, directory);
  if (!part) return null;
  const out = whistle.dispatchedAt !== null;
  const seat = whistle.participations.find(({ org }) => out && org === member.org) ?? null;
  const matter = whistle.matter === null ? null : directory.matter(whistle.matter);
  const own = directory.org(member.org);
  return {
    whistle,
    part,
    seat,
    named:
      own !== null &&
      [own.name, own.fullName, ...own.aliases].some((one) => whistle.text.includes(one)),
    listed:
      matter?.lead === member.org ? 'lead' : matter?.assist.includes(member.org) ? 'assist' : null,
    awaited: awaitedFrom(whistle, part, member),
    pings: pingsTo(whistle, member, directory, reminded),
  };
}

function partOf(whistle: Whistle, member: Member, directory: Directory): Why['part'] | null {
  if (whistle.blower === member.userId) return 'blower';
  const seated = whistle.participations.some(({ org }) => org === member.org);
  if (!seated && whistle.volunteers.some(({ by }) => by === member.userId)) return 'came';
  if (whistle.state === 'draft' || whistle.state === 'cancelled') return null;
  const { kind, category, blowerOrg } = whistle;
  if (
    whistle.approval === null &&
    directory.approversOf(kind, category, blowerOrg).includes(member.userId)
  )
    return 'approver';
  if (blowerOrg === member.org) return 'blowing-unit';
  const called = whistle.participations.some(({ org }) => org === member.org);
  if (called && whistle.dispatchedAt !== null) return 'called';
  return maySee(whistle, member, directory) ? 'overseer' : null;
}

function awaitedFrom({ clocks }: Whistle, part: Why['part'], { org }: Member): readonly Clock[] {
  if (part === 'came') return [];
  const mine = clocks.filter((one) => {
    if (part === 'overseer') return one.stage !== 'draft';
    return part === 'called' ? one.org === org : one.org === null && one.stage !== 'dispatch';
  });
  return mine.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
}

function pingsTo(
  whistle: Whistle,
  member: Member,
  directory: Directory,
  reminded: readonly Reminded[],
): readonly Ping[] {
  const ladder = directory.book.ladders[whistle.category];
  const of = (rungs: readonly Rung[], one: Omit<Reminded, 'stage'>, stage: Stage | null): Ping[] =>
    rungs
      .flatMap((rung) => rung.tell)
      .filter((receiver) =>
        receiversAt(
          directory,
          whistle,
          { ...one, stage: stage ?? 'sign', now: one.when },
          receiver,
        ).includes(member.userId),
      )
      .slice(0, 1)
      .map((receiver) => ({ ...one, stage, receiver }));
  const later = reminded.flatMap((one) =>
    of(
      ladder.filter((rung) => rung.at === one.at && (rung.stages?.includes(one.stage) ?? true)),
      one,
      one.stage,
    ),
  );
  const { dispatchedAt } = whistle;
  const first =
    dispatchedAt === null
      ? []
      : whistle.participations.flatMap(({ org }) =>
          of(
            ladder.filter((rung) => rung.at === 0),
            { org, at: 0, when: dispatchedAt },
            null,
          ),
        );
  return latestOfEach([...first, ...later]);
}

/** A rung that repeats is told by its last time. */
function latestOfEach(pings: readonly Ping[]): readonly Ping[] {
  const latest = new Map(pings.map((one) => [`${one.org ?? ''} ${String(one.stage)}`, one]));
  return [...latest.values()].toSorted((one, other) => (one.when < other.when ? 1 : -1));
}

/** Whether it calls on them: something is waited for from them, or they were told. Who sees all is not called by all. */
export const callsThem = ({ part, awaited, pings }: Why): boolean =>
  part === 'came' || pings.length > 0 || (part !== 'overseer' && awaited.length > 0);
