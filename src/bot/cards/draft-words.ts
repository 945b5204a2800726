import type { Finding, Whistle } from '../../domain/whistle.ts';
import type { DraftSays } from './draft-card.ts';
import { masked } from './frame.ts';
import type { WhistleKind } from '../../domain/names.ts';
import { statementName } from './question.ts';

/** What an admission rule that only advises says on the draft; null: it is a label or shown elsewhere. */
export function findingWords({ rule, about }: Finding): string | null {
  switch (rule) {
    case 'ownDuty':
      return `属街道基本职责清单：${about}。确属街道办不了的再吹哨。`;
    case 'emergencyWords':
      return '按日常哨办理：光写“紧急”不算紧急哨。正在发生险情的，请写明险情，例如“正在冒烟”“有人被困”。';
    case 'rate':
      return `${about}，请先看能否由街道解决。`;
    case 'basis': // the basis line says it
    case 'quick': // the title says it
    case 'duplicate': // the candidates say it
      return null;
  }
}

/** What its blower can do about a whistle that a rule stops. */
export function stopWords({ effort, unlisted }: Whistle, { rule }: Finding): string {
  if (rule === 'ownDuty')
    return effort === null
      ? '请由街道自行办理。确属街道办不了的，请直接回复已做了什么、为什么办不了，例如“已清理5次，业主阻拦，街道没有执法权”。'
      : '请由街道自行办理。确属街道办不了的，请再回复一句为什么办不了，例如“街道没有执法权”。';
  if (rule === 'basis')
    return `“${masked(unlisted ?? '')}”已报领导小组办公室补清单。也可直接回复清单里的事项，例如“路灯不亮”。`;
  return '请先办好在办的哨单；确有必要，请联系领导小组办公室，或点“取消”作罢。';
}

/** 确认吹哨 states what the text did not: said in one sentence, with a line to imitate (S23). */
export const declareWords = (
  { missing }: DraftSays['statements'],
  { briefly, kind }: { readonly briefly: boolean; readonly kind: WhistleKind },
): string => {
  if (missing.length === 0) return '';
  const stated = missing.map((one) => statementName(one, kind)).join('、');
  // Beside an offer or another question there is room for the sentence alone.
  return briefly
    ? `吹哨即声明：此事${stated}。`
    : `点“确认吹哨”即声明：此事${stated}；也可回复一句依据，例如“${missing[0] === 'concern' ? '本月接到居民投诉6次' : reasonOf[kind]}”。`;
};

/** Why the one who blew cannot do it alone: a line to imitate. */
const reasonOf: Readonly<Record<WhistleKind, string>> = {
  street: '街道没有执法权',
  community: '街道没有执法权',
  service: '窗口无权办理',
  alliance: '没有施工力量，无法单独解决',
  project: '本单位没有执法权',
};
