import { saysAnything } from './anything.ts';
import { chances, favour, type Choices } from './choices.ts';
import type { Findings } from './findings.ts';
import { stretchFor } from './gist.ts';
import { gistOfMatter } from './gist-of.ts';
import { readDuty } from './ground.ts';
import type { MatterHit, MatterReading } from './matters.ts';
import { overlaps, type Span } from './spans.ts';

/** So likely, and what was learnt says which matter it is; else it is asked. */
const sure = 0.5;
/** So much likelier than the matter whose wording was found, and what was learnt knows better; that it is none, surer. */
const overrules = 2;
const overrulesAsNone = 10;
/** Less likely than this, and a wording was not meant so. */
const hardlyMeant = 0.05;
/** What is less likely than this is not offered. */
const worthOffering = 0.02;

/** A stretch, the danger it tells of, and its matter by wordings alone. */
interface Told {
  readonly span: Span;
  readonly danger: Span | null;
  readonly worded: MatterReading;
}

/**
 * The matter by its wordings, corrected by what was learnt: it fills in where no wording is found, and overrules one that
 * the whole sentence speaks against. What it finds likely besides stays on offer.
 */
export function decidedMatter(
  found: Findings,
  { span: piece, danger, worded: read }: Told,
): MatterReading {
  const { marks, more } = found;
  // What the street has to do itself is like some matter of the departments, and is none.
  const unworded = read.best === null || read.best.weak;
  const duty = readDuty(more.duties, piece, read.best);
  // 垃圾分类宣传 says 垃圾, and is the street's own duty for all that.
  if (duty && !duty.weak && (unworded || overlaps(duty, read.best)))
    return { ...read, best: null, none: true };
  if (unworded && duty !== null) return read;
  const learnt = marks.compiled.learnt?.matters;
  if (!learnt || !saysAnything(marks, piece)) return read;
  return corrected(found, { piece, read, urgent: danger !== null }, learnt);
}

function corrected(
  found: Findings,
  {
    piece,
    read,
    urgent,
  }: { readonly piece: Span; readonly read: MatterReading; readonly urgent: boolean },
  learnt: Choices,
): MatterReading {
  const { matterNth, lexicon } = found.marks.compiled;
  const { matters } = lexicon;
  const told = gistOfMatter(found, piece, urgent);
  const answers = [...chances(learnt, told.cues)]
    .map((chance, answer) => {
      const matter = matterNth.get(learnt.answers[answer] ?? '') ?? -1;
      return { answer, chance, matter };
    })
    .sort((a, b) => b.chance - a.chance);
  const [top] = answers;
  if (!top) return read;
  const likely = answers.filter(({ chance }) => chance >= worthOffering);
  const others = [read.best?.matter ?? read.assumed ?? -1, ...likely.map((one) => one.matter)];
  const offer = (best: MatterHit | null, none = false): MatterReading => ({
    best,
    assumed: null,
    none,
    others: [...new Set([...others, ...read.others])].filter(
      (one) => one >= 0 && one !== best?.matter,
    ),
  });
  const isNone = top.matter < 0;
  const worded = read.best && !read.best.weak ? read.best.matter : read.assumed;
  const known = answers.find(({ matter }) => matter === worded)?.chance ?? 0;
  // “小孩卡在护栏里”: in danger a routine matter that hardly anybody means is asked.
  const usual = matters[read.best?.matter ?? read.assumed ?? -1]?.category;
  const isMeant = !urgent || known >= hardlyMeant || usual === 'emergency';
  const best = isMeant ? read.best : null;
  const margin = worded === null || !isMeant ? 0 : isNone ? overrulesAsNone : overrules;
  if (top.matter === worded || top.chance < Math.max(sure, margin * known))
    return isMeant && read.assumed !== null && best === null ? read : offer(best);
  if (isNone) return offer(null, true);
  const words = stretchFor(told, piece, (cue) => favour(learnt, cue, top.answer));
  return offer({ matter: top.matter, score: 0, weak: false, ...words });
}
