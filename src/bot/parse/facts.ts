import type { Category, MatterCode, WhistleKind } from '../../domain/names.ts';
import type {
  CalledDepartment,
  ExplainedField,
  WhistleFacts,
  Words,
} from '../../domain/reading.ts';
import type { Fact } from '../../domain/rule-book.ts';
import type { MatterWords } from '../../domain/lexicon.ts';
import { findDanger } from './danger.ts';
import { calledUnits, readUnits, type NamedUnit } from './departments.ts';
import { findEfforts } from './effort.ts';
import { readCategoryWord, readKind } from './kind.ts';
import { findLabels, type LabelledValue } from './labels.ts';
import { wordsAt, type Marks } from './marks.ts';
import { overlaps, type Span } from './spans.ts';
import { chooseMatter, findMatters, type MatterHit } from './matters.ts';
import { findPlaceUnits, type PlaceUnit } from './place-units.ts';
import { readPlace } from './place.ts';
import { splitSegments } from './segments.ts';
import { findStreets, type StreetSpan } from './street.ts';
import { findUnits } from './units.ts';

/** What the whole message says, before it is asked what a single matter's facts are. */
export interface Findings {
  readonly marks: Marks;
  readonly labels: readonly LabelledValue[];
  readonly units: readonly NamedUnit[];
  readonly streets: readonly StreetSpan[];
  readonly placeUnits: readonly PlaceUnit[];
  readonly efforts: readonly Span[];
  readonly hits: readonly MatterHit[];
  readonly danger: Span | null;
}

/** Everything that is found in a message once and used for each of its matters. */
export function findAll(marks: Marks): Findings {
  const labels = findLabels(marks);
  const plain = findUnits(marks);
  const hits = findMatters(marks);
  const streets = findStreets(marks);
  const taken = [...plain, ...streets, ...labels.map((one) => one.key)];
  const placeUnits = findPlaceUnits(marks, taken);
  return {
    marks,
    labels,
    units: readUnits(marks, plain, labels),
    streets,
    placeUnits,
    efforts: findEfforts(marks, plain, labels, placeUnits),
    hits,
    danger: findDanger(marks, hits),
  };
}

/** Nobody means more matters than this in one message; what follows is read with the last one. */
const mostMatters = 9;

/** The facts of each matter, in the order written; of one nameless matter when none is recognised (domain 6.4). */
export function readFacts(found: Findings): { whole: WhistleFacts; each: readonly WhistleFacts[] } {
  const all = { start: 0, end: found.marks.text.length };
  const pieces = splitSegments(found.marks, found.hits, all);
  const whole = factsOf(found, pieces[0] ?? all, found.units);
  if (pieces.length < 2) return { whole, each: [whole] };
  let last = whole;
  const each = pieces.slice(0, mostMatters).map((piece) => {
    const own = found.units.filter((one) => overlaps(one, piece));
    const facts = factsOf(
      found,
      piece,
      own.some((one) => one.fate === 'called') ? own : found.units,
    );
    last = {
      ...facts,
      kind: whole.kind,
      street: facts.street ?? last.street,
      place: facts.place ?? last.place,
      effort: facts.effort ?? whole.effort,
    };
    return { ...last, missing: missingOf(last) };
  });
  return { whole, each };
}

function factsOf(found: Findings, piece: Span, units: readonly NamedUnit[]): WhistleFacts {
  const { marks, labels, efforts } = found;
  const hits = found.hits.filter((one) => overlaps(one, piece));
  const danger = findDanger(marks, hits);
  const kind = readKind(marks, labels);
  const names = found.placeUnits.filter(({ type }) => type === 'named' || type === 'generic');
  const service = kind?.value === 'service';
  const site = placeOf(found, piece, null, service);
  const matter = chooseMatter(marks, hits, danger, {
    piece,
    efforts,
    names,
    site,
    kind: kind?.value ?? null,
  });
  const { matters } = marks.compiled.lexicon;
  const told = inDanger(marks, matter.best?.matter ?? matter.likely, danger);
  const known = told === null ? usualOf(marks, kind?.value ?? null) : matters[told];
  const place = placeOf(found, piece, known?.code ?? null, service);
  const street = streetOf(found, place);
  const called = calledUnits(units);
  const word = readCategoryWord(marks, labels);
  const category = categoryOf(danger, word?.value ?? null, known?.category ?? null);
  const effort = efforts[0] ?? null;
  const drill = marks.all('drill')[0] ?? null;
  const facts: Omit<WhistleFacts, 'missing'> = {
    kind: kind?.value ?? 'street',
    category,
    street: street?.code ?? null,
    place: place && wordsAt(marks, place).text,
    matter: known?.code ?? null,
    matterCandidates: candidates(found, known?.code ?? null, matter.others),
    departments: withRoles(called.departments),
    excluded: called.excluded,
    effort: effort && wordsAt(marks, effort).text,
    drill: drill !== null,
    because: because(marks, {
      kind: [kind],
      category: [danger ?? word ?? matter.best],
      street: [street],
      place: [place],
      matter: [matter.best],
      departments: called.departments,
      effort: [effort],
      drill: [drill],
    }),
  };
  return { ...facts, missing: missingOf(facts) };
}

/** A broken road that caves in at this moment is another matter. */
function inDanger({ compiled }: Marks, matter: number | null, danger: Span | null): number | null {
  const { matters } = compiled.lexicon;
  const urgent = danger && matter !== null ? (matters[matter]?.urgent ?? null) : null;
  return urgent === null ? matter : matters.findIndex((one) => one.code === urgent);
}

/** 政务哨 is about business with the government, 联盟哨 about sharing: believed where enough is said, and nothing else. */
function usualOf({ compiled, text }: Marks, kind: WhistleKind | null): MatterWords | null {
  if (kind === null || text.length < 24) return null;
  return compiled.lexicon.matters.find((one) => one.kinds.includes(kind)) ?? null;
}

function placeOf(
  found: Findings,
  piece: Span,
  matter: MatterCode | null,
  service: boolean,
): Span | null {
  const { marks, labels, placeUnits, streets, efforts } = found;
  const context = { labels, units: placeUnits, streets, efforts, matter, service };
  return readPlace(marks, piece, context);
}

/** The street under its label, else the one right before the place, else the first one written. */
function streetOf({ labels, streets }: Findings, place: Span | null): StreetSpan | null {
  const label = labels.find((one) => one.label === 'street');
  const labelled = label && streets.find((one) => overlaps(one, label.value));
  const beside =
    place && streets.find((one) => place.start - one.end >= 0 && place.start - one.end <= 1);
  return labelled ?? beside ?? streets[0] ?? null;
}

/** Rules (1) to (3) of domain 6.4, in order. */
function categoryOf(danger: Span | null, word: Category | null, matter: Category | null): Category {
  if (danger) return 'emergency';
  if (word && (word !== 'emergency' || matter === 'emergency')) return word;
  return matter ?? 'routine';
}

/** The matter's own words are the best guess; two more beside it. */
function candidates(
  { marks }: Findings,
  best: MatterCode | null,
  others: readonly number[],
): MatterCode[] {
  const { matters } = marks.compiled.lexicon;
  const codes = others.flatMap((one) => matters[one]?.code ?? []);
  return (best ? [best, ...codes] : codes).slice(0, 3);
}

function withRoles(units: readonly NamedUnit[]): CalledDepartment[] {
  return units.map(({ code, lead }) => ({ org: code, role: lead ? 'lead' : 'assist' }));
}

/** What a whistle of this kind and category still lacks (domain 5.3, 6.4). */
export function missingOf(facts: Omit<WhistleFacts, 'missing'>): Fact[] {
  const { kind, category, street, place, matter, departments, effort } = facts;
  const missing: Fact[] = [];
  if (street === null) missing.push('street');
  if (place === null) missing.push('place');
  if (matter === null) missing.push('matter');
  if (kind === 'community') return missing;
  if (departments.length === 0) missing.push('departments');
  if (effort === null && category !== 'emergency') missing.push('effort');
  return missing;
}

function because(
  marks: Marks,
  spans: Record<ExplainedField, readonly (Span | null)[]>,
): WhistleFacts['because'] {
  const told = Object.entries(spans).map(([field, found]): [string, Words[]] => [
    field,
    found.filter((one) => one !== null).map((one) => wordsAt(marks, one)),
  ]);
  return Object.fromEntries(told.filter(([, words]) => words.length > 0));
}

/** A message that is no whistle still may hold facts: kind and category are then nobody's. */
export function withoutKind(facts: WhistleFacts, kind: WhistleKind | null = null): WhistleFacts {
  return { ...facts, kind, category: null, missing: [] };
}
