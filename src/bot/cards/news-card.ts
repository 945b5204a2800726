import type { News } from '../../domain/effect.ts';
import { participationNames, stateNames, responsible } from '../../domain/whistle.ts';
import { shortNumber as digits } from '../../domain/number.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import { lookText, type LookSays } from './look-text.ts';
import { originLine } from './origin-line.ts';
import {
  button,
  calledRows,
  categoryName,
  fittingNames,
  frame,
  masked,
  maskedForGroup,
  matterName,
  orgName,
  orgNames,
  personName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';

export interface NewsSays {
  readonly news: News | null;
  readonly org: string | null;
  /** The words that came with the news: a progress note. */
  readonly words?: string | null;
  /** How many demands there were before those it tells of. */
  readonly since?: number | undefined;
  /** It answers a question: where, and with what beside the state. */
  readonly look?: LookSays | undefined;
  readonly hint?: string | undefined;
}

/** A short card for the blower and for leaders: what happened, and where every department stands. */
export function newsCard(scene: Scene, says: NewsSays): ButtonCard {
  const { news, org, words, hint, look } = says;
  const { whistle } = scene;
  const held = whistle.state === 'held' && news === 'held';
  const draft = { face: 'draft', whistleId: whistle.id, org: null } as const;
  return frame(scene, {
    title: titleOf(scene, news, org),
    desc: [whistle.number ?? categoryName(whistle), matterName(scene)].join(' '),
    rows: held
      ? [
          row('地点', masked(whistle.place ?? '')),
          row('理由', masked(whistle.reason ?? '未写理由')),
        ]
      : [
          row('地点', whereOf(scene, look?.alone ?? true)),
          row('状态', stateLine(scene)),
          ...(whistle.dispatchedAt === null
            ? calledRows(scene.directory, whistle.participations)
            : seatRows(scene)),
        ].slice(0, 6),
    origin: originLine(whistle),
    text: hint ?? (words ? masked(words) : look ? lookText(scene, look) : textOf(scene, says)),
    buttons: held
      ? [
          button('修改', 1, { ...draft, verb: 'edit' }),
          button('取消', 3, { ...draft, verb: 'cancel' }),
        ]
      : [button('查哨', 4, { face: 'news', verb: 'show', whistleId: whistle.id, org: null })],
  });
}

/** Street and place; without doors and contacts where others read along. */
export function whereOf({ whistle, directory }: Scene, alone: boolean): string {
  const where = [orgName(directory, whistle.street), whistle.place ?? ''].join(' ').trim();
  return alone ? masked(where) : maskedForGroup(where);
}

/** The state, and whose move it is. */
export const stateLine = (scene: Scene): string =>
  `${stateNames[scene.whistle.state]}${whoseMove(scene)}`;

/** A card has six rows: up to four departments have one each, more are grouped by how far they are. */
export function seatRows({ whistle, directory, now }: Scene) {
  const { participations } = whistle;
  if (participations.length > 4) {
    const states = [...new Set(participations.map((one) => one.state))];
    return states.map((state) => {
      const there = participations.filter((one) => one.state === state);
      return row(
        participationNames[state],
        fittingNames(there.map(({ org }) => orgName(directory, org))),
      );
    });
  }
  return participations.map((one) => {
    const last = one.done ?? one.onSite ?? one.checkedIn ?? one.signed;
    const who = last ? ` ${personName(directory, last.by)} ${shortTime(last.at, now)}` : '';
    return row(orgName(directory, one.org).slice(0, 5), `${participationNames[one.state]}${who}`);
  });
}

/** Whose move it is, so that nothing looks as if nobody had it (S34). */
function whoseMove({ whistle, directory }: Scene): string {
  const party = responsible(whistle);
  switch (party?.type) {
    case undefined:
    case 'blower':
      return '';
    case 'approver':
      return '，等街道审批领导';
    case 'blowing-unit':
      return `，等${orgName(directory, whistle.blowerOrg)}核验`;
    case 'rater':
      return `，等${orgName(directory, whistle.blowerOrg)}评价`;
    case 'centre':
      return '，等指挥中心派遣';
    case 'desk':
      return `，等${orgName(directory, party.org)}处理`;
    case 'departments':
      return `，等${orgNames(
        directory,
        party.orgs.map((org) => ({ org })),
      )}`;
  }
}

function titleOf(scene: Scene, news: News | null, org: string | null): string {
  const name = orgName(scene.directory, org);
  switch (news) {
    case null:
      return stateNames[scene.whistle.state];
    case 'dispatched':
      return '已派哨';
    case 'held':
      return '领导不同意吹哨';
    case 'signed':
      return `${name}已签收`;
    case 'checked-in':
      return `${name}已报到`;
    case 'on-site':
      return `${name}已到场`;
    case 'done':
      return `${name}已办结`;
    case 'progress':
      return `${name}有新进展`;
    case 'returned':
      return '已退回重办';
    case 'verified':
      return '已核验通过';
    case 'archived':
      return '已归档';
    case 'withdrawn':
      return '已撤哨';
    case 'urged':
      return '已催办';
    case 'late-approval':
      return '紧急哨已补批';
    case 'expired':
      return '草稿已自动关闭';
    case 'joined':
      return '又有同类诉求';
    case 'merged':
      return '已并哨';
    case 'again':
      return againTitle(scene.whistle);
  }
}

function textOf(scene: Scene, { news, org, since }: NewsSays): string | undefined {
  const { whistle, directory, now } = scene;
  const seat = whistle.participations.find((one) => one.org === org);
  if (news === 'done' && seat?.done)
    return `${seat.onSite ? '' : '（未到场）'}${masked(seat.done.sentence)}`;
  if (news === 'joined')
    return `又有${String(whistle.origins.length - (since ?? whistle.origins.length - 1))}起同类诉求，已合计${String(whistle.origins.length)}起。`;
  if (news === 'again') return againText(scene);
  if (news === 'expired') return '长时间没有确认，没有派出。如仍需要，请重新发一句话。';
  if (news === 'held') return '可点“修改”补充后重新提请，或点“取消”作罢。';
  if (news === 'dispatched' && whistle.category === 'emergency')
    return '如有人员伤亡或险情，请先拨打 119/110/120。各部门已通知，到点未报到会自动催办、逐级上报。';
  if (news === 'dispatched')
    return `编号 ${whistle.number ?? ''}，可回复“查哨 ${shortNumber(whistle)}”。到点未报到会自动催办、逐级上报。`;
  if (news === 'late-approval' && whistle.approval)
    return `${personName(directory, whistle.approval.by)} ${shortTime(whistle.approval.at, now)} 同意。`;
  return undefined;
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

const againTitle = ({ again }: Scene['whistle']): string =>
  `${ordinals[(again?.nth ?? 2) - 1] ?? '多'}次吹哨`;

/** Why it is told to leaders: it was said to be solved, and is there again (domain 5.7). */
function againText({ whistle, directory }: Scene): string {
  const { again } = whistle;
  if (!again) return '';
  const listed = again.nth >= directory.book.admission.duplicates.superviseFrom;
  return `同一事项同一地点曾由 ${digits(again.number)} 办结，现又出现，请分管领导督促根治。${listed ? '已达挂牌督办条件，请领导小组办公室列入挂牌督办。' : ''}`;
}
