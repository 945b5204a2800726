import type { Whistle } from '../../domain/whistle.ts';

/** Whether a message changed anything its blower can see. */
export function isSameDraft(one: Whistle, other: Whistle): boolean {
  const seen = (draft: Whistle) => [
    draft.matter,
    draft.category,
    // What goes on in an emergency is read by those who are called.
    draft.category === 'emergency' && draft.matter !== null ? draft.text : '',
    draft.drill,
    draft.street,
    draft.place,
    draft.effort,
    draft.appointedAt,
    draft.headcount,
    ...draft.origins.map(({ source, reference }) => `${source} ${reference ?? ''}`),
    draft.item,
    draft.project,
    draft.unlisted,
    draft.ownDuty,
    draft.concern,
    draft.beyond,
    ...draft.matterCandidates,
    ...draft.participations.map(({ org, role }) => `${org} ${role}`),
    ...draft.observers,
  ];
  return seen(one).join('|') === seen(other).join('|');
}
