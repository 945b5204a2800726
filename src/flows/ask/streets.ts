import type { Directory } from '../../domain/directory.ts';
import type { OrgCode } from '../../domain/names.ts';

/** What became of the whistles of one street and its communities in a period (S24). */
export interface StreetFigures {
  readonly org: OrgCode;
  readonly submitted: number;
  readonly invalid: number;
  readonly dispatched: number;
  readonly misaddressed: number;
  readonly claims: number;
  readonly solvedAtOnce: number;
}

/** Counts of units as counts of streets, the busiest first; who is of no street is not among them. */
export function byStreet(
  units: readonly StreetFigures[],
  directory: Directory,
): readonly StreetFigures[] {
  const streets = new Map<OrgCode, StreetFigures>();
  for (const unit of units) {
    const org = streetOf(unit.org, directory);
    if (org === null) continue;
    const found = streets.get(org);
    streets.set(org, found ? sum(found, unit) : { ...unit, org });
  }
  return [...streets.values()].toSorted(
    (one, other) => other.submitted - one.submitted || (one.org < other.org ? -1 : 1),
  );
}

const sum = (one: StreetFigures, other: StreetFigures): StreetFigures => ({
  org: one.org,
  submitted: one.submitted + other.submitted,
  invalid: one.invalid + other.invalid,
  dispatched: one.dispatched + other.dispatched,
  misaddressed: one.misaddressed + other.misaddressed,
  claims: one.claims + other.claims,
  solvedAtOnce: one.solvedAtOnce + other.solvedAtOnce,
});

/** The street a unit is, or lies in at whatever level. */
function streetOf(code: OrgCode, directory: Directory): OrgCode | null {
  const org = directory.org(code);
  if (!org) return null;
  if (org.type === 'street') return org.code;
  return org.parent === null ? null : streetOf(org.parent, directory);
}
