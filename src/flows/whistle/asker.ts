import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import { onlyReports } from '../../domain/reporting.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { whatIsAsked } from './draft-questions.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';
import type { WaitingDraft } from './waiting-draft.ts';

interface Heard {
  readonly open: readonly OpenWhistle[];
  /** The draft the sentence is about, read whole. */
  readonly draft: Whistle | null;
  readonly hasSent: boolean;
  readonly recentSince: Instant;
  readonly today: string;
}

/** Whoever speaks, as far as it matters for which whistle they mean. */
export const askerOf = (
  directory: Directory,
  member: Member,
  { open, draft, hasSent, recentSince, today }: Heard,
): Asker => ({
  recentSince,
  today,
  userId: member.userId,
  org: member.org,
  watches: isWatching(member),
  reports: onlyReports(member, directory),
  hasSent,
  responder: responderOf(directory, member),
  draft: draft && waitingDraft(directory, draft, open),
});

/** The grids whose open whistles somebody may look at beside their unit's (S48). */
export const gridsWatched = (directory: Directory, member: Member): readonly OrgCode[] =>
  isWatching(member)
    ? directory.book.orgs
        .map(({ code }) => code)
        .filter((code) => directory.isUnder(code, member.org))
    : [];

const isWatching = ({ post }: Member): boolean => post === 'commissioner';

/** A department or public unit by its name, else null. */
function responderOf(directory: Directory, { org }: Member): string | null {
  const own = directory.org(org);
  return own?.type === 'department' || own?.type === 'public-unit' ? own.name : null;
}

const waitingDraft = (
  directory: Directory,
  draft: Whistle,
  open: readonly OpenWhistle[],
): WaitingDraft => ({
  id: draft.id,
  matter: draft.matter,
  place: draft.place,
  calls: [...draft.participations.map(({ org }) => org), ...draft.observers],
  lacks: whatIsAsked(directory, draft),
  held: draft.state === 'held',
  drill: draft.drill,
  cries: open.some(({ id, cries }) => id === draft.id && cries),
  urgent: draft.category === 'emergency',
});
