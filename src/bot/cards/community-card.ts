import { isEnded, isGathering, isRunning, type Whistle } from '../../domain/whistle.ts';
import type { News } from '../../domain/effect.ts';
import { stateName } from '../../domain/state-name.ts';
import type { UserId } from '../../domain/names.ts';
import type { ButtonCard, CardButton, CardRow } from '../../wecom/card.ts';
import {
  button,
  frame,
  masked,
  maskedForGroup,
  matterName,
  orgName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';

export interface GatheringSays {
  /** `people`: whoever may come, in the group or alone; `unit`: the community that sees it through. */
  readonly to: 'people' | 'unit';
  readonly news?: News | null | undefined;
  readonly words?: string | null | undefined;
  readonly hours?: number | null | undefined;
  /** The one who sees it alone, so that what they did already is not offered again. */
  readonly reader?: UserId | undefined;
  readonly hint?: string | undefined;
}

/** A community's whistle: when, where, how many are asked for and have come; never who (S14, S49). */
export function communityCard(scene: Scene, says: GatheringSays): ButtonCard {
  const { whistle, directory } = scene;
  return frame(scene, {
    title: `${titleOf(whistle, says)}｜${matterName(scene)}`,
    desc: `${whistle.number ?? ''} ${orgName(directory, whistle.blowerOrg)}吹哨`,
    rows: [
      ...gatheringRows(scene),
      ...(says.to === 'unit' || !isOpen(whistle)
        ? [row('状态', stateName(whistle, scene.directory))]
        : []),
    ],
    text: says.hint ?? textOf(scene, says),
    buttons: says.to === 'unit' ? unitButtons(scene) : peopleButtons(scene, says),
  });
}

/** Time, place and head count: the rows of every card about a community's whistle, its draft among them. */
export function gatheringRows({ whistle, directory, now }: Scene): CardRow[] {
  const { appointedAt, place, street, headcount, volunteers } = whistle;
  const asked = headcount === null ? '人数不限' : `需要 ${String(headcount)} 人`;
  return [
    row('时间', appointedAt === null ? '另行通知' : shortTime(appointedAt, now)),
    row('地点', maskedForGroup(`${orgName(directory, street)} ${place ?? ''}`.trim())),
    row('人数', `${asked} / 已报到 ${String(volunteers.length)} 人`),
  ];
}

/** The buttons of the community that blew: it closes, or hands over to the street. */
export function unitButtons({ whistle }: Pick<Scene, 'whistle'>): CardButton[] {
  if (!isOpen(whistle)) return [];
  const on = { face: 'community-unit', whistleId: whistle.id, org: null } as const;
  return [
    button('办结', 1, { ...on, verb: 'done' }),
    button('升级为街道哨', 2, { ...on, verb: 'raise' }),
  ];
}

function peopleButtons(scene: Scene, { reader }: GatheringSays): CardButton[] {
  const { whistle } = scene;
  const on = { face: 'community', whistleId: whistle.id, org: null } as const;
  if (!isOpen(whistle)) return [button(statusOf(scene), 4, { ...on, verb: 'show' })];
  return whistle.volunteers.some(({ by }) => by === reader)
    ? [button('已报到 ✓', 4, { ...on, verb: 'show' })]
    : [button('报到', 1, { ...on, verb: 'check-in' })];
}

const isOpen = (whistle: Whistle): boolean => isGathering(whistle) && isRunning(whistle);

const statusOf = ({ whistle, directory }: Scene): string =>
  isGathering(whistle) || isEnded(whistle)
    ? stateName(whistle, directory)
    : isAsked(whistle)
      ? '等街道审批'
      : '已转街道';

/** The street has not said yet whether it takes it over. */
const isAsked = (whistle: Whistle): boolean =>
  !isGathering(whistle) && whistle.dispatchedAt === null && !isEnded(whistle);

function titleOf(whistle: Whistle, { news, to }: GatheringSays): string {
  if (isAsked(whistle)) return '正在升级为街道哨';
  if (!isGathering(whistle)) return '已升级为街道哨';
  if (news === 'archived') return '感谢报到';
  if (news === 'resumed') return '活动照常';
  if (to === 'people') return '社区吹哨';
  if (news === 'enough') return '人已到齐';
  if (news === 'progress') return '有新进展';
  return news === 'dispatched' ? '已吹哨' : '社区吹哨';
}

function textOf(scene: Scene, { to, news, words, hours }: GatheringSays): string | undefined {
  const { whistle } = scene;
  const { volunteers, headcount, reason } = whistle;
  const count = String(volunteers.length);
  if (news === 'archived') {
    const worked = hours ? `，服务约 ${String(hours)} 小时` : '';
    const thanks =
      volunteers.length === 0 ? '本次已办结。' : `感谢 ${count} 位党员、志愿者报到${worked}。`;
    return `${thanks}${maskedForGroup(words ?? '')}`;
  }
  if (isAsked(whistle))
    return `正在提请街道升级处置，还没有派出；已有 ${count} 位党员、志愿者报到，结果另行告知。`;
  if (!isGathering(whistle) && whistle.dispatchedAt !== null)
    return `已请部门接力处置，感谢 ${count} 位党员、志愿者。`;
  if (whistle.state === 'archived')
    return `已办结，感谢 ${count} 位党员、志愿者。${to === 'unit' && count !== '0' ? `要补报服务时长，请发“时长 ${shortNumber(whistle)} 3小时”。` : ''}`;
  if (news === 'withdrawn' || whistle.state === 'withdrawn')
    return `社区已撤哨：${maskedForGroup(reason ?? '')}`;
  if (news === 'resumed' && to === 'people')
    return '不再升级为街道哨，活动照常，已报到的请按原定时间、地点参加。';
  if (to === 'unit') return unitText(scene, news ?? null, words ?? null);
  if (news === 'urged') return `还需要人手，欢迎报到。${maskedForGroup(whistle.text)}`;
  if (headcount !== null && volunteers.length >= headcount) return '人数已够，仍欢迎报到。';
  return maskedForGroup(whistle.text);
}

function unitText({ whistle }: Scene, news: News | null, words: string | null): string {
  const closing = `结束后请点“办结”，或发：办结 ${shortNumber(whistle)} 一句话；解决不了可点“升级为街道哨”。`;
  if (news === 'progress') return masked(words ?? '');
  if (news === 'resumed') return `${masked(words ?? '')}。活动照常，已告诉报到的人。${closing}`;
  if (news === 'enough') return `已有 ${String(whistle.volunteers.length)} 人报到。${closing}`;
  return news === 'dispatched' ? `已通知党员、志愿者。${closing}` : closing;
}
