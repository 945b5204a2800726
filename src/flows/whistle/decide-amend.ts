import { clip } from '../../domain/clip.ts';
import { changed, refused, type Decision, type Refusal } from '../../domain/decision.ts';
import type { Changes, NewEffect } from '../../domain/effect.ts';
import type { Category, OrgCode } from '../../domain/names.ts';
import {
  isGathering,
  leadOf,
  type Clock,
  type Participation,
  type Whistle,
} from '../../domain/whistle.ts';
import { atOnce } from './at-once.ts';
import { clockEffect } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { correctionOf, type Correction } from './correction.ts';
import { claimIfDone, short } from './decide-seat.ts';
import { dispatch } from './dispatch.ts';
import { toGathering } from './gathering.ts';
import { mayCall } from './may-call.ts';
import { newSeat } from './new-seat.ts';
import { isOurs, isDirecting, type Facts } from './facts.ts';
import { toBlower, toDepartment } from './messages.ts';
import { dueOf, startOf } from './seat-clocks.ts';
import { tooLate } from './too-late.ts';

type Amend = Omit<Extract<HumanCommand, { type: 'amend' }>, 'type' | 'target'>;

/**
 * 更正, 补充, 加减单位 of a whistle that is out, by the unit that blew it; by the centre also its lead, category and
 * matter, and while it is queued (S31). Nothing is dispatched twice: who is added is called with fresh limits, who is
 * released is told, everybody else still concerned sees one short card.
 */
export function amend(whistle: Whistle, command: Amend, facts: Facts): Decision<Whistle> {
  const centre = isDirecting(facts) && !isOurs(whistle, facts);
  if (!centre && !isOurs(whistle, facts))
    return refused({ code: 'not-yours', allowed: '吹哨单位或指挥中心' });
  const open = ['dispatched', 'in_progress', ...(centre ? ['queued'] : [])];
  if (!open.includes(whistle.state)) return tooLate(whistle, facts);
  const correction = correctionOf(command.reading, facts.directory);
  const amended = apply(whistle, correction);
  const changes = changesOf(whistle, amended, {
    by: centre ? 'centre' : 'unit',
    reason: clip(command.reason, 200) || null,
    // New words for the effort replace it; all others are added to it.
    supplement: correction.effort === null ? correction.supplement : null,
  });
  const no = refusalOf(whistle, amended, changes, { command, facts });
  return no ? refused(no) : settle(whistle, amended, changes, { command, facts });
}

interface Given {
  readonly command: Amend;
  readonly facts: Facts;
}

/** The whistle with what was said in it; clocks and limits are not looked at yet. */
function apply(whistle: Whistle, said: Correction): Whistle {
  return {
    ...whistle,
    place: said.place ?? whistle.place,
    effort: said.effort ?? supplemented(whistle.effort, said.supplement),
    category: said.category ?? whistle.category,
    matter: said.matter ?? whistle.matter,
    participations: calledAfter(whistle, said),
  };
}

/** Who is called then, the lead first: whoever leads now, unless another is named or they are sent away. */
function calledAfter(whistle: Whistle, said: Correction): readonly Participation[] {
  const { participations } = whistle;
  const kept = participations.filter(({ org }) => !said.removed.includes(org));
  const named = [...(said.lead === null ? [] : [said.lead]), ...said.added.map(({ org }) => org)];
  const added = [...new Set(named)]
    .filter((org) => !participations.some((one) => one.org === org))
    .map((org) => newSeat({ org, role: 'assist' }));
  const all = [...kept, ...added];
  const wanted = said.lead ?? leadOf(whistle)?.org;
  const lead = all.find(({ org }) => org === wanted) ?? all[0];
  if (!lead) return [];
  const rest = all
    .filter((one) => one !== lead)
    .map((one) => ({ ...one, role: 'assist' as const }));
  return [{ ...lead, role: 'lead' }, ...rest];
}

const LONGEST_EFFORT = 400;

function supplemented(effort: string | null, words: string | null): string | null {
  if (words === null || (effort?.endsWith(words) ?? false)) return effort;
  return clip([...(effort === null ? [] : [effort]), `补充：${words}`].join('；'), LONGEST_EFFORT);
}

function changesOf(
  before: Whistle,
  after: Whistle,
  { by, reason, supplement }: Required<Pick<Changes, 'by' | 'reason' | 'supplement'>>,
): Changes {
  const orgs = (one: Whistle) => one.participations.map(({ org }) => org);
  const differ = (['place', 'effort', 'category', 'matter'] as const).filter(
    (field) => before[field] !== after[field],
  );
  const adds = supplement !== null && differ.includes('effort');
  const fields = differ.map((one) => (adds && one === 'effort' ? 'supplement' : one));
  const added = orgs(after).filter((org) => !orgs(before).includes(org));
  const removed = orgs(before).filter((org) => !orgs(after).includes(org));
  const led = leadOf(before)?.org !== leadOf(after)?.org;
  const all = [...fields, ...(led ? (['lead'] as const) : [])];
  return { by, reason, fields: all, added, removed, ...(adds && { supplement }) };
}

function refusalOf(
  before: Whistle,
  after: Whistle,
  { by, reason, fields, added, removed }: Changes,
  { command, facts }: Given,
): Refusal | null {
  const name = (org: OrgCode) => facts.directory.org(org)?.name ?? org;
  if (fields.length + added.length + removed.length === 0)
    return { code: 'nothing-to-amend', number: short(before) };
  // A community's own call names nobody (S14).
  if (after.participations.length === 0 && before.participations.length > 0)
    return { code: 'nobody-left', number: short(before) };
  const here = before.participations.find((one) => removed.includes(one.org) && one.checkedIn);
  if (here) return { code: 'checked-in', org: name(here.org) };
  if (by === 'unit' && fields.some((one) => centreOnly.includes(one)))
    return { code: 'not-yours', allowed: '指挥中心' };
  if (
    !mayCall(
      facts.directory,
      after.kind,
      added.map((org) => ({ org })),
    )
  )
    return {
      code: 'not-callable',
      names: added.map(name),
      words: `更正 ${short(before)} 加上城管局`,
    };
  if (by === 'centre' && reason === null)
    return { code: 'needs-reason', words: `${clip(command.reading.text, 40)} 理由 ` };
  return null;
}

const centreOnly: readonly Changes['fields'][number][] = ['lead', 'category', 'matter'];

function settle(
  before: Whistle,
  after: Whistle,
  changes: Changes,
  { command, facts }: Given,
): Decision<Whistle> {
  // The log keeps which field was changed; the words stand in the effort.
  const { supplement: _words, ...logged } = changes;
  const { fields, added, removed, reason } = logged;
  const event = {
    type: 'amended',
    by: command.by,
    data: {
      ...logged,
      reason: reason && withoutNumbers(reason),
      lead: leadOf(after)?.org ?? null,
    },
  };
  if (before.state === 'queued')
    return after.category === 'emergency'
      ? dispatch(after, facts, [event])
      : changed(after, [event], [tellBlower(after, changes, facts)]);
  const anew = fields.includes('category') || fields.includes('matter');
  const restarted = after.participations.filter(
    ({ org, done }) => done === null && (anew || added.includes(org)),
  );
  const started = restarted.flatMap(({ org }) => openClocks(before, after, org, facts));
  const seats = restarted.map(({ org }) => org);
  const clocks = [
    ...before.clocks.filter(
      ({ org }) => org === null || !(seats.includes(org) || removed.includes(org)),
    ),
    ...started,
  ];
  const participations = after.participations.map((one) =>
    seats.includes(one.org)
      ? { ...one, due: { ...one.due, ...dueOf(facts, after, one, started) } }
      : one,
  );
  const amended = { ...after, participations, clocks };
  const next = isGathering(after)
    ? { whistle: amended, events: [], effects: [] }
    : claimIfDone(amended, facts);
  const effects: NewEffect[] = [
    ...calls(next.whistle, added, { facts, raised: raised(before.category, after.category) }),
    ...told(next.whistle, changes, facts),
    ...started.flatMap((one) => clockEffect(after, one)),
    ...next.effects,
  ];
  return changed(next.whistle, [event, ...next.events], effects);
}

/** The limits of the steps a seat has still before it: all of them for somebody new. */
function openClocks(before: Whistle, after: Whistle, org: OrgCode, facts: Facts): readonly Clock[] {
  const running = before.clocks.filter((one) => one.org === org).map(({ stage }) => stage);
  const isNew = !before.participations.some((one) => one.org === org);
  return startOf(facts, after, org).filter(({ stage }) => isNew || running.includes(stage));
}

/** Who is added is called like everybody else; in what has become an emergency whoever is on duty, for all. */
function calls(
  whistle: Whistle,
  added: readonly OrgCode[],
  { facts, raised: isRaised }: { readonly facts: Facts; readonly raised: boolean },
): readonly NewEffect[] {
  const seats = whistle.participations.filter(({ org }) => added.includes(org));
  const alone: readonly Participation[] = isRaised ? whistle.participations : seats;
  return [
    ...seats.map(({ org }) => toDepartment(facts, whistle, org, { type: 'summons', org })),
    ...(alone.length > 0 ? atOnce(facts, whistle, alone) : []),
  ];
}

const raised = (before: Category, after: Category): boolean =>
  before !== 'emergency' && after === 'emergency';

/** One short card to everybody concerned: those who stay, those who are released, and the blower. */
function told(whistle: Whistle, changes: Changes, facts: Facts): readonly NewEffect[] {
  const stay = whistle.participations.filter(({ org }) => !changes.added.includes(org));
  const card = (org: OrgCode, news: 'amended' | 'released') =>
    toDepartment(facts, whistle, org, { type: 'notice', news, org, to: 'group', changes });
  return [
    ...(isGathering(whistle) ? [toGathering(facts, whistle, 'amended')] : []),
    ...stay.map(({ org }) => card(org, 'amended')),
    ...changes.removed.map((org) => card(org, 'released')),
    tellBlower(whistle, changes, facts),
  ];
}

const tellBlower = (whistle: Whistle, changes: Changes, facts: Facts): NewEffect =>
  toBlower(facts, whistle, { type: 'notice', news: 'amended', org: null, to: 'blower', changes });

/** The log keeps no telephone number, whatever somebody gives for a reason (I9). */
const withoutNumbers = (reason: string): string => reason.replace(/\d{7,}/gu, '****');
