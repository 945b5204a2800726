import { blowingStreet } from '../../domain/admission.ts';
import type { Directory } from '../../domain/directory.ts';
import type { OrgCode } from '../../domain/names.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { WhistleCommand } from './command.ts';
import type { Rates } from './facts.ts';

/** What one unit whistled in a window of time. */
export interface UnitCount {
  readonly org: OrgCode;
  readonly dispatched: number;
  readonly submitted: number;
  readonly invalid: number;
}

/** The blower's street, counted where a draft is written or confirmed, and nowhere else: null. */
export function streetCounted(
  { type }: WhistleCommand,
  whistle: Whistle | null,
  member: Member | null,
  directory: Directory,
): OrgCode | null {
  if (!member || (type !== 'tell' && type !== 'confirm')) return null;
  return blowingStreet(directory, whistle ?? { blowerOrg: member.org, street: null });
}

/** One street's figures, its communities' counted with it, beside the median of all streets that are open. */
export function ratesOf(
  counts: readonly UnitCount[],
  street: OrgCode,
  directory: Directory,
): Rates {
  const of = (code: OrgCode) =>
    counts.filter((one) => blowingStreet(directory, { blowerOrg: one.org, street: null }) === code);
  const sum = (key: 'dispatched' | 'submitted' | 'invalid', code: OrgCode) =>
    of(code).reduce((total, one) => total + one[key], 0);
  const streets = directory.book.orgs.filter((one) => one.type === 'street' && one.active);
  return {
    own: sum('dispatched', street),
    median: medianOf(streets.map(({ code }) => sum('dispatched', code))),
    submitted: sum('submitted', street),
    invalid: sum('invalid', street),
  };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? 0, sorted[Math.floor(half)] ?? 0];
  return (low + high) / 2;
}
