import type { Intent, WhistleFacts } from '../../domain/reading.ts';
import { chances } from './choices.ts';
import { chanceOfDanger } from './danger.ts';
import { isUrgent, type Findings } from './findings.ts';
import { gistOfMessage } from './gist-of.ts';
import { blowsNow, has, onlyPlea, stated } from './signs.ts';

/** What was learnt says a message wants, how likely it is a new whistle, and how likely one that cannot wait. */
export interface Wanted {
  readonly intent: string;
  readonly whistle: number;
  readonly danger: number;
}

/** A form of command inside what is so likely a whistle is no command: “0315号哨撤了以后房东又反悔，重新吹一张”. */
const surelyWhistle = 0.97;
/** What states nothing is a whistle only beyond doubt, and what calls somebody to a place from a doubt on. */
const beyondDoubt = 0.9;
const perhapsWhistle = 0.2;
/**
 * Nobody in danger goes unanswered: a cry, a mere plea, a danger in so many words or one that sounds like it is heard
 * unless a whistle is less likely than this.
 */
const hardlyCries = 0.1;
const hardlyPleads = 0.3;
const hardlyDanger = 0.4;
const hardlyTold = 0.2;
/** What may well be a whistle, and surely tells of danger if it is one. */
const ratherWhistle = 0.3;
const ifSoUrgent = 0.8;

/** What a message most likely wants; null where nothing was learnt. */
export function likelyIntent(found: Findings): Wanted | null {
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

/** Whether a message blows a whistle, by what was learnt and by what it states. */
export const blowsLikely = (found: Findings, facts: WhistleFacts, wanted: Wanted): boolean =>
  blowsSurely(found, facts, wanted) || criesStill(found, wanted);

/** What states neither where nor what nor who is to come is a whistle only where that is beyond doubt: “来得快”. */
function blowsSurely(found: Findings, facts: WhistleFacts, { intent, whistle }: Wanted): boolean {
  if (intent !== 'whistle') return false;
  const { street, place, departments } = facts;
  const states =
    (street ?? place) !== null || departments.length > 0 || stated(found) || blowsNow(found.marks);
  return states || whistle >= beyondDoubt;
}

/** “怎么吹哨” tells of nothing that could be blown. */
export const onlyAsksHow = (found: Findings, facts: WhistleFacts, { danger }: Wanted): boolean =>
  has(found.marks, 'askHow') &&
  facts.place === null &&
  facts.departments.length === 0 &&
  found.danger === null &&
  danger < hardlyTold &&
  !stated(found);

/** “白塔路12号门口公共座椅断了两条腿，请园林局”: somebody is called to a place, whatever it is about. */
export function summons(
  { place, departments }: WhistleFacts,
  { intent, whistle }: Wanted,
): boolean {
  const called = place !== null && departments.length > 0;
  return called && intent === 'other' && whistle >= perhapsWhistle;
}

function criesStill(found: Findings, wanted: Wanted): boolean {
  const { marks, danger } = found;
  const { intent, whistle } = wanted;
  if (has(marks, 'cry') && whistle >= hardlyCries) return true;
  if (onlyPlea(marks) && whistle >= hardlyPleads) return true;
  if (danger !== null && whistle >= hardlyDanger) return true;
  // What is told of a whistle that runs may sound dangerous.
  if (intent !== 'whistle' && intent !== 'other') return false;
  if (wanted.danger >= hardlyTold) return true;
  return whistle >= ratherWhistle && chanceOfDanger(found) >= ifSoUrgent;
}

/** Whether a form of command is said in passing, within what blows a whistle. */
export function isOverheard(command: Intent, wanted: Wanted | null, found: Findings): boolean {
  const { marks, hits } = found;
  if (isPlainConfirm(command) && hits.some((one) => isUrgent(marks, one))) return true;
  const said = isFormal.test(marks.text) || isReport.test(marks.text);
  return wanted !== null && !said && wanted.whistle >= surelyWhistle;
}

/** “补充 0007 …”: a verb and a number, as in the help, whatever follows. */
const isFormal = /^[\p{Script=Han}]{2,4}[\s:：]*(?:[A-Z]{2,4}-)?[0-9]{3,}/u;
/** “已到场，火还在烧”: those who are there report, whatever they see. */
const isReport = /^(?:进展|反馈|签收|收到|报到|已?到场|已?到达|已?到现场)/;

/** “确认 燃气泄漏” tells of a danger; “确认 燃气泄漏那个” means a draft. */
const isPlainConfirm = (one: Intent): boolean =>
  one.type === 'confirm' && one.which !== undefined && !/[那这][个件条张]/.test(one.which);
