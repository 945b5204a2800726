import { refused, type Decision } from '../../domain/decision.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import { approve, confirm, disapprove } from './decide-approval.ts';
import { amend } from './decide-amend.ts';
import { hold, sendOut } from './decide-centre.ts';
import { audit, clockRanOut } from './decide-clock.ts';
import { sendBack, urge, verify, withdraw } from './decide-closing.ts';
import { raise } from './decide-community.ts';
import { rate } from './decide-rating.ts';
import { addDepartment, answer, blow, cancel, edit } from './decide-draft.ts';
import { takeStep } from './decide-seat.ts';
import { whomToAsk, type Facts } from './facts.ts';
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
  if (command.type === 'clock')
    return whistle ? clockRanOut(whistle, command.tick, facts) : ignored;
  if (command.type === 'take-in') return ignored;
  if (command.type === 'audit') return whistle ? audit(whistle) : ignored;
  if (!facts.member) return refused({ code: 'not-a-member', ask: whomToAsk(facts) });
  if (whistle) return decideFor(whistle, command, facts);
  return command.type === 'tell'
    ? blow(command, facts, facts.member)
    : refused({ code: 'unknown-whistle', number: null });
}

function decideFor(whistle: Whistle, command: HumanCommand, facts: Facts): Decision<Whistle> {
  switch (command.type) {
    case 'tell':
      return whistle.state !== 'draft' && command.reading.intent.type === 'correct'
        ? amend(whistle, { ...command, reason: '' }, facts)
        : answer(whistle, command, facts);
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
      return verify(whistle, command, facts);
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
      return raise(whistle, command, facts);
    case 'take-up':
    case 'pass-up':
    case 'settle':
      return refused({ code: 'not-yet', what: '线索上报' });
    case 'dispatch':
      return sendOut(whistle, command.by, facts);
    case 'hold':
      return hold(whistle, command.by, command.reason, facts);
    case 'amend':
      return amend(whistle, command, facts);
    case 'attach':
      return refused({ code: 'not-yet', what: '照片和定位' });
  }
}

const notBlower = refused({ code: 'not-yours', allowed: '吹哨人' });
