import { setTimeout as pause } from 'node:timers/promises';
import type { BotAnswer } from './bot-answer.ts';
import type { Inbound } from './inbound.ts';

type Hear = (inbound: Inbound) => Promise<BotAnswer | null>;

export interface Patience {
  /** How many are heard at a time: no more than there are connections to the database. */
  readonly atOnce: number;
  readonly onFault: (fault: { deliveryId: string; error: unknown; again: boolean }) => void;
  /** Waits between the tries; a tap waits 5 s at most (protocol 5.6). */
  readonly waitsMs?: { readonly text: readonly number[]; readonly tap: readonly number[] };
}

const usual = { text: [500, 1000, 2000, 4000, 8000], tap: [500, 1500] } as const;
const failed: BotAnswer = { type: 'text', markdown: '刚才没有办成，请再发一次。' };

/**
 * The long connection delivers once and never again. So a burst waits its turn here rather than for a connection that
 * times out; what failed is tried again, which the claim of the delivery makes safe (I1); and what cannot be done in
 * the end is said, never dropped in silence (I11).
 */
export function patiently(hear: Hear, { atOnce, onFault, waitsMs = usual }: Patience): Hear {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const enter = async (): Promise<void> => {
    if (busy < atOnce) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
  return async (inbound) => {
    const { deliveryId, content } = inbound;
    const tap = content.type === 'tap' || content.type === 'enter';
    for (const waitMs of [...(tap ? waitsMs.tap : waitsMs.text), null]) {
      await enter();
      try {
        return await hear(inbound);
      } catch (error) {
        onFault({ deliveryId, error, again: waitMs !== null });
      } finally {
        leave();
      }
      if (waitMs !== null) await pause(waitMs);
    }
    return tap ? null : failed;
  };
}
