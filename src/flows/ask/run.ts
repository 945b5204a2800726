import type { AskCommand } from './command.ts';
import {
  dutyAsked,
  mayKnowResidents,
  maySee,
  periodStart,
  projectsAsked,
  seesAll,
  silentStreets,
  unitsUnder,
} from './decide.ts';
import { byType, type TypeFigures } from './participants.ts';
import { byStreet, countedFor, type StreetFigures } from './streets.ts';
import { callsThem, whyOf, type Why } from './why.ts';
import { rateSince } from '../../domain/admission.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import type { Resident } from '../../domain/origin.ts';
import { mayDirect } from '../../domain/powers.ts';
import { lentTo, matching } from '../../domain/resources.ts';
import { isLookout } from '../../domain/reporting.ts';
import type { Member, Project, Resource } from '../../domain/rule-book.ts';
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
  | {
      readonly type: 'whistle';
      readonly whistle: Whistle;
      readonly alone: boolean;
      readonly residents: readonly Resident[];
    }
  | { readonly type: 'list'; readonly rows: readonly ListRow[] }
  | { readonly type: 'queue'; readonly rows: readonly QueueRow[]; readonly all: boolean }
  | { readonly type: 'duty'; readonly orgs: readonly OrgCode[] }
  /** Empty: nothing open concerns them. */
  | { readonly type: 'why'; readonly whys: readonly Why[] }
  | {
      readonly type: 'figures';
      readonly period: Extract<AskCommand, { type: 'statistics' }>['period'];
      readonly since: Instant;
      readonly figures: Figures;
      readonly types: readonly TypeFigures[];
      readonly all: boolean;
      readonly oversight: Oversight | null;
      readonly streets: readonly StreetFigures[];
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

/** What only those see who see every whistle. */
export interface Oversight {
  /** Departments that asked a street for its work, and how many of them may (S60). */
  readonly reverse: { readonly asked: number; readonly granted: number };
  /** Open streets that have not whistled at all for a while (S24). */
  readonly silent: readonly OrgCode[];
}

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
      case 'duty':
        return { type: 'duty', orgs: dutyAsked(command.org, member, directory), ...told };
      case 'queue': {
        const every = mayDirect(member, directory);
        const rows = await store.askQueue(every ? null : member.org, command.alone);
        return { type: 'queue', rows, all: every, ...told };
      }
      case 'why':
        return { ...told, ...(await why(store, command, member, directory)) };
      case 'look-up':
        return { ...told, ...(await lookUp(store, command, member, directory)) };
      case 'my-whistles':
        return {
          type: 'list',
          rows: await store.ask.list({
            ...mine,
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
          rows: await store.ask.list({ ...mine, all, awaited: true }),
          ...told,
        };
      case 'projects': {
        const projects = projectsAsked(directory, member, command.project);
        const listed = projects.map(async (project) => ({
          project,
          whistles: (await openOf(store, project)).filter(
            (one) => mayBeSaid(one, command) && maySee(one, member, directory),
          ),
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
        const own = all ? null : countedFor(member.org, directory);
        return {
          type: 'figures',
          period: command.period,
          since,
          figures: await store.ask.figures(since, own),
          types: byType(directory, await store.ask.participants(since, own)),
          all,
          oversight: all ? await oversightOf(store, directory, { since, now: told.now }) : null,
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
  { number, alone }: Extract<AskCommand, { type: 'why' }>,
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
      : (await store.ask.idsOf(number, member)).slice(0, MOST);
  const found = await Promise.all(ids.map((id) => whyOne(store, id, member)));
  const whys = found
    .filter((one) => one !== null)
    .filter((one) => mayBeSaid(one.whistle, { alone }));
  if (number === null) return { type: 'why', whys: whys.filter(callsThem).slice(0, MOST) };
  const [first] = whys;
  if (first) return { type: 'why', whys: [first] };
  return { type: ids.length > 0 ? 'may-not-see' : 'unknown' };
}

const MOST = 8;

/** What is restricted is not even known where others read along (domain 5.12). */
const mayBeSaid = ({ restricted }: Whistle, { alone }: { readonly alone: boolean }): boolean =>
  alone || !restricted;

async function whyOne(store: Store, id: string, member: Member): Promise<Why | null> {
  const whistle = await store.read(id);
  if (!whistle) return null;
  const directory = await store.books.of(whistle.rulesVersion);
  return whyOf(whistle, member, directory, await store.askWhy.reminded(id));
}

async function oversightOf(
  store: Store,
  directory: Directory,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): Promise<Oversight> {
  const reverse = await store.admissions.count(since);
  const counts = await store.rates.since(rateSince(directory, now));
  return { reverse, silent: silentStreets(counts, directory) };
}

async function openOf(store: Store, { code }: Project): Promise<readonly Whistle[]> {
  const ids = await store.ask.openOfProject(code);
  const whistles = await Promise.all(ids.map((id) => store.read(id)));
  return whistles.filter((one) => one !== null);
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
  const ids = await store.ask.idsOf(command.number, member);
  const whistles = (await Promise.all(ids.map((id) => store.read(id)))).filter(
    (one) => one !== null && mayBeSaid(one, command),
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
