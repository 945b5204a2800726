import { Router } from '@koa/router';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** What readiness is judged by, asked at each request. */
export interface Vitals {
  /** The database answers and its migrations are in. */
  readonly database: () => Promise<boolean>;
  readonly auditor: () => boolean;
  /** Null: this process has no bot. */
  readonly bot: () => boolean | null;
  readonly queue: () => Promise<boolean>;
  readonly lateness: () => Promise<{ readonly open: number; readonly latestS: number }>;
}

/** Later than this, with the database well, is named as degraded. */
const LATE_S = 5;

/** `/livez`, `/readyz`, `/metrics` (design 5): what only slows us is named with 200, what stops us is 503. */
export function createHealth(vitals: Vitals): Router {
  const router = new Router();
  const registry = metrics(vitals);
  router.get('/livez', (ctx) => {
    ctx.body = { alive: true };
  });
  router.get('/readyz', async (ctx) => {
    const database = await vitals.database().catch(() => false);
    const auditor = vitals.auditor();
    const degraded = database ? await weaknesses(vitals) : [];
    ctx.status = database && auditor ? 200 : 503;
    ctx.body = { ready: database && auditor, database, auditor, degraded };
  });
  router.get('/metrics', async (ctx) => {
    ctx.type = registry.contentType;
    ctx.body = await registry.metrics();
  });
  return router;
}

async function weaknesses(vitals: Vitals): Promise<string[]> {
  const { latestS } = await vitals.lateness().catch(() => ({ latestS: 0 }));
  const queue = await vitals.queue().catch(() => false);
  return [
    ...(latestS > LATE_S ? ['lateness'] : []),
    ...(vitals.bot() === false ? ['long-connection'] : []),
    ...(queue ? [] : ['queue']),
  ];
}

function metrics(vitals: Vitals): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const open = new Gauge({
    name: 'shaoxiang_effects_open',
    help: 'Effects not carried out yet',
    registers: [registry],
  });
  const late = new Gauge({
    name: 'shaoxiang_effect_lateness_seconds',
    help: 'Real seconds the latest due effect is late',
    registers: [registry],
  });
  const bot = new Gauge({
    name: 'shaoxiang_long_connection_up',
    help: '1 while this process holds the long connection',
    registers: [registry],
    collect() {
      bot.set(vitals.bot() === true ? 1 : 0);
    },
  });
  open.set(0);
  late.set(0);
  const collect = async () => {
    const now = await vitals.lateness();
    open.set(now.open);
    late.set(now.latestS);
  };
  registry.registerMetric(
    new Gauge({
      name: 'shaoxiang_up',
      help: 'Always 1',
      registers: [],
      collect: async function collectAll() {
        this.set(1);
        await collect().catch(() => undefined);
      },
    }),
  );
  return registry;
}
