import type { Directory } from '../../domain/directory.ts';
import type { Message } from '../../domain/effect.ts';
import type { Duration } from '../../domain/rule-book.ts';
import { clip } from '../../domain/clip.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { masked, matterName, orgName } from './frame.ts';

type Result = Extract<Message, { type: 'reported-result' }>['result'];
interface Told {
  readonly whistle: Whistle;
  readonly directory: Directory;
}

/** Said at once to whoever reported something: thanks, who has it now, and what happens next (S49). */
export function reportedText({ whistle, directory }: Told): string {
  const { reports } = directory.book.messages;
  const emergency = whistle.category === 'emergency';
  const danger = emergency ? '如有人员伤亡或险情，请先拨打 119/110/120。' : '';
  const limit = spanText(emergency ? reports.passUpEmergencyAfter : reports.passUpAfter);
  const next = emergency ? `${limit}内没有人处理会再次呼叫` : `${limit}内没有人处理会自动上报一级`;
  return `${danger}收到，谢谢您。已报${orgName(directory, whistle.desk)}，${next}，结果会告诉您。`;
}

/** What became of a report, for whoever sent it (S68). */
export function resultText(told: Told, result: Result): string {
  const { whistle } = told;
  const what = `您反映的“${masked(clip(matterName(told) || whistle.text, 30))}”`;
  switch (result) {
    case 'dispatched':
      return `${what}已吹哨，编号 ${whistle.number ?? ''}，有关部门正在办理。谢谢您。`;
    case 'settled':
      return `${what}已就地解决：${masked(whistle.reason ?? '')}。谢谢您。`;
    case 'dropped':
      return `${what}这次没有吹哨。如果情况还在，请再发一句话，或联系社区、街道。谢谢您。`;
  }
}

const units = {
  minute: '分钟',
  hour: '小时',
  day: '天',
  workingHour: '个工作时',
  workingDay: '个工作日',
} as const satisfies Record<Duration['unit'], string>;

export const spanText = ({ unit, amount }: Duration): string => `${String(amount)} ${units[unit]}`;
