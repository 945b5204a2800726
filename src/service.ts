import type { Router } from '@koa/router';
import Koa from 'koa';
import type { Logger } from 'pino';
import { createAppCallback } from './bot/callback.ts';
import { createHear } from './bot/hear.ts';
import { toBotAnswer, toPassiveReply } from './bot/answers.ts';
import { parse } from './bot/parse.ts';
import { ConfigError, type Config } from './config.ts';
import { createRunAsk } from './flows/ask/run.ts';
import { createRunBinding } from './flows/binding/run.ts';
import { createRunDelivery } from './flows/delivery/run.ts';
import { createRunMeet } from './flows/meet/run.ts';
import { createPeekWhistle, createRunWhistle } from './flows/whistle/run.ts';
import { startAuditor, type Auditor } from './jobs/auditor.ts';
import { createDraw } from './jobs/draw.ts';
import type { Hands } from './jobs/drain.ts';
import { createSend } from './jobs/lines.ts';
import { startBotHolder, type BotHolder } from './jobs/bot-holder.ts';
import { createQueues } from './jobs/queue.ts';
import { startRelay, type Loop } from './jobs/relay.ts';
import { startWorker } from './jobs/worker.ts';
import { createBusinessTimes } from './store/business-time.ts';
import { createDataSource } from './store/data-source.ts';
import { migrate } from './store/migrate.ts';
import { createOutbox } from './store/outbox.ts';
import { openWorkSession } from './store/session.ts';
import { Busy, createStore } from './store/store.ts';
import { WecomError } from './wecom/error.ts';
import { createAppClient } from './wecom/app-client.ts';
import { createBotConnection } from './wecom/bot-connection.ts';
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
  const { databaseUrl, book, log, prefix, demo } = around;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const one of stops.reverse().splice(0))
      await one().catch((error: unknown) => log.warn({ err: faultOf(error) }, 'stopping'));
  };
  try {
    return { port: await start(), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<number> {
    const hearing = createDataSource(databaseUrl, HEARD_AT_ONCE + 2);
    const working = createDataSource(databaseUrl, 12);
    await connect(hearing);
    stops.push(() => hearing.destroy());
    await connect(working);
    stops.push(() => working.destroy());
    await migrate(working);
    const times = createBusinessTimes(working);
    await times.begin(
      config.timeStart ?? (demo ? firstMoment(book, new Date().toISOString()) : null),
      config.timeScale ?? (demo ? 60 : 1),
    );
    if (config.timeScale !== null) await times.setSpeed(config.timeScale);

    const hearStore = createStore(hearing);
    await hearStore.books.adopt(book);
    const workStore = createStore(working, hearStore.books);
    const outbox = createOutbox(working);
    const session = await openWorkSession({
      url: config.directUrl ?? databaseUrl,
      warn: (fields, text) => log.warn(fields, text),
    });
    stops.push(() => session.close());
    const queues = createQueues({ redisUrl: config.redisUrl, databaseUrl, prefix, log });
    stops.push(() => queues.close());

    const hear = createHear({
      read: (text) => parse(text, book.lexicon),
      runWhistle: createRunWhistle(hearStore),
      peekWhistle: createPeekWhistle(hearStore),
      runBinding: createRunBinding(hearStore),
      runAsk: createRunAsk(hearStore),
      runMeet: createRunMeet(hearStore),
      isBusy: (error) => error instanceof Busy,
    });
    const app = config.app ? createAppClient(config.app) : null;
    await app?.check().catch((error: unknown) => {
      if (error instanceof WecomError && error.kind === 'config') throw error;
      log.warn({ err: faultOf(error) }, 'WeCom does not answer yet');
    });
    const hearOnce = patiently(async (inbound) => toBotAnswer(await hear(inbound), inbound), {
      atOnce: HEARD_AT_ONCE,
      onFault: ({ deliveryId, error, again }) => {
        log[again ? 'warn' : 'error']({ deliveryId, err: faultOf(error) }, 'not heard');
      },
    });
    const bot = config.bot
      ? createBotConnection({
          ...config.bot,
          log,
          hear: hearOnce,
        })
      : null;
    const runWhistle = createRunWhistle(workStore);
    const hands: Omit<Hands, 'lines'> = {
      outbox,
      session,
      letters: createDraw(workStore),
      send: createSend({ app, bot }),
      runDelivery: createRunDelivery(workStore),
      hasBot: bot !== null,
      log,
    };

    const relays: Loop[] = [];
    let auditor: Auditor | null = null;
    let holder: BotHolder | null = null;
    if (config.roles.includes('work')) {
      const worker = startWorker('effect', {
        ...hands,
        lines: bot ? ['clock', 'app'] : ['clock', 'app', 'bot'],
        queues,
        runWhistle,
      });
      stops.push(() => worker.stop());
      const relay = startRelay({ outbox, queues, hasBot: bot !== null, log });
      relays.push(relay);
      stops.push(() => relay.stop());
      const own = startAuditor({ outbox, runWhistle, log });
      auditor = own;
      stops.push(() => own.stop());
    }
    session.onEffect(() => relays.forEach((one) => one.wake()));

    const web = new Koa();
    const health = createHealth({
      database: async () => (await working.query('select 1')) !== null,
      auditor: () => auditor === null || auditor.isFresh(),
      bot: () => (bot && config.roles.includes('hear') ? (holder?.isUp() ?? false) : null),
      queue: () => queues.isUp(),
      lateness: () => outbox.lateness(),
    });
    const routers: Router[] = [health];
    if (config.app && config.roles.includes('web')) {
      const codec = createCallbackCodec(config.app);
      routers.push(
        createAppCallback({
          codec,
          hear: async (inbound) => toPassiveReply(await hear(inbound)),
          now: () => hearStore.realNow(),
          log,
        }),
      );
    }
    if (demo)
      routers.push(
        createDemoClock({
          read: () => times.readNow(),
          setSpeed: (speed) => times.setSpeed(speed),
        }),
      );
    for (const one of routers) web.use(one.routes()).use(one.allowedMethods());
    const server = await listen(web, config.port);
    stops.push(() => server.close());

    if (bot && config.roles.includes('hear')) {
      const own = startBotHolder({
        bot,
        session,
        work: () => startWorker('effect-bot', { ...hands, lines: ['bot'], queues, runWhistle }),
        log,
      });
      holder = own;
      stops.push(() => own.stop());
      await own.firstAnswer;
    }
    return server.port;
  }

  async function connect(source: ReturnType<typeof createDataSource>): Promise<void> {
    await source.initialize().catch((error: unknown) => {
      throw new ConfigError([
        `DATABASE_URL：连不上数据库（${faultOf(error)}）。请检查地址、账号密码和数据库是否已启动。`,
      ]);
    });
  }
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
