import { gatheringRows } from './community-card.ts';
import { hintText } from './draft-hints.ts';
import { nearButtons, nearText, type NearSays } from './draft-near.ts';
import { declareWords, findingWords, stopWords } from './draft-words.ts';
import { linkRows } from './link-rows.ts';
import { originLine } from './origin-line.ts';
import { editWords, questionWords, whoTried } from './question.ts';
import { DECLARED, isQuick, stopOf } from '../../domain/admission.ts';
import type { Hint } from '../../domain/hint.ts';
import type { Fact, Statement, StatementMode } from '../../domain/rule-book.ts';
import { isGathering, type Whistle } from '../../domain/whistle.ts';
import type { Directory } from '../../domain/directory.ts';
import type { ButtonCard, CardRow } from '../../wecom/card.ts';
import { belowLines, gridHint, whereRow } from './below-rows.ts';
import {
  basisOf,
  button,
  callFirst,
  calledRows,
  categoryName,
  frame,
  masked,
  saidBy,
  matterName,
  needsNoPlace,
  orgName,
  row,
  type Scene,
} from './frame.ts';

/** What a draft lacks and offers: decided by the flow, shown by the card. */
export interface DraftSays {
  readonly missing: readonly Fact[];
  readonly unnamedLead: string | null;
  /** The two statements as far as they have not been made (S23). */
  readonly statements: { readonly mode: StatementMode; readonly missing: readonly Statement[] };
  readonly hints: readonly Hint[];
  /** After a tap on 修改: how to change it. */
  readonly editing: boolean;
  readonly offers: NearSays;
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
  const stop = stopOf(whistle);
  const asked = questionOf(says);
  const complete = stop === null && asked === null;
  const called = calledRows(directory, whistle.participations);
  const others = [
    ...linkRows(scene),
    ...called,
    ...(called.length < 3 ? [row('先期处置', masked(whistle.effort ?? ''))] : []),
  ];
  const near = nearText(scene, says.offers);
  return frame(scene, {
    title: `哨单草稿｜${categoryName(whistle)}${isQuick(whistle) ? '·快捷哨' : ''}`,
    desc: ended
      ? '已取消，未派出'
      : stop
        ? '暂不予吹哨，请看说明'
        : whistle.category === 'emergency'
          ? callFirst
          : complete
            ? near === ''
              ? checkIt
              : '可能已有人吹过，请选择'
            : '还差一点，补全后即可派出',
    rows: [
      row('事项', matterName(scene)),
      ...(isGathering(whistle)
        ? gatheringRows(scene)
        : [...placeRows(scene, others.length), ...others]),
    ].slice(0, 6),
    quote: quoteOf(scene) || undefined,
    origin: originLine(scene),
    text: textOf(scene, says, ended),
    buttons: ended ? [] : buttonsOf(scene, says, complete),
  });
}

/** Where it is, in two rows; in one where the project needs a row of its own, in none where the kind asks for no place. */
function placeRows(scene: Scene, others: number): readonly CardRow[] {
  const { whistle } = scene;
  const place = row('地点', masked(whistle.place ?? ''));
  if (needsNoPlace(scene)) return whistle.street === null ? [] : [whereRow(scene)];
  if (others < 4) return [whereRow(scene), place];
  const street = orgName(scene.directory, whistle.street);
  return [row('地点', `${street} ${masked(whistle.place ?? '')}`.trim())];
}

const checkIt = '请核对，无误请点“确认吹哨”';

/** The one thing that is asked: a fact, else a statement where a line is wanted for it. */
const questionOf = ({ missing, statements }: DraftSays): Fact | Statement | null =>
  missing[0] ?? (statements.mode === 'ask' ? statements.missing[0] : undefined) ?? null;

/** What it stands on, and what the admission rules point out. */
function quoteOf(scene: Scene): string {
  const { whistle } = scene;
  const basis = basisOf(scene);
  const stop = stopOf(whistle);
  const found = whistle.findings
    .filter((one) => one !== stop)
    .flatMap((one) => findingWords(one) ?? []);
  return [
    ...(basis === '' ? [] : [`依据：${basis}`]),
    ...statedOf(whistle),
    ...(stop ? [`不予吹哨：${masked(stop.about)}`] : []),
    ...found.map((one) => `提示：${one}`),
    ...belowLines(scene),
  ].join('\n');
}

/** The lines of fact that were given for the two statements. */
const statedOf = ({ concern, beyond, effort, kind }: Whistle): readonly string[] => [
  ...(concern === null || concern === DECLARED ? [] : [`群众反映：${masked(concern)}`]),
  ...(beyond === null || beyond === DECLARED || saidBy(effort, beyond)
    ? []
    : [`${whoTried[kind]}办不了：${masked(beyond)}`]),
];

function textOf(scene: Scene, says: DraftSays, ended: boolean): string | undefined {
  const { whistle } = scene;
  if (says.hint !== undefined) return says.hint;
  if (ended) return '如需吹哨，请重新发一句话。';
  const stop = stopOf(whistle);
  if (stop) return stopWords(whistle, stop);
  const asked = questionOf(says);
  const near = nearText(scene, says.offers);
  const told = `${near}${hintText(scene, says.hints, 'consequences')}`;
  if (asked !== null) {
    return `${questionFor(asked, whistle)}${asked === 'matter' ? choiceOf(scene) : ''}${told}`;
  }
  if (says.editing) return editWords;
  const confirm = whistle.category === 'emergency' ? `${checkIt}，随即派出。` : '';
  // One thing at a time: what else would help waits until the offer is answered.
  const advice = near === '' ? hintText(scene, says.hints, 'advice') || gridHint(whistle) : '';
  const declared = declareWords(says.statements, {
    briefly: `${told}${advice}` !== '',
    kind: whistle.kind,
  });
  return `${confirm}${told}${declared}${advice}` || undefined;
}

/** In an emergency nobody is asked about a lamp, nor again for what they told. */
function questionFor(asked: Fact | Statement, { category, kind, ...whistle }: Whistle): string {
  if (asked !== 'matter' || category !== 'emergency') return questionWords(asked, kind);
  return whistle.matterCandidates.length === 0
    ? '请马上回复出了什么事，例如“燃气泄漏”。'
    : '请点最接近的一项；都不像的点“都不是”，照原话派出。';
}

function choiceOf({ whistle, directory }: Scene): string {
  const { matterCandidates } = whistle;
  const offered = matterCandidates.map(
    (code, index) => `${String(index + 1)} ${directory.matter(code)?.name ?? code}`,
  );
  return offered.length === 0
    ? '责任清单里没有的，请回复“都不是”。'
    : `可回复序号：${offered.join('；')}；0 都不是。`;
}

function buttonsOf({ whistle, directory }: Scene, says: DraftSays, complete: boolean) {
  const on = { face: 'draft', whistleId: whistle.id, org: null } as const;
  const lead = says.unnamedLead;
  const offers = nearButtons({ whistle }, says.offers, complete);
  return [
    ...(offers ?? (complete ? [button('确认吹哨', 1, { ...on, verb: 'confirm' })] : [])),
    ...(lead === null || (offers?.length ?? 0) > 3
      ? []
      : [
          button(`加上${orgName(directory, lead)}`, 2, {
            ...on,
            verb: 'add-department',
            org: lead,
          }),
        ]),
    ...(says.missing[0] === 'matter' ? matterButtons(whistle, directory) : []),
    button('修改', 2, { ...on, verb: 'edit' }),
    button('取消', 3, { ...on, verb: 'cancel' }),
  ];
}

/** The offered matters by the first words of their names, and the way out when it is none of them (S59). */
function matterButtons({ id, matterCandidates }: Whistle, directory: Directory) {
  const on = { face: 'draft', verb: 'choose-matter', whistleId: id } as const;
  const short = (code: string) => (directory.matter(code)?.name ?? code).split('、')[0] ?? code;
  return [
    ...matterCandidates
      .slice(0, 3)
      .map((code) => button(short(code).slice(0, 10), 2, { ...on, org: code })),
    button('都不是', 4, { ...on, org: null }),
  ];
}
