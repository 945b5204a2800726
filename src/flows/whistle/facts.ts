import { comesAlone } from '../../domain/gathering.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import type { SentBefore } from '../../domain/media.ts';
import { mayDirect } from '../../domain/powers.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Around } from '../../domain/around.ts';

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
  /** How often the blower's street whistles (domain 5.3, rule 5); null where it was not counted. */
  readonly rates: Rates | null;
  /** Whistles of the draft's matter group that were dispatched or ended lately. */
  readonly around: readonly Around[];
  /** Numbers already given to whistles that were blown again. */
  readonly taken: readonly string[];
  /** The other whistle a command names, locked like the first: what a draft is merged into. */
  readonly other: Whistle | null;
  /** What the speaker sent before these words and nothing has taken yet (S30). */
  readonly sent?: readonly SentBefore[];
}

/** One street's figures of the rule book's window, and what is usual. */
export interface Rates {
  /** Whistles of this street that went out to departments and were not withdrawn, and the median of all active streets. */
  readonly own: number;
  readonly median: number;
  /** Those it submitted, and those of them that were held or withdrawn. */
  readonly submitted: number;
  readonly invalid: number;
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
