import type { Directory } from '../../domain/directory.ts';
import type { AmendedField, Changes } from '../../domain/effect.ts';
import { categoryNames } from '../../domain/names.ts';
import { leadOf, type Whistle } from '../../domain/whistle.ts';
import { orgName } from './frame.ts';

/** What a correction changed, in one line; the new place and effort stand in the card's own rows. */
export function changesText(
  { by, fields, added, removed, reason }: Changes,
  whistle: Whistle,
  directory: Directory,
): string {
  const names = (orgs: readonly string[]) => orgs.map((org) => orgName(directory, org)).join('、');
  const parts = [
    ...fields.map((one) => fieldText(one, whistle, directory)),
    ...(added.length > 0 ? [`增加${names(added)}`] : []),
    ...(removed.length > 0 ? [`不再请${names(removed)}`] : []),
  ];
  const who = by === 'centre' ? '指挥中心' : orgName(directory, whistle.blowerOrg);
  return `${who}更正：${parts.join('，')}。${reason === null ? '' : `理由：${reason}`}`;
}

function fieldText(field: AmendedField, whistle: Whistle, directory: Directory): string {
  switch (field) {
    case 'place':
      return `地点改为${whistle.place ?? '待确认'}`;
    case 'effort':
      return whistle.effort ?? '';
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
