import type { Category, WhistleKind } from '../../domain/names.ts';
import type { ExplainedField, MoreFacts, WhistleFacts, Words } from '../../domain/reading.ts';
import { findBeyond, findConcern, findDuties, firstIn, readDuty, type DutyHit } from './ground.ts';
import { readProject } from './items.ts';
import { wordsAt, type Marks } from './marks.ts';
import type { MatterHit } from './matters.ts';
import { codeAfter, readOrigin, type OriginRead } from './origin.ts';
import { readHeadcount, type Headcount } from './people.ts';
import { readResident } from './resident.ts';
import { findRestricted } from './restricted.ts';
import type { Span } from './spans.ts';
import { readTimes, type TimeContext, type Times } from './times.ts';

/** All of it that the whole message says, found once. */
export interface MoreFindings {
  readonly origin: OriginRead;
  readonly times: Times;
  readonly headcount: Headcount | null;
  readonly item: Span | null;
  readonly duties: readonly DutyHit[];
  readonly concern: readonly Span[];
  readonly beyond: readonly Span[];
  readonly restricted: Span | null;
  readonly resident: MoreFacts['resident'];
}

/** Finds what a message says beyond the contract. Linear, like everything it is read from. */
export function findMore(marks: Marks, context: TimeContext): MoreFindings {
  const origin = readOrigin(marks);
  return {
    origin,
    times: readTimes(marks, context),
    headcount: readHeadcount(marks),
    item: codeAfter(marks, 'item'),
    duties: findDuties(marks),
    concern: findConcern(marks, origin.residents),
    beyond: findBeyond(marks, context.efforts),
    restricted: findRestricted(marks),
    resident: readResident(marks),
  };
}

/** What is already known of a stretch of text when the rest of it is read. */
export interface KnownFacts {
  readonly kind: WhistleKind | null;
  readonly category: Category;
  /** The category that is written, by word or label. */
  readonly word: Category | null;
  readonly matter: MatterHit | null;
}

export interface MoreRead {
  readonly facts: MoreFacts;
  readonly because: WhistleFacts['because'];
}

/** What one stretch of a message says beyond the contract, with the words that gave it. */
export function readMore(
  { marks, more }: { readonly marks: Marks; readonly more: MoreFindings },
  piece: Span,
  known: KnownFacts,
): MoreRead {
  const { origin, times } = more;
  const found = firstIn(times.found, piece);
  const appointed = firstIn(times.appointed, piece);
  const project = readProject(marks, known.kind);
  const urgent = known.category === 'emergency'; // a quarrel with knives is no mediator's case
  const duty = urgent ? null : readDuty(more.duties, piece, known.matter);
  const concern = firstIn(more.concern, piece);
  const beyond = firstIn(more.beyond, piece);
  const reference = origin.reference ?? (isOrder(origin) ? more.item : null);
  const item = reference === more.item ? null : more.item;
  const words = (span: Span | null): string | null => span && wordsAt(marks, span).text;
  return {
    facts: {
      source: origin.source?.source ?? null,
      reference: reference && codeOf(marks, reference),
      found: found?.said ?? null,
      appointed: appointed?.said ?? null,
      headcount: more.headcount?.count ?? null,
      item: item && codeOf(marks, item),
      project: project?.code ?? null,
      ownDuty: duty?.duty ?? null,
      concern: words(concern),
      beyond: words(beyond),
      onlySaysEmergency: known.word === 'emergency' && known.category !== 'emergency',
      restricted: more.restricted !== null,
      resident: more.resident,
    },
    because: because(marks, {
      source: origin.source,
      found,
      appointed,
      headcount: more.headcount,
      item,
      project,
      ownDuty: duty,
      concern,
      beyond,
      restricted: more.restricted,
    }),
  };
}

/** The 受理编号 of a hotline's order is the order's number. */
function isOrder({ source }: OriginRead): boolean {
  return source?.source === 'hotline';
}

/** A code reads the same in full width and in half. */
function codeOf({ text }: Marks, { start, end }: Span): string {
  return text.slice(start, end);
}

function because(
  marks: Marks,
  spans: Partial<Record<ExplainedField, Span | null>>,
): WhistleFacts['because'] {
  const told = Object.entries(spans).flatMap(([field, span]): [string, Words[]][] =>
    span ? [[field, [wordsAt(marks, span)]]] : [],
  );
  return Object.fromEntries(told);
}
