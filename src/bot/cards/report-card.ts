import { levelAbove } from '../../domain/reporting.ts';
import { stateName } from '../../domain/state-name.ts';
import { stateNames } from '../../domain/whistle.ts';
import type { ButtonCard, CardButton } from '../../wecom/card.ts';
import { gridName, pathName, photoLine, sourceName } from './below-rows.ts';
import {
  button,
  categoryName,
  frame,
  maskedForGroup,
  matterName,
  orgName,
  personName,
  row,
  type Scene,
} from './frame.ts';

/** A report as the desk it is on sees it: what, where, who saw it, the way it came, and what can be done (S44, S47, S49). */
export function reportCard(scene: Scene, org: string, hint?: string, watch = false): ButtonCard {
  const { whistle, directory } = scene;
  const here = whistle.state === 'reported' && whistle.desk === org;
  const matter = matterName(scene);
  return frame(scene, {
    title: `${here ? '线索上报' : stateNow(scene)}｜${matter === '' ? '事项待定' : matter}`,
    desc: here ? `${categoryName(whistle)}，请${orgName(directory, org)}处理` : '',
    rows: [
      row('地点', maskedForGroup(whistle.place ?? '待核实')),
      row('网格', gridName(directory, whistle.grid) || orgName(directory, whistle.street)),
      row('哨源', sourceName(scene)),
    ],
    // Not a row: five levels are longer than what WeCom shows of one.
    quote: [
      maskedForGroup(whistle.text),
      `上报路径：${pathName(scene)}`,
      ...photoLine(whistle),
    ].join('\n'),
    text: hint ?? textOf(scene, here, watch),
    buttons: here && !watch ? buttonsFor(scene, org) : [],
  });
}

function buttonsFor({ whistle, directory }: Scene, org: string): CardButton[] {
  const on = { face: 'report', whistleId: whistle.id, org } as const;
  const desk = directory.org(org);
  const { blowers, blowerDuties } = directory.book.kinds.street;
  const mayBlow =
    desk !== null &&
    (blowers.includes(desk.type) || desk.duties.some((one) => blowerDuties.includes(one)));
  const up = levelAbove(directory, org);
  return [
    ...(mayBlow ? [button('受理', 1, { ...on, verb: 'take-up' })] : []),
    ...(up === null ? [] : [button('上报', mayBlow ? 2 : 1, { ...on, verb: 'pass-up' })]),
    button('就地解决', 2, { ...on, verb: 'settle' }),
  ];
}

function textOf({ whistle, directory }: Scene, here: boolean, watch: boolean): string | undefined {
  const danger =
    whistle.category === 'emergency' ? '如有人员伤亡或险情，请先拨打 119/110/120。' : '';
  if (!here) return whistle.state === 'settled' ? maskedForGroup(whistle.reason ?? '') : undefined;
  if (watch) return `${danger}${orgName(directory, whistle.desk)}尚未受理，请电话督促。`;
  const settling = whistle.asked.some((one) => one.startsWith('settle '));
  if (settling) return `${danger}请发一句话说明，例如“就地解决 已处置完毕，现场恢复正常”。`;
  return danger || undefined;
}

function stateNow({ whistle, directory }: Scene): string {
  if (whistle.state === 'reported') return `已上报${orgName(directory, whistle.desk)}`;
  if (whistle.state === 'settled') return stateNames.settled;
  const taker = whistle.path.at(-1);
  return taker?.by ? `${personName(directory, taker.by)}已受理` : stateName(whistle, directory);
}
