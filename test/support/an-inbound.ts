import type { Inbound } from '../../src/wecom/inbound.ts';

/** A message of 城管局's liaison alone with the bot: `aMessage('报到 7')`. */
export const aMessage = (text: string, more: Partial<Inbound> = {}): Inbound => ({
  deliveryId: 'bot:m-1',
  line: 'bot',
  from: 'cgj-a',
  chat: { type: 'single' },
  content: { type: 'text', text, quote: null, viaVoice: false },
  ...more,
});

/** A tap in 城管局's group. */
export const aTap = (
  key: string,
  more: Partial<Inbound> = {},
  selected: Readonly<Record<string, readonly string[]>> = {},
): Inbound => ({
  deliveryId: 'bot:t-1',
  line: 'bot',
  from: 'cgj-a',
  chat: { type: 'group', chatId: 'wr-cgj' },
  content: { type: 'tap', key, taskId: 'e-1-0', responseCode: null, selected },
  ...more,
});
