import { WSClient, generateReqId } from '@wecom/aibot-node-sdk';
import { WecomError, refusedBy } from './error.ts';
import type { Log } from './log.ts';
import { fieldsOf, textOf, type Fields } from './read.ts';

export interface BotSessionOptions {
  readonly botId: string;
  readonly secret: string;
  /** WeCom's public address unless given; private deployments name theirs, and the CA that signs for it. */
  readonly wsUrl?: string | undefined;
  readonly ca?: string | Buffer | undefined;
  readonly log: Log;
  readonly heartbeatMs?: number | undefined;
  /** First wait before connecting again; doubles up to 30 s. */
  readonly reconnectMs?: number | undefined;
  /** How long the server may leave our subscription unanswered. */
  readonly subscribeMs?: number | undefined;
}

/** Why the connection is down: it comes back by itself when `lost`, and by `start()` alone otherwise. */
export type BotDown =
  | { readonly reason: 'lost' }
  /** Another connection has subscribed as this bot. Coming back would throw that one out: whoever holds the lease decides. */
  | { readonly reason: 'kicked' }
  /** WeCom calls the bot's id or secret wrong. */
  | { readonly reason: 'refused'; readonly error: WecomError };

export interface BotSessionEvents {
  readonly up: () => void;
  readonly down: (why: BotDown) => void;
  /** One attempt to get up has failed; unless `down` follows, the next one is under way. */
  readonly failed: (error: WecomError) => void;
  readonly frame: (reqId: string, body: Fields) => void;
}

const subscribe = 'aibot_subscribe';
/** Credentials rejected; any other code may heal and is tried again (protocol 5.5). */
const wrongCredentials = new Set([40001, 40013, 93019]);

/** Keeps one subscribed long connection as a bot, through the official SDK, until it is closed, kicked or refused. */
export function openBotSession(options: BotSessionOptions, on: BotSessionEvents) {
  const { log, reconnectMs = 1000, subscribeMs = 10_000 } = options;
  let client: WSClient | null = null;
  let up = false;
  let kicked = false;
  let unanswered = 0;
  let timer: NodeJS.Timeout | undefined;

  connect();

  /**
   * A client is used for one life only: its `disconnect()` followed by `connect()` makes the old socket's closing
   * forget the new socket.
   */
  function connect(): void {
    const one = new WSClient(sdkOptions(options, reconnectMs));
    client = one;
    one.on('connected', () => {
      // The SDK waits forever for the answer to its subscription.
      clearTimeout(timer);
      timer = setTimeout(reopen, subscribeMs);
    });
    one.on('authenticated', () => {
      clearTimeout(timer);
      unanswered = 0;
      up = true;
      on.up();
    });
    one.on('error', failed);
    one.on('disconnected', disconnected);
    one.on('message', take);
    one.on('event', take);
    one.connect();
  }

  function reopen(): void {
    drop();
    on.failed(unreachable('no answer to the subscription'));
    unanswered += 1;
    timer = setTimeout(connect, Math.min(reconnectMs * 2 ** unanswered, 30_000));
  }

  /** The SDK hands over authentication failures as text only. */
  function failed(error: Error): void {
    const code = /^Authentication failed: .*\(code: (-?\d+)\)$/s.exec(error.message)?.[1];
    if (code === undefined) {
      on.failed(unreachable(error.message));
      return;
    }
    const refused = refusedBy(subscribe, Number(code), 'subscription refused');
    on.failed(refused);
    if (wrongCredentials.has(Number(code))) end({ reason: 'refused', error: refused });
  }

  function disconnected(): void {
    clearTimeout(timer);
    if (kicked) {
      end({ reason: 'kicked' });
    } else if (up) {
      up = false;
      on.down({ reason: 'lost' });
    } else {
      on.failed(unreachable('closed before it was subscribed'));
    }
  }

  function end(why: BotDown): void {
    drop();
    on.down(why);
  }

  function take(frame: unknown): void {
    const { headers, body } = fieldsOf(frame);
    const fields = fieldsOf(body);
    if (textOf(fieldsOf(fields['event']), 'eventtype') === 'disconnected_event') kicked = true;
    else on.frame(textOf(fieldsOf(headers), 'req_id') ?? '', fields);
  }

  function drop(): void {
    clearTimeout(timer);
    up = false;
    client?.removeAllListeners();
    client?.disconnect();
    client = null;
  }

  return {
    isUp: () => up,

    /** Sends one command and waits for its acknowledgement; `reqId` is the callback's when it answers one. */
    async request(cmd: string, body: object, reqId: string = generateReqId(cmd)): Promise<void> {
      if (client === null || !up) {
        throw new WecomError({ api: cmd, kind: 'transport', errmsg: 'not connected' });
      }
      try {
        await client.reply({ headers: { req_id: reqId } }, body, cmd);
      } catch (error) {
        const fault = requestFault(cmd, error);
        if (fault !== null) throw fault;
      }
    },

    /** Uploads a picture in chunks; its media_id is the bot's own and good for three days (protocol 5.8). */
    async upload(bytes: Buffer, filename: string): Promise<string> {
      const api = 'aibot_upload_media';
      if (client === null || !up)
        throw new WecomError({ api, kind: 'transport', errmsg: 'not connected' });
      try {
        const done = await client.uploadMedia(bytes, { type: 'image', filename });
        return done.media_id;
      } catch (error) {
        const fault = requestFault(api, error);
        // Nothing anybody sees was sent: it may be repeated.
        const { kind, errcode, errmsg } = fault ?? { kind: 'busy', errcode: null, errmsg: '' };
        throw new WecomError({ api, kind, errcode, errmsg });
      }
    },

    close(): void {
      drop();
      log.info({}, 'bot connection closed');
    },
  };
}

/** The SDK rejects with an `Error` when nothing was answered, and with the answer itself when it is not `errcode` 0. */
function requestFault(api: string, thrown: unknown): WecomError | null {
  if (thrown instanceof Error) {
    const errmsg = thrown.message;
    const ambiguous = !/not connected|exceeds max size/.test(errmsg);
    return new WecomError({ api, kind: 'transport', errmsg, ambiguous });
  }
  const ack = fieldsOf(thrown);
  const errcode = Number(textOf(ack, 'errcode') ?? 0);
  return errcode === 0 ? null : refusedBy(api, errcode, textOf(ack, 'errmsg') ?? '');
}

function unreachable(errmsg: string): WecomError {
  return new WecomError({ api: subscribe, kind: 'transport', errmsg });
}

function sdkOptions(options: BotSessionOptions, reconnectInterval: number) {
  const { botId, secret, wsUrl, ca, log, heartbeatMs } = options;
  // Its messages quote what people wrote, behind the first colon or in further arguments.
  const headOnly = (message: string) => {
    const sdk = /^[^:=]{0,80}/.exec(message)?.[0] ?? '';
    if (/^(Received|Failed to parse)/.test(sdk)) log.warn({ sdk }, 'bot sdk');
    else log.debug({ sdk }, 'bot sdk');
  };
  const silent = () => undefined;
  return {
    botId,
    secret,
    reconnectInterval,
    maxReconnectAttempts: -1,
    maxAuthFailureAttempts: -1,
    wsOptions: {
      handshakeTimeout: 10_000,
      maxPayload: 4 * 1024 * 1024,
      ...(ca !== undefined && { ca }),
    },
    ...(wsUrl !== undefined && { wsUrl }),
    ...(heartbeatMs !== undefined && { heartbeatInterval: heartbeatMs }),
    logger: { debug: silent, info: silent, warn: headOnly, error: headOnly },
  };
}
