import type { Category, MatterCode, WhistleKind } from '../../domain/names.ts';
import type {
  CalledDepartment,
  ExplainedField,
  WhistleFacts,
  Words,
} from '../../domain/reading.ts';
import type { Fact } from '../../domain/rule-book.ts';
import type { MatterWords } from '../../domain/lexicon.ts';
import { presentDanger } from './danger.ts';
import { decidedMatter } from './decided-matter.ts';
import { calledUnits, type Called, type NamedUnit } from './departments.ts';
import type { Findings } from './findings.ts';
import { readCategoryWord, readKind } from './kind.ts';
import { wordsAt, type Marks } from './marks.ts';
import { overlaps, type Span } from './spans.ts';
import { chooseMatter, type MatterReading } from './matters.ts';
import { readMore } from './more.ts';
import { splitSegments } from './segments.ts';
import type { StreetSpan } from './street.ts';

/** Nobody means more matters than this in one message; what follows is read with the last one. */
const mostMatters = 9;

/** One stretch of a message that speaks of one matter: what is read of it whatever the matter is. */
export interface Piece {
  readonly span: Span;
  readonly called: Called;
  readonly danger: Span | null;
  readonly kind: Kind;
  /** What was done about it; what is told behind the last matter was done about all. */
  readonly effort: Span | null;
  /** The matter by its wordings alone. */
  readonly worded: MatterReading;
  readonly place: Span | null;
}

type Kind = ReturnType<typeof readKind>;

/** The stretches of a message that speak of one matter each, at least one. The first has all units of the message. */
export function splitPieces(found: Findings): { first: Piece; spans: readonly Span[] } {
  const all = { start: 0, end: found.marks.text.length };
  const spans = splitSegments(found.marks, found.hits, all);
  return { first: readPiece(found, spans[0] ?? all, found.units, spans.at(-1) ?? all), spans };
}

/** The facts of each matter, in the order written; of one nameless matter when none is recognised (domain 6.4). */
export function readEach(
  found: Findings,
  { first, spans }: { readonly first: Piece; readonly spans: readonly Span[] },
): { whole: WhistleFacts; each: readonly WhistleFacts[] } {
  const matterOf = (piece: Piece): MatterReading => decidedMatter(found, piece);
  const firstMatter = matterOf(first);
  const whole = factsOf(found, first, firstMatter);
  if (spans.length < 2) return { whole, each: [whole] };
  let last = whole;
  const each = spans.slice(0, mostMatters).map((span, nth) => {
    const own = found.units.filter((one) => overlaps(one, span));
    const units = own.some((one) => one.fate === 'called') ? own : found.units;
    const piece =
      nth === 0
        ? { ...first, called: calledUnits(units) }
        : readPiece(found, span, units, spans.at(-1) ?? span);
    const facts = factsOf(found, piece, nth === 0 ? firstMatter : matterOf(piece));
    last = {
      ...facts,
      kind: whole.kind,
      street: facts.street ?? last.street,
      place: facts.place ?? last.place,
    };
    return { ...last, missing: missingOf(last) };
  });
  return { whole, each };
}

function readPiece(found: Findings, span: Span, units: readonly NamedUnit[], last: Span): Piece {
  const { marks, labels, efforts } = found;
  const hits = found.hits.filter((one) => overlaps(one, span));
  const danger = presentDanger(found, span, hits);
  const kind = readKind(marks, labels);
  // Where the first matter's stretch names no place, the message may: on a line of its own, under a label.
  const whole = { start: 0, end: marks.text.length };
  const place = found.findPlace(span) ?? (span.start === 0 ? found.findPlace(whole) : null);
  const worded = chooseMatter(marks, hits, danger, {
    efforts,
    names: found.sites,
    site: place,
    kind: kind?.value ?? null,
  });
  const effort =
    efforts.find((one) => overlaps(one, span)) ??
    efforts.find((one) => overlaps(one, last) && !isOfMatter(found, one, last)) ??
    null;
  return { span, called: calledUnits(units), danger, kind, effort, worded, place };
}

/** “…油烟大，上门劝2次”: said in one breath with a matter, it was done about that one; “社区都去看过” about all. */
function isOfMatter({ marks, hits }: Findings, effort: Span, piece: Span): boolean {
  if (/[都均全]/.test(marks.text.slice(effort.start, effort.end))) return false;
  const sentence = marks.sentence[effort.start];
  return hits.some(
    (one) => !one.weak && overlaps(one, piece) && marks.sentence[one.start] === sentence,
  );
}

/** What one stretch of a message says when it is about this matter. */
export function factsOf(found: Findings, piece: Piece, matter: MatterReading): WhistleFacts {
  const { marks, labels } = found;
  const { called, danger, kind, place } = piece;
  const { matters } = marks.compiled.lexicon;
  const told = inDanger(marks, matter.best?.matter ?? matter.assumed, danger);
  const usual = matter.none ? null : usualOf(marks, kind?.value ?? null);
  const known = told === null ? usual : matters[told];
  const street = streetOf(found, place);
  const word = readCategoryWord(marks, labels);
  const category = categoryOf(danger, word?.value ?? null, known?.category ?? null);
  const effort = piece.effort;
  const more = readMore(found, piece.span, {
    kind: kind?.value ?? null,
    category,
    word: word?.value ?? null,
    matter: matter.best,
  });
  const drill = marks.all('drill')[0] ?? null;
  const facts: Omit<WhistleFacts, 'missing'> = {
    kind: kind?.value ?? 'street',
    category,
    street: street?.code ?? null,
    place: place && wordsAt(marks, place).text,
    matter: known?.code ?? null,
    matterCandidates: candidates(found, known?.code ?? null, matter.others, category),
    departments: withRoles(called.departments),
    excluded: called.excluded,
    effort: effort && wordsAt(marks, effort).text,
    drill: drill !== null,
    ...more.facts,
    because: {
      ...more.because,
      ...because(marks, {
        kind: [kind],
        category: [danger ?? word ?? matter.best],
        street: [street],
        place: [place],
        matter: [matter.best],
        departments: called.departments,
        effort: [effort],
        drill: [drill],
      }),
    },
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

/** The matter's own words are the best guess; two more beside it. Nobody in danger is asked about a lamp. */
function candidates(
  { marks }: Findings,
  best: MatterCode | null,
  others: readonly number[],
  category: Category,
): MatterCode[] {
  const { matters } = marks.compiled.lexicon;
  const codes = others.flatMap((one) => {
    const other = matters[one];
    return other && (category !== 'emergency' || other.category === 'emergency') ? other.code : [];
  });
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
  spans: Partial<Record<ExplainedField, readonly (Span | null)[]>>,
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
