import { WSClient, type WsFrame } from '@wecom/aibot-node-sdk';
import type { ASimulator, Fields } from './a-simulator.ts';

type Answer = (frame: WsFrame) => Promise<unknown>;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A bot on the official SDK, subscribed. */
export async function aBot(
  wecom: ASimulator,
  answer?: (client: WSClient, frame: WsFrame) => Promise<unknown>,
) {
  const { botId, botSecret } = wecom.credentials();
  const client = new WSClient({
    botId,
    secret: botSecret,
    wsUrl: `${wecom.url().replace('http', 'ws')}/bot`,
    maxReconnectAttempts: 0,
    logger: quiet,
  });
  const bot = {
    client,
    heard: [] as Fields[],
    taps: [] as Fields[],
    onMessage: (answer ? (frame) => answer(client, frame) : null) as Answer | null,
    onTap: null as Answer | null,
    pending: Promise.resolve() as Promise<unknown>,
    push: (chatid: string, body: Fields): Promise<unknown> =>
      client.sendMessage(chatid, body as never),
    stop: () => client.disconnect(),
  };
  client.on('message', (frame) => {
    bot.heard.push(frame.body as unknown as Fields);
    if (bot.onMessage) bot.pending = bot.onMessage(frame as WsFrame);
  });
  client.on('event.template_card_event', (frame) => {
    bot.taps.push(frame.body as unknown as Fields);
    if (bot.onTap) bot.pending = bot.onTap(frame as WsFrame);
  });
  await new Promise<void>((resolve) => {
    client.on('authenticated', () => resolve());
    client.connect();
  });
  return bot;
}
export type ABot = Awaited<ReturnType<typeof aBot>>;
