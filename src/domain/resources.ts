import type { Directory } from './directory.ts';
import type { OrgCode } from './names.ts';
import type { Org, Resource } from './rule-book.ts';

/**
 * What a unit's neighbourhood lends (S51): the unit itself, its street with whatever belongs to it, and the members of
 * the alliances there. A unit of the district, which has no street, sees what everybody lends.
 */
export function lentTo(directory: Directory, code: OrgCode): readonly Resource[] {
  const { orgs, resources } = directory.book;
  const street = streetOf(directory, directory.org(code));
  if (street === null) return resources;
  const near = orgs.filter((one) => streetOf(directory, one) === street);
  const lenders = new Set(near.flatMap((one) => [one.code, ...one.allies]));
  return resources.filter(({ org }) => lenders.has(org));
}

/** Those that a text asks for, by their words or their name, the best match first. */
export function matching(resources: readonly Resource[], text: string): readonly Resource[] {
  const hits = ({ says, name }: Resource) =>
    [name, ...says].filter((word) => text.includes(word)).length;
  return resources.filter((one) => hits(one) > 0).sort((a, b) => hits(b) - hits(a));
}

function streetOf(directory: Directory, org: Org | null): OrgCode | null {
  if (org === null) return null;
  if (org.type === 'street') return org.code;
  return org.parent === null ? null : streetOf(directory, directory.org(org.parent));
}
