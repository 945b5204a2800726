import { gatheringRows } from './community-card.ts';
import { hintText } from './draft-hints.ts';
import { linkRows } from './link-rows.ts';
import { missingWords } from './question.ts';
import type { Hint } from '../../domain/hint.ts';
import { isGathering } from '../../domain/whistle.ts';
import type { Fact } from '../../domain/rule-book.ts';
import type { ButtonCard } from '../../wecom/card.ts';
import {
  basisOf,
  button,
  callFirst,
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
  readonly hints: readonly Hint[];
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
      : whistle.category === 'emergency'
        ? callFirst
        : complete
          ? checkIt
          : '还差一点，补全后即可派出',
    rows: [
      row('事项', matterName(scene)),
      ...(isGathering(whistle)
        ? gatheringRows(scene)
        : [
            row('街道', orgName(directory, whistle.street)),
            row('地点', masked(whistle.place ?? '')),
            ...linkRows(scene),
            ...called,
            ...(called.length < 3 ? [row('先期处置', masked(whistle.effort ?? ''))] : []),
          ]),
    ].slice(0, 6),
    quote: basis === '' ? undefined : `依据：${basis}`,
    text: textOf(scene, says, ended),
    buttons: ended ? [] : buttonsOf(scene, says, complete),
  });
}

const checkIt = '请核对，无误请点“确认吹哨”';

function textOf(scene: Scene, says: DraftSays, ended: boolean): string | undefined {
  const { whistle, directory } = scene;
  if (says.hint !== undefined) return says.hint;
  if (ended) return '如需吹哨，请重新发一句话。';
  const first = says.missing[0];
  if (first !== undefined) {
    const candidates = whistle.matterCandidates.map(
      (code, index) => `${String(index + 1)} ${directory.matter(code)?.name ?? code}`,
    );
    const choice =
      first === 'matter' && candidates.length > 0 ? `可回复序号：${candidates.join('；')}。` : '';
    const told = hintText(scene, says.hints, { asking: false });
    return `${missingWords[first]}${choice}${told}`;
  }
  if (says.editing)
    return '请直接回复要改的内容，例如“地点改成万宏路12号门口”“再加上消防”“不用叫公安”。';
  const lead =
    says.unnamedLead === null
      ? ''
      : `按责任清单，此事主办是${orgName(directory, says.unnamedLead)}，原话未点名，需要时请点按钮加上。`;
  const placeless = whistle.place === null && whistle.kind !== 'service';
  const where = placeless ? '还没有写地点，建议先回复一句具体位置。' : '';
  const told = hintText(scene, says.hints, { asking: true });
  const confirm = whistle.category === 'emergency' ? `${checkIt}，随即派出。` : '';
  return `${confirm}${where}${told}${lead}` || undefined;
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
