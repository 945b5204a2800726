import type { News } from '../../domain/effect.ts';
import { participationNames, stateNames, responsible } from '../../domain/whistle.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import {
  button,
  calledRows,
  categoryName,
  fittingNames,
  frame,
  masked,
  matterName,
  orgName,
  orgNames,
  personName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';

import { evidenceText } from './witness-card.ts';

export interface NewsSays {
  readonly news: News | null;
  readonly org: string | null;
  /** The words that came with the news: a progress note. */
  readonly words?: string | null;
  readonly hint?: string | undefined;
}

/** A short card for the blower and for leaders: what happened, and where every department stands. */
export function newsCard(scene: Scene, { news, org, words, hint }: NewsSays): ButtonCard {
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
          row('地点', whereOf(scene)),
          row('状态', `${stateNames[whistle.state]}${whoseMove(scene)}`),
          ...(whistle.dispatchedAt === null
            ? calledRows(scene.directory, whistle.participations)
            : seatRows(scene)),
        ].slice(0, 6),
    text: hint ?? (words ? masked(words) : textOf(scene, news, org)),
    buttons: held
      ? [
          button('修改', 1, { ...draft, verb: 'edit' }),
          button('取消', 3, { ...draft, verb: 'cancel' }),
        ]
      : [button('查哨', 4, { face: 'news', verb: 'show', whistleId: whistle.id, org: null })],
  });
}

function whereOf({ whistle, directory }: Scene): string {
  return masked([orgName(directory, whistle.street), whistle.place ?? ''].join(' ').trim());
}

/** A card has six rows: up to four departments have one each, more are grouped by how far they are. */
function seatRows({ whistle, directory, now }: Scene) {
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
    case 'late-approval':
      return '紧急哨已补批';
    case 'expired':
      return '草稿已自动关闭';
  }
}

function textOf(scene: Scene, news: News | null, org: string | null): string | undefined {
  const { whistle, directory, now } = scene;
  const seat = whistle.participations.find((one) => one.org === org);
  if (news === 'done' && seat?.done)
    return `${seat.onSite ? '' : '（未到场）'}${masked(seat.done.sentence)}`;
  if (news === 'witnessed') return evidenceText(scene) ?? undefined;
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
