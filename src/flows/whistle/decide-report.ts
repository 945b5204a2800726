import { addDuration } from '../../domain/calendar.ts';
import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import type { Directory } from '../../domain/directory.ts';
import type { OrgCode, UserId } from '../../domain/names.ts';
import { isLookout, levelAbove } from '../../domain/reporting.ts';
import type { Member, Org, Receiver } from '../../domain/rule-book.ts';
import { type Clock, type Whistle } from '../../domain/whistle.ts';
import { clockEffect, watched } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { deskClock, firstDesk, toDesk } from './desk.ts';
import type { Facts } from './facts.ts';
import { message, person, toBlower } from './messages.ts';
import { newDraft } from './new-draft.ts';
import { mayBlow } from './open-kinds.ts';
import { tooLate } from './too-late.ts';

type Command<Type extends HumanCommand['type']> = Extract<HumanCommand, { type: Type }>;

/** A sentence of somebody who may not blow goes up as a report; nothing that is missing is asked of them (S44, S49). */
export function report(command: Command<'tell'>, facts: Facts, member: Member): Decision<Whistle> {
  const { directory } = facts;
  const org = directory.org(member.org);
  if (!org) return refused({ code: 'may-not-blow', org: member.org });
  const read = command.reading.whistles[0] ?? command.reading.facts;
  const drafted = newDraft(command, facts, { read, kind: read.kind ?? 'street', org, member });
  const [lane, second] = member.lanes;
  const place = drafted.place ?? (lane !== undefined && second === undefined ? lane : null);
  const source = read.source ?? (isLookout(member) ? 'patrol' : 'grid');
  const written: Whistle = {
    ...drafted,
    state: 'reported',
    place,
    grid: isLookout(member) ? null : ownCell(directory, org),
    origins: drafted.origins.map((one) => ({ ...one, source })),
    path: [{ org: org.code, by: member.userId, at: facts.now }],
  };
  const desk = firstDesk(facts, written, member);
  if (desk === null) return refused({ code: 'may-not-blow', org: org.name });
  const street = written.street ?? directory.streetOf(desk);
  const event = { type: 'reported', by: member.userId, data: { org: org.code, desk } };
  return onDesk({ ...written, street }, desk, facts, event);
}

/** “3栋楼道” of a building's head is in their own courtyard, whatever the words leave out (S43). */
function ownCell(directory: Directory, org: Org): OrgCode | null {
  const above = directory.cellsOf(null).filter(({ code }) => directory.isUnder(org.code, code));
  return (above.find(({ type }) => type === 'group') ?? above[0])?.code ?? null;
}

/** Further words of the reporter while nobody has taken it: kept with the first ones. */
export function addToReport(whistle: Whistle, { by, reading }: Command<'tell'>): Decision<Whistle> {
  if (whistle.blower !== by) return refused({ code: 'not-yours', allowed: '上报人' });
  const { facts, text } = reading;
  const next: Whistle = {
    ...whistle,
    text: clip(`${whistle.text}\n${text}`, 4000),
    place: whistle.place ?? facts.place,
    street: whistle.street ?? facts.street,
    matter: whistle.matter ?? facts.matter,
  };
  return changed(next, [{ type: 'completed', by, data: {} }], []);
}

/** 受理: the report becomes a draft of whoever takes it up, its source and its way kept (S44, S47). */
export function takeUp(
  whistle: Whistle,
  command: Command<'take-up'>,
  facts: Facts,
): Decision<Whistle> {
  if (whistle.state === 'draft' && whistle.blower === command.by) return ignored;
  const no = notOurDesk(whistle, facts);
  if (no) return no;
  const org = facts.directory.org(whistle.desk ?? '');
  const { directory } = facts;
  const kind = org && mayBlow(directory, whistle.kind, org) ? whistle.kind : 'street';
  if (!org || !mayBlow(directory, kind, org))
    return refused({ code: 'may-only-pass-up', org: org?.name ?? '' });
  if (!org.active) return refused({ code: 'not-open-here', org: org.name });
  const { next, watch } = watched(facts, {
    ...whistle,
    state: 'draft',
    kind,
    blower: command.by,
    blowerOrg: org.code,
    heardIn: command.heardIn,
    desk: null,
    path: [...whistle.path, { org: org.code, by: command.by, at: facts.now }],
    asked: [],
  });
  const event = { type: 'taken-up', by: command.by, data: { org: org.code } };
  return changed(next, [event], [toBlower(facts, next, { type: 'draft' }), ...watch]);
}

/** 上报: to the next level (S44). */
export function passUp(
  whistle: Whistle,
  command: Command<'pass-up'>,
  facts: Facts,
): Decision<Whistle> {
  const no = notOurDesk(whistle, facts);
  if (no) return no;
  return goUp(whistle, command.by, facts) ?? refused({ code: 'top-level' });
}

/** 就地解决 with a sentence: it ends here, and whoever reported it is thanked (S65). */
export function settle(
  whistle: Whistle,
  command: Command<'settle'>,
  facts: Facts,
): Decision<Whistle> {
  if (whistle.state === 'settled') return ignored;
  const no = notOurDesk(whistle, facts);
  if (no) return no;
  const sentence = clip(command.sentence, 500);
  if (sentence === '') {
    if (!command.tapped) return refused({ code: 'needs-sentence', words: '就地解决 ' });
    // A report has no number to type: the one whose button was pressed last is meant by the sentence that follows.
    const asked = [
      ...whistle.asked.filter((one) => !one.startsWith(SETTLING)),
      SETTLING + facts.now,
    ];
    return changed({ ...whistle, asked }, [], []);
  }
  const next: Whistle = {
    ...whistle,
    state: 'settled',
    reason: sentence,
    endedAt: facts.now,
    clocks: [],
    path: [...whistle.path, { org: whistle.desk ?? '', by: command.by, at: facts.now }],
  };
  const told = person(whistle.path[0]?.by ?? whistle.blower);
  const result = message(facts, next, told, { type: 'reported-result', result: 'settled' });
  return changed(next, [{ type: 'settled', by: command.by, data: {} }], [result]);
}

const SETTLING = 'settle ';

/** A desk that stays silent: up a level by itself; at the street it is called for again, and others beside it. */
export function deskSilent(whistle: Whistle, clock: Clock, facts: Facts): Decision<Whistle> {
  const up = goUp(whistle, null, facts);
  if (up) return up;
  if (whistle.category === 'emergency') return alarm(whistle, clock, facts);
  const { calendar, messages } = facts.directory.book;
  const nextAt = addDuration(calendar, facts.now, messages.reports.remindEvery);
  const tell: readonly Receiver[] = clock.repeat === 0 ? ['head'] : ['head', 'command-centre'];
  return callAgain(whistle, { ...clock, repeat: clock.repeat + 1, nextAt }, tell, facts);
}

/**
 * An emergency nobody takes climbs step by step, then all are called at longer intervals, and then it is the command
 * centre's. There the same ends with everybody told: it stays the centre's, and rings no more (S20, S34).
 */
function alarm(whistle: Whistle, clock: Clock, facts: Facts): Decision<Whistle> {
  const { directory } = facts;
  const { calendar, messages } = directory.book;
  const { passUpEmergencyAfter, emergency } = messages.reports;
  const { climb, every, times } = emergency;
  const [centre] = directory.orgsWithDuty('command-centre');
  const last = centre === undefined || centre.code === whistle.desk;
  // The rung counts: a clock that is set anew under another name repeats none of it.
  const step = clock.rung;
  if (step >= climb.length + times && centre && !last)
    return onto(whistle, centre.code, null, facts);
  const wait = step + 1 < climb.length ? passUpEmergencyAfter : every;
  const over = last && step + 1 >= climb.length + times;
  const nextAt = over ? null : addDuration(calendar, facts.now, wait);
  const again = { ...clock, rung: step + 1, repeat: 0, nextAt };
  return callAgain(whistle, again, climb[step] ?? climb.flat(), facts);
}

/** The desk once more, and whoever else is to know that it is silent. */
function callAgain(
  whistle: Whistle,
  again: Clock,
  tell: readonly Receiver[],
  facts: Facts,
): Decision<Whistle> {
  const desk = whistle.desk ?? whistle.blowerOrg;
  const next = { ...whistle, clocks: [again] };
  const event = { type: 'reminded', by: null, data: { org: desk, stage: 'desk', at: 100 } };
  return changed(
    next,
    [event],
    [toDesk(facts, next, desk), ...watchers(facts, next, tell), ...clockEffect(next, again)],
  );
}

function watchers(facts: Facts, whistle: Whistle, tell: readonly Receiver[]): readonly NewEffect[] {
  const desk = whistle.desk ?? whistle.blowerOrg;
  const about = { department: desk, street: desk, blower: whistle.blower, now: facts.now };
  const { receiversOf, memberOf } = facts.directory;
  return [...new Set(tell.flatMap((one) => receiversOf(one, about)))].map((userId) => {
    // Who is not of the desk has no button there: they call it by phone.
    const watch = memberOf(userId)?.org !== desk && { watch: true as const };
    return message(facts, whistle, person(userId), { type: 'report', org: desk, ...watch });
  });
}

function goUp(whistle: Whistle, by: UserId | null, facts: Facts): Decision<Whistle> | null {
  const up = whistle.desk === null ? null : levelAbove(facts.directory, whistle.desk);
  return up === null ? null : onto(whistle, up, by, facts);
}

/** From the desk it is on to another one. */
function onto(whistle: Whistle, up: string, by: UserId | null, facts: Facts): Decision<Whistle> {
  const desk = whistle.desk ?? whistle.blowerOrg;
  const path = [...whistle.path, { org: desk, by, at: facts.now }];
  const event = { type: 'passed-up', by, data: { from: desk, to: up } };
  return onDesk({ ...whistle, path, asked: [] }, up, facts, event);
}

function onDesk(
  report: Whistle,
  desk: string,
  facts: Facts,
  event: Parameters<typeof changed>[1][number],
): Decision<Whistle> {
  const there = { ...report, desk };
  const clock = deskClock(facts, there);
  const next = { ...there, clocks: [clock] };
  return changed(next, [event], [toDesk(facts, next, desk), ...clockEffect(next, clock)]);
}

function notOurDesk(whistle: Whistle, { member, directory }: Facts): Decision<Whistle> | null {
  if (whistle.state !== 'reported') return tooLate(whistle, { directory });
  if (member && member.org === whistle.desk && !isLookout(member)) return null;
  const desk = whistle.desk === null ? null : directory.org(whistle.desk);
  return refused({ code: 'not-yours', allowed: desk?.name ?? '上一级' });
}
