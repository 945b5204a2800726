import type { OrgCode, UserId } from './names.ts';
import type { OrgType } from './rule-book.ts';

/** The actors by type, as users read them (S45, S46). */
export const orgTypeNames = {
  street: '街道',
  community: '社区',
  department: '区级部门',
  'public-unit': '公共单位',
  alliance: '党建联盟',
  'project-office': '项目办',
  leadership: '区领导',
  group: '居民小组',
  building: '楼栋',
  party: '党组织',
  market: '市场主体',
  social: '社会组织',
  residents: '群众队伍',
} as const satisfies Record<OrgType, string>;

/** Who took part in a period: seats of each unit, and how often each person came by themselves. */
export interface Participants {
  readonly seats: readonly {
    readonly org: OrgCode;
    readonly due: number;
    readonly checkedIn: number;
  }[];
  readonly people: readonly { readonly userId: UserId; readonly count: number }[];
}
