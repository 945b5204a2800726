import type { LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';

/** What stands for a name, whichever it is: a place, a street, a unit. */
export const [placeName, streetName, unitName] = [1, 2, 3];

/** For each letter of a text what name it begins, -1 within one, 0 where there is none. */
export type Named = Int8Array;

/** Where the names in a message stand, and the words that say nothing about its matter. */
export function namesIn(
  marks: Marks,
  {
    labels,
    units,
    sites,
  }: {
    readonly labels: readonly LabelledValue[];
    readonly units: readonly Span[];
    readonly sites: readonly Span[];
  },
): { readonly named: Named; readonly silent: Named } {
  const { streets, text } = marks;
  const named = new Int8Array(text.length);
  put(named, sites, placeName);
  put(named, streets, streetName);
  put(named, units, unitName);
  const words = saysNothing.flatMap((role) => marks.all(role));
  const silent = new Int8Array(text.length);
  const keys = labels.map(({ key }) => key);
  for (const spans of [streets, units, sites, words, keys]) put(silent, spans, -1);
  return { named, silent };
}

/** Letters of names say nothing about what is wrong there, nor do the name of the kind and of those who help. */
const saysNothing = [
  'kind:street',
  'kind:community',
  'kind:service',
  'kind:alliance',
  'kind:project',
  'notKind',
  'helper',
] as const;

function put(names: Named, spans: readonly Span[], symbol: number | undefined): void {
  for (const { start, end } of spans) {
    names.fill(-1, start, end);
    names[start] = symbol ?? -1;
  }
}
