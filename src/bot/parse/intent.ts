import { bindingSteps, type Intent, type WhistleFacts } from '../../domain/reading.ts';
import { readCentreCommand } from './centre-commands.ts';
import { readCommand } from './commands.ts';
import { isUrgent, type Findings } from './findings.ts';
import { readListQuestion, unitAsked } from './list-questions.ts';
import { isForwarded, wordsAt, type Marks } from './marks.ts';
import { blowsNow, has, onlyPlea, stated } from './signs.ts';
import { readSimpleCommand } from './simple-commands.ts';
import { blowsLikely, isOverheard, likelyIntent, onlyAsksHow, summons } from './wanted.ts';

/** What a message wants (domain 6.4). Words inside a forwarded order are data: they command nothing. */
export function readIntent(found: Findings, facts: WhistleFacts): Intent {
  const { marks } = found;
  const forwarded = isForwarded(marks);
  const wanted = likelyIntent(found);
  const command = forwarded ? null : readAnyCommand(marks);
  if (command && !isOverheard(command, wanted, found)) return command;
  if (!wanted) return plainIntent(found, facts, forwarded);
  if (!forwarded && onlyAsksHow(found, facts, wanted)) return { type: 'ask-how' };
  if (blowsLikely(found, facts, wanted)) return { type: 'whistle' };
  const told: Intent = forwarded ? { type: 'other' } : toIntent(wanted.intent, found, facts);
  const question = forwarded ? null : readQuestion(found, facts);
  if (told.type !== 'other') return told;
  return question ?? (summons(facts, wanted) ? { type: 'whistle' } : told);
}

/** What is wanted of a whistle that is there, or asked. Steps that bind somebody are never taken on a likelihood. */
function toIntent(wanted: string, found: Findings, facts: WhistleFacts): Intent {
  const { marks, units, streets } = found;
  const { text } = marks;
  const number = anyNumber(text);
  switch (wanted) {
    case 'urge':
      return isDenied.test(text) ? { type: 'other' } : { type: wanted, number };
    case 'extend':
    case 'look-up':
    case 'correct':
      return { type: wanted, number };
    case 'withdraw':
      if (isStillUrgent(found)) return { type: 'whistle' };
      if (isDenied.test(text)) return { type: 'other' };
      // “人没事了” may be news of what goes on: who is on the way turns back on plain words only.
      return /撤|销[掉了单哨]|取消|作废/.test(text)
        ? { type: wanted, number, reason: allOf(marks) }
        : { type: 'other', likely: wanted };
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
      const sounds = mistaken.test(text) ? 'withdraw' : wanted;
      const likely = bindingSteps.find((one) => one === sounds);
      return likely ? { type: 'other', likely } : { type: 'other' };
    }
  }
}

/** “虚惊一场，是邻居做饭” */
const mistaken = /虚惊一场|误报|误会|(?:搞|弄|看|按)错了/;

/** “先别撤哨”, “是不是可以撤哨了”, “不用催办”: neither is wanted. */
const isDenied =
  /(?:别|不要|不用|不必|先不|没人说|没说|考虑|是不是|能不能|可不可以|要不要|谁)[^,，。]{0,4}[撤催]|[撤催][^,，。]{0,6}[?？吗]/;

/** “按错了，是燃气泄漏”: an emergency is stated, neither pointed at nor over. */
const isStillUrgent = ({ marks, hits }: Findings): boolean =>
  hits.some((one) => isUrgent(marks, one)) &&
  !/撤|[那这][单张件个条起]|[0-9]{3}|好了|灭|出来|解除|没事|完|已|不用|不是/.test(marks.text);

function figures(text: string): Intent {
  const period = text.includes('月') ? 'month' : text.includes('周') ? 'week' : null;
  return period ? { type: 'statistics', period } : { type: 'my-whistles' };
}

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
