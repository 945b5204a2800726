import { chances, favour } from './choices.ts';
import type { Findings } from './findings.ts';
import { stretchFor } from './gist.ts';
import { gistOfMatter } from './gist-of.ts';
import { readDuty } from './ground.ts';
import type { MatterHit, MatterReading } from './matters.ts';
import { overlaps, type Span } from './spans.ts';

/** So likely, and what was learnt says which matter it is where no wording is found. */
const sure = 0.35;
/** An emergency goes out unasked: what no wording says must be said the more plainly. */
const surely = 0.5;
/** So much likelier than the matter whose wording was found, and what was learnt knows better. */
const overrules = 2;
/** What is less likely than this is not offered. */
const worthOffering = 0.02;

/**
 * The matter by its wordings, corrected by what was learnt: it fills in where no wording is found, and overrules one that
 * the whole sentence speaks against. What it finds likely besides stays on offer.
 */
export function decidedMatter(found: Findings, piece: Span, read: MatterReading): MatterReading {
  const { marks, more } = found;
  // What the street has to do itself is like some matter of the departments, and is none.
  const unworded = read.best === null || read.best.weak;
  const duty = readDuty(more.duties, piece, read.best);
  // 垃圾分类宣传 says 垃圾, and is the street's own duty for all that.
  if (duty && !duty.weak && (unworded || overlaps(duty, read.best)))
    return { ...read, best: null, none: true };
  if (unworded && duty !== null) return read;
  const learnt = marks.compiled.learnt?.matters;
  if (!learnt) return read;
  const { matters } = marks.compiled.lexicon;
  const told = gistOfMatter(found, piece);
  const likely = chances(learnt, told.cues);
  const indexes = learnt.answers.map((code) => matters.findIndex((one) => one.code === code));
  const byMatter = (matter: number): number => likely[indexes.indexOf(matter)] ?? 0;
  const hit = (answer: number): MatterHit => ({
    matter: indexes[answer] ?? -1,
    score: 0,
    weak: false,
    ...stretchFor(told, piece, (cue) => favour(learnt, cue, answer)),
  });
  const order = [...likely.keys()].sort((a, b) => (likely[b] ?? 0) - (likely[a] ?? 0));
  const top = order[0] ?? 0;
  const chance = likely[top] ?? 0;
  const isNone = (indexes[top] ?? -1) < 0;
  const others = [
    ...(read.best ? [read.best.matter] : read.assumed === null ? [] : [read.assumed]),
    ...order
      .filter((one) => (likely[one] ?? 0) >= worthOffering)
      .flatMap((one) => indexes[one] ?? -1),
    ...read.others,
  ].filter((one) => one >= 0);
  const offer = (best: MatterHit | null, none = false): MatterReading => ({
    best,
    assumed: null,
    none,
    others: [...new Set(others)].filter((one) => one !== best?.matter),
  });
  const worded = read.best && !read.best.weak ? read.best.matter : read.assumed;
  if (worded !== null) {
    if (indexes[top] === worded || chance < overrules * byMatter(worded))
      return read.best ? offer(read.best) : read;
    return isNone ? offer(null, true) : offer(hit(top));
  }
  if (isNone) return chance >= surely ? offer(null, true) : offer(read.best);
  const emergency = matters[indexes[top] ?? -1]?.category === 'emergency';
  return offer(chance >= (emergency ? surely : sure) ? hit(top) : read.best);
}
