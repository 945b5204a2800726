import { answerWindowMs, botCommand, cardBody, maxMarkdownBytes } from './bot-answer.ts';
import type { BotAnswer } from './bot-answer.ts';
import { botInbound } from './bot-inbound.ts';
import { openBotSession, type BotDown, type BotSessionOptions } from './bot-session.ts';
import type { TemplateCard } from './card.ts';
import { clipBytes } from './clip.ts';
import { WecomError } from './error.ts';
import type { Inbound } from './inbound.ts';
import { faultOf } from './log.ts';
import { textOf, type Fields } from './read.ts';

/** Hears one thing a member did; resolves with the answer to it once it is kept, if there is one. */
export type HearBot = (inbound: Inbound) => Promise<BotAnswer | null>;

export interface BotConnectionOptions extends BotSessionOptions {
  readonly hear: HearBot;
}

export interface BotTarget {
  /** A userid (1) or a group's chatid (2), in exactly the case it was received in. */
  readonly chatId: string;
  readonly chatType: 1 | 2;
}

/** The smart bot's long connection (protocol 5.5 to 5.7). One process may have it at a time. */
export interface BotConnection {
  /** Connects and stays connected; nothing when it already does. */
  start(): void;
  /** Lets what is being heard be answered, for 4 s at most, and closes. */
  stop(): Promise<void>;
  isUp(): boolean;
  /**
   * How the current start went: resolves at the first subscription, rejects at the first failure before it. Kind
   * `config`: wrong bot id or secret. Kind `transport`: nobody there; connecting goes on.
   */
  readonly subscribed: Promise<void>;
  onUp(listener: () => void): void;
  onDown(listener: (why: BotDown) => void): void;
  /** Since the last callback, while up: half-dead connections still acknowledge heartbeats (protocol 5.5). */
  quietMs(): number | null;
  /** Resolves when WeCom has acknowledged it; rejects with a `WecomError`. */
  sendCard(message: BotTarget & { readonly card: TemplateCard }): Promise<void>;
  sendMarkdown(message: BotTarget & { readonly markdown: string }): Promise<void>;
  uploadImage(picture: { readonly bytes: Buffer; readonly name: string }): Promise<string>;
  sendImage(message: BotTarget & { readonly mediaId: string }): Promise<void>;
}

type Session = ReturnType<typeof openBotSession>;
const drainMs = 4000;
const slowMs = 3000;

export function createBotConnection(options: BotConnectionOptions): BotConnection {
  const { log, hear } = options;
  const upListeners: (() => void)[] = [];
  const downListeners: ((why: BotDown) => void)[] = [];
  const inHand = new Set<Promise<void>>();
  let session: Session | null = null;
  let first = verdict();
  let lastAt = 0;

  function open(): Session {
    const own = openBotSession(options, {
      up: () => {
        lastAt = performance.now();
        log.info({}, 'bot connection up');
        first.resolve();
        for (const listener of upListeners) listener();
      },
      down: (why) => {
        log.warn({ reason: why.reason }, 'bot connection down');
        if (session !== own) return; // stopped, and only finishing what it had in hand
        if (why.reason !== 'lost') session = null;
        for (const listener of downListeners) listener(why);
      },
      failed: (error) => {
        const { kind, errcode } = error;
        log.warn({ kind, errcode }, 'bot connection not up');
        first.reject(error);
      },
      frame: (reqId, body) => {
        lastAt = performance.now();
        receive(own, reqId, body);
      },
    });
    return own;
  }

  /** Each on its own: two taps in one group do not wait for each other. */
  function receive(own: Session, reqId: string, body: Fields): void {
    const inbound = botInbound(body);
    if (inbound === null) {
      log.warn({ reqId, msgtype: textOf(body, 'msgtype') }, 'bot callback not readable');
      return;
    }
    const work = handle(own, reqId, inbound).finally(() => inHand.delete(work));
    inHand.add(work);
  }

  /** Never rejects. */
  async function handle(own: Session, reqId: string, inbound: Inbound): Promise<void> {
    const startedAt = performance.now();
    const { deliveryId, content } = inbound;
    try {
      const answer = await hear(inbound);
      const tookMs = Math.round(performance.now() - startedAt);
      if (tookMs > slowMs) log.warn({ deliveryId, tookMs }, 'bot callback heard slowly');
      if (answer === null) return;
      const command = botCommand(answer, inbound);
      const hurried = content.type === 'tap' || content.type === 'enter';
      if (command === null) {
        log.error({ deliveryId, answer: answer.type }, 'no such answer to this');
      } else if (hurried && tookMs >= answerWindowMs) {
        log.warn({ deliveryId, tookMs }, 'too late to answer');
      } else {
        await own.request(command.cmd, command.body, reqId);
      }
    } catch (error) {
      const known = error instanceof WecomError;
      const { kind, errcode } = known ? error : { kind: undefined, errcode: undefined };
      if (known && kind !== 'content') log.warn({ deliveryId, kind, errcode }, 'answer not taken');
      else log.error({ deliveryId, ...faultOf(error) }, 'bot callback failed');
    }
  }

  async function send({ chatId, chatType }: BotTarget, body: object): Promise<void> {
    const api = 'aibot_send_msg';
    if (session === null) throw new WecomError({ api, kind: 'transport', errmsg: 'not connected' });
    await session.request(api, { chatid: chatId, chat_type: chatType, ...body });
  }

  return {
    start() {
      if (session !== null) return;
      first = verdict();
      session = open();
    },

    async stop() {
      const own = session;
      if (own === null) return;
      session = null; // from here on nothing new is sent, only answers
      first.reject(
        new WecomError({ api: 'aibot_subscribe', kind: 'transport', errmsg: 'stopped' }),
      );
      await settled(inHand, drainMs);
      own.close();
    },

    isUp: () => session?.isUp() ?? false,
    get subscribed() {
      return first.promise;
    },
    onUp: (listener) => void upListeners.push(listener),
    onDown: (listener) => void downListeners.push(listener),
    quietMs: () => (session?.isUp() === true ? performance.now() - lastAt : null),
    sendCard: async (message) => send(message, cardBody(message.card)),
    uploadImage: async ({ bytes, name }) => {
      if (session === null)
        throw new WecomError({
          api: 'aibot_upload_media',
          kind: 'transport',
          errmsg: 'not connected',
        });
      return session.upload(bytes, name);
    },
    sendImage: (message) =>
      send(message, { msgtype: 'image', image: { media_id: message.mediaId } }),
    sendMarkdown: (message) =>
      send(message, {
        msgtype: 'markdown',
        markdown: { content: clipBytes(message.markdown, maxMarkdownBytes) },
      }),
  };
}

/** A promise with its hands outside, which nobody has to look at. */
function verdict() {
  let resolve: () => void = () => undefined;
  let reject: (error: WecomError) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** Waits until everything in hand is done, what comes in meanwhile included, or the time is up. */
async function settled(work: ReadonlySet<Promise<void>>, limitMs: number): Promise<void> {
  const until = performance.now() + limitMs;
  while (work.size > 0 && performance.now() < until) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, until - performance.now());
    });
    await Promise.race([Promise.all(work), late]);
    clearTimeout(timer);
  }
}
