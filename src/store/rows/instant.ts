import type { Instant } from '../../domain/names.ts';

/** What a row holds, as plain data: TypeORM makes the instances. */
export type Fields<Row> = { [Name in keyof Row]: Row[Name] };

/** A `timestamptz` as the domain spells it. */
export const instant = (at: Date): Instant => at.toISOString();
export const instantOrNull = (at: Date | null): Instant | null => at?.toISOString() ?? null;
