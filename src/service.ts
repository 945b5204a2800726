import type { Router } from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import { createAppCallback } from './bot/callback.ts';
import { createHear, type Hear } from './bot/hear.ts';
import { toBotAnswer, toPassiveReply } from './bot/answers.ts';
import { parse } from './bot/parse.ts';
import { ConfigError, type Config } from './config.ts';
import { createRunAdmission } from './flows/admission/run.ts';
import { createRunAsk } from './flows/ask/run.ts';
import { createRunBinding } from './flows/binding/run.ts';
import { createRunDelivery } from './flows/delivery/run.ts';
import { createRunMedia } from './flows/media/run.ts';
import { createRunMeet } from './flows/meet/run.ts';
import { createPeekWhistle, createRunWhistle } from './flows/whistle/run.ts';
import { startAuditor, type Auditor } from './jobs/auditor.ts';
import { createDraw } from './jobs/draw.ts';
import type { Hands } from './jobs/drain.ts';
import type { FetchHands } from './jobs/fetch.ts';
import { createSend } from './jobs/lines.ts';
import { startBotHolder, type BotHolder } from './jobs/bot-holder.ts';
import { createQueues } from './jobs/queue.ts';
import { startRelay } from './jobs/relay.ts';
import { startWorker } from './jobs/worker.ts';
import { createBusinessTimes } from './store/business-time.ts';
import { createDataSource, type DataSource } from './store/data-source.ts';
import type { MediaShelf } from './store/media.ts';
import { migrate } from './store/migrate.ts';
import { createOutbox, type Line } from './store/outbox.ts';
import { openWorkSession } from './store/session.ts';
import { Busy, createStore } from './store/store.ts';
import { WecomError } from './wecom/error.ts';
import { createAppClient } from './wecom/app-client.ts';
import { createBotConnection, type BotConnection } from './wecom/bot-connection.ts';
import type { Inbound } from './wecom/inbound.ts';
import { createCallbackCodec } from './wecom/callback-codec.ts';
import { patiently } from './wecom/patient.ts';
import { createDemoClock } from './web/demo-clock.ts';
import { createHealth } from './web/health.ts';
import { listen } from './web/listen.ts';
import { localDate } from './domain/local-time.ts';
import type { RuleBook } from './domain/rule-book.ts';
import { firstMoment } from './rulebook/first-moment.ts';
import { loadRuleBook } from './rulebook/load.ts';

/** What is asked of the machine beside the configuration: made by main.ts, or by a test. */
export interface Surroundings {
  readonly databaseUrl: string;
  readonly book: RuleBook;
  readonly log: Logger;
  /** Prefix of queue names, so that several installations share a Redis. */
  readonly prefix: string;
  /** Set with the built-in simulator: its clock may be turned. */
  readonly demo: boolean;
}

export interface Service {
  readonly port: number;
  stop(): Promise<void>;
}

/** Messages and taps of the long connection taken on at a time; the pages and the app's line have connections left. */
const HEARD_AT_ONCE = 6;

/** Builds everything and starts the roles. Stops in the reverse order: hear, carry out, keep. */
export async function startService(config: Config, around: Surroundings): Promise<Service> {
  const { log } = around;
  const stops: Stops = [];
  const stop = async () => {
    for (const one of stops.reverse().splice(0))
      await one().catch((error: unknown) => log.warn({ err: faultOf(error) }, 'stopping'));
  };
  try {
    const kept = await openKept(config, around, stops);
    const lines = await openLines(config, log, createEar(kept, around));
    const hands = handsFor(kept, lines, log);
    const auditor = config.roles.includes('work') ? startWork(kept, hands, stops) : null;
    const holding = { holder: null as BotHolder | null };
    const port = await openWeb({ config, around, kept, lines, auditor, holding }, stops);
    if (lines.bot && config.roles.includes('hear')) {
      holding.holder = startHearing(lines.bot, kept, hands, stops);
      await holding.holder.firstAnswer;
    }
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is to be stopped, in the order it was started. */
type Stops = (() => Promise<unknown>)[];
type Kept = Awaited<ReturnType<typeof openKept>>;
type Lines = Awaited<ReturnType<typeof openLines>>;
type AllHands = ReturnType<typeof handsFor>;

/** The database with its clock, its rule book and its claims, and the queue. */
async function openKept(config: Config, around: Surroundings, stops: Stops) {
  const { databaseUrl, book, log, prefix, demo } = around;
  const hearing = await connect(createDataSource(databaseUrl, HEARD_AT_ONCE + 2), stops);
  const working = await connect(createDataSource(databaseUrl, 12), stops);
  await migrate(working);
  const times = createBusinessTimes(working);
  const start = config.timeStart ?? (demo ? firstMoment(book, new Date().toISOString()) : null);
  await times.begin(start, config.timeScale ?? (demo ? 60 : 1));
  if (config.timeScale !== null) await times.setSpeed(config.timeScale);
  const hearStore = createStore(hearing);
  await hearStore.books.adopt(book);
  const workStore = createStore(working, hearStore.books);
  const session = await openWorkSession({
    url: config.directUrl ?? databaseUrl,
    warn: (fields, text) => log.warn(fields, text),
  });
  stops.push(() => session.close());
  const queues = createQueues({ redisUrl: config.redisUrl, databaseUrl, prefix, log });
  stops.push(() => queues.close());
  const runWhistle = createRunWhistle(workStore);
  return {
    working,
    times,
    hearStore,
    workStore,
    outbox: createOutbox(working),
    session,
    queues,
    runWhistle,
  };
}

/** The one ear of both lines. */
function createEar({ hearStore }: Kept, { book }: Surroundings): Hear {
  return createHear({
    read: (text) => parse(text, book.lexicon),
    runWhistle: createRunWhistle(hearStore),
    peekWhistle: createPeekWhistle(hearStore),
    runBinding: createRunBinding(hearStore),
    runAsk: createRunAsk(hearStore),
    runMeet: createRunMeet(hearStore),
    runAdmission: createRunAdmission(hearStore),
    isBusy: (error) => error instanceof Busy,
  });
}

/** The ways to WeCom that are configured. Wrong credentials end the start; WeCom being away does not. */
async function openLines(config: Config, log: Logger, hear: Hear) {
  const app = config.app ? createAppClient(config.app) : null;
  await app?.check().catch((error: unknown) => {
    if (error instanceof WecomError && error.kind === 'config') throw error;
    log.warn({ err: faultOf(error) }, 'WeCom does not answer yet');
  });
  const hearInTurn = patiently(async (inbound) => toBotAnswer(await hear(inbound), inbound), {
    atOnce: HEARD_AT_ONCE,
    onFault: ({ deliveryId, error, again }) => {
      log[again ? 'warn' : 'error']({ deliveryId, err: faultOf(error) }, 'not heard');
    },
  });
  const bot = config.bot ? createBotConnection({ ...config.bot, log, hear: hearInTurn }) : null;
  return { app, bot, hear };
}

function handsFor({ outbox, session, workStore }: Kept, { app, bot }: Lines, log: Logger) {
  const { media } = workStore;
  return {
    shelf: media,
    getMedia: app ? (mediaId: string, most: number) => app.getMedia(mediaId, most) : null,
    runMedia: createRunMedia(workStore),
    mostBytes: async () =>
      (await workStore.books.current()).book.messages.media.maxMegabytes * 1024 * 1024,
    outbox,
    session,
    letters: createDraw(workStore),
    send: createSend({ app, bot, photo: photoFrom(media) }),
    runDelivery: createRunDelivery(workStore),
    hasBot: bot !== null,
    log,
  } satisfies Omit<Hands & FetchHands, 'lines'>;
}

const photoFrom = (media: MediaShelf) => async (mediaId: string) => {
  const found = await media.read(mediaId);
  return found === 'later' ? null : found;
};

/** The role `work`: hands for everything but the long connection, the relay and the auditor. */
function startWork(
  { outbox, session, queues, runWhistle }: Kept,
  hands: AllHands,
  stops: Stops,
): Auditor {
  const { hasBot, log } = hands;
  const lines: Line[] = hasBot ? ['clock', 'app'] : ['clock', 'app', 'bot'];
  const worker = startWorker('effect', { ...hands, lines, queues, runWhistle });
  stops.push(() => worker.stop());
  const relay = startRelay({ outbox, queues, hasBot, log });
  session.onEffect(() => relay.wake());
  stops.push(() => relay.stop());
  const auditor = startAuditor({ outbox, runWhistle, log });
  stops.push(() => auditor.stop());
  return auditor;
}

/** The role `hear`: takes the long connection when nobody else holds it, and sends by it while it does. */
function startHearing(
  bot: BotConnection,
  { session, queues, runWhistle }: Kept,
  hands: AllHands,
  stops: Stops,
): BotHolder {
  const work = () => startWorker('effect-bot', { ...hands, lines: ['bot'], queues, runWhistle });
  const holder = startBotHolder({ bot, session, work, log: hands.log });
  stops.push(() => holder.stop());
  return holder;
}

interface WebDeps {
  readonly config: Config;
  readonly around: Surroundings;
  readonly kept: Kept;
  readonly lines: Lines;
  readonly auditor: Auditor | null;
  /** Filled in after the doors are open: hearing starts last. */
  readonly holding: { readonly holder: BotHolder | null };
}

/** Health for every process, the app's callback for the role `web`, the clock for the demo. Resolves to the port. */
async function openWeb(
  { config, around, kept, lines, auditor, holding }: WebDeps,
  stops: Stops,
): Promise<number> {
  const { working, times, hearStore, outbox, queues } = kept;
  const hears = lines.bot !== null && config.roles.includes('hear');
  const routers: Router[] = [
    createHealth({
      database: async () => (await working.query('select 1')) !== null,
      auditor: () => auditor === null || auditor.isFresh(),
      bot: () => (hears ? (holding.holder?.isUp() ?? false) : null),
      queue: () => queues.isUp(),
      lateness: () => outbox.lateness(),
    }),
  ];
  if (config.app && config.roles.includes('web')) {
    const codec = createCallbackCodec(config.app);
    const hear = async (inbound: Inbound) => toPassiveReply(await lines.hear(inbound));
    routers.push(
      createAppCallback({ codec, hear, now: () => hearStore.realNow(), log: around.log }),
    );
  }
  if (around.demo) {
    routers.push(
      createDemoClock({ read: () => times.readNow(), setSpeed: (speed) => times.setSpeed(speed) }),
    );
  }
  const web = new Koa();
  for (const one of routers) web.use(one.routes()).use(one.allowedMethods());
  const server = await listen(web, config.port);
  stops.push(() => server.close());
  return server.port;
}

async function connect(source: DataSource, stops: Stops): Promise<DataSource> {
  await source.initialize().catch((error: unknown) => {
    throw new ConfigError([
      `DATABASE_URL：连不上数据库（${faultOf(error)}）。请检查地址、账号密码和数据库是否已启动。`,
    ]);
  });
  stops.push(() => source.destroy());
  return source;
}

/** The rule book of RULEBOOK; every fault at once when it has errors. */
export function readRuleBook(dir: string, log: Logger): RuleBook {
  const { book, faults } = loadRuleBook(dir, localDate(new Date().toISOString()));
  if (book === null) {
    const lines = faults.map((one) => `${one.file}:${String(one.line)} ${one.message}`);
    throw new ConfigError([`RULEBOOK（${dir}）：规则手册有错，请先改好。`, ...lines]);
  }
  for (const { file, line, message } of faults) log.warn({ file, line }, message);
  return book;
}

const faultOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.name
    : 'unknown';
