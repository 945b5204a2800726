import { randomBytes } from 'node:crypto';
import type { TemplateCard } from './card.ts';
import { clipBytes } from './clip.ts';
import { fitCard } from './fit-card.ts';
import type { Inbound } from './inbound.ts';

/** What may be said in the answer to one thing heard (protocol 5.6). */
export type BotAnswer =
  /** To a tap: the card it was on becomes this one, for everybody or, in a group, for `onlyFor` alone. */
  | { readonly type: 'update-card'; readonly card: TemplateCard; readonly onlyFor?: string }
  /** To a message. To entering the chat it is said as a welcome, in plain text. */
  | { readonly type: 'text'; readonly markdown: string }
  /** To a message or to entering the chat. */
  | { readonly type: 'card'; readonly card: TemplateCard }
  /** To entering the chat only. */
  | { readonly type: 'welcome'; readonly text: string };

export interface BotCommand {
  readonly cmd: 'aibot_respond_msg' | 'aibot_respond_update_msg' | 'aibot_respond_welcome_msg';
  readonly body: Readonly<Record<string, unknown>>;
}

/** Markdown and streams alike (protocol 5.4, 5.7). */
export const maxMarkdownBytes = 20_480;

/** Taps and entering are answered within this or not at all; a message may be answered for a day. */
export const answerWindowMs = 5000;

/** The command that gives this answer to that; null when WeCom has none. */
export function botCommand(answer: BotAnswer, inbound: Inbound): BotCommand | null {
  switch (inbound.content.type) {
    case 'tap':
      return answer.type === 'update-card' ? update(answer, inbound) : null;
    case 'enter':
      return welcome(answer);
    case 'other':
      return null; // feedback and what is new: nothing may be answered
    case 'text':
    case 'media':
    case 'place':
      return message(answer);
  }
}

/** Must carry the task_id of the tap, and `userids` counts in groups only. */
function update(
  { card, onlyFor }: Extract<BotAnswer, { type: 'update-card' }>,
  { content, chat }: Inbound,
): BotCommand {
  const taskId = content.type === 'tap' ? content.taskId : '';
  const echoed = taskId === '' ? card : { ...card, task_id: taskId };
  return {
    cmd: 'aibot_respond_update_msg',
    body: {
      response_type: 'update_template_card',
      ...(onlyFor !== undefined && chat.type === 'group' && { userids: [onlyFor] }),
      template_card: fitCard(echoed, 'bot'),
    },
  };
}

function welcome(answer: BotAnswer): BotCommand | null {
  const cmd = 'aibot_respond_welcome_msg';
  switch (answer.type) {
    case 'update-card':
      return null;
    case 'card':
      return { cmd, body: cardBody(answer.card) };
    case 'text':
    case 'welcome': {
      const text = answer.type === 'text' ? answer.markdown : answer.text;
      return { cmd, body: { msgtype: 'text', text: { content: clipBytes(text, 2048) } } };
    }
  }
}

/** A stream that is finished with its first frame is a message like any other. */
function message(answer: BotAnswer): BotCommand | null {
  const cmd = 'aibot_respond_msg';
  if (answer.type === 'card') return { cmd, body: cardBody(answer.card) };
  if (answer.type !== 'text') return null;
  const stream = {
    id: randomBytes(12).toString('hex'),
    finish: true,
    content: clipBytes(answer.markdown, maxMarkdownBytes),
  };
  return { cmd, body: { msgtype: 'stream', stream } };
}

/** A template card as a message's body, in the bot's dialect. */
export function cardBody(card: TemplateCard): Readonly<Record<string, unknown>> {
  return { msgtype: 'template_card', template_card: fitCard(card, 'bot') };
}
