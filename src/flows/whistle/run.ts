import { decideWhistle } from './decide.ts';
import { aim, eachMatter, type Aim } from './aim.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import { missingFacts, unnamedLead } from './draft.ts';
import type { Facts } from './facts.ts';
import { fetches } from './media.ts';
import { addDuration } from '../../domain/calendar.ts';
import type { Refusal } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import { localDate } from '../../domain/local-time.ts';
import type { HeardMedia, SentBefore } from '../../domain/media.ts';
import type { Instant, OrgCode, UserId } from '../../domain/names.ts';
import { onlyReports } from '../../domain/reporting.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Store, Tx } from '../../store/store.ts';

/** What a command came to, and what is needed to show it. */
export interface Outcome {
  readonly whistle: Whistle | null;
  readonly refusal: Refusal | null;
  /** Whether this delivery changed something; a repeat and a second tap do not. */
  readonly changed: boolean;
  readonly directory: Directory;
  readonly member: Member | null;
  readonly now: Instant;
}

/** What a draft still lacks and what it is offered, for whoever shows it. */
export const whatDraftLacks = (whistle: Whistle, directory: Directory) => ({
  missing: missingFacts(directory, whistle),
  unnamedLead: unnamedLead(directory, whistle),
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
 * I2). Nothing leaves the process here. A repeated delivery changes nothing and tells the state as it is.
 */
export function createRunWhistle(store: Store): RunWhistle {
  return (command, deliveryId) =>
    store.inTransaction(async (tx) => {
      const first = await tx.deliveries.claim(deliveryId);
      const current = await tx.books.current();
      const member = 'by' in command ? current.memberOf(command.by) : null;
      if (!first) return repeated(tx, deliveryId, { directory: current, member });
      const outcome = await carryOut(tx, spelled(command, member), { deliveryId, current, member });
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
}

async function carryOut(tx: Tx, command: WhistleCommand, heard: Heard): Promise<Outcome> {
  const { deliveryId, current, member } = heard;
  const aimed =
    'by' in command
      ? await take(tx, command, heard)
      : { type: 'at' as const, whistleId: command.whistleId };
  if (aimed.type === 'refused') {
    // A photo whose words nobody understood is kept for those that follow.
    if (mediaOf(command).length > 0) await keep(tx, command, heard);
    return {
      whistle: null,
      refusal: aimed.refusal,
      changed: false,
      directory: current,
      member,
      now: await tx.now(),
    };
  }
  if (aimed.type === 'keep') return keep(tx, command, heard);
  const whistle = aimed.type === 'at' ? await tx.whistles.lock(aimed.whistleId) : null;
  const [first, ...more] = whistle ? [command] : eachMatter(command);
  const outcome = await decideOne(tx, first, heard, { whistle, cause: deliveryId });
  for (const [index, one] of more.entries()) {
    // The photo belongs to the first matter of its message.
    const bare = one.type === 'tell' ? { ...one, media: [] } : one;
    await decideOne(tx, bare, heard, {
      whistle: null,
      cause: `${deliveryId}#${String(index + 2)}`,
    });
  }
  return outcome;
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

const mediaOf = (command: WhistleCommand): readonly HeardMedia[] =>
  'media' in command ? (command.media ?? []) : [];

/** What the speaker sent before their first words of a new whistle. */
async function sentBefore(
  tx: Tx,
  command: WhistleCommand,
  { current, member }: Heard,
): Promise<readonly SentBefore[]> {
  if (command.type !== 'tell' || !member) return [];
  const { calendar, messages } = current.book;
  const now = await tx.now();
  const until = addDuration(calendar, now, messages.media.keepFor);
  return tx.media.waitingFor(member.userId, Date.parse(until) - Date.parse(now));
}

interface Given {
  readonly whistle: Whistle | null;
  readonly cause: string;
}

/** Reads the facts, decides, and saves state, audit and effects. */
async function decideOne(
  tx: Tx,
  command: WhistleCommand,
  { current, member }: Heard,
  { whistle, cause }: Given,
): Promise<Outcome> {
  const directory = whistle ? await tx.books.of(whistle.rulesVersion) : current;
  const now = await tx.now();
  const numbers = await numbering(tx, command, directory, now);
  const facts: Facts = {
    now,
    cause,
    directory,
    member,
    newId: tx.newId(cause),
    nextNumber: numbers.next,
    sent: whistle ? [] : await sentBefore(tx, command, { current, member, deliveryId: cause }),
  };
  const decision = decideWhistle(whistle, command, facts);
  const told = { directory, member, now };
  if (decision.verdict === 'refused')
    return { whistle, refusal: decision.refusal, changed: false, ...told };
  if (decision.verdict === 'ignored') return { whistle, refusal: null, changed: false, ...told };
  const { next } = decision;
  await tx.whistles.save(next);
  await tx.media.add(mediaOf(command), { by: next.blower, whistleId: next.id });
  await tx.media.give(
    (facts.sent ?? []).map(({ id }) => id),
    next.id,
  );
  if (next.number !== null && next.number !== whistle?.number) await numbers.take();
  await tx.audit.add(next.id, cause, now, decision.events);
  await tx.effects.add(decision.effects);
  return { whistle: next, refusal: null, changed: true, ...told };
}

/** Which whistle is meant; a full number is looked up whoever asks, authority is decided afterwards. */
async function take(tx: Tx, command: HumanCommand, { current, member }: Heard): Promise<Aim> {
  if ('target' in command && 'whistleId' in command.target)
    return { type: 'at', whistleId: command.target.whistleId };
  if (!member) return { type: 'new' };
  const written = 'target' in command && 'number' in command.target ? command.target.number : null;
  const known = written === null ? null : await tx.whistles.idOf(written.toUpperCase());
  if (known !== null) return { type: 'at', whistleId: known };
  const all = current.org(member.org)?.duties.includes('command-centre') ?? false;
  const watches = member.post === 'commissioner';
  const open = await tx.whistles.openFor(member.org, all, {
    grids: watches ? gridsUnder(current, member.org) : [],
  });
  const latest = open.find((one) => one.state === 'draft' && one.blower === member.userId);
  const draft = command.type === 'tell' && latest ? await tx.whistles.read(latest.id) : null;
  const asker = {
    userId: member.userId,
    org: member.org,
    watches,
    reports: onlyReports(member, current),
    hasSent:
      mediaOf(command).length > 0 ||
      (await sentBefore(tx, command, { current, member, deliveryId: '' })).length > 0,
    draft: draft && { id: draft.id, matter: draft.matter, lacks: missingFacts(current, draft) },
  };
  const aimed = aim(command, open, asker);
  if (aimed.type !== 'refused' || aimed.refusal.code !== 'unknown-whistle') return aimed;
  // An archived whistle still takes the reason of a rating, and tells everybody else how it ended.
  const ended = aim(command, await tx.whistles.endedFor(member.org, all), asker);
  return ended.type === 'refused' && ended.refusal.code === 'unknown-whistle' ? aimed : ended;
}

const gridsUnder = (directory: Directory, org: OrgCode): readonly OrgCode[] =>
  directory.book.orgs.map(({ code }) => code).filter((code) => directory.isUnder(code, org));

/** The number a dispatch would give; locked only for the commands that may dispatch. */
async function numbering(tx: Tx, command: WhistleCommand, directory: Directory, now: Instant) {
  if (command.type !== 'confirm' && command.type !== 'approve')
    return { next: '', take: () => Promise.resolve() };
  const day = localDate(now);
  const sequence = await tx.nextSequence(day);
  const next = `${directory.book.district.code}-${day.replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`;
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
