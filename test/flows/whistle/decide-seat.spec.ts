import assert from 'node:assert/strict';
import type { Whistle } from '../../../src/domain/whistle.ts';
import {
  aStory,
  anEmergency,
  archived,
  at,
  claimed,
  clocksOf,
  dispatched,
  messagesOf,
  monday,
  refusalOf,
  verified,
} from '../../support/a-whistle.ts';

const stages = ({ clocks }: Whistle, of: string | null) =>
  clocks.filter(({ org }) => org === of).map(({ stage }) => stage);

describe('签收', () => {
  it('marks who and when, ends the sign clock only, and tells blower and group (S03)', () => {
    const story = dispatched().jumps('23 09:10').then('cgj-a', 'sign');
    assert.equal(story.seat('CGJ').state, 'signed');
    assert.deepEqual(story.seat('CGJ').signed, { by: 'cgj-a', at: at('23 09:10') });
    assert.equal(story.whistle.state, 'dispatched');
    assert.deepEqual(stages(story.whistle, 'CGJ'), ['checkIn', 'onSite', 'finish']);
    assert.deepEqual(story.told, ['notice:signed→person:td-a', 'notice:signed→unit:CGJ']);
  });

  it('wakes no blower at night, unless it is an emergency', () => {
    const dues = (story: ReturnType<typeof dispatched>) =>
      story
        .jumps('23 22:10')
        .then('cgj-a', 'sign')
        .lastEffects.map(({ dueAt }) => dueAt);
    assert.deepEqual(dues(dispatched())[0], at('24 08:00'));
    const urgent = dispatched(anEmergency()).jumps('23 22:10').then('zjj-a', 'check-in');
    assert.equal(urgent.lastEffects[0]?.dueAt, at('23 22:10'));
  });

  it('leaves the other department as it is: its own state, its own clocks (S03)', () => {
    const story = dispatched();
    const other = story.seat('SJJ');
    story.then('cgj-a', 'sign').then('cgj-a', 'check-in');
    assert.deepEqual(story.seat('SJJ'), other);
    assert.deepEqual(stages(story.whistle, 'SJJ'), ['sign', 'checkIn', 'onSite', 'finish']);
  });

  it('on the group’s card needs no new card in the group', () => {
    const heardIn = { type: 'group', chatId: 'wr-cgj' } as const;
    const tap = dispatched().tries('cgj-a', 'sign', { tapped: true, heardIn, seat: 'CGJ' });
    assert.deepEqual(messagesOf(tap), ['notice:signed→person:td-a']);
    const alone = dispatched().tries('cgj-a', 'sign', { tapped: true, seat: 'CGJ' });
    assert.deepEqual(messagesOf(alone), ['notice:signed→person:td-a', 'notice:signed→unit:CGJ']);
  });
});

describe('报到', () => {
  it('also signs, and the whistle is being handled (S03, S26)', () => {
    const story = dispatched().then('cgj-b', 'check-in');
    assert.equal(story.seat('CGJ').state, 'checked_in');
    assert.deepEqual(story.seat('CGJ').signed, { by: 'cgj-b', at: monday });
    assert.deepEqual(story.seat('CGJ').checkedIn, { by: 'cgj-b', at: monday });
    assert.equal(story.whistle.state, 'in_progress');
    assert.deepEqual(stages(story.whistle, 'CGJ'), ['onSite', 'finish']);
  });

  it('keeps the first signature', () => {
    const story = dispatched().then('cgj-a', 'sign').jumps('23 09:30').then('cgj-b', 'check-in');
    assert.equal(story.seat('CGJ').signed?.by, 'cgj-a');
    assert.equal(story.seat('CGJ').checkedIn?.by, 'cgj-b');
  });
});

describe('到场', () => {
  it('is an event of its own and reports in whoever had not (S26)', () => {
    const story = dispatched().then('cgj-a', 'on-site');
    const { state, signed, checkedIn, onSite } = story.seat('CGJ');
    assert.equal(state, 'on_site');
    assert.deepEqual([signed?.by, checkedIn?.by, onSite?.by], ['cgj-a', 'cgj-a', 'cgj-a']);
    assert.deepEqual(stages(story.whistle, 'CGJ'), ['finish']);
    assert.deepEqual(story.told, ['notice:on-site→person:td-a', 'notice:on-site→unit:CGJ']);
  });

  it('keeps the earlier check-in', () => {
    const story = dispatched().then('cgj-a', 'check-in').jumps('23 11:00').then('cgj-b', 'on-site');
    assert.deepEqual(story.seat('CGJ').checkedIn, { by: 'cgj-a', at: monday });
    assert.deepEqual(story.seat('CGJ').onSite, { by: 'cgj-b', at: at('23 11:00') });
  });

  it('comes too late after 办结', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    story.then('cgj-a', 'done', { sentence: '已清理' });
    assert.deepEqual(refusalOf(story.tries('cgj-a', 'on-site')), {
      code: 'too-late',
      state: '已办结',
    });
  });
});

describe('办结', () => {
  it('needs one sentence, and says how to send it (S32)', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    for (const sentence of ['', '   '])
      assert.deepEqual(refusalOf(story.tries('cgj-a', 'done', { sentence })), {
        code: 'needs-sentence',
        words: '办结 0007 ',
      });
    assert.equal(story.seat('CGJ').done, null);
  });

  it('before 报到 comes too early', () => {
    for (const story of [dispatched(), dispatched().then('cgj-a', 'sign')])
      assert.deepEqual(refusalOf(story.tries('cgj-a', 'done', { sentence: '好了' })), {
        code: 'too-early',
        step: '报到',
      });
  });

  it('without 到场 is accepted and shown as such (S26)', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    story.then('cgj-a', 'done', { sentence: ' 已电话协调解决 ' });
    const { state, onSite, done } = story.seat('CGJ');
    assert.equal(state, 'done_claimed');
    assert.equal(onSite, null);
    assert.deepEqual(done, { by: 'cgj-a', at: monday, sentence: '已电话协调解决' });
    assert.deepEqual(stages(story.whistle, 'CGJ'), []);
  });

  it('of one department does not close the other’s part (S03, S32)', () => {
    const story = dispatched().then('cgj-a', 'on-site');
    story.then('cgj-a', 'done', { sentence: '好了' });
    assert.equal(story.whistle.state, 'in_progress');
    assert.deepEqual(stages(story.whistle, 'SJJ'), ['sign', 'checkIn', 'onSite', 'finish']);
    assert.deepEqual(story.told, ['notice:done→person:td-a', 'notice:done→unit:CGJ']);
  });

  it('of the last department asks for verification with one card and starts its clock (S33)', () => {
    const story = dispatched().then('cgj-a', 'on-site').then('sjj-a', 'on-site');
    story.then('cgj-a', 'done', { sentence: '好了' });
    const last = story.tries('sjj-a', 'done', { sentence: '好了' });
    assert.equal(story.whistle.state, 'claimed_done');
    assert.deepEqual(messagesOf(last), ['notice:done→unit:SJJ', 'verify→person:td-a']);
    assert.deepEqual(
      clocksOf(last).map(({ payload }) => [payload.org, payload.stage]),
      [[null, 'verify']],
    );
    assert.deepEqual(stages(story.whistle, null), ['verify']);
    assert.equal(story.whistle.clocks.length, 1);
  });

  it('keeps at most 500 characters', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    story.then('cgj-a', 'done', { sentence: '长'.repeat(900) });
    assert.equal(story.seat('CGJ').done?.sentence.length, 500);
  });
});

describe('进展', () => {
  it('tells the blower, is recorded, and changes no state (S32)', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    const before = story.whistle;
    const decision = story.tries('cgj-a', 'progress', { sentence: '正在清理' });
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.next, before);
    assert.deepEqual(messagesOf(decision), ['notice:progress→person:td-a']);
    assert.equal(decision.events[0]?.type, 'progress');
  });

  it('needs a sentence', () => {
    assert.deepEqual(refusalOf(dispatched().tries('cgj-a', 'progress')), {
      code: 'needs-sentence',
      words: '进展 0007 ',
    });
  });
});

describe('a step of a department', () => {
  const steps = ['sign', 'check-in', 'on-site', 'done', 'progress'] as const;

  it('delivered twice keeps the first (I1)', () => {
    for (const verb of ['sign', 'check-in', 'on-site'] as const) {
      const story = dispatched().then('cgj-a', verb);
      assert.equal(story.jumps('23 10:00').tries('cgj-b', verb).verdict, 'ignored', verb);
    }
    const done = dispatched().then('cgj-a', 'check-in');
    done.then('cgj-a', 'done', { sentence: '好了' });
    assert.equal(done.tries('cgj-a', 'done', { sentence: '又好了' }).verdict, 'ignored');
    assert.equal(done.tries('cgj-a', 'check-in').verdict, 'ignored');
    assert.equal(done.tries('cgj-a', 'sign').verdict, 'ignored');
  });

  it('by somebody who was not called changes nothing (I6)', () => {
    for (const by of ['xfd-a', 'td-a', 'wgzx-a', 'ld-a'])
      for (const verb of steps)
        assert.deepEqual(refusalOf(dispatched().tries(by, verb, { sentence: '好了' })), {
          code: 'not-summoned',
        });
  });

  it('on the card of another department is refused with whose it is, even if both were called', () => {
    for (const verb of steps)
      assert.deepEqual(refusalOf(dispatched().tries('sjj-a', verb, { seat: 'CGJ' })), {
        code: 'not-yours',
        allowed: '城管局',
      });
  });

  it('by anybody of the department counts: stand-in, leader, head', () => {
    for (const by of ['cgj-b', 'cgj-f', 'cgj-lead'])
      assert.equal(dispatched().then(by, 'sign').seat('CGJ').signed?.by, by);
  });

  it('before dispatch is refused: nobody was called yet', () => {
    for (const story of [aStory(), aStory().then('td-a', 'confirm')])
      for (const verb of steps)
        assert.deepEqual(refusalOf(story.tries('cgj-a', verb, { sentence: '好' })), {
          code: 'not-summoned',
        });
  });

  it('after the end is refused with the state', () => {
    const gone = dispatched().then('td-a', 'withdraw', { reason: '误报' });
    for (const verb of steps) {
      assert.deepEqual(refusalOf(gone.tries('cgj-a', verb)), { code: 'too-late', state: '已撤哨' });
      assert.deepEqual(refusalOf(archived().tries('cgj-a', verb)), {
        code: 'too-late',
        state: '已归档',
      });
    }
  });

  it('while the street verifies or rates changes no mark', () => {
    for (const story of [claimed(), verified()])
      for (const verb of ['sign', 'check-in', 'done'] as const)
        assert.equal(story.tries('cgj-a', verb, { sentence: '好' }).verdict, 'ignored');
  });
});
