import type { Hint } from '../../domain/hint.ts';
import { kindNames } from '../../domain/names.ts';
import type { Resource } from '../../domain/rule-book.ts';
import { fittingNames, orgName, type Scene } from './frame.ts';

/** The sentences a draft's hints are told in; while a fact is missing only what is said, not what is asked. */
export function hintText(
  scene: Scene,
  hints: readonly Hint[],
  { asking }: { readonly asking: boolean },
): string {
  return hints
    .filter(({ type }) => asking || type === 'becomes-street' || type === 'copies')
    .map((one) => sentenceOf(scene, one))
    .join('');
}

function sentenceOf({ directory }: Scene, hint: Hint): string {
  const names = (orgs: readonly string[]) =>
    fittingNames(orgs.map((org) => orgName(directory, org)));
  switch (hint.type) {
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
