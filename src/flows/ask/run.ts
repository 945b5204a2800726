import type { AskCommand } from './command.ts';
import { maySee, periodStart, seesAll } from './decide.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant } from '../../domain/names.ts';
import { isLookout } from '../../domain/reporting.ts';
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
  | { readonly type: 'whistle'; readonly whistle: Whistle }
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
    switch (command.type) {
      case 'who':
        return { type: 'who', ...told };
      case 'look-up':
        return { ...told, ...(await lookUp(store, command.number, member, directory)) };
      case 'my-whistles':
        return {
          type: 'list',
          rows: await store.ask.list({
            org: member.org,
            all: false,
            awaited: false,
            by: member.userId,
            only: isLookout(member),
          }),
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
          ...told,
        };
      }
    }
  };
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
