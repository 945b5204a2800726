import type { WhistleCommand } from './command.ts';

const MOST_MATTERS = 5;

/** A message with several matters blows several whistles, each told for itself (domain 6.4). */
export function eachMatter(
  command: WhistleCommand,
): readonly [WhistleCommand, ...WhistleCommand[]] {
  if (command.type !== 'tell') return [command];
  const { reading } = command;
  const [first, ...more] = reading.whistles
    .slice(0, MOST_MATTERS)
    .map((one) => ({ ...command, reading: { ...reading, whistles: [one], facts: one } }));
  // The photo belongs to the first matter of its message.
  return first ? [first, ...more.map((one) => ({ ...one, media: [] }))] : [command];
}

/** What the nth change of one delivery comes from, 0 for the first. */
export const causeOf = (deliveryId: string, nth: number): string =>
  nth === 0 ? deliveryId : `${deliveryId}#${String(nth + 1)}`;
