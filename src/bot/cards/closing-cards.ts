import type { RatingRules } from '../../domain/rule-book.ts';
import { checkInScore } from '../../domain/check-in-score.ts';
import { stateName } from '../../domain/state-name.ts';
import { type Participation } from '../../domain/whistle.ts';
import type { ButtonCard, TemplateCard } from '../../wecom/card.ts';
import { encodeAction } from '../action-key.ts';
import {
  button,
  frame,
  masked,
  matterName,
  needsNoPlace,
  orgName,
  personName,
  row,
  shortNumber,
  shortTime,
  type Scene,
} from './frame.ts';

import { KEY, roleNames, whereOf } from './news-card.ts';
import { evidenceText } from './witness-card.ts';

/** One card for the whole whistle, when the last part has been claimed: what each says it did, two buttons. */
export function verifyCard(scene: Scene, hint?: string): ButtonCard {
  const { whistle, directory } = scene;
  const on = { face: 'verify', whistleId: whistle.id, org: null } as const;
  const open = whistle.state === 'claimed_done';
  return frame(scene, {
    title: open ? '请核验' : stateName(whistle, directory),
    desc: `${whistle.number ?? ''} ${matterName(scene)}`,
    rows: [
      // It falls back on the group where the blower spoke.
      ...(needsNoPlace(scene) ? [] : [row('地点', whereOf(scene, false))]),
      ...whistle.participations.map((one) => claimRow(scene, one)),
    ].slice(0, 6),
    text: hint ?? textOf(scene),
    buttons: open
      ? [
          button('核验通过', 1, { ...on, verb: 'verify' }),
          button('退回重办', 3, { ...on, verb: 'return' }),
        ]
      : [],
  });
}

function textOf({ whistle, directory, now }: Scene): string | undefined {
  const number = shortNumber(whistle);
  if (whistle.state === 'claimed_done') {
    const sentences = whistle.participations.flatMap((one) =>
      one.done ? `${orgName(directory, one.org)}：${masked(one.done.sentence)}` : [],
    );
    const seen = evidenceText({ whistle, directory, now });
    return [...(seen === null ? [] : [seen]), ...sentences].join('；');
  }
  if (whistle.state === 'in_progress' && whistle.reason === null)
    return `已退回。如需说明理由，请回复“退回重办 ${number} 理由”。`;
  if (whistle.state === 'in_progress') return `已退回：${masked(whistle.reason ?? '')}`;
  return whistle.state === 'verified' ? '已核验通过，请逐个评价报到部门。' : undefined;
}

/** A name cut short names somebody else: a long one stands beside its claim instead. */
function claimRow(scene: Scene, one: Participation) {
  const name = orgName(scene.directory, one.org);
  return name.length > KEY
    ? row(roleNames[one.role], `${name} ${claim(scene, one)}`)
    : row(name, claim(scene, one));
}

function claim({ directory, now }: Scene, one: Participation): string {
  if (!one.done) return '重新办理中';
  return `${one.onSite ? '' : '未到场，'}${personName(directory, one.done.by)} ${shortTime(one.done.at, now)} 办结`;
}

/**
 * Three taps and 评价: one selector a criterion, beside the computed 报到率 (S35–S39). WeCom allows three selectors;
 * a fourth criterion is given by words.
 */
export function rateCard(scene: Scene, org: string, hint?: string): TemplateCard {
  const { whistle, directory } = scene;
  const seat = whistle.participations.find((one) => one.org === org);
  if (seat?.rating || whistle.state !== 'verified') return ratedCard(scene, org, hint);
  const { rating } = directory.book;
  return {
    card_type: 'multiple_interaction',
    source: { desc: `${directory.book.district.name} 吹哨报到`, desc_color: 0 },
    main_title: {
      title: `请评价 ${orgName(directory, org)}`,
      desc:
        hint ??
        `${shortNumber(whistle)} 号哨｜报到率 ${seat ? String(checkInScore(rating, seat, whistle.category)) : '—'} 分（系统计算）`,
    },
    task_id: scene.taskId,
    select_list: rating.criteria.slice(0, 3).map((one) => ({
      question_key: one.code,
      title: one.name,
      // Nobody gives five by tapping past it: it begins on no score, and one must be chosen.
      selected_id: NO_SCORE,
      option_list: [
        ...[5, 4, 3, 2, 1].map((score) => ({ id: String(score), text: optionText(one, score) })),
        { id: NO_SCORE, text: '请选择' },
      ],
    })),
    submit_button: {
      text: '评价',
      key: encodeAction({ face: 'rate', verb: 'rate', whistleId: whistle.id, org }),
    },
  };
}

const NO_SCORE = '0';

export const rateWords = ({ whistle, directory }: Scene, org: string): string =>
  `评价 ${shortNumber(whistle)} ${orgName(directory, org)} 5 4 5`;

function optionText(criterion: RatingRules['criteria'][number], score: number): string {
  const anchor =
    score === 1 || score === 3 || score === 5 ? criterion.shortAnchors[`${score}`] : '';
  return `${String(score)}分${anchor === '' ? '' : ` ${anchor}`}`;
}

function ratedCard(scene: Scene, org: string, hint: string | undefined): ButtonCard {
  const { whistle, directory } = scene;
  const rating = whistle.participations.find((one) => one.org === org)?.rating;
  const on = { face: 'rate', whistleId: whistle.id, org } as const;
  const scores = directory.book.rating.criteria.map((one) =>
    row(one.name, rating ? `${String(rating.scores[one.code] ?? '—')} 分` : '未评价'),
  );
  return frame(scene, {
    title: `${rating ? '已评价' : stateName(whistle, directory)} ${orgName(directory, org)}`,
    desc: `${whistle.number ?? ''} ${matterName(scene)}`,
    rows: [
      ...(rating ? [row('报到率', `${String(rating.checkInScore)} 分（系统计算）`)] : []),
      ...scores,
    ].slice(0, 6),
    text: hint ?? (rating?.reason ? `理由：${masked(rating.reason)}` : undefined),
    buttons: [button(rating ? '已评价 ✓' : '查哨', 4, { ...on, verb: 'show' })],
  });
}
