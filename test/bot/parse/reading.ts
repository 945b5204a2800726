import { parse } from '../../../src/bot/parse.ts';
import type { Lexicon } from '../../../src/domain/lexicon.ts';
import type { Intent, WhistleFacts } from '../../../src/domain/reading.ts';
import { panlongLexicon } from '../../support/panlong-lexicon.ts';

/** The facts of one message in the words of the rule book that ships. */
export const factsOf = (text: string): WhistleFacts => parse(text, panlongLexicon()).facts;

/** What one message wants. */
export const intentOf = (text: string, lexicon: Lexicon = panlongLexicon()): Intent =>
  parse(text, lexicon).intent;
