import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { ApiCall } from './app/api.ts';
import { readPageFile } from './page/files.ts';
import type { Answer } from './wire/errcode.ts';
import { parseJson, type Json } from './wire/json.ts';

const MOST_BODY = 2 * 1024 * 1024;

export interface HttpDeps {
  readonly api: (call: ApiCall) => Answer | null;
  readonly control: Readonly<Record<string, (body: Json, query: URLSearchParams) => unknown>>;
  readonly page: Readonly<Record<string, (body: Json) => unknown>>;
  readonly pageFolder: string;
}

/** An HTTP server whose doors open when `serve` is called: the port is taken before the data is touched. */
export function createHttpServer() {
  let deps: HttpDeps | null = null;
  const server: Server = createServer((request, response) => {
    answer(request, deps)
      .catch((error: unknown) => json(500, { error: String(error) }))
      .then(
        ({ status, type, content }) => {
          response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' });
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
}

async function answer(request: IncomingMessage, deps: HttpDeps | null): Promise<Reply> {
  if (!deps) return json(503, { error: 'starting' });
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  if (body === null) return json(413, { error: 'body too large' });
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

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > MOST_BODY) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', content: JSON.stringify(body) };
}
