import { refused, type Decision } from '../../domain/decision.ts';
import { isLookout, onlyReports } from '../../domain/reporting.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import { toPeopleAlone } from '../../domain/alone.ts';
import { blowAgain } from './decide-again.ts';
import { amend } from './decide-amend.ts';
import { approve, disapprove } from './decide-approval.ts';
import { hold, sendOut } from './decide-centre.ts';
import { audit, clockRanOut } from './decide-clock.ts';
import { sendBack, urge, verify, withdraw } from './decide-closing.ts';
import { raise, tellHours } from './decide-community.ts';
import { letGo, merge, splitOff, takeIn } from './decide-merge.ts';
import { rate } from './decide-rating.ts';
import { addDepartment, answer, blow, cancel, chooseMatter, edit } from './decide-draft.ts';
import { addToReport, passUp, report, settle, takeUp } from './decide-report.ts';
import { takeStep } from './decide-seat.ts';
import { whomToAsk, type Facts } from './facts.ts';
import { attach, withSent } from './media.ts';
import { blowAnyway, confirmOnce, offered } from './offer.ts';
import { gridTold, located } from './place.ts';
import { answeredAlone } from './said-in-group.ts';
import { contactTold, setApart, withResident } from './set-apart.ts';
import { isCommissioner, witness } from './witness.ts';
import { ignored } from '../../domain/decision.ts';

/**
 * Decides what one command does to one whistle (null: there is none yet). Pure: same input, same answer. Every
 * expected “no” is a value; authority is checked here, whatever the card showed (I6).
 */
export function decideWhistle(
  whistle: Whistle | null,
  command: WhistleCommand,
  facts: Facts,
): Decision<Whistle> {
  const { apart, resident } = facts.member ? setApart(command) : { apart: command, resident: null };
  const sent = withSent(whistle, apart, decideApart(whistle, apart, facts), facts);
  const decided = compared(located(whistle, sent, facts), apart, facts);
  const decision = withResident(decided, resident, { whistle, command: apart, facts });
  if (decision.verdict !== 'changed') return decision;
  const actor = facts.member?.userId ?? null;
  const about = { directory: facts.directory, actor };
  const alone = { ...decision, effects: toPeopleAlone(decision.effects, decision.next, about) };
  return answeredAlone(alone, command, facts);
}

/** A draft is compared with what runs once its grid and photos are known: both say where it is. */
const compared = (
  decision: Decision<Whistle>,
  command: WhistleCommand,
  facts: Facts,
): Decision<Whistle> => ('by' in command ? offered(decision, command, facts) : decision);

function decideApart(
  whistle: Whistle | null,
  command: WhistleCommand,
  facts: Facts,
): Decision<Whistle> {
  if (command.type === 'clock')
    return whistle ? clockRanOut(whistle, command.tick, facts) : ignored;
  if (command.type === 'take-in') return whistle ? takeIn(whistle, command, facts) : ignored;
  if (command.type === 'let-go') return whistle ? letGo(whistle, command) : ignored;
  if (command.type === 'audit') return whistle ? audit(whistle) : ignored;
  if (!facts.member) return refused({ code: 'not-a-member', ask: whomToAsk(facts) });
  if (whistle) return decideFor(whistle, command, facts);
  if (command.type !== 'tell') return refused({ code: 'unknown-whistle', number: null });
  return onlyReports(facts.member, facts.directory)
    ? report(command, facts, facts.member)
    : blow(command, facts, facts.member);
}

function decideFor(whistle: Whistle, command: HumanCommand, facts: Facts): Decision<Whistle> {
  if (facts.member && isLookout(facts.member) && forTheUnit.includes(command.type))
    return refused({ code: 'not-yours', allowed: '单位工作人员' });
  switch (command.type) {
    case 'tell':
      if (whistle.state === 'reported') return addToReport(whistle, command);
      if (
        whistle.number !== null &&
        whistle.state !== 'draft' &&
        command.reading.intent.type === 'correct'
      )
        return (
          contactTold(whistle, command.reading, facts) ??
          amend(whistle, { ...command, reason: '' }, facts)
        );
      return (
        contactTold(whistle, command.reading, facts) ??
        gridTold(whistle, command, facts) ??
        answer(whistle, command, facts)
      );
    case 'confirm':
      return whistle.blower === command.by ? confirmOnce(whistle, command, facts) : notBlower;
    case 'edit':
      return whistle.blower === command.by ? edit(whistle, facts, command.tapped) : notBlower;
    case 'cancel':
      return whistle.blower === command.by ? cancel(whistle, facts) : notBlower;
    case 'add-department':
      return whistle.blower === command.by ? addDepartment(whistle, command.org, facts) : notBlower;
    case 'choose-matter':
      return whistle.blower === command.by ? chooseMatter(whistle, command, facts) : notBlower;
    case 'approve':
      return approve(whistle, command.by, facts);
    case 'disapprove':
      return disapprove(whistle, command.by, command.reason, facts);
    case 'sign':
    case 'check-in':
    case 'on-site':
    case 'done':
    case 'progress':
      return takeStep(whistle, command, facts);
    case 'verify':
      return isCommissioner(facts)
        ? witness(whistle, command, facts)
        : verify(whistle, command, facts);
    case 'return':
      return sendBack(whistle, command, facts);
    case 'rate':
      return rate(whistle, command, facts);
    case 'urge':
      return urge(whistle, command, facts);
    case 'withdraw':
      return withdraw(whistle, command, facts);
    case 'show':
      return ignored;
    case 'merge':
      return merge(whistle, command, facts);
    case 'blow-anyway':
      return whistle.blower === command.by ? blowAnyway(whistle, command, facts) : notBlower;
    case 'blow-again':
      return whistle.blower === command.by ? blowAgain(whistle, command, facts) : notBlower;
    case 'split-off':
      return whistle.blower === command.by ? splitOff(whistle, facts, command.tapped) : notBlower;
    case 'raise':
      return raise(whistle, command, facts);
    case 'take-up':
      return takeUp(whistle, command, facts);
    case 'pass-up':
      return passUp(whistle, command, facts);
    case 'settle':
      return settle(whistle, command, facts);
    case 'dispatch':
      return sendOut(whistle, command.by, facts);
    case 'hold':
      return hold(whistle, command.by, command.reason, facts);
    case 'amend':
      return (
        tellHours(whistle, { by: command.by, sentence: command.reading.text }, facts) ??
        contactTold(whistle, command.reading, facts) ??
        amend(whistle, command, facts)
      );
    case 'attach':
      return attach(whistle, command, facts);
  }
}

/** A lane keeper or a volunteer belongs to a unit and does not speak for it (S49, I6). */
const forTheUnit: readonly HumanCommand['type'][] = [
  'approve',
  'disapprove',
  'verify',
  'return',
  'rate',
  'urge',
  'withdraw',
];

const notBlower = refused({ code: 'not-yours', allowed: '吹哨人' });
