import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/store/data-source.ts';
import { migrate } from '../../src/store/migrate.ts';
import { onEachPostgres } from '../support/database.ts';

onEachPostgres('migrations', (database) => {
  let source: DataSource;

  before(async () => {
    source = await createDataSource(database().url, 3).initialize();
  });
  after(() => source.destroy());

  it('go up on an empty database, leave nothing on the way down, and go up again', async () => {
    const empty = await everything();
    await migrate(source);
    const first = await everything();
    assert.ok(first.length > empty.length);
    while (await hasMigrations()) await source.undoLastMigration();
    assert.deepEqual(await everything(), empty);
    await migrate(source);
    assert.deepEqual(await everything(), first);
  });

  it('run once when several processes start together', async () => {
    while (await hasMigrations()) await source.undoLastMigration();
    const others = await Promise.all(
      [1, 2, 3].map(() => createDataSource(database().url, 2).initialize()),
    );
    try {
      await Promise.all([source, ...others].map((one) => migrate(one)));
      const rows = await database().ask('select name from migrations');
      assert.equal(rows.length, source.migrations.length);
    } finally {
      await Promise.all(others.map((one) => one.destroy()));
    }
  });

  it('make the columns that the entities name, with their types and nullability', async () => {
    await migrate(source);
    for (const { tableName, columns } of source.entityMetadatas) {
      const rows = await database().ask<{ name: string; type: string; nullable: boolean }>(
        `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
           from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [tableName],
      );
      for (const column of columns) {
        const row = rows.find((one) => one.name === column.databaseName);
        assert.ok(row, `${tableName}.${column.databaseName} is missing`);
        const wanted = source.driver.normalizeType(column) + (column.isArray ? '[]' : '');
        assert.equal(row.type, wanted, `${tableName}.${row.name}`);
        assert.equal(row.nullable, column.isNullable, `${tableName}.${row.name} nullable`);
      }
    }
  });

  it('differ from what TypeORM would build only where the reason is known', async () => {
    await migrate(source);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    const open = upQueries
      .map(({ query }) => query)
      .filter((query) => !explained.some((one) => one.test(query)));
    assert.deepEqual(open, []);
  });

  const hasMigrations = async () =>
    (await database().ask(`select to_regclass('migrations') as at`))[0]?.['at'] !== null &&
    (await database().ask('select 1 from migrations')).length > 0;

  /** Every table, column, function, index, trigger and sequence of ours, as one list of words. */
  async function everything(): Promise<readonly string[]> {
    const rows = await database().ask<{ what: string }>(
      `select 'relation ' || relkind::text || ' ' || relname as what from pg_class
         where relnamespace = 'public'::regnamespace and relname not like 'migrations%' and relname not like 'PK_%'
       union all select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations' and a.attnum > 0
       union all select 'function ' || proname from pg_proc where pronamespace = 'public'::regnamespace
       union all select 'trigger ' || tgname from pg_trigger where not tgisinternal
       order by 1`,
    );
    return rows.map((one) => one.what);
  }
});

/**
 * What the migrations have and the entities do not say: an entity names what it reads and writes, the migration says
 * the rest, such as checks, keys, indexes, comments and columns that only plain SQL uses.
 */
const explained = [
  /^DROP INDEX/,
  /^COMMENT ON COLUMN/,
  /^ALTER TABLE "\w+" DROP (COLUMN|CONSTRAINT)/,
];
