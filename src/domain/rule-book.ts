import type { Category, MatterCode, OrgCode, ProjectCode, UserId, WhistleKind } from './names.ts';
import type { Lexicon } from './lexicon.ts';

/** Everything a district may change, checked as a whole and frozen under a version (S56). */
export interface RuleBook {
  /** `<id>@<sha256 of its files, 12 hex>`; a whistle keeps the version it was blown under (I7). */
  readonly version: string;
  readonly id: string;
  readonly title: string;
  /** The governing document: title and number (S56). */
  readonly document: string;
  /** Local date from which it holds. */
  readonly effectiveFrom: string;
  readonly district: District;
  readonly orgs: readonly Org[];
  readonly members: readonly Member[];
  readonly matters: readonly Matter[];
  readonly kinds: Readonly<Record<WhistleKind, KindRules>>;
  readonly limits: Readonly<Record<Category, StageLimits>>;
  /** On-site limit by zone of the street, emergencies (domain 5.2): `{ hill: 60 min }`. */
  readonly zones: Readonly<Record<string, Duration>>;
  readonly ladders: Readonly<Record<Category, readonly Rung[]>>;
  readonly calendar: Calendar;
  readonly messages: MessageRules;
  readonly rating: RatingRules;
  readonly admission: AdmissionRules;
  /** Key projects (S17) and what alliances and communities share (S51); none where a district keeps no such list. */
  readonly projects: readonly Project[];
  readonly resources: readonly Resource[];
  readonly lexicon: Lexicon;
  /** Who is on duty when; absent where the district keeps no roster here. */
  readonly roster?: Roster;
}

/** Duty shifts of 24 hours (S20): who is called first, day and night. */
export interface Roster {
  /** Local `HH:MM` at which a shift begins; it ends when the next one begins. */
  readonly shiftStart: string;
  readonly units: Readonly<Record<OrgCode, UnitRoster>>;
}

export interface UnitRoster {
  /** On duty on every day that is not written out. */
  readonly default: readonly UserId[];
  /** By the local date on which the shift begins. */
  readonly days: Readonly<Record<string, readonly UserId[]>>;
}

export interface District {
  /** Two to four capitals; the head of every whistle number: `PL`. */
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  /** A picked point this near to the middle of a community or group lies in it (S43). */
  readonly gridReachMetres: number;
}

export type OrgType =
  | 'street'
  | 'community'
  | 'department'
  | 'public-unit'
  | 'alliance'
  | 'project-office'
  | 'leadership'
  /** Levels four and five (S44): 居民小组/庭院 and 楼栋. */
  | 'group'
  | 'building'
  /** Other actors (S45): party organisations, market bodies, social organisations, residents' teams. */
  | 'party'
  | 'market'
  | 'social'
  | 'residents';

/** What an organisation is for the mechanism itself, beside its type. */
export type OrgDuty =
  | 'command-centre'
  | 'leading-group-office'
  | 'supervision-office'
  | 'establishment-office'
  | 'service-bureau'
  | 'emergency-fallback';

export interface Org {
  readonly code: OrgCode;
  /** The short name users read: 城管局. */
  readonly name: string;
  readonly fullName: string;
  readonly type: OrgType;
  readonly aliases: readonly string[];
  readonly parent: OrgCode | null;
  readonly duties: readonly OrgDuty[];
  /** Streets and blowing units: whether whistling is open to them yet (S05, S08). */
  readonly active: boolean;
  /** Streets: key into `zones`, or null. */
  readonly zone: string | null;
  /** Streets: real roads, rivers and communities, known as places. */
  readonly places: readonly string[];
  /** Alliances: the units that belong to it; they lend what they share (S51). */
  readonly allies: readonly OrgCode[];
  /** Communities and groups: the middle of it, latitude and longitude, for a point picked on a phone (S43). */
  readonly point: readonly [number, number] | null;
}

/** A key project that 项目吹哨 is linked to (S17). */
export interface Project {
  readonly code: ProjectCode;
  readonly name: string;
  readonly aliases: readonly string[];
  /** How far it is, in the district's own words: 征收收尾. */
  readonly stage: string;
  readonly leader: UserId;
  /** The project office that blows for it. */
  readonly office: OrgCode;
}

export type ResourceKind = '场地' | '车位' | '人员' | '技能' | '设备';

/** Something a unit lends to its neighbours (S51). */
export interface Resource {
  readonly org: OrgCode;
  readonly kind: ResourceKind;
  readonly name: string;
  /** Words in a text that ask for it. */
  readonly says: readonly string[];
  readonly quantity: string | null;
}

/** What a member is in their organisation. For a street, `head` is the approving leader and `liaison` the staff member who blows. */
export type Post =
  | 'head'
  | 'leader-in-charge'
  | 'liaison'
  | 'stand-in'
  | 'staff'
  | 'duty-officer'
  /** 街巷长, 小巷管家, 社区专员 (S47–S49): bound to an organisation, and to the lanes named beside them. */
  | 'lane-chief'
  | 'lane-keeper'
  | 'commissioner'
  /** 在职党员, 志愿者 (S14). */
  | 'party-member'
  | 'volunteer';

export interface Member {
  readonly userId: UserId;
  readonly name: string;
  readonly org: OrgCode;
  readonly post: Post;
  readonly title: string;
  /** Streets and lanes a 街巷长 or 小巷管家 looks after (S47). */
  readonly lanes: readonly string[];
}

/** One line of the responsibility matrix (S57). `lead` is never empty: every matter has an owner. */
export interface Matter {
  readonly code: MatterCode;
  readonly name: string;
  readonly category: Category;
  /** Matter group for dedupe and statistics: 市容环境, 交通出行 … */
  readonly group: string;
  /** One of the four lines of work statistics are cut by (S09): 城市管理 … */
  readonly workLine: string;
  readonly lead: OrgCode;
  readonly assist: readonly OrgCode[];
  readonly fallback: OrgCode;
  /** Names of laws and rules, printed on every card (S25). */
  readonly basis: readonly string[];
  /** A small repair: called to one department it is a 快捷哨 (domain 5.3, rule 6). */
  readonly quick?: boolean;
  /** Own limits that override the category's (domain 4.3). */
  readonly limits: Partial<StageLimits>;
}

export interface KindRules {
  readonly name: string;
  readonly enabled: boolean;
  /** Streets, communities and blowing units it is open to while it is tried out; null: wherever whistling is open (S05). */
  readonly openTo: readonly OrgCode[] | null;
  /** Types of organisation whose members may blow it. */
  readonly blowers: readonly OrgType[];
  /** Organisations that may blow it beside those, by duty. */
  readonly blowerDuties: readonly OrgDuty[];
  readonly responders: readonly OrgType[];
  /** Types that get a copy when they are named beside a responder: they owe nothing (知会, S16). */
  readonly observers: readonly OrgType[];
  /** Facts this kind does not ask for, whatever its category: a 政务吹哨 needs no place (S04). */
  readonly waives: readonly Fact[];
  /** Whom the ladder reaches for this kind; null: everybody it names. A community's own work stays with its street. */
  readonly reaches: readonly Receiver[] | null;
  /** Who approves, by category; `none` goes at once (approval afterwards for emergencies). */
  readonly approvers: Readonly<Record<Category, ApproverRule>>;
  /** Whether an approved whistle goes out by itself or by the centre's hand (S31); an emergency always by itself. */
  readonly dispatch?: Readonly<Partial<Record<Category, 'auto' | 'centre'>>>;
}

export type ApproverRule =
  | { readonly type: 'none' }
  | { readonly type: 'after'; readonly posts: readonly Post[]; readonly within: Duration }
  | { readonly type: 'before'; readonly posts: readonly Post[]; readonly standInAfter: Duration };

/** A span on one of the two clocks (domain 5.1). `workingDay` ends at close of business of that day. */
export type Duration =
  | { readonly unit: 'minute' | 'hour' | 'day'; readonly amount: number }
  | { readonly unit: 'workingHour' | 'workingDay'; readonly amount: number };

export type Stage =
  | 'approval'
  | 'dispatch'
  | 'sign'
  | 'contact'
  | 'checkIn'
  | 'onSite'
  | 'plan'
  | 'finish'
  | 'verify'
  | 'rate'
  | 'reply'
  | 'watch';

/** What a clock can run for: a stage with a limit, a draft left alone, or a report on somebody's desk. */
export type ClockStage = Stage | 'draft' | 'desk';

/** Null: the stage has no clock in this category. */
export type StageLimits = Readonly<Record<Stage, Duration | null>>;

/** One rung of the escalation ladder (domain 5.4). */
export interface Rung {
  /** Percent of the stage's limit. */
  readonly at: number;
  /** The stages it belongs to; null: all. The stand-in joins at half time only while nobody has signed (S27). */
  readonly stages: readonly Stage[] | null;
  readonly tell: readonly Receiver[];
  /** Whether the department's group is reminded too. */
  readonly group: boolean;
  readonly mark: 'none' | 'yellow' | 'red' | 'supervision' | 'incident';
  /** Repeats until the stage is done, beside the rungs that follow; null: once. */
  readonly every: Duration | null;
  /** How often it repeats at most. */
  readonly times?: number;
}

/** Somebody the ladder tells, found through the rule book at that moment. */
export type Receiver =
  | 'liaison'
  /** Whoever is on duty in the late department now (S20). */
  | 'duty-officer'
  | 'stand-in'
  | 'leader-in-charge'
  | 'head'
  | 'blower'
  | 'street-approver'
  | 'command-centre'
  | 'leading-group-office'
  | 'supervision-office'
  | 'district-leader';

export interface Calendar {
  /** Working hours of a working day, local `HH:MM` pairs in order. */
  readonly hours: readonly (readonly [string, string])[];
  readonly years: Readonly<Record<string, CalendarYear>>;
}

/** Exceptions to Monday–Friday in one year, local dates. */
export interface CalendarYear {
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

export interface MessageRules {
  /** Local `HH:MM`; no reminder for routine and tackle in between. */
  readonly quietHours: { readonly from: string; readonly to: string };
  readonly perPersonPerStage: number;
  readonly perPersonPerDay: number;
  readonly mergeWithin: Duration;
  /** How many members and volunteers are asked alone while their community has no group (S14). */
  readonly aloneAtMost: number;
  /** How long after a community's whistle was closed its hours are still taken down (S14). */
  readonly hoursWithin: Duration;
  /** A draft left alone: its blower is reminded once, then it is closed. */
  readonly drafts: {
    readonly remindAfter: Duration;
    readonly remindEmergencyAfter: Duration;
    readonly closeAfter: Duration;
  };
  /** A report a desk leaves alone goes up a level by itself; at the street it is called for again (S44). */
  readonly reports: {
    readonly passUpAfter: Duration;
    readonly passUpEmergencyAfter: Duration;
    readonly remindEvery: Duration;
    readonly emergency: EmergencyAlarm;
  };
  readonly media: MediaRules;
}

/**
 * An emergency that the street leaves lying (S20): each silence of `passUpEmergencyAfter` calls the next step of `climb`,
 * then all of them are called every so often, `times` times; then it is the command centre's, which is called the same way.
 */
export interface EmergencyAlarm {
  readonly climb: readonly (readonly Receiver[])[];
  readonly every: Duration;
  readonly times: number;
}

/** Photos and what else is sent beside words (S30, S61). */
export interface MediaRules {
  /** How long a photo waits for the words it belongs to: real time, since people send both. */
  readonly keepFor: Duration;
  readonly perWhistle: number;
  /** At most so many photos go to each department's group. */
  readonly toGroups: number;
  readonly maxMegabytes: number;
}

export interface RatingRules {
  /** Who rates: the approving leader, or the one who blew when that is delegated (domain 5.11). */
  readonly delegatedToBlower: boolean;
  readonly criteria: readonly Criterion[];
  /** Shares of the computed check-in score, adding up to 100 (domain 5.8). */
  readonly checkInScore: {
    readonly signed: number;
    readonly contacted: number;
    readonly checkedIn: number;
    readonly person: number;
  };
  readonly checkInWeight: number;
}

export interface Criterion {
  readonly code: string;
  readonly name: string;
  readonly weight: number;
  readonly anchors: Readonly<Record<'1' | '3' | '5', string>>;
  /** The anchors in six characters at most: WeCom cuts an option at ten (protocol 3.3). */
  readonly shortAnchors: Readonly<Record<'1' | '3' | '5', string>>;
  /** Scores that ask for a reason. */
  readonly reasonAt: readonly number[];
}

export type RuleMode = 'off' | 'warn' | 'enforce';

/** Rules 1–6 of domain 5.3. */
export type AdmissionRule = 'ownDuty' | 'basis' | 'duplicate' | 'emergencyWords' | 'rate' | 'quick';

export interface AdmissionRules {
  /** Rules 1–6 of domain 5.3. */
  readonly modes: Readonly<Record<AdmissionRule, RuleMode>>;
  /** Other modes for some streets or kinds, so that a rule can be tried out before it is enforced (S06). */
  readonly overrides: readonly AdmissionOverride[];
  /** Facts a routine or tackle whistle needs before it may go out. */
  readonly facts: Readonly<Record<Category, readonly Fact[]>>;
  /** 群众反映强烈, 街道无法单独解决: how they are stated where the text does not (S23). */
  readonly statements: Readonly<Record<Category, StatementMode>> & {
    /** Kinds that state neither: a community calls its own people. */
    readonly waivedKinds: readonly WhistleKind[];
  };
  /** When a street whistles conspicuously often (rule 5). */
  readonly rate: {
    readonly window: Duration;
    /** Times the median of all streets. */
    readonly factor: number;
    /** Percent held or withdrawn of those submitted. */
    readonly invalidShare: number;
    /** A street with fewer whistles is not judged. */
    readonly atLeast: number;
  };
  /** Who may approve a 快捷哨 beside the approvers of its kind (rule 6). */
  readonly quickPosts: readonly Post[];
  /** An emergency that went without its basis is asked for it afterwards (S25). */
  readonly afterwards: { readonly askAfter: Duration; readonly within: string };
  /** The street's own duty list (rule 1). */
  readonly ownDuties: readonly OwnDuty[];
  readonly duplicates: DuplicateRules;
  /** 赋权清单: what the street may do itself (S57). */
  readonly empowerment: readonly Empowerment[];
  /** Reasons offered when a department's request is refused (S60). */
  readonly refusals: readonly string[];
}

export interface AdmissionOverride {
  /** Null: all of them. */
  readonly streets: readonly OrgCode[] | null;
  readonly kinds: readonly WhistleKind[] | null;
  readonly modes: Readonly<Partial<Record<AdmissionRule, RuleMode>>>;
}

/** `off`: not needed. `declare`: 确认吹哨 states it. `ask`: one line is asked for. */
export type StatementMode = 'off' | 'declare' | 'ask';

export interface OwnDuty {
  readonly name: string;
  /** Everyday wordings, written as in lexicon.yaml. */
  readonly says: readonly string[];
  readonly basis: string | null;
}

export interface Empowerment {
  readonly name: string;
  readonly basis: string | null;
}

/** What counts as the same matter twice (rule 3, domain 5.5). */
export interface DuplicateRules {
  /** How long ago the other may have been dispatched. */
  readonly within: Duration;
  readonly emergencyWithin: Duration;
  /** An emergency this young takes further reports of the same place in by itself. */
  readonly mergeWithin: Duration;
  readonly metres: number;
  /** How many are offered at most. */
  readonly candidates: number;
  /** From the how-manieth whistle on the leading-group office lists it for supervision (挂牌督办). */
  readonly superviseFrom: number;
  readonly communityIsOnePlace: boolean;
  /** Words that make no difference between two places: 门口. */
  readonly fillers: readonly string[];
  /** Endings of places too wide to be the same by a part of their name: 路. */
  readonly wide: readonly string[];
}

/** The facts a whistle stands on (domain 5.3). */
export type Fact = 'street' | 'place' | 'matter' | 'departments' | 'effort';

/** What a whistle states beside its facts: 群众反映强烈, 街道无法单独解决 (S23). */
export type Statement = 'concern' | 'beyond';
