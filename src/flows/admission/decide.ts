import type { AdmissionRequest } from '../../domain/admission-request.ts';
import { admissionNames } from '../../domain/admission-request.ts';
import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Conversation, MessageEffect } from '../../domain/effect.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import type { Member, Org } from '../../domain/rule-book.ts';
import type { AdmissionCommand } from './command.ts';

export interface AdmissionFacts {
  readonly now: Instant;
  readonly directory: Directory;
  readonly member: Member | null;
  readonly newId: string;
  /** Requests of the asker's unit that wait for a decision. */
  readonly open: readonly AdmissionRequest[];
}

type Decided = Decision<AdmissionRequest>;

/**
 * Decides what becomes of a request (null: there is none yet). A department assigns nothing to a street through the bot
 * without one that was granted; every one of them is on record, granted or not (S60).
 */
export function decideAdmission(
  request: AdmissionRequest | null,
  command: AdmissionCommand,
  facts: AdmissionFacts,
): Decided {
  const { member, directory } = facts;
  if (!member) {
    const [centre] = directory.orgsWithDuty('command-centre');
    return refused({ code: 'not-a-member', ask: centre?.name ?? directory.book.district.name });
  }
  if (command.type === 'request') return ask(command, facts, member);
  if (!request || command.type === 'show') return ignored;
  if (!isOffice(directory.org(member.org)))
    return refused({ code: 'not-yours', allowed: '领导小组办公室' });
  const state = command.type === 'grant' ? 'granted' : 'refused';
  if (request.state === state) return ignored;
  if (request.state !== 'asked')
    return refused({ code: 'already-decided', state: admissionNames[request.state] });
  const reason = command.type === 'refuse' ? reasonOf(command.reason, directory) : null;
  const by = member.userId;
  const next = { ...request, state, decidedBy: by, decidedAt: facts.now, reason } as const;
  const data = { org: next.org, street: next.street, reason };
  const told = [tellAsker(next, facts), ...(state === 'granted' ? [tellStreet(next, facts)] : [])];
  return changed(next, [{ type: `admission-${state}`, by, data }], told);
}

function ask(
  { street, text, heardIn }: Extract<AdmissionCommand, { type: 'request' }>,
  facts: AdmissionFacts,
  member: Member,
): Decided {
  const { directory } = facts;
  const own = directory.org(member.org);
  if (own?.type !== 'department' && own?.type !== 'public-unit')
    return refused({ code: 'no-admission-needed', org: own?.name ?? member.org });
  const words = clip(text, 300);
  if (words === '') return refused({ code: 'needs-request' });
  const asked = street === null ? null : directory.org(street);
  if (asked?.type !== 'street') return refused({ code: 'unknown-street' });
  const same = facts.open.some((one) => one.street === asked.code && one.text === words);
  if (same) return refused({ code: 'already-asked', street: asked.name });
  const next: AdmissionRequest = {
    id: facts.newId,
    org: own.code,
    street: asked.code,
    text: words,
    state: 'asked',
    askedBy: member.userId,
    askedAt: facts.now,
    heardIn,
    decidedBy: null,
    decidedAt: null,
    reason: null,
  };
  const data = { org: next.org, street: next.street };
  const event = { type: 'admission-asked', by: member.userId, data };
  const offices = directory.orgsWithDuty('leading-group-office');
  const told = offices.map(({ code }) => say(next, facts, 'office', toUnit(facts, code)));
  return changed(next, [event], told);
}

const isOffice = (org: Org | null): boolean =>
  org?.duties.includes('leading-group-office') ?? false;

const reasonOf = (chosen: number | null, { book }: Directory): string | null =>
  chosen === null ? null : (book.admission.refusals[chosen] ?? null);

interface Where extends Pick<MessageEffect, 'line' | 'fallback'> {
  readonly conversation: Conversation;
}

/** A unit's group; its liaison alone while it has none. */
function toUnit({ directory }: AdmissionFacts, org: OrgCode): Where {
  const [liaison] = directory.receiversOf('liaison', { department: org, street: null, blower: '' });
  const fallback: Conversation | null = liaison === undefined ? null : `person:${liaison}`;
  return { conversation: `unit:${org}`, line: 'bot', fallback };
}

const tellStreet = (request: AdmissionRequest, facts: AdmissionFacts): MessageEffect =>
  say(request, facts, 'street', toUnit(facts, request.street));

/** Alone, on the line they spoke on; in their unit's group where they cannot be reached alone. */
function tellAsker(request: AdmissionRequest, facts: AdmissionFacts): MessageEffect {
  const { askedBy, heardIn, org } = request;
  const line = heardIn.type === 'group' ? 'bot' : heardIn.line;
  const where = { conversation: `person:${askedBy}`, line, fallback: `unit:${org}` } as const;
  return say(request, facts, 'asker', where);
}

function say(
  { id, state }: AdmissionRequest,
  { now }: AdmissionFacts,
  to: 'office' | 'asker' | 'street',
  where: Where,
): MessageEffect {
  return {
    kind: 'message',
    key: ['admission', id, state, to, where.conversation].join('/'),
    whistleId: null,
    dueAt: now,
    urgent: false,
    payload: { type: 'admission', requestId: id, to },
    ...where,
  };
}
