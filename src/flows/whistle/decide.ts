import { refused, type Decision } from '../../domain/decision.ts';
import { isLookout, onlyReports } from '../../domain/reporting.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import { approve, confirm, disapprove } from './decide-approval.ts';
import { audit, clockRanOut } from './decide-clock.ts';
import { sendBack, urge, verify, withdraw } from './decide-closing.ts';
import { rate } from './decide-rating.ts';
import { addDepartment, answer, blow, cancel, edit } from './decide-draft.ts';
import { addToReport, passUp, report, settle, takeUp } from './decide-report.ts';
import { takeStep } from './decide-seat.ts';
import { whomToAsk, type Facts } from './facts.ts';
import { attach, withSent } from './media.ts';
import { gridTold, located } from './place.ts';
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
  const decision = withSent(whistle, command, decideCommand(whistle, command, facts), facts);
  return located(whistle, decision, facts);
}

function decideCommand(
  whistle: Whistle | null,
  command: WhistleCommand,
  facts: Facts,
): Decision<Whistle> {
  if (command.type === 'clock')
    return whistle ? clockRanOut(whistle, command.tick, facts) : ignored;
  if (command.type === 'take-in') return ignored;
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
      return whistle.state === 'reported'
        ? addToReport(whistle, command)
        : (gridTold(whistle, command, facts) ?? answer(whistle, command, facts));
    case 'confirm':
      return whistle.blower === command.by ? confirm(whistle, command.by, facts) : notBlower;
    case 'edit':
      return whistle.blower === command.by ? edit(whistle, facts, command.tapped) : notBlower;
    case 'cancel':
      return whistle.blower === command.by ? cancel(whistle, facts) : notBlower;
    case 'add-department':
      return whistle.blower === command.by ? addDepartment(whistle, command.org, facts) : notBlower;
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
    case 'blow-anyway':
    case 'blow-again':
    case 'split-off':
      return refused({ code: 'not-yet', what: '并哨' });
    case 'raise':
      return refused({ code: 'not-yet', what: '升级为街道哨' });
    case 'take-up':
      return takeUp(whistle, command, facts);
    case 'pass-up':
      return passUp(whistle, command, facts);
    case 'settle':
      return settle(whistle, command, facts);
    case 'dispatch':
    case 'hold':
      return refused({ code: 'not-yet', what: '指挥中心派遣' });
    case 'amend':
      return refused({ code: 'not-yet', what: '派出后更正' });
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
