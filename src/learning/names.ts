import { aroundUnits } from '../bot/parse/around-units.ts';
import { withoutBotName } from '../bot/parse/bot-name.ts';
import { noPairs, putPair, type CommonPairs } from '../bot/parse/common.ts';
import { compile, type Compiled } from '../bot/parse/compile.ts';
import { doubt, whoseWork } from '../bot/parse/effort.ts';
import { findLabels } from '../bot/parse/labels.ts';
import { mark, type Marks } from '../bot/parse/marks.ts';
import { normalise, type Script } from '../bot/parse/normalise.ts';
import type { Span } from '../bot/parse/spans.ts';
import { aroundName, shortNames } from '../bot/parse/street.ts';
import { surroundings } from '../bot/parse/surroundings.ts';
import { findUnits } from '../bot/parse/units.ts';
import type { Surroundings } from '../bot/parse/weights.ts';
import type { Learnt, Lexicon } from '../domain/lexicon.ts';
import type { ReadMessage } from '../rulebook/readings.ts';
import { createChance } from './chance.ts';
import { learnChoices, type ChoiceLesson } from './choices.ts';
import type { OnRound } from './options.ts';
import { learnPlaces, type PlaceLesson } from './place.ts';
import { learnShown, type ShownLesson } from './shown.ts';

/** What gave the best reading of messages by hands that had written none of the lessons. */
const forPlaces = { bits: 17, rounds: 8, learners: 5, rate: 0.05, forget: 0.45 };
const forEfforts = { bits: 17, rounds: 6, learners: 2, rate: 0.05, forget: 0.3 };
const forCalls = { bits: 17, rounds: 8, learners: 5, rate: 0.05, forget: 0.4 };
const forStreets = { rounds: 12, learners: 2, rate: 0.1, forget: 0.3, least: 2, most: 8_000 };

/** Streets, places, what was done, who is called: learnt from what stands around them. */
export function learnNames(
  messages: readonly ReadMessage[],
  lexicon: Lexicon,
  told: (what: string) => OnRound,
): Pick<Learnt, 'common' | 'places' | 'efforts' | 'calls' | 'streets'> {
  const plain = compile(lexicon);
  const common = commonPairs(messages, plain);
  const compiled = { ...plain, common };
  const heard = messages
    .filter(({ expect }) => expect.category !== null)
    .map((one) => hear(one, compiled));
  return {
    common: Buffer.from(common).toString('base64'),
    places: learnPlaces(heard.flatMap(placeLesson), {
      ...forPlaces,
      chance: createChance(1),
      onRound: told('地点'),
    }),
    efforts: learnShown(heard.flatMap(effortLesson), doubt, {
      ...forEfforts,
      chance: createChance(2),
      onRound: told('先期处置'),
    }),
    calls: learnShown(heard.flatMap(callLessons), 0, {
      ...forCalls,
      chance: createChance(3),
      onRound: told('请来的单位'),
    }),
    streets: learnChoices(heard.flatMap(streetLessons), {
      ...forStreets,
      chance: createChance(7),
      onRound: told('街道'),
    }),
  };
}

/** In so many messages a pair is said, apart from the place they tell of, to be a little, rather and very common. */
const oftenSaid = [2, 4, 12] as const;

function commonPairs(messages: readonly ReadMessage[], { lexicon }: Compiled): CommonPairs {
  const times = new Map<number, number>();
  for (const { text, expect } of messages) {
    const apart = expect.place ? text.replaceAll(expect.place, '\n') : text;
    const letters = normalise(apart, lexicon.slips).text;
    const pairs = new Set<number>();
    for (let at = 0; at + 1 < letters.length; at += 1)
      pairs.add(letters.charCodeAt(at) * 0x10000 + letters.charCodeAt(at + 1));
    for (const pair of pairs) times.set(pair, (times.get(pair) ?? 0) + 1);
  }
  const common = noPairs();
  for (const [pair, often] of times)
    putPair(
      common,
      [Math.floor(pair / 0x10000), pair % 0x10000],
      oftenSaid.filter((least) => often >= least).length,
    );
  return common;
}

interface Heard extends ReadMessage {
  readonly script: Script;
  readonly marks: Marks;
  readonly around: Surroundings;
}

function hear(message: ReadMessage, compiled: Compiled): Heard {
  const text = withoutBotName(message.text, compiled);
  const script = normalise(text, compiled.lexicon.slips);
  const marks = mark(script, compiled);
  return { ...message, text, script, marks, around: surroundings(marks) };
}

/** The place may stand in a message more than once; each of them is right. */
function placeLesson({ text, expect: { place }, script, around }: Heard): PlaceLesson[] {
  if (place === undefined) return [];
  if (place === null) return [{ around, places: [] }];
  const places: Span[] = [];
  for (let at = text.indexOf(place); at >= 0; at = text.indexOf(place, at + 1))
    places.push({ start: letterAt(script, at), end: letterAt(script, at + place.length) });
  const found = places.filter(({ start, end }) => end > start);
  return found.length > 0 ? [{ around, places: found }] : [];
}

/** For each short name of a street, whether it means the street or is part of the place's name. */
function streetLessons({
  expect: { street, place },
  text,
  script,
  marks,
  around,
}: Heard): ChoiceLesson[] {
  if (street === undefined) return [];
  const { streets } = marks.compiled.lexicon;
  const at = place ? text.indexOf(place) : -1;
  const site = place && at >= 0 ? letterAt(script, at) : Infinity;
  const siteEnd = place && at >= 0 ? letterAt(script, at + place.length) : -Infinity;
  return shortNames(marks).map((one) => {
    const isMeant = streets.find(({ code }) => code === one.code)?.name === street;
    const isName = one.start >= site && one.start < siteEnd;
    return {
      cues: aroundName(marks, around, one),
      answer: isMeant && !isName ? 'street' : 'name',
    };
  });
}

/** Where a letter as typed stands in the normalised text. */
function letterAt({ at, text }: Script, typed: number): number {
  const found = at.findIndex((one) => one >= typed);
  return found < 0 ? text.length : Math.min(found, text.length);
}

/** Whether it was told what was done, where that is asked for (domain 6.4). */
function effortLesson({ text, expect, marks, around }: Heard): ShownLesson[] {
  const { missing, category, kind } = expect;
  if (!missing) return [];
  const mine = whoseWork(marks, around, findUnits(marks));
  // A community tells what its people are to do: that is no work done, unless it says so.
  if (kind === '社区吹哨') return /[已过了]/.test(text) ? [] : [{ around: mine, shown: false }];
  if (category === '紧急哨') return [];
  return [{ around: mine, shown: !missing.includes('effort') }];
}

/** For each unit that is named, whether one of the places where it is calls it. */
function callLessons({ expect: { departments }, marks, around }: Heard): ShownLesson[] {
  if (!departments) return [];
  const units = findUnits(marks);
  const all = aroundUnits(marks, around, units, findLabels(marks));
  const { orgs } = marks.compiled.lexicon;
  return [...new Set(units.map((one) => one.code))].map((code) => ({
    around: only(
      all,
      units.flatMap((one, nth) => (one.code === code ? [nth] : [])),
    ),
    shown: departments.includes(orgs.find((one) => one.code === code)?.name ?? ''),
  }));
}

/** What stands around some of the spots. */
function only({ cues, from }: Surroundings, spots: readonly number[]): Surroundings {
  const parts = spots.map((one) => [...cues.slice(from[one], from[one + 1])]);
  const starts = new Uint32Array(spots.length + 1);
  parts.forEach((part, nth) => {
    starts[nth + 1] = (starts[nth] ?? 0) + part.length;
  });
  return { cues: Int32Array.from(parts.flat()), from: starts };
}
