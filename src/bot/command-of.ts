import type { Reading } from '../domain/reading.ts';
import type { HumanCommand, Said } from '../flows/whistle/command.ts';

/** The command a message gives to a whistle. What is no command is told to the flow, which knows the open draft. */
export function toCommand(reading: Reading, speaker: Said, reason = ''): HumanCommand {
  const { intent, facts } = reading;
  const { resident } = facts;
  const said = resident && hasOwnWords(intent) ? { ...speaker, resident } : speaker;
  const target = { number: 'number' in intent ? intent.number : null };
  switch (intent.type) {
    case 'sign':
    case 'check-in':
    case 'on-site': {
      const { sentence, number } = intent;
      const words = sentence !== undefined && { sentence, ...(number === null && { reading }) };
      return { type: intent.type, ...said, target, seat: null, ...words };
    }
    case 'verify': {
      const sentence = intent.sentence ?? '';
      return { type: 'verify', ...said, target, ...(sentence !== '' && { sentence }) };
    }
    case 'urge':
      return { type: 'urge', ...said, target, ...(intent.number === null && { reading }) };
    case 'approve':
    case 'raise':
    case 'take-up':
    case 'pass-up':
    case 'dispatch':
      return { type: intent.type, ...said, target };
    case 'merge':
      return { type: 'merge', ...said, target, into: { number: intent.into } };
    case 'blow-anyway':
      return { type: 'blow-anyway', ...said, target: { number: null } };
    case 'blow-again':
      return { type: 'blow-again', ...said, target: { number: null }, of: null };
    case 'settle':
      return { type: 'settle', ...said, target, sentence: intent.sentence };
    case 'hold':
    case 'disapprove':
    case 'return':
      return { type: intent.type, ...said, target, reason: intent.reason };
    case 'withdraw': {
      const words = intent.number === null && { reading };
      return { type: 'withdraw', ...said, target, reason: intent.reason, ...words };
    }
    case 'done':
      return { type: 'done', ...said, target, seat: null, sentence: intent.sentence };
    case 'progress': {
      const { sentence, number } = intent;
      const maybe = number === null && { reading };
      return { type: 'progress', ...said, target, seat: null, sentence, ...maybe };
    }
    case 'rate':
      return {
        type: 'rate',
        ...said,
        target,
        org: intent.org,
        scores: intent.scores,
        reason: intent.reason,
      };
    case 'confirm':
    case 'cancel': {
      const named = intent.which !== undefined && { reading };
      return { type: intent.type, ...said, target: { number: null }, ...named };
    }
    case 'edit':
      return { type: 'edit', ...said, target: { number: null } };
    case 'correct':
      return intent.number === null
        ? { type: 'tell', ...said, reading }
        : { type: 'amend', ...said, target, reading, reason };
    case 'whistle':
    case 'other':
    case 'thanks':
    case 'bind':
    case 'unbind':
    case 'help':
    case 'my-whistles':
    case 'awaited':
    case 'look-up':
    case 'queue':
    case 'request-admission':
    case 'ask-duties':
    case 'ask-project':
    case 'ask-resources':
    case 'statistics':
    case 'dispute':
    case 'extend':
    case 'ask-responsible':
    case 'ask-duty':
    case 'ask-why':
    case 'ask-how':
      return { type: 'tell', ...said, reading };
  }
}

/** A reason, a sentence: words that are kept and read by others, without their reading. */
const hasOwnWords = (intent: Reading['intent']): boolean =>
  'reason' in intent || 'sentence' in intent;
