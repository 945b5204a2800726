import type { UserId } from '../../domain/names.ts';
import type { HumanCommand } from './command.ts';
import type { OpenWhistle } from './open-whistle.ts';

/** A reason that is typed belongs to what was just disapproved or sent back without one: the card asked for it. */
export function mostLikely(
  command: HumanCommand,
  fitting: readonly OpenWhistle[],
): readonly OpenWhistle[] {
  // 取消 and 修改 mean the draft at hand before what was held a while ago.
  const drafts = fitting.filter(({ state }) => state === 'draft');
  if ((command.type === 'cancel' || command.type === 'edit') && drafts.length > 0) return drafts;
  if (command.type === 'settle') return settlingLast(fitting);
  if (command.type === 'urge') return urgedFirst(fitting, command.by);
  if (!('reason' in command) || !command.reason) return fitting;
  const asked = fitting.filter(({ state, hasReason }) =>
    command.type === 'disapprove'
      ? state === 'held'
      : command.type === 'return' && state === 'in_progress' && !hasReason,
  );
  return asked.length === 1 ? asked : fitting;
}

/**
 * 催办 means what is out. Nothing is out: the one that has waited longest for its leader, which has no number yet, the
 * asker's own before a colleague's.
 */
function urgedFirst(fitting: readonly OpenWhistle[], by: UserId): readonly OpenWhistle[] {
  const out = fitting.filter(({ state }) => state !== 'pending_approval');
  if (out.length > 0) return out;
  const own = fitting.filter(({ blower }) => blower === by);
  return (own.length > 0 ? own : fitting).slice(-1);
}

/** A report has no number: the sentence belongs to the one whose 就地解决 was pressed last. */
function settlingLast(fitting: readonly OpenWhistle[]): readonly OpenWhistle[] {
  const asked = fitting.filter(({ settling }) => settling !== undefined && settling !== null);
  const latest = [...asked].sort((a, b) => ((a.settling ?? '') < (b.settling ?? '') ? 1 : -1));
  return latest.length > 0 ? latest.slice(0, 1) : fitting;
}
