import { clip } from '../../domain/clip.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Category, MatterCode } from '../../domain/names.ts';
import type { Reading, WhistleFacts } from '../../domain/reading.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { nextQuestion } from './draft-questions.ts';
import { fieldNamed, isFieldNamed } from './field-named.ts';
import { asUnlisted, chosen, noneOfThese, withMatter } from './matter.ts';
import { asReply, isReply } from './reply.ts';
import { isHome } from './set-apart.ts';
import { canBeGround, isAnswer, isSmallTalk } from './small-talk.ts';
import { departmentsAfter } from './summon.ts';

/**
 * Takes what a later message of the blower says into the draft: an answer to what was asked, or a correction. One that
 * names its field (“先期处置改成…”) changes that field in the writer's own words, whatever else those words could mean.
 */
export function complete(
  directory: Directory,
  draft: Whistle,
  reading: Pick<Reading, 'facts' | 'text' | 'intent'>,
): Whistle {
  const { text, intent } = reading;
  const named = fieldNamed(text);
  const asked = nextQuestion(directory, draft);
  const facts =
    named === null &&
    draft.matter !== null &&
    reading.facts.matter !== null &&
    isReply(reading, asked)
      ? asReply(reading, asked)
      : reading.facts;
  if (named?.field === 'effort')
    return { ...draft, effort: named.value, beyond: facts.beyond ?? draft.beyond };
  const none = asked === 'matter' && facts.matter === null ? noneOfThese(text) : null;
  if (none !== null) return asUnlisted(directory, draft, none);
  const picked = asked === 'matter' ? chosen(directory, draft, text) : null;
  if (picked !== null) return withMatter(directory, draft, picked);
  const said = isAnswer(text) && !isSmallTalk(text) ? clip(text, 200) : null;
  const tellsEffort = asked === 'effort' && intent.type === 'other' && namesNothing(facts);
  const told = tellsEffort || named ? null : facts.matter;
  const matter = told ?? draft.matter;
  const known = matter === null ? undefined : directory.matter(matter);
  const turned =
    facts.category ?? (draft.matter === null ? known?.category : undefined) ?? draft.category;
  // Nothing that is told later makes an emergency wait, unless its blower says in so many words that it can.
  const category =
    categoryWanted(directory, intent, matter) ??
    (draft.category === 'emergency' ? 'emergency' : turned);
  const words = plain(facts) && intent.type !== 'correct' ? said : null;
  const line = intent.type === 'other' && isLine(text) ? words : null;
  const found = isHome(facts.place) ? (draft.place ?? facts.place) : facts.place;
  const place = named?.value ?? found ?? (asked === 'place' ? words : null) ?? draft.place;
  // What answers one of the two statements says nothing against what the street is known to have done.
  const states =
    (asked === 'concern' || asked === 'beyond') && (facts.concern ?? facts.beyond) !== null;
  const effort =
    states && draft.effort !== null
      ? draft.effort
      : (facts.effort ?? (tellsEffort ? said : asked === 'effort' ? words : null) ?? draft.effort);
  return {
    ...draft,
    text: textAfter(draft, reading),
    // Said of a draft it makes a drill of it; nothing makes a true summons of a drill.
    drill: draft.drill || facts.drill,
    matter,
    matterCandidates:
      matter === null && draft.unlisted === null
        ? candidatesAfter(directory, { ...draft, category }, facts)
        : [],
    unlisted: matter === null ? draft.unlisted : null,
    ownDuty: facts.ownDuty ?? (told === null ? draft.ownDuty : null),
    onlySaysEmergency: draft.onlySaysEmergency || facts.onlySaysEmergency,
    concern: facts.concern ?? (asked === 'concern' ? line : null) ?? draft.concern,
    beyond: facts.beyond ?? (asked === 'beyond' ? line : null) ?? draft.beyond,
    category,
    street: facts.street ?? draft.street,
    place,
    effort,
    ...departmentsAfter(directory, { ...draft, matter, category }, facts, matter),
  };
}

/**
 * “改成日常哨”: the category its blower wants. 紧急 only where the matter is one: a word makes no emergency (domain 5.3,
 * rule 4), nor does it take one away.
 */
function categoryWanted(
  directory: Directory,
  intent: Reading['intent'],
  matter: MatterCode | null,
): Category | null {
  if (intent.type !== 'correct' || intent.category === undefined) return null;
  const usual = matter === null ? undefined : directory.matter(matter)?.category;
  if (intent.category === 'emergency') return usual === 'emergency' ? 'emergency' : null;
  return usual === 'emergency' ? null : intent.category;
}

/**
 * “救命” says nothing yet: the sentence that tells what it is about belongs to the demand (S02), and so does what happens
 * further in an emergency.
 */
function textAfter(
  draft: Whistle,
  { text, intent, facts }: Pick<Reading, 'text' | 'intent' | 'facts'>,
): string {
  if (intent.type !== 'whistle') return draft.text;
  const goesOn = draft.category === 'emergency' && facts.effort === null;
  if (draft.matter !== null && !goesOn) return draft.text;
  return onlyBlows.test(draft.text) ? text : clip(`${draft.text}；${text}`, 4000);
}

/** “我要吹哨” is nobody's demand. */
const onlyBlows = /^[\s我要想来请帮个一再]*吹[个一]?哨[\s。.！!，,]*$/u;

/** Candidates stay on offer while another question is answered first; in an emergency only emergencies are offered. */
function candidatesAfter(
  directory: Directory,
  { matterCandidates, category }: Pick<Whistle, 'matterCandidates' | 'category'>,
  facts: WhistleFacts,
): readonly MatterCode[] {
  const told = facts.matterCandidates.filter(
    (one) => category !== 'emergency' || directory.matter(one)?.category === 'emergency',
  );
  return told.length > 0 ? told : matterCandidates;
}

/** One line of fact for a statement (S23): not a correction gone wrong, nor a bare code, and more than a word or two. */
const isLine = (text: string): boolean =>
  !isFieldNamed(text) &&
  /\p{Script=Han}{2}/u.test(text) &&
  text.replace(/〔[^〕]*〕/gu, '').trim().length >= 4 &&
  canBeGround(text);

const namesNothing = (facts: WhistleFacts): boolean =>
  facts.place === null && facts.departments.length === 0 && facts.excluded.length === 0;

/** Whether the parser found nothing at all, so that the words themselves are the answer. */
function plain(facts: WhistleFacts): boolean {
  return (
    facts.place === null &&
    facts.effort === null &&
    facts.departments.length === 0 &&
    facts.excluded.length === 0 &&
    facts.concern === null &&
    facts.beyond === null &&
    facts.matter === null
  );
}
