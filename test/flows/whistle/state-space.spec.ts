import assert from 'node:assert/strict';
import { stopOf } from '../../../src/domain/admission.ts';
import type { Decision } from '../../../src/domain/decision.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import type { UserId } from '../../../src/domain/names.ts';
import {
  isEnded,
  isGathering,
  isRunning,
  responsible,
  type Whistle,
} from '../../../src/domain/whistle.ts';
import { clockEffect, limitOf } from '../../../src/flows/whistle/clocks.ts';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import type { HumanCommand } from '../../../src/flows/whistle/command.ts';
import {
  aGathering,
  aCall,
  aReading,
  aWhistle,
  anEmergency,
  book,
  bookWith,
  around,
  clocksOf,
  command,
  facts,
  isMessage,
  monday,
  theOther,
  type More,
} from '../../support/a-whistle.ts';

/** One state of the walk: a whistle that stands for all that differ from it in times only. */
interface Node {
  readonly whistle: Whistle;
  readonly directory: Directory;
  readonly depth: number;
  /** Every clock key the table was given on the way here. */
  readonly keys: ReadonlySet<string>;
  /** Every move that changes something, and where it leads. */
  readonly ways: { readonly move: Move; readonly next: Whistle; readonly name: string }[];
}

const limitShown = aReading(
  { effort: '清理5次', beyond: '没有执法权' },
  { text: '清理5次，没有执法权' },
);

/** As the first sentence left it: 不予吹哨. */
function heldDuty(): Whistle {
  const reading = aCall({
    ownDuty: '楼道小广告清理',
    place: '白塔路',
    matter: 'R20',
    departments: [
      { org: 'CGJ', role: 'lead' },
      { org: 'SJJ', role: 'assist' },
    ],
  });
  const decision = decideWhistle(null, command('td-a', 'tell', { reading }), facts('td-a'));
  assert.ok(decision.verdict === 'changed' && decision.next.state === 'held');
  return decision.next;
}

type Move = readonly [UserId, HumanCommand['type'], (More | undefined)?];

/** A whistle about the same is running: every draft is offered it, and may be merged into it. */
const near = { around: [around()], other: theOther() };

const correction = (more: Parameters<typeof aReading>[0]) =>
  aReading(more, { text: '更正 0007 一句话', intent: { type: 'correct', number: '0007' } });

/** Who does what to the whistle of one unit: `td-a` blows, `td-lead` approves. */
const movesFor = (start: Whistle): readonly Move[] => {
  const blower = start.blower;
  const approver = `${(start.street ?? '').toLowerCase()}-lead`;
  return [
    [blower, 'merge', { into: { whistleId: 'w-9' } }],
    [blower, 'blow-anyway'],
    [blower, 'split-off'],
    [blower, 'confirm'],
    [blower, 'edit', { tapped: true }],
    [blower, 'cancel'],
    // What lifts a stop, and gives any draft its statements.
    ...(start.kind === 'street' ? [[blower, 'tell', { reading: limitShown }] as const] : []),
    [approver, 'approve'],
    [approver, 'disapprove'],
    [approver, 'disapprove', { reason: '属街道本职' }],
    [blower, 'verify'],
    [blower, 'return'],
    [blower, 'return', { reason: '没清干净' }],
    [blower, 'withdraw', { reason: '误报' }],
    [blower, 'urge'],
    ['wgzx-a', 'dispatch'],
    ['wgzx-a', 'hold', { reason: '等街道补充材料' }],
    [blower, 'amend', { reading: correction({ excluded: ['SJJ'] }) }],
    ['wgzx-a', 'amend', { reading: correction({ place: '白塔路12号' }), reason: '街道来电' }],
    ...(start.kind === 'community' ? movesOfPeople(blower) : []),
    ...calledBy(start).flatMap((org): Move[] => {
      const by = `${org.toLowerCase()}-a`;
      return [
        [by, 'sign'],
        [by, 'check-in'],
        [by, 'on-site'],
        [by, 'progress', { sentence: '正在办' }],
        [by, 'done', { sentence: '已办好' }],
        [blower, 'rate', { org, reason: '主动' }],
      ];
    }),
  ];
};

/** The community's own, and its lead department once it is raised. */
const movesOfPeople = (blower: UserId): readonly Move[] => [
  ['jxsq-p1', 'check-in'],
  ['lmjg-a', 'check-in'],
  ['jxsq-p1', 'progress', { sentence: '正在清' }],
  [blower, 'done', { sentence: '已清完' }],
  [blower, 'raise'],
];

/** Whom 困难救助 calls when it is raised, in this book. */
const calledBy = ({ kind, participations }: Whistle): readonly string[] =>
  kind === 'community' ? ['MZJ'] : participations.map(({ org }) => org);

/** A whistle without its times; rounds beyond the second are alike. */
const nameOf = (one: Whistle): string =>
  JSON.stringify([
    one.state,
    one.kind,
    one.volunteers.map(({ by }) => by).sort(),
    stopOf(one)?.rule,
    one.waived,
    one.near.length,
    one.approval?.how,
    one.reason !== null,
    one.place,
    Math.min(one.round, 2),
    one.participations.map((seat) => [
      seat.state,
      seat.signed !== null,
      seat.checkedIn !== null,
      seat.onSite !== null,
      seat.done !== null,
      seat.rating !== null,
    ]),
    one.clocks.map(({ org, stage }) => [org, stage]),
  ]);

/** A whistle that was held and mended is another one: the table remembers its first clock. */
const nodeName = (one: Whistle, keys: ReadonlySet<string>): string => {
  const approvals = [...keys].filter((key) => key.includes('/approval/')).length;
  return `${nameOf(one)} ${String(Math.min(approvals, 2))}`;
};

/** Panlong, but that 困难救助 is one department's alone: raised, a community's whistle has few states then. */
const directory = bookWith({
  matters: book.matters.map((one) => (one.code === 'R21' ? { ...one, assist: [] } : one)),
});

const nowAt = (depth: number) => new Date(Date.parse(monday) + depth * 1000).toISOString();

const decide = (node: Node, [by, verb, more]: Move): Decision<Whistle> =>
  decideWhistle(
    node.whistle,
    command(by, verb, more),
    facts(by, {
      now: nowAt(node.depth + 1),
      cause: `d-${String(node.depth + 1)}`,
      directory: node.directory,
      ...near,
    }),
  );

const keysOf = (whistle: Whistle) =>
  whistle.clocks.flatMap((one) => clockEffect(whistle, one)).map(({ key }) => key);

/** Every state that can be reached, breadth first; what holds on every edge is checked on the way. */
function walk(start: Whistle, using: Directory): ReadonlyMap<string, Node> {
  const moves = movesFor(start);
  const root: Node = {
    whistle: start,
    directory: using,
    depth: 0,
    keys: new Set(keysOf(start)),
    ways: [],
  };
  const nodes = new Map([[nodeName(start, root.keys), root]]);
  for (const node of nodes.values())
    for (const move of moves) {
      const decision = decide(node, move);
      if (decision.verdict !== 'changed') continue;
      const keys = new Set(node.keys);
      for (const { key } of clocksOf(decision)) {
        assert.ok(
          !keys.has(key),
          `${move[0]} ${move[1]}: ${key} is set twice, the table would drop it`,
        );
        keys.add(key);
      }
      const every = decision.effects.map(({ key }) => key);
      const name = nodeName(decision.next, keys);
      assert.equal(new Set(every).size, every.length, `two effects under one key: ${name}`);
      node.ways.push({ move, next: decision.next, name });
      if (!nodes.has(name))
        nodes.set(name, { ...node, whistle: decision.next, depth: node.depth + 1, keys, ways: [] });
    }
  return nodes;
}

/** The open steps of a whistle that the rule book has a limit for. */
function openSteps(one: Whistle): string[] {
  const steps: string[] = [];
  const open = (org: string | null, stage: Parameters<typeof limitOf>[2], isOpen: boolean) => {
    if (isOpen && limitOf(facts(null), one, stage) !== null) steps.push(`${org ?? ''} ${stage}`);
  };
  const late = isRunning(one) && one.approval === null && !isGathering(one);
  if (one.state === 'draft' || one.state === 'held') steps.push(' draft');
  open(null, 'dispatch', one.state === 'queued');
  open(null, 'approval', one.state === 'pending_approval' || late);
  open(null, 'verify', one.state === 'claimed_done');
  open(null, 'rate', one.state === 'verified');
  open(null, 'finish', isGathering(one) && isRunning(one));
  if (isRunning(one))
    for (const { org, signed, checkedIn, onSite, done } of one.participations) {
      if (done) continue;
      open(org, 'sign', signed === null);
      open(org, 'checkIn', checkedIn === null);
      // Sent back, only the closing clock goes on (domain 5.7).
      open(org, 'onSite', onSite === null && one.round === 0);
      open(org, 'finish', true);
    }
  return steps.sort();
}

const actorsOf = ({ blower, street }: Whistle) =>
  ({
    blower: [blower],
    approver: [`${(street ?? '').toLowerCase()}-lead`],
    'blowing-unit': [blower],
    rater: [blower],
    centre: ['wgzx-a'],
    desk: [blower],
  }) as const;

const byCentre = bookWith({
  kinds: { ...book.kinds, street: { ...book.kinds.street, dispatch: { routine: 'centre' } } },
});

for (const [what, start, using] of [
  ['a routine whistle', aWhistle(), directory],
  ['a routine whistle by the centre’s hand', aWhistle(), byCentre],
  ['a whistle held for the street’s own duty', heldDuty(), directory],
  ['an emergency', anEmergency(), directory],
  ['a community’s whistle', aGathering({ matter: 'R21' }), directory],
  ['a restricted whistle', aWhistle({ restricted: true }), directory],
] as const)
  describe(`the state space of ${what} (I5, S34)`, () => {
    let nodes: ReadonlyMap<string, Node>;
    before(() => {
      nodes = walk(start, using);
      console.log(`      ${String(nodes.size)} states`);
    });

    // What is restricted is never offered another whistle, nor is an emergency one of another matter.
    const merged = start.matter === 'R01' && !start.restricted ? (['merged'] as const) : [];

    it('has every state of the whistle in it', () => {
      const states = new Set([...nodes.values()].map(({ whistle }) => whistle.state));
      const expected = ['draft', 'cancelled', 'dispatched', 'in_progress', 'claimed_done'];
      for (const state of [...expected, 'verified', 'archived', 'withdrawn'] as const)
        assert.ok(states.has(state as Whistle['state']), state);
      if (start.kind === 'community')
        assert.ok(
          [...nodes.values()].some(({ whistle }) => whistle.kind === 'street'),
          'raised',
        );
      if (start.category === 'routine')
        for (const state of ['pending_approval', ...merged] as const) assert.ok(states.has(state));
      // What the street does not take over goes on as it was, and waits for nobody.
      if (start.category === 'routine')
        assert.equal(states.has('held'), start.kind !== 'community');
      assert.equal(states.has('queued'), using === byCentre);
    });

    it('leads to an end from everywhere', () => {
      const saved = new Set(
        [...nodes].filter(([, { whistle }]) => isEnded(whistle)).map(([name]) => name),
      );
      for (let before = -1; before !== saved.size;) {
        before = saved.size;
        for (const [name, { ways }] of nodes)
          if (ways.some((one) => saved.has(one.name))) saved.add(name);
      }
      assert.deepEqual(
        [...nodes.keys()].filter((name) => !saved.has(name)),
        [],
      );
    });

    it('has exactly one responsible party everywhere, who can move it on', () => {
      for (const [name, node] of nodes) {
        const who = responsible(node.whistle);
        assert.equal(who === null, isEnded(node.whistle), name);
        if (who === null) continue;
        const by =
          who.type === 'departments'
            ? who.orgs.map((org) => `${org.toLowerCase()}-a`)
            : actorsOf(start)[who.type];
        assert.ok(by.length > 0, `nobody has to act: ${name}`);
        const here = nameOf(node.whistle);
        const moved = node.ways.some(
          ({ move, next }) => by.includes(move[0]) && nameOf(next) !== here,
        );
        assert.ok(moved, `the responsible party cannot act: ${name}`);
      }
    });

    it('has one running clock for each open step with a limit, and none else', () => {
      for (const [name, { whistle }] of nodes) {
        const running = whistle.clocks.map(({ org, stage }) => `${org ?? ''} ${stage}`).sort();
        assert.deepEqual(running, isEnded(whistle) ? [] : openSteps(whistle), name);
      }
    });

    if (start.restricted)
      it('says nothing to a group, and falls back on none, where it is restricted (domain 5.12)', () => {
        let said = 0;
        for (const node of nodes.values()) {
          const clocks = node.whistle.clocks.map(({ org, stage, round, rung, repeat, nextAt }) =>
            decideWhistle(
              node.whistle,
              {
                type: 'clock',
                whistleId: 'w-1',
                tick: { org, stage, round, rung, repeat, at: nextAt ?? '' },
              },
              facts(null, { now: nextAt ?? monday }),
            ),
          );
          for (const decision of [...node.ways.map(({ move }) => decide(node, move)), ...clocks])
            for (const one of decision.verdict === 'changed'
              ? decision.effects.filter(isMessage)
              : []) {
              said += 1;
              assert.match(one.conversation, /^person:/u, one.key);
              assert.match(one.fallback ?? 'person:', /^person:/u, one.key);
            }
        }
        assert.ok(said > 100, String(said));
      });

    it('has an effect in the table for each running clock', () => {
      for (const [name, { whistle, keys }] of nodes)
        for (const clock of whistle.clocks) {
          const { nextAt } = clock;
          const [{ key } = { key: '' }] = clockEffect(whistle, clock);
          assert.ok(nextAt === null || keys.has(key), `${key} is not set: ${name}`);
        }
    });

    it('stays where it is when a clock runs out: that only reminds, and sets the next (I4)', () => {
      for (const [name, { whistle, keys }] of nodes)
        for (const clock of whistle.clocks) {
          const { org, stage, round, rung, repeat, nextAt } = clock;
          if (nextAt === null) continue;
          const tick = { org, stage, round, rung, repeat, at: nextAt };
          const decision = decideWhistle(
            whistle,
            { type: 'clock', whistleId: 'w-1', tick },
            facts(null, { now: nextAt, directory: using }),
          );
          assert.equal(decision.verdict, 'changed', name);
          assert.equal(nameOf(decision.next), nameOf(whistle));
          const set = clocksOf(decision);
          assert.ok(set.length <= 1 && set.every(({ key }) => !keys.has(key)), name);
        }
    });

    it('lets nobody else move it: another street, an uncalled department, a stranger (I6)', () => {
      const verbs = new Map(movesFor(start).map((move) => [move[1], move]));
      for (const [name, node] of nodes)
        for (const by of ['gl-lead', 'xfd-a', 'nobody'])
          for (const [verb, [, , more]] of verbs)
            assert.notEqual(
              decide(node, [by, verb, more]).verdict,
              'changed',
              `${by} ${verb}: ${name}`,
            );
    });

    it('changes nothing when a step is delivered a second time (I1)', () => {
      const repeatable = ['progress', 'urge'];
      for (const node of nodes.values())
        for (const { move, next } of node.ways) {
          if (repeatable.includes(move[1])) continue;
          // 撤哨 takes back that the street was asked; said once more, the call itself.
          if (move[1] === 'withdraw' && next.state !== 'withdrawn') continue;
          const again = decide({ ...node, whistle: next }, move);
          assert.notEqual(
            again.verdict,
            'changed',
            `${move[0]} ${move[1]} from ${node.whistle.state}`,
          );
        }
    });
  });
