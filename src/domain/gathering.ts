import type { Directory } from './directory.ts';
import type { OrgCode } from './names.ts';
import type { Member, Org, Post } from './rule-book.ts';
import type { Whistle } from './whistle.ts';

/** Posts of those who come one by one: they blow nothing, close nothing, and are asked, not ordered (S14). */
const comingAlone: readonly Post[] = ['party-member', 'volunteer'];

export const comesAlone = ({ post }: Pick<Member, 'post'>): boolean => comingAlone.includes(post);

/** Whose people a community's whistle calls: the community that blew, or the one its street names as the place. */
export function gatheringHome(directory: Directory, whistle: Whistle): OrgCode {
  const { blowerOrg, place, grid } = whistle;
  if (directory.org(blowerOrg)?.type === 'community') return blowerOrg;
  const own = directory.book.orgs.filter(
    ({ type, parent }) => type === 'community' && parent === blowerOrg,
  );
  const named = own.find((one) => one.code === grid || (place?.includes(one.name) ?? false));
  return named?.code ?? blowerOrg;
}

/**
 * Whether somebody may come: of the community, of its street, or of the party, social and residents' organisations
 * under either, as far as the rule book lets these types respond (S14, S45).
 */
export function mayCome(directory: Directory, home: OrgCode, member: Pick<Member, 'org'>): boolean {
  const org = directory.org(member.org);
  const parent = directory.org(home)?.parent ?? null;
  const street = directory.org(home)?.type === 'street' ? home : parent;
  if (!org || !directory.book.kinds.community.responders.includes(org.type)) return false;
  if (org.code === home || org.code === street) return true;
  // Another community's own people come to their own community.
  if (org.type === 'community') return street === home && org.parent === street;
  const above = ancestors(directory, org);
  return above.includes(home) || (street !== null && above.includes(street) && !isElsewhere());

  /** Under a neighbouring community: its people are not called from here. */
  function isElsewhere(): boolean {
    return home !== street && above.some((code) => directory.org(code)?.type === 'community');
  }
}

/** The units whose gatherings somebody may come to. */
export const homesOpenTo = (
  directory: Directory,
  member: Pick<Member, 'org'>,
): readonly OrgCode[] =>
  directory.book.orgs
    .filter(({ type }) => type === 'community' || type === 'street')
    .filter(({ code }) => mayCome(directory, code, member))
    .map(({ code }) => code);

function ancestors(directory: Directory, { parent }: Org): readonly OrgCode[] {
  const above = parent === null ? null : directory.org(parent);
  return above ? [above.code, ...ancestors(directory, above)] : [];
}
