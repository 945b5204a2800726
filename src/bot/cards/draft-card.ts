import { missingWords } from './question.ts';
import type { Fact } from '../../domain/rule-book.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import { belowLines, gridHint, quoteWith, whereRow } from './below-rows.ts';
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
  type Scene,
} from './frame.ts';

/** What a draft lacks and offers: decided by the flow, shown by the card. */
export interface DraftSays {
  readonly missing: readonly Fact[];
  readonly unnamedLead: string | null;
  /** After a tap on 修改: how to change it. */
  readonly editing: boolean;
  /** The tap was refused: why. */
  readonly hint?: string | undefined;
}

/**
 * The draft as its blower sees it: what was understood, what is missing, and the tap that goes on. Numbers are masked:
 * who cannot be reached alone gets it where they spoke, in a group.
 */
export function draftCard(scene: Scene, says: DraftSays): ButtonCard {
  const { whistle, directory } = scene;
  const ended = whistle.state === 'cancelled';
  const complete = says.missing.length === 0;
  const called = calledRows(directory, whistle.participations);
  const basis = basisOf(scene);
  return frame(scene, {
    title: `哨单草稿｜${categoryName(whistle)}`,
    desc: ended
      ? '已取消，未派出'
      : complete
        ? '请核对，无误请点“确认吹哨”'
        : '还差一点，补全后即可派出',
    rows: [
      row('事项', matterName(scene)),
      whereRow(scene),
      row('地点', masked(whistle.place ?? '')),
      ...called,
      ...(called.length < 3 ? [row('先期处置', masked(whistle.effort ?? ''))] : []),
    ],
    quote: quoteWith(basis, belowLines(scene)),
    text: textOf(scene, says, ended),
    buttons: ended ? [] : buttonsOf(scene, says, complete),
  });
}

function textOf(
  { whistle, directory }: Scene,
  says: DraftSays,
  ended: boolean,
): string | undefined {
  if (says.hint !== undefined) return says.hint;
  if (ended) return '如需吹哨，请重新发一句话。';
  const first = says.missing[0];
  const emergency =
    whistle.category === 'emergency' ? '如有人员伤亡或险情，请先拨打 119/110/120。' : '';
  if (first !== undefined) {
    const candidates = whistle.matterCandidates.map(
      (code, index) => `${String(index + 1)} ${directory.matter(code)?.name ?? code}`,
    );
    const choice =
      first === 'matter' && candidates.length > 0 ? `可回复序号：${candidates.join('；')}。` : '';
    return `${emergency}${missingWords[first]}${choice}${gridHint(whistle)}`;
  }
  if (says.editing)
    return '请直接回复要改的内容，例如“地点改成万宏路12号门口”“再加上消防”“不用叫公安”。';
  const lead =
    says.unnamedLead === null
      ? ''
      : `按责任清单，此事主办是${orgName(directory, says.unnamedLead)}，原话未点名，需要时请点按钮加上。`;
  const where = whistle.place === null ? '还没有写地点，建议先回复一句具体位置。' : '';
  return `${emergency}${where}${lead}${gridHint(whistle)}` || undefined;
}

function buttonsOf({ whistle, directory }: Scene, says: DraftSays, complete: boolean) {
  const on = { face: 'draft', whistleId: whistle.id, org: null } as const;
  const lead = says.unnamedLead;
  return [
    ...(complete ? [button('确认吹哨', 1, { ...on, verb: 'confirm' })] : []),
    ...(lead === null
      ? []
      : [
          button(`加上${orgName(directory, lead)}`, 2, {
            ...on,
            verb: 'add-department',
            org: lead,
          }),
        ]),
    button('修改', 2, { ...on, verb: 'edit' }),
    button('取消', 3, { ...on, verb: 'cancel' }),
  ];
}
