import { withoutBotName } from '../bot/parse/bot-name.ts';
import { compile, type Compiled } from '../bot/parse/compile.ts';
import { splitPieces } from '../bot/parse/facts.ts';
import { findAll, type Findings } from '../bot/parse/findings.ts';
import { gistOfMatter, gistOfMessage, gistOfUrgency } from '../bot/parse/gist-of.ts';
import { mark } from '../bot/parse/marks.ts';
import { normalise } from '../bot/parse/normalise.ts';
import type { Span } from '../bot/parse/spans.ts';
import type { Learnt, LearntChoices, Lexicon, MatterExample } from '../domain/lexicon.ts';
import type { ReadMessage } from '../rulebook/readings.ts';
import { createChance } from './chance.ts';
import { learnChoices, type ChoiceLesson } from './choices.ts';
import { learnNames } from './names.ts';

/** What gave the best reading of messages by hands that had written none of the lessons. */
const forIntents = { rounds: 12, learners: 2, rate: 0.1, forget: 0.4, least: 2, most: 16_000 };
const forUrgency = { rounds: 12, learners: 2, rate: 0.1, forget: 0.4, least: 2, most: 24_000 };
const forMatters = { rounds: 12, learners: 2, rate: 0.1, forget: 0.4, least: 2, most: 12_000 };
const noMatter = 'none';

/** Learns from messages as people read them. Deterministic: the same messages and lexicon give the same tables. */
export function learnFrom(
  messages: readonly ReadMessage[],
  lexicon: Lexicon,
  tell: (done: string) => void,
): Omit<Learnt, 'of'> {
  const told = (what: string) => (round: number, of: number) => {
    tell(`${what}：第 ${round} 轮，共 ${of} 轮`);
  };
  const names = learnNames(messages, lexicon, told);
  // What a message says as a whole is read with every name in it made alike.
  const unasked = { intents: nothingLearnt, urgency: nothingLearnt, matters: nothingLearnt };
  const named: Lexicon = { ...lexicon, learnt: { of: '', ...names, ...unasked } };
  const compiled = compile(named);
  const read = messages.map((one) => ({ ...one, found: findIn(one.text, compiled) }));
  const examples = named.examples.map((one) => exampleLesson(one, compiled));
  return {
    ...names,
    intents: learnChoices(read.flatMap(intentLesson), {
      ...forIntents,
      chance: createChance(4),
      onRound: told('想做什么'),
    }),
    urgency: learnChoices(read.flatMap(urgencyLesson), {
      ...forUrgency,
      chance: createChance(5),
      onRound: told('是否紧急'),
    }),
    matters: learnChoices([...read.flatMap(matterLesson(lexicon)), ...examples], {
      ...forMatters,
      chance: createChance(6),
      onRound: told('事项'),
    }),
  };
}

const nothingLearnt: LearntChoices = { answers: [], scale: 1, cues: '', says: '' };

interface Read extends ReadMessage {
  readonly found: Findings;
}

function findIn(message: string, compiled: Compiled): Findings {
  const text = withoutBotName(message, compiled);
  return findAll(mark(normalise(text, compiled.lexicon.slips), compiled));
}

/** Whether it is a new whistle, of danger or not, and what is wanted where it is none. */
function intentLesson({ found, intent, expect: { category } }: Read): ChoiceLesson[] {
  if (intent === undefined && category === undefined) return [];
  const told = intent ?? (category === null ? 'other' : 'whistle');
  const answer = told === 'whistle' && category === '紧急哨' ? 'danger' : told;
  return [{ cues: gistOfMessage(found).cues, answer }];
}

const firstPiece = (found: Findings): Span => splitPieces(found).first.span;

function urgencyLesson({ found, expect: { category } }: Read): ChoiceLesson[] {
  if (!category) return [];
  const answer = category === '紧急哨' ? 'yes' : 'no';
  return [{ cues: gistOfUrgency(found, firstPiece(found)).cues, answer }];
}

const matterLesson =
  ({ matters }: Lexicon) =>
  ({ found, expect: { category, matter } }: Read): ChoiceLesson[] => {
    if (!category || matter === undefined) return [];
    const answer = matters.find(({ name }) => name === matter)?.code ?? noMatter;
    return [{ cues: gistOfMatter(found, firstPiece(found), category === '紧急哨').cues, answer }];
  };

function exampleLesson({ text, matter }: MatterExample, compiled: Compiled): ChoiceLesson {
  const found = findIn(text, compiled);
  const urgent = compiled.lexicon.matters.some(
    (one) => one.code === matter && one.category === 'emergency',
  );
  const cues = gistOfMatter(found, { start: 0, end: found.marks.text.length }, urgent).cues;
  return { cues, answer: matter ?? noMatter };
}
