import type { Directory } from '../../domain/directory.ts';
import type { SentBefore } from '../../domain/media.ts';
import type { Instant } from '../../domain/names.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** What the world looks like at decision time. The caller reads it; decisions never do. */
export interface Facts {
  /** Business time, from the database, read after the lock was got. */
  readonly now: Instant;
  /** The delivery or clock this comes from: part of every effect's key, so that two causes are two messages. */
  readonly cause: string;
  /** The rule book of the whistle's own version; the current one for a new whistle. */
  readonly directory: Directory;
  /** Whoever gives the command, as the current rule book knows them; null for a clock or a stranger. */
  readonly member: Member | null;
  /** The id a new whistle would get. */
  readonly newId: string;
  /** The number the next whistle dispatched today gets. */
  readonly nextNumber: string;
  /** What the speaker sent before these words and nothing has taken yet (S30). */
  readonly sent?: readonly SentBefore[];
}

/** Where somebody the rule book does not know is sent: the command centre, by name. */
export function whomToAsk({ directory }: Pick<Facts, 'directory'>): string {
  return directory.orgsWithDuty('command-centre')[0]?.name ?? directory.book.district.name;
}

/** Whether whoever gives the command belongs to the unit that blew. */
export const isOurs = (whistle: Whistle, facts: Facts): boolean =>
  facts.member?.org === whistle.blowerOrg;
