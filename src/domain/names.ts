/** A WeCom userid as the rule book spells it. Compared without regard to case (protocol 7.2). */
export type UserId = string;
/** The code of an organisation in the rule book: `CGJ`, `TD` (domain 6.1, 6.2). */
export type OrgCode = string;
/** The code of a matter in the responsibility matrix: `R04`, `E01` (domain 6.3). */
export type MatterCode = string;
/** The code of a key project in the rule book (S17). */
export type ProjectCode = string;
/** An instant as ISO 8601 in UTC. Text, so that state and effects survive JSON unchanged. */
export type Instant = string;

/** 日常哨, 攻坚哨, 紧急哨 (S18–S20). */
export type Category = 'routine' | 'tackle' | 'emergency';
/** The five whistles (S13–S17). */
export type WhistleKind = 'street' | 'community' | 'service' | 'alliance' | 'project';

export const categoryNames = {
  routine: '日常哨',
  tackle: '攻坚哨',
  emergency: '紧急哨',
} as const satisfies Record<Category, string>;

export const kindNames = {
  street: '街道吹哨',
  community: '社区吹哨',
  service: '政务吹哨',
  alliance: '党建联盟吹哨',
  project: '项目吹哨',
} as const satisfies Record<WhistleKind, string>;
