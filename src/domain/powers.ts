import type { Directory } from './directory.ts';
import type { Member, OrgDuty } from './rule-book.ts';

const directing: readonly OrgDuty[] = ['command-centre', 'leading-group-office'];

/** Whether somebody dispatches and corrects what others blow: centre, leading-group office, district leaders (domain 5.11). */
export function mayDirect(member: Member, directory: Directory): boolean {
  const org = directory.org(member.org);
  return (
    org?.type === 'leadership' || (org?.duties.some((one) => directing.includes(one)) ?? false)
  );
}
