import { rateSince } from '../../domain/admission.ts';
import type { Also, Refusal } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import { homesOpenTo } from '../../domain/gathering.ts';
import { localDate } from '../../domain/local-time.ts';
import type { SentBefore } from '../../domain/media.ts';
import type { Instant, OrgCode, UserId } from '../../domain/names.ts';
import { numberOfDay } from '../../domain/number.ts';
import { mayDirect } from '../../domain/powers.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { Busy, type Store, type Tx } from '../../store/store.ts';
import { addressed } from './addressed.ts';
import { missingStatements } from './admission.ts';
import type { Aim, Beside } from './aim-found.ts';
import { aim, aimOther, meantAsAnswer } from './aim.ts';
import { askerOf, gridsWatched } from './asker.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import { decideWhistle } from './decide.ts';
import { mayDispatch } from './dispatch.ts';
import { causeOf, eachMatter } from './each-matter.ts';
import type { Facts, Rates } from './facts.ts';
import { hintsOf } from './hints.ts';
import { fetches, keptForMs, mediaOf, recentSince } from './media.ts';
import { missingFacts } from './missing-facts.ts';
import { numbersBefore, offersOf, searchFor } from './near.ts';
import { lockingMore, NotLocked } from './not-locked.ts';
import { numberedDrafts, whichDraft } from './numbered-drafts.ts';
import type { OpenWhistle } from './open-whistle.ts';
import { answerTo, askedAgain, isBeside, questionLeft, type Question } from './question.ts';
import { ratesOf, streetCounted } from './rates.ts';
import { withoutRestricted } from './said-in-group.ts';
import { unnamedLead } from './seats.ts';

/** What a command came to, and what is needed to show it. */
export interface Outcome {
  readonly whistle: Whistle | null;
  readonly refusal: Refusal | null;
  /** Whether this delivery changed something; a repeat and a second tap do not. */
  readonly changed: boolean;
  /** What this delivery came to, as the log names it. */
  readonly event?: string | undefined;
  readonly directory: Directory;
  readonly member: Member | null;
  readonly now: Instant;
  /** Another draft of the speaker's only cries for help, or lacks something: it is not forgotten over this one. */
  readonly beside?: Beside | undefined;
  /** What plain words turned out to command. */
  readonly meant?: HumanCommand | undefined;
}

/** What a draft still lacks and what it is offered, for whoever shows it. */
export const whatDraftLacks = (whistle: Whistle, directory: Directory) => ({
  missing: missingFacts(directory, whistle),
  unnamedLead: unnamedLead(directory, whistle),
  hints: hintsOf(directory, whistle),
  statements: {
    mode: directory.book.admission.statements[whistle.category],
    missing: missingStatements(directory, whistle),
  },
  offers: offersOf(directory, whistle),
});

/** A whistle as it stands, unlocked: what a tap shows when the lock is another's. */
export type PeekWhistle = (whistleId: string, by: UserId) => Promise<Outcome>;

export function createPeekWhistle(store: Store): PeekWhistle {
  return async (whistleId, by) => {
    const whistle = await store.read(whistleId);
    const current = await store.books.current();
    const directory = whistle ? await store.books.of(whistle.rulesVersion) : current;
    const member = current.memberOf(by);
    return { whistle, refusal: null, changed: false, directory, member, now: await store.now() };
  };
}

export type RunWhistle = (command: WhistleCommand, deliveryId: string) => Promise<Outcome>;

/**
 * Runs one command in one transaction: claim the delivery, lock, decide, save state, audit and effects together (I1,
 * I2). Nothing leaves the process here. A repeated delivery changes nothing and tells the state as it is. Whistles are
 * locked in the order of their ids; where it turns out that another one changes too, all is taken back and begun again.
 */
export function createRunWhistle(store: Store): RunWhistle {
  return async (command, deliveryId) => {
    const outcome = await lockingMore((ids) => once(store, command, deliveryId, ids));
    if (outcome) return outcome;
    throw new Busy(`${deliveryId} meets another whistle each time`);
  };
}

function once(
  store: Store,
  command: WhistleCommand,
  deliveryId: string,
  ids: readonly string[],
): Promise<Outcome> {
  return store.inTransaction(async (tx) => {
    const first = await tx.deliveries.claim(deliveryId);
    const current = await tx.books.current();
    const member = 'by' in command ? current.memberOf(command.by) : null;
    if (!first) return repeated(tx, deliveryId, { directory: current, member });
    const heard = { deliveryId, current, member, locked: new Map<string, Whistle | null>() };
    const outcome = await inTurn(tx, spelled(command, member), heard, ids);
    await tx.deliveries.settle(deliveryId, {
      whistleId: outcome.whistle?.id ?? null,
      refusal: outcome.refusal,
    });
    return outcome;
  });
}

interface Heard {
  readonly deliveryId: string;
  readonly current: Directory;
  readonly member: Member | null;
  /** Every whistle this transaction holds, as it stands by now. */
  readonly locked: Map<string, Whistle | null>;
}

/** A sentence that was asked for is that answer; what is asked by what it comes to is remembered (I1). */
async function inTurn(
  tx: Tx,
  command: WhistleCommand,
  heard: Heard,
  ids: readonly string[],
): Promise<Outcome> {
  const { member, current } = heard;
  if (!member || !('by' in command)) return carryOut(tx, command, heard, ids);
  const { userId } = member;
  const asked = await tx.questions.to(userId, recentSince(current, await tx.now()));
  if (asked && isBeside(command)) return repeatedTo(tx, asked, heard);
  const meant = asked ? answerTo(asked, command) : null;
  const outcome = await carryOut(tx, meant ?? command, heard, ids);
  const left = questionLeft(meant ?? command, outcome);
  if (left) await tx.questions.put(userId, left, outcome.now);
  else if (asked && (outcome.changed || meant || command.type === 'edit'))
    await tx.questions.drop(userId);
  return meant ? { ...outcome, meant } : outcome;
}

/** Chatter beside a question: it is put once more. */
async function repeatedTo(tx: Tx, asked: Question, heard: Heard): Promise<Outcome> {
  const whistle = await tx.whistles.read(asked.whistleId);
  if (!whistle) return refusedAs(tx, { code: 'no-open-draft' }, heard);
  const name = heard.current.org(asked.org ?? '')?.name ?? '';
  const outcome = await refusedAs(tx, askedAgain(asked, whistle, name), heard);
  return { ...outcome, whistle };
}

async function carryOut(
  tx: Tx,
  command: WhistleCommand,
  heard: Heard,
  ids: readonly string[],
): Promise<Outcome> {
  const { deliveryId, locked } = heard;
  const aimed =
    'by' in command
      ? await take(tx, command, heard)
      : { type: 'at' as const, whistleId: command.whistleId };
  if (aimed.type === 'refused') {
    const answer =
      aimed.refusal.code === 'no-open-whistle' ? await asAnswer(tx, command, heard) : null;
    if (answer) return carryOut(tx, answer, heard, ids);
    // A photo whose words nobody understood is kept for those that follow.
    if (mediaOf(command).length > 0) await keep(tx, command, heard);
    return refusedAs(tx, aimed.refusal, heard);
  }
  if (aimed.type === 'keep') return keep(tx, command, heard);
  if (aimed.type === 'instead') {
    const { otherwise } = aimed;
    const found = otherwise === null || (await take(tx, aimed.command, heard)).type !== 'refused';
    const meant = command.type === 'tell' ? aimed.command : undefined;
    return found
      ? { ...(await carryOut(tx, aimed.command, heard, ids)), meant }
      : refusedAs(tx, await listed(tx, otherwise, heard), heard);
  }
  if (aimed.type === 'which-draft') return refusedAs(tx, await listed(tx, aimed, heard), heard);
  if (aimed.type === 'each' && 'by' in command) return forEach(tx, command, heard, aimed.ids);
  const id = aimed.type === 'at' ? aimed.whistleId : null;
  const other =
    command.type === 'merge' && id !== null ? await takeOther(tx, command, heard, id) : null;
  if (other?.type === 'refused') return refusedAs(tx, other.refusal, heard);
  const otherId = other?.type === 'at' ? other.whistleId : null;
  await lockAll(
    tx,
    [id, otherId, ...ids].filter((one) => one !== null),
    locked,
  );
  const whistle = id === null ? null : (locked.get(id) ?? null);
  const [first, ...more] = whistle ? [command] : eachMatter(command);
  const outcome = await decideOne(tx, first, heard, { whistle, otherId, cause: deliveryId });
  for (const [index, one] of more.entries()) {
    const cause = causeOf(deliveryId, index + 1);
    await decideOne(tx, one, heard, { whistle: null, otherId: null, cause });
  }
  return { ...outcome, beside: aimed.type === 'new' ? aimed.beside : undefined };
}

/** Lists drafts to choose from. Each keeps its number as long as it is open, whatever becomes of the others. */
async function listed(
  tx: Tx,
  { verb, ids }: Extract<Aim, { type: 'which-draft' }>,
  { current }: Heard,
): Promise<Refusal> {
  const found = await lockAll(tx, ids, new Map<string, Whistle | null>());
  const drafts = numberedDrafts(
    ids.flatMap((id) => found.get(id) ?? []),
    verb,
  );
  for (const { draft } of drafts) if (found.get(draft.id) !== draft) await tx.whistles.save(draft);
  return whichDraft(verb, drafts, current);
}

/** Locks whistles in the order of their ids, so that two runs never wait for each other. */
async function lockAll(tx: Tx, ids: readonly string[], locked: Map<string, Whistle | null>) {
  for (const id of [...new Set(ids)].sort()) locked.set(id, await tx.whistles.lock(id));
  return locked;
}

/** One command for several whistles of one person: 取消 全部. The last one stands for all. */
async function forEach(
  tx: Tx,
  command: HumanCommand,
  heard: Heard,
  ids: readonly string[],
): Promise<Outcome> {
  const { deliveryId, locked } = heard;
  await lockAll(tx, ids, locked);
  const outcomes: Outcome[] = [];
  for (const [index, id] of ids.entries()) {
    const cause = causeOf(deliveryId, index);
    const whistle = locked.get(id) ?? null;
    outcomes.push(await decideOne(tx, command, heard, { whistle, otherId: null, cause }));
  }
  const last = outcomes.find(({ changed }) => changed) ?? outcomes[0];
  if (!last) throw new Error(`${deliveryId} means several whistles and names none`);
  return last;
}

async function refusedAs(tx: Tx, refusal: Refusal, { current, member }: Heard): Promise<Outcome> {
  const now = await tx.now();
  return { whistle: null, refusal, changed: false, directory: current, member, now };
}

/** The command as an answer to the speaker's open draft, where it can be one. */
async function asAnswer(
  tx: Tx,
  command: WhistleCommand,
  heard: Heard,
): Promise<HumanCommand | null> {
  const answer = 'by' in command ? meantAsAnswer(command) : null;
  return answer !== null && (await take(tx, answer, heard)).type === 'at' ? answer : null;
}

/** Keeps what came without a whistle to go to, and has it fetched (S30). */
async function keep(tx: Tx, command: WhistleCommand, heard: Heard): Promise<Outcome> {
  const { current: directory, member } = heard;
  const now = await tx.now();
  const media = mediaOf(command);
  if (member) await tx.media.add(media, { by: member.userId, whistleId: null });
  await tx.effects.add(fetches(media, null, { now }));
  return { whistle: null, refusal: null, changed: true, directory, member, now };
}

/** What the speaker sent before their first words of a new whistle. */
async function sentBefore(
  tx: Tx,
  command: WhistleCommand,
  { current, member }: Pick<Heard, 'current' | 'member'>,
): Promise<readonly SentBefore[]> {
  if (command.type !== 'tell' || !member) return [];
  return tx.media.waitingFor(member.userId, keptForMs(current, await tx.now()));
}

interface Given {
  readonly whistle: Whistle | null;
  readonly otherId: string | null;
  readonly cause: string;
}

/** Reads the facts, decides, and saves state, audit and effects; what changes on another whistle the same way. */
async function decideOne(
  tx: Tx,
  command: WhistleCommand,
  heard: Heard,
  { whistle, otherId, cause }: Given,
): Promise<Outcome> {
  const { current, member, locked } = heard;
  const directory = whistle ? await tx.books.of(whistle.rulesVersion) : current;
  const now = await tx.now();
  const numbers = await numbering(tx, command, directory, now);
  const groups = mayDispatch(command) ? await tx.bindings.units() : [];
  const search = searchFor(whistle, command, directory, now);
  // After the day's number is locked: whoever dispatched the same a moment ago is seen.
  const around = search ? await tx.around.find(search) : [];
  const facts: Facts = {
    now,
    cause,
    directory,
    member,
    newId: tx.newId(cause),
    nextNumber: numbers.next,
    groups,
    rates: await ratesFor(tx, streetCounted(command, whistle, member, directory), directory, now),
    around,
    taken: await tx.around.taken(numbersBefore(whistle, command, around)),
    other: otherId === null ? null : (locked.get(otherId) ?? null),
    sent: whistle ? [] : await sentBefore(tx, command, { current, member }),
  };
  const decision = decideWhistle(whistle, command, facts);
  const told = { directory, member, now };
  if (decision.verdict === 'refused')
    return { whistle, refusal: decision.refusal, changed: false, ...told };
  if (decision.verdict === 'ignored') return { whistle, refusal: null, changed: false, ...told };
  const { next, also = [] } = decision;
  const unlocked = also.map((one) => one.whistleId).filter((one) => !locked.has(one));
  if (unlocked.length > 0) throw new NotLocked(unlocked);
  await tx.whistles.save(next);
  locked.set(next.id, next);
  await tx.media.add(mediaOf(command), { by: next.blower, whistleId: next.id });
  await tx.media.give(
    (facts.sent ?? []).map(({ id }) => id),
    next.id,
  );
  if (next.number === numbers.next && next.number !== whistle?.number) await numbers.take();
  await tx.residents.add(next.id, decision.residents ?? []);
  await tx.audit.add(next.id, cause, now, decision.events);
  await tx.effects.add(decision.effects);
  for (const one of also) await decideAlso(tx, one, heard, cause);
  return { whistle: next, refusal: null, changed: true, event: decision.events[0]?.type, ...told };
}

/** The other half of a decision was checked by the first: that it is refused now is a bug, and takes all back (I2). */
async function decideAlso(
  tx: Tx,
  { whistleId, command }: Also,
  heard: Heard,
  cause: string,
): Promise<void> {
  const whistle = heard.locked.get(whistleId) ?? null;
  const given = { whistle, otherId: null, cause };
  const { refusal } = await decideOne(tx, command as WhistleCommand, heard, given);
  if (refusal) throw new Error(`${cause} also changes ${whistleId}, which says ${refusal.code}`);
}

/** Which whistle is meant; a full number is looked up whoever asks, authority is decided afterwards. */
async function take(tx: Tx, command: HumanCommand, { current, member }: Heard): Promise<Aim> {
  if ('target' in command && 'whistleId' in command.target)
    return { type: 'at', whistleId: command.target.whistleId };
  if (!member) return { type: 'new' };
  const written = 'target' in command && 'number' in command.target ? command.target.number : null;
  const known = await knownAs(tx, written);
  if (known !== null) return { type: 'at', whistleId: known };
  const all = mayDirect(member, current);
  const open = await tx.whistles.openFor(member.org, all, {
    homes: homesOpenTo(current, member),
    userId: member.userId,
    grids: gridsWatched(current, member),
  });
  const draft = command.type === 'tell' ? await draftFor(tx, command, open, member) : null;
  const now = await tx.now();
  const asker = askerOf(current, member, {
    today: localDate(now),
    open,
    draft,
    hasSent:
      mediaOf(command).length > 0 ||
      (await sentBefore(tx, command, { current, member })).length > 0,
    recentSince: recentSince(current, now),
  });
  const aimed = withoutRestricted(aim(command, open, asker), command, open);
  if (aimed.type !== 'refused' || aimed.refusal.code !== 'unknown-whistle') return aimed;
  // An archived whistle still takes the reason of a rating, and tells everybody else how it ended.
  const over = await tx.whistles.endedFor(member.org, all);
  const ended = withoutRestricted(aim(command, over, asker), command, over);
  return ended.type === 'refused' && ended.refusal.code === 'unknown-whistle' ? aimed : ended;
}

/** The whistle with exactly this number, in any case. */
const knownAs = async (tx: Tx, written: string | null): Promise<string | null> =>
  written === null ? null : tx.whistles.idOf(written.toUpperCase());

/** The draft a sentence is about, read whole. */
async function draftFor(
  tx: Tx,
  { reading }: Extract<HumanCommand, { type: 'tell' }>,
  open: readonly OpenWhistle[],
  { userId }: Member,
): Promise<Whistle | null> {
  const meant = addressed(reading, open, userId);
  return meant ? tx.whistles.read(meant.id) : null;
}

/** How often a street whistles; null: it is not counted now. */
async function ratesFor(
  tx: Tx,
  street: OrgCode | null,
  directory: Directory,
  now: Instant,
): Promise<Rates | null> {
  if (street === null) return null;
  return ratesOf(await tx.rates.since(rateSince(directory, now)), street, directory);
}

/** The whistle a merge goes into: one that is offered, else one the asker has a part in. */
async function takeOther(
  tx: Tx,
  command: Extract<HumanCommand, { type: 'merge' }>,
  { current, member }: Heard,
  whistleId: string,
): Promise<Aim> {
  const { into } = command;
  if ('whistleId' in into) return { type: 'at', whistleId: into.whistleId };
  const known = await knownAs(tx, into.number);
  if (known !== null) return { type: 'at', whistleId: known };
  if (!member)
    return { type: 'refused', refusal: { code: 'unknown-whistle', number: into.number } };
  const near = (await tx.whistles.read(whistleId))?.near ?? [];
  const open = await tx.whistles.openFor(member.org, mayDirect(member, current));
  return withoutRestricted(
    aimOther(into.number, near, open, localDate(await tx.now())),
    command,
    open,
  );
}

/** The number a dispatch would give; locked only for the commands that may dispatch. */
async function numbering(tx: Tx, command: WhistleCommand, directory: Directory, now: Instant) {
  if (!mayDispatch(command)) return { next: '', take: () => Promise.resolve() };
  const day = localDate(now);
  const sequence = await tx.nextSequence(day);
  const next = numberOfDay(directory.book.district.code, day, sequence);
  return { next, take: () => tx.takeSequence(day, sequence) };
}

async function repeated(
  tx: Tx,
  deliveryId: string,
  told: { directory: Directory; member: Member | null },
): Promise<Outcome> {
  const { whistleId, refusal } = await tx.deliveries.outcome(deliveryId);
  const whistle = whistleId === null ? null : await tx.whistles.read(whistleId);
  const directory = whistle ? await tx.books.of(whistle.rulesVersion) : told.directory;
  return { whistle, refusal, changed: false, ...told, directory, now: await tx.now() };
}

/** The userid as the rule book spells it, whatever case WeCom used. */
function spelled(command: WhistleCommand, member: Member | null): WhistleCommand {
  return 'by' in command && member ? { ...command, by: member.userId } : command;
}
