import type { DeliveryCommand } from './command.ts';
import { decideDelivery } from './decide.ts';
import type { Store } from '../../store/store.ts';

export type RunDelivery = (command: DeliveryCommand) => Promise<void>;

/** Sets a message aside that reached nobody and reports it, in one transaction. */
export function createRunDelivery(store: Store): RunDelivery {
  return (command) =>
    store.inTransaction(async (tx) => {
      const lost = await tx.effects.lockUndelivered(command.effectId);
      if (!lost) return;
      const whistle = lost.whistleId === null ? null : await tx.whistles.read(lost.whistleId);
      const directory = whistle
        ? await tx.books.of(whistle.rulesVersion)
        : await tx.books.current();
      const decision = decideDelivery(lost, command, { now: await tx.now(), directory, whistle });
      const told = decision.verdict === 'changed' ? decision.next : [];
      await tx.effects.giveUp(command.effectId, command.reason, told);
      if (decision.verdict === 'changed') await tx.effects.add(decision.effects);
    });
}
