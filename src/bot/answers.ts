import type { BotAnswer } from '../wecom/bot-answer.ts';
import type { Inbound } from '../wecom/inbound.ts';
import type { PassiveReply } from '../wecom/passive-reply.ts';
import type { TemplateCard } from '../wecom/card.ts';

/** What is said in answer to one thing heard; the lines put it into their own words. */
export type Answer =
  | { readonly type: 'card'; readonly card: TemplateCard; readonly onlyFor?: string }
  | { readonly type: 'text'; readonly text: string };

/** An answer in words. */
export const text = (said: string): Answer => ({ type: 'text', text: said });

/** An answer as the smart bot gives it: a tap gets a card, a message a text or a card. */
export function toBotAnswer(answer: Answer | null, { content }: Inbound): BotAnswer | null {
  if (answer === null) return null;
  if (answer.type === 'text') return textAnswer(answer.text, content.type);
  if (content.type !== 'tap') return { type: 'card', card: answer.card };
  const { card, onlyFor } = answer;
  return onlyFor === undefined
    ? { type: 'update-card', card }
    : { type: 'update-card', card, onlyFor };
}

function textAnswer(said: string, heard: Inbound['content']['type']): BotAnswer | null {
  if (heard === 'tap') return null;
  return heard === 'enter'
    ? { type: 'welcome', text: plain(said) }
    : { type: 'text', markdown: said };
}

/** Where WeCom shows no markdown (a welcome, the app's replies) its marks are left out. */
const plain = (said: string): string => said.replaceAll('**', '');

/** An answer as the self-built app gives it, in place of an empty 200. */
export function toPassiveReply(answer: Answer | null): PassiveReply | null {
  if (answer === null) return null;
  return answer.type === 'text'
    ? { type: 'text', text: plain(answer.text) }
    : { type: 'update-card', card: answer.card };
}
