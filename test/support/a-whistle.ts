import assert from 'node:assert/strict';
import { createDirectory, type Directory } from '../../src/domain/directory.ts';
import type { Decision, Refusal } from '../../src/domain/decision.ts';
import type { ClockEffect, MessageEffect, NewEffect } from '../../src/domain/effect.ts';
import { localInstant } from '../../src/domain/local-time.ts';
import type { Instant, UserId } from '../../src/domain/names.ts';
import type { Origin } from '../../src/domain/origin.ts';
import type { Intent, Reading, WhistleFacts } from '../../src/domain/reading.ts';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import type { Clock, Mark, Participation, Whistle } from '../../src/domain/whistle.ts';
import type { Around } from '../../src/domain/around.ts';
import type {
  HumanCommand,
  Said,
  Target,
  WhistleCommand,
} from '../../src/flows/whistle/command.ts';
import { decideWhistle } from '../../src/flows/whistle/decide.ts';
import type { Facts } from '../../src/flows/whistle/facts.ts';
import { panlong } from './panlong.ts';

export const book = panlong();
export const directory = createDirectory(book);

/** A local time of November 2026, where 23 is a Monday: `at('23 09:00')`. */
export function at(time: string): Instant {
  const [day = '', clock = ''] = time.split(' ');
  return localInstant(`2026-11-${day.padStart(2, '0')}`, clock);
}
export const monday = at('23 09:00');

/** Panlong with something else in it. */
export const bookWith = (more: Partial<RuleBook>): Directory =>
  createDirectory({ ...book, ...more });

export const aMark = (by: UserId = 'cgj-a', time = '23 10:00'): Mark => ({ by, at: at(time) });

export const aSeat = (more: Partial<Participation> = {}): Participation => ({
  org: 'CGJ',
  role: 'lead',
  state: 'awaiting_sign',
  signed: null,
  checkedIn: null,
  onSite: null,
  done: null,
  due: {},
  rating: null,
  ...more,
});

export const aClock = (more: Partial<Clock> = {}): Clock => ({
  stage: 'sign',
  org: 'CGJ',
  round: 0,
  from: monday,
  dueAt: at('23 10:00'),
  rung: 0,
  repeat: 0,
  nextAt: at('23 09:30'),
  ...more,
});

/** The clock that watches a draft of Monday 09:00. */
export const aDraftClock = (more: Partial<Clock> = {}): Clock =>
  aClock({
    stage: 'draft',
    org: null,
    dueAt: at('24 09:00'),
    nextAt: at('23 11:00'),
    ...more,
  });

export const anOrigin = (more: Partial<Origin> = {}): Origin => ({
  source: 'self',
  by: 'td-a',
  org: 'TD',
  reference: null,
  foundAt: monday,
  reportedAt: monday,
  mergedFrom: null,
  ...more,
});

/** A complete routine draft of 拓东街道: 占道经营, 城管局 leads, 市场监管局 assists. */
export const aWhistle = (more: Partial<Whistle> = {}): Whistle => ({
  id: 'w-1',
  number: null,
  state: 'draft',
  rulesVersion: book.version,
  text: '白塔路菜市场门口占道经营，已劝离3次，请城管、市监',
  kind: 'street',
  category: 'routine',
  drill: false,
  street: 'TD',
  place: '白塔路菜市场门口',
  matter: 'R01',
  matterCandidates: [],
  effort: '已劝离3次',
  blower: 'td-a',
  blowerOrg: 'TD',
  heardIn: { type: 'single', line: 'bot' },
  createdAt: monday,
  approval: null,
  dispatchedAt: null,
  verified: null,
  endedAt: null,
  reason: null,
  round: 0,
  origins: [anOrigin()],
  point: null,
  grid: null,
  appointedAt: null,
  headcount: null,
  item: null,
  project: null,
  observers: [],
  unlisted: null,
  concern: null,
  beyond: null,
  ownDuty: null,
  onlySaysEmergency: false,
  restricted: false,
  volunteers: [],
  attachments: [],
  mergedInto: null,
  again: null,
  desk: null,
  path: [],
  evidence: null,
  findings: [],
  near: [],
  waived: [],
  asked: [],
  participations: [aSeat(), aSeat({ org: 'SJJ', role: 'assist' })],
  clocks: [aDraftClock()],
  ...more,
});

/** A complete draft of 金星社区: 清理沟渠 on Saturday at nine, eight members asked for. */
export const aGathering = (more: Partial<Whistle> = {}): Whistle =>
  aWhistle({
    kind: 'community',
    text: '社区吹哨：周六上午9点金星社区12号庭院清理沟渠杂物，需要8名党员，自带手套',
    street: 'LM',
    place: '金星社区12号庭院',
    matter: 'R13',
    effort: null,
    blower: 'jxsq-a',
    blowerOrg: 'JXSQ',
    appointedAt: at('28 09:00'),
    headcount: 8,
    origins: [anOrigin({ by: 'jxsq-a', org: 'JXSQ' })],
    participations: [],
    ...more,
  });

/** Called on Monday at 09:00; `count` members have reported in since. */
export const gathered = (count: number, start: Whistle = aGathering()): Story => {
  const story = aStory(start).then('jxsq-a', 'confirm');
  for (let nth = 1; nth <= count; nth += 1) story.then(`jxsq-p${String(nth)}`, 'check-in');
  return story;
};

/** A complete emergency draft: 燃气泄漏, 住建局 leads, 燃气公司 assists. */
export const anEmergency = (more: Partial<Whistle> = {}): Whistle =>
  aWhistle({
    category: 'emergency',
    matter: 'E03',
    text: '白塔路燃气泄漏，请住建、燃气',
    participations: [aSeat({ org: 'ZJJ' }), aSeat({ org: 'RQ', role: 'assist' })],
    clocks: [aDraftClock({ nextAt: at('23 09:05') })],
    ...more,
  });

/** A whistle that was dispatched before, as a draft is compared with it: 占道经营 at the same place, this morning. */
export const around = (more: Partial<Around> = {}): Around => ({
  id: 'w-9',
  number: 'PL-20261123-0003',
  state: 'in_progress',
  category: 'routine',
  matter: 'R01',
  street: 'TD',
  place: '白塔路菜市场',
  point: null,
  grid: null,
  drill: false,
  restricted: false,
  dispatchedAt: at('23 08:00'),
  endedAt: null,
  verifiedAt: null,
  ...more,
});

/** The same as a whole whistle, as it is locked to be merged into. */
export const theOther = (more: Partial<Whistle> = {}): Whistle =>
  aWhistle({
    id: 'w-9',
    number: 'PL-20261123-0003',
    state: 'in_progress',
    place: '白塔路菜市场',
    dispatchedAt: at('23 08:00'),
    blower: 'gl-a',
    blowerOrg: 'GL',
    clocks: [],
    ...more,
  });

export const factsRead = (more: Partial<WhistleFacts> = {}): WhistleFacts => ({
  kind: null,
  category: null,
  street: null,
  place: null,
  matter: null,
  matterCandidates: [],
  departments: [],
  excluded: [],
  effort: null,
  missing: [],
  source: null,
  reference: null,
  found: null,
  appointed: null,
  headcount: null,
  item: null,
  project: null,
  ownDuty: null,
  concern: null,
  beyond: null,
  onlySaysEmergency: false,
  restricted: false,
  resident: null,
  drill: false,
  because: {},
  ...more,
});

export const aReading = (
  more: Partial<WhistleFacts> = {},
  { text = '一句话', intent = { type: 'other' } }: { text?: string; intent?: Intent } = {},
): Reading => ({
  text,
  intent,
  facts: factsRead(more),
  whistles: intent.type === 'whistle' ? [factsRead(more)] : [],
});

/** What 吹哨 with these facts is read as. */
export const aCall = (more: Partial<WhistleFacts> = {}, text = '吹哨 一句话'): Reading =>
  aReading(more, { text, intent: { type: 'whistle' } });

export const facts = (by: UserId | null, more: Partial<Facts> = {}): Facts => ({
  now: monday,
  cause: 'c-1',
  directory,
  member: by === null ? null : directory.memberOf(by),
  newId: 'w-1',
  nextNumber: 'PL-20261123-0007',
  groups: ['JXSQ'],
  rates: null,
  around: [],
  taken: [],
  other: null,
  ...more,
});

export type Verb = Exclude<HumanCommand['type'], 'tell'>;

/** Everything a command may carry beside its verb. */
export interface More extends Partial<Omit<Said, 'by'>> {
  readonly reading?: Reading;
  readonly seat?: string | null;
  readonly sentence?: string;
  readonly reason?: string | null;
  readonly org?: string | null;
  readonly matter?: string | null;
  readonly target?: Target;
  readonly into?: Target;
  readonly sure?: true;
  readonly of?: string | null;
  readonly scores?: readonly number[] | Readonly<Record<string, number>>;
}

/** A typed command about `w-1`: `command('cgj-a', 'done', { sentence: '已清理' })`. */
export const command = (by: UserId, type: HumanCommand['type'], more: More = {}): HumanCommand =>
  ({
    type,
    by,
    heardIn: { type: 'single', line: 'bot' },
    tapped: false,
    target: { whistleId: 'w-1' },
    seat: null,
    sentence: '',
    reason: '',
    org: null,
    scores: [4, 4, 4],
    into: { whistleId: 'w-9' },
    of: null,
    ...more,
  }) as HumanCommand;

const isClock = (one: NewEffect): one is ClockEffect => one.kind === 'clock';
export const isMessage = (one: NewEffect): one is MessageEffect => one.kind === 'message';

/** A message as one word to read: `summons→unit:CGJ`, `notice:signed→person:td-a`, `reminder:sign@50→unit:CGJ`. */
export function spelled({ payload, conversation }: MessageEffect): string {
  const more =
    payload.type === 'notice'
      ? `:${payload.news}`
      : payload.type === 'reminder'
        ? `:${payload.stage}@${String(payload.at)}`
        : '';
  return `${payload.type}${more}→${conversation}`;
}

export const messagesOf = (decision: Decision<unknown>): string[] =>
  decision.verdict === 'changed' ? decision.effects.filter(isMessage).map(spelled) : [];

export const clocksOf = (decision: Decision<unknown>): ClockEffect[] =>
  decision.verdict === 'changed' ? decision.effects.filter(isClock) : [];

export const refusalOf = (decision: Decision<unknown>): Refusal | null =>
  decision.verdict === 'refused' ? decision.refusal : null;

/**
 * One whistle's life, command by command, as the store would keep it: effects with a key already there are dropped,
 * clock effects fire when the time is moved on.
 */
export function aStory(start: Whistle | null = aWhistle(), using: Partial<Facts> = {}) {
  let whistle = start;
  let now = using.now ?? monday;
  let step = 0;
  let last: readonly NewEffect[] = [];
  const table = new Map<string, NewEffect>();
  const carriedOut = new Set<string>();

  const apply = (one: WhistleCommand, cause: string): Decision<Whistle> => {
    const by = 'by' in one ? one.by : null;
    const member = by === null ? null : (using.directory ?? directory).memberOf(by);
    const decision = decideWhistle(whistle, one, facts(by, { ...using, member, now, cause }));
    last = [];
    if (decision.verdict !== 'changed') return decision;
    whistle = decision.next;
    last = decision.effects.filter(({ key }) => !table.has(key));
    for (const effect of last) table.set(effect.key, effect);
    return decision;
  };
  const dueFirst = () =>
    [...table.values()]
      .filter(isClock)
      .filter(({ key }) => !carriedOut.has(key))
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];

  const story = {
    get whistle(): Whistle {
      assert.ok(whistle);
      return whistle;
    },
    /** The messages of the last command. */
    get told(): string[] {
      return last.filter(isMessage).map(spelled);
    },
    get lastEffects(): readonly NewEffect[] {
      return last;
    },
    /** Clock effects waiting in the table. */
    get waiting(): ClockEffect[] {
      return [...table.values()].filter(isClock).filter(({ key }) => !carriedOut.has(key));
    },
    seat(org: string): Participation {
      const seat = story.whistle.participations.find((one) => one.org === org);
      assert.ok(seat, `${org} has no seat`);
      return seat;
    },
    /** Says what becomes of a command, and applies it. */
    tries(by: UserId, type: HumanCommand['type'], more: More = {}): Decision<Whistle> {
      step += 1;
      return apply(command(by, type, more), `d-${String(step)}`);
    },
    /** A step of the story: it must change something. */
    then(by: UserId, type: HumanCommand['type'], more: More = {}) {
      const decision = story.tries(by, type, more);
      assert.equal(decision.verdict, 'changed', `${by} ${type}: ${JSON.stringify(decision)}`);
      return story;
    },
    /** Time goes on to a local time, clocks run out on the way; what they tell is kept in order. */
    until(time: string): string[] {
      const told: string[] = [];
      const end = at(time);
      for (let due = dueFirst(); due && due.dueAt <= end; due = dueFirst()) {
        if (due.dueAt > now) now = due.dueAt;
        carriedOut.add(due.key);
        apply({ type: 'clock', whistleId: due.whistleId, tick: due.payload }, due.key);
        told.push(...story.told);
      }
      now = end;
      return told;
    },
    /** Time jumps: nothing was carried out meanwhile (everything was down). */
    jumps(time: string) {
      now = at(time);
      return story;
    },
  };
  return story;
}

export type Story = ReturnType<typeof aStory>;

/** Dispatched on Monday at 09:00: td-a confirmed, td-lead agreed. */
export const dispatched = (start: Whistle = aWhistle(), using: Partial<Facts> = {}): Story => {
  const story = aStory(start, using).then('td-a', 'confirm');
  return story.whistle.state === 'pending_approval' ? story.then('td-lead', 'approve') : story;
};

/** Both departments have reported in, been on site and claimed done. */
export const claimed = (start: Whistle = aWhistle()): Story => {
  const story = dispatched(start);
  for (const { org } of story.whistle.participations) {
    const by = `${org.toLowerCase()}-a`;
    story.then(by, 'on-site').then(by, 'done', { sentence: '已清理完毕' });
  }
  return story;
};

export const verified = (start: Whistle = aWhistle()): Story =>
  claimed(start).then('td-a', 'verify');

export const archived = (start: Whistle = aWhistle()): Story => {
  const story = verified(start);
  for (const { org } of story.whistle.participations) story.then('td-a', 'rate', { org });
  return story;
};
