import { saysAnything } from './anything.ts';
import { chances, favour } from './choices.ts';
import type { Findings } from './findings.ts';
import { mostTokens, stretchFor } from './gist.ts';
import { gistOfUrgency } from './gist-of.ts';
import type { MatterHit } from './matters.ts';
import type { Span } from './spans.ts';
import { findDanger } from './stated-danger.ts';

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
