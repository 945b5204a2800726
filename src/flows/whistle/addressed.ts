import type { Reading } from '../../domain/reading.ts';
import type { UserId } from '../../domain/names.ts';
import type { OpenWhistle } from './open-whistle.ts';

/**
 * The draft a sentence is about: the newest, or what is held. A danger goes to a cry for help that came before it; so does
 * a place, while the cry has none and the newest has its own.
 */
export function addressed<One extends OpenWhistle>(
  { intent, facts }: Reading,
  open: readonly One[],
  userId: UserId,
): One | undefined {
  const latest = mendable(open, userId);
  const cry = open.find(({ blower, cries }) => blower === userId && cries);
  if (!latest || !cry || intent.type === 'correct') return latest;
  const isWhere = facts.place !== null && facts.matter === null && !cry.placed && latest.placed;
  return facts.category === 'emergency' || isWhere ? cry : latest;
}

/** The newest draft of somebody, or what was held of theirs: a further sentence is about it. */
export const mendable = <One extends Pick<OpenWhistle, 'state' | 'blower'>>(
  open: readonly One[],
  userId: UserId,
): One | undefined =>
  open.find((one) => one.blower === userId && (one.state === 'draft' || one.state === 'held'));
