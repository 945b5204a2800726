import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { Origin } from '../../domain/origin.ts';
import type { WhistleFacts } from '../../domain/reading.ts';
import type { KindRules, Member, Org } from '../../domain/rule-book.ts';
import { instantSaid } from '../../domain/said-time.ts';
import { stateNames, type Whistle } from '../../domain/whistle.ts';
import type { WhistleKind } from '../../domain/names.ts';
import type { HumanCommand } from './command.ts';
import { complete, isSameDraft, missingFacts, seats, mayCall } from './draft.ts';
import { toReporter } from './desk.ts';
import type { Facts } from './facts.ts';
import { toBlower } from './messages.ts';
import { watched } from './clocks.ts';

type Tell = Extract<HumanCommand, { type: 'tell' }>;

/** A first sentence becomes a draft, shown to the blower alone (S01, S02). */
export function blow(command: Tell, facts: Facts, member: Member): Decision<Whistle> {
  const { directory } = facts;
  const read = command.reading.whistles[0] ?? command.reading.facts;
  const org = directory.org(member.org);
  if (!org) return refused({ code: 'may-not-blow', org: member.org });
  const kind = read.kind ?? ownKind(org);
  const rules = directory.book.kinds[kind];
  if (!rules.enabled) return refused({ code: 'not-open-here', org: rules.name });
  if (!mayBlow(rules, org)) return refused({ code: 'may-not-blow', org: org.name });
  if (!org.active) return refused({ code: 'not-open-here', org: org.name });
  const { next, watch } = watched(facts, newDraft(command, facts, { read, kind, org, member }));
  const event = { type: 'drafted', by: command.by, data: { kind, category: next.category } };
  return changed(next, [event], [toBlower(facts, next, { type: 'draft' }), ...watch]);
}

/** A further sentence of the blower while the draft is open: an answer or a correction. */
export function answer(draft: Whistle, command: Tell, facts: Facts): Decision<Whistle> {
  if (command.by !== draft.blower) return refused({ code: 'not-yours', allowed: '吹哨人' });
  if (draft.state !== 'draft') return refused({ code: 'no-open-draft' });
  const completed = complete(facts.directory, draft, command.reading);
  if (isSameDraft(draft, completed)) {
    return refused({
      code: 'nothing-new',
      asked: missingFacts(facts.directory, draft)[0] ?? null,
    });
  }
  const { next, watch } = watched(facts, completed);
  const effects = [toBlower(facts, next, { type: 'draft' }), ...watch];
  return changed(next, [{ type: 'completed', by: command.by, data: {} }], effects);
}

/** Adds the matrix's lead, offered on the draft and taken by a tap. */
export function addDepartment(draft: Whistle, org: string, facts: Facts): Decision<Whistle> {
  if (draft.state !== 'draft') return refused({ code: 'too-late', state: stateNames[draft.state] });
  if (draft.participations.some((one) => one.org === org)) return ignored;
  if (!mayCall(facts.directory, 'street', [{ org }])) return ignored;
  const named = [
    { org, role: 'lead' as const },
    ...draft.participations.map((one) => ({ org: one.org, role: 'assist' as const })),
  ];
  const participations = seats(facts.directory, named, draft.matter);
  return changed(
    { ...draft, participations },
    [{ type: 'completed', by: draft.blower, data: { org } }],
    [],
  );
}

/** 取消 drops a draft; a held whistle is dropped the same way. */
export function cancel(draft: Whistle, facts: Facts): Decision<Whistle> {
  if (draft.state === 'cancelled') return ignored;
  if (draft.state !== 'draft' && draft.state !== 'held')
    return refused({ code: 'too-late', state: stateNames[draft.state] });
  const next: Whistle = { ...draft, state: 'cancelled', endedAt: facts.now, clocks: [] };
  const event = { type: 'cancelled', by: draft.blower, data: {} };
  return changed(next, [event], toReporter(facts, next, 'dropped'));
}

/** 修改: a draft shows how; a held whistle becomes a draft again. */
export function edit(whistle: Whistle, facts: Facts, tapped: boolean): Decision<Whistle> {
  if (whistle.state === 'draft')
    return tapped ? ignored : changed(whistle, [], [toBlower(facts, whistle, { type: 'draft' })]);
  if (whistle.state !== 'held')
    return refused({ code: 'too-late', state: stateNames[whistle.state] });
  const { next, watch } = watched(facts, {
    ...whistle,
    state: 'draft',
    reason: null,
    approval: null,
  });
  const effects = [...watch, ...(tapped ? [] : [toBlower(facts, next, { type: 'draft' })])];
  return changed(next, [{ type: 'reopened-draft', by: whistle.blower, data: {} }], effects);
}

interface Draft {
  readonly read: WhistleFacts;
  readonly kind: WhistleKind;
  readonly org: Org;
  readonly member: Member;
}

/** A whistle as its first sentence makes it. */
export function newDraft(command: Tell, facts: Facts, { read, kind, org, member }: Draft): Whistle {
  const { directory } = facts;
  return {
    id: facts.newId,
    number: null,
    state: 'draft',
    rulesVersion: directory.book.version,
    text: clip(command.reading.text, 4000),
    kind,
    category: read.category ?? 'routine',
    drill: read.drill,
    street: read.street ?? ownStreet(org),
    place: read.place,
    matter: read.matter,
    matterCandidates: read.matter === null ? read.matterCandidates : [],
    effort: read.effort,
    blower: member.userId,
    blowerOrg: org.code,
    heardIn: command.heardIn,
    createdAt: facts.now,
    approval: null,
    dispatchedAt: null,
    verified: null,
    endedAt: null,
    reason: null,
    round: 0,
    origins: [originOf(read, facts, member)],
    point: null,
    grid: null,
    appointedAt: instantSaid(read.appointed, facts.now),
    headcount: read.headcount,
    item: read.item,
    project: read.project,
    observers: [],
    unlisted: null,
    concern: read.concern,
    beyond: read.beyond,
    ownDuty: read.ownDuty,
    onlySaysEmergency: read.onlySaysEmergency,
    restricted: read.restricted,
    volunteers: [],
    attachments: [],
    mergedInto: null,
    again: null,
    desk: null,
    path: [],
    evidence: null,
    findings: [],
    near: [],
    waived: [],
    asked: [],
    participations: seats(directory, read.departments, read.matter),
    clocks: [],
  };
}

/** Who it comes from as far as the text says; what nobody brought was found by the street itself (S67, S21). */
function originOf(read: WhistleFacts, { now }: Facts, { userId, org }: Member): Origin {
  return {
    source: read.source ?? 'self',
    by: userId,
    org,
    reference: read.reference,
    foundAt: instantSaid(read.found, now) ?? now,
    reportedAt: now,
    mergedFrom: null,
  };
}

function ownStreet(org: Org): string | null {
  if (org.type === 'street') return org.code;
  return org.type === 'community' ? org.parent : null;
}

function ownKind(org: Org): WhistleKind {
  if (org.duties.includes('service-bureau')) return 'service';
  if (org.type === 'community') return 'community';
  if (org.type === 'alliance') return 'alliance';
  return org.type === 'project-office' ? 'project' : 'street';
}

/** Whether members of this organisation may blow whistles of this kind. */
export function mayBlow(rules: KindRules, org: Org): boolean {
  return (
    rules.blowers.includes(org.type) || org.duties.some((one) => rules.blowerDuties.includes(one))
  );
}
