import type { Category, WhistleKind } from '../domain/names.ts';
import type {
  AdmissionRules,
  Calendar,
  Criterion,
  District,
  Fact,
  MediaRules,
  OrgDuty,
  OrgType,
  Post,
  RatingRules,
  Receiver,
  Rung,
  Stage,
} from '../domain/rule-book.ts';

/** What each YAML file holds once its schema in `rulebooks/schema/` has passed; durations are still text. */
export interface RuleBookFiles {
  readonly district: {
    readonly id: string;
    readonly title: string;
    readonly document: string;
    readonly effectiveFrom: string;
    readonly district: District;
  };
  readonly organisations: { readonly organisations: readonly OrgEntry[] };
  readonly members: { readonly members: Readonly<Record<string, readonly MemberEntry[]>> };
  readonly matters: { readonly matters: readonly MatterEntry[] };
  readonly limits: {
    readonly limits: Readonly<Record<Category, Readonly<Record<Stage, string>>>>;
    readonly zones: Readonly<Record<string, string>>;
  };
  readonly ladder: { readonly ladder: Readonly<Record<Category, readonly RungEntry[]>> };
  readonly calendar: Calendar;
  readonly messages: {
    readonly quietHours: { readonly from: string; readonly to: string };
    readonly perPersonPerStage: number;
    readonly perPersonPerDay: number;
    readonly mergeWithin: string;
    readonly drafts: Readonly<
      Record<'remindAfter' | 'remindEmergencyAfter' | 'closeAfter', string>
    >;
    readonly reports: Readonly<
      Record<'passUpAfter' | 'passUpEmergencyAfter' | 'remindEvery', string>
    >;
    readonly media: Omit<MediaRules, 'keepFor'> & { readonly keepFor: string };
  };
  readonly rating: RatingRules & { readonly criteria: readonly Criterion[] };
  readonly kinds: { readonly kinds: Readonly<Record<WhistleKind, KindEntry>> };
  readonly admission: AdmissionRules;
}

export type FileName = keyof RuleBookFiles;

/** Every file a rule book must have, in the order a district reads them. `lexicon.yaml` may be there too. */
export const fileNames = [
  'district',
  'organisations',
  'members',
  'matters',
  'limits',
  'ladder',
  'calendar',
  'messages',
  'rating',
  'kinds',
  'admission',
] as const satisfies readonly FileName[];

export interface OrgEntry {
  readonly code: string;
  readonly name: string;
  readonly fullName: string;
  readonly type: OrgType;
  readonly aliases?: readonly string[];
  readonly parent?: string;
  readonly duties?: readonly OrgDuty[];
  readonly active?: boolean;
  readonly zone?: string;
  readonly places?: readonly string[];
  readonly point?: readonly [number, number];
}

export interface MemberEntry {
  readonly userId: string;
  readonly name: string;
  readonly post: Post;
  readonly title: string;
  readonly lanes?: readonly string[];
}

export interface MatterEntry {
  readonly code: string;
  readonly name: string;
  readonly category: Category;
  readonly group: string;
  readonly workLine: string;
  readonly lead: string;
  readonly assist: readonly string[];
  readonly fallback: string;
  readonly basis: readonly string[];
  readonly limits?: Readonly<Partial<Record<Stage, string>>>;
}

export interface RungEntry {
  readonly at: number;
  readonly stages?: readonly Stage[];
  readonly tell: readonly Receiver[];
  readonly group?: boolean;
  readonly mark?: Rung['mark'];
  readonly every?: string;
}

export interface KindEntry {
  readonly enabled: boolean;
  readonly blowers: readonly OrgType[];
  readonly blowerDuties: readonly OrgDuty[];
  readonly responders: readonly OrgType[];
  readonly waives: readonly Fact[];
  readonly approvers: Readonly<Record<Category, ApproverEntry>>;
}

export type ApproverEntry =
  | { readonly when: 'none' }
  | { readonly when: 'before'; readonly posts: readonly Post[]; readonly standInAfter: string }
  | { readonly when: 'after'; readonly posts: readonly Post[]; readonly within: string };
