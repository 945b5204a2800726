import { addDuration } from '../../domain/calendar.ts';
import type { Message, MessageEffect } from '../../domain/effect.ts';
import type { OrgCode } from '../../domain/names.ts';
import { isLookout, levelAbove } from '../../domain/reporting.ts';
import type { Member, OrgType } from '../../domain/rule-book.ts';
import type { Clock, Whistle } from '../../domain/whistle.ts';
import { aboutSeat, message, person, unit } from './messages.ts';
import type { Facts } from './facts.ts';

/**
 * Whose desk a report comes to first: the level above; for a lane chief, a keeper or a volunteer the community the
 * place lies in; in an emergency the street at once (S44, S47, S20). Null where there is nobody to tell.
 */
export function firstDesk(facts: Facts, report: Whistle, member: Member): OrgCode | null {
  const { directory } = facts;
  const street = directory.streetOf(member.org) ?? report.street;
  if (report.category === 'emergency') return street;
  if (!isLookout(member)) return levelAbove(directory, member.org);
  const where = report.place ?? report.text;
  const cell =
    directory.gridOf(where, report.street, report.point) ??
    (member.lanes.length > 0 ? directory.gridOf(member.lanes.join('、'), street, null) : null);
  return (
    aboveOrHere(facts, cell, 'community') ?? aboveOrHere(facts, member.org, 'community') ?? street
  );
}

function aboveOrHere({ directory }: Facts, from: OrgCode | null, type: OrgType): OrgCode | null {
  const line =
    from === null ? [] : directory.book.orgs.filter(({ code }) => directory.isUnder(from, code));
  return line.find((one) => one.type === type)?.code ?? null;
}

/** How long this desk may leave the report alone (S44). */
export function deskClock(facts: Facts, report: Whistle): Clock {
  const { calendar, messages } = facts.directory.book;
  const { passUpAfter, passUpEmergencyAfter } = messages.reports;
  const limit = report.category === 'emergency' ? passUpEmergencyAfter : passUpAfter;
  const dueAt = addDuration(calendar, facts.now, limit);
  return {
    stage: 'desk',
    org: report.desk,
    round: report.path.length,
    from: facts.now,
    dueAt,
    rung: 0,
    repeat: 0,
    nextAt: dueAt,
  };
}

/** To the desk's group, else to its liaison; what is restricted to the liaison alone (domain 5.12). */
export function toDesk(facts: Facts, report: Whistle, desk: OrgCode): MessageEffect {
  const payload: Message = { type: 'report', org: desk };
  const [liaison] = facts.directory.receiversOf('liaison', aboutSeat(report, desk));
  const alone = liaison === undefined ? null : person(liaison);
  if (report.restricted && alone) return message(facts, report, alone, payload);
  return message(facts, report, unit(desk), payload, { fallback: alone, line: 'bot' });
}

/** Thanks and result for whoever reported it: once dispatched, solved on the spot, or dropped (S49, S68). */
export function toReporter(
  facts: Facts,
  whistle: Whistle,
  result: Extract<Message, { type: 'reported-result' }>['result'],
): readonly MessageEffect[] {
  const reporter = whistle.path[0]?.by ?? null;
  if (reporter === null || reporter === whistle.blower) return [];
  return [message(facts, whistle, person(reporter), { type: 'reported-result', result })];
}
