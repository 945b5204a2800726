import type { UserId } from '../../domain/names.ts';
import type { Store } from '../../store/store.ts';

export type RunMeet = (userId: UserId) => Promise<void>;

/** Keeps that somebody spoke to the bot alone, so that it may speak to them from now on. Told once a person and process. */
export function createRunMeet(store: Store): RunMeet {
  const known = new Set<UserId>();
  return async (userId) => {
    if (known.has(userId)) return;
    await store.inTransaction((tx) => tx.people.met(userId));
    known.add(userId);
  };
}
