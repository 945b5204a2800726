import { stopOf } from './admission.ts';
import type { Directory } from './directory.ts';
import { stateNames, type Whistle } from './whistle.ts';

/** What the name of a whistle's state depends on. */
export type Named = Pick<
  Whistle,
  'state' | 'number' | 'kind' | 'category' | 'approval' | 'findings' | 'waived'
>;

/** The state as users read it. One that the centre put off is not one that was refused (S31). */
export const stateName = (whistle: Named, directory: Directory): string =>
  isPutOff(whistle, directory) ? '暂缓派遣' : stateNames[whistle.state];

/**
 * Held by the centre, not by a leader or a rule: it was approved, or needed no approval, and no rule stops it. A leader's
 * no leaves no approval behind, and 修改 takes it back.
 */
export function isPutOff(whistle: Named, { book }: Directory): boolean {
  const { state, number, kind, category, approval } = whistle;
  if (state !== 'held' || number === null) return false;
  const rule = book.kinds[kind].approvers[category];
  return approval !== null || (rule.type === 'none' && stopOf(whistle) === null);
}
