import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { createApi } from './app/api.ts';
import { createAppCallback } from './app/callback.ts';
import { createAppchat } from './app/appchat.ts';
import { createAppInbound } from './app/inbound.ts';
import { createMediaApi } from './app/media-api.ts';
import { createPassiveReply } from './app/passive-reply.ts';
import { createResponseCodes } from './app/response-codes.ts';
import { createSend } from './app/send.ts';
import { createTokens } from './app/token.ts';
import { createUpdate } from './app/update.ts';
import { createWebhook } from './app/webhook.ts';
import { createBotCallbacks } from './bot/callbacks.ts';
import { createBotCommands } from './bot/commands.ts';
import { createBotSocket } from './bot/socket.ts';
import { createStreams } from './bot/streams.ts';
import { createUploads } from './bot/uploads.ts';
import { createWaiting } from './bot/waiting.ts';
import type { Config } from './config.ts';
import { createControl } from './control/control.ts';
import { createFaults } from './control/faults.ts';
import { createHttpServer, isOwn } from './http-server.ts';
import { createDemoClock } from './page/demo-clock.ts';
import { createLive } from './page/live.ts';
import { createPageVerbs } from './page/verbs.ts';
import { createPhoneView } from './page/phone-view.ts';
import { createOpening } from './people/opening.ts';
import { createSay } from './people/say.ts';
import { createTap } from './people/tap.ts';
import { wecomTiming, type Timing } from './timing.ts';
import { createWindows } from './wire/window.ts';
import { keepCredentials } from './world/credentials.ts';
import { openLedger } from './world/ledger.ts';
import type { Credentials } from './world/model.ts';
import { createMedia } from './world/media.ts';
import { readWorldFile } from './world/world-file.ts';
import { createWorld } from './world/world.ts';

const pageFolder = fileURLToPath(new URL('../page', import.meta.url));

export interface Simulator {
  readonly url: string;
  readonly credentials: Credentials;
  stop(): Promise<void>;
}

/** Starts a whole WeCom: takes the port, opens the data folder, wires everything, opens the doors. */
export async function startSimulator(
  config: Config,
  given: Partial<Timing> = {},
): Promise<Simulator> {
  const timing = { ...wecomTiming, ...given };
  const file = readWorldFile(config.worldFile);
  const { server, serve } = createHttpServer();
  await listen(server, config.port);
  const { port } = server.address() as AddressInfo;

  const ledger = openLedger(config.dataFolder);
  const credentials = keepCredentials(ledger, config.credentials);
  const problems: string[] = [];
  const note = (problem: string) => void problems.push(`${new Date().toISOString()} ${problem}`);
  const clock = createDemoClock(config.clockUrl, () => live.tellStatus());
  const world = createWorld({ ledger, file, now: clock.now });
  const faults = createFaults();
  const windows = createWindows();

  const media = createMedia(ledger, timing);
  const tokens = createTokens(ledger, credentials, windows);
  const codes = createResponseCodes(ledger, timing);
  const onReply = createPassiveReply(world, note);
  const url = config.appCallback;
  const callback = createAppCallback({
    ledger,
    credentials,
    faults,
    timing,
    url,
    onReply,
    onLate: ({ messageId, event }) => {
      const message = event === null ? world.message(messageId) : null;
      if (message) world.amend({ ...message, lost: false });
    },
    note,
  });
  const app = createAppInbound({ credentials, callback, codes });

  const waiting = createWaiting();
  const streams = createStreams(world, timing.streamMs);
  const socket = createBotSocket({
    credentials,
    faults,
    timing,
    carryOut: createBotCommands({
      ledger,
      world,
      windows,
      timing,
      waiting,
      streams,
      media,
      uploads: createUploads({ media, windows, timing }),
    }),
    onSubscribed: () => {
      clock
        .settle()
        .then(opening)
        .catch((error: unknown) => note(String(error)));
    },
    onState: () => live.tellStatus(),
  });
  const bot = createBotCallbacks({
    ledger,
    credentials,
    faults,
    timing,
    socket,
    waiting,
    streams,
    media,
    mediaBase: `http://127.0.0.1:${port}`,
  });
  const say = createSay({ world, bot, app, media });
  const tap = createTap({ world, bot, app });
  const { opening: lines } = file;
  const view = createPhoneView(ledger, world);
  const opening = createOpening({
    ledger,
    world,
    lines,
    say,
    connected: socket.connected,
    markRead: (groups) => {
      for (const { id, members } of groups) {
        for (const userid of members) view.markRead(id, userid);
        world.changed(id);
      }
    },
  });

  const live = createLive({
    world,
    view,
    hello: () => ({
      corp: file.corp,
      names: world.names,
      members: world.members(),
      phones: file.phones,
      story: file.story,
    }),
    status: () => ({ clock: clock.state(), bot: socket.connected(), app: callback.configured }),
    onEnter: (userid, chatId) => {
      const chat = world.chat(chatId);
      if (chat?.kind === 'bot') bot.enter(chat, userid);
    },
  });

  const send = createSend({
    ledger,
    world,
    windows,
    credentials,
    codes,
    hasCallback: callback.configured,
    media,
  });
  const update = createUpdate({ world, credentials, codes });
  const appchat = createAppchat(world, media);
  const webhook = createWebhook(world, windows);
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const accept =
      pathname === '/bot' ? socket.accept : pathname === '/page/live' ? live.accept : null;
    if (!accept || (accept === live.accept && !isOwn(request))) return void stream.destroy();
    sockets.handleUpgrade(request, stream, head, (one) => accept(one));
  });
  serve({
    api: createApi({ world, tokens, faults, send, update, appchat, webhook }),
    control: createControl({ world, faults, say, tap, socket, tokens, callback, problems }),
    page: createPageVerbs({ world, say, tap, clock, callback }),
    pageFolder,
    mediaApi: createMediaApi({ media, tokens, faults }),
    media,
  });
  callback.resume();
  clock.run();

  async function stop(): Promise<void> {
    clock.stop();
    callback.stop();
    socket.close();
    live.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    ledger.close();
  }

  return { url: `http://127.0.0.1:${port}`, credentials, stop };
}

function listen(
  server: ReturnType<typeof createHttpServer>['server'],
  port: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
