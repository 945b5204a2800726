import { clip } from '../../domain/clip.ts';
import type { Message } from '../../domain/effect.ts';
import type { Instant } from '../../domain/names.ts';
import type { Stage } from '../../domain/rule-book.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import {
  button,
  categoryName,
  drillMark,
  frame,
  maskedForGroup,
  matterName,
  orgName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';
import { unitButtons } from './community-card.ts';
import { seatButtons } from './whistle-card.ts';

export type Reminder = Extract<Message, { type: 'reminder' }>;

/** The steps by name, as users read them. */
export const stepNames = {
  approval: '审批',
  dispatch: '派遣',
  sign: '签收',
  contact: '联系街道',
  checkIn: '报到',
  onSite: '到场',
  plan: '反馈',
  finish: '办结',
  verify: '核验',
  rate: '评价',
  reply: '申辩',
  watch: '回头看',
} as const satisfies Record<Stage, string>;

/** Names who is late, what to do, by how much, and which button does it (domain 5.4). */
export function reminderCard(scene: Scene, reminder: Reminder): ButtonCard {
  const { whistle, directory } = scene;
  const { org, stage } = reminder;
  const seat = whistle.participations.find((one) => one.org === org);
  const who = whoIsLate(scene, reminder);
  return frame(scene, {
    title: `${markName(reminder)}${who}待${stepNames[stage]}`,
    desc: `${whistle.number ?? categoryName(whistle)} ${lateness(reminder.dueAt, scene.now)}`,
    rows: [
      row('事项', matterName(scene)),
      row('地点', maskedForGroup(whistle.place ?? '')),
      row('时限', shortTime(reminder.dueAt, scene.now)),
      row('吹哨单位', orgName(directory, whistle.blowerOrg)),
    ],
    text: whatToDo(scene, reminder),
    buttons:
      seat && actsOnSeat(reminder) ? seatButtons(scene, seat) : streetButtons(scene, reminder),
  });
}

/** “还剩 12 分钟”, “已超时 1小时20分”. Shared with the digest. */
export function lateness(dueAt: Instant, now: Instant): string {
  const ms = Date.parse(now) - Date.parse(dueAt);
  return ms >= 0 ? `已超时${spell(ms)}` : `还剩${spell(-ms)}`;
}

/** The unit whose step it is: the department, the centre while it must dispatch, else the unit that blew. */
function whoIsLate(
  { whistle, directory }: Pick<Scene, 'whistle' | 'directory'>,
  { org, stage }: Reminder,
): string {
  const [centre] = stage === 'dispatch' ? directory.orgsWithDuty('command-centre') : [];
  return centre?.name ?? orgName(directory, org ?? whistle.blowerOrg);
}

/** One line of a digest: several reminders to one receiver at one time are one message. */
export function reminderLine(
  { whistle, directory, now }: Omit<Scene, 'taskId'>,
  reminder: Reminder,
): string {
  const { org, stage, dueAt } = reminder;
  const who = whoIsLate({ whistle, directory }, reminder);
  const acts = org === null || actsOnSeat(reminder);
  const words = acts ? `。请发“${wordsFor(stage, shortNumber(whistle))}”` : '';
  return `- ${drillMark(whistle)}${whistle.number ?? '待审批'} ${about({ whistle, directory })}${who}待${stepNames[stage]}，${lateness(dueAt, now)}${words}`;
}

/** What it is and where, in short: a leader reads no numbers. A restricted one says neither (domain 5.12). */
function about(scene: Pick<Scene, 'whistle' | 'directory'>): string {
  const { place, restricted } = scene.whistle;
  if (restricted) return '';
  const where = place === null ? '' : `（${clip(maskedForGroup(place), 10)}）`;
  return `${clip(matterName(scene), 8)}${where} `;
}

function markName({ mark, at }: Reminder): string {
  if (mark === 'incident') return '【事件报告】';
  if (mark === 'supervision') return '【督办】';
  if (at >= 100) return '【逾期】';
  return mark === 'yellow' ? '【黄色预警】' : '【提醒】';
}

function whatToDo(scene: Scene, reminder: Reminder): string {
  const { stage, to } = reminder;
  const step = stepNames[stage];
  const who = orgName(scene.directory, reminder.org);
  const late = lateness(reminder.dueAt, scene.now);
  if (to === 'group' || to === 'liaison' || to === 'duty-officer' || to === 'stand-in')
    return `请尽快${step}，${late}。${taps(stage)}，或发“${wordsFor(stage, shortNumber(scene.whistle))}”。`;
  if (to === 'leader-in-charge' || to === 'head')
    return `贵单位尚未${step}，${late}，请督促办理或直接点下方按钮。`;
  if (stage === 'finish' && reminder.org === null)
    return `${orgName(scene.directory, scene.whistle.blowerOrg)}尚未${step}，${late}，请关注并协调。`;
  return `${who || '本单位'}尚未${step}，${late}，请关注并协调。`;
}

/** 报到 signs as well: whoever can come need not press twice. */
const taps = (stage: Stage): string =>
  stage === 'sign' ? '已能到场的可直接点“报到”（即视为签收）' : '可点下方按钮';

function wordsFor(stage: Stage, number: string): string {
  if (stage === 'finish') return `办结 ${number} 一句话结果`;
  if (stage === 'approval') return '同意';
  if (stage === 'verify') return `核验通过 ${number}`;
  return stage === 'rate' ? `评价 ${number} 单位 5 4 5` : `${stepNames[stage]} ${number}`;
}

/** Whether the reminded one can take the department's step, rather than watch over it. */
export const actsOnSeat = ({ to }: Reminder): boolean =>
  to === 'group' ||
  to === 'liaison' ||
  to === 'duty-officer' ||
  to === 'stand-in' ||
  to === 'leader-in-charge' ||
  to === 'head';

/** The centre and the district look on: a button they may not press would only be refused. */
const looksOn: readonly Reminder['to'][] = [
  'command-centre',
  'leading-group-office',
  'supervision-office',
  'district-leader',
];

/** Who may dispatch, of those a late dispatch is told to. */
const desk: readonly Reminder['to'][] = [
  'liaison',
  'duty-officer',
  'stand-in',
  'leader-in-charge',
  'head',
  'command-centre',
  'leading-group-office',
];

function streetButtons({ whistle }: Scene, { stage, org, to }: Reminder) {
  if (stage === 'dispatch' && desk.includes(to)) {
    const at = { whistleId: whistle.id, org: null, face: 'centre' } as const;
    return [
      button('派遣', 1, { ...at, verb: 'dispatch' }),
      button('暂缓', 3, { ...at, verb: 'hold' }),
    ];
  }
  if (org !== null || looksOn.includes(to)) return [];
  // The street only watches over a community's own work (S14).
  if (stage === 'finish') return to === 'street-approver' ? [] : unitButtons({ whistle });
  const on = { whistleId: whistle.id, org: null } as const;
  if (stage === 'verify') {
    return [
      button('核验通过', 1, { ...on, face: 'verify', verb: 'verify' }),
      button('退回重办', 3, { ...on, face: 'verify', verb: 'return' }),
    ];
  }
  return stage === 'approval'
    ? [button('同意', 1, { ...on, face: 'approval', verb: 'approve' })]
    : [];
}

function spell(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${String(minutes)}分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48)
    return minutes % 60 === 0
      ? `${String(hours)}小时`
      : `${String(hours)}小时${String(minutes % 60)}分`;
  return `${String(Math.round(hours / 24))}天`;
}
