import { DECLARED, isQuick } from '../../domain/admission.ts';
import { isPutOff, stateName } from '../../domain/state-name.ts';
import { isGathering } from '../../domain/whistle.ts';
import { shortNumber } from '../../domain/number.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import {
  basisOf,
  button,
  calledRows,
  categoryName,
  frame,
  masked,
  matterName,
  needsNoPlace,
  personName,
  row,
  shortTime,
  streetSide,
  type Scene,
} from './frame.ts';
import { quoteWith } from './below-rows.ts';
import { demandLine } from './demand.ts';
import { againTitle } from './news-card.ts';
import { linkRows } from './link-rows.ts';
import { originLine } from './origin-line.ts';

/** What the approving leader sees: the whole summons on one screen, two buttons (S50). */
export function approvalCard(scene: Scene): ButtonCard {
  const { whistle, directory } = scene;
  const open =
    !isGathering(whistle) &&
    (whistle.state === 'pending_approval' ||
      (whistle.approval === null &&
        whistle.dispatchedAt !== null &&
        whistle.state !== 'withdrawn'));
  const on = { face: 'approval', whistleId: whistle.id, org: null } as const;
  const afterwards = whistle.dispatchedAt !== null && whistle.approval === null;
  const basis = basisOf(scene);
  return frame(scene, {
    title: `${!open ? (whistle.approval ? '已同意' : '审批') : afterwards ? '请补批' : '请审批'}｜${categoryName(whistle)}${isQuick(whistle) ? '·快捷哨' : ''}${whistle.again ? `·${againTitle(whistle)}` : ''}`,
    desc: verdictOf(scene) ?? `${personName(directory, whistle.blower)} 提请吹哨`,
    rows: [
      row('事项', matterName(scene)),
      ...(needsNoPlace(scene) ? [] : [row('地点', masked(whistle.place ?? ''))]),
      ...linkRows(scene),
      ...calledRows(directory, whistle.participations),
      ...(whistle.number === null ? [] : [row('编号', whistle.number)]),
    ].slice(0, 6),
    quote: quoteWith(basis, [], demandLine(whistle, masked)),
    origin: originLine(scene),
    text: textOf(scene, afterwards),
    buttons: open
      ? [
          button('同意', 1, { ...on, verb: 'approve' }),
          ...(afterwards ? [] : [button('不同意', 3, { ...on, verb: 'disapprove' })]),
        ]
      : [],
  });
}

function verdictOf({ whistle, directory, now }: Scene): string | null {
  const { approval, state } = whistle;
  if (approval)
    return `${personName(directory, approval.by)} ${shortTime(approval.at, now)} 已同意`;
  if (state === 'held') return '已不同意，未派出';
  if (state === 'cancelled' || state === 'withdrawn') return '吹哨人已撤回';
  return state === 'draft' ? '吹哨人正在修改' : null;
}

function textOf({ whistle, directory }: Scene, afterwards: boolean): string | undefined {
  if (isPutOff(whistle, directory))
    return `指挥中心${stateName(whistle, directory)}：${masked(whistle.reason ?? '')}`;
  if (whistle.state === 'held' && whistle.reason === null)
    return '如需说明理由，请直接回复：不同意 理由';
  if (whistle.state === 'held') return `理由：${masked(whistle.reason ?? '')}`;
  const stated = whistle.concern === DECLARED || whistle.beyond === DECLARED;
  return (
    [
      afterwards ? '紧急哨已先行派出，请补办审批' : '',
      // Why the category is a step higher than the matter's own.
      whistle.again ? `曾由 ${shortNumber(whistle.again.number)} 办结，现又出现` : '',
      streetSide(whistle, masked),
      stated ? '其余声明由吹哨人确认' : '',
    ]
      .filter((one) => one !== '')
      .join('；') || undefined
  );
}
