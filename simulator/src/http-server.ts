import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
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
    answer(request, response, deps).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: String(error) });
    });
  });
  return { server, serve: (given: HttpDeps) => void (deps = given) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  deps: HttpDeps | null,
): Promise<void> {
  if (!deps) {
    sendJson(response, 503, { error: 'starting' });
    return;
  }
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  if (body === null) {
    sendJson(response, 413, { error: 'body too large' });
    return;
  }
  if (pathname.startsWith('/cgi-bin/')) {
    const answered = deps.api({ method, path: pathname, query, body });
    answered ? sendJson(response, 200, answered) : sendJson(response, 404, { error: 'not found' });
    return;
  }
  const inner = /^\/(control|page)\/([a-z-]+)$/.exec(pathname);
  if (!inner) return sendFile(response, deps.pageFolder, pathname);
  if (!isOwn(request)) {
    sendJson(response, 403, { error: 'from another site' });
    return;
  }
  const verbs = inner[1] === 'control' ? deps.control : deps.page;
  const verb = verbs[`${method} ${inner[2] ?? ''}`];
  if (!verb) {
    sendJson(response, 404, { error: `no ${method} ${pathname}` });
    return;
  }
  try {
    sendJson(response, 200, await verb(parseJson(body) ?? {}, query));
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** A page of another site may not act here: its requests carry an Origin that is not ours. */
export function isOwn(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

async function sendFile(response: ServerResponse, folder: string, wanted: string): Promise<void> {
  const file = await readPageFile(folder, wanted);
  if (!file) {
    sendJson(response, 404, { error: 'not found' });
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' });
  response.end(file.content);
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

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
