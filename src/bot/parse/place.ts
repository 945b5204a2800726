import { isNothing, type LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { inside as within, overlaps, type Span } from './spans.ts';
import { readClosely } from './surroundings.ts';
import { weigh, type PlaceWeights, type Surroundings } from './weights.ts';

/** No place is told in more letters. */
export const longestPlace = 45;

/** How likely a place begins, ends or goes on at each boundary. `inside[i]`: all letters before `i` together. */
export interface PlaceScores {
  readonly begins: Float64Array;
  readonly ends: Float64Array;
  readonly inside: Float64Array;
}

/** Weighs every boundary of a message once. No place begins or ends with a sign or a space. */
export function weighPlaces(
  text: string,
  around: Surroundings,
  { weights }: PlaceWeights,
): PlaceScores {
  const [begins, ends, member] = weigh(around, weights);
  if (!begins || !ends || !member) throw new Error('the weights of places lack a table');
  const inside = new Float64Array(member.length);
  for (let at = 1; at < inside.length; at += 1)
    inside[at] = (inside[at - 1] ?? 0) + (member[at - 1] ?? 0);
  for (let at = 0; at < text.length; at += 1)
    if (signs.has(text.charCodeAt(at))) begins[at] = ends[at + 1] = -Infinity;
  return { begins, ends, inside };
}

const signs = new Set(Array.from(' \n,，。、;；:：!！?？…—-·*|/', (one) => one.charCodeAt(0)));

/** Finds the place within a stretch of the message, without street name and filler (domain 6.4). */
export type FindPlace = (scope: Span) => Span | null;

/** Reads where the places of one message are: under their label, else what looks most like one, if anything does. */
export function createFindPlace(
  marks: Marks,
  around: Surroundings,
  labels: readonly LabelledValue[],
  { streets, names }: { readonly streets: readonly Span[]; readonly names: readonly Span[] },
): FindPlace {
  const weights = marks.compiled.learnt?.places ?? null;
  const scores = weights && weighPlaces(marks.text, around, weights);
  // 松华+大竹园村: what names the street is no part of the place.
  for (const { start, end } of streets) scores?.begins.fill(-Infinity, start, end);
  // 青云+小学: and what begins a name is no name without the rest.
  for (const { start, end } of names) scores?.begins.fill(-Infinity, start + 1, end + 1);
  const find = (scope: Span, least: number): Span | null =>
    scores ? likeliest(scores, scope, weights, least) : (within(marks.places, scope)[0] ?? null);
  const known = new Map<number, Span | null>();
  const once = (scope: Span, least: number): Span | null => {
    const key = scope.start * (marks.text.length + 1) + scope.end;
    const found = known.get(key);
    if (found !== undefined) return found;
    const place = find(scope, least);
    known.set(key, place);
    return place;
  };
  return (scope) => {
    const label = labels.find((one) => one.label === 'place' && overlaps(one.value, scope));
    if (label && isNothing(marks, label.value)) return null;
    // What stands under its label is a place, whatever it looks like.
    if (label) return once(label.value, -Infinity) ?? label.value;
    return once(scope, weights?.none ?? 0);
  };
}

/** The stretch within `scope` that is most like a place, and more so than `least`. */
export function likeliest(
  { begins, ends, inside }: PlaceScores,
  scope: Span,
  { length }: PlaceWeights,
  least: number,
): Span | null {
  const longest = Math.min(longestPlace, scope.end - scope.start);
  const lengths = Float64Array.from({ length: longest + 1 }, (_, letters) =>
    lengthOf(length, letters),
  );
  let [from, to] = [-1, -1];
  let top = least;
  const closely = Math.min(scope.end, readClosely);
  for (let start = scope.start; start < closely; start += 1) {
    const before = (begins[start] ?? 0) - (inside[start] ?? 0);
    const last = Math.min(closely, start + longestPlace);
    for (let end = start + 1; end <= last; end += 1) {
      const score = before + (ends[end] ?? 0) + (inside[end] ?? 0) + (lengths[end - start] ?? 0);
      if (score <= top) continue;
      top = score;
      from = start;
      to = end;
    }
  }
  return from < 0 ? null : { start: from, end: to };
}

function lengthOf(length: readonly number[], letters: number): number {
  return length[Math.min(letters, length.length - 1)] ?? 0;
}
