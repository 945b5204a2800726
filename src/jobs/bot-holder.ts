import { WecomError } from '../wecom/error.ts';
import type { BotConnection } from '../wecom/bot-connection.ts';
import type { Log } from '../wecom/log.ts';
import type { WorkSession } from '../store/session.ts';
import { startLoop, type Loop } from './relay.ts';

export interface BotHolderDeps {
  readonly bot: BotConnection;
  readonly session: WorkSession;
  /** Starts the hands that send by the bot; they work only while this process holds the connection. */
  readonly work: () => Loop;
  readonly log: Log;
}

export interface BotHolder {
  isUp(): boolean;
  /** Settles when the first subscription was answered, or somebody else holds the lease; rejects when WeCom refused us. */
  readonly firstAnswer: Promise<void>;
  stop(): Promise<void>;
}

const LEASE = 'lease/bot';
const EVERY_MS = 1000;
/** After being thrown out by somebody who uses the same bot, or refused: do not fight. */
const COOL_MS = 60_000;

/** Keeps the long connection in one process: whoever holds the lease in PostgreSQL, which dies with its holder (design 2). */
export function startBotHolder({ bot, session, work, log }: BotHolderDeps): BotHolder {
  let hands: Loop | null = null;
  let restAt = 0;
  let answered = () => {};
  let refused: (error: unknown) => void = () => undefined;
  const firstAnswer = new Promise<void>((resolve, reject) => {
    answered = resolve;
    refused = reject;
  });
  firstAnswer.catch(() => undefined);

  bot.onUp(() => log.info({}, 'long connection held'));
  bot.onDown((why) => {
    if (why.reason === 'lost') return;
    log.error(
      { reason: why.reason },
      why.reason === 'kicked' ? 'another program uses this bot' : 'WeCom refused the bot',
    );
    restAt = performance.now() + COOL_MS;
    drop();
  });
  session.onLost(drop);

  function drop(): void {
    const own = hands;
    hands = null;
    Promise.all([own?.stop(), bot.stop(), session.release(LEASE)]).catch(() => undefined);
  }

  async function take(): Promise<void> {
    if (hands !== null || performance.now() < restAt) return;
    if (!(await session.tryHold(LEASE))) {
      answered();
      return;
    }
    bot.start();
    hands = work();
    // Only wrong credentials end a start; WeCom being away is waited for.
    bot.subscribed.then(answered, (error: unknown) => {
      if (error instanceof WecomError && error.kind === 'config') refused(error);
      else answered();
    });
  }

  const loop = startLoop(EVERY_MS, take, (error) =>
    log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'lease'),
  );
  return {
    isUp: () => bot.isUp(),
    firstAnswer,
    async stop() {
      await loop.stop();
      const own = hands;
      hands = null;
      await Promise.all([own?.stop(), bot.stop()]);
      await session.release(LEASE);
    },
  };
}
