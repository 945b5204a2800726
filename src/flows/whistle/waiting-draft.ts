import type { MatterCode, OrgCode } from '../../domain/names.ts';
import type { Reading, WhistleFacts } from '../../domain/reading.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';
import { isReply } from './reply.ts';
import { isHome } from './set-apart.ts';

/** The asker's latest draft and what it lacks: a sentence that gives just that is its answer, not another whistle. */
export interface WaitingDraft {
  readonly id: string;
  readonly matter: MatterCode | null;
  readonly place?: string | null;
  /** Whom it calls already. */
  readonly calls?: readonly OrgCode[];
  readonly lacks: readonly (Fact | Statement)[];
  /** 不予吹哨: only what mends it is its answer, whatever else is a new whistle. */
  readonly held?: boolean;
  readonly drill?: boolean;
  /** It only cries for help. */
  readonly cries?: boolean;
  readonly urgent?: boolean;
}

/** Whether a sentence that reads like a whistle only gives what the draft was asked for. */
export function answers(reading: Reading, draft: WaitingDraft | null): boolean {
  const { whistles, facts } = reading;
  if (draft === null || whistles.length > 1) return false;
  if (isOtherGame(facts, draft)) return false;
  const mayReply = draft.held !== true || facts.category === 'emergency';
  if (mayReply && isReply(reading, draft.lacks[0])) return true;
  // What no list knows, said where the matter was asked for, is that matter.
  if (mayReply && draft.lacks[0] === 'matter' && statesNothing(facts)) return true;
  // Whoever cries twice cries for the same.
  if (draft.cries && onlyCries(facts)) return true;
  const sameMatter =
    facts.matter === null || facts.matter === draft.matter || draft.matter === null;
  if (sameMatter && draft.urgent && draft.matter !== null && tellsMore(facts)) return true;
  if (!sameMatter || (facts.category === 'emergency' && draft.matter !== null)) return false;
  const elsewhere = facts.place !== null;
  if (draft.cries && isWholeOther(facts)) return false;
  if (bringsOwn(facts, draft)) return false;
  if (draft.held && (facts.matter !== null || elsewhere)) return false;
  const gives: Readonly<Record<Fact | Statement, boolean>> = {
    street: facts.street !== null,
    place: elsewhere,
    matter: facts.matter !== null,
    departments: facts.departments.length > 0,
    effort: facts.effort !== null,
    // With a place of its own it is another whistle, however much the masses want it too.
    concern: facts.concern !== null && !elsewhere,
    beyond: facts.beyond !== null && !elsewhere,
  };
  return draft.lacks.some((fact) => gives[fact]);
}

/** Something is told, but neither what nor where nor for whom: “帮忙看看”. */
export const statesNothing = (facts: WhistleFacts): boolean =>
  facts.category !== 'emergency' && facts.matter === null && saysNoFact(facts);

const saysNoFact = ({ street, place, departments, effort }: WhistleFacts): boolean =>
  [street, place, effort].every((one) => one === null) && departments.length === 0;

/** “现在十几个了，都在吐”: of the emergency that was just told, since it names no place of its own. */
const tellsMore = ({ category, street, place }: WhistleFacts): boolean =>
  category === 'emergency' && street === null && place === null;

const onlyCries = ({ category, street, place, matter, departments }: WhistleFacts): boolean =>
  category === 'emergency' &&
  [street, place, matter].every((one) => one === null) &&
  departments.length === 0;

/** Nobody who cries for help means a street lamp: with its own place, people or effort it is another whistle. */
const isWholeOther = ({ category, matter, place, departments, effort }: WhistleFacts): boolean =>
  category !== 'emergency' &&
  matter !== null &&
  (place !== null || departments.length > 0 || effort !== null);

/** What is marked 【演练】 never ends in a true summons, and no true emergency in a drill (domain 6.4). */
const isOtherGame = (facts: WhistleFacts, { drill = false }: WaitingDraft): boolean =>
  drill ? !facts.drill && facts.category === 'emergency' : facts.drill;

/** Another place, or other people for another matter: another whistle, however much it could fill in. */
function bringsOwn({ place, matter, effort, departments }: WhistleFacts, draft: WaitingDraft) {
  const elsewhere = isElsewhere(place, draft.place ?? null);
  if (draft.cries) return matter !== null && elsewhere;
  const { calls = [] } = draft;
  const others = departments.length > 0 && departments.every(({ org }) => !calls.includes(org));
  return elsewhere || (calls.length > 0 && others && (effort !== null || matter !== null));
}

/** Two places neither of which is told in the other: 金星后街, 金星社区门口. */
const isElsewhere = (place: string | null, known: string | null): boolean =>
  place !== null &&
  known !== null &&
  !isHome(place) &&
  !place.includes(known) &&
  !known.includes(place);

/**
 * “北辰大道公交站牌被撞歪，街道已围挡” beside a draft that is elsewhere: a place and what was done there, though no list knows
 * the matter. A place that the effort itself speaks of is none (“已到万宏路派出所协调”).
 */
export function isOtherScene({ intent, facts }: Reading, draft: WaitingDraft | null): boolean {
  const { place, effort, because } = facts;
  if (intent.type !== 'other' || draft === null || place === null || effort === null) return false;
  if (!isElsewhere(place, draft.place ?? null)) return false;
  const tried = because.effort ?? [];
  return (because.place ?? []).every((one) =>
    tried.every(({ at, text }) => one.at + one.text.length <= at || one.at >= at + text.length),
  );
}

/**
 * A duty of the street's own is a matter, too, though nobody is called for it: beside a draft about something else it
 * is another whistle, to be held with its reason (S22), and never turns that draft into it. What was done is an answer.
 */
export function isOwnDuty({ intent, facts }: Reading, draft: WaitingDraft | null): boolean {
  if (intent.type !== 'other' || facts.ownDuty === null || facts.matter !== null) return false;
  if (facts.effort !== null || facts.beyond !== null || facts.concern !== null) return false;
  return draft === null
    ? facts.departments.length > 0
    : draft.held !== true && (draft.matter !== null || draft.cries === true);
}
