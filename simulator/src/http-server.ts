import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ApiCall } from './app/api.ts';
import type { MediaApi } from './app/media-api.ts';
import { readPageFile } from './page/files.ts';
import type { Answer } from './wire/errcode.ts';
import { parseJson, type Json } from './wire/json.ts';
import { pictureType, type Media, type Medium } from './world/media.ts';

/** A picture of 10 MB, in base64 where the page or a test sends it. */
const MOST_BODY = 16 * 1024 * 1024;

export interface HttpDeps {
  readonly api: (call: ApiCall) => Answer | null;
  readonly control: Readonly<Record<string, (body: Json, query: URLSearchParams) => unknown>>;
  readonly page: Readonly<Record<string, (body: Json) => unknown>>;
  readonly pageFolder: string;
  readonly mediaApi: MediaApi;
  readonly media: Media;
}

/** An HTTP server whose doors open when `serve` is called: the port is taken before the data is touched. */
export function createHttpServer() {
  let deps: HttpDeps | null = null;
  const server: Server = createServer((request, response) => {
    answer(request, deps)
      .catch((error: unknown): Reply => json(500, { error: String(error) }))
      .then(
        ({ status, type, content, disposition }) => {
          response.writeHead(status, {
            'content-type': type,
            'cache-control': 'no-cache',
            ...(disposition !== undefined && { 'content-disposition': disposition }),
          });
          response.end(content);
        },
        () => response.destroy(),
      );
  });
  return { server, serve: (given: HttpDeps) => void (deps = given) };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly content: string | Buffer;
  readonly disposition?: string;
}

async function answer(request: IncomingMessage, deps: HttpDeps | null): Promise<Reply> {
  if (!deps) return json(503, { error: 'starting' });
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const bytes = await readBody(request);
  if (bytes === null) return json(413, { error: 'body too large' });
  const contentType = request.headers['content-type'] ?? '';
  if (path.startsWith('/cgi-bin/media/')) {
    const answered = deps.mediaApi({ method, path, query, body: bytes, contentType });
    if (!answered) return json(404, { error: 'not found' });
    return 'errcode' in answered ? json(200, answered) : fileReply(answered);
  }
  const [, shelf, id] = /^\/(media|photo)\/([\w-]+)$/.exec(path) ?? [];
  if (id !== undefined) {
    const found = shelf === 'media' ? deps.media.follow(id) : deps.media.get(id);
    return found ? fileReply(found) : json(404, { error: 'expired' });
  }
  const body = bytes.toString('utf8');
  if (path.startsWith('/cgi-bin/')) {
    const answered = deps.api({ method, path, query, body });
    return answered ? json(200, answered) : json(404, { error: 'not found' });
  }
  const [, room, verb] = /^\/(control|page)\/([a-z-]+)$/.exec(path) ?? [];
  if (verb === undefined) return fileOf(deps.pageFolder, path);
  if (!isOwn(request)) return json(403, { error: 'from another site' });
  const act = (room === 'control' ? deps.control : deps.page)[`${method} ${verb}`];
  if (!act) return json(404, { error: `no ${method} ${path}` });
  try {
    return json(200, await act(parseJson(body) ?? {}, query));
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** A page of another site may not act here: its requests carry an Origin that is not ours. */
export function isOwn(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

async function fileOf(folder: string, wanted: string): Promise<Reply> {
  const file = await readPageFile(folder, wanted);
  return file ? { status: 200, ...file } : json(404, { error: 'not found' });
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > MOST_BODY) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** Bytes with their name, as a download (protocol 5.2, 6). */
function fileReply({ name, bytes }: Medium): Reply {
  const type = pictureType(bytes) ?? 'application/octet-stream';
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return { status: 200, type, content: bytes, disposition };
}

function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', content: JSON.stringify(body) };
}
