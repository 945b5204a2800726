import type { OrgCode, WhistleKind } from '../../domain/names.ts';
import type { Findings } from './facts.ts';
import { alike, type Alike } from './likeness.ts';
import type { MatterHit, MatterReading } from './matters.ts';
import type { Span } from './spans.ts';

/** What else speaks for a matter beside its words. */
export interface Leaning {
  readonly kind: WhistleKind | null;
  readonly called: readonly OrgCode[];
}

/** Less than this, and the examples say nothing; so much more than the next, and they say which. */
const sure = 8;
const apart = 3;
/** So much more than for the matter whose wording was found, and the examples know better. */
const overrules = 20;
/** What a matter gains when its lead, an assisting unit, or its kind of whistle is named. */
const forLead = 3;
const forAssist = 1;
const forKind = 8;

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
  const likely = lean(
    found,
    alike(found.marks.compiled.likeness, found.marks.text, piece, namesOf(found)),
    leaning,
  );
  const [top, next] = likely;
  if (!top) return read;
  const best = read.best;
  const gap = top.score - (likely.find(({ matter }) => matter === best?.matter)?.score ?? 0);
  const known = best !== null && !best.weak;
  const fills = top.score >= sure && top.score - (next?.score ?? 0) >= apart;
  const chosen = known ? (gap >= overrules ? top : null) : fills ? top : null;
  const kept = chosen === null || chosen.matter === best?.matter ? best : toHit(chosen);
  const others = [
    ...(best ? [best.matter] : []),
    ...read.others,
    ...likely.map((one) => one.matter),
  ];
  return { best: kept, others: [...new Set(others)].filter((one) => one !== kept?.matter) };
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

/** Letters of names say nothing about what is wrong there. */
function namesOf({ marks, streets, units, placeUnits }: Findings): Uint8Array {
  const skip = new Uint8Array(marks.text.length);
  const names = placeUnits.filter(({ type }) => type === 'named');
  for (const { start, end } of [...streets, ...units, ...names]) skip.fill(1, start, end);
  return skip;
}
