import type { AskCommand } from './command.ts';
import { dutyAsked, maySee, periodStart, seesAll, unitsUnder } from './decide.ts';
import { byStreet, type StreetFigures } from './streets.ts';
import { callsThem, whyOf, type Why } from './why.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import { mayDirect } from '../../domain/powers.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Figures, ListRow, QueueRow, Store } from '../../store/store.ts';

export type { Ping, Why } from './why.ts';

export type Told = {
  readonly directory: Directory;
  readonly member: Member | null;
  readonly now: Instant;
} & (
  | { readonly type: 'stranger' | 'may-not-see' | 'unknown' | 'who' }
  | { readonly type: 'which'; readonly numbers: readonly string[] }
  | { readonly type: 'whistle'; readonly whistle: Whistle }
  | { readonly type: 'list'; readonly rows: readonly ListRow[] }
  | { readonly type: 'queue'; readonly rows: readonly QueueRow[]; readonly all: boolean }
  | { readonly type: 'duty'; readonly orgs: readonly OrgCode[] }
  /** Empty: nothing open concerns them. */
  | { readonly type: 'why'; readonly whys: readonly Why[] }
  | {
      readonly type: 'figures';
      readonly figures: Figures;
      readonly all: boolean;
      readonly streets: readonly StreetFigures[];
    }
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
    switch (command.type) {
      case 'who':
        return { type: 'who', ...told };
      case 'duty':
        return { type: 'duty', orgs: dutyAsked(command.org, member, directory), ...told };
      case 'queue': {
        const every = mayDirect(member, directory);
        const rows = await store.askQueue(every ? null : member.org);
        return { type: 'queue', rows, all: every, ...told };
      }
      case 'why':
        return { ...told, ...(await why(store, command.number, member, directory)) };
      case 'look-up':
        return { ...told, ...(await lookUp(store, command.number, member, directory)) };
      case 'my-whistles':
        return {
          type: 'list',
          rows: await store.ask.list({ org: member.org, all: false, awaited: false }),
          ...told,
        };
      case 'awaited':
        return {
          type: 'list',
          rows: await store.ask.list({ org: member.org, all, awaited: true }),
          ...told,
        };
      case 'statistics': {
        const since = periodStart(command.period, told.now);
        return {
          type: 'figures',
          figures: await store.ask.figures(since, all ? null : member.org),
          all,
          streets: all ? byStreet(await store.askStreets(since), directory) : [],
          ...told,
        };
      }
    }
  };
}

/** By number what that whistle wants of them; without one, whatever open one does. */
async function why(
  store: Store,
  number: string | null,
  member: Member,
  current: Directory,
): Promise<{ type: 'why'; whys: readonly Why[] } | { type: 'unknown' | 'may-not-see' }> {
  const ids =
    number === null
      ? await store.askWhy.concerning({
          userId: member.userId,
          org: member.org,
          units: unitsUnder(member.org, current),
          all: seesAll(member, current),
        })
      : (await store.ask.idsOf(number, member.org)).slice(0, MOST);
  const found = await Promise.all(ids.map((id) => whyOne(store, id, member)));
  const whys = found.filter((one) => one !== null);
  if (number === null) return { type: 'why', whys: whys.filter(callsThem).slice(0, MOST) };
  const [first] = whys;
  if (first) return { type: 'why', whys: [first] };
  return { type: ids.length > 0 ? 'may-not-see' : 'unknown' };
}

const MOST = 8;

async function whyOne(store: Store, id: string, member: Member): Promise<Why | null> {
  const whistle = await store.read(id);
  if (!whistle) return null;
  const directory = await store.books.of(whistle.rulesVersion);
  return whyOf(whistle, member, directory, await store.askWhy.reminded(id));
}

type Found =
  | { type: 'unknown' | 'may-not-see' }
  | { type: 'which'; numbers: string[] }
  | { type: 'whistle'; whistle: Whistle };

async function lookUp(
  store: Store,
  number: string | null,
  member: Member,
  directory: Directory,
): Promise<Found> {
  const ids = await store.ask.idsOf(number, member.org);
  const whistles = (await Promise.all(ids.map((id) => store.read(id)))).filter(
    (one) => one !== null,
  );
  const seen = whistles.filter((one) => maySee(one, member, directory));
  const open = seen.filter((one) => one.endedAt === null);
  const [first, second] = open.length > 0 ? open : seen.slice(0, 1);
  if (first && second) return { type: 'which', numbers: open.flatMap((one) => one.number ?? []) };
  if (first) return { type: 'whistle', whistle: first };
  return { type: whistles.length > 0 ? 'may-not-see' : 'unknown' };
}
