import type { DataSource } from 'typeorm';

/** Brings the database to the newest schema, one process at a time. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(`select pg_advisory_lock(hashtextextended('shaoxiang/migrate', 0))`);
    await dataSource.runMigrations();
  } finally {
    await runner
      .query(`select pg_advisory_unlock(hashtextextended('shaoxiang/migrate', 0))`)
      .catch(() => undefined);
    await runner.release();
  }
}
