/**
 * What a draft's card may point out beside its one question. The flow decides which (`flows/whistle/draft-hints.ts`),
 * the card words them (`bot/cards/draft-words.ts`); what a hint is about stands in the whistle itself.
 */
export type DraftHint = 'no-place' | 'unnamed-lead';
