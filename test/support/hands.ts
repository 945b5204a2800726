import type { Address } from '../../src/jobs/lines.ts';
import { createDraw } from '../../src/jobs/draw.ts';
import type { Hands } from '../../src/jobs/drain.ts';
import type { NewEffect, MessageEffect } from '../../src/domain/effect.ts';
import { createRunDelivery } from '../../src/flows/delivery/run.ts';
import { createRunMedia } from '../../src/flows/media/run.ts';
import { createRunWhistle } from '../../src/flows/whistle/run.ts';
import type { Drawn } from '../../src/bot/cards/draw.ts';
import type { WorkSession } from '../../src/store/session.ts';
import { WecomError } from '../../src/wecom/error.ts';
import type { Stored } from './database.ts';

/** What a line to WeCom got, and how it answers: by default everything arrives. */
export interface Wire {
  readonly sent: { readonly to: Address; readonly text: string }[];
  answer: (to: Address, text: string) => Promise<'sent' | 'unreachable'>;
}

export function aWire(): Wire {
  return { sent: [], answer: () => Promise.resolve('sent') };
}

const silent = { debug: no, info: no, warn: no, error: no };
function no(): void {
  // The tests read rows, not logs.
}

/** Hands that carry what is due to `wire`, over a real session and the real table of effects. */
export function theHands(stored: Stored, session: WorkSession, wire: Wire) {
  const hands: Hands = {
    outbox: stored.outbox,
    session,
    letters: createDraw(stored.store),
    runDelivery: createRunDelivery(stored.store),
    lines: ['clock', 'app', 'bot'],
    hasBot: true,
    log: silent,
    send: async (to, drawn) => {
      const text = wordsOf(drawn);
      wire.sent.push({ to, text });
      return wire.answer(to, text);
    },
  };
  const { store } = stored;
  return {
    ...hands,
    runWhistle: createRunWhistle(store),
    runMedia: createRunMedia(store),
    shelf: store.media,
    getMedia: () => Promise.reject(away),
    mostBytes: () => Promise.resolve(1024 * 1024),
  };
}

function wordsOf(drawn: Drawn): string {
  if (drawn.type === 'photo') return `photo ${drawn.mediaId}`;
  return drawn.type === 'text' ? drawn.text : (drawn.card.main_title?.title ?? '');
}

let made = 0;

/** A message due now that names `who`; whatever is given differs. */
export function aMessage(who: string, given: Partial<MessageEffect> = {}): MessageEffect {
  made += 1;
  return {
    kind: 'message',
    key: `test/${made}/${who}`,
    whistleId: null,
    dueAt: '2026-11-23T00:00:00.000Z',
    conversation: 'chat:one',
    line: 'bot',
    fallback: null,
    urgent: false,
    payload: { type: 'bound', unit: who, by: 'td-a', replaced: false },
    ...given,
  };
}

export const add = ({ store }: Stored, effects: readonly NewEffect[]): Promise<void> =>
  store.inTransaction((tx) => tx.effects.add(effects));

/** Nobody acknowledged it: it may have arrived. */
export const noAnswer = new WecomError({
  api: 'aibot_send_msg',
  kind: 'transport',
  errmsg: 'no answer',
  ambiguous: true,
});
/** It certainly did not go out. */
export const away = new WecomError({ api: 'aibot_send_msg', kind: 'transport', errmsg: 'away' });
export const tooOften = new WecomError({
  api: 'aibot_send_msg',
  kind: 'frequency',
  errcode: 45009,
  errmsg: 'too often',
});
