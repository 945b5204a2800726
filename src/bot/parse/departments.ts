import type { OrgCode } from '../../domain/names.ts';
import { aroundUnits } from './around-units.ts';
import { consistsOf, cueAfter, cueBefore, isLed } from './cues.ts';
import type { LabelledValue } from './labels.ts';
import type { Marks } from './marks.ts';
import { touching, type Span } from './spans.ts';
import type { Unit } from './units.ts';
import { weigh, type Surroundings } from './weights.ts';

/** What the text does with one unit it names (domain 6.4). */
export interface NamedUnit extends Unit {
  readonly fate: 'called' | 'excluded' | 'background';
  readonly lead: boolean;
  /** How surely it is called here; named twice, it is called where that is surest. */
  readonly sure: number;
}

export interface Called {
  readonly departments: readonly NamedUnit[];
  readonly excluded: readonly OrgCode[];
}

/** Units of one list: nothing but commas and small words between them. */
interface Group {
  readonly units: Unit[];
}

/** Decides for every unit named whether it is called, waved off, or mere background. */
export function readUnits(
  marks: Marks,
  around: Surroundings,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
): NamedUnit[] {
  const values = labels.map(({ label, value }) => ({ ...value, label }));
  const calls = callsOf(marks, around, units, labels);
  let nth = 0;
  return groups(marks, units).flatMap((group) => {
    const label = touching(values, first(group)).find((one) => within(first(group), one))?.label;
    const excluded = isExcluded(marks, group);
    return group.units.map((unit) => {
      const sure = calls[nth] ?? 0;
      nth += 1;
      const fate = excluded ? 'excluded' : sure > 0 ? 'called' : 'background';
      const lead = fate === 'called' && (label === 'lead' || leads(marks, unit, group));
      return { ...unit, fate, lead, sure } as const;
    });
  });
}

/** Nobody calls more units than this in one message; those named later are mere background. */
const mostCalled = 40;

/** How surely each unit is called, by what was learnt from messages; where nothing was, everybody who is named. */
function callsOf(
  marks: Marks,
  around: Surroundings,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
): ArrayLike<number> {
  const weights = marks.compiled.learnt?.calls ?? null;
  if (!weights) return units.map(() => 1);
  const [scores] = weigh(aroundUnits(marks, around, units.slice(0, mostCalled), labels), weights);
  return scores ?? [];
}

/** Departments called, the lead first, else in order of mention; called and waved off, the last word holds. */
export function calledUnits(named: readonly NamedUnit[]): Called {
  const last = new Map<OrgCode, NamedUnit>();
  for (const unit of named) {
    if (unit.fate === 'background') continue;
    const known = last.get(unit.code);
    if (known?.fate !== unit.fate || unit.sure > known.sure)
      last.set(unit.code, { ...unit, lead: unit.lead || known?.lead === true });
    else if (unit.lead) last.set(unit.code, { ...known, lead: true });
  }
  const decided = [...last.values()].sort((a, b) => a.start - b.start);
  const called = decided.filter((one) => one.fate === 'called');
  return {
    departments: [...called.filter((one) => one.lead), ...called.filter((one) => !one.lead)],
    excluded: decided.filter((one) => one.fate === 'excluded').map((one) => one.code),
  };
}

function groups(marks: Marks, units: readonly Unit[]): Group[] {
  const found: Group[] = [];
  for (const unit of units) {
    const group = found.at(-1);
    if (group && goesOn(marks, group, unit)) group.units.push(unit);
    else found.push({ units: [unit] });
  }
  return found;
}

/** What is said of one side ends at the comma: “不用叫消防，城管来”, “派出所来 城管刚走不用”. */
function goesOn(marks: Marks, group: Group, unit: Unit): boolean {
  const { end } = last(group);
  if (!consistsOf(marks, end, unit.start, ['joiner', 'unitFiller'])) return false;
  const between = marks.text.slice(end, unit.start);
  if (!/[,\s;]/.test(between)) return true;
  const told = cueBefore(marks, first(group).start);
  if (told === 'exclude') return false;
  if (cueAfter(marks, unit.end) !== 'exclude') return true;
  return told !== 'call' && !/;|[\u4e00-\u9fff]/.test(between);
}

/** “不用叫消防”, “城管不用来”: said in so many words, and believed whatever else is like a call. */
function isExcluded(marks: Marks, group: Group): boolean {
  return (
    cueBefore(marks, first(group).start) === 'exclude' ||
    cueAfter(marks, last(group).end) === 'exclude'
  );
}

/** “城管牵头”, “城管（主）”, “牵头：城管”; a list before 牵头 is led by its last member. */
function leads(marks: Marks, unit: Unit, group: Group): boolean {
  if (marks.to('leadLabel', unit.start) >= 0) return true;
  if (unit === first(group) && cueBefore(marks, unit.start) === 'lead') return true;
  return isLed(marks, unit.end);
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
