import {
  changed,
  ignored,
  refused,
  type Also,
  type AuditEvent,
  type Decision,
} from '../../domain/decision.ts';

import { quietEnd } from '../../domain/local-time.ts';
import { stateName } from '../../domain/state-name.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { watched } from './clocks.ts';
import type { OrgCode } from '../../domain/names.ts';
import type { WhistleCommand } from './command.ts';
import { isCentre } from './decide-closing.ts';
import { lookApart } from './look-apart.ts';
import { reopened } from './reopen.ts';
import { overAtOnce } from './at-once.ts';
import { seats } from './seats.ts';
import { isOurs, type Facts } from './facts.ts';
import { toBlower, toDepartments } from './messages.ts';
import { nearOf, takesIn, waiverOf } from './near.ts';
import { tooLate } from './too-late.ts';

type Merge = Extract<WhistleCommand, { type: 'merge' }>;
type TakeIn = Extract<WhistleCommand, { type: 'take-in' }>;
type LetGo = Extract<WhistleCommand, { type: 'let-go' }>;

/**
 * 并哨: a draft becomes one more demand of a running whistle, whose older number survives (domain 5.5). The blower merges
 * their draft, the command centre a whistle nobody has reported in to yet (S31).
 */
export function merge(whistle: Whistle, command: Merge, facts: Facts): Decision<Whistle> {
  const target = facts.other;
  if (target === null || target.number === null)
    return refused({ code: 'unknown-whistle', number: null });
  if (target.id === whistle.id) return refused({ code: 'merge-itself', number: target.number });
  if (whistle.mergedInto === target.id) return ignored;
  const no = mayMerge(whistle, command, facts) ?? fits(whistle, target, facts);
  if (no) return no;
  const apart = lookApart(whistle, target, { command, facts });
  if (apart) return refused(apart);
  return mergeInto(whistle, { ...target, number: target.number }, facts, {
    merger: command.by,
    events: [],
    byItself: false,
    tapped: command.tapped,
  });
}

function mayMerge(whistle: Whistle, { by }: Merge, facts: Facts): Decision<Whistle> | null {
  if (whistle.state === 'draft')
    return whistle.blower === by ? null : refused({ code: 'not-yours', allowed: '吹哨人' });
  const out = whistle.state === 'dispatched' || whistle.state === 'queued';
  if (out && !isCentre(facts)) return refused({ code: 'not-yours', allowed: '指挥中心' });
  return out && whistle.participations.every((one) => one.checkedIn === null)
    ? null
    : tooLate(whistle, facts);
}

/** One offered, one of the own unit, or whatever the centre says: nobody hangs a draft on a stranger's whistle. */
function fits(whistle: Whistle, target: Whistle, facts: Facts): Decision<Whistle> | null {
  const number = target.number ?? '';
  const offered = whistle.near.some(({ whistleId }) => whistleId === target.id);
  const known = offered || isOurs(target, facts) || isCentre(facts);
  if (!known || target.drill !== whistle.drill || target.restricted !== whistle.restricted)
    return refused({ code: 'not-same', number });
  return takesIn(target)
    ? null
    : refused({ code: 'not-running', number, state: stateName(target, facts.directory) });
}

/** Both changes of a merge: this whistle ends in the other, the other takes its demands in. */
export function mergeInto(
  whistle: Whistle,
  target: Parameters<typeof nearOf>[0] & Pick<Whistle, 'street'> & { readonly blowerOrg?: OrgCode },
  facts: Facts,
  how: {
    readonly merger: string | null;
    readonly events: readonly AuditEvent[];
    readonly byItself: boolean;
    readonly tapped: boolean;
  },
): Decision<Whistle> {
  const next: Whistle = {
    ...whistle,
    state: 'merged',
    mergedInto: target.id,
    endedAt: facts.now,
    clocks: [],
    near: [nearOf(target)],
  };
  const event: AuditEvent = {
    type: 'merged',
    by: how.merger,
    data: { into: target.id, number: target.number, byItself: how.byItself },
  };
  const isTheirs =
    target.street !== whistle.street ||
    (target.blowerOrg ?? whistle.blowerOrg) !== whistle.blowerOrg;
  const out = whistle.number;
  const named =
    out === null ? namedBy(whistle, facts) : whistle.participations.map(({ org }) => org);
  const card = toBlower(facts, next, {
    type: 'merged',
    from: whistle.id,
    byItself: how.byItself,
    ...(named.length > 0 && { named }),
    ...(out !== null && { out }),
    ...(isTheirs && { theirs: true as const }),
  });
  // Drawn from the whistle that took it in: its state, and who is coming.
  const told = how.tapped && !how.byItself ? [] : [{ ...card, whistleId: target.id }];
  const groups =
    whistle.dispatchedAt === null
      ? []
      : [...toDepartments(facts, next, 'merged'), ...overAtOnce(facts, next, 'merged')];
  return {
    verdict: 'changed',
    next,
    events: [...how.events, event],
    effects: [...told, ...groups],
    also: [takeInOf(whistle, target.id, how.merger ?? whistle.blower)],
  };
}

/** Whom the blower's own words call: nobody, where the draft only has what the matrix proposes. */
function namedBy({ participations, matter }: Whistle, { directory }: Facts): readonly string[] {
  const called = participations.map(({ org }) => org);
  const proposed = seats(directory, [], matter).map(({ org }) => org);
  const isProposal =
    called.length === proposed.length && called.every((one) => proposed.includes(one));
  return isProposal ? [] : called;
}

function takeInOf(whistle: Whistle, whistleId: string, merger: string): Also {
  const { id: from, origins, attachments } = whistle;
  const command: TakeIn = { type: 'take-in', whistleId, from, origins, attachments, merger };
  return { whistleId, command };
}

/** Takes the demands of a merged whistle in, once: they are counted, and the blower hears of it (domain 5.5). */
export function takeIn(target: Whistle, command: TakeIn, facts: Facts): Decision<Whistle> {
  const { from, merger } = command;
  if (target.origins.some((one) => one.mergedFrom === from)) return ignored;
  if (!takesIn(target))
    return refused({
      code: 'not-running',
      number: target.number ?? '',
      state: stateName(target, facts.directory),
    });
  const next: Whistle = {
    ...target,
    origins: [...target.origins, ...command.origins.map((one) => ({ ...one, mergedFrom: from }))],
    attachments: [...target.attachments, ...command.attachments],
  };
  const event = { type: 'taken-in', by: merger, data: { from, origins: next.origins.length } };
  return changed(next, [event], merger === target.blower ? [] : [toldOfMore(target, facts)]);
}

/** The blower hears of further demands at most once a quarter of an hour, a minute in an emergency (domain 5.4). */
function toldOfMore(target: Whistle, facts: Facts) {
  const { messages } = facts.directory.book;
  const urgent = target.category === 'emergency';
  const { mergeWithin } = messages;
  const span = urgent || mergeWithin.unit !== 'minute' ? 60_000 : mergeWithin.amount * 60_000;
  const at = new Date(Math.ceil(Date.parse(facts.now) / span) * span).toISOString();
  const since = target.origins.length;
  const told = toBlower(facts, target, {
    type: 'notice',
    news: 'joined',
    org: null,
    to: 'blower',
    since,
  });
  return {
    ...told,
    key: ['joined', target.id, at].join('/'),
    dueAt: urgent ? at : quietEnd(messages, at),
  };
}

/**
 * 不是同一件事: the draft is a draft again, and is not merged there a second time. What was out when the centre merged it
 * runs again.
 */
export function splitOff(whistle: Whistle, facts: Facts, tapped: boolean): Decision<Whistle> {
  const { mergedInto, attachments } = whistle;
  const isBack = ['draft', 'queued', 'dispatched'].includes(whistle.state);
  if (isBack && whistle.waived.some((one) => one.startsWith('duplicate:'))) return ignored;
  if (mergedInto === null || whistle.state !== 'merged') return tooLate(whistle, facts);
  if (whistle.number !== null) return reopened(whistle, mergedInto, facts);
  const { next, watch } = watched(facts, {
    ...whistle,
    state: 'draft',
    mergedInto: null,
    endedAt: null,
    near: [],
    waived: [...whistle.waived, waiverOf(mergedInto)],
  });
  const event = { type: 'split-off', by: whistle.blower, data: { from: mergedInto } };
  const shown = tapped ? [] : [toBlower(facts, next, { type: 'draft' })];
  const command: LetGo = { type: 'let-go', whistleId: mergedInto, from: whistle.id, attachments };
  return {
    verdict: 'changed',
    next,
    events: [event],
    effects: [...shown, ...watch],
    also: [{ whistleId: mergedInto, command }],
  };
}

/** Lets the demands go that turned out to be another matter's, whatever became of the whistle meanwhile. */
export function letGo(target: Whistle, { from, attachments }: LetGo): Decision<Whistle> {
  const origins = target.origins.filter((one) => one.mergedFrom !== from);
  if (origins.length === target.origins.length) return ignored;
  const gone = attachments.map(({ id }) => id);
  const next: Whistle = {
    ...target,
    origins,
    attachments: target.attachments.filter(({ id }) => !gone.includes(id)),
  };
  return changed(next, [{ type: 'let-go', by: null, data: { from } }], []);
}
