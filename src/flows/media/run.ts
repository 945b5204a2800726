import type { MediaCommand } from './command.ts';
import { decideMedia } from './decide.ts';
import type { Store } from '../../store/store.ts';

export type RunMedia = (command: MediaCommand) => Promise<void>;

/** Sets a photo aside that could not be fetched, in one transaction; a second time changes nothing. */
export function createRunMedia(store: Store): RunMedia {
  return (command) =>
    store.inTransaction(async (tx) => {
      const lost = await tx.media.fail(command.mediaId, command.reason);
      if (!lost) return;
      const whistle = lost.whistleId === null ? null : await tx.whistles.lock(lost.whistleId);
      const now = await tx.now();
      const decision = decideMedia({ ...lost, whistle }, command, { now });
      if (decision.verdict !== 'changed') return;
      if (decision.next) {
        await tx.whistles.save(decision.next);
        await tx.audit.add(decision.next.id, `lost:${command.mediaId}`, now, decision.events);
      }
      await tx.effects.add(decision.effects);
    });
}
