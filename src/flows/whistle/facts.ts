import { comesAlone } from '../../domain/gathering.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import { mayDirect } from '../../domain/powers.ts';
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
  /** Units that have a group; read for the commands that may send a whistle out. */
  readonly groups: readonly OrgCode[];
}

/** Where somebody the rule book does not know is sent: the command centre, by name. */
export function whomToAsk({ directory }: Pick<Facts, 'directory'>): string {
  return directory.orgsWithDuty('command-centre')[0]?.name ?? directory.book.district.name;
}

/** Whether whoever gives the command speaks for the unit that blew; its members and volunteers do not. */
export const isOurs = (whistle: Whistle, { member }: Facts): boolean =>
  member !== null && member.org === whistle.blowerOrg && !comesAlone(member);

/** Whether whoever gives the command may dispatch and correct (domain 5.11). */
export const isDirecting = ({ member, directory }: Pick<Facts, 'member' | 'directory'>): boolean =>
  member !== null && mayDirect(member, directory);
