import { owedBasis, stopOf } from '../../domain/admission.ts';
import type { Changes, News } from '../../domain/effect.ts';
import { isGathering, participationNames, responsible } from '../../domain/whistle.ts';
import { isPutOff, stateName } from '../../domain/state-name.ts';
import { shortNumber as digits } from '../../domain/number.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import { changesText, onlySupplements } from './amended.ts';
import { stopWords } from './draft-words.ts';
import { lookText, type LookSays } from './look-text.ts';
import { originLine } from './origin-line.ts';
import {
  button,
  callFirst,
  calledRows,
  categoryName,
  fittingNames,
  frame,
  masked,
  maskedForGroup,
  matterName,
  needsNoPlace,
  orgName,
  personName,
  ROW,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';
import { whoTried } from './question.ts';
import { linkRows } from './link-rows.ts';

import { evidenceText } from './witness-card.ts';

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
  /** A copy to those who are only to know (知会). */
  readonly copy?: boolean;
  readonly changes?: Changes | undefined;
}

/** A short card for the blower and for leaders: what happened, and where every department stands. */
export function newsCard(scene: Scene, says: NewsSays): ButtonCard {
  const { news, org, words, hint, look, copy, changes } = says;
  const { whistle } = scene;
  const held = whistle.state === 'held' && news === 'held';
  const stop = held ? stopOf(whistle) : null;
  const draft = { face: 'draft', whistleId: whistle.id, org: null } as const;
  return frame(scene, {
    title: `${copy ? '知会｜' : ''}${changes && onlySupplements(changes) ? '哨单有补充' : titleOf(scene, news, org)}`,
    desc: isAlarm(scene, news) ? callFirst : about(scene),
    ...(stop && { quote: masked(whistle.reason ?? '') }),
    origin: originLine(scene),
    rows: stop
      ? [row('地点', whereOf(scene, true)), ...calledRows(scene.directory, whistle.participations)]
      : held
        ? [
            row('地点', masked(whistle.place ?? '')),
            row('理由', masked(whistle.reason ?? '未写理由')),
          ]
        : [
            // Whoever keeps the matrix reads it in a group.
            ...(needsNoPlace(scene)
              ? []
              : [row('地点', whereOf(scene, news !== 'unlisted' && (look?.alone ?? true)))]),
            ...linkRows(scene),
            ...peopleRows(scene),
            row('状态', stateLine(scene)),
            ...(isGathering(whistle)
              ? []
              : whistle.dispatchedAt === null
                ? calledRows(scene.directory, whistle.participations)
                : seatRows(scene)),
          ].slice(0, 6),
    text: copy
      ? '请知悉，不需要报到。'
      : (hint ??
        (stop ? stopWords(whistle, stop) : saidText(scene, words, changes)) ??
        (look ? lookText(scene, look) : textOf(scene, says))),
    buttons: held
      ? [
          button('修改', 1, { ...draft, verb: 'edit' }),
          button('取消', 3, { ...draft, verb: 'cancel' }),
        ]
      : [button('查哨', 4, { face: 'news', verb: 'show', whistleId: whistle.id, org: null })],
  });
}

/** How many came, on a community's whistle and on what became of it; never who (S14, S49). */
function peopleRows({ whistle }: Scene) {
  const { volunteers } = whistle;
  return isGathering(whistle) || volunteers.length > 0
    ? [row('党员志愿者', `已报到 ${String(volunteers.length)} 人`)]
    : [];
}
/** An emergency that has just gone out: who reads it may still have to call for help. */
const isAlarm = ({ whistle }: Scene, news: News | null): boolean =>
  news === 'dispatched' && whistle.category === 'emergency';

const about = (scene: Scene): string =>
  [scene.whistle.number ?? categoryName(scene.whistle), matterName(scene)].join(' ');

/** Street and place; without doors and contacts where others read along. */
export function whereOf({ whistle, directory }: Scene, alone: boolean): string {
  const where = [orgName(directory, whistle.street), whistle.place ?? ''].join(' ').trim();
  return alone ? masked(where) : maskedForGroup(where);
}

/** The state, and whose move it is. */
export const stateLine = (scene: Scene): string =>
  `${nameOf(scene)}${whoseMove(scene, nameOf(scene).length)}`;

const nameOf = ({ whistle, directory }: Scene): string => stateName(whistle, directory);

/** What the name of a row holds (protocol 3.3). */
export const KEY = 5;
export const roleNames = { lead: '主办', assist: '协办' } as const;

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
    const name = orgName(directory, one.org);
    const state = `${participationNames[one.state]}${who}`;
    // A name cut short names somebody else: a long one stands beside its state instead.
    return name.length > KEY ? row(roleNames[one.role], `${name} ${state}`) : row(name, state);
  });
}

/** Whose move it is, so that nothing looks as if nobody had it (S34). */
function whoseMove({ whistle, directory }: Scene, taken: number): string {
  const party = responsible(whistle);
  switch (party?.type) {
    case undefined:
    case 'blower':
      return '';
    case 'approver':
      return `，等${approverOf(whistle, directory)}`;
    case 'blowing-unit':
      return `，等${orgName(directory, whistle.blowerOrg)}${isGathering(whistle) ? '办结' : '核验'}`;
    case 'rater':
      return `，等${orgName(directory, whistle.blowerOrg)}评价`;
    case 'centre':
      return '，等指挥中心派遣';
    case 'desk':
      return `，等${orgName(directory, party.org)}处理`;
    case 'departments':
      return `，等${fittingNames(
        party.orgs.map((org) => orgName(directory, org)),
        ROW - taken - 2,
      )}`;
  }
}

/** Whose leader decides: a counter's, an alliance's or a project office's whistle never sees the street's (domain 5.4). */
function approverOf({ blowerOrg }: Scene['whistle'], directory: Scene['directory']): string {
  const org = directory.org(blowerOrg);
  const isStreet = org === null || org.type === 'street' || org.type === 'community';
  return isStreet ? '街道审批领导' : `${org.name}审批领导`;
}

function saidText(
  { whistle, directory }: Scene,
  words: string | null | undefined,
  changes: Changes | undefined,
): string | undefined {
  if (changes) return masked(changesText(changes, whistle, directory));
  return words ? masked(words) : undefined;
}

function titleOf(scene: Scene, news: News | null, org: string | null): string {
  const name = orgName(scene.directory, org);
  switch (news) {
    case null:
      return nameOf(scene);
    case 'dispatched':
      return '已派哨';
    case 'held':
      if (stopOf(scene.whistle)) return '不予吹哨';
      return isPutOff(scene.whistle, scene.directory) ? '指挥中心暂缓派遣' : '领导不同意吹哨';
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
    case 'returned-because':
      return '退回重办的理由';
    case 'witnessed':
      return '社区专员已现场核验';
    case 'verified':
      return '已核验通过';
    case 'archived':
      return '已归档';
    case 'withdrawn':
      return '已撤哨';
    case 'urged':
      return '已催办';
    case 'approved':
      return '已由他人审批';
    case 'late-approval':
      return '紧急哨已补批';
    case 'queued':
      return '领导已同意，等指挥中心派遣';
    case 'amended':
      return '哨单已更正';
    case 'released':
      return `已解除${name}`;
    case 'unlisted':
      return '责任清单待补｜请明确主办';
    case 'fill-in':
      return '紧急哨请补单';
    case 'expired':
      return '草稿已自动关闭';
    case 'enough':
      return '人已到齐';
    case 'raised':
      return scene.whistle.dispatchedAt === null ? '正在升级为街道哨' : '已升级为街道哨';
    case 'resumed':
      return '活动照常';
    case 'joined':
      return '又有同类诉求';
    case 'merged':
      return '已并哨';
    case 'reopened':
      return '并哨已取消，恢复办理';
    case 'again':
      return againTitle(scene.whistle);
  }
}

/** Which basis an emergency owes, and the words to send (S25). */
function fillInWords({ whistle, directory }: Scene): string {
  const { within } = directory.book.admission.afterwards;
  const owed = owedBasis(whistle).map((one) =>
    one === 'place' ? '具体位置' : `${whoTried[whistle.kind]}已做的处置`,
  );
  return `请在${within}内补单：${owed.join('、')}。请发“补充 ${shortNumber(whistle)} ${
    owedBasis(whistle).includes('place') ? '白塔路12号门口，' : ''
  }已拉警戒线、疏散群众”。`;
}

function textOf(scene: Scene, { news, org, since }: NewsSays): string | undefined {
  const { whistle, directory, now } = scene;
  const seat = whistle.participations.find((one) => one.org === org);
  if (news === 'done' && seat?.done)
    return `${seat.onSite ? '' : '（未到场）'}${masked(seat.done.sentence)}`;
  if (news === 'joined')
    return `又有${String(whistle.origins.length - (since ?? whistle.origins.length - 1))}起同类诉求，已合计${String(whistle.origins.length)}起。`;
  if (news === 'withdrawn') return `理由：${masked(whistle.reason ?? '')}。已赶赴现场的请返回。`;
  if (news === 'again') return againText(scene);
  if (news === 'reopened') return '吹哨人说明不是同一件事，本单恢复办理，时限重新计算。';
  if (news === 'merged' && whistle.near[0])
    return `已并入 ${whistle.near[0].number}，本单不再办理，请以该单为准。`;
  if (news === 'witnessed') return evidenceText(scene) ?? undefined;
  if (news === 'expired') return '长时间没有确认，没有派出。如仍需要，请重新发一句话。';
  if (news === 'unlisted')
    return `责任清单里没有“${matterName(scene)}”。请当日明确主办单位，并在责任清单中补录此事项。`;
  if (news === 'fill-in') return fillInWords(scene);
  if (news === 'held') return '可点“修改”补充后重新提请，或点“取消”作罢。';
  if (isAlarm(scene, news))
    return `${about(scene)}：各部门和值班员已通知，到点未报到会自动催办、逐级上报。`;
  if (news === 'dispatched')
    return `编号 ${whistle.number ?? ''}，可回复“查哨 ${shortNumber(whistle)}”。到点未报到会自动催办、逐级上报。`;
  if ((news === 'late-approval' || news === 'approved') && whistle.approval)
    return `${personName(directory, whistle.approval.by)} ${shortTime(whistle.approval.at, now)} 已同意。`;
  return undefined;
}

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** “二次吹哨”: the how-manieth time it is blown (domain 5.7). */
export const againTitle = ({ again }: Pick<Scene['whistle'], 'again'>): string =>
  `${ordinals[(again?.nth ?? 2) - 1] ?? '多'}次吹哨`;

/** Why it is told to leaders: it was said to be solved, and is there again (domain 5.7). */
function againText({ whistle, directory }: Scene): string {
  const { again } = whistle;
  if (!again) return '';
  const listed = again.nth >= directory.book.admission.duplicates.superviseFrom;
  return `同一事项同一地点曾由 ${digits(again.number)} 办结，现又出现，请分管领导督促根治。${listed ? '已达挂牌督办条件，请领导小组办公室列入挂牌督办。' : ''}`;
}
