/**
 * What a failure means to us (protocol 9.2); the caller acts on this and on nothing else.
 *
 * - `busy`: WeCom is overloaded, or says something unknown. Nothing was carried out; try again with backoff.
 * - `frequency`: a rate is used up. Nothing was carried out; wait out the window (`retryAfterMs`), queue, merge.
 * - `token`: the access token was refused even after one refresh. Try again later, once.
 * - `config`: credentials, trusted IP, app disabled, wrong address. Stop this line and alert; trying again makes it worse.
 * - `receiver`: this receiver cannot be reached (left, out of range, bot not in the group). Skip it, tell whoever asked.
 * - `content`: what we sent is malformed: our bug. Set it aside and log; sending it again never helps.
 * - `gone`: what we answered or referred to has run out (response_code, req_id, media). Send something new instead.
 * - `transport`: no answer. When `ambiguous`, it may have been carried out; otherwise it certainly was not.
 */
export type WecomErrorKind =
  'busy' | 'frequency' | 'token' | 'config' | 'receiver' | 'content' | 'gone' | 'transport';

export interface WecomFault {
  /** The call's name, as `message/send` or `aibot_send_msg`. */
  readonly api: string;
  readonly kind: WecomErrorKind;
  /** WeCom's code; null when no answer came or the fault was found before sending. */
  readonly errcode?: number | null;
  readonly errmsg: string;
  /** The request may have been carried out although we do not know it. */
  readonly ambiguous?: boolean;
  readonly secrets?: readonly string[];
}

/** The one error of this room: a promise WeCom did not keep, or one we would have broken. Its message has no secrets. */
export class WecomError extends Error {
  override readonly name = 'WecomError';
  readonly api: string;
  readonly kind: WecomErrorKind;
  readonly errcode: number | null;
  readonly errmsg: string;
  readonly ambiguous: boolean;

  constructor({ api, kind, errcode = null, errmsg, ambiguous = false, secrets = [] }: WecomFault) {
    const masked = mask(errmsg, secrets);
    super(`${api}: ${kind}${errcode === null ? '' : ` ${errcode}`} ${masked}`);
    this.api = api;
    this.kind = kind;
    this.errcode = errcode;
    this.errmsg = masked;
    this.ambiguous = ambiguous;
  }

  /** How long to leave WeCom alone; null when waiting does not help. A minute's rate blocks for 60 s (protocol 9.1). */
  get retryAfterMs(): number | null {
    if (this.kind === 'frequency') return 60_000;
    return this.kind === 'busy' || this.kind === 'token' || this.kind === 'transport'
      ? 1_000
      : null;
  }
}

/** Makes the error for a non-zero `errcode`. Judged by the code, never by the message. */
export function refusedBy(
  api: string,
  errcode: number,
  errmsg: string,
  secrets: readonly string[] = [],
): WecomError {
  return new WecomError({ api, kind: kindOf(errcode, api), errcode, errmsg, secrets });
}

const named: Readonly<Record<number, WecomErrorKind>> = {
  [-1]: 'busy',
  40001: 'config', // wrong or reset secret; repeating it blocks our IP for an hour
  40003: 'receiver',
  40007: 'gone', // media_id: upload again
  40013: 'config',
  40014: 'token',
  40029: 'gone',
  40050: 'receiver', // chatid not found
  40056: 'config',
  41002: 'config',
  41004: 'config',
  42001: 'token',
  42015: 'config', // the card is another app's
  42016: 'gone',
  42022: 'gone',
  42052: 'gone', // too old to recall
  43012: 'config', // interactive cards need a callback URL
  45009: 'frequency',
  45033: 'busy',
  46004: 'receiver',
  60011: 'config', // visible range
  60020: 'config', // our IP is not trusted; the message says which one it saw
  60111: 'receiver',
  81013: 'receiver',
  84014: 'gone',
  84015: 'gone',
  86001: 'receiver',
  86003: 'receiver',
  86008: 'receiver', // not a group of this app
  86217: 'receiver',
  86224: 'receiver',
  93000: 'receiver', // the group's webhook is gone
  93001: 'receiver', // nobody has spoken to the bot there, or it was removed
  93004: 'receiver',
  93006: 'receiver', // not a chat of this bot, or its id in the wrong case
  93008: 'receiver',
  93017: 'content',
  93018: 'content',
  93019: 'config',
  301002: 'config', // agent and token do not match
  846605: 'gone', // req_id unknown, used up, or answered by the wrong command
  846608: 'gone', // stream too old
  853006: 'config',
};

/** First match wins. What no line names is `busy`: nothing was carried out, and a bounded retry loses nothing. */
const ranges: readonly (readonly [from: number, to: number, kind: WecomErrorKind])[] = [
  [40000, 44999, 'content'],
  [45001, 45008, 'content'],
  [45009, 45011, 'frequency'],
  [48000, 48999, 'config'],
  [50001, 50003, 'config'],
  [60000, 60110, 'config'],
  [82000, 82999, 'content'],
  [86000, 86299, 'content'],
  [301000, 301999, 'config'],
];

function kindOf(errcode: number, api: string): WecomErrorKind {
  const known =
    named[errcode] ?? ranges.find(([from, to]) => errcode >= from && errcode <= to)?.[2];
  if (known !== undefined) return known;
  // The code for a response_code that was used or ran out is in no document (protocol 12.2).
  return api === 'message/update_template_card' ? 'gone' : 'busy';
}

const telling =
  /\b(access_token|corpsecret|secret|response_code|aes_?key|key|token|ticket)(["']?\s*[=:]\s*["']?)[^\s&,;"'}]+/gi;

/** Hides secrets: those the caller knows, and whatever stands behind a telling name. */
function mask(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) if (secret !== '') masked = masked.replaceAll(secret, '***');
  return masked.replace(telling, '$1$2***').slice(0, 300);
}
