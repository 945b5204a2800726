import type { Category, MatterCode, OrgCode, ProjectCode, WhistleKind } from './names.ts';

/**
 * The words the parser knows, all of them data of the rule book (domain 6): names and aliases of organisations, places,
 * everyday wordings of matters and of danger, and the small words that say who is called, who did what and where.
 */
export interface Lexicon {
  /** Streets with full and short names. A street is read from these words only (domain 6.4). */
  readonly streets: readonly OrgWords[];
  /** Departments and public units that a text can call, with every name and alias. */
  readonly orgs: readonly OrgWords[];
  /** Known roads, rivers, communities, landmarks. */
  readonly places: readonly string[];
  readonly matters: readonly MatterWords[];
  /** Sentences as people write them, each with the matter it is about; null: about none of the list. */
  readonly examples: readonly MatterExample[];
  /** Statements of present danger: rule (1) of domain 6.4. */
  readonly dangers: readonly Saying[];
  /** Slips of typing and speech input, each with what was meant, letter for letter of the same length. */
  readonly slips: Readonly<Record<string, string>>;
  /** Small words by what they do. */
  readonly words: Readonly<Record<WordRole, readonly string[]>>;
  /** The key projects with what people call them (S17). */
  readonly projects: readonly ProjectWords[];
  /** The street's own duties with what people say of them (S22). */
  readonly ownDuties: readonly DutyWords[];
  /** What was learnt from messages as people read them; null: only what is listed by name is known. */
  readonly learnt: Learnt | null;
}

/** What `npm run rulebook -- learn` made of the messages in readings.jsonl. */
export interface Learnt {
  /** Of what content of readings.jsonl and examples.yaml. */
  readonly of: string;
  /** Pairs of letters that many messages hold, a bit each, in base64. */
  readonly common: string;
  readonly places: LearntPlaces;
  /** One table: this boundary shows that street or community tell what they did. */
  readonly efforts: LearntWeights;
  /** One table: what stands around this unit calls it. */
  readonly calls: LearntWeights;
  /** Whether a street's short name means the `street`, or is part of another `name`. */
  readonly streets: LearntChoices;
  /** What a message wants: `whistle`, `danger` for one that cannot wait, or another of the intents. */
  readonly intents: LearntChoices;
  /** Whether what is told cannot wait: `yes` or `no`. */
  readonly urgency: LearntChoices;
  /** Which matter it is about, by code, or `none`. */
  readonly matters: LearntChoices;
}

/** What speaks for each of a few answers. */
export interface LearntChoices {
  readonly answers: readonly string[];
  readonly scale: number;
  /** The cues that say something: whole numbers of 32 bits in order, little-endian, in base64. */
  readonly cues: string;
  /** For each cue what it says for every answer: small whole numbers, `scale` times too large, in base64. */
  readonly says: string;
}

/** Where places begin, go on and end. */
export interface LearntPlaces {
  /** Three tables: begins here, ends here, the letter behind this boundary belongs to it. */
  readonly weights: LearntWeights;
  /** For a place of so many letters; the last for all longer ones. */
  readonly length: readonly number[];
  /** What speaks against there being any place. */
  readonly none: number;
}

/** Tables of 2^bits small whole numbers, `scale` times too large, in base64. */
export interface LearntWeights {
  readonly bits: number;
  readonly scale: number;
  readonly tables: readonly string[];
}

export interface ProjectWords {
  readonly code: ProjectCode;
  readonly name: string;
  readonly words: readonly string[];
}

export interface DutyWords {
  readonly name: string;
  readonly sayings: readonly Saying[];
}

export interface OrgWords {
  readonly code: OrgCode;
  /** The canonical short name. */
  readonly name: string;
  readonly words: readonly string[];
}

export interface MatterWords {
  readonly code: MatterCode;
  readonly name: string;
  readonly category: Category;
  readonly sayings: readonly Saying[];
  /** Matters that are only aspects of this one where both are recognised: a bar street has noise and fumes. */
  readonly covers: readonly MatterCode[];
  /** Whistles of these kinds are about this matter unless they speak of another one usual for them. */
  readonly assumed: readonly WhistleKind[];
  /** What it becomes in present danger: broken pavement that caves in. */
  readonly urgent: MatterCode | null;
  /** Whistles of these kinds are about this matter wherever they say so. */
  readonly kinds: readonly WhistleKind[];
  /** Who answers for it: naming them speaks for the matter. */
  readonly lead: OrgCode;
  readonly assist: readonly OrgCode[];
}

export interface MatterExample {
  readonly matter: MatterCode | null;
  readonly text: string;
}

export interface DutyWords {
  readonly name: string;
  readonly sayings: readonly Saying[];
}

/** A wording: one word of every slot, close together in one sentence, in any order. */
export interface Saying {
  readonly slots: readonly (readonly string[])[];
  /** A mere hint, which counts only where nothing better is said. */
  readonly weak: boolean;
}

export const wordRoles = [
  // who is called (6.4)
  'notUnit', // an alias inside another word or sense: 消防通道
  'notUnitAfter', // what makes an alias something else when it follows: 热线
  'call', // before a unit: 请
  'callAfter', // after a unit: 报到
  'notified', // before a unit: 已通知
  'exclude', // before a unit: 不用叫
  'excludeAfter', // after a unit: 不用来
  'past', // after a unit: 来过
  'onSite', // after a unit: 已到场
  'stay', // later in the same sentence: 请继续
  'lead', // after a unit: 牵头
  'leadLabel', // before a unit: 主办单位
  'unitFiller', // small words between a cue and a unit
  'joiner', // between two units of one list
  // where (6.4)
  'outside', // other districts: a place there is read as written
  'district', // our own district's name, dropped from a place
  'placeSuffix', // ends a name: 路, 小区
  'placeTail', // ends a name right behind another one: 白塔路写字楼
  'premises', // a kind of premises: 烧烤店
  'one', // 一家
  'several', // 几家
  'position', // 门口, 对面
  'area', // a part of a place that may itself be complained of: 人行道, 路面
  'span', // between two names: 与, 到
  'placeFiller', // 这边, 里头
  'unnamed', // ends nothing by itself: 路口, 小区
  'deictic', // 我们: an unnamed place that follows stays unnamed
  'notPlace', // words that contain a suffix and are none: 马路
  'placeStop', // words a name cannot contain
  'linkStop', // letters that no link right behind another one contains: 在, 有
  'nameWord', // and names that contain one of them: 和平
  'actorAfter', // a community that acts is not the place: 已, 书记
  'retract', // right after a unit or a place: 啊不对
  'elsewhere', // before a place that is not the matter's: 家住
  'counter', // 窗口
  'counterName', // before a counter's number: 不动产登记
  // who did what (6.4)
  'actor',
  'otherActor',
  'didWork', // 劝离, 上门
  'streetWork', // what only those who answer for the place do: 劝离
  'aspect', // shows that it was done: 已, 过, 次
  'didNot',
  'appeal', // what residents do, never the street's effort: 投诉
  // what it is
  'category:routine',
  'category:tackle',
  'category:emergency',
  'kind:street',
  'kind:community',
  'kind:service',
  'kind:alliance',
  'kind:project',
  'notKind', // words that only look like a kind: 联盟街道
  'drill',
  'blow',
  'cry',
  'plea',
  'noDanger', // takes a danger back: 没有人受伤
  'feared', // what is feared or past: 担心, 去年
  'split', // begins another matter: 另外
  'notWording', // words in which no wording of a matter is said: 没有电工
  // what it wants
  'label:place',
  'label:matter',
  'label:street',
  'label:effort',
  'label:units',
  'label:lead',
  'label:category',
  'label:kind',
  'label:other',
  'nothing', // a label's empty value: 无
  'askWho',
  'askHow',
  'askDuty',
  'askWhy',
  'question',
  'thanks',
  'solved',
  'correct',
  'meeting',
  'forwarded',
  'polite',
  // who it comes from (S67)
  'source:resident', // enough by itself: 居民来信
  'source:hotline',
  'source:grid',
  'source:patrol',
  'source:enterprise',
  'source:leader',
  'source:media',
  'source:self',
  'teller:resident', // together with what tellers do: 居民 … 反映
  'teller:grid',
  'teller:patrol',
  'teller:enterprise',
  'teller:leader',
  'teller:media',
  'tells', // 反映, 投诉, 发现
  'sourceLabel', // 来源：
  'denied', // before a word that is then not said: 没有
  'reference', // before an order's number: 工单编号
  'item', // before a case's code: 办件号
  // when (S21, domain 5.2)
  'day:-3',
  'day:-2',
  'day:-1',
  'day:0',
  'day:1',
  'day:2',
  'day:3',
  'justNow',
  'week:-1', // before a weekday: 上周
  'week:0',
  'week:1',
  'part:morning', // the hour as said
  'part:noon',
  'part:afternoon',
  'part:evening',
  'edge:before', // after a time: 之前
  'edge:after',
  'latest', // before a time: 最迟
  'about', // after an hour: 左右
  'span:minute', // with a number and 前: 分钟
  'span:hour',
  'span:day',
  'span:week',
  'ago', // 前
  'habit', // before a time that is no moment: 每天
  'until', // 闹到
  'postponed', // 改到
  'notTime', // after “三点”: 要求
  'found', // what makes a time that of the finding: 发现
  'foundLabel',
  'appointed', // what makes it that of the coming: 到场
  'appointedLabel',
  // how many (S14)
  'helper', // 党员, 志愿者
  'needed', // before a number: 需要
  'person', // after a number: 名
  'headcountLabel',
  // on what ground (S22, S23)
  'concern', // 反映强烈
  'appeals', // with a number of them: 投诉5次
  'appealCount', // 件, 次
  'beyond', // 无执法权
  'noResult', // 没用: counts within what the street did
  // what no group may see (domain 5.12)
  'restricted',
  'notRestricted', // 信访局
  'surname',
  'honorific', // 女士
  'official', // 主任
  'residentLabel', // before a resident's name: 反映人
  'residentWord', // 居民, 业主
  'phoneLabel',
] as const;

export type WordRole = (typeof wordRoles)[number];
