import type { EntityManager } from 'typeorm';
import type { Instant, UserId } from '../domain/names.ts';

/** The sentence somebody was asked for last. */
export interface QuestionRow {
  readonly whistleId: string;
  readonly verb: string;
  readonly org: string | null;
}

export function createQuestions(manager: EntityManager) {
  return {
    /** What was put to somebody since then, if nothing else was said meanwhile. */
    async to(userId: UserId, since: Instant): Promise<QuestionRow | null> {
      const [row]: QuestionRow[] = await manager.query(
        `select whistle_id as "whistleId", verb, org from question where user_id = $1 and asked_at >= $2`,
        [userId, since],
      );
      return row ?? null;
    },
    async put(userId: UserId, { whistleId, verb, org }: QuestionRow, at: Instant): Promise<void> {
      await manager.query(
        `insert into question (user_id, whistle_id, verb, org, asked_at) values ($1, $2, $3, $4, $5)
           on conflict (user_id) do update set whistle_id = $2, verb = $3, org = $4, asked_at = $5`,
        [userId, whistleId, verb, org, at],
      );
    },
    drop: (userId: UserId) => manager.query('delete from question where user_id = $1', [userId]),
  };
}
