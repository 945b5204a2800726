// A long-connection server of a few lines (protocol 5.5, 5.6): it keeps what it was sent, and answers as told.
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface BotFrame {
  readonly cmd?: string;
  readonly headers: { readonly req_id: string };
  readonly body?: Record<string, unknown>;
}
/** null: no acknowledgement at all. */
export type Ack = (frame: BotFrame) => Record<string, unknown> | null;

export interface BotServer {
  readonly url: string;
  readonly frames: BotFrame[];
  readonly sockets: WebSocket[];
  ack: Ack;
  /** Resolves with the first frame of this command, waiting for it if need be. */
  next(cmd: string): Promise<BotFrame>;
  push(cmd: 'aibot_msg_callback' | 'aibot_event_callback', reqId: string, body: unknown): void;
  close(): Promise<void>;
}

export async function aBotServer(port = 0): Promise<BotServer> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const waiting: { cmd: string; resolve: (frame: BotFrame) => void }[] = [];
  const frames: BotFrame[] = [];
  const sockets: WebSocket[] = [];
  const self: BotServer = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    frames,
    sockets,
    ack: () => ({ errcode: 0, errmsg: 'ok' }),
    next(cmd) {
      const found = frames.find((one) => one.cmd === cmd);
      if (found) return Promise.resolve(found);
      return new Promise((resolve) => waiting.push({ cmd, resolve }));
    },
    push(cmd, reqId, body) {
      sockets.at(-1)?.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body }));
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as BotFrame;
      frames.push(frame);
      const index = waiting.findIndex((one) => one.cmd === frame.cmd);
      if (index >= 0) waiting.splice(index, 1)[0]?.resolve(frame);
      const ack = self.ack(frame);
      if (ack) socket.send(JSON.stringify({ headers: frame.headers, ...ack }));
    });
  });
  return self;
}

export function aBotTap(fields: Record<string, unknown> = {}) {
  return {
    msgid: 'e1',
    create_time: 1700000000,
    aibotid: 'aibX',
    chatid: 'wrAbC',
    chattype: 'group',
    from: { userid: 'LiSi' },
    msgtype: 'event',
    event: {
      eventtype: 'template_card_event',
      template_card_event: {
        card_type: 'button_interaction',
        event_key: 'checkin',
        task_id: 'duty_07',
        selected_items: {
          selected_item: [{ question_key: 'q1', option_ids: { option_id: ['a'] } }],
        },
      },
    },
    ...fields,
  };
}

export function aBotText(fields: Record<string, unknown> = {}) {
  return {
    msgid: 'm1',
    aibotid: 'aibX',
    chatid: 'wrAbC',
    chattype: 'group',
    from: { userid: 'zhangsan' },
    msgtype: 'text',
    text: { content: '@哨响 帮助' },
    ...fields,
  };
}
