import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { Faults } from '../control/faults.ts';
import type { Timing } from '../timing.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { objectOf, parseJson, textOf, type Json } from '../wire/json.ts';
import type { Credentials } from '../world/model.ts';

export interface BotSocketDeps {
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly timing: Timing;
  readonly carryOut: (cmd: string, reqId: string, body: Json) => Answer;
  readonly onSubscribed: () => void;
  readonly onState: () => void;
}

/** The smart bot's long connection: one live socket, subscribe first, acks without cmd (protocol 5.5). */
export function createBotSocket(deps: BotSocketDeps) {
  const { credentials, faults, timing } = deps;
  const open = new Set<WebSocket>();
  let live: WebSocket | null = null;

  /** Takes a fresh connection; it may do nothing until it has subscribed. */
  function accept(socket: WebSocket): void {
    open.add(socket);
    let silence = setTimeout(() => socket.close(), timing.subscribeMs);
    socket.on('message', (data) => {
      clearTimeout(silence);
      silence = setTimeout(() => socket.terminate(), timing.silenceMs);
      hear(socket, textFrom(data));
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(silence);
      open.delete(socket);
      if (live !== socket) return;
      live = null;
      deps.onState();
    });
  }

  function hear(socket: WebSocket, text: string): void {
    const frame = parseJson(text);
    if (!frame) return; // one bad frame does not kill the connection
    const cmd = textOf(frame, 'cmd');
    const reqId = textOf(objectOf(frame, 'headers') ?? {}, 'req_id');
    const body = objectOf(frame, 'body') ?? {};
    if (cmd === 'aibot_subscribe') {
      subscribe(socket, reqId, body);
      return;
    }
    if (socket !== live) {
      ack(socket, reqId, failed(846605, 'not subscribed'));
      return;
    }
    if (cmd === 'ping') {
      ack(socket, reqId, ok());
      return;
    }
    const planned = faults.nextError('botErrors');
    ack(socket, reqId, planned === null ? deps.carryOut(cmd, reqId, body) : failed(planned));
  }

  function subscribe(socket: WebSocket, reqId: string, body: Json): void {
    const refusal = refusalOf(body);
    if (refusal !== 0) {
      ack(socket, reqId, failed(refusal));
      socket.close();
      return;
    }
    const before = live;
    live = socket;
    if (before && before !== socket) dismiss(before);
    ack(socket, reqId, ok());
    deps.onState();
    deps.onSubscribed();
  }

  function refusalOf(body: Json): number {
    const planned = faults.current().refuseSubscribe;
    if (planned !== 0) return planned;
    if (textOf(body, 'bot_id') !== credentials.botId) return 40013;
    return textOf(body, 'secret') === credentials.botSecret ? 0 : 40001;
  }

  /** Tells the older connection that a newer one took over, then closes it (protocol 5.5). */
  function dismiss(socket: WebSocket): void {
    const event = { eventtype: 'disconnected_event', disconnected_event: {} };
    const body = { msgid: randomUUID(), create_time: seconds(), aibotid: credentials.botId };
    write(socket, 'aibot_event_callback', randomUUID(), { ...body, msgtype: 'event', event });
    socket.close();
  }

  function ack(socket: WebSocket, reqId: string, answer: Answer): void {
    if (faults.useUp('dropAcks')) return;
    const send = () => socket.send(JSON.stringify({ headers: { req_id: reqId }, ...answer }));
    const { ackDelayMs } = faults.current();
    if (ackDelayMs > 0) setTimeout(send, ackDelayMs);
    else send();
  }

  /** Sends a callback frame; false when nobody is there to get it: it is lost then (protocol 5.5). */
  function deliver(cmd: string, reqId: string, body: Json): boolean {
    if (!live || faults.current().stopDelivering) return false;
    write(live, cmd, reqId, body);
    return true;
  }

  /** Cuts the live connection without a word. */
  function drop(): boolean {
    live?.terminate();
    return live !== null;
  }

  function close(): void {
    for (const socket of open) socket.terminate();
  }

  return { accept, deliver, drop, close, connected: () => live !== null };
}
export type BotSocket = ReturnType<typeof createBotSocket>;

function write(socket: WebSocket, cmd: string, reqId: string, body: Json): void {
  socket.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
}

function textFrom(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data as Buffer).toString('utf8');
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
