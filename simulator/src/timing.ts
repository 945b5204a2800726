/** WeCom's windows, in real milliseconds. Tests hand in shorter ones. */
export interface Timing {
  /** A tap, an entry: so long may the bot think (protocol 5.3). */
  readonly answerMs: number;
  /** A callback to the app: so long until the connection is dropped (1.6). */
  readonly callbackMs: number;
  /** Between two deliveries of one callback; undocumented. */
  readonly retryGapMs: number;
  /** Deliveries after the first one (1.6). */
  readonly retries: number;
  /** A silent long connection is closed (5.5). */
  readonly silenceMs: number;
  /** A connection that never subscribes is closed (5.5). */
  readonly subscribeMs: number;
  /** A stream must be finished (5.6). */
  readonly streamMs: number;
  /** A message may be answered (5.6). */
  readonly replyMs: number;
  /** A response_code lives (3.4). */
  readonly responseCodeMs: number;
  /** An address of a picture the bot was told (5.2). */
  readonly linkMs: number;
  /** A media_id (6). */
  readonly mediaMs: number;
  /** An upload over the long connection must be finished (5.8). */
  readonly uploadMs: number;
}

const HOUR = 3_600_000;

export const wecomTiming: Timing = {
  answerMs: 5000,
  callbackMs: 5000,
  retryGapMs: 1000,
  retries: 3,
  silenceMs: 100_000,
  subscribeMs: 10_000,
  streamMs: 6 * 60_000,
  replyMs: 24 * HOUR,
  responseCodeMs: 72 * HOUR,
  linkMs: 5 * 60_000,
  mediaMs: 72 * HOUR,
  uploadMs: 30 * 60_000,
};
