import type { Instant, OrgCode, UserId } from './names.ts';

/** Where a demand comes from: the 哨源 every whistle names (S67). */
export const originSources = [
  'resident',
  'hotline',
  'grid',
  'patrol',
  'enterprise',
  'leader',
  'media',
  'self',
] as const;
export type OriginSource = (typeof originSources)[number];

export const originNames = {
  resident: '居民反映',
  hotline: '热线工单',
  grid: '网格上报',
  patrol: '街巷巡查',
  enterprise: '企业反映',
  leader: '领导交办',
  media: '媒体反映',
  self: '街道自查',
} as const satisfies Record<OriginSource, string>;

/** 从群众中来: the sources that are the masses themselves, directly or by the hotline (S67). */
export const massSources: readonly OriginSource[] = ['resident', 'hotline'];

/** One demand behind a whistle. Merging adds origins: 55 complaints are one whistle with 55 of them (domain 5.5). */
export interface Origin {
  readonly source: OriginSource;
  /** Who brought it to the bot. */
  readonly by: UserId;
  readonly org: OrgCode;
  /** The raw appeal's own number: a hotline order. */
  readonly reference: string | null;
  /** Found and reported: the first two of the three time stamps (S21). */
  readonly foundAt: Instant;
  readonly reportedAt: Instant;
  /** The whistle this origin was merged from; null for the whistle's own. */
  readonly mergedFrom: string | null;
}

/** A picked point, WGS-84 or as the phone gives it, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
}

/** What names a resident: kept apart from the whistle, shown to those who handle it, alone (domain 5.12). */
export interface Resident {
  readonly name: string | null;
  readonly phone: string | null;
  /** Exact door: unit and room. */
  readonly door: string | null;
}
