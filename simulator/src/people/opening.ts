import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '../world/ledger.ts';
import type { OpeningLine } from '../world/world-file.ts';
import type { GroupChat, World } from '../world/world.ts';
import type { Say } from './say.ts';

export interface OpeningDeps {
  readonly ledger: Ledger;
  readonly world: World;
  readonly lines: readonly OpeningLine[];
  readonly say: Say;
  readonly connected: () => boolean;
  /** Everybody in these groups has read what stands there: an opening is history, not news. */
  readonly markRead: (groups: readonly GroupChat[]) => void;
}
const GAP_MS = 30;
const MOST_TRIES = 3;
const SETTLE_MS = 2500;

/**
 * Says the world's opening lines after the bot subscribed, gently. A line is said once; only when the bot never
 * said a word in that group is it repeated at a later subscription, as a person would, three times at most.
 */
export function createOpening(deps: OpeningDeps) {
  const { ledger, world, lines, say, connected } = deps;
  const said = ledger.table('opening');
  let running = false;

  return async (): Promise<void> => {
    if (running) return;
    running = true;
    const groups: GroupChat[] = [];
    try {
      for (const line of lines) {
        if (!connected()) break;
        const group = await sayOne(line);
        if (!group) continue;
        groups.push(group);
        await pause(GAP_MS);
      }
      if (groups.length > 0) await pause(SETTLE_MS, undefined, { ref: false });
      deps.markRead(groups);
    } finally {
      running = false;
    }
  };

  async function sayOne(line: OpeningLine): Promise<GroupChat | null> {
    const id = `${line.group}\n${line.from}\n${line.text}`;
    const tries = said.get(id) ?? 0;
    const group = world.groupByName(line.group);
    if (!group || tries >= MOST_TRIES || (tries > 0 && botSpokeIn(group.id))) return null;
    const { delivered } = await say(line.from, group, line.text);
    if (delivered !== false) said.put(id, tries + 1);
    return group;
  }

  function botSpokeIn(chatId: string): boolean {
    return world.messagesIn(chatId).some((one) => one.from.kind === 'bot');
  }
}
