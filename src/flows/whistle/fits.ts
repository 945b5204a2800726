import type { HumanCommand } from './command.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';

/** Whether a verb without a number can mean this whistle, as it stands and for who says it. */
export function fits(verb: HumanCommand['type'], one: OpenWhistle, asker: Asker): boolean {
  const mineToBlow = one.blower === asker.userId;
  const ours = one.blowerOrg === asker.org;
  const isOut = one.state === 'dispatched' || one.state === 'in_progress';
  const gathers = one.kind === 'community' && isOut;
  switch (verb) {
    case 'tell':
      return false;
    case 'confirm':
    case 'add-department':
    case 'choose-matter':
      return mineToBlow && one.state === 'draft';
    case 'cancel':
    case 'edit':
      return mineToBlow && (one.state === 'draft' || one.state === 'held');
    case 'approve':
      // An emergency is approved after it went out.
      return ours && !one.approved && one.state !== 'draft' && one.state !== 'held';
    case 'disapprove':
      return ours && (one.state === 'pending_approval' || (one.state === 'held' && !one.hasReason));
    case 'sign':
      return one.mine === 'awaiting_sign';
    case 'check-in':
      return one.mine === 'awaiting_sign' || one.mine === 'signed' || (gathers && !one.came);
    case 'on-site':
      return one.mine === 'signed' || one.mine === 'checked_in';
    case 'progress':
      return (gathers && (ours || one.came === true)) || isAtWork(one);
    case 'done':
      return (gathers && ours) || isAtWork(one);
    case 'verify':
      return (ours || asker.watches === true) && one.state === 'claimed_done';
    case 'return':
      return (
        ours && (one.state === 'claimed_done' || (one.state === 'in_progress' && !one.hasReason))
      );
    case 'rate':
      return ours && one.state === 'verified';
    case 'urge':
      return ours && (isOut || one.state === 'pending_approval');
    case 'withdraw':
      return (
        ours && ['pending_approval', 'queued', 'dispatched', 'in_progress'].includes(one.state)
      );
    case 'merge':
    case 'blow-anyway':
    case 'blow-again':
      return mineToBlow && one.state === 'draft';
    case 'attach':
      return mineToBlow && (one.state === 'draft' || one.state === 'reported');
    case 'split-off':
      return mineToBlow && one.state === 'merged';
    case 'raise':
      return ours && gathers;
    case 'take-up':
    case 'pass-up':
    case 'settle':
      return one.state === 'reported' && one.desk === asker.org;
    case 'dispatch':
    case 'hold':
      return one.state === 'queued';
    case 'amend':
      return ours && (one.state === 'dispatched' || one.state === 'in_progress');
    case 'show':
      return one.number !== null;
  }
}

const isAtWork = ({ mine }: OpenWhistle): boolean =>
  mine !== null && mine !== 'accepted' && mine !== 'done_claimed';
