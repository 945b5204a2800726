import type { WordRole } from '../../domain/lexicon.ts';
import type { Marks } from './marks.ts';

/** What is said of a unit in so many words right beside its name: it is waved off, leads, or something else is told. */
export type Cue = 'exclude' | 'lead' | 'call' | 'told' | null;

/** Small words skipped between a unit and what is said of it. */
const mostSteps = 8;

const before = {
  exclude: 'exclude',
  notified: 'told',
  leadLabel: 'lead',
  call: 'call',
} as const satisfies Partial<Record<WordRole, Cue>>;

const after = {
  excludeAfter: 'exclude',
  retract: 'exclude',
  past: 'told',
  onSite: 'told',
  lead: 'lead',
  callAfter: 'call',
} as const satisfies Partial<Record<WordRole, Cue>>;

/** What is said to a unit right before its name. */
export function cueBefore(marks: Marks, start: number): Cue {
  let at = start;
  for (let step = 0; step < mostSteps && at >= 0; step += 1) {
    const cue = longestTo(marks, at);
    // “商务(主办)、环保”: what stands before the comma was said of the one before.
    if (cue === 'lead' && /[、,]/.test(marks.text.slice(at, start))) return null;
    if (cue) return cue;
    const filler = marks.to('unitFiller', at);
    if (filler >= 0) at = filler;
    else if (marks.text.charAt(at - 1) === ' ') at -= 1;
    else return null;
  }
  return null;
}

function longestTo(marks: Marks, end: number): Cue {
  let best: Cue = null;
  let reach = end;
  for (const role of Object.keys(before) as (keyof typeof before)[]) {
    const start = marks.to(role, end);
    if (start >= 0 && start < reach) [reach, best] = [start, before[role]];
  }
  return best;
}

/** What is said to or of a unit right after its name. */
export function cueAfter(marks: Marks, end: number): Cue {
  let at = end;
  for (let step = 0; step < mostSteps; step += 1) {
    const cue = longestFrom(marks, at);
    if (cue) return cue;
    const filler = marks.from('unitFiller', at);
    if (filler >= 0) at = filler;
    else if (' 请'.includes(marks.text.charAt(at) || '-')) at += 1;
    else return null;
  }
  return null;
}

function longestFrom(marks: Marks, start: number): Cue {
  let best: Cue = null;
  let reach = start;
  for (const role of Object.keys(after) as (keyof typeof after)[]) {
    const end = marks.from(role, start);
    if (end > reach) [reach, best] = [end, after[role]];
  }
  return best;
}

/** Whether 牵头 follows a unit's name, and not as what it did already: 牵头开过会. */
export function isLed(marks: Marks, end: number): boolean {
  let at = end;
  for (let step = 0; step < 4; step += 1) {
    const lead = marks.from('lead', at);
    if (lead > 0) return marks.from('aspect', lead) < 0;
    const filler = marks.from('unitFiller', at);
    if (filler < 0) return false;
    at = filler;
  }
  return false;
}

/** Whether nothing but words of these roles and white space stands there. */
export function consistsOf(
  marks: Marks,
  start: number,
  end: number,
  roles: readonly WordRole[],
): boolean {
  for (let at = start; at < end;) {
    let next = ' \n'.includes(marks.text.charAt(at)) ? at + 1 : -1;
    for (const role of roles) next = Math.max(next, marks.from(role, at));
    if (next <= at || next > end) return false;
    at = next;
  }
  return true;
}
