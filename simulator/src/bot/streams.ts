import type { World } from '../world/world.ts';

/** Counts the answers a member is still waiting for: three at a time may be in progress (protocol 5.2). */
export function createStreams(world: World, streamMs: number) {
  const open = new Map<string, Set<string>>();

  function begin(userid: string, messageId: string): void {
    const mine = open.get(userid) ?? new Set<string>();
    open.set(userid, mine.add(messageId));
  }

  function inProgress(userid: string): number {
    const mine = open.get(userid) ?? new Set<string>();
    for (const id of mine) if (!isOpen(id)) mine.delete(id);
    return mine.size;
  }

  function isOpen(id: string): boolean {
    const message = world.message(id);
    if (message?.body.type !== 'markdown' || message.body.stream === null) return false;
    return !message.body.stream.finished && Date.now() - message.sentAt < streamMs;
  }

  return { begin, inProgress };
}
export type Streams = ReturnType<typeof createStreams>;
