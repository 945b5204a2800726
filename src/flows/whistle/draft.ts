import { clip } from '../../domain/clip.ts';
import { missingStatements } from './admission.ts';
import { newSeat } from './new-seat.ts';
import { asUnlisted, noneOfThese, onlyInterim } from './matter.ts';
import { isHome } from './set-apart.ts';
import { canBeGround, isSmallTalk } from './small-talk.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Category, MatterCode, OrgCode, WhistleKind } from '../../domain/names.ts';
import type { CalledDepartment, Reading, WhistleFacts } from '../../domain/reading.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';
import { stopOf } from '../../domain/admission.ts';
import type { Participation, Whistle } from '../../domain/whistle.ts';

/**
 * The one thing asked next: what would lift a stop, then the first missing fact, then the first missing statement. Null:
 * nothing is asked.
 */
export function nextQuestion(directory: Directory, draft: Whistle): Fact | Statement | null {
  if (stopOf(draft)?.rule === 'ownDuty') return draft.effort === null ? 'effort' : 'beyond';
  return missingFacts(directory, draft)[0] ?? missingStatements(directory, draft)[0] ?? null;
}

/** What its blower is asked again when a sentence gave nothing new; a statement that a tap makes is not. */
export function openQuestion(directory: Directory, draft: Whistle): Fact | Statement | null {
  const next = nextQuestion(directory, draft);
  const isStatement = next === 'concern' || next === 'beyond';
  const asks = directory.book.admission.statements[draft.category] === 'ask';
  return isStatement && !asks && stopOf(draft) === null ? null : next;
}

/** Everything that a sentence could answer: a held draft's one question, else all that is missing. */
export function whatIsAsked(directory: Directory, draft: Whistle): readonly (Fact | Statement)[] {
  if (stopOf(draft)?.rule === 'ownDuty') return ['effort', 'beyond'];
  return [...missingFacts(directory, draft), ...missingStatements(directory, draft)];
}

/** The facts a whistle still lacks before it may go out (domain 5.3), in the order they are asked for. */
export function missingFacts(directory: Directory, whistle: Whistle): readonly Fact[] {
  const needed = directory.book.admission.facts[whistle.category];
  const { waives } = directory.book.kinds[lawfulKind(directory, whistle)];
  return needed.filter((fact) => !waives.includes(fact) && !has(whistle, fact));
}

/** The matrix lead of the matter when the blower did not name it: offered on the draft, never added. */
export function unnamedLead(directory: Directory, whistle: Whistle): OrgCode | null {
  const lead = whistle.matter === null ? undefined : directory.matter(whistle.matter)?.lead;
  if (lead === undefined || whistle.participations.some((one) => one.org === lead)) return null;
  // Where the kind does not call departments, adding one would make another kind of it.
  if (!mayCall(directory, lawfulKind(directory, whistle), [{ org: lead }])) return null;
  return lead;
}

/**
 * The kind a whistle may go out as: a community's or an alliance's that calls a department is a 街道吹哨, with the
 * approval that belongs to it (S13–S16, S50).
 */
export function lawfulKind(directory: Directory, { kind, participations }: Whistle): WhistleKind {
  return mayCall(directory, kind, participations) ? kind : 'street';
}

/** Whether whistles of this kind may call all of these. */
export function mayCall(
  directory: Directory,
  kind: WhistleKind,
  called: readonly { readonly org: OrgCode }[],
): boolean {
  const { responders } = directory.book.kinds[kind];
  return called.every(({ org }) => {
    const type = directory.org(org)?.type;
    return type !== undefined && responders.includes(type);
  });
}

/**
 * Who is called by a whistle of this kind, and who only gets a copy. A community calls people, not units: whoever else
 * is named makes it a street whistle. An alliance calls public units; a department named beside one gets a copy, never
 * the lead (S14, S16). In an emergency nobody named is left to watch.
 */
export function summon(
  directory: Directory,
  draft: Pick<Whistle, 'kind' | 'category' | 'matter'>,
  named: readonly CalledDepartment[],
): Pick<Whistle, 'participations' | 'observers'> {
  const whole = named.length > 0 ? named : proposal(directory, draft.matter);
  const isLawful = (one: CalledDepartment) => mayCall(directory, draft.kind, [one]);
  const calm = draft.category !== 'emergency';
  if (draft.kind === 'community' && calm) {
    const others = named.filter((one) => !isLawful(one));
    return {
      participations: others.length > 0 ? seats(directory, others, draft.matter) : [],
      observers: [],
    };
  }
  const lawful = whole.filter(isLawful);
  const { observers } = directory.book.kinds[draft.kind];
  if (observers.length === 0 || lawful.length === 0 || !calm)
    return { participations: seats(directory, named, draft.matter), observers: [] };
  const watching = named
    .filter((one) => !isLawful(one))
    .filter(({ org }) => observers.some((type) => directory.org(org)?.type === type));
  return {
    participations: seats(directory, lawful, draft.matter),
    observers: watching.map(({ org }) => org),
  };
}

/** Lead and assist of the responsibility matrix. */
function proposal(directory: Directory, matter: MatterCode | null): readonly CalledDepartment[] {
  const entry = matter === null ? null : directory.matter(matter);
  if (entry === null) return [];
  return [
    { org: entry.lead, role: 'lead' },
    ...entry.assist.map((org) => ({ org, role: 'assist' as const })),
  ];
}

/** Seats for the departments named in the text; when none is named, the matrix's proposal. */
export function seats(
  directory: Directory,
  named: readonly CalledDepartment[],
  matter: MatterCode | null,
): readonly Participation[] {
  const entry = matter === null ? null : directory.matter(matter);
  const called =
    named.length > 0 || entry === null
      ? withLead(named, entry?.lead ?? null)
      : proposal(directory, matter);
  return called.map(newSeat);
}

/**
 * Takes what a later message of the blower says into the draft: an answer to what was asked, or a correction. One that
 * names its field (“先期处置改成…”) changes that field in the writer's own words, whatever else those words could mean.
 */
export function complete(
  directory: Directory,
  draft: Whistle,
  { facts, text, intent }: Pick<Reading, 'facts' | 'text' | 'intent'>,
): Whistle {
  const named = fieldNamed(text);
  if (named?.field === 'effort')
    return { ...draft, effort: named.value, beyond: facts.beyond ?? draft.beyond };
  const asked = nextQuestion(directory, draft);
  const none = asked === 'matter' && facts.matter === null ? noneOfThese(text) : null;
  if (none !== null) return asUnlisted(directory, draft, none);
  const said = isAnswer(text) && !isSmallTalk(text) ? clip(text, 200) : null;
  const tellsEffort = asked === 'effort' && intent.type === 'other' && namesNothing(facts);
  const told = tellsEffort || named ? null : facts.matter;
  const matter = told ?? (asked === 'matter' ? chosen(draft, text) : null) ?? draft.matter;
  const known = matter === null ? undefined : directory.matter(matter);
  const turned =
    categoryNamed(directory, text, matter) ??
    facts.category ??
    (draft.matter === null ? known?.category : undefined) ??
    draft.category;
  const category = draft.category === 'emergency' ? 'emergency' : turned;
  const words = plain(facts) ? said : null;
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
    text: textAfter(draft, { text, intent }),
    // Said of a draft it makes a drill of it; nothing makes a true summons of a drill.
    drill: draft.drill || facts.drill,
    matter,
    matterCandidates:
      matter === null && draft.unlisted === null ? candidatesAfter(draft, facts) : [],
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

/** “救命” says nothing yet: the sentence that tells what it is about belongs to the demand, too (S02). */
const textAfter = (draft: Whistle, { text, intent }: Pick<Reading, 'text' | 'intent'>): string =>
  draft.matter === null && intent.type === 'whistle'
    ? clip(`${draft.text}；${text}`, 4000)
    : draft.text;

/** The draft about one of the offered matters; its category and, where nobody is called, its departments follow. */
export function withMatter(directory: Directory, draft: Whistle, matter: MatterCode): Whistle {
  const known = directory.matter(matter);
  const { participations, category } = draft;
  return {
    ...draft,
    matter,
    matterCandidates: [],
    unlisted: null,
    category: category === 'emergency' ? category : (known?.category ?? category),
    participations: participations.length > 0 ? participations : seats(directory, [], matter),
  };
}

function departmentsAfter(
  directory: Directory,
  draft: Whistle,
  facts: WhistleFacts,
  matter: MatterCode | null,
): Pick<Whistle, 'participations' | 'observers'> {
  const replaced =
    onlyInterim(directory, draft) && (facts.departments.length > 0 || matter !== null);
  const stays = ({ org }: { readonly org: OrgCode }) => !replaced && !facts.excluded.includes(org);
  const copied = draft.observers.map((org) => ({ org, role: 'assist' as const }));
  const kept = [...draft.participations, ...copied].filter(stays);
  const added = facts.departments.filter((one) => !kept.some(({ org }) => org === one.org));
  const called = [
    ...kept.map(({ org, role }) => ({ org, role })),
    ...added.map(({ org }) => ({ org, role: 'assist' as const })),
  ];
  const lead = facts.departments.find((one) => one.role === 'lead');
  // Whoever was sent away is not replaced by somebody nobody named: the bot asks (domain 6.4).
  if (called.length === 0 && facts.excluded.length > 0)
    return { participations: [], observers: [] };
  if (called.length === 0) return summon(directory, draft, []);
  return summon(directory, draft, lead ? leadFirst(called, lead.org) : withLead(called, null));
}

/** Candidates stay on offer while another question is answered first. */
const candidatesAfter = (draft: Whistle, { matterCandidates }: WhistleFacts) =>
  matterCandidates.length > 0 ? matterCandidates : draft.matterCandidates;

/** Exactly one lead, first: the one the text names, else the matrix's, else the first. */
function withLead(
  called: readonly CalledDepartment[],
  matrixLead: OrgCode | null,
): readonly CalledDepartment[] {
  const lead =
    called.find((one) => one.role === 'lead') ??
    called.find((one) => one.org === matrixLead) ??
    called[0];
  return lead ? leadFirst(called, lead.org) : [];
}

function leadFirst(
  called: readonly CalledDepartment[],
  lead: OrgCode,
): readonly CalledDepartment[] {
  const rest = called
    .filter((one) => one.org !== lead)
    .map(({ org }) => ({ org, role: 'assist' as const }));
  return [{ org: lead, role: 'lead' }, ...rest];
}

/** A number typed in answer to the offered candidates: “2”. */
function chosen(draft: Whistle, text: string): MatterCode | null {
  const digit = /^\s*([123１２３])\s*$/.exec(text)?.[1];
  return digit === undefined
    ? null
    : (draft.matterCandidates[
        '１２３'.includes(digit) ? '１２３'.indexOf(digit) : Number(digit) - 1
      ] ?? null);
}

const correction =
  /^\s*(?:请?把)?(地点|位置|地址|先期处置)(?:改成|改为|改到|换成|应该是|应为|写错了?|错了|是|[:：])+\s*(.+)$/su;

/** “地点改成…”, “先期处置：…”: which field, and what it becomes. */
export function fieldNamed(text: string): { field: 'place' | 'effort'; value: string } | null {
  const [, label, words] = correction.exec(text) ?? [];
  if (label === undefined || words === undefined) return null;
  const field = label === '先期处置' ? 'effort' : 'place';
  const whole = field === 'effort' ? words : (words.split(/[，,。；;！!\n]/u)[0] ?? '');
  const value = whole.trim().slice(0, field === 'effort' ? 200 : 60);
  return isAnswer(value) ? { field, value } : null;
}

const wishes = { 日常: 'routine', 攻坚: 'tackle', 紧急: 'emergency' } as const;

/**
 * “类别改成攻坚”: the category its blower wants. 紧急 only where the matter is one: a word makes no emergency (domain 5.3,
 * rule 4).
 */
export function categoryNamed(
  directory: Directory,
  text: string,
  matter: MatterCode | null,
): Category | null {
  const word =
    /^\s*(?:请?把?)?(?:这个|这件|它)?(?:类别|种类|类型)?(?:改成|改为|换成|应该是|应为|是|[:：])\s*(日常|攻坚|紧急)哨?[\s。.!！]*$/u.exec(
      text,
    )?.[1];
  if (word !== '日常' && word !== '攻坚' && word !== '紧急') return null;
  const own = matter === null ? undefined : directory.matter(matter)?.category;
  return word === '紧急' && own !== 'emergency' ? null : wishes[word];
}

const empty =
  /^(?:没|没有|没有了|无|暂无|还没|还没有|没做|没做什么|什么都没做|不知道|不清楚|好|好的|嗯+|哦+|是|是的|对|对的|行|可以|收到|知道了|ok|没问题)?[^\p{L}\p{N}]*$/iu;

/** “1”, “都不是”, “算了别改了”: said of something else than the fact that is asked for. */
const beside =
  /^(?:[\p{N}\s.,，、。]+|(?:以上)?(?:都|全)?不(?:是|对)(?:的|啊|呀)?|(?:算了|先不|不用|不要|别|不)(?:吧|了|改|弄|管|动|报|吹|发|填|写|用|要|别|就|这样|再|说|先|它|啦|[,，\s])*|就这样吧?|等等|等一下|稍等|再说吧?|再等等)[^\p{L}\p{N}]*$/u;

/** “没有”, “好的”, a number or a smile gives no fact (S22): nobody blows on an empty ground. */
const isAnswer = (text: string): boolean => !empty.test(text.trim()) && !beside.test(text.trim());

/** One line of fact for a statement (S23): not a correction gone wrong, nor a bare code, and more than a word or two. */
const isLine = (text: string): boolean =>
  !correction.test(text) &&
  /\p{Script=Han}{2}/u.test(text) &&
  text.replace(/〔[^〕]*〕/gu, '').trim().length >= 4 &&
  canBeGround(text);

const namesNothing = (facts: WhistleFacts): boolean =>
  facts.place === null && facts.departments.length === 0 && facts.excluded.length === 0;

/** Whether a message changed anything its blower can see. */
export function isSameDraft(one: Whistle, other: Whistle): boolean {
  const seen = (draft: Whistle) => [
    draft.matter,
    draft.category,
    draft.drill,
    draft.street,
    draft.place,
    draft.effort,
    draft.appointedAt,
    draft.headcount,
    ...draft.origins.map(({ source, reference }) => `${source} ${reference ?? ''}`),
    draft.item,
    draft.project,
    draft.unlisted,
    draft.ownDuty,
    draft.concern,
    draft.beyond,
    ...draft.matterCandidates,
    ...draft.participations.map(({ org, role }) => `${org} ${role}`),
    ...draft.observers,
  ];
  return seen(one).join('|') === seen(other).join('|');
}

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

function has(whistle: Whistle, fact: Fact): boolean {
  if (fact === 'matter') return whistle.matter !== null || whistle.unlisted !== null;
  return fact === 'departments' ? whistle.participations.length > 0 : whistle[fact] !== null;
}
