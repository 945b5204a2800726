import type { Directory } from '../../domain/directory.ts';
import type { OrgCode } from '../../domain/names.ts';
import type { Point } from '../../domain/origin.ts';
import type { DuplicateRules } from '../../domain/rule-book.ts';

/** A place as far as it can be compared. */
export interface Located {
  readonly street: OrgCode | null;
  readonly place: string | null;
  readonly point: Point | null;
  readonly grid: OrgCode | null;
}

/** Same place by name or near by point: sure enough to merge without asking (domain 5.5). */
export function isSameSpot(directory: Directory, one: Located, other: Located): boolean {
  return isSameName(directory, one, other) || isClose(directory, one, other);
}

/** Same spot, or the same grid: sure enough to ask. */
export function isSamePlace(directory: Directory, one: Located, other: Located): boolean {
  return isSameSpot(directory, one, other) || isSameGrid(directory, one, other);
}

function isSameName(directory: Directory, one: Located, other: Located): boolean {
  const rules = directory.book.admission.duplicates;
  const streets = [one.street, other.street].flatMap((code) => namesOf(directory, code));
  const [a, b] = [plain(one.place, rules, streets), plain(other.place, rules, streets)];
  if (a === '' || b === '') return false;
  // 菜市场 in two streets is two markets; a house number is one house, whichever street reports it.
  const apart = one.street !== null && other.street !== null && one.street !== other.street;
  if (apart && !(/\d/u.test(a) && /\d/u.test(b))) return false;
  return a === b || isWithin(a, b, rules) || isWithin(b, a, rules);
}

/** 万宏路12号院内 is at 万宏路12号; 万宏路12号 is not all of 万宏路, and 万宏路12号 not at 万宏路1. */
function isWithin(long: string, short: string, { wide }: DuplicateRules): boolean {
  if (!long.startsWith(short) || wide.some((end) => short.endsWith(end))) return false;
  return !(/\d$/u.test(short) && /^\d/u.test(long.slice(short.length)));
}

/** The place without what makes no difference: width, spaces, punctuation, the street's name, 门口, who lives there. */
function plain(place: string | null, rules: DuplicateRules, streets: readonly string[]): string {
  let text = (place ?? '')
    .normalize('NFKC')
    .replace(/〔[^〕]*〕/gu, '')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase();
  for (const name of streets) if (text.startsWith(name)) text = text.slice(name.length);
  text = text.replace(/(?<=[路街巷道])[与和及](?=.)/gu, '');
  for (let end = fillerOf(text, rules); end !== ''; end = fillerOf(text, rules))
    text = text.slice(0, text.length - end.length);
  return text;
}

const fillerOf = (text: string, { fillers }: DuplicateRules): string =>
  fillers.find((one) => text.length > one.length && text.endsWith(one)) ?? '';

/** What may stand before a place: 盘龙区, 拓东街道. 拓东 alone may be a part of its name: 拓东路. */
function namesOf({ org, book }: Directory, code: OrgCode | null): readonly string[] {
  const street = code === null ? null : org(code);
  const names = street ? [street.fullName, street.name, ...street.aliases] : [];
  return [book.district.name, ...names.filter((one) => /(?:街道|街道办|办事处)$/u.test(one))];
}

function isClose({ book }: Directory, one: Located, other: Located): boolean {
  if (one.point === null || other.point === null) return false;
  return metresBetween(one.point, other.point) <= book.admission.duplicates.metres;
}

/** A community is thousands of people: it is one place only where the district says so. */
function isSameGrid({ org, book }: Directory, one: Located, other: Located): boolean {
  if (one.grid === null || one.grid !== other.grid) return false;
  return org(one.grid)?.type !== 'community' || book.admission.duplicates.communityIsOnePlace;
}

const EARTH_M = 6_371_000;

/** Metres between two points on the ground (haversine). */
export function metresBetween(one: Point, other: Point): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, south] = [rad(one.latitude), rad(other.latitude)];
  const half =
    Math.sin((south - north) / 2) ** 2 +
    Math.cos(north) *
      Math.cos(south) *
      Math.sin((rad(other.longitude) - rad(one.longitude)) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(Math.min(1, half)));
}
