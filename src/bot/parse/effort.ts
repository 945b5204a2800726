import { isNothing, type LabelledValue } from './labels.ts';
import { isForwarded, type Marks } from './marks.ts';
import { covering, inside, leftmostLongest, touching, type Span } from './spans.ts';
import type { PlaceUnit } from './place-units.ts';
import type { Unit } from './units.ts';

/** 我们巷子, 我们楼上: whose place it is, not who did something. */
const whosePlace =
  /^(?:这|那)?[条个栋幢片]?(?:巷|小区|院|楼|单元|门口|隔壁|对门|附近|村(?!委|组|干|民小组|支))/;

type Subject = 'street' | 'other' | null;

/**
 * 先期处置: clauses in which street, community, grid worker, alliance, window or project office say what they did. What
 * property managers, departments or residents did is none (domain 6.4).
 */
export function findEfforts(
  marks: Marks,
  units: readonly Unit[],
  labels: readonly LabelledValue[],
  places: readonly PlaceUnit[],
): Span[] {
  const told: Span[] = [];
  const people = findPeople(marks, units, places);
  let subject: Subject = null;
  let sentence = -1;
  const keys = new Set(labels.map(({ key }) => key.start));
  for (const clause of clauses(marks)) {
    if (keys.has(clause.start)) {
      subject = null;
      continue;
    }
    if (marks.sentence[clause.start] !== sentence && subject === 'other') subject = null;
    sentence = marks.sentence[clause.start] ?? -1;
    const done = beforeIntent(marks, clause);
    const own = inside(people, clause);
    const site = inside(places, done).find(({ type }) => isSite.has(type)) ?? null;
    if (tellsWork(marks, done, { people: inside(people, done), carried: subject, site }))
      told.push(done);
    subject = own.at(-1)?.who ?? subject;
  }
  const labelled = labels.find((one) => one.label === 'effort');
  if (!labelled || isNothing(marks, labelled.value)) return told;
  return tellsNothing(marks, labelled.value, people) ? told : [labelled.value, ...told];
}

interface Person extends Span {
  readonly who: 'street' | 'other';
}

/** 联合城管, 向水务局, 喊师傅: with whom it was done, not by whom. */
const withWhom =
  /(?:[向跟和同给对把将被与找帮替为让叫喊雇催陪约劝带去到]|联合|召集|约见|约谈|会合|会同|安排|组织|联系|动员|督促|要求|配合)$/;

/** Everyone named who could have done something; 联合城管 and 向水务局 name with whom, not who. */
function findPeople(marks: Marks, units: readonly Unit[], places: readonly PlaceUnit[]): Person[] {
  const wordings = leftmostLongest(marks.slotSpans);
  const quoted = quotedUpTo(marks);
  const named = leftmostLongest<Span & { who: Subject }>([
    ...marks
      .each('otherActor')
      .filter((one) => !isPartOf(wordings, one))
      .map((one) => ({ ...one, who: 'other' as const })),
    ...units.map((one) => ({ ...one, who: 'other' as const })),
    ...marks.each('actor').map((one) => ({
      ...one,
      who: isQuoted(marks, quoted, one) ? ('other' as const) : ('street' as const),
    })),
    ...marks.streets.map((one) => ofStreet(marks, one, places)),
  ]);
  const sides = new Set(places.filter(({ type }) => type === 'position').map(({ start }) => start));
  const endingAt = new Map(named.map((one) => [one.end, one]));
  const beside = (start: number): boolean => withWhom.test(wordsBefore(marks, start));
  return named
    .filter((one): one is Person => one.who !== null && !isWhosePlace(marks, one))
    .filter(({ who, end }) => who === 'other' || !sides.has(end)) // 社区+门口 is a place
    .filter(({ start, who }) => {
      // 跟环卫+公司: with whom, in two words.
      const front = endingAt.get(start);
      if (who === 'street' && isBeside(marks, start))
        return endingAt.get(start - 1)?.who !== 'other';
      if (
        who === 'other' &&
        marks.text.charAt(start - 1) === '请' &&
        endingAt.get(start - 1)?.who === 'street'
      )
        return false;
      return !beside(front?.start ?? start) && !beside(start);
    });
}

/** The letters before somebody's name, without how many they are: 找+三家+运营商. */
function wordsBefore({ text }: Marks, start: number): string {
  return text
    .slice(Math.max(0, start - 6), start)
    .replace(/[0-9一二两三四五六几多好各]{1,2}[家个名位]$/, '');
}

/** 专管员和社区: both of them. */
function isBeside({ text }: Marks, start: number): boolean {
  return '和与及同'.includes(text.charAt(start - 1) || '-');
}

function isWhosePlace({ text }: Marks, { start, end }: Span): boolean {
  return (
    /^(?:我|我们|咱|咱们)$/.test(text.slice(start, end)) &&
    whosePlace.test(text.slice(end, end + 6))
  );
}

/** Where forwarded words end: at the last closing quote, else with the message. */
function quotedUpTo(marks: Marks): number {
  if (!isForwarded(marks)) return 0;
  const closed = Math.max(...['”', '」', '』'].map((one) => marks.text.lastIndexOf(one)));
  return closed < 0 ? marks.text.length : closed;
}

/** The 我们 of forwarded words are residents. */
function isQuoted({ text }: Marks, quoted: number, { start, end }: Span): boolean {
  return end <= quoted && /^(?:我|我们|我和|咱们|我家)$/.test(text.slice(start, end));
}

/** The 摊贩 of 流动摊贩 are complained of; they do nothing. */
function isPartOf(wordings: readonly Span[], one: Span): boolean {
  const wording = covering(wordings, one);
  return wording !== null && wording.end - wording.start > one.end - one.start;
}

/** 金辰街道+保洁队: those who work for the street. */
const ownOffice = /^[\u4e00-\u9fff]{1,4}?(?:队|所|站|中心|办|科|组|干部|人员|领导)/;

/** “拓东街道已经拉警戒”: a street's name acts when work follows at once; else it is the address. */
function ofStreet(
  marks: Marks,
  { start, end }: Span,
  places: readonly Span[],
): Span & { who: Subject } {
  const office = ownOffice.exec(marks.text.slice(end, end + 6))?.[0] ?? '';
  const whole = { start, end: end + office.length };
  if (office !== '' && acts(marks, whole)) return { ...whole, who: 'street' };
  if (acts(marks, { start, end })) return { start, end, who: 'street' };
  const next = { start: end, end: end + 1 };
  const told =
    touching(places, next).length + touching(marks.slotSpans, next).length === 0 ||
    wentThere.test(marks.text.slice(end, end + 8));
  const clause = { start: end, end: clauseEnd(marks, end) };
  return { start, end, who: told && tellsOwnWork(marks, clause) ? 'street' : null };
}

/** 跑了三趟, 去过两次 */
const wentThere = /^[\u4e00-\u9fff]{1,2}[了过][0-9一二两三四五六七八九十几多好]{1,3}[次趟回遍]/;

/** “青云街道垫过三回石子”: whatever it was, it was done and counted, right behind the street's name. */
function tellsOwnWork(marks: Marks, clause: Span): boolean {
  const others = [...inside(marks.all('otherActor'), clause), ...inside(marks.orgs, clause)]
    .map((one) => one.start)
    .filter((at) => !withWhom.test(marks.text.slice(Math.max(0, at - 2), at)));
  const end = Math.min(clause.end, ...others);
  const work = wordsOf(marks, { start: clause.start, end });
  return (
    tellsCounted(marks, { start: clause.start - 1, end: clause.start, who: 'street' }, end) ||
    (carriedOut.test(work) && !wanted.test(work))
  );
}

/** Nobody tells in more letters than this, without a comma, what one office did. */
const longestClause = 60;

function clauseEnd({ text, clause }: Marks, at: number): number {
  const last = Math.min(text.length, at + longestClause);
  let end = at;
  while (end < last && clause[end] === clause[at]) end += 1;
  return end;
}

function acts(marks: Marks, { end }: Span): boolean {
  const next = { start: end, end: end + 4 };
  return (
    inside(marks.all('didWork'), next).length +
      touching(marks.all('aspect'), { start: end, end: end + 1 }).length >
    0
  );
}

/** “去疏导了六七次没得用想请交警”: what is not done yet, and all behind it, is no work. */
function beforeIntent(marks: Marks, { start, end }: Span): Span {
  return { start, end: inside(marks.all('didNot'), { start, end })[0]?.start ?? end };
}

/** Under its own label anything counts, unless somebody else did it or nothing was done. */
function tellsNothing(marks: Marks, value: Span, people: readonly Person[]): boolean {
  return inside(people, value)[0]?.who === 'other' || has(marks, 'didNot', value);
}

/** Who a clause names, who was named before it, and the place that it begins with. */
interface Told {
  readonly people: readonly Person[];
  readonly carried: Subject;
  readonly site: Span | null;
}

const isSite = new Set<PlaceUnit['type']>(['known', 'named', 'premises']);

/** Work that was done, by whom the clause names last before it, else by whom the last clause named. */
function tellsWork(marks: Marks, clause: Span, { people, carried, site }: Told): boolean {
  const appealed = has(marks, 'appeal', clause);
  if (!appealed && counts(marks, clause, people)) return true;
  return inside(marks.all('didWork'), clause).some((work) => {
    if (isNoWork(marks.text, work)) return false;
    const own = people.findLast((one) => one.end <= work.start)?.who;
    // 该修剪了, 要做一次鉴定: asked for, nobody being named.
    if (!own && asked.test(marks.text.slice(clause.start, work.start))) return false;
    const subject = own ?? (isStreetWork(marks, work) ? null : carried);
    // 新迎路奶茶店装了个灯箱: what is told of a place, nobody being named, is no work of ours.
    if (!own && site && site.end <= work.start && !isStreetWork(marks, work)) return false;
    if (subject === 'other' || (appealed && subject !== 'street')) return false;
    if (has(marks, 'aspect', clause)) return true;
    if (subject !== 'street') return false;
    const last = people.at(-1)?.who === 'street' && !wanted.test(wordsOf(marks, clause));
    if (own === 'street' && isStreetWork(marks, work) && !hoped.test(wordsOf(marks, clause)))
      return true;
    return last || has(marks, 'aspect', following(marks, clause));
  });
}

/** Before work that somebody is yet to do. */
const asked = /(?:(?<!不)[该需盼请]|要(?!求)|希望|建议|能不能|能否)[^,，]{0,14}$/;
/** 清运车, 处理费, and 摆了个把月 are things that are. */
const named = /^(?:[车队员费厂室表]|公司|工人|个把|好久|很久|半年)/;
/** 没人拉, 没来清, 没鉴定过: nobody did it; 自打 is a time. */
const undone =
  /(?:没[检维清打扫]|没人|无人|没有人|没得人|没人来|没来|不来|谁来|谁|自|没|未|没有|未经)$/;
/** 被渣土车撒了一路: what the place suffered. */
const suffered = /被(?!街道|社区|我们|网格)[^,，。;；\s]*$/;

function isNoWork(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 8), start);
  // 街巷长巡查报告: how it was found.
  if (
    /^巡[查到]/.test(text.slice(start, end)) &&
    /^(?:报告|发现|时|中|到)/.test(text.slice(end, end + 2))
  )
    return true;
  if (/巡查$/.test(before) && text.startsWith('报告', start)) return true;
  return (
    undone.test(before.slice(-3)) || suffered.test(before) || named.test(text.slice(end, end + 2))
  );
}

/** “流动摊贩占道，已劝离3次”: those spoken of last could not have done this; the writer did. */
function isStreetWork(marks: Marks, work: Span): boolean {
  return touching(marks.all('streetWork'), work).length > 0;
}

const counted =
  /(?<![超通经路难错高])过(?![去来不道路期往敏高多大滤量夜年节户分度于程渡])|[0-9一二两三四五六七八九十几数多](?:次|趟|回|轮(?![车胎椅])|遍)|[撑守围盯挡垫盖绑扎拉劝轮]着|了[0-9一二两三四五六七八九十几半]{1,3}个?(?:周|天|星期|礼拜|月|夜|晚|小时)|每天|天天|每晚|周周|月月|隔三差五|三天两头|轮流|连续|一直在|(?:让|叫|喊|要求)(?:[他其她]|老板|店[家主]|业主|物业|施工方|房东|商户)/;
const finished = /(?<![不没受])了(?!解)/;
/** What only somebody named is believed to have done: 村委会拉走一车, 网格员拿竹竿顶着. */
const carriedOut =
  /[缠捆粘贴系锁堵]着|[拉搬拖清运抬喊赶撵]走|[撑顶守围盯挡垫盖绑扎拿摆放扶抵拴]着|[清理扫搬修补捞掏]完|[扎绑围拦封堵撑垫盖]起|蹲[点守了]|去[劝找看问说]|[叫喊]停|制止|拦下/;
/** 挂了个临时灯泡, 叫停他: done by hand, right behind who did it. */
const handled =
  /^(?:自己(?:出钱|掏钱|花钱|动手)?[\u4e00-\u9fff]{1,2}了|(?:自己)?(?:[挂堆摆放搭垫盖拉插竖立铺填补修换装撒挡围绑扎买借派喊叫请雇发送][了]?(?:过|[一两二三几]?[个块根张袋车条道堆盏桶只]|起|上)|[叫喊]停))/;
const begun =
  /^(?:先[用拿把将]|临时[用拿把将]|建专班|成立|组建|已|已经|多次|先后|反复|组织|安排|派人)(?!无|不|没|停(?!用)|断|乱)/;
/** What is hoped for; 要求 is what one tells a shopkeeper. */
const hoped = /希望|恳请|申请|请|能不能|无法|没法|无权|应|让(?!.*(?:改|停|拆|搬))/;
const wanted = /要求|希望|恳请|申请|请|能不能|无法|没法|难以|无权|没权|管不了|不了|应|该|让/;

/** 白沙河社区天天有人被撬: what happens in a place named after its community. */
const happened = /有人|被(?!投诉|骂|打)/;

/** “社区挪过好多次”: whatever it was, it was done and counted. */
function counts(marks: Marks, clause: Span, people: readonly Person[]): boolean {
  return people.some((by, nth) => {
    if (by.who !== 'street') return false;
    return tellsCounted(marks, by, people[nth + 1]?.start ?? clause.end);
  });
}

function tellsCounted(marks: Marks, by: Person, end: number): boolean {
  // 网格员发现地砖碎了: what they saw, not what they did.
  const work = wordsOf(marks, { start: by.end, end }).replace(
    /(?:发现|反映|上报|看到|接到|听到).*$/s,
    '',
  );
  if (happened.test(wordsOf(marks, { start: by.end, end: end + 3 }))) return false;
  if (counted.test(work)) return true;
  if (begun.test(work)) return true;
  const surely = by.end - by.start > 2; // 网格员, not a place like 社区
  if (surely || /^[给拉用帮已把叫又先]/.test(work))
    return finished.test(work) || (carriedOut.test(work) && !wanted.test(work));
  if (handled.test(work)) return true;
  const verb = /^[\u4e00-\u9fff]{1,3}?了/.exec(work)?.[0] ?? '';
  return (
    verb !== '' &&
    inside(marks.slotSpans, { start: by.end, end: by.end + verb.length }).every(
      ({ start, end }) => start > by.end || (end - start > 1 && marks.slotEnds[end] !== 2),
    )
  );
}

function wordsOf({ text }: Marks, { start, end }: Span): string {
  return text.slice(start, end);
}

function following(marks: Marks, clause: Span): Span {
  const start = Math.min(clause.end + 1, marks.text.length);
  return { start, end: clauseEnd(marks, start) };
}

function clauses(marks: Marks): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (let at = 1; at <= marks.text.length; at += 1) {
    if (at < marks.text.length && marks.clause[at] === marks.clause[at - 1]) continue;
    const last = marks.text.charAt(at - 1);
    const end = /[\s,，、。;；:：!?]/.test(last) ? at - 1 : at;
    if (end > start) found.push({ start, end });
    start = at;
  }
  return found;
}

function has(marks: Marks, role: 'didNot' | 'appeal' | 'aspect', clause: Span): boolean {
  return inside(marks.all(role), clause).length > 0;
}
