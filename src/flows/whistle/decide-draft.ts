import { stopOf } from '../../domain/admission.ts';
import {
  changed,
  ignored,
  refused,
  type AuditEvent,
  type Decision,
} from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import { comesAlone } from '../../domain/gathering.ts';
import type { Member } from '../../domain/rule-book.ts';
import { isBareCry, type Whistle } from '../../domain/whistle.ts';
import { admitted, findingsOf } from './admission.ts';
import { answered } from './answer-hints.ts';
import { watched } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { complete } from './complete.ts';
import { toReporter } from './desk.ts';
import { openQuestion } from './draft-questions.ts';
import type { Facts } from './facts.ts';
import { asUnlisted, withMatter } from './matter.ts';
import { mayCall } from './may-call.ts';
import { askForEntry, toBlower } from './messages.ts';
import { newDraft } from './new-draft.ts';
import { kindOf, notOpen } from './open-kinds.ts';
import { calledSince, goesOn } from './raised.ts';
import { isSameDraft } from './same-draft.ts';
import { seats } from './seats.ts';
import { tooLate } from './too-late.ts';

type Tell = Extract<HumanCommand, { type: 'tell' }>;

/** A first sentence becomes a draft, shown to the blower alone (S01, S02). */
export function blow(command: Tell, facts: Facts, member: Member): Decision<Whistle> {
  const { directory } = facts;
  const read = command.reading.whistles[0] ?? command.reading.facts;
  const org = directory.org(member.org);
  if (!org) return refused({ code: 'may-not-blow', org: member.org });
  const isSaid = read.because.kind !== undefined;
  const kind = kindOf(directory, org, read.kind, isSaid);
  const no = notOpen(directory, kind, org);
  if (no) return no;
  if (comesAlone(member)) return refused({ code: 'not-yours', allowed: '社区书记或工作人员' });
  const draft = admitted(newDraft(command, facts, { read, kind, org, member }), facts);
  const { next, watch } = watched(facts, draft);
  const event = { type: 'drafted', by: command.by, data: { kind, category: next.category } };
  return changed(next, [event, ...heldEvent(next)], [...shown(facts, next), ...watch]);
}

/** A further sentence of the blower while the draft is open, or held: an answer or a correction. */
export function answer(draft: Whistle, command: Tell, facts: Facts): Decision<Whistle> {
  if (command.by !== draft.blower) return refused({ code: 'not-yours', allowed: '吹哨人' });
  if (draft.state !== 'draft' && draft.state !== 'held') return refused({ code: 'no-open-draft' });
  if (staysUrgent(draft, command.reading.intent, facts)) return refused({ code: 'stays-urgent' });
  const completed = answered(
    draft,
    complete(facts.directory, draft, command.reading),
    command,
    facts,
  );
  if (isSameDraft(draft, completed)) {
    const asked = openQuestion(facts.directory, draft);
    // A held whistle's card has no 确认吹哨 to press.
    return asked === null && draft.state === 'held'
      ? refused({ code: 'held-back' })
      : refused({ code: 'nothing-new', asked });
  }
  const { next, watch } = watched(facts, admitted({ ...completed, approval: null }, facts));
  const { category } = next;
  const data = category === draft.category ? {} : { from: draft.category, to: category };
  const event = { type: 'completed', by: command.by, data };
  return changed(next, [event, ...heldEvent(next)], [...shown(facts, next), ...watch]);
}

/** Whether words would lower a whistle whose matter is an emergency: that is for the centre (domain 5.3, rule 4). */
function staysUrgent(
  { category, matter }: Whistle,
  intent: Tell['reading']['intent'],
  { directory }: Facts,
): boolean {
  const wanted = intent.type === 'correct' ? intent.category : undefined;
  const usual = matter === null ? undefined : directory.matter(matter)?.category;
  return (
    category === 'emergency' &&
    usual === 'emergency' &&
    wanted !== undefined &&
    wanted !== 'emergency'
  );
}

/** Takes one of the offered matters, or none of them: then the blower's words stand for it (domain 5.3, rule 2). */
export function chooseMatter(
  draft: Whistle,
  { matter, tapped, by }: Extract<HumanCommand, { type: 'choose-matter' }>,
  facts: Facts,
): Decision<Whistle> {
  if (draft.state !== 'draft') return tooLate(draft, facts);
  if (draft.matter !== null || draft.unlisted !== null) return ignored;
  if (matter !== null && !draft.matterCandidates.includes(matter)) return ignored;
  const { directory } = facts;
  const chosen =
    matter === null ? asUnlisted(directory, draft, '') : withMatter(directory, draft, matter);
  const { next, watch } = watched(facts, admitted(chosen, facts));
  const told = tapped ? office(facts, next) : shown(facts, next);
  const event = { type: 'completed', by, data: { matter } };
  return changed(next, [event, ...heldEvent(next)], [...told, ...watch]);
}

/** Adds the matrix's lead, offered on the draft and taken by a tap. */
export function addDepartment(draft: Whistle, org: string, facts: Facts): Decision<Whistle> {
  if (draft.state !== 'draft') return tooLate(draft, facts);
  if (draft.participations.some((one) => one.org === org)) return ignored;
  if (!mayCall(facts.directory, 'street', [{ org }])) return ignored;
  const named = [
    { org, role: 'lead' as const },
    ...draft.participations.map((one) => ({ org: one.org, role: 'assist' as const })),
  ];
  const participations = seats(facts.directory, named, draft.matter);
  const called = { ...draft, participations };
  return changed(
    { ...called, findings: findingsOf(called, facts) },
    [{ type: 'completed', by: draft.blower, data: { org } }],
    [],
  );
}

/** 取消 drops a draft; a held whistle is dropped the same way. */
export function cancel(draft: Whistle, facts: Facts): Decision<Whistle> {
  if (draft.state === 'cancelled') return ignored;
  if (draft.state !== 'draft' && draft.state !== 'held') return tooLate(draft, facts);
  if (calledSince(draft) !== null)
    return goesOn(draft, facts, {
      event: { type: 'raise-dropped', by: draft.blower, data: {} },
      words: '升级已取消',
    });
  const next: Whistle = { ...draft, state: 'cancelled', endedAt: facts.now, clocks: [] };
  const event = { type: 'cancelled', by: draft.blower, data: {} };
  return changed(next, [event], toReporter(facts, next, 'dropped'));
}

/** 修改: a draft shows how; a held whistle becomes a draft again. */
export function edit(whistle: Whistle, facts: Facts, tapped: boolean): Decision<Whistle> {
  if (whistle.state === 'draft')
    return tapped ? ignored : changed(whistle, [], [toBlower(facts, whistle, { type: 'draft' })]);
  if (whistle.state !== 'held') return tooLate(whistle, facts);
  const { next, watch } = watched(facts, {
    ...whistle,
    state: 'draft',
    reason: null,
    approval: null,
    findings: findingsOf(whistle, facts),
  });
  const effects = [...watch, ...(tapped ? [] : [toBlower(facts, next, { type: 'draft' })])];
  return changed(next, [{ type: 'reopened-draft', by: whistle.blower, data: {} }], effects);
}

/** The draft as its blower is shown it: to be confirmed, or held with the reason. */
function shown(facts: Facts, whistle: Whistle): readonly NewEffect[] {
  // “救命” alone is answered at once, with the one question; there is nothing on a card yet (S20).
  if (isBareCry(whistle) && whistle.heardIn.type === 'single') return [];
  if (whistle.state === 'draft') return [toBlower(facts, whistle, { type: 'draft' })];
  const held = { type: 'notice', news: 'held', org: null, to: 'blower' } as const;
  return [toBlower(facts, whistle, held), ...office(facts, whistle)];
}

/** Whoever keeps the responsibility matrix learns of what it lacks when that holds a whistle up. */
const office = (facts: Facts, whistle: Whistle): readonly NewEffect[] =>
  whistle.state === 'held' && stopOf(whistle)?.rule === 'basis' ? askForEntry(facts, whistle) : [];

function heldEvent(whistle: Whistle): readonly AuditEvent[] {
  const stop = whistle.state === 'held' ? stopOf(whistle) : null;
  return stop === null ? [] : [{ type: 'held', by: null, data: { rule: stop.rule } }];
}
