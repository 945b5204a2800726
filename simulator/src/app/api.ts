import type { Faults } from '../control/faults.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { parseJson, textOf, type Json } from '../wire/json.ts';
import type { Message } from '../world/model.ts';
import type { World } from '../world/world.ts';
import type { Tokens } from './token.ts';

export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}
type Handler = (body: Json, query: URLSearchParams) => Answer;
export interface ApiDeps {
  readonly world: World;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly send: Handler;
  readonly update: Handler;
  readonly appchat: Readonly<Record<'create' | 'update' | 'get' | 'send', Handler>>;
  readonly webhook: Handler;
}

/** The server API under /cgi-bin: null for a path that does not exist (404), else an errcode (protocol 3.1). */
export function createApi(deps: ApiDeps) {
  const { world, tokens, faults } = deps;
  const posts: Readonly<Record<string, Handler>> = {
    '/cgi-bin/message/send': deps.send,
    '/cgi-bin/message/update_template_card': deps.update,
    '/cgi-bin/message/recall': (body) => recall(world, textOf(body, 'msgid')),
    '/cgi-bin/appchat/create': deps.appchat.create,
    '/cgi-bin/appchat/update': deps.appchat.update,
    '/cgi-bin/appchat/send': deps.appchat.send,
  };
  const gets: Readonly<Record<string, Handler>> = {
    '/cgi-bin/appchat/get': deps.appchat.get,
    '/cgi-bin/user/get': (_, query) => member(world, query.get('userid') ?? ''),
    '/cgi-bin/getcallbackip': () => ok({ ip_list: ['127.0.0.1'] }),
  };

  return (call: ApiCall): Answer | null => {
    const { method, path, query } = call;
    const isWebhook = path === '/cgi-bin/webhook/send';
    const handler = posts[path] ?? gets[path];
    if (path !== '/cgi-bin/gettoken' && !isWebhook && !handler) return null;
    const planned = faults.nextError('apiErrors');
    if (planned !== null) return failed(planned);
    if (path === '/cgi-bin/gettoken') return tokens.issue(query);
    if (isWebhook) return withBody(call, deps.webhook);
    const refusal = tokens.refuse(query);
    if (refusal) return refusal;
    if (path in gets) return handler ? handler({}, query) : null;
    return method === 'POST' && handler ? withBody(call, handler) : failed(40058, 'POST required');
  };
}

function withBody({ body, query }: ApiCall, handler: Handler): Answer {
  const json = parseJson(body);
  return json ? handler(json, query) : failed(40058, 'request body is not a JSON object');
}

const RECALL_MS = 24 * 3_600_000;

/** message/recall: within 24 h (protocol 3.5). */
function recall(world: World, msgid: string): Answer {
  const copies: readonly Message[] = world.copiesOf(msgid);
  const [first] = copies;
  if (!first) return failed(40058, 'invalid msgid');
  if (Date.now() - first.sentAt > RECALL_MS) return failed(42052, 'msgid expired');
  for (const copy of copies) world.amend({ ...copy, recalled: true });
  return ok();
}

/** user/get: what a new self-built app may see (protocol 7.1, 7.2). */
function member(world: World, userid: string): Answer {
  const one = world.member(userid.toLowerCase());
  if (!one) return failed(60111);
  const { name, title } = one;
  return ok({ userid: one.userid, name, department: [1], position: title, status: 1, gender: '0' });
}
