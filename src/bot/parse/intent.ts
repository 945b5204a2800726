import type { Intent, WhistleFacts } from '../../domain/reading.ts';
import { readCentreCommand } from './centre-commands.ts';
import { readCommand } from './commands.ts';
import type { Findings } from './facts.ts';
import { readListQuestion, unitAsked } from './list-questions.ts';
import { isForwarded, wordsAt, type Marks } from './marks.ts';
import { readSimpleCommand } from './simple-commands.ts';
import { overlaps, type Span } from './spans.ts';

/** What a message wants (domain 6.4). Words inside a forwarded order are data: they command nothing. */
export function readIntent(found: Findings, facts: WhistleFacts): Intent {
  const { marks } = found;
  const forwarded = isForwarded(marks);
  const command = forwarded ? null : readAnyCommand(marks);
  if (command && !(facts.category === 'emergency' && isPlainConfirm(command))) return command;
  const about = forwarded ? null : aboutExisting(found, facts);
  if (about) return about;
  const question = forwarded ? null : readQuestion(found, facts);
  if (question) return question;
  const calls = facts.departments.length > 0;
  if (has(marks, 'thanks') && !calls && (!stated(found) || solvedFor(found)))
    return { type: 'thanks' };
  if (!forwarded && solvedFor(found)) return progress(marks);
  return blows(found, facts) ? { type: 'whistle' } : { type: 'other' };
}

/** “确认 燃气泄漏” tells of a danger; “确认 燃气泄漏那个” means a draft. */
const isPlainConfirm = (one: Intent): boolean =>
  one.type === 'confirm' && one.which !== undefined && !/[那这][个件条张]/.test(one.which);

/** What only centres and lists are told stands first: “合并到 0007” is no 到场. */
function readAnyCommand(marks: Marks): Intent | null {
  return (
    readSimpleCommand(marks) ??
    readCentreCommand(marks) ??
    readListQuestion(marks) ??
    readCommand(marks)
  );
}

const field = '(?:地点|位置|地址|街道|事项|部门|单位|类别|种类|先期处置|时间|电话)';
const corrected = new RegExp(
  `^.{0,10}${field}.{0,4}(?:改成|改为|改到|换成|应该是|应为|写错|填错|报错|错了|不对|更正|有误)|^.{0,8}(?:更正|纠正|补充|修正)[一下:：，, ]`,
);

/** A whistle that is spoken of as being there. */
const existing = /(?:那|这|上)(?:一)?(?:条|张|个|份|件)(?:哨|单子|工单)/;

/** “王家巷那件请补加公安分局”, “油烟那张哨已经办结，可以销号了”: one that is out already, and what is wanted of it. */
function spokenOf(text: string): 'correct' | 'look-up' | 'progress' | 'withdraw' | null {
  if (/(?<!吹)哨.{0,6}(?:谁在办|几时|有结果|没回话)/.test(text)) return 'look-up';
  const one =
    /(?:那|这|刚才|刚刚|昨天|上午|早上|上回)(?:那|这)?(?:一)?(?:条|张|份|件|单)(?!事|路|街|巷|河|狗|元|位|车)/.exec(
      text,
    );
  if (!one || one.index > 40) return null;
  const then = text.slice(one.index);
  if (/走到哪|到哪一步|什么时候能?办结|办得怎么样|进展如何/.test(then)) return 'look-up';
  if (/^.{0,14}(?:补加|其余不变|补两张|补一张)/.test(then)) return 'correct';
  // “那件雨棚改成砖房”, “这张摊子撤了” tell of things; a whistle is called one.
  if (!/^.{0,14}(?:哨|单子|工单)/.test(then)) return null;
  if (/^.{0,20}(?:再加一|写错|写成|改成|改为)/.test(then)) return 'correct';
  if (/^.{0,10}(?:已经?|都)?(?:办结|办完|销号)/.test(then)) return 'progress';
  if (/^.{0,12}(?:撤了|撤掉|撤回|撤销|作废)/.test(then)) return 'withdraw';
  return null;
}

/** “催一下昨天那个井盖的哨”, “昨天的哨催一下”; “催过2次，3栋2单元” and “工单催了三次” tell what was done. */
const urgesOne =
  /^.{0,4}催(?:一下|一催|办|下)?(?![过了])[^,，。]{0,24}(?:(?<!吹)哨|那单|那张单|单子)|^.{0,6}(?<!工)(?:哨|单子?)[再又请]?催(?:一下|一催|催|下)/;

/** Corrections, urging and questions about a whistle that is not named by number. */
function aboutExisting(found: Findings, facts: WhistleFacts): Intent | null {
  const { marks } = found;
  const { text } = marks;
  // 花渔沟枯树那条哨，再加一个供电局: it is out already, whatever is told of it.
  if (existing.test(text) && (has(marks, 'correct') || facts.excluded.length > 0))
    return { type: 'correct', number: anyNumber(text) };
  const spoken = spokenOf(text);
  if (urgesOne.test(text)) return { type: 'urge', number: anyNumber(text) };
  if (spoken === 'progress') return progress(marks);
  if (spoken === 'withdraw') return { type: spoken, number: anyNumber(text), reason: allOf(marks) };
  if (spoken !== null) return { type: spoken, number: anyNumber(text) };
  if (has(marks, 'blow') && facts.matter) return null;
  const near =
    /^.{0,6}(?:那条|那个|刚才|刚刚|昨天|上午|下午|早上|之前|前天).{0,10}(?:哨|单|报)/.test(text)
      ? 30
      : 12;
  // 燃气泄漏了: what happens is told, nothing was left out.
  const isMatter = (one: Span) => found.hits.some((hit) => !hit.weak && overlaps(hit, one));
  const mended = marks.all('correct').some((one) => one.start <= near && !isMatter(one));
  if (corrected.test(text) || mended) {
    const blows = facts.street !== null && (facts.matter !== null || facts.place !== null);
    if (!blows) return { type: 'correct', number: anyNumber(text) };
  }
  if (facts.excluded.length > 0 && facts.matter === null && facts.place === null)
    return { type: 'correct', number: null };
  if (text.length <= 40 && /[那这][个件张条].{0,10}(?:哨|单|的)/.test(text)) {
    if (/办到哪|哪一步|进度|进展/.test(text)) return { type: 'look-up', number: anyNumber(text) };
    if (/(?:办好|办完|处理好|处理完|弄好|解决)了|可以办结/.test(text)) return progress(marks);
  }
  if (text.length > 40 || (facts.street && facts.matter)) return null;
  if (/催(?:一下|一催|催|办|下)/.test(text) && !/催办?[了过]|次/.test(text))
    return { type: 'urge', number: anyNumber(text) };
  if (
    /撤哨|撤单|销哨|撤了|撤掉|撤回|撤销|取消|作废|不用来了|不用处理了|不用管了/.test(text) &&
    /哨|单|刚才|刚刚|上一条|那条|那个事|那件事|报的/.test(text)
  )
    return {
      type: 'withdraw',
      number: anyNumber(text),
      reason: allOf(marks),
    };
  if (
    /哨|单|上次|报的|那件事|那个事|反映的/.test(text) &&
    /到哪|怎么样了|咋样了|咋个样|进展|什么情况|有人处理|处理没有|处理了没|办了没|好了没|好没|好了吗|有结果|没结果|有下文|没下文|有回音|没消息|来没来|来了没|几时来|多久来|什么时候来/.test(
      text,
    )
  )
    return { type: 'look-up', number: anyNumber(text) };
  return null;
}

function anyNumber(text: string): string | null {
  return /(?:[A-Z]{2,4}-)?[0-9]{8}-[0-9]{1,4}|(?<![0-9])[0-9]{4}(?![0-9])/.exec(text)?.[0] ?? null;
}

/** “为什么找我 7”: asked of a number, four digits are not needed. */
function numberAsked(text: string): string | null {
  return anyNumber(text) ?? /[\s#]([0-9]{1,3})号?[?\s]*$/.exec(text)?.[1] ?? null;
}

/** 归谁管 inside a whistle with a street and a place is answered there and blows all the same (domain 6.5, text 11). */
function readQuestion(found: Findings, facts: WhistleFacts): Intent | null {
  const { marks, units, streets } = found;
  const located =
    facts.place !== null &&
    (facts.street !== null || facts.departments.length > 0 || marks.text.length > 24);
  // “值班电话接的：围墙往外歪，请住建” tells of something.
  const tells = located && stated(found);
  if (!tells && (has(marks, 'askDuty') || /(?:谁|哪[位个些]).{0,4}[值带当]班/.test(marks.text)))
    return { type: 'ask-duty', org: unitAsked(units, streets) };
  if (has(marks, 'askWhy') && !located) return { type: 'ask-why', number: numberAsked(marks.text) };
  if (located || has(marks, 'cry')) return null;
  if (
    has(marks, 'askWho') ||
    /(?:归|是|该|属于).{1,8}还是.{1,6}(?:管|负责|[?？]|$)/.test(marks.text)
  )
    return { type: 'ask-responsible', matter: facts.matter ?? facts.matterCandidates[0] ?? null };
  if (has(marks, 'askHow')) return { type: 'ask-how' };
  if (has(marks, 'question') && facts.place === null && facts.departments.length === 0)
    return { type: 'ask-how' };
  return null;
}

/** Reported as finished and nothing asked for: no new whistle. */
function solvedFor({ marks, units }: Findings): boolean {
  const solved = marks.all('solved').at(-1);
  if (!solved || /[没不未别]$/.test(marks.text.slice(0, solved.start))) return false;
  if (/又|还是|再次|反弹|复发|不到|但|可是|结果/.test(marks.text.slice(solved.end))) return false;
  return !has(marks, 'plea') && !has(marks, 'blow') && !units.some((one) => one.fate === 'called');
}

function allOf(marks: Marks): string {
  return wordsAt(marks, { start: 0, end: marks.text.length }).text.trim();
}

function progress(marks: Marks): Intent {
  const sentence = allOf(marks);
  return { type: 'progress', number: anyNumber(marks.text), sentence };
}

/** A street, a place and this many letters tell of something, though the matter be unknown. */
const longEnough = 18;

/** A matter or a danger is stated, somebody is called to a place, or somebody cries for help. */
function blows(found: Findings, facts: WhistleFacts): boolean {
  const { marks, danger } = found;
  const where = facts.place !== null || facts.street !== null;
  const located = facts.place !== null && facts.street !== null;
  if (danger ?? (has(marks, 'cry') || blowsNow(marks))) return true;
  // Told where, who is to come and what was done: no notice of a meeting, whatever it mentions.
  if (located && facts.departments.length > 0 && facts.effort !== null) return true;
  const summons = facts.street !== null && facts.departments.length > 0;
  if (stated(found)) return !(has(marks, 'meeting') && facts.place === null && !summons);
  if (has(marks, 'meeting')) return false;
  const spoken = found.hits.some((one) => one.matter >= 0);
  const asked = facts.departments.length > 0 || has(marks, 'plea');
  return (
    (asked && (where || spoken)) ||
    (where && spoken) ||
    (located && marks.text.length >= longEnough) ||
    onlyPlea(marks)
  );
}

/** 吹哨报到培训, 吹哨数据: spoken about, not blown. */
const spokenAbout =
  /^(?:报到)?(?:专员|联络员|工作|培训|流程|制度|机制|系统|平台|小程序|机器人|群|数据|情况|统计|台账|考核|例会|学习|办法|方案|手册|业务|改革|通报|材料|总结|经验|会议)/;

function blowsNow(marks: Marks): boolean {
  return marks.all('blow').some(({ end }) => !spokenAbout.test(marks.text.slice(end, end + 6)));
}

function stated({ hits }: Findings): boolean {
  return hits.some((one) => one.matter >= 0 && !one.weak);
}

/** “快来！！紧急” and nothing else. */
export function onlyPlea(marks: Marks): boolean {
  if (marks.text.replace(/[\s,，。!！?？]/g, '').length > 14) return false;
  return marks.all('plea').length > 0 && /快|急|赶紧|马上/.test(marks.text);
}

function has(marks: Marks, role: Parameters<Marks['all']>[0]): boolean {
  return marks.all(role).length > 0;
}
