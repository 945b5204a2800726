import type { AskCommand } from './command.ts';
import { mayKnowResidents, maySee, periodStart, seesAll } from './decide.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant } from '../../domain/names.ts';
import type { Resident } from '../../domain/origin.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Figures, ListRow, Store } from '../../store/store.ts';

export type Told = {
  readonly directory: Directory;
  readonly member: Member | null;
  readonly now: Instant;
} & (
  | { readonly type: 'stranger' | 'may-not-see' | 'unknown' | 'who' }
  | { readonly type: 'which'; readonly numbers: readonly string[] }
  | {
      readonly type: 'whistle';
      readonly whistle: Whistle;
      readonly alone: boolean;
      readonly residents: readonly Resident[];
    }
  | { readonly type: 'list'; readonly rows: readonly ListRow[] }
  | { readonly type: 'figures'; readonly figures: Figures; readonly all: boolean }
);

export type RunAsk = (command: AskCommand) => Promise<Told>;

/** Answers a question from the state as it is. Rights are checked in `decide.ts`; a refusal tells nothing of the whistle. */
export function createRunAsk(store: Store): RunAsk {
  return async (command) => {
    const directory = await store.books.current();
    const member = directory.memberOf(command.by);
    const told = { directory, member, now: await store.now() };
    if (!member) return { type: 'stranger', ...told };
    const all = seesAll(member, directory);
    const mine = { org: member.org, restricted: 'alone' in command && command.alone };
    switch (command.type) {
      case 'who':
        return { type: 'who', ...told };
      case 'look-up':
        return { ...told, ...(await lookUp(store, command, member, directory)) };
      case 'my-whistles':
        return {
          type: 'list',
          rows: await store.ask.list({ ...mine, all: false, awaited: false }),
          ...told,
        };
      case 'awaited':
        return {
          type: 'list',
          rows: await store.ask.list({ ...mine, all, awaited: true }),
          ...told,
        };
      case 'statistics': {
        const since = periodStart(command.period, told.now);
        return {
          type: 'figures',
          figures: await store.ask.figures(since, all ? null : member.org),
          all,
          ...told,
        };
      }
    }
  };
}

type Found =
  | { type: 'unknown' | 'may-not-see' }
  | { type: 'which'; numbers: string[] }
  | { type: 'whistle'; whistle: Whistle; alone: boolean; residents: readonly Resident[] };

type LookUp = Extract<AskCommand, { type: 'look-up' }>;

async function lookUp(
  store: Store,
  command: LookUp,
  member: Member,
  directory: Directory,
): Promise<Found> {
  const { alone } = command;
  const ids = await store.ask.idsOf(command.number, member.org);
  const whistles = (await Promise.all(ids.map((id) => store.read(id)))).filter(
    // What is restricted is not even known where others read along (domain 5.12).
    (one) => one !== null && (alone || !one.restricted),
  ) as readonly Whistle[];
  const seen = whistles.filter((one) => maySee(one, member, directory));
  const open = seen.filter((one) => one.endedAt === null);
  const [first, second] = open.length > 0 ? open : seen.slice(0, 1);
  if (first && second) return { type: 'which', numbers: open.flatMap((one) => one.number ?? []) };
  if (!first) return { type: whistles.length > 0 ? 'may-not-see' : 'unknown' };
  const residents = await residentsFor(store, first, command, member);
  return { type: 'whistle', whistle: first, alone, residents };
}

/** A look at residents' data is recorded before it is given, in one transaction, once a question (domain 5.12). */
async function residentsFor(
  store: Store,
  whistle: Whistle,
  { alone, deliveryId }: LookUp,
  member: Member,
): Promise<readonly Resident[]> {
  if (!mayKnowResidents(whistle, member, alone)) return [];
  return store.inTransaction(async (tx) => {
    const residents = await tx.residents.of(whistle.id);
    if (residents.length === 0 || !(await tx.deliveries.claim(deliveryId))) return residents;
    await tx.whistles.lock(whistle.id); // its log is written by one at a time
    const data = { org: member.org, residents: residents.length };
    const event = { type: 'residents-seen', by: member.userId, data };
    await tx.audit.add(whistle.id, deliveryId, await tx.now(), [event]);
    return residents;
  });
}
