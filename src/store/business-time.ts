import type { DataSource } from 'typeorm';
import type { Instant } from '../domain/names.ts';

export interface BusinessTime {
  readonly now: Instant;
  readonly speed: number;
}

export type BusinessTimes = ReturnType<typeof createBusinessTimes>;

/**
 * Business time = start + (database time − real start) × speed; the three values are one row, so that restarts and
 * other processes agree (design 3). It never jumps back.
 */
export function createBusinessTimes(dataSource: DataSource) {
  const read = async (): Promise<BusinessTime | null> => {
    const rows: { now: Date; speed: number }[] = await dataSource.query(
      'select business_clock() as now, speed from business_time',
    );
    const [row] = rows;
    return row ? { now: row.now.toISOString(), speed: row.speed } : null;
  };
  return {
    read,
    async readNow(): Promise<BusinessTime> {
      const time = await read();
      if (!time) throw new Error('business time has not been set');
      return time;
    },
    /** Sets the clock going the first time; afterwards what is kept stands. `start` null: real time. */
    async begin(start: Instant | null, speed: number): Promise<BusinessTime> {
      await dataSource.query(
        `insert into business_time (start, real_start, speed)
         select coalesce($1::timestamptz, t), t, $2 from (select clock_timestamp() as t) as now on conflict do nothing`,
        [start, speed],
      );
      const time = await read();
      if (!time) throw new Error('business time was not kept');
      return time;
    },
    /** Changes the speed from this moment on. */
    async setSpeed(speed: number): Promise<BusinessTime> {
      await dataSource.query(
        `update business_time set start = start + (t - real_start) * speed, real_start = t, speed = $1
           from (select clock_timestamp() as t) as now where speed <> $1`,
        [speed],
      );
      const time = await read();
      if (!time) throw new Error('business time has not been set');
      return time;
    },
  };
}
