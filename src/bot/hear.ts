import type { Reading } from '../domain/reading.ts';
import type { RunAdmission } from '../flows/admission/run.ts';
import type { RunAsk } from '../flows/ask/run.ts';
import type { RunBinding } from '../flows/binding/run.ts';
import type { RunMeet } from '../flows/meet/run.ts';
import type { PeekWhistle, RunWhistle } from '../flows/whistle/run.ts';
import type { Inbound } from '../wecom/inbound.ts';
import { text, type Answer } from './answers.ts';
import { hearMedia } from './hear-media.ts';
import { hearTap } from './hear-tap.ts';
import { hearText } from './hear-text.ts';
import { welcomeText } from './words.ts';

export interface HearDeps {
  readonly read: (text: string) => Reading;
  readonly runWhistle: RunWhistle;
  readonly peekWhistle: PeekWhistle;
  readonly runBinding: RunBinding;
  readonly runAsk: RunAsk;
  readonly runMeet: RunMeet;
  readonly runAdmission: RunAdmission;
  /** A lock was not got in time: nothing happened, the user is asked to repeat. */
  readonly isBusy: (error: unknown) => boolean;
}

export type Hear = (inbound: Inbound) => Promise<Answer | null>;

/**
 * Hears one message or tap and returns the answer to it, once its transaction has committed (I1). Starting a
 * conversation is a job's work.
 */
export function createHear(deps: HearDeps): Hear {
  return async (inbound) => {
    if (inbound.line === 'bot' && inbound.chat.type === 'single') await deps.runMeet(inbound.from);
    // A message that finds its whistle locked is thrown: WeCom sends the app's again, the bot's is tried again.
    return hearContent(inbound, deps);
  };
}

async function hearContent(inbound: Inbound, deps: HearDeps): Promise<Answer | null> {
  const { content } = inbound;
  switch (content.type) {
    case 'tap':
      return hearTap(inbound, content, deps);
    case 'text':
      return hearText(inbound, content.text, deps);
    case 'enter':
      return text(welcomeText);
    case 'media':
    case 'place':
      return hearMedia(inbound, deps);
    case 'other':
      return null;
  }
}
