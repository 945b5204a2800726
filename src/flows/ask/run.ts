import type { AskCommand } from './command.ts';
import { maySee, periodStart, projectsAsked, seesAll } from './decide.ts';
import { byType, type TypeFigures } from './participants.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant } from '../../domain/names.ts';
import { lentTo, matching } from '../../domain/resources.ts';
import type { Member, Project, Resource } from '../../domain/rule-book.ts';
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
  | {
      readonly type: 'figures';
      readonly figures: Figures;
      readonly types: readonly TypeFigures[];
      readonly all: boolean;
    }
  | {
      readonly type: 'projects';
      readonly projects: readonly {
        readonly project: Project;
        readonly whistles: readonly Whistle[];
      }[];
    }
  | {
      readonly type: 'resources';
      readonly resources: readonly Resource[];
      readonly matched: boolean;
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
      case 'projects': {
        const projects = projectsAsked(directory, member, command.project);
        const listed = projects.map(async (project) => ({
          project,
          whistles: (await openOf(store, project)).filter((one) => maySee(one, member, directory)),
        }));
        return { type: 'projects', projects: await Promise.all(listed), ...told };
      }
      case 'resources': {
        const lent = lentTo(directory, member.org);
        const found = matching(lent, command.text);
        const resources = found.length > 0 ? found : lent;
        const matched = found.length > 0 || command.text === '';
        return { type: 'resources', resources, matched, ...told };
      }
      case 'statistics': {
        const since = periodStart(command.period, told.now);
        const own = all ? null : member.org;
        return {
          type: 'figures',
          figures: await store.ask.figures(since, own),
          types: byType(directory, await store.ask.participants(since, own)),
          all,
          ...told,
        };
      }
    }
  };
}

async function openOf(store: Store, { code }: Project): Promise<readonly Whistle[]> {
  const ids = await store.ask.openOfProject(code);
  const whistles = await Promise.all(ids.map((id) => store.read(id)));
  return whistles.filter((one) => one !== null);
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
