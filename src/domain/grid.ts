import type { OrgCode } from './names.ts';
import type { Point } from './origin.ts';
import type { Member, Org } from './rule-book.ts';

/** The grid tree district → street → community → group → building (S43, S44), as look-ups over one rule book. */
export interface Grid {
  /**
   * The one community or group a place lies in: by the longest of its names, places and lanes that the words hold, else
   * by the nearest middle to a picked point; within the street where that is known. Null when none or two fit.
   */
  readonly gridOf: (
    place: string | null,
    street: OrgCode | null,
    point: Point | null,
  ) => OrgCode | null;
  /** Communities and groups of a street, or of the whole district. */
  readonly cellsOf: (street: OrgCode | null) => readonly Org[];
  /** Whether an organisation is this one or below it. */
  readonly isUnder: (org: OrgCode | null, above: OrgCode) => boolean;
  /** The street an organisation is or lies in. */
  readonly streetOf: (org: OrgCode) => OrgCode | null;
}

interface GridFacts {
  readonly orgs: readonly Org[];
  readonly members: readonly Member[];
  readonly reachMetres: number;
}

interface Hit {
  readonly cell: Org;
  /** How many letters of the place name it. */
  readonly length: number;
  /** By its own name, not by a place in it. */
  readonly named: boolean;
}

/** Makes the look-ups; pure, once a rule book. */
export function createGrid({ orgs, members, reachMetres }: GridFacts): Grid {
  const byCode = new Map(orgs.map((one) => [one.code, one]));
  const cells = orgs.filter(isCell).map((cell) => ({
    cell,
    names: [cell.name, ...cell.aliases],
    places: [
      ...cell.places,
      ...members.filter(({ org }) => org === cell.code).flatMap(({ lanes }) => lanes),
    ],
  }));

  const above = (code: OrgCode | null): readonly Org[] => {
    const line: Org[] = [];
    for (
      let one = byCode.get(code ?? '');
      one !== undefined && !line.includes(one);
      one = byCode.get(one.parent ?? '')
    )
      line.push(one);
    return line;
  };
  const isUnder = (org: OrgCode | null, top: OrgCode) =>
    above(org).some(({ code }) => code === top);
  const within = (cell: Org, street: OrgCode | null) =>
    street === null || isUnder(cell.code, street);

  function byWords(place: string, street: OrgCode | null): OrgCode | null {
    const hits = cells
      .filter(({ cell }) => within(cell, street))
      .flatMap(({ cell, names, places }): Hit[] => {
        const [name, known] = [longestIn(place, names), longestIn(place, places)];
        const length = Math.max(name, known);
        return length === 0 ? [] : [{ cell, length, named: name > 0 }];
      });
    // 小坝社区12号庭院 is not 金星社区's courtyard of that name.
    const communities = hits.filter(({ cell, named }) => named && cell.type === 'community');
    const fitting =
      communities.length === 0
        ? hits
        : hits.filter((one) => communities.some(({ cell }) => isUnder(one.cell.code, cell.code)));
    return onlyBest(fitting);
  }

  function byPoint(point: Point, street: OrgCode | null): OrgCode | null {
    const near = cells
      .flatMap(({ cell }) =>
        cell.point === null || !within(cell, street)
          ? []
          : [{ code: cell.code, metres: metresBetween(point, cell.point) }],
      )
      .filter(({ metres }) => metres <= reachMetres)
      .sort((a, b) => a.metres - b.metres);
    return near[0]?.code ?? null;
  }

  return {
    gridOf: (place, street, point) =>
      (place === null ? null : byWords(place, street)) ??
      (point === null ? null : byPoint(point, street)),
    cellsOf: (street) => cells.map(({ cell }) => cell).filter((cell) => within(cell, street)),
    isUnder,
    streetOf: (org) => above(org).find(({ type }) => type === 'street')?.code ?? null,
  };
}

const isCell = ({ type }: Org): boolean => type === 'community' || type === 'group';

const longestIn = (place: string, words: readonly string[]): number =>
  Math.max(0, ...words.filter((one) => place.includes(one)).map((one) => one.length));

/** The deeper level of equally long ones; two of one level are nobody's: the bot asks. */
function onlyBest(hits: readonly Hit[]): OrgCode | null {
  const longest = Math.max(0, ...hits.map((one) => one.length));
  const best = hits.filter((one) => one.length === longest);
  const groups = best.filter(({ cell }) => cell.type === 'group');
  const [first, second] = groups.length > 0 ? groups : best;
  return first && !second ? first.cell.code : null;
}

const METRES_PER_DEGREE = 111_320;

/** Flat enough for a district. */
function metresBetween(
  { latitude, longitude }: Point,
  [otherLatitude, otherLongitude]: readonly [number, number],
): number {
  const north = latitude - otherLatitude;
  const east = (longitude - otherLongitude) * Math.cos((latitude * Math.PI) / 180);
  return METRES_PER_DEGREE * Math.hypot(north, east);
}
