import { isQuick } from './admission.ts';
import type { Directory } from './directory.ts';
import type { Instant, OrgCode, UserId } from './names.ts';
import type { ClockStage, Receiver } from './rule-book.ts';
import type { Whistle } from './whistle.ts';

/**
 * Whom a rung tells about one step at that moment. On the street's own steps (`org` null) the one who must act stands
 * where the liaison of a department would; while a whistle waits for the centre, the centre stands for the department.
 */
export function receiversAt(
  directory: Directory,
  whistle: Whistle,
  {
    org,
    stage,
    now,
  }: { readonly org: OrgCode | null; readonly stage: ClockStage; readonly now: Instant },
  receiver: Receiver,
): readonly UserId[] {
  const { street, blower, blowerOrg, kind, category } = whistle;
  const { reaches } = directory.book.kinds[kind];
  if (reaches?.includes(receiver) === false) return [];
  const desk = stage === 'dispatch' ? directory.orgsWithDuty('command-centre')[0] : undefined;
  const about = { department: desk?.code ?? org ?? blowerOrg, street, blower, now };
  if (desk && receiver === 'liaison') return directory.receiversOf('duty-officer', about);
  if (org !== null || receiver !== 'liaison') return directory.receiversOf(receiver, about);
  // Those who may approve are those of the unit that blew, wherever the place is.
  return stage === 'approval'
    ? directory.approversOf(kind, category, blowerOrg, isQuick(whistle)).slice(0, 1)
    : [blower];
}
