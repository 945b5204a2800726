import type { Directory } from '../../domain/directory.ts';
import type { AmendedField, Changes } from '../../domain/effect.ts';
import { categoryNames } from '../../domain/names.ts';
import { leadOf, type Whistle } from '../../domain/whistle.ts';
import { orgName } from './frame.ts';

/** What a correction changed, in one line; a supplement says only what was added. */
export function changesText(changes: Changes, whistle: Whistle, directory: Directory): string {
  const { by, fields, added, removed, reason, supplement } = changes;
  const names = (orgs: readonly string[]) => orgs.map((org) => orgName(directory, org)).join('、');
  const parts = [
    ...fields
      .filter((one) => one !== 'supplement')
      .map((one) => fieldText(one, whistle, directory)),
    ...(added.length > 0 ? [`增加${names(added)}`] : []),
    ...(removed.length > 0 ? [`不再请${names(removed)}`] : []),
  ];
  const who = by === 'centre' ? '指挥中心' : orgName(directory, whistle.blowerOrg);
  const said = [
    ...(parts.length > 0 ? [`更正：${parts.join('，')}`] : []),
    ...(supplement ? [`补充：${supplement}`] : []),
  ];
  return `${who}${said.join('；')}。${reason === null ? '' : `理由：${reason}`}`;
}

/** Whether nothing that stood there was changed. */
export const onlySupplements = ({ fields, added, removed }: Changes): boolean =>
  fields.every((one) => one === 'supplement') && added.length + removed.length === 0;

function fieldText(
  field: Exclude<AmendedField, 'supplement'>,
  whistle: Whistle,
  directory: Directory,
): string {
  switch (field) {
    case 'place':
      return `地点改为${whistle.place ?? '待确认'}`;
    case 'effort':
      return `先期处置改为${whistle.effort ?? ''}`;
    case 'lead':
      return `主办改为${orgName(directory, leadOf(whistle)?.org ?? null)}`;
    case 'category':
      return `改为${categoryNames[whistle.category]}`;
    case 'matter': {
      const matter = whistle.matter === null ? null : directory.matter(whistle.matter);
      return `事项改为${matter?.name ?? ''}`;
    }
  }
}
