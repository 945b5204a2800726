import type { DataSource } from 'typeorm';
import { wholeAdmission } from '../domain/admission.ts';
import { createDirectory, type Directory } from '../domain/directory.ts';
import { usualAlarm } from '../domain/reporting.ts';
import type { RuleBook } from '../domain/rule-book.ts';
import { RuleBookRow } from './rows/other-rows.ts';

export type Books = ReturnType<typeof createBooks>;

/** A version stored before a district could say these things, as it would say them: not at all. */
function completed(stored: RuleBook): RuleBook {
  const { orgs, kinds, messages } = stored;
  return {
    ...{ projects: [], resources: [] },
    ...stored,
    orgs: orgs.map((one) => ({ ...{ allies: [] }, ...one })),
    kinds: {
      street: { ...unlimited, ...kinds.street },
      community: { ...unlimited, ...kinds.community },
      service: { ...unlimited, ...kinds.service },
      alliance: { ...unlimited, ...kinds.alliance },
      project: { ...unlimited, ...kinds.project },
    },
    messages: {
      ...{ aloneAtMost: 20, hoursWithin: { amount: 7, unit: 'day' } },
      ...messages,
      reports: { ...{ emergency: usualAlarm }, ...messages.reports },
    },
  };
}

const unlimited = { openTo: null, reaches: null, observers: [] };

/** Rule books by version. A version never changes once stored, so each is read once (I7, S56). */
export function createBooks(dataSource: DataSource) {
  // Promises, so that a burst after a start reads a version once, not once a transaction.
  const known = new Map<string, Promise<Directory>>();
  let current: string | null = null;

  function read(version: string): Promise<Directory> {
    const kept = known.get(version);
    if (kept) return kept;
    const reading = load(version);
    known.set(version, reading);
    reading.catch(() => known.delete(version));
    return reading;
  }

  async function load(version: string): Promise<Directory> {
    const row = await dataSource.getRepository(RuleBookRow).findOneBy({ version });
    if (!row) throw new Error(`rule book ${version} is not in the database`);
    // A version stored before a part of the rules existed is read with that part's default.
    const admission = wholeAdmission(row.content.admission);
    return createDirectory(completed({ ...row.content, admission }));
  }

  async function currentVersion(): Promise<string> {
    const [row]: { version: string }[] = await dataSource.query(
      'select version from rule_book where current',
    );
    if (!row) throw new Error('no rule book is current');
    return row.version;
  }

  return {
    of: read,
    /** The book new whistles are blown under. */
    async current(): Promise<Directory> {
      current ??= await currentVersion();
      return read(current);
    },
    /** Reads again which version is current: another process may have imported one. */
    async refresh(): Promise<Directory> {
      current = await currentVersion();
      return read(current);
    },
    /** Stores a version and makes it current; storing the same again changes nothing. */
    async adopt(book: RuleBook): Promise<{ readonly isNew: boolean }> {
      const isNew = await dataSource.transaction(async (manager) => {
        const inserted: unknown[] = await manager.query(
          `insert into rule_book (version, content, effective_from) values ($1, $2, $3)
           on conflict (version) do nothing returning version`,
          [book.version, JSON.stringify(book), book.effectiveFrom],
        );
        await manager.query(
          'update rule_book set current = false where current and version <> $1',
          [book.version],
        );
        await manager.query('update rule_book set current = true where version = $1', [
          book.version,
        ]);
        return inserted.length > 0;
      });
      current = book.version;
      return { isNew };
    },
  };
}
