import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the bot has answered in every group; returns how many there are. */
export async function groupsBound(simulatorUrl: string): Promise<number> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const { chats } = await read<World>(simulatorUrl, 'world');
    const { messages } = await read<Log>(simulatorUrl, 'log');
    const answered = new Set(
      messages.flatMap(({ from, chat }) => (from.kind === 'bot' ? [chat.id] : [])),
    );
    const groups = chats.filter(({ kind }) => kind === 'group');
    const silent = groups.filter(({ id }) => !answered.has(id));
    if (groups.length > 0 && silent.length === 0) return groups.length;
    if (performance.now() > deadline)
      throw new Error(
        `${silent.length} of ${groups.length} groups are not bound after two minutes`,
      );
    await sleep(500);
  }
}

interface World {
  readonly chats: { readonly id: string; readonly kind: string }[];
}

interface Log {
  readonly messages: { readonly from: { kind: string }; readonly chat: { id: string } }[];
}

async function read<Answer>(simulatorUrl: string, what: string): Promise<Answer> {
  return (await (await fetch(`${simulatorUrl}/control/${what}`)).json()) as Answer;
}
