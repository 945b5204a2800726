import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '../world/ledger.ts';
import type { OpeningLine } from '../world/world-file.ts';
import type { World } from '../world/world.ts';
import type { Say } from './say.ts';

export interface OpeningDeps {
  readonly ledger: Ledger;
  readonly world: World;
  readonly lines: readonly OpeningLine[];
  readonly say: Say;
  readonly connected: () => boolean;
}
const GAP_MS = 30;
const MOST_TRIES = 3;

/**
 * Says the world's opening lines after the bot subscribed, gently. A line is said once; only when the bot never
 * said a word in that group is it repeated at a later subscription, as a person would, three times at most.
 */
export function createOpening({ ledger, world, lines, say, connected }: OpeningDeps) {
  const said = ledger.table('opening');
  let running = false;

  return async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      for (const line of lines) {
        if (!connected()) return;
        if (await sayOne(line)) await pause(GAP_MS);
      }
    } finally {
      running = false;
    }
  };

  async function sayOne(line: OpeningLine): Promise<boolean> {
    const id = `${line.group}\n${line.from}\n${line.text}`;
    const tries = said.get(id) ?? 0;
    const group = world.groupByName(line.group);
    if (!group || tries >= MOST_TRIES || (tries > 0 && botSpokeIn(group.id))) return false;
    const { delivered } = await say(line.from, group, line.text);
    if (delivered !== false) said.put(id, tries + 1);
    return true;
  }

  function botSpokeIn(chatId: string): boolean {
    return world.messagesIn(chatId).some((one) => one.from.kind === 'bot');
  }
}
