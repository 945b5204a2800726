import assert from 'node:assert/strict';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import type { ClockTick } from '../../../src/domain/effect.ts';
import type { Duration } from '../../../src/domain/rule-book.ts';
import {
  aCall,
  aClock,
  aReading,
  aStory,
  aWhistle,
  anEmergency,
  archived,
  at,
  book,
  bookWith,
  claimed,
  clocksOf,
  dispatched,
  facts,
  messagesOf,
  type Story,
} from '../../support/a-whistle.ts';

const ticks = (story: Story, tick: ClockTick, now: string) =>
  decideWhistle(
    story.whistle,
    { type: 'clock', whistleId: 'w-1', tick },
    facts(null, { now: at(now) }),
  );
const tickOf = (story: Story, org: string | null, stage: string): ClockTick => {
  const found = story.waiting.find((one) => one.payload.org === org && one.payload.stage === stage);
  assert.ok(found, `no clock of ${org ?? 'the street'} for ${stage}`);
  return found.payload;
};
/** What one department’s one stage told, out of everything that was told. */
const about = (told: readonly string[], stage: string) =>
  told.filter((one) => one.startsWith(`reminder:${stage}@`));

describe('the ladder of a routine whistle', () => {
  /** What 城管局's silence tells between two times. */
  const signs = (from: string, to: string) => {
    const story = dispatched(aWhistle({ participations: aWhistle().participations.slice(0, 1) }));
    story.until(from);
    return about(story.until(to), 'sign');
  };

  it('tells liaison, group and stand-in at half of the sign limit (S27)', () => {
    assert.deepEqual(signs('23 09:00', '23 09:29'), []);
    assert.deepEqual(signs('23 09:29', '23 09:30'), [
      'reminder:sign@50→unit:CGJ',
      'reminder:sign@50→person:cgj-a',
      'reminder:sign@50→person:cgj-b',
    ]);
  });

  it('tells the leader in charge as well at 80 percent', () => {
    assert.deepEqual(signs('23 09:47', '23 09:48'), [
      'reminder:sign@80→unit:CGJ',
      'reminder:sign@80→person:cgj-a',
      'reminder:sign@80→person:cgj-b',
      'reminder:sign@80→person:cgj-f',
    ]);
  });

  it('tells head, street and command centre when the limit runs out', () => {
    assert.deepEqual(signs('23 09:59', '23 10:00'), [
      'reminder:sign@100→unit:CGJ',
      'reminder:sign@100→person:cgj-lead',
      'reminder:sign@100→person:td-lead',
      'reminder:sign@100→person:wgzx-a',
    ]);
  });

  it('tells the leading-group office at 150 and the district leader at 200, then rests', () => {
    assert.deepEqual(signs('23 10:29', '23 10:30'), [
      'reminder:sign@150→unit:CGJ',
      'reminder:sign@150→person:cgj-lead',
      'reminder:sign@150→person:lxb-a',
    ]);
    assert.deepEqual(signs('23 10:59', '23 11:00'), ['reminder:sign@200→person:ld-a']);
    assert.deepEqual(signs('23 11:00', '30 17:00'), []);
    const silent = dispatched();
    silent.until('30 17:00');
    const clock = silent.whistle.clocks.find(({ stage }) => stage === 'sign');
    assert.equal(clock?.nextAt, null);
  });

  it('reminds of every other stage on its own clock, the stand-in not at half time', () => {
    const other = dispatched();
    other.then('cgj-a', 'sign').then('sjj-a', 'check-in').then('sjj-a', 'on-site');
    // From Monday 09:00 to Tuesday 17:00 are 14 working hours: half of them is Monday 17:00.
    assert.deepEqual(about(other.until('24 09:00'), 'checkIn'), [
      'reminder:checkIn@50→unit:CGJ',
      'reminder:checkIn@50→person:cgj-a',
    ]);
  });
});

describe('a clock', () => {
  it('of one department says nothing about the other (S03)', () => {
    const story = dispatched().then('cgj-a', 'sign');
    const told = about(story.until('23 09:30'), 'sign');
    assert.deepEqual(told, [
      'reminder:sign@50→unit:SJJ',
      'reminder:sign@50→person:sjj-a',
      'reminder:sign@50→person:sjj-b',
    ]);
  });

  it('whose step has passed changes nothing (I4)', () => {
    const story = dispatched();
    const tick = tickOf(story, 'CGJ', 'sign');
    story.then('cgj-a', 'sign');
    assert.deepEqual(ticks(story, tick, '23 09:30'), { verdict: 'ignored' });
  });

  it('carried out twice tells once (I3)', () => {
    const story = dispatched();
    const tick = tickOf(story, 'CGJ', 'sign');
    story.until('23 09:30');
    assert.deepEqual(ticks(story, tick, '23 09:30'), { verdict: 'ignored' });
  });

  it('that wakes early tells nothing and is set again under a new name (I4)', () => {
    const story = dispatched();
    const tick = tickOf(story, 'CGJ', 'sign');
    const early = ticks(story, tick, '23 09:29');
    assert.equal(early.verdict, 'changed');
    assert.deepEqual(messagesOf(early), []);
    const [again] = clocksOf(early);
    assert.equal(again?.dueAt, at('23 09:30'));
    const known = story.waiting.map(({ key }) => key);
    assert.ok(!known.includes(again.key), 'the table would drop a key it knows');
    const running = early.next.clocks.filter(({ org, stage }) => org === 'CGJ' && stage === 'sign');
    assert.deepEqual(
      running.map(({ repeat, nextAt }) => [repeat, nextAt]),
      [[1, at('23 09:30')]],
    );
  });

  it('of an ended whistle, of another round or of an unknown whistle changes nothing', () => {
    const tick = {
      org: 'CGJ',
      stage: 'finish',
      round: 0,
      rung: 0,
      repeat: 0,
      at: at('23 09:30'),
    } as const;
    assert.deepEqual(ticks(archived(), tick, '30 17:00'), { verdict: 'ignored' });
    const returned = claimed().then('td-a', 'return');
    assert.deepEqual(ticks(returned, tick, '30 17:00'), { verdict: 'ignored' });
    assert.deepEqual(decideWhistle(null, { type: 'clock', whistleId: 'w-9', tick }, facts(null)), {
      verdict: 'ignored',
    });
    const withdrawn = aStory(aWhistle({ state: 'withdrawn', clocks: [aClock()] }));
    assert.deepEqual(ticks(withdrawn, { ...tick, stage: 'sign' }, '23 09:30'), {
      verdict: 'ignored',
    });
  });

  it('after a long silence tells only the highest rung that was reached', () => {
    const story = dispatched();
    const decision = ticks(story, tickOf(story, 'CGJ', 'sign'), '23 10:10');
    assert.ok(messagesOf(decision).length > 0);
    assert.ok(messagesOf(decision).every((one) => one.startsWith('reminder:sign@100→')));
    assert.deepEqual(
      clocksOf(decision).map(({ dueAt }) => dueAt),
      [at('23 10:30')],
    );
    const late = ticks(story, tickOf(story, 'CGJ', 'sign'), '25 10:00');
    assert.deepEqual(messagesOf(late), ['reminder:sign@200→person:ld-a']);
    assert.deepEqual(clocksOf(late), []);
  });

  it('is recorded with department, stage and percentage, and no name', () => {
    const story = dispatched();
    const decision = ticks(story, tickOf(story, 'CGJ', 'sign'), '23 09:30');
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.events, [
      { type: 'reminded', by: null, data: { org: 'CGJ', stage: 'sign', at: 50 } },
    ]);
  });

  it('of the street’s own step tells the one who must act and their leaders', () => {
    const story = claimed();
    assert.deepEqual(about(story.until('26 09:00'), 'verify'), [
      'reminder:verify@50→person:td-a',
      'reminder:verify@80→person:td-a',
      'reminder:verify@80→person:td-b',
      'reminder:verify@80→person:td-f',
      'reminder:verify@100→person:td-lead',
      'reminder:verify@100→person:wgzx-a',
    ]);
  });

  it('tells one person once, though two posts are theirs', () => {
    const members = book.members.filter(({ userId }) => !['cgj-b', 'cgj-f'].includes(userId));
    const small = bookWith({ members });
    const story = dispatched(aWhistle(), { directory: small });
    story.then('sjj-a', 'check-in');
    const told = about(story.until('23 09:48'), 'sign').filter((one) => one.includes('@80'));
    assert.deepEqual(told, [...new Set(told)]);
    assert.equal(told.length, 3);
  });
});

describe('an emergency nobody answers', () => {
  it('climbs from minute to minute, day and night (S20)', () => {
    const alone = anEmergency({ participations: anEmergency().participations.slice(0, 1) });
    const story = aStory(alone, { now: at('22 02:00') }).then('td-a', 'confirm');
    const again = ['reminder:sign@50→person:zjj-a', 'reminder:sign@50→person:zjj-b'];
    assert.deepEqual(about(story.until('22 02:20'), 'sign'), [
      'reminder:sign@50→unit:ZJJ',
      ...again,
      'reminder:sign@80→unit:ZJJ',
      'reminder:sign@80→person:zjj-f',
      ...again,
      'reminder:sign@100→unit:ZJJ',
      'reminder:sign@100→person:zjj-lead',
      'reminder:sign@100→person:ld-a',
      'reminder:sign@100→person:td-lead',
      'reminder:sign@100→person:wgzx-a',
      ...again,
      ...again,
      'reminder:sign@150→unit:ZJJ',
      'reminder:sign@150→person:wgzx-a',
      'reminder:sign@150→person:lxb-a',
      ...again,
      'reminder:sign@200→person:ld-a',
      'reminder:sign@200→person:lxb-a',
      ...again,
    ]);
  });

  it('is called every 3 minutes until it signs, whatever else is told, for an hour (S20)', () => {
    const alone = anEmergency({ participations: anEmergency().participations.slice(0, 1) });
    const start = () => aStory(alone, { now: at('22 02:00') }).then('td-a', 'confirm');
    const calls = (story: Story, time: string) =>
      about(story.until(time), 'sign').filter((one) => one.endsWith('person:zjj-a')).length;
    assert.equal(calls(start(), '22 02:30'), 9);
    assert.equal(calls(start(), '23 02:00'), 21);
    const signed = start();
    assert.equal(calls(signed, '22 02:12'), 3);
    signed.then('zjj-b', 'sign');
    assert.equal(calls(signed, '22 03:00'), 0);
  });

  it('is called once more, not twice as often, after a silence of our own (I4)', () => {
    const story = aStory(anEmergency(), { now: at('22 02:00') }).then('td-a', 'confirm');
    story.jumps('22 02:19');
    const woken = ticks(story, tickOf(story, 'ZJJ', 'sign'), '22 02:19');
    const alone = messagesOf(woken).filter((one) => one.includes('person:zjj-a'));
    assert.equal(alone.length, 1);
    assert.deepEqual(
      clocksOf(woken).map(({ dueAt }) => dueAt),
      [at('22 02:20')],
    );
  });

  it('whose clock was set by an older reckoning goes on with the next moment (I4)', () => {
    const story = aStory(anEmergency(), { now: at('22 02:00') }).then('td-a', 'confirm');
    const clocks = story.whistle.clocks.map((one) =>
      one.stage === 'sign' ? { ...one, nextAt: at('22 02:09') } : one,
    );
    const tick = { ...tickOf(story, 'ZJJ', 'sign'), at: at('22 02:09') };
    const decision = decideWhistle(
      { ...story.whistle, clocks },
      { type: 'clock', whistleId: 'w-1', tick },
      facts(null, { now: at('22 02:09') }),
    );
    assert.deepEqual(messagesOf(decision), []);
    assert.deepEqual(
      clocksOf(decision).map(({ dueAt }) => dueAt),
      [at('22 02:10')],
    );
  });

  it('with a longer limit is called again just as often (domain 5.4)', () => {
    const half: Duration = { unit: 'minute', amount: 30 };
    const limits = { ...book.limits, emergency: { ...book.limits.emergency, sign: half } };
    const story = dispatched(anEmergency(), { directory: bookWith({ limits }) });
    story.then('rq-a', 'check-in');
    const calls = (time: string) =>
      about(story.until(time), 'sign').filter((one) => one.endsWith('person:zjj-a')).length;
    assert.equal(calls('23 09:15'), 1);
    assert.equal(calls('23 09:17'), 0);
    assert.equal(calls('23 09:18'), 1);
    assert.equal(calls('23 09:21'), 1);
    story.then('zjj-a', 'sign');
    assert.equal(calls('23 09:30'), 0);
  });
});

describe('a draft left alone', () => {
  const blown = (reading = aCall({ matter: 'R01' }), now = '23 09:00') =>
    aStory(null, { now: at(now) }).then('td-a', 'tell', { reading });

  it('is shown to its blower once more, then closed, and they are told (S34)', () => {
    const story = blown();
    assert.deepEqual(story.until('23 10:59'), []);
    assert.deepEqual(story.until('23 11:00'), ['draft→person:td-a']);
    assert.deepEqual(story.until('24 08:59'), []);
    assert.deepEqual(story.until('24 09:00'), ['notice:expired→person:td-a']);
    assert.equal(story.whistle.state, 'cancelled');
    assert.deepEqual(story.until('30 09:00'), []);
  });

  it('of an emergency is shown again after five minutes (S20)', () => {
    const story = blown(aCall({ matter: 'E03', category: 'emergency' }));
    assert.deepEqual(story.until('23 09:05'), ['draft→person:td-a']);
  });

  it('is watched anew from every answer, and no more once it is confirmed', () => {
    const story = blown();
    story.jumps('23 10:30').then('td-a', 'tell', { reading: aReading({ place: '白塔路' }) });
    assert.deepEqual(story.until('23 12:29'), []);
    assert.deepEqual(story.until('23 12:30'), ['draft→person:td-a']);
    story.then('td-a', 'tell', { reading: aReading({ effort: '已劝离' }) }).then('td-a', 'confirm');
    assert.ok(
      !story.until('30 09:00').some((one) => one.includes('draft') || one.includes('expired')),
    );
  });

  it('that is held is watched the same way: the blower sees why it is held', () => {
    const story = aStory().then('td-a', 'confirm').then('td-lead', 'disapprove');
    assert.deepEqual(story.until('23 11:00'), ['notice:held→person:td-a']);
    assert.deepEqual(story.until('24 09:00'), ['notice:expired→person:td-a']);
  });

  it('does not wake anybody: its reminder waits for the morning', () => {
    const story = blown(undefined, '22 19:00');
    story.until('22 21:00');
    const shown = story.lastEffects.find((one) => one.kind === 'message');
    assert.equal(shown?.dueAt, at('23 08:00'));
  });

  it('woken early is neither reminded of nor closed (I4)', () => {
    const story = blown();
    const early = ticks(story, tickOf(story, null, 'draft'), '23 10:59');
    assert.deepEqual(messagesOf(early), []);
    assert.equal(early.verdict === 'changed' && early.next.state, 'draft');
  });
});

describe('a reminder', () => {
  it('of a later step waits while an earlier one is chased, until it is overdue itself', () => {
    const told = dispatched(
      aWhistle({ participations: aWhistle().participations.slice(0, 1) }),
    ).until('24 17:00');
    assert.deepEqual(
      [...new Set(told.map((one) => one.split('→')[0]))],
      [
        'reminder:sign@50',
        'reminder:sign@80',
        'reminder:sign@100',
        'reminder:sign@150',
        'reminder:sign@200',
        'reminder:checkIn@100',
      ],
    );
  });

  it('in quiet hours waits for the morning, of an emergency for nothing (domain 5.4)', () => {
    const story = dispatched(aWhistle(), { now: at('23 16:30') });
    const tick = tickOf(story, 'CGJ', 'sign');
    const late = ticks(story, tick, '23 21:00');
    assert.equal(late.verdict, 'changed');
    assert.ok(late.effects.every((one) => one.kind === 'clock' || one.dueAt === at('24 08:00')));
    const urgent = aStory(anEmergency(), { now: at('22 23:00') }).then('td-a', 'confirm');
    const now = ticks(urgent, tickOf(urgent, 'ZJJ', 'sign'), '22 23:05');
    assert.equal(now.verdict, 'changed');
    assert.ok(now.effects.some((one) => one.kind === 'message' && one.dueAt === at('22 23:05')));
  });
});

describe('the auditor’s command', () => {
  it('sets every running clock again under a new name, each once', () => {
    const story = dispatched();
    const known = new Set(story.waiting.map(({ key }) => key));
    const decision = decideWhistle(story.whistle, { type: 'audit', whistleId: 'w-1' }, facts(null));
    assert.equal(decision.verdict, 'changed');
    const set = clocksOf(decision);
    assert.equal(set.length, story.whistle.clocks.length);
    assert.ok(set.every(({ key }) => !known.has(key)));
    const next = aStory(decision.next);
    assert.ok(
      story.waiting.every((old) => ticks(next, old.payload, '23 17:00').verdict === 'ignored'),
      'what still waits under the old names changes nothing',
    );
  });

  it('changes nothing where no clock runs, or all is over', () => {
    const audits = (story: Story) =>
      decideWhistle(story.whistle, { type: 'audit', whistleId: 'w-1' }, facts(null)).verdict;
    assert.equal(audits(aStory(aWhistle({ clocks: [] }))), 'ignored');
    assert.equal(audits(archived()), 'ignored');
    const rested = aStory(aWhistle({ state: 'in_progress', clocks: [aClock({ nextAt: null })] }));
    assert.equal(audits(rested), 'ignored');
    assert.deepEqual(decideWhistle(null, { type: 'audit', whistleId: 'w-9' }, facts(null)), {
      verdict: 'ignored',
    });
  });
});
