import { WecomError, refusedBy, type WecomFault } from './error.ts';
import { readUpTo } from './fetch-media.ts';
import { fieldsOf, type Fields } from './read.ts';

export interface AppApiOptions {
  /** Origin, and path if there is one, before `/cgi-bin` (private deployments have their own). */
  readonly apiBase: string;
  readonly fetch?: typeof fetch | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface ApiCall {
  /** The path below `/cgi-bin/`, which also names the call in errors. */
  readonly api: string;
  readonly query: Readonly<Record<string, string>>;
  /** A POST's body, already JSON: what is sent twice must be the same bytes. Without it the call is a GET. */
  readonly json?: string;
  /** Never to be seen in an error. */
  readonly secrets: readonly string[];
}

/** Asks for bytes, or brings some: the two calls that are not JSON both ways (protocol 6). */
export function createAppMedia({
  apiBase,
  fetch: send = fetch,
  timeoutMs = 20_000,
}: AppApiOptions) {
  const base = apiBase.replace(/\/+$/, '');
  const ask = async (call: MediaCall, body: FormData | null): Promise<Response> => {
    const { api, query, secrets } = call;
    const url = `${base}/cgi-bin/${api}?${new URLSearchParams(query).toString()}`;
    try {
      return await send(url, {
        method: body === null ? 'GET' : 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body !== null && { body }),
      });
    } catch (error) {
      // Nothing anybody sees was sent: an upload may be repeated.
      throw new WecomError({ api, secrets, kind: 'transport', errmsg: why(error) });
    }
  };
  return {
    /** The bytes of a media_id; what has no file name is an errcode in JSON, with HTTP 200 (protocol 6). */
    async get(call: MediaCall, mostBytes: number): Promise<Buffer> {
      const response = await ask(call, null);
      const bytes = await readUpTo(response, mostBytes);
      const isFile = response.headers.has('content-disposition');
      if (!isFile || response.status !== 200) judge(call, response.status, bytes);
      return bytes;
    },
    async post(call: MediaCall, form: FormData): Promise<Fields> {
      const response = await ask(call, form);
      return judge(call, response.status, await readUpTo(response, 64 * 1024));
    },
  };
}

export type MediaCall = Omit<ApiCall, 'json'>;

function judge({ api, secrets }: MediaCall, status: number, bytes: Buffer): Fields {
  const body = status === 200 ? parse(bytes.toString('utf8')) : null;
  if (body === null)
    throw new WecomError({ api, secrets, kind: 'transport', errmsg: `HTTP ${status}, not JSON` });
  const errcode = typeof body['errcode'] === 'number' ? body['errcode'] : 0;
  const errmsg = typeof body['errmsg'] === 'string' ? body['errmsg'] : '';
  if (errcode !== 0) throw refusedBy(api, errcode, errmsg, secrets);
  return body;
}

/** Makes one call to WeCom's server API and judges the answer by its errcode alone (protocol 3.1, 9.2). */
export function createAppApi({ apiBase, fetch: send = fetch, timeoutMs = 5000 }: AppApiOptions) {
  const base = apiBase.replace(/\/+$/, '');

  return async ({ api, query, json, secrets }: ApiCall): Promise<Fields> => {
    const url = `${base}/cgi-bin/${api}?${new URLSearchParams(query).toString()}`;
    const fault = (rest: Omit<WecomFault, 'api' | 'secrets'>) =>
      new WecomError({ api, secrets, ...rest });
    let status: number;
    let text: string;
    try {
      const response = await send(url, {
        method: json === undefined ? 'GET' : 'POST',
        // A redirect would carry the token to wherever it points: http instead of https, at best (protocol 3.1).
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(json !== undefined && { body: json, headers: { 'content-type': 'application/json' } }),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      throw fault({ kind: 'transport', errmsg: why(error), ambiguous: !neverSent(error) });
    }
    if (status === 429) throw fault({ kind: 'frequency', errmsg: 'HTTP 429' });
    if (status >= 300 && status < 500) throw fault({ kind: 'config', errmsg: `HTTP ${status}` });
    const body = status < 300 ? parse(text) : null;
    if (body === null) {
      throw fault({ kind: 'transport', errmsg: `HTTP ${status}, not JSON`, ambiguous: true });
    }
    // Some answers leave errcode out when all is well.
    const errcode = typeof body['errcode'] === 'number' ? body['errcode'] : 0;
    const errmsg = typeof body['errmsg'] === 'string' ? body['errmsg'] : '';
    if (errcode !== 0) throw refusedBy(api, errcode, errmsg, secrets);
    return body;
  };
}

function parse(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? fieldsOf(value) : null;
  } catch {
    return null;
  }
}

/** Undici says only "fetch failed"; what happened is in the cause, or in the first of several tried addresses. */
function causeOf(error: unknown): Fields {
  const outer = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const inner: unknown = outer instanceof AggregateError ? outer.errors[0] : outer;
  if (!(inner instanceof Error)) return fieldsOf(inner);
  return { ...fieldsOf(inner), name: inner.name, message: inner.message };
}

/** Whether the connection was never there, so that certainly nothing was carried out. */
function neverSent(error: unknown): boolean {
  const { syscall, code } = causeOf(error);
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return (
    typeof code === 'string' &&
    /^(UND_ERR_CONNECT_TIMEOUT|ERR_TLS_|ERR_SSL_|ERR_INVALID_URL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(
      code,
    )
  );
}

function why(error: unknown): string {
  const { code, name, message } = causeOf(error);
  return [code, name, message].filter((one) => typeof one === 'string').join(' ');
}
