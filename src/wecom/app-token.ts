import { WecomError } from './error.ts';
import type { createAppApi } from './app-api.ts';
import type { Fields } from './read.ts';

export interface AppTokenOptions {
  readonly call: ReturnType<typeof createAppApi>;
  readonly corpId: string;
  readonly secret: string;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
}

/** A new token is fetched this long before the old one ends. */
const earlyMs = 5 * 60 * 1000;
/** After WeCom called our credentials wrong it is left alone for this long: repeating it blocks our IP for an hour. */
const coolDownMs = 60 * 1000;

/** Keeps one app's access_token (protocol 3.1): one fetch at a time, one retry for a token that WeCom ended early. */
export function createAppToken({ call, corpId, secret, clock }: AppTokenOptions) {
  let token: { readonly value: string; readonly refreshAt: number } | null = null;
  let fetching: Promise<string> | null = null;
  let broken: { readonly error: WecomError; readonly until: number } | null = null;

  async function fetchToken(): Promise<string> {
    const query = { corpid: corpId, corpsecret: secret };
    try {
      const body = await call({ api: 'gettoken', query, secrets: [secret] });
      const { access_token: value, expires_in: seconds } = body;
      if (typeof value !== 'string' || value === '') {
        throw new WecomError({ api: 'gettoken', kind: 'busy', errmsg: 'no access_token' });
      }
      const livesMs = (typeof seconds === 'number' ? seconds : 7200) * 1000;
      token = { value, refreshAt: clock() + Math.max(livesMs - earlyMs, livesMs / 2) };
      return value;
    } catch (error) {
      // Nothing that should be sent has been: whatever the fetch of the token came to, the message itself did not leave.
      const fault = error instanceof WecomError && error.ambiguous ? unsent(error) : error;
      noteBroken(fault);
      throw fault;
    }
  }

  function noteBroken(error: unknown): void {
    if (!(error instanceof WecomError) || error.kind !== 'config') return;
    token = null;
    broken = { error, until: clock() + coolDownMs };
  }

  function current(): Promise<string> {
    if (broken !== null && clock() < broken.until) return Promise.reject(broken.error);
    if (token !== null && clock() < token.refreshAt) return Promise.resolve(token.value);
    fetching ??= fetchToken().finally(() => {
      fetching = null;
    });
    return fetching;
  }

  return {
    /** Runs `work` with a token; once more with a fresh one when WeCom says that this one is no good. */
    async with(work: (token: string) => Promise<Fields>): Promise<Fields> {
      const first = await current();
      try {
        return await attempt(work, first);
      } catch (error) {
        if (!(error instanceof WecomError) || error.kind !== 'token') throw error;
        // Ten calls that find the same token dead fetch one new token, not ten.
        if (token?.value === first) token = null;
        return attempt(work, await current());
      }
    },
  };

  async function attempt(work: (token: string) => Promise<Fields>, value: string): Promise<Fields> {
    try {
      return await work(value);
    } catch (error) {
      if (error instanceof WecomError && error.errcode === 40001) noteBroken(error);
      throw error;
    }
  }
}

function unsent({ api, kind, errcode, errmsg }: WecomError): WecomError {
  return new WecomError({ api, kind, errcode, errmsg, ambiguous: false });
}
