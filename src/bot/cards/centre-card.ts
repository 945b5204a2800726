import { stateName } from '../../domain/state-name.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import {
  basisOf,
  button,
  calledRows,
  categoryName,
  frame,
  masked,
  matterName,
  orgName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';

/** What the centre's desk sees of a whistle that waits for it: the whole summons, 派遣 and 暂缓 (S31). */
export function centreCard(scene: Scene, hint?: string): ButtonCard {
  const { whistle, directory, now } = scene;
  const open = whistle.state === 'queued';
  const on = { face: 'centre', whistleId: whistle.id, org: null } as const;
  const basis = basisOf(scene);
  const due = whistle.clocks.find(({ stage }) => stage === 'dispatch')?.dueAt;
  const called = calledRows(directory, whistle.participations);
  return frame(scene, {
    title: `${open ? '请派遣' : stateName(whistle, directory)}｜${categoryName(whistle)}`,
    desc: `${whistle.number ?? ''} ${orgName(directory, whistle.blowerOrg)}吹哨`,
    rows: [
      row('事项', matterName(scene)),
      row(
        '地点',
        masked([orgName(directory, whistle.street), whistle.place ?? ''].join(' ').trim()),
      ),
      ...called,
      ...(due === undefined ? [] : [row('派遣时限', shortTime(due, now))]),
    ].slice(0, 6),
    quote: basis === '' ? undefined : `依据：${basis}`,
    text: hint ?? textOf(scene, open),
    buttons: open
      ? [button('派遣', 1, { ...on, verb: 'dispatch' }), button('暂缓', 3, { ...on, verb: 'hold' })]
      : [],
  });
}

function textOf({ whistle }: Scene, open: boolean): string | undefined {
  const effort = whistle.effort === null ? '' : `先期处置：${masked(whistle.effort)}`;
  const mend = `需要更正时请发：更正 ${shortNumber(whistle)} 主办改为… 理由…`;
  if (open) return [effort, mend].filter((one) => one !== '').join('\n');
  return whistle.state === 'held' ? `已退回吹哨人：${masked(whistle.reason ?? '')}` : undefined;
}
