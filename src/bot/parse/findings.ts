import { findDanger } from './stated-danger.ts';
import { readUnits, type NamedUnit } from './departments.ts';
import { findEfforts } from './effort.ts';
import { findLabels, type LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { namesIn, type Named } from './named.ts';
import { leftmostLongest, type Span } from './spans.ts';
import { findMatters, type MatterHit } from './matters.ts';
import { createFindPlace, type FindPlace } from './place.ts';
import { findMore, type MoreFindings } from './more.ts';
import { findStreets, shortNames, type StreetSpan } from './street.ts';
import { surroundings } from './surroundings.ts';
import { findUnits } from './units.ts';

/** What the whole message says, before it is asked what a single matter's facts are. */
export interface Findings {
  readonly marks: Marks;
  readonly labels: readonly LabelledValue[];
  readonly units: readonly NamedUnit[];
  readonly streets: readonly StreetSpan[];
  readonly findPlace: FindPlace;
  /** Where places are named: what goes wrong there is not told by their names. */
  readonly sites: readonly Span[];
  readonly efforts: readonly Span[];
  readonly hits: readonly MatterHit[];
  /** Where names stand, and where words stand that say nothing about the matter. */
  readonly named: Named;
  readonly silent: Named;
  readonly danger: Span | null;
  readonly more: MoreFindings;
}

/** Everything that is found in a message once and used for each of its matters. */
export function findAll(marks: Marks): Findings {
  const labels = findLabels(marks);
  const plain = findUnits(marks);
  const hits = findMatters(marks);
  const around = surroundings(marks);
  const streets = findStreets(marks, around);
  const names = shortNames(marks).filter(
    (one) => !streets.some(({ start }) => start === one.start),
  );
  const findPlace = createFindPlace(marks, around, labels, { streets, names });
  const place = findPlace({ start: 0, end: marks.text.length });
  const sites = leftmostLongest([...marks.places, ...(place ? [place] : [])]);
  const efforts = findEfforts(marks, around, plain, labels);
  const units = readUnits(marks, around, plain, labels);
  return {
    marks,
    labels,
    units,
    streets,
    findPlace,
    sites,
    efforts,
    hits,
    ...namesIn(marks, { labels, units, sites }),
    danger: findDanger(marks, hits),
    more: findMore(marks, { efforts, hits, urgent: hits.filter((one) => isUrgent(marks, one)) }),
  };
}

/** Danger, or a matter of the kind that cannot wait. */
export function isUrgent({ compiled }: Marks, { matter, weak }: MatterHit): boolean {
  return !weak && (matter < 0 || compiled.lexicon.matters[matter]?.category === 'emergency');
}
