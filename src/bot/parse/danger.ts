import { saysAnything } from './anything.ts';
import { chances, favour } from './choices.ts';
import type { Findings } from './findings.ts';
import { mostTokens, stretchFor } from './gist.ts';
import { gistOfUrgency } from './gist-of.ts';
import type { MatterHit } from './matters.ts';
import type { Marks } from './marks.ts';
import { touching, type Span } from './spans.ts';

/** What is feared may stand this far behind the fear: “担心大风天倒下来”. A denial stands right before. */
const fearReach = 8;
const denialReach = 3;

/** The first statement of present danger: rule (1) of domain 6.4. Feared, past and denied dangers are none. */
export function findDanger(marks: Marks, hits: readonly MatterHit[]): Span | null {
  return hits.find((one) => one.matter < 0 && !isTakenBack(marks, one)) ?? null;
}

/** So likely that it cannot wait, and there is danger, whatever the wordings say; so unlikely, and there is none. */
const likely = 0.5;
const hardly = 0.1;

/** The danger a stretch states: by its wordings, unless what was learnt from messages is sure of the contrary. */
export function presentDanger(
  found: Findings,
  span: Span,
  hits: readonly MatterHit[],
): Span | null {
  const worded = findDanger(found.marks, hits);
  const told = learntDanger(found, span);
  if (!told) return worded;
  const looksThere = worded === null || worded.end <= span.start + mostTokens;
  if (told.chance <= hardly && looksThere) return null;
  return worded ?? (told.chance >= likely ? told.words() : null);
}

/** How likely a stretch cannot wait, by what was learnt, and which words say so; null where nothing was. */
function learntDanger(
  found: Findings,
  span: Span,
): { readonly chance: number; readonly words: () => Span } | null {
  const learnt = found.marks.compiled.learnt?.urgency;
  const answer = learnt?.answers.indexOf('yes') ?? -1;
  if (!learnt || answer < 0 || !saysAnything(found.marks, span)) return null;
  const told = gistOfUrgency(found, span);
  return {
    chance: chances(learnt, told.cues)[answer] ?? 0,
    words: () => stretchFor(told, span, (cue) => favour(learnt, cue, answer)),
  };
}

/** How likely a whole message cannot wait; 0 where nothing was learnt. */
export function chanceOfDanger(found: Findings): number {
  return learntDanger(found, { start: 0, end: found.marks.text.length })?.chance ?? 0;
}

function isTakenBack(marks: Marks, hit: Span): boolean {
  return (
    stands(marks, marks.all('noDanger'), hit, denialReach) ||
    stands(marks, marks.all('feared'), hit, fearReach)
  );
}

/** One of these words stands before the danger, in its middle, or as its continuation (明火作业, 倒塌的风险). */
function stands(marks: Marks, words: readonly Span[], hit: Span, reach: number): boolean {
  const near = { start: hit.start - reach, end: hit.end + 1 };
  return touching(words, near).some((one) => {
    if (one.start === hit.end) return '的过隐风可'.includes(marks.text.charAt(one.start));
    if (one.start >= hit.start) return one.end > hit.end || one.start > hit.start;
    return marks.clause[one.start] === marks.clause[hit.start];
  });
}
