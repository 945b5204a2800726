import type { Hint } from '../../domain/hint.ts';
import { kindNames } from '../../domain/names.ts';
import type { Resource } from '../../domain/rule-book.ts';
import { fittingNames, orgName, type Scene } from './frame.ts';

/**
 * The sentences a draft's hints are told in: what becomes of it always, what else helps once nothing is missing, and
 * then one at a time.
 */
export function hintText(
  scene: Scene,
  hints: readonly Hint[],
  which: 'consequences' | 'advice',
): string {
  const tells = ({ type }: Hint) =>
    type === 'outside' ||
    type === 'can-wait' ||
    type === 'other-street' ||
    type === 'becomes-street' ||
    type === 'copies';
  return hints
    .filter((one) => tells(one) === (which === 'consequences'))
    .slice(0, which === 'advice' ? 1 : undefined)
    .map((one) => sentenceOf(scene, one))
    .join('');
}

function sentenceOf({ directory }: Scene, hint: Hint): string {
  const names = (orgs: readonly string[]) =>
    fittingNames(orgs.map((org) => orgName(directory, org)));
  switch (hint.type) {
    case 'no-place':
      return '还没有写地点，建议先回复一句具体位置。';
    case 'outside':
      return `${hint.district}不在本区，本区部门管不到：写错了请回复“地点改成…”，确在区外请联系指挥中心。`;
    case 'can-wait':
      return '按紧急哨办理；没有险情的，请回复“改成日常哨”。';
    case 'other-street': {
      const [own, written] = [hint.own, hint.written].map((org) => orgName(directory, org));
      return `您是${own ?? ''}的，这里写的是${written ?? ''}；写错了请回复“街道改成${own ?? ''}”。`;
    }
    case 'unnamed-lead':
      return `按责任清单，此事主办是${orgName(directory, hint.org)}，原话未点名，需要时请点按钮加上。`;
    case 'becomes-street':
      return `${kindNames[hint.from]}不能请${names(hint.orgs)}报到，确认后将作为街道吹哨，由街道领导审批。`;
    case 'copies':
      return `${names(hint.orgs)}只抄送知会，不需要报到。`;
    case 'ask-item':
      return '请补充是哪个窗口，或事项编码（没有可不填）。';
    case 'ask-project':
      return `请回复属于哪个项目：${hint.projects.map((code) => directory.project(code)?.name ?? code).join('、')}（不属于可不填）。`;
    case 'resources':
      return `可用资源：${hint.resources.map((one) => resourceText(one, orgName(directory, one.org))).join('；')}。`;
  }
}

/** “供电局 高空作业车（1 辆）” */
export const resourceText = ({ name, quantity }: Resource, owner: string): string =>
  `${owner} ${name}${quantity === null ? '' : `（${quantity}）`}`;
