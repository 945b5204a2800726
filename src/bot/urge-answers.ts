import { isQuick } from '../domain/admission.ts';
import type { Directory } from '../domain/directory.ts';
import { inQuietHours, localTime, quietEnd } from '../domain/local-time.ts';
import type { Instant, UserId } from '../domain/names.ts';
import type { Whistle } from '../domain/whistle.ts';
import { orgNames, personName, shortTime } from './cards/frame.ts';

interface Awaited {
  readonly whistle: Whistle;
  readonly directory: Directory;
  readonly now: Instant;
  /** Whether the approver was reminded just now. */
  readonly changed: boolean;
  readonly asker: UserId | undefined;
}

/** 催办 of what waits for its leader: who is to agree, since when, whether they were reminded, and what else there is. */
export function approvalAwaited({ whistle, directory, now, changed, asker }: Awaited): string {
  const { kind, category, blowerOrg, clocks, createdAt } = whistle;
  const since = clocks.find(({ stage }) => stage === 'approval')?.from ?? createdAt;
  const at = shortTime(since, now);
  const approvers = directory.approversOf(kind, category, blowerOrg, isQuick(whistle));
  if (asker !== undefined && approvers.includes(asker))
    return `这张哨单正等您审批（${at} 提请）。请发“同意”或“不同意 理由”。`;
  const [approver] = approvers;
  const who = approver === undefined ? '领导' : personName(directory, approver);
  return `还没有派出：正等${who}审批（${at} 提请）。${changed ? remindedAt(whistle, directory, now) : '近期已提醒过，不再重复打扰'}，同意后自动派出；不办了请发“撤哨 理由”。`;
}

/** 催办 of what is out, where it goes out in the morning or went out only just before; null where it goes at once. */
export function urgedText({ whistle, directory, now, changed }: Awaited): string | null {
  const number = whistle.number ?? '';
  if (!changed) {
    const whom = orgNames(
      directory,
      whistle.participations.filter((one) => !one.done),
    );
    return `${number} 刚催过，${whom === '' ? '' : `正等${whom}，`}不再重复打扰。超过时限会自动提醒上一级；看进展请发“查哨 ${number.slice(-4)}”。`;
  }
  return isQuiet(whistle, directory, now)
    ? `已记下。现在是免打扰时段，${localTime(quietEnd(directory.book.messages, now))} 催办 ${number}。`
    : null;
}

const isQuiet = ({ category }: Whistle, { book }: Directory, now: Instant): boolean =>
  category !== 'emergency' && inQuietHours(book.messages, now);

function remindedAt(whistle: Whistle, directory: Directory, now: Instant): string {
  return isQuiet(whistle, directory, now)
    ? `现在是免打扰时段，${localTime(quietEnd(directory.book.messages, now))} 提醒`
    : '已再提醒一次';
}
