import { bindingSteps, type Intent, type WhistleFacts } from '../../domain/reading.ts';
import { readCentreCommand } from './centre-commands.ts';
import { readCommand } from './commands.ts';
import { chances } from './choices.ts';
import { chanceOfDanger } from './danger.ts';
import { isUrgent, type Findings } from './findings.ts';
import { gistOfMessage } from './gist-of.ts';
import { readListQuestion, unitAsked } from './list-questions.ts';
import { isForwarded, wordsAt, type Marks } from './marks.ts';
import { readSimpleCommand } from './simple-commands.ts';

/** What a message wants (domain 6.4). Words inside a forwarded order are data: they command nothing. */
export function readIntent(found: Findings, facts: WhistleFacts): Intent {
  const { marks } = found;
  const forwarded = isForwarded(marks);
  const wanted = likelyIntent(found);
  const command = forwarded ? null : readAnyCommand(marks);
  if (command && !isOverheard(command, wanted, found)) return command;
  if (!wanted) return plainIntent(found, facts, forwarded);
  if (blowsSurely(found, facts, wanted) || criesStill(found, wanted)) return { type: 'whistle' };
  if (summons(facts, wanted)) return { type: 'whistle' };
  const told: Intent = forwarded ? { type: 'other' } : toIntent(wanted.intent, found, facts);
  return told.type === 'other' && !forwarded ? (readQuestion(found, facts) ?? told) : told;
}

/** What states neither where nor what nor who is to come is a whistle only where that is beyond doubt: “来得快”. */
function blowsSurely(found: Findings, facts: WhistleFacts, { intent, whistle }: Wanted): boolean {
  if (intent !== 'whistle') return false;
  const { street, place, departments } = facts;
  const states =
    (street ?? place) !== null || departments.length > 0 || stated(found) || blowsNow(found.marks);
  return states || whistle >= beyondDoubt;
}

/** “白塔路12号门口公共座椅断了两条腿，请园林局”: somebody is called to a place, whatever it is about. */
function summons({ place, departments }: WhistleFacts, { intent, whistle }: Wanted): boolean {
  const called = place !== null && departments.length > 0;
  return called && intent === 'other' && whistle >= perhapsWhistle;
}

/** What was learnt says a message wants, how likely it is a new whistle, and how likely one that cannot wait. */
interface Wanted {
  readonly intent: string;
  readonly whistle: number;
  readonly danger: number;
}

/** A form of command inside what is so likely a whistle is no command: “0315号哨撤了以后房东又反悔，重新吹一张”. */
const surelyWhistle = 0.97;
/** Where it tells of danger, less will do: “外墙瓷砖成片掉，砸破一个人的头，120已叫”. */
const surelyDanger = 0.6;
/** Nobody who cries for help, or tells of danger, goes unanswered unless it is so unlikely that they do. */
const beyondDoubt = 0.9;
const hardlyCries = 0.1;
const hardlyPleads = 0.3;
const hardlyDanger = 0.4;
const hardlyTold = 0.2;
/** What is rather a whistle than not, and tells of danger if it is one. */
const ratherWhistle = 0.3;
const perhapsWhistle = 0.2;
const ifSoUrgent = 0.8;

function likelyIntent(found: Findings): Wanted | null {
  const learnt = found.marks.compiled.learnt?.intents;
  if (!learnt?.answers.includes('whistle')) return null;
  const likely = chances(learnt, gistOfMessage(found).cues);
  const chanceOf = (answer: string): number => likely[learnt.answers.indexOf(answer)] ?? 0;
  const danger = chanceOf('danger');
  const whistle = chanceOf('whistle') + danger;
  let [intent, top] = ['whistle', whistle];
  learnt.answers.forEach((answer, at) => {
    if (answer !== 'danger' && (likely[at] ?? 0) > top) [intent, top] = [answer, likely[at] ?? 0];
  });
  return { intent, whistle, danger };
}

function isOverheard(command: Intent, wanted: Wanted | null, found: Findings): boolean {
  const { marks, hits } = found;
  if (isPlainConfirm(command) && hits.some((one) => isUrgent(marks, one))) return true;
  if (wanted === null || isFormal.test(marks.text)) return false;
  return (
    wanted.whistle >= surelyWhistle || ('sentence' in command && wanted.danger >= surelyDanger)
  );
}

/** “补充 0007 …”: a verb and a number, as in the help, whatever follows. */
const isFormal = /^[\p{Script=Han}]{2,4}[\s:：]*(?:[A-Z]{2,4}-)?[0-9]{3,}/u;

function criesStill(found: Findings, { whistle, danger: likelyDanger }: Wanted): boolean {
  const { marks, danger } = found;
  if (has(marks, 'cry')) return whistle >= hardlyCries;
  if (onlyPlea(marks)) return whistle >= hardlyPleads;
  if (danger !== null) return whistle >= hardlyDanger;
  if (likelyDanger >= hardlyTold) return true;
  return whistle >= ratherWhistle && chanceOfDanger(found) >= ifSoUrgent;
}

/** What is wanted of a whistle that is there, or asked. Steps that bind somebody are never taken on a likelihood. */
function toIntent(
  wanted: string,
  { marks, units, streets }: Findings,
  facts: WhistleFacts,
): Intent {
  const { text } = marks;
  const number = anyNumber(text);
  switch (wanted) {
    case 'urge':
    case 'extend':
    case 'look-up':
    case 'correct':
      return { type: wanted, number };
    case 'withdraw':
      return { type: wanted, number, reason: allOf(marks) };
    case 'dispute':
      return { type: wanted, number, basis: allOf(marks), whose: null };
    case 'progress':
    case 'done':
      return { type: 'progress', number, sentence: allOf(marks) };
    case 'ask-responsible':
      return { type: wanted, matter: facts.matter ?? facts.matterCandidates[0] ?? null };
    case 'ask-duty':
      return { type: wanted, org: unitAsked(units, streets) };
    case 'ask-why':
      return { type: wanted, number: numberAsked(text) };
    case 'figures':
      return figures(text);
    case 'ask-how':
    case 'thanks':
      return { type: wanted };
    default: {
      const likely = bindingSteps.find((one) => one === wanted);
      return likely ? { type: 'other', likely } : { type: 'other' };
    }
  }
}

function figures(text: string): Intent {
  const period = text.includes('月') ? 'month' : text.includes('周') ? 'week' : null;
  return period ? { type: 'statistics', period } : { type: 'my-whistles' };
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

function anyNumber(text: string): string | null {
  return /(?:[A-Z]{2,4}-)?[0-9]{8}-[0-9]{1,4}|(?<![0-9])[0-9]{4}(?![0-9])/.exec(text)?.[0] ?? null;
}

/** “为什么找我 7”: asked of a number, four digits are not needed. */
function numberAsked(text: string): string | null {
  return anyNumber(text) ?? /[\s#]([0-9]{1,3})号?[?\s]*$/.exec(text)?.[1] ?? null;
}

/** The same where nothing was learnt: questions by their words, and a whistle where something is stated. */
function plainIntent(found: Findings, facts: WhistleFacts, forwarded: boolean): Intent {
  const { marks } = found;
  const question = forwarded ? null : readQuestion(found, facts);
  if (question) return question;
  const states = facts.departments.length > 0 || stated(found);
  if (has(marks, 'thanks') && !states) return { type: 'thanks' };
  return blows(found, facts) ? { type: 'whistle' } : { type: 'other' };
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

function allOf(marks: Marks): string {
  return wordsAt(marks, { start: 0, end: marks.text.length }).text.trim();
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
