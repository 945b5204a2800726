import { decideAdmission } from './decide.ts';
import type { AdmissionCommand } from './command.ts';
import type { AdmissionRequest } from '../../domain/admission-request.ts';
import type { Refusal } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant } from '../../domain/names.ts';
import type { Store, Tx } from '../../store/store.ts';

export interface AdmissionOutcome {
  readonly request: AdmissionRequest | null;
  readonly refusal: Refusal | null;
  readonly directory: Directory;
  readonly now: Instant;
}

export type RunAdmission = (
  command: AdmissionCommand,
  deliveryId: string,
) => Promise<AdmissionOutcome>;

/** Asks or decides in one transaction: the request, the reverse-flow log and the messages commit together (S60, I2). */
export function createRunAdmission(store: Store): RunAdmission {
  return (command, deliveryId) =>
    store.inTransaction(async (tx) => {
      const directory = await tx.books.current();
      if (!(await tx.deliveries.claim(deliveryId))) return repeated(tx, deliveryId, directory);
      const member = directory.memberOf(command.by);
      const isNew = command.type === 'request';
      const open = isNew && member ? await tx.admissions.lockOpen(member.org) : [];
      const request = isNew ? null : await tx.admissions.lock(command.requestId);
      const now = await tx.now();
      const newId = tx.newId(`admission/${deliveryId}`);
      const facts = { now, directory, member, newId, open };
      const decision = decideAdmission(request, command, facts);
      const refusal = decision.verdict === 'refused' ? decision.refusal : null;
      const next = decision.verdict === 'changed' ? decision.next : request;
      await tx.deliveries.settle(deliveryId, { whistleId: next?.id ?? null, refusal });
      if (decision.verdict === 'changed') {
        await tx.admissions.save(decision.next);
        await tx.audit.add(decision.next.id, deliveryId, now, decision.events);
        await tx.effects.add(decision.effects);
      }
      return { request: next, refusal, directory, now };
    });
}

async function repeated(
  tx: Tx,
  deliveryId: string,
  directory: Directory,
): Promise<AdmissionOutcome> {
  const { whistleId: requestId, refusal } = await tx.deliveries.outcome(deliveryId);
  const request = requestId === null ? null : await tx.admissions.lock(requestId);
  return { request, refusal, directory, now: await tx.now() };
}
