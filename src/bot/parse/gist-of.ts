import type { Findings } from './findings.ts';
import { gistOfLetters, gistOfSentence, type Gist } from './gist.ts';
import { readCategoryWord, readKind } from './kind.ts';
import { overlaps, type Span } from './spans.ts';

/** What a whole message says about what it wants. */
export function gistOfMessage(found: Findings): Gist {
  const whole = { start: 0, end: found.marks.text.length };
  return gistOfSentence(found.marks, whole, found.named, [...told(found, whole), length(whole)]);
}

/** What a stretch says about how urgent it is. */
export function gistOfUrgency(found: Findings, span: Span): Gist {
  const { marks, labels } = found;
  const word = readCategoryWord(marks, labels)?.value ?? 'none';
  const facts = [...told(found, span), `word ${word}`, kindOf(found)];
  const { matters } = marks.compiled.lexicon;
  const stated = found.hits
    .filter((one) => one.matter >= 0 && overlaps(one, span))
    .flatMap(({ matter, weak }) => {
      const strength = weak ? 'weak' : 'strong';
      return [`${strength} ${matters[matter]?.category ?? ''}`];
    });
  return gistOfSentence(marks, span, found.named, [...new Set([...facts, ...stated])]);
}

/** What a stretch says about its matter, where it is known whether that can wait. */
export function gistOfMatter(found: Findings, span: Span, urgent: boolean): Gist {
  const called = found.units
    .filter((one) => one.fate === 'called')
    .map(({ code }) => `called ${code}`);
  return gistOfLetters(found.marks, span, found.silent, [
    ...new Set(called),
    ...(urgent ? ['urgent'] : []),
  ]);
}

const kindOf = ({ marks, labels }: Findings): string =>
  `kind ${readKind(marks, labels)?.value ?? 'none'}`;

/** Which of the facts of a whistle are told at all, one by one and together. */
function told({ marks, units, danger, efforts, hits, sites }: Findings, span: Span): string[] {
  const is = (all: readonly Span[]): boolean => all.some((one) => overlaps(one, span));
  const facts = {
    street: is(marks.streets),
    called: is(units.filter((one) => one.fate === 'called')),
    stated: is(hits.filter((one) => one.matter >= 0 && !one.weak)),
    place: is(sites),
    danger: is(danger ? [danger] : []),
    effort: is(efforts),
  };
  const known = Object.entries(facts).flatMap(([name, holds]) => (holds ? [name] : []));
  return [...known, `told ${known.join(' ')}`, 'always'];
}

const length = ({ start, end }: Span): string =>
  `length ${Math.min(6, Math.floor(Math.log2(end - start + 1)))}`;
