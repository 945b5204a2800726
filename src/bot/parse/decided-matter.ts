import type { OrgCode, WhistleKind } from '../../domain/names.ts';
import type { Findings } from './facts.ts';
import { readDuty } from './ground.ts';
import { alike, type Alike } from './likeness.ts';
import type { MatterHit, MatterReading } from './matters.ts';
import { overlaps, type Span } from './spans.ts';

/** What else speaks for a matter beside its words. */
export interface Leaning {
  readonly kind: WhistleKind | null;
  readonly called: readonly OrgCode[];
}

/** Less than this, and the examples say nothing; so much more than the next, and they say which. */
const sure = 8;
/** An emergency goes out unasked: what no wording says must be said the more plainly. */
const surely = 12;
const apart = 1;
/** So much more than for the matter whose wording was found, and the examples know better. */
const overrules = 10;
/** What a matter gains when its lead, an assisting unit, or its kind of whistle is named. */
const forLead = 3;
const forAssist = 1;
const forKind = 3;

/**
 * The matter by its wordings, corrected by the example sentences: they fill in where no wording is found, and overrule
 * one that the whole sentence speaks against. What they find likely besides stays on offer.
 */
export function decidedMatter(
  found: Findings,
  piece: Span,
  read: MatterReading,
  leaning: Leaning,
): MatterReading {
  const { marks, more } = found;
  if (read.assumed !== null) return read;
  // What the street has to do itself is like some matter of the departments, and is none.
  const unworded = read.best === null || read.best.weak;
  const duty = readDuty(more.duties, piece, read.best);
  // 垃圾分类宣传 says 垃圾, and is the street's own duty for all that.
  if (duty && !duty.weak && (unworded || overlaps(duty, read.best)))
    return { ...read, best: null, none: true };
  if (unworded && duty !== null) return read;
  const like = alike(marks.compiled.likeness, marks.text, piece, namesOf(found));
  const likely = lean(found, like.likely, leaning);
  const { matters } = marks.compiled.lexicon;
  const isEmergency = (one: number): boolean => matters[one]?.category === 'emergency';
  const chosen = choose(read.best, likely, like.scores, isEmergency);
  const others = [
    ...(read.best ? [read.best.matter] : []),
    ...read.others,
    ...likely.map((one) => one.matter),
  ];
  const rest = [...new Set(others)].filter((one) => one !== chosen?.matter);
  const none = chosen === null && (like.scores.at(-1) ?? 0) >= sure;
  return { best: chosen, assumed: null, none, others: rest };
}

function choose(
  worded: MatterHit | null,
  likely: readonly Alike[],
  scores: Float64Array,
  isEmergency: (matter: number) => boolean,
): MatterHit | null {
  const [top, next] = likely;
  const none = scores[scores.length - 1] ?? 0;
  if (worded === null || worded.weak) {
    const emergency = top && isEmergency(top.matter);
    const fills =
      top && top.score >= (emergency ? surely : sure) && top.score - (next?.score ?? none) >= apart;
    return fills ? toHit(top) : worded;
  }
  const own = likely.find((one) => one.matter === worded.matter)?.score;
  const score = own ?? scores[worded.matter] ?? 0;
  if (top && top.score - score >= overrules)
    return top.matter === worded.matter ? worded : toHit(top);
  return none - score >= overrules ? null : worded;
}

const toHit = ({ matter, score, start, end }: Alike): MatterHit => ({
  matter,
  score,
  weak: false,
  start,
  end,
});

function lean(
  { marks }: Findings,
  likely: readonly Alike[],
  { kind, called }: Leaning,
): readonly Alike[] {
  const { matters } = marks.compiled.lexicon;
  return likely
    .map((one) => {
      const known = matters[one.matter];
      const more =
        (known && called.includes(known.lead) ? forLead : 0) +
        (known?.assist.some((org) => called.includes(org)) ? forAssist : 0) +
        (kind !== null && known?.kinds.includes(kind) ? forKind : 0);
      return { ...one, score: one.score + more };
    })
    .sort((a, b) => b.score - a.score);
}

const saysNothing = [
  'kind:street',
  'kind:community',
  'kind:service',
  'kind:alliance',
  'kind:project',
  'notKind',
  'helper',
] as const;

/** Letters of names say nothing about what is wrong there, nor do the name of the kind and of those who help. */
function namesOf({ marks, labels, units, sites }: Findings): Uint8Array {
  const skip = new Uint8Array(marks.text.length);
  const words = saysNothing.flatMap((role) => marks.all(role));
  const keys = labels.map(({ key }) => key);
  for (const { start, end } of [...marks.streets, ...units, ...sites, ...words, ...keys])
    skip.fill(1, start, end);
  return skip;
}
