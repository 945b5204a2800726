import type { Faults } from '../control/faults.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { pictureType, type Media, type Medium } from '../world/media.ts';
import type { Tokens } from './token.ts';

export interface MediaCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly contentType: string;
}

const MOST = 10 * 1024 * 1024;

/** media/upload and media/get, whose bodies are not JSON (protocol 6); null for any other path. */
export function createMediaApi(deps: {
  readonly media: Media;
  readonly tokens: Tokens;
  readonly faults: Faults;
}) {
  const { media, tokens, faults } = deps;
  return (call: MediaCall): Answer | Medium | null => {
    const { path, query } = call;
    const isUpload = path === '/cgi-bin/media/upload';
    if (!isUpload && path !== '/cgi-bin/media/get') return null;
    const planned = faults.nextError('apiErrors');
    if (planned !== null) return failed(planned);
    const refusal = tokens.refuse(query);
    if (refusal) return refusal;
    return isUpload ? upload(call) : (media.get(query.get('media_id') ?? '') ?? failed(40007));
  };

  function upload({ method, query, body, contentType }: MediaCall): Answer {
    if (method !== 'POST') return failed(40058, 'POST required');
    const type = query.get('type') ?? '';
    const file = fileIn(body, contentType);
    if (!file) return failed(41005);
    if (file.bytes.length <= 5) return failed(44001);
    if (file.bytes.length > MOST) return failed(40009);
    if (type === 'image' && pictureType(file.bytes) === null) return failed(40005);
    const media_id = media.put({ type, ...file });
    return ok({ type, media_id, created_at: Math.floor(Date.now() / 1000).toString() });
  }
}
export type MediaApi = ReturnType<typeof createMediaApi>;

/** The form's field `media`; null when there is none. */
function fileIn(
  body: Buffer,
  contentType: string,
): { readonly name: string; readonly bytes: Buffer } | null {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const [line, blank] = [Buffer.from(`--${boundary}`), Buffer.from('\r\n\r\n')];
  for (let at = body.indexOf(line); at >= 0;) {
    const next = body.indexOf(line, at + line.length);
    if (next < 0) return null;
    const head = body.indexOf(blank, at);
    const words = body.subarray(at, head).toString('utf8');
    if (head > 0 && head < next && /name="media"/.test(words)) {
      const name = /filename="([^"]*)"/.exec(words)?.[1] ?? 'file';
      return { name, bytes: body.subarray(head + blank.length, next - 2) };
    }
    at = next;
  }
  return null;
}
