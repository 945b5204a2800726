import { faultOf } from '../wecom/log.ts';
import type { ClockTick } from '../domain/effect.ts';
import type { RunWhistle } from '../flows/whistle/run.ts';
import { createDrain, type Hands } from './drain.ts';
import { createFetch, type FetchHands } from './fetch.ts';
import type { Handle } from './queue.ts';

/** Early by less than this is a rounding of the queue's timer, not worth another round. */
const EARLY_MS = 5;
const AGAIN_MS = 2000;

/**
 * Carries out one effect, at least once (I3). The row decides: gone or ended is a no-op, not due is waited for by the
 * database's time, whatever this process's clock says (I4). A message drains its whole conversation.
 */
export function createPerform(
  hands: Hands & FetchHands & { readonly runWhistle: RunWhistle },
): Handle {
  const { outbox, runWhistle, lines, log } = hands;
  const drain = createDrain(hands);
  const fetchOne = createFetch(hands);
  return async (effectId) => {
    try {
      const effect = await outbox.read(effectId);
      if (!effect || !lines.includes(effect.line)) return null;
      if (effect.dueInMs > EARLY_MS) return effect.dueInMs;
      if (effect.kind === 'message')
        return effect.conversation === null ? null : await drain(effect.conversation);
      if (effect.kind === 'fetch') return await fetchOne(effect);
      if (effect.whistleId !== null) {
        await runWhistle(
          { type: 'clock', whistleId: effect.whistleId, tick: effect.payload as ClockTick },
          `clock:${effectId}`,
        );
      }
      await outbox.done([effectId]);
      return null;
    } catch (error) {
      log.warn({ effectId, ...faultOf(error) }, 'effect not carried out, trying again');
      // The database itself may be what is away: then the row stays as it was.
      await outbox.tryAgain(effectId, AGAIN_MS).catch(() => undefined);
      return AGAIN_MS;
    }
  };
}
