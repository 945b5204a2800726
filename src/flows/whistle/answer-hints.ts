import type { Instant } from '../../domain/names.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Reading, WhistleFacts } from '../../domain/reading.ts';
import { instantSaid } from '../../domain/said-time.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { openQuestion } from './draft-questions.ts';
import type { Facts } from './facts.ts';
import { projectNamed, questionsOf } from './hints.ts';

/**
 * What a further sentence gives beside the facts a draft must have: origin, time, headcount, item, project. What was asked
 * before it counts as asked, whether or not it was answered (S15, S17).
 */
export function answered(
  before: Whistle,
  completed: Whistle,
  { reading: { facts: read, text } }: { readonly reading: Reading },
  { directory, now }: Facts,
): Whistle {
  const asked = questionsOf(directory, before);
  const named = before.kind === 'project' ? projectNamed(directory, text)?.code : undefined;
  return {
    ...completed,
    origins: originsAfter(completed, read, now),
    appointedAt: instantSaid(read.appointed, now) ?? completed.appointedAt,
    headcount: read.headcount ?? completed.headcount,
    item: read.item ?? (asked.includes('ask-item') ? codeIn(text) : null) ?? completed.item,
    project: read.project ?? named ?? completed.project,
    // While a missing fact was asked for, the card did not put these questions.
    asked:
      openQuestion(directory, before) === null
        ? [...new Set([...completed.asked, ...asked])]
        : completed.asked,
  };
}

/** Whoever the draft comes from, said after its first sentence; its own origin only, those taken in keep theirs (S67). */
function originsAfter(
  { origins }: Whistle,
  { source, reference, found }: WhistleFacts,
  now: Instant,
): readonly Origin[] {
  const said = instantSaid(found, now);
  return origins.map((one, index) =>
    index > 0
      ? one
      : {
          ...one,
          // A patrol's or grid's report stays one, whoever is quoted later.
          source: one.source === 'self' ? (source ?? 'self') : one.source,
          reference: reference ?? one.reference,
          foundAt: said !== null && said < one.reportedAt ? said : one.foundAt,
        },
  );
}

/** A bare code typed in answer: 530103-2026-0012. */
const codeIn = (text: string): string | null =>
  /^[^A-Za-z0-9]{0,8}([A-Za-z0-9][A-Za-z0-9-]{3,39})[。.\s]*$/u.exec(text.trim())?.[1] ?? null;
