import type { Instant } from '../../domain/names.ts';

/** A `timestamptz` as the domain spells it. */
export const instant = (at: Date): Instant => at.toISOString();
export const instantOrNull = (at: Date | null): Instant | null => at?.toISOString() ?? null;
