import type { Directory } from '../../domain/directory.ts';
import type { OrgCode, MatterCode } from '../../domain/names.ts';
import type { CalledDepartment, WhistleFacts } from '../../domain/reading.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { onlyInterim } from './matter.ts';
import { mayCall } from './may-call.ts';
import { leadFirst, proposal, seats, withLead } from './seats.ts';

/**
 * Who is called by a whistle of this kind, and who only gets a copy. A community calls people, not units: whoever else
 * is named makes it a street whistle. An alliance calls public units; a department named beside one gets a copy, never
 * the lead (S14, S16). In an emergency nobody named is left to watch.
 */
export function summon(
  directory: Directory,
  draft: Pick<Whistle, 'kind' | 'category' | 'matter'>,
  named: readonly CalledDepartment[],
): Pick<Whistle, 'participations' | 'observers'> {
  const whole = named.length > 0 ? named : proposal(directory, draft.matter);
  const isLawful = (one: CalledDepartment) => mayCall(directory, draft.kind, [one]);
  const calm = draft.category !== 'emergency';
  if (draft.kind === 'community' && calm) {
    const others = named.filter((one) => !isLawful(one));
    return {
      participations: others.length > 0 ? seats(directory, others, draft.matter) : [],
      observers: [],
    };
  }
  const lawful = whole.filter(isLawful);
  const { observers } = directory.book.kinds[draft.kind];
  if (observers.length === 0 || lawful.length === 0 || !calm)
    return { participations: seats(directory, named, draft.matter), observers: [] };
  const watching = named
    .filter((one) => !isLawful(one))
    .filter(({ org }) => observers.some((type) => directory.org(org)?.type === type));
  return {
    participations: seats(directory, lawful, draft.matter),
    observers: watching.map(({ org }) => org),
  };
}

/** Who is called after what was said of a draft: whom it named before, less who is sent away, and who is added. */
export function departmentsAfter(
  directory: Directory,
  draft: Whistle,
  facts: WhistleFacts,
  matter: MatterCode | null,
): Pick<Whistle, 'participations' | 'observers'> {
  const replaced =
    onlyInterim(directory, draft) && (facts.departments.length > 0 || matter !== null);
  const stays = ({ org }: { readonly org: OrgCode }) => !replaced && !facts.excluded.includes(org);
  const copied = draft.observers.map((org) => ({ org, role: 'assist' as const }));
  const kept = [...draft.participations, ...copied].filter(stays);
  const added = facts.departments.filter((one) => !kept.some(({ org }) => org === one.org));
  const called = [
    ...kept.map(({ org, role }) => ({ org, role })),
    ...added.map(({ org }) => ({ org, role: 'assist' as const })),
  ];
  const lead = facts.departments.find((one) => one.role === 'lead');
  // Whoever was sent away is not replaced by somebody nobody named: the bot asks (domain 6.4).
  if (called.length === 0 && facts.excluded.length > 0)
    return { participations: [], observers: [] };
  if (called.length === 0) return summon(directory, draft, []);
  return summon(directory, draft, lead ? leadFirst(called, lead.org) : withLead(called, null));
}
