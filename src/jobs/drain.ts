import { WecomError } from '../wecom/error.ts';
import { faultOf, type Log } from '../wecom/log.ts';
import type { Conversation } from '../domain/effect.ts';
import type { RunDelivery } from '../flows/delivery/run.ts';
import type { Drawn } from '../bot/cards/draw.ts';
import type { Line, Mailbox, OpenEffect, Outbox } from '../store/outbox.ts';
import type { WorkSession } from '../store/session.ts';
import { isSuperseded, nextOf, type createDraw, type Letter } from './draw.ts';
import type { Address, Send } from './lines.ts';

export interface Hands {
  readonly outbox: Outbox;
  readonly session: WorkSession;
  readonly letters: ReturnType<typeof createDraw>;
  readonly send: Send;
  readonly runDelivery: RunDelivery;
  /** The lines these hands can carry. */
  readonly lines: readonly Line[];
  /** Whether there is a bot at all, here or in another process. */
  readonly hasBot: boolean;
  readonly log: Log;
}

/** 30 a minute and 1000 an hour, replies included, on both lines (protocol 9.1): some are left for replies. */
const RATES = { perMinute: 24, perHour: 900 };
const BATCH = 50;
const BUSY_MS = 200;
const UNREADY_MS = 1000;

/**
 * Sends the due messages of one mailbox in order, one sender at a time (design 3). The claim dies with this process.
 * Returns real ms after which to look again; null when nothing is due any more.
 */
export function createDrain(hands: Hands) {
  const { outbox, session, lines } = hands;
  return async (conversation: Conversation): Promise<number | null> => {
    const box = {
      name: `${lines.includes('bot') ? 'bot' : 'app'}/${conversation}`,
      conversation,
      lines,
    };
    if (!(await session.tryHold(claimOf(box)))) return BUSY_MS;
    const life = session.life();
    // A process that fell silent or lost its session may have lost the claim to another, in this process too.
    const isMine = () =>
      session.life() === life && session.isFresh() && session.holds(claimOf(box));
    try {
      while (isMine()) {
        const waitMs = await outbox.waitMs(box, RATES);
        if (waitMs > 0) return waitMs;
        const due = await outbox.dueIn(box, BATCH);
        if (due.length === 0) return null;
        const opened = await openAll(hands, due);
        const needless = opened.filter((one, index) => isSuperseded(one, opened.slice(index + 1)));
        if (opened.length === 0) continue;
        if (needless.length > 0) await outbox.done(needless.map(({ effect }) => effect.id));
        else await deliver(hands, { ...box, isMine }, nextOf(opened));
      }
      return BUSY_MS;
    } finally {
      if (session.life() === life) await session.release(claimOf(box));
    }
  };
}

const claimOf = ({ name }: Mailbox): string => `mailbox/${name}`;

async function deliver(
  hands: Hands,
  box: Mailbox & { readonly isMine: () => boolean },
  letters: readonly Letter[],
): Promise<void> {
  const { outbox } = hands;
  const ids = letters.map(({ effect }) => effect.id);
  const [first] = letters;
  if (!first) return;
  const twice = letters.filter(({ effect }) => effect.repeated && effect.wasOnTheWire);
  // The others of a digest have their own count: they go in the next round.
  if (twice.length > 0)
    return outbox.unknown(
      twice.map(({ effect }) => effect.id),
      'no answer twice',
    );
  const to = await addressOf(hands, first);
  if (to === null) return elsewhere(hands, letters, 'no address');
  const drawn = await drawFor(hands, letters, first);
  if (drawn === 'broken') return setAside(hands, letters, 'bug');
  if (drawn === null) return outbox.done(ids);
  // Its bytes are still being fetched: it is looked at again, and holds nobody up meanwhile.
  if (drawn === 'later') return outbox.postpone(ids, UNREADY_MS);
  await outbox.sending(ids);
  // The last look before the wire.
  if (!box.isMine()) return outbox.notSent(ids, 'claim lost');
  // Only the wire is caught here: a database that fails afterwards is perform's to try again, the row says `sending`.
  const outcome = await hands.send(to, drawn).catch((error: unknown) => ({ error }));
  if (outcome === 'sent') return outbox.done(ids);
  if (outcome === 'unreachable') return elsewhere(hands, letters, 'unreachable');
  await failed(hands, box, letters, outcome.error);
}

/** What is due, with what it is about. One that cannot be opened is set aside: it must not block the others. */
async function openAll(hands: Hands, due: readonly OpenEffect[]): Promise<Letter[]> {
  const opened: Letter[] = [];
  for (const effect of due) {
    const letter = await hands.letters
      .open(effect)
      .catch((error: unknown) => broken(hands, effect.id, error));
    if (letter === 'broken') await setAsideOne(hands, effect.id, 'bug');
    else opened.push(letter);
  }
  return opened;
}

async function drawFor(
  hands: Hands,
  letters: readonly Letter[],
  first: Letter,
): Promise<Drawn | null | 'later' | 'broken'> {
  const drawing = letters.length > 1 ? hands.letters.digest(letters) : hands.letters.draw(first);
  return drawing.catch((error: unknown) => broken(hands, first.effect.id, error));
}

/** A bug of ours is logged and set aside; a database that fails is thrown on, and tried again. */
function broken(hands: Hands, effectId: string, error: unknown): 'broken' {
  if (error instanceof Error && ('code' in error || 'query' in error)) throw error;
  hands.log.error({ effectId, ...faultOf(error) }, 'message could not be drawn');
  return 'broken';
}

/** What each kind of failure means for the mailbox: wait, go another way, or set it aside. */
async function failed(
  hands: Hands,
  box: Mailbox,
  letters: readonly Letter[],
  error: unknown,
): Promise<void> {
  const { outbox, log } = hands;
  const ids = letters.map(({ effect }) => effect.id);
  if (!(error instanceof WecomError)) {
    log.error({ ids, ...faultOf(error) }, 'message could not be sent');
    return setAside(hands, letters, 'bug');
  }
  const { api, kind, errcode, ambiguous } = error;
  log[kind === 'content' || kind === 'config' ? 'error' : 'warn'](
    { ids, api, kind, errcode, ambiguous },
    'message not sent',
  );
  if (kind === 'content') return setAside(hands, letters, `content ${String(errcode)}`);
  if (kind === 'receiver' || kind === 'gone')
    return elsewhere(hands, letters, `${api} ${String(errcode)}`);
  if (!ambiguous) await outbox.notSent(ids, `${kind} ${String(errcode)}`);
  const tries = Math.max(...letters.map(({ effect }) => effect.attempts));
  const patience = ambiguous ? undefined : patienceWith[kind];
  if (patience !== undefined && tries + 1 >= patience && letters.every(hasOtherWay))
    return elsewhere(hands, letters, `${api} ${String(errcode)}`);
  const waitMs =
    kind === 'frequency' || kind === 'config'
      ? 60_000
      : Math.min(30_000, 500 * 2 ** Math.min(tries, 6));
  await outbox.hold(box, waitMs);
}

/** How often a line may refuse for a reason that is its own before another way is taken. */
const patienceWith: Readonly<Record<string, number>> = { config: 2, busy: 5 };

const hasOtherWay = ({ effect }: Letter): boolean =>
  effect.fallback.length > 0 ||
  ((effect.conversation?.startsWith('person:') ?? false) && !effect.otherLine);

/** A person's other line, then the fallback conversations one by one; at the end it is reported, never forgotten. */
async function elsewhere(hands: Hands, letters: readonly Letter[], reason: string): Promise<void> {
  for (const { effect } of letters) {
    const { id, line, conversation, fallback, otherLine } = effect;
    const other = line === 'app' ? 'bot' : 'app';
    const [next, ...further] = fallback;
    if (conversation?.startsWith('person:') && !otherLine)
      await hands.outbox.reroute(id, other, { conversation, fallback, otherLine: true });
    else if (next !== undefined && (await hands.outbox.isSummonedAlready(id, next)))
      await hands.outbox.done([id]);
    else if (next !== undefined)
      await hands.outbox.reroute(id, lineOf(next), {
        conversation: next,
        fallback: further,
        otherLine: false,
      });
    else await setAsideOne(hands, id, reason);
  }
}

const lineOf = (conversation: Conversation): Line =>
  conversation.startsWith('person:') ? 'app' : 'bot';

async function setAside(hands: Hands, letters: readonly Letter[], reason: string): Promise<void> {
  for (const { effect } of letters) await setAsideOne(hands, effect.id, reason);
}

async function setAsideOne(hands: Hands, effectId: string, reason: string): Promise<void> {
  hands.log.warn({ effectId, reason }, 'message reached nobody');
  await hands.runDelivery({ type: 'unreached', effectId, reason });
}

/** The WeCom address behind a mailbox, found at the moment of sending. */
async function addressOf({ outbox, hasBot }: Hands, { effect }: Letter): Promise<Address | null> {
  const { conversation, line } = effect;
  if (conversation === null) return null;
  const id = conversation.slice(conversation.indexOf(':') + 1);
  if (line === 'app') return { line, userId: id };
  if (!hasBot) return null;
  if (conversation.startsWith('person:')) {
    const spelled = await outbox.acquainted(id);
    return spelled === null ? null : { line: 'bot', chatId: spelled, chatType: 1 };
  }
  const chatId = conversation.startsWith('chat:') ? id : await outbox.groupOf(id);
  return chatId === null ? null : { line: 'bot', chatId, chatType: 2 };
}
