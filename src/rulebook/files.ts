import type { Category, WhistleKind } from '../domain/names.ts';
import type {
  AdmissionRule,
  AdmissionRules,
  Calendar,
  Criterion,
  District,
  DuplicateRules,
  Fact,
  MediaRules,
  OrgDuty,
  OrgType,
  Post,
  Project,
  RatingRules,
  EmergencyAlarm,
  Receiver,
  Resource,
  RuleMode,
  Rung,
  Stage,
  StatementMode,
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
    readonly aloneAtMost?: number;
    readonly hoursWithin?: string;
    readonly drafts: Readonly<
      Record<'remindAfter' | 'remindEmergencyAfter' | 'closeAfter', string>
    >;
    readonly reports: Readonly<
      Record<'passUpAfter' | 'passUpEmergencyAfter' | 'remindEvery', string>
    > & { readonly emergency?: Omit<EmergencyAlarm, 'every'> & { readonly every: string } };
    readonly media: Omit<MediaRules, 'keepFor'> & { readonly keepFor: string };
  };
  readonly rating: RatingRules & { readonly criteria: readonly Criterion[] };
  readonly kinds: { readonly kinds: Readonly<Record<WhistleKind, KindEntry>> };
  readonly admission: AdmissionEntry;
  readonly projects?: { readonly projects: readonly ProjectEntry[] };
  readonly resources?: { readonly resources: readonly ResourceEntry[] };
  readonly roster?: {
    readonly shiftStart: string;
    readonly units: Readonly<Record<string, UnitRosterEntry>>;
  };
}

type DuplicateSpan = 'within' | 'emergencyWithin' | 'mergeWithin';

export type FileName = keyof RuleBookFiles;

/** Each file as it is when it is there. */
export type FileContents = Required<RuleBookFiles>;

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

/** Files a district may add; without one there is simply nothing of the kind. */
export const optionalFileNames = [
  'projects',
  'resources',
  'roster',
] as const satisfies readonly FileName[];

export interface UnitRosterEntry {
  readonly default: readonly string[];
  readonly days?: Readonly<Record<string, readonly string[]>>;
}

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
  readonly allies?: readonly string[];
  readonly point?: readonly [number, number];
}

export type ProjectEntry = Omit<Project, 'aliases'> & { readonly aliases?: readonly string[] };

export type ResourceEntry = Omit<Resource, 'quantity'> & { readonly quantity?: string };

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
  readonly quick?: boolean;
  readonly limits?: Readonly<Partial<Record<Stage, string>>>;
}

export interface RungEntry {
  readonly at: number;
  readonly stages?: readonly Stage[];
  readonly tell: readonly Receiver[];
  readonly group?: boolean;
  readonly mark?: Rung['mark'];
  readonly every?: string;
  readonly times?: number;
}

export interface KindEntry {
  readonly enabled: boolean;
  readonly openTo?: readonly string[];
  readonly reaches?: readonly Receiver[];
  readonly blowers: readonly OrgType[];
  readonly blowerDuties: readonly OrgDuty[];
  readonly responders: readonly OrgType[];
  readonly observers?: readonly OrgType[];
  readonly waives: readonly Fact[];
  readonly approvers: Readonly<Record<Category, ApproverEntry>>;
  readonly dispatch?: Readonly<Partial<Record<Category, 'auto' | 'centre'>>>;
}

export type ApproverEntry =
  | { readonly when: 'none' }
  | { readonly when: 'before'; readonly posts: readonly Post[]; readonly standInAfter: string }
  | { readonly when: 'after'; readonly posts: readonly Post[]; readonly within: string };

/** What a district writes into admission.yaml; `toAdmission` fills in what it leaves out. */
export interface AdmissionEntry extends Pick<AdmissionRules, 'modes' | 'facts'> {
  readonly overrides?: readonly {
    readonly streets?: readonly string[];
    readonly kinds?: readonly WhistleKind[];
    readonly modes: Readonly<Partial<Record<AdmissionRule, RuleMode>>>;
  }[];
  readonly statements?: Readonly<Record<Category, StatementMode>> & {
    readonly waivedKinds?: readonly WhistleKind[];
  };
  readonly rate?: Readonly<Record<'factor' | 'invalidShare' | 'atLeast', number>> & {
    readonly window: string;
  };
  readonly quickPosts?: readonly Post[];
  readonly afterwards?: { readonly askAfter: string; readonly within: string };
  readonly ownDuties: readonly (
    string | { readonly name: string; readonly says?: readonly string[]; readonly basis?: string }
  )[];
  readonly empowerment?: readonly { readonly name: string; readonly basis?: string }[];
  readonly refusals?: readonly string[];
  readonly duplicates?: Omit<DuplicateRules, DuplicateSpan> &
    Readonly<Record<DuplicateSpan, string>>;
}
