import type { BotAnswer } from '../wecom/bot-answer.ts';
import type { Inbound } from '../wecom/inbound.ts';
import type { PassiveReply } from '../wecom/passive-reply.ts';
import type { Answer } from './hear.ts';

/** An answer as the smart bot gives it: a tap gets a card, a message a text or a card. */
export function toBotAnswer(answer: Answer | null, { content }: Inbound): BotAnswer | null {
  if (answer === null) return null;
  if (answer.type === 'text')
    return content.type === 'tap' ? null : { type: 'text', markdown: answer.text };
  if (content.type !== 'tap') return { type: 'card', card: answer.card };
  const { card, onlyFor } = answer;
  return onlyFor === undefined
    ? { type: 'update-card', card }
    : { type: 'update-card', card, onlyFor };
}

/** An answer as the self-built app gives it, in place of an empty 200. */
export function toPassiveReply(answer: Answer | null): PassiveReply | null {
  if (answer === null) return null;
  return answer.type === 'text'
    ? { type: 'text', text: answer.text }
    : { type: 'update-card', card: answer.card };
}
