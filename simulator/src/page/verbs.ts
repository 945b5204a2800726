import type { AppCallback } from '../app/callback.ts';
import { besideIn } from '../people/beside.ts';
import type { Say } from '../people/say.ts';
import type { TapCard } from '../people/tap.ts';
import { numberOf, objectOf, textOf, textsOf, type Json } from '../wire/json.ts';
import type { World } from '../world/world.ts';
import type { DemoClock } from './demo-clock.ts';

export interface PageVerbDeps {
  readonly world: World;
  readonly say: Say;
  readonly tap: TapCard;
  readonly clock: DemoClock;
  readonly callback: AppCallback;
}

/** What the chat page does: `/page/say`, `/page/tap`, `/page/clock`, `/page/check-url`. */
export function createPageVerbs(
  deps: PageVerbDeps,
): Readonly<Record<string, (body: Json) => unknown>> {
  const { world, say, tap, clock, callback } = deps;

  async function speak(body: Json): Promise<unknown> {
    const chat = world.chat(textOf(body, 'chat'));
    const text = textOf(body, 'text').trim();
    const beside = besideIn(body);
    const silent = text === '' && !beside.place && (beside.images ?? []).length === 0;
    if (!chat || silent) throw new Error('nothing to say, or nowhere');
    const { message, delivered } = await say(textOf(body, 'from'), chat, text, beside);
    return { messageId: message.id, delivered };
  }

  function touch(body: Json): Promise<unknown> {
    const message = world.message(textOf(body, 'messageId'));
    if (!message) throw new Error('no such message');
    const chosen = objectOf(body, 'selected') ?? {};
    const selected = Object.fromEntries(
      Object.keys(chosen).map((question) => [question, textsOf(chosen, question)]),
    );
    const [from, key] = [textOf(body, 'from'), textOf(body, 'key')];
    return tap({ from, message, key, words: '', selected });
  }

  async function changeSpeed(body: Json): Promise<unknown> {
    const speed = numberOf(body, 'speed');
    if (speed === null || !(await clock.setSpeed(speed)))
      throw new Error('the clock did not answer');
    return clock.state();
  }

  return {
    'POST say': speak,
    'POST tap': touch,
    'GET clock': () => clock.state(),
    'POST clock': changeSpeed,
    'POST check-url': () => callback.checkUrl(),
  };
}
