import type { Lexicon } from '../domain/lexicon.ts';
import type { Reading, WhistleFacts } from '../domain/reading.ts';
import { compile, type Compiled } from './parse/compile.ts';
import { factsOf, missingOf, readEach, splitPieces, withoutKind } from './parse/facts.ts';
import { findAll } from './parse/findings.ts';
import { readIntent } from './parse/intent.ts';
import { mark } from './parse/marks.ts';
import { normalise } from './parse/normalise.ts';
import { onlyPlea } from './parse/signs.ts';
import { withoutBotName } from './parse/bot-name.ts';

/** Reads one message without memory: text and lexicon in, reading out (domain 6.4). Pure, linear, never throws. */
export function parse(message: string, lexicon: Lexicon): Reading {
  const compiled: Compiled = compile(lexicon);
  const text = withoutBotName(message, compiled);
  const marks = mark(normalise(text, lexicon.slips), compiled);
  const found = findAll(marks);
  const pieces = splitPieces(found);
  const worded = factsOf(found, pieces.first, pieces.first.worded);
  const intent = readIntent(found, worded);
  if (intent.type !== 'whistle') return { text, intent, whistles: [], facts: withoutKind(worded) };
  const cry = marks.all('cry').length > 0 || onlyPlea(marks);
  const { whole, each } = readEach(found, pieces);
  const heard = (facts: WhistleFacts): WhistleFacts => (cry ? asCry(facts) : facts);
  return { text, intent, whistles: each.map(heard), facts: heard(whole) };
}

/** A cry for help without facts is 紧急哨: answered at once, never dispatched blindly (domain 6.4). */
function asCry(facts: WhistleFacts): WhistleFacts {
  if (facts.matter !== null) return facts;
  const urgent = { ...facts, category: 'emergency', matterCandidates: [] } as const;
  return { ...urgent, missing: missingOf(urgent) };
}
