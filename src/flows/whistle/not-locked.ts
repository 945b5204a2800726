/** A decision changes whistles that are not locked yet: taken again with all of them locked in order. */
export class NotLocked extends Error {
  override readonly name = 'NotLocked';
  readonly ids: readonly string[];
  constructor(ids: readonly string[]) {
    super(`also changes ${ids.join(' ')}`);
    this.ids = ids;
  }
}

const MOST_ROUNDS = 4;

/** Attempts with ever more ids to lock from the start, until nothing else changes; null: it never came to that. */
export async function lockingMore<Result>(
  attempt: (ids: readonly string[]) => Promise<Result>,
): Promise<Result | null> {
  let ids: readonly string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    try {
      return await attempt(ids);
    } catch (error) {
      if (!(error instanceof NotLocked)) throw error;
      ids = [...ids, ...error.ids];
    }
  }
  return null;
}
