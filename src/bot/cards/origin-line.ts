import type { Directory } from '../../domain/directory.ts';
import { originNames, type Origin } from '../../domain/origin.ts';
import type { OrgType } from '../../domain/rule-book.ts';
import type { Scene } from './frame.ts';

/** What nobody brought was found by the unit itself, which need not be a street. */
const foundBy: Partial<Record<OrgType, string>> = {
  community: '社区自查',
  department: '部门自查',
  'public-unit': '单位自查',
  alliance: '联盟自查',
  'project-office': '项目办自查',
};

/** Where one demand comes from, in the word for whoever brought it (S67). */
export function originName(
  directory: Directory,
  { source, org }: Pick<Origin, 'source' | 'org'>,
): string {
  const type = directory.org(org)?.type;
  const own = source === 'self' && type !== undefined ? foundBy[type] : undefined;
  return own ?? originNames[source];
}

/** Where the demand comes from, on every card (S02, S67): “哨源：居民反映”, “诉求 3 起，哨源：热线工单 2 起、居民反映 1 起”. */
export function originLine({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): string {
  const names = whistle.origins.map((one) => originName(directory, one));
  const [only, second] = names;
  if (only === undefined) return '';
  if (second === undefined) return `哨源：${only}`;
  const counted = [...new Set(names)].map(
    (name) => `${name} ${String(names.filter((one) => one === name).length)} 起`,
  );
  return `诉求 ${String(names.length)} 起，哨源：${counted.join('、')}`;
}
