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

/** Counts of units as counts of streets, the busiest first; whoever is of no street, a counter, is a row by itself. */
export function byStreet(
  units: readonly StreetFigures[],
  directory: Directory,
): readonly StreetFigures[] {
  const streets = new Map<OrgCode, StreetFigures>();
  for (const unit of units) {
    const org = streetOf(unit.org, directory) ?? unit.org;
    const found = streets.get(org);
    streets.set(org, found ? sum(found, unit) : { ...unit, org });
  }
  return [...streets.values()].toSorted(
    (one, other) =>
      other.dispatched - one.dispatched ||
      other.submitted - one.submitted ||
      (one.org < other.org ? -1 : 1),
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

/** Whose whistles somebody's figures count: a street's with those of all units in it, as its row does. */
export function countedFor(
  org: OrgCode,
  directory: Directory,
): { readonly org: OrgCode; readonly units: readonly OrgCode[]; readonly called: boolean } {
  const street = directory.org(org)?.type === 'street';
  const within = street
    ? directory.book.orgs.filter(({ code }) => streetOf(code, directory) === org)
    : [];
  return { org, units: [...new Set([org, ...within.map(({ code }) => code)])], called: !street };
}

/** The street a unit is, or lies in at whatever level. */
function streetOf(code: OrgCode, directory: Directory): OrgCode | null {
  const org = directory.org(code);
  if (!org) return null;
  if (org.type === 'street') return org.code;
  return org.parent === null ? null : streetOf(org.parent, directory);
}
