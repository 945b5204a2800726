import assert from 'node:assert/strict';
import { isEnded, responsible, type Whistle } from '../../../src/domain/whistle.ts';
import { clockEffect } from '../../../src/flows/whistle/clocks.ts';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import type { HumanCommand } from '../../../src/flows/whistle/command.ts';
import {
  aCall,
  aReading,
  aStory,
  at,
  book,
  bookWith,
  clocksOf,
  command,
  directory,
  facts,
  messagesOf,
  refusalOf,
  type More,
} from '../../support/a-whistle.ts';

const building = 'jxty12d3-lead';
const lights = aCall({ matter: 'R07', place: '12号庭院3栋' }, '12号庭院3栋楼道灯坏了');

/** A story that begins with what somebody below the street says. */
const told = (by: string, reading = lights) => aStory(null).then(by, 'tell', { reading });

/** The way a report came, and whose desk it is on. */
const wayOf = ({ path, desk }: Whistle) => [...path.map(({ org }) => org), desk];

describe('a sentence of somebody who may not blow', () => {
  it('is a report on the desk of the next level, asked nothing more (S44)', () => {
    const story = told(building);
    assert.equal(story.whistle.state, 'reported');
    assert.deepEqual(wayOf(story.whistle), ['JXTY12D3', 'JXTY12']);
    assert.deepEqual(responsible(story.whistle), { type: 'desk', org: 'JXTY12' });
    assert.deepEqual(story.told, ['report→unit:JXTY12']);
    const { street, grid, origins } = story.whistle;
    assert.deepEqual([street, grid, origins[0]?.source], ['LM', 'JXTY12', 'grid']);
  });

  it('lies in the reporter’s own courtyard where its words name no grid (S43)', () => {
    const reading = aCall({ matter: 'R16', place: '3栋', street: 'LM' });
    assert.equal(told(building, reading).whistle.grid, 'JXTY12');
    assert.equal(told(building, aCall({ place: '小坝社区门口' })).whistle.grid, 'XBSQ');
  });

  it('of a lane chief goes to the community of the lane, as a patrol’s (S47)', () => {
    const reading = aCall({ matter: 'R07', place: '金星后街' });
    const { whistle } = told('jxsq-lc', reading);
    assert.deepEqual([whistle.desk, whistle.grid], ['JXSQ', 'JXSQ']);
    assert.equal(whistle.origins[0]?.source, 'patrol');
    const elsewhere = told('jxsq-lc', aCall({ place: '小坝社区门口' }));
    assert.equal(elsewhere.whistle.desk, 'XBSQ');
    const nowhere = told('jxsq-lc', aCall({ matter: 'R07' }, '路灯不亮'));
    assert.equal(nowhere.whistle.desk, 'JXSQ');
  });

  it('of a keeper with one lane is about that lane when it names no place (S49)', () => {
    assert.equal(
      told('jxsq-k', aReading({}, { text: '墙边又堆了垃圾' })).whistle.place,
      '金星后街',
    );
  });

  it('about an emergency goes to the street at once, and calls again after 5 minutes (S20)', () => {
    const reading = aCall({ matter: 'E03', category: 'emergency', place: '12号庭院' });
    const story = told(building, reading);
    assert.deepEqual(wayOf(story.whistle), ['JXTY12D3', 'LM']);
    assert.deepEqual(story.until('23 09:04'), []);
    assert.deepEqual(story.until('23 09:05'), ['report→unit:LM', 'report→person:lm-lead']);
    assert.ok(story.until('23 09:10').includes('report→person:wgzx-a'));
    assert.equal(story.whistle.state, 'reported');
  });

  it('about an emergency climbs while nobody takes it, and ends with the centre, bounded (S20, S34)', () => {
    const reading = aCall({ matter: 'E03', category: 'emergency', place: '12号庭院' });
    const story = told(building, reading);
    const people = (time: string) =>
      story.until(time).flatMap((one) => /^report→person:(.+)$/u.exec(one)?.[1] ?? []);
    assert.deepEqual(people('23 09:05'), ['lm-lead']);
    assert.deepEqual(people('23 09:10'), ['wgzx-a']);
    assert.deepEqual(people('23 09:15'), ['lm-f', 'ld-a']);
    const all = ['lm-lead', 'wgzx-a', 'lm-f', 'ld-a'];
    assert.deepEqual(people('23 09:44'), []);
    assert.deepEqual(people('23 09:45'), all);
    assert.deepEqual(people('23 11:15'), [...all, ...all, ...all]);
    assert.deepEqual(responsible(story.whistle), { type: 'desk', org: 'LM' });
    assert.deepEqual(story.until('23 11:45'), ['report→unit:WGZX']);
    assert.deepEqual(wayOf(story.whistle), ['JXTY12D3', 'LM', 'WGZX']);
    assert.deepEqual(responsible(story.whistle), { type: 'desk', org: 'WGZX' });
    // The centre is called the same way, then no more; it stays the centre’s, who can take it up.
    assert.ok(story.until('24 09:00').length > 0);
    assert.deepEqual(story.until('30 09:00'), []);
    assert.deepEqual(
      story.whistle.clocks.map(({ stage, org, nextAt }) => [stage, org, nextAt]),
      [['desk', 'WGZX', null]],
    );
    story.then('wgzx-a', 'take-up');
    assert.deepEqual([story.whistle.state, story.whistle.blowerOrg], ['draft', 'WGZX']);
  });

  it('about an emergency climbs as its rule book says, whatever renames its clock', () => {
    const { messages } = book;
    const emergency = {
      climb: [['district-leader'], ['head']],
      every: { amount: 1, unit: 'hour' },
      times: 1,
    } as const;
    const using = bookWith({
      messages: { ...messages, reports: { ...messages.reports, emergency } },
    });
    const reading = aCall({ matter: 'E03', category: 'emergency', place: '12号庭院' });
    const story = aStory(null, { directory: using }).then(building, 'tell', { reading });
    const audited = decideWhistle(story.whistle, { type: 'audit', whistleId: 'w-1' }, facts(null));
    assert.ok(audited.verdict === 'changed');
    const again = aStory(audited.next, { directory: using });
    const [clock] = audited.next.clocks;
    const [effect] = clock ? clockEffect(audited.next, clock) : [];
    assert.ok(effect);
    const rung = decideWhistle(
      again.whistle,
      { type: 'clock', whistleId: 'w-1', tick: effect.payload },
      facts(null, { directory: using, now: effect.dueAt }),
    );
    assert.deepEqual(messagesOf(rung), ['report→unit:LM', 'report→person:ld-a']);
    assert.deepEqual(story.until('23 09:10').slice(-2), [
      'report→unit:LM',
      'report→person:lm-lead',
    ]);
    assert.deepEqual(story.until('23 11:10').at(-1), 'report→unit:WGZX');
  });

  it('of a department’s volunteer without a street has no desk, and is told so', () => {
    const volunteer = {
      ...book.members[0]!,
      userId: 'v-1',
      org: 'CGJ',
      post: 'volunteer',
    } as const;
    const using = { directory: bookWith({ members: [...book.members, volunteer] }) };
    const story = aStory(null, using);
    const reading = aCall({ matter: 'R07' });
    assert.equal(refusalOf(story.tries('v-1', 'tell', { reading }))?.code, 'may-not-blow');
    story.then('v-1', 'tell', { reading: aCall({ matter: 'R07', street: 'LM' }) });
    assert.equal(story.whistle.desk, 'LM');
  });

  it('is added to by further words until somebody has taken it', () => {
    const story = told('jxsq-k', aCall({ matter: 'R07' }, '路灯不亮'));
    story.then('jxsq-k', 'tell', { reading: aReading({}, { text: '就在金星后街口' }) });
    assert.equal(story.whistle.text, '路灯不亮\n就在金星后街口');
    assert.equal(
      refusalOf(story.tries('jxsq-lc', 'tell', { reading: aReading() }))?.code,
      'not-yours',
    );
  });
});

describe('a report', () => {
  it('is passed up by its desk, level by level, and no further than the street (S44)', () => {
    const story = told(building).then('jxty12-lead', 'pass-up').then('jxsq-a', 'pass-up');
    assert.deepEqual(wayOf(story.whistle), ['JXTY12D3', 'JXTY12', 'JXSQ', 'LM']);
    assert.deepEqual(refusalOf(story.tries('lm-a', 'pass-up')), { code: 'top-level' });
  });

  it('goes up by itself when its desk is silent, and says so; at the street it reminds (S44)', () => {
    const story = told(building);
    assert.deepEqual(story.until('23 10:59'), []);
    assert.deepEqual(story.until('23 11:00'), ['report→unit:JXSQ']);
    assert.deepEqual(story.whistle.path.at(-1), { org: 'JXTY12', by: null, at: at('23 11:00') });
    story.until('23 17:30');
    assert.equal(story.whistle.desk, 'LM');
    assert.ok(story.until('25 18:00').some((one) => one === 'report→person:lm-lead'));
    assert.equal(story.whistle.state, 'reported');
  });

  it('becomes a draft of the community that takes it up, its source and way kept (S47)', () => {
    const story = told('jxsq-lc', aCall({ matter: 'R07', place: '金星后街' }));
    story.then('jxsq-a', 'take-up');
    const { state, blower, blowerOrg, desk, grid, origins } = story.whistle;
    assert.deepEqual(
      [state, blower, blowerOrg, desk, grid],
      ['draft', 'jxsq-a', 'JXSQ', null, 'JXSQ'],
    );
    assert.deepEqual([origins[0]?.by, origins[0]?.source], ['jxsq-lc', 'patrol']);
    assert.deepEqual(story.told, ['draft→person:jxsq-a']);
    assert.equal(story.tries('jxsq-a', 'take-up').verdict, 'ignored');
  });

  it('is not taken up by a level that may not blow: that passes up or solves it (S44)', () => {
    const refusal = refusalOf(told(building).tries('jxty12-lead', 'take-up'));
    assert.deepEqual(refusal, { code: 'may-only-pass-up', org: '12号庭院' });
  });

  it('is solved on the spot with one sentence, and its reporter is thanked (S65, S49)', () => {
    const story = told(building);
    assert.equal(refusalOf(story.tries('jxty12-lead', 'settle'))?.code, 'needs-sentence');
    story.then('jxty12-lead', 'settle', { tapped: true });
    assert.match(story.whistle.asked.join(), /^settle /);
    story.then('jxty12-lead', 'settle', { sentence: '物业已换灯泡' });
    assert.deepEqual([story.whistle.state, story.whistle.reason], ['settled', '物业已换灯泡']);
    assert.deepEqual(story.told, [`reported-result→person:${building}`]);
    assert.equal(story.tries('jxty12-lead', 'settle').verdict, 'ignored');
  });

  it('is told of to its reporter when it goes out, and when it is dropped after all (S68)', () => {
    const taken = () =>
      told('jxsq-lc', aCall({ matter: 'R07', place: '金星后街', effort: '已报修' })).then(
        'jxsq-a',
        'take-up',
      );
    const out = taken().then('jxsq-a', 'confirm').then('lm-lead', 'approve');
    assert.ok(out.told.includes('reported-result→person:jxsq-lc'));
    assert.deepEqual(taken().then('jxsq-a', 'cancel').told, ['reported-result→person:jxsq-lc']);
    assert.ok(taken().until('25 09:00').includes('reported-result→person:jxsq-lc'));
  });

  it('of a petition’s kind goes to no group (domain 5.12)', () => {
    const reading = aCall({ matter: 'R07', restricted: true });
    assert.deepEqual(told('jxsq-lc', reading).told, ['report→person:jxsq-a']);
  });

  it('is moved by nobody but its desk, and by no lookout of it (I6, S49)', () => {
    const story = told('jxsq-lc', aCall({ place: '金星后街' }));
    for (const by of ['xbsq-a', 'lm-a', 'jxsq-k', 'jxsq-lc', 'cgj-a', 'nobody'])
      for (const verb of ['take-up', 'pass-up', 'settle'] as const) {
        const decision = story.tries(by, verb, { sentence: '好了' });
        assert.equal(decision.verdict, 'refused', `${by} ${verb}`);
      }
  });

  it('gives a lane keeper no say over the unit’s whistles (I6, S49)', () => {
    const story = told('jxsq-lc', aCall({ matter: 'R07', place: '金星后街', effort: '已报修' }))
      .then('jxsq-a', 'take-up')
      .then('jxsq-a', 'confirm')
      .then('lm-lead', 'approve');
    for (const verb of ['urge', 'withdraw', 'verify', 'return', 'rate'] as const)
      assert.equal(refusalOf(story.tries('jxsq-k', verb, { reason: '误报' }))?.code, 'not-yours');
  });
});

type Move = readonly [string, HumanCommand['type'], More?];
const desks = { JXTY12: 'jxty12-lead', JXSQ: 'jxsq-a', LM: 'lm-a' } as const;
const moves: readonly Move[] = Object.values(desks).flatMap((by): Move[] => [
  [by, 'take-up'],
  [by, 'pass-up'],
  [by, 'settle', { sentence: '已办好' }],
  [by, 'cancel'],
]);

describe('the state space of a report (I5, S34)', () => {
  /** Everything that can become of it, by hand and by silence. */
  const walk = (start: Whistle): ReadonlyMap<string, { whistle: Whistle; next: string[] }> => {
    const name = (one: Whistle) => [one.state, one.blower, one.desk ?? ''].join(' ');
    const nodes = new Map([[name(start), { whistle: start, next: [] as string[] }]]);
    for (const node of nodes.values()) {
      const { whistle } = node;
      const add = (next: Whistle) => {
        node.next.push(name(next));
        if (!nodes.has(name(next))) nodes.set(name(next), { whistle: next, next: [] });
      };
      for (const [by, verb, more] of moves) {
        const decision = decideWhistle(whistle, command(by, verb, more), facts(by));
        if (decision.verdict === 'changed') add(decision.next);
      }
      for (const clock of whistle.clocks) {
        const [effect] = clockEffect(whistle, clock);
        if (!effect) continue;
        const tick = { type: 'clock', whistleId: whistle.id, tick: effect.payload } as const;
        const decision = decideWhistle(whistle, tick, facts(null, { now: effect.dueAt }));
        assert.equal(decision.verdict, 'changed', name(whistle));
        const keys = clocksOf(decision).map(({ key }) => key);
        assert.ok(!keys.includes(effect.key), 'a clock’s key is never used twice');
        add(decision.next);
      }
    }
    return nodes;
  };
  const nodes = walk(told(building).whistle);

  it('leads to an end from everywhere, and by silence alone to the street', () => {
    const ends = new Set([...nodes].filter(([, one]) => isEnded(one.whistle)).map(([key]) => key));
    for (let before = -1; before !== ends.size;) {
      before = ends.size;
      for (const [key, { next }] of nodes) if (next.some((one) => ends.has(one))) ends.add(key);
    }
    assert.deepEqual(
      [...nodes.keys()].filter((key) => !ends.has(key)),
      [],
    );
    assert.ok([...nodes.values()].some(({ whistle }) => whistle.desk === 'LM'));
  });

  it('has one responsible desk, whose people can move it on, and one running clock', () => {
    const reported = [...nodes.values()].filter(({ whistle }) => whistle.state === 'reported');
    assert.equal(reported.length, 3);
    for (const { whistle } of reported) {
      const who = responsible(whistle);
      assert.ok(who?.type === 'desk' && who.org !== null);
      assert.ok(directory.membersOf(who.org).length > 0);
      const by = desks[who.org as keyof typeof desks];
      const settle = decideWhistle(whistle, command(by, 'settle', { sentence: '好了' }), facts(by));
      assert.equal(settle.verdict, 'changed');
      assert.deepEqual(
        whistle.clocks.map(({ stage, org }) => [stage, org]),
        [['desk', who.org]],
      );
    }
  });
});
