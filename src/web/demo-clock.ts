import { Router } from '@koa/router';
import getRawBody from 'raw-body';

export interface DemoClock {
  readonly read: () => Promise<{ readonly now: string; readonly speed: number }>;
  readonly setSpeed: (speed: number) => Promise<{ readonly now: string; readonly speed: number }>;
}

const speeds = [1, 60, 600];

/** `GET` and `POST /demo/clock`: exists with the built-in simulator only (design 3). */
export function createDemoClock(clock: DemoClock): Router {
  const router = new Router();
  router.get('/demo/clock', async (ctx) => {
    ctx.body = await clock.read();
  });
  router.post('/demo/clock', async (ctx) => {
    const speed = speedOf(await getRawBody(ctx.req, { limit: 1024, encoding: 'utf8' }));
    if (speed === null) {
      ctx.status = 400;
      ctx.body = { error: `speed 只能是 ${speeds.join('、')} 之一` };
      return;
    }
    ctx.body = await clock.setSpeed(speed);
  });
  return router;
}

function speedOf(body: string): number | null {
  try {
    const given: unknown = JSON.parse(body);
    const speed =
      typeof given === 'object' && given !== null && 'speed' in given ? Number(given.speed) : NaN;
    return speeds.includes(speed) ? speed : null;
  } catch {
    return null;
  }
}
