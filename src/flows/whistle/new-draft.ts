import { modesFor } from '../../domain/admission.ts';
import { clip } from '../../domain/clip.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Category, Instant, WhistleKind } from '../../domain/names.ts';
import type { Origin } from '../../domain/origin.ts';
import type { WhistleFacts } from '../../domain/reading.ts';
import type { Member, Org } from '../../domain/rule-book.ts';
import { instantSaid } from '../../domain/said-time.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { HumanCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { projectOf } from './hints.ts';
import { summon } from './summon.ts';

type Tell = Extract<HumanCommand, { type: 'tell' }>;

interface Draft {
  readonly read: WhistleFacts;
  readonly kind: WhistleKind;
  readonly org: Org;
  readonly member: Member;
}

/** A whistle as its first sentence makes it. */
export function newDraft(command: Tell, facts: Facts, { read, kind, org, member }: Draft): Whistle {
  const { directory } = facts;
  const category = categoryOf(read, kind, directory, org);
  return {
    id: facts.newId,
    number: null,
    state: 'draft',
    rulesVersion: directory.book.version,
    text: clip(command.reading.text, 4000),
    kind,
    category,
    drill: read.drill,
    street: read.street ?? ownStreet(org) ?? streetAbove(directory, org),
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
    project:
      read.project ??
      projectOf(directory, { kind, text: command.reading.text, blowerOrg: org.code }),
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
    ...summon(directory, { kind, category, matter: read.matter }, read.departments),
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
    foundAt: foundAt(read, now),
    reportedAt: now,
    mergedFrom: null,
  };
}

/** 紧急 as a word alone makes no emergency while rule 4 is on (domain 5.3). */
function categoryOf(
  read: WhistleFacts,
  kind: WhistleKind,
  { book }: Directory,
  org: Org,
): Category {
  const { emergencyWords } = modesFor(book.admission, ownStreet(org) ?? read.street, kind);
  if (read.onlySaysEmergency && emergencyWords === 'off') return 'emergency';
  return read.category ?? 'routine';
}

/** Nothing is found before it is there to be found: a day that is still to come was said of something else (S21). */
function foundAt({ found }: WhistleFacts, now: Instant): Instant {
  const said = instantSaid(found, now);
  return said !== null && said < now ? said : now;
}

/** An alliance or a project office works for the street it is under. */
function streetAbove(directory: Directory, { parent }: Org): string | null {
  const above = parent === null ? null : directory.org(parent);
  return above?.type === 'street' ? above.code : null;
}

function ownStreet(org: Org): string | null {
  if (org.type === 'street') return org.code;
  return org.type === 'community' ? org.parent : null;
}
