import { decideBinding, unitNamed } from './decide.ts';
import type { BindingCommand } from './command.ts';
import type { Refusal } from '../../domain/decision.ts';
import type { Store } from '../../store/store.ts';

/** `unchanged`: it was so already. */
export interface BindingOutcome {
  readonly refusal: Refusal | null;
  readonly changed: boolean;
}

export type RunBinding = (command: BindingCommand, deliveryId: string) => Promise<BindingOutcome>;

/** Binds or frees a group in one transaction; the groups are told by effects. */
export function createRunBinding(store: Store): RunBinding {
  return (command, deliveryId) =>
    store.inTransaction(async (tx) => {
      if (!(await tx.deliveries.claim(deliveryId))) {
        return { refusal: (await tx.deliveries.outcome(deliveryId)).refusal, changed: false };
      }
      const directory = await tx.books.current();
      const unit = command.type === 'bind' ? unitNamed(directory, command.unit) : null;
      const standing = await tx.bindings.touchedBy(unit ?? '', command.chatId ?? '');
      const now = await tx.now();
      const member = directory.memberOf(command.by);
      const decision = decideBinding(command, {
        now,
        cause: deliveryId,
        directory,
        member,
        standing,
      });
      const refusal = decision.verdict === 'refused' ? decision.refusal : null;
      await tx.deliveries.settle(deliveryId, { whistleId: null, refusal });
      if (decision.verdict !== 'changed') return { refusal, changed: false };
      const { removed, added } = decision.next;
      await tx.bindings.replace(
        removed.map((one) => one.unit),
        added && { ...added, by: member?.userId ?? command.by, at: now },
      );
      await tx.effects.add(decision.effects);
      for (const event of decision.events)
        await tx.audit.add(`group/${added?.chatId ?? removed[0]?.chatId ?? ''}`, deliveryId, now, [
          event,
        ]);
      return { refusal, changed: true };
    });
}
