import type { Directory } from '../../domain/directory.ts';
import { refused } from '../../domain/decision.ts';
import { kindNames, type WhistleKind } from '../../domain/names.ts';
import type { Org } from '../../domain/rule-book.ts';

/** Whether a unit may blow whistles of this kind at all, open or not yet (domain 1.2). */
export function mayBlow(directory: Directory, kind: WhistleKind, org: Org): boolean {
  const { blowers, blowerDuties } = directory.book.kinds[kind];
  return blowers.includes(org.type) || org.duties.some((one) => blowerDuties.includes(one));
}

const isResponder = ({ type }: Org): boolean => type === 'department' || type === 'public-unit';

/** Whether whistling is open to a unit: to itself, and for a community to its street as well (S08). */
export function isActive(directory: Directory, org: Org): boolean {
  if (!org.active || org.type !== 'community') return org.active;
  return org.parent === null || (directory.org(org.parent)?.active ?? true);
}

/** Whether a kind is switched on for a unit, by itself or with its street, while it is tried out (S05). */
export function isOpenTo(directory: Directory, kind: WhistleKind, org: Org): boolean {
  const { enabled, openTo } = directory.book.kinds[kind];
  if (!enabled || openTo === null) return enabled;
  return openTo.includes(org.code) || (org.parent !== null && openTo.includes(org.parent));
}

/** Why a unit may not blow this kind, with what it may do instead; null when it may (S05, S08). */
export function notOpen(directory: Directory, kind: WhistleKind, org: Org) {
  // A department that wants a street to work needs an admission first (S60).
  const mayNot = !mayBlow(directory, kind, org);
  if (mayNot && isResponder(org)) return refused({ code: 'needs-admission', org: org.name });
  const instead = (Object.keys(kindNames) as WhistleKind[])
    .filter((one) => mayBlow(directory, one, org) && isOpenTo(directory, one, org))
    .map((one) => kindNames[one]);
  if (mayNot && instead.length === 0) return refused({ code: 'may-not-blow', org: org.name });
  if (!isActive(directory, org)) return refused({ code: 'not-open-here', org: org.name });
  if (mayNot)
    return refused({ code: 'not-their-kind', org: org.name, kind: kindNames[kind], instead });
  if (isOpenTo(directory, kind, org)) return null;
  return refused({ code: 'not-open-here', org: org.name, kind: kindNames[kind], instead });
}

/** What a unit means that names no kind: its own where it does not blow for a street (domain 6.4). */
export function kindOf(
  directory: Directory,
  org: Org,
  said: WhistleKind | null,
  isSaid: boolean,
): WhistleKind {
  const named = said ?? 'street';
  if (isSaid || named !== 'street' || mayBlow(directory, 'street', org))
    return said ?? ownKind(org);
  return ownKind(org);
}

function ownKind(org: Org): WhistleKind {
  if (org.duties.includes('service-bureau')) return 'service';
  if (org.type === 'community') return 'community';
  if (org.type === 'alliance') return 'alliance';
  return org.type === 'project-office' ? 'project' : 'street';
}
