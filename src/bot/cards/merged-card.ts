import type { Message } from '../../domain/effect.ts';
import { shortNumber as digits } from '../../domain/number.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import { notTheSame } from './draft-near.ts';
import {
  button,
  fittingNames,
  frame,
  matterName,
  orgName,
  row,
  shortNumber,
  type Scene,
} from './frame.ts';
import { seatRows, stateLine, whereOf } from './news-card.ts';
import { originLine } from './origin-line.ts';

type Merged = Extract<Message, { type: 'merged' }>;

/**
 * The whistle somebody's report was merged into, as they see it: its number, who is coming, and the way back where it
 * is another matter. An emergency says the phone numbers first (S20).
 */
export function mergedCard(
  scene: Scene,
  { from, byItself, named = [], out, theirs }: Merged,
): ButtonCard {
  const { whistle } = scene;
  const urgent = whistle.category === 'emergency';
  const first = urgent ? '如有人员伤亡或险情，请先拨打 119/110/120。' : '';
  const why = byItself
    ? '已有人报告，系统已合并，不用再吹。'
    : out === undefined
      ? '已合并，不用再吹。'
      : `指挥中心已把您的 ${digits(out)} 并入此单。`;
  const other = out === undefined ? '另行确认吹哨' : `恢复 ${digits(out)}`;
  const missing = named.filter((org) => !whistle.participations.some((one) => one.org === org));
  const names = fittingNames(missing.map((org) => orgName(scene.directory, org)));
  // Whoever was asked for and is not coming must not be waited for in silence.
  const amend = `本街道可发“更正 ${shortNumber(whistle)} 加上${names}”，或`;
  const next =
    missing.length > 0
      ? `该单没有请${names}：仍要请来，${theirs ? '请' : amend}点“不是同一件事”${other}。`
      : `各部门进展见下，发“查哨 ${shortNumber(whistle)}”随时查看。${out === undefined ? '' : `不是同一件事请点下方按钮，${other}。`}`;
  return frame(scene, {
    title: `已并入 ${shortNumber(whistle)}`,
    desc: `${whistle.number ?? ''} ${matterName(scene)}`,
    rows: [
      row('地点', whereOf(scene, true)),
      row('状态', stateLine(scene)),
      ...seatRows(scene),
    ].slice(0, 6),
    origin: originLine(scene),
    text: `${first}${why}${next}`,
    buttons: [
      notTheSame(from),
      button('查哨', 4, { face: 'news', verb: 'show', whistleId: whistle.id, org: null }),
    ],
  });
}
