import type { WordRole } from '../../domain/lexicon.ts';
import type { OrgCode } from '../../domain/names.ts';
import { cueAfter, cueBefore, type Cue } from './cues.ts';
import type { LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { touching, type Span } from './spans.ts';
import { type Unit } from './units.ts';

/** What the text does with one unit it names (domain 6.4). */
export interface NamedUnit extends Unit {
  readonly fate: 'called' | 'excluded' | 'background';
  readonly lead: boolean;
}

export interface Called {
  readonly departments: readonly NamedUnit[];
  readonly excluded: readonly OrgCode[];
}

interface Group {
  readonly units: Unit[];
  cue: Cue;
}

/** Decides for every unit named whether it is called, waved off, or mere background. */
export function readUnits(
  marks: Marks,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
): NamedUnit[] {
  const named: NamedUnit[] = [];
  const values = labels.map(({ label, value }) => ({ ...value, label }));
  let before: Group | null = null;
  for (const group of groups(marks, units)) {
    const label = touching(values, first(group)).find((one) => within(first(group), one))?.label;
    const listed = label === 'units' || label === 'lead';
    const own = cueOf(marks, group);
    group.cue = own ?? (listed ? 'call' : (inherited(marks, before, group) ?? bare(marks, group)));
    const fate = fateOf(marks, group);
    for (const unit of group.units) {
      const lead = fate === 'called' && (label === 'lead' || leads(marks, unit, group));
      named.push({ ...unit, fate, lead });
    }
    before = group;
  }
  return named;
}

/** Departments called, the lead first, else in order of mention; the last word said about a unit holds. */
export function calledUnits(named: readonly NamedUnit[]): Called {
  const last = new Map<OrgCode, NamedUnit>();
  for (const unit of named) {
    if (unit.fate === 'background') continue;
    const known = last.get(unit.code);
    if (known?.fate !== unit.fate) last.delete(unit.code);
    if (!last.has(unit.code) || unit.lead) last.set(unit.code, unit);
  }
  const decided = [...last.values()];
  const called = decided.filter((one) => one.fate === 'called');
  return {
    departments: [...called.filter((one) => one.lead), ...called.filter((one) => !one.lead)],
    excluded: decided.filter((one) => one.fate === 'excluded').map((one) => one.code),
  };
}

/** Units of one list: nothing but commas and small words between them. */
function groups(marks: Marks, units: readonly Unit[]): Group[] {
  const found: Group[] = [];
  for (const unit of units) {
    const group = found.at(-1);
    if (group && goesOn(marks, group, unit)) group.units.push(unit);
    else found.push({ units: [unit], cue: null });
  }
  return found;
}

/** What is said of one side ends at the comma: “不用叫消防，城管来”, “派出所来 城管刚走不用”. */
function goesOn(marks: Marks, group: Group, unit: Unit): boolean {
  const { end } = last(group);
  if (!consistsOf(marks, end, unit.start, ['joiner', 'unitFiller'])) return false;
  const between = marks.text.slice(end, unit.start);
  if (!/[,\s;]/.test(between)) return true;
  if (cueBefore(marks, first(group).start) === 'exclude') return false;
  const after = cueAfter(marks, unit.end);
  const told = cueBefore(marks, first(group).start);
  if (after === 'exclude') return told !== 'call' && told !== 'notified' && !/^来/.test(between);
  return after !== 'past' || (told !== 'notified' && !/^来/.test(between));
}

function cueOf(marks: Marks, group: Group): Cue {
  const before = cueBefore(marks, first(group).start);
  const after = cueAfter(marks, last(group).end);
  if (before === 'exclude' || after === 'exclude') return 'exclude';
  if (after === 'past' || after === 'onSite') return before === 'call' ? 'call' : after;
  return before ?? after;
}

/** “城管牵头，公安、市监”: a list goes on after its first member was told what to do. */
function inherited(marks: Marks, previous: Group | null, group: Group): Cue {
  if (!previous?.cue || !['call', 'notified', 'lead'].includes(previous.cue)) return null;
  const between: WordRole[] = ['joiner', 'unitFiller', 'callAfter', 'lead'];
  if (!consistsOf(marks, last(previous).end, first(group).start, between)) return null;
  return 'call';
}

const longestTask = 16;

/** A list between separators is a call, “… 城管 交警”, and so is one told to do what is not past: “城管跟企业讲一下”. */
function bare({ text, clause }: Marks, group: Group): Cue {
  const open =
    first(group).start === 0 || /[\s,，。.!?;:(、/+]/.test(text.charAt(first(group).start - 1));
  const shut =
    last(group).end === text.length || /[\s,，。.!?;:)、/]/.test(text.charAt(last(group).end));
  if (!open) return null;
  const { end } = last(group);
  const limit = Math.min(text.length, end + longestTask + 1);
  let stop = end;
  while (stop < limit && clause[stop] === clause[end]) stop += 1;
  return shut || /^[^过了没不说是的都也曾推在被归已互:：]{3,16}$/.test(text.slice(end, stop))
    ? 'call'
    : null;
}

function fateOf(marks: Marks, group: Group): NamedUnit['fate'] {
  switch (group.cue) {
    case 'exclude':
      return 'excluded';
    case 'call':
    case 'notified':
    case 'lead':
      return 'called';
    case 'onSite':
      return staysOn(marks, last(group).end) ? 'called' : 'background';
    case 'past':
    case null:
      return 'background';
  }
}

/** On site already and asked to stay, in the same sentence. */
function staysOn(marks: Marks, end: number): boolean {
  return marks
    .all('stay')
    .some((one) => one.start >= end && marks.sentence[one.start] === marks.sentence[end - 1]);
}

/** “城管牵头”, “城管（主）”, “牵头：城管”; a list before 牵头 is led by its last member. */
function leads(marks: Marks, unit: Unit, group: Group): boolean {
  if (marks.to('leadLabel', unit.start) >= 0) return true;
  if (unit === first(group) && cueBefore(marks, unit.start) === 'lead') return true;
  let at = unit.end;
  for (let step = 0; step < 4; step += 1) {
    const end = marks.from('lead', at);
    if (end > 0) return marks.from('aspect', end) < 0;
    const filler = marks.from('unitFiller', at);
    if (filler < 0) return false;
    at = filler;
  }
  return false;
}

function consistsOf(marks: Marks, start: number, end: number, roles: readonly WordRole[]): boolean {
  for (let at = start; at < end;) {
    let next = ' \n'.includes(marks.text.charAt(at)) ? at + 1 : -1;
    for (const role of roles) next = Math.max(next, marks.from(role, at));
    if (next <= at || next > end) return false;
    at = next;
  }
  return true;
}

function within(unit: Span, value: Span): boolean {
  return unit.start >= value.start && unit.end <= value.end;
}

function first({ units }: Group): Unit {
  return units[0] ?? nothing;
}

function last({ units }: Group): Unit {
  return units.at(-1) ?? nothing;
}

const nothing: Unit = { start: 0, end: 0, code: '' };
