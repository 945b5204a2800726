import { Router } from '@koa/router';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import { maxBodyBytes, type CallbackCodec } from '../wecom/callback-codec.ts';
import { CallbackRefused } from '../wecom/callback-refused.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { faultOf, type Log } from '../wecom/log.ts';
import { mayReply, type PassiveReply } from '../wecom/passive-reply.ts';

/** Hears one thing a member did; resolves once it is kept, with what to answer in place, if anything. */
export type HearApp = (inbound: Inbound) => Promise<PassiveReply | null>;

export interface AppCallbackDeps {
  readonly codec: CallbackCodec;
  readonly hear: HearApp;
  /** Real time by the database's clock. */
  readonly now: () => Promise<Date>;
  readonly log: Log;
}

/** WeCom hangs up after 5 s and sends again (protocol 1.6); this much is worth a look. */
const slowMs = 3000;

/**
 * The self-built app's callback at `/wecom/app` (protocol 1). 200 says that what came in is kept; one same 403 answers
 * everything refused; 503 says that we failed, and makes WeCom send it again.
 */
export function createAppCallback(deps: AppCallbackDeps): Router {
  const router = new Router();
  router.get('/wecom/app', (ctx) => atTheDoor(ctx, deps, () => echo(ctx, deps)));
  router.post('/wecom/app', (ctx) => atTheDoor(ctx, deps, () => receive(ctx, deps)));
  return router;
}

/** The console wants the bare plaintext within a second: no quotes, no newline. */
function echo(ctx: Context, { codec }: AppCallbackDeps): Promise<string> {
  return Promise.resolve(codec.verifyEcho(ctx.query));
}

async function receive(ctx: Context, deps: AppCallbackDeps): Promise<string> {
  const { codec, now, log } = deps;
  const body = await readBody(ctx);
  const inbound = await codec.open(ctx.query, body, now);
  const reply = await listen(inbound, deps);
  if (reply === null) return '';
  if (!mayReply(reply, inbound)) {
    log.error({ deliveryId: inbound.deliveryId, reply: reply.type }, 'no such answer to this');
    return '';
  }
  const sealed = codec.sealReply(reply, inbound.from, await now());
  ctx.type = 'text/xml; charset=utf-8';
  return sealed;
}

async function listen(
  inbound: Inbound,
  { hear, log }: AppCallbackDeps,
): Promise<PassiveReply | null> {
  const startedAt = performance.now();
  const { deliveryId } = inbound;
  try {
    return await hear(inbound);
  } catch (error) {
    log.error({ deliveryId, ...faultOf(error) }, 'callback not heard');
    throw new NotHeard();
  } finally {
    const tookMs = Math.round(performance.now() - startedAt);
    if (tookMs > slowMs) log.warn({ deliveryId, tookMs }, 'callback heard slowly');
  }
}

/** Already logged with its delivery. */
class NotHeard extends Error {}

/** Turns what `work` comes to into the one of three answers there are. */
async function atTheDoor(
  ctx: Context,
  { log }: AppCallbackDeps,
  work: () => Promise<string>,
): Promise<void> {
  ctx.type = 'text/plain; charset=utf-8';
  try {
    const answer = await work();
    ctx.status = 200;
    ctx.body = answer;
  } catch (error) {
    const refused = error instanceof CallbackRefused;
    if (refused) log.warn({ reason: error.reason }, 'callback refused');
    else if (!(error instanceof NotHeard)) log.error(faultOf(error), 'callback failed');
    ctx.status = refused ? 403 : 503;
    ctx.body = '';
  }
}

/** The bytes as received: what is signed is inside them, and nothing may re-write it on the way. */
async function readBody(ctx: Context): Promise<Buffer> {
  try {
    return await getRawBody(ctx.req, { limit: maxBodyBytes, length: ctx.request.length });
  } catch {
    // Too large, cut off, or not as long as announced. The rest is not read, so that the connection is of no use.
    ctx.set('Connection', 'close');
    throw new CallbackRefused('size');
  }
}
