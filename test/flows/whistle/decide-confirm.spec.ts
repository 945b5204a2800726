import assert from 'node:assert/strict';
import {
  aSeat,
  aStory,
  aWhistle,
  at,
  book,
  bookWith,
  clocksOf,
  dispatched,
  messagesOf,
  monday,
  refusalOf,
} from '../../support/a-whistle.ts';

describe('确认吹哨', () => {
  it('asks the approving leader and starts the approval clock (S50)', () => {
    const story = aStory();
    const decision = story.tries('td-a', 'confirm');
    assert.equal(story.whistle.state, 'pending_approval');
    assert.equal(story.whistle.number, null);
    assert.deepEqual(messagesOf(decision), ['approval→person:td-lead']);
    assert.equal(decision.verdict, 'changed');
    const [asked] = decision.effects;
    assert.ok(asked?.kind === 'message');
    assert.equal(asked.fallback, 'unit:TD', 'a leader out of reach is asked in the street’s group');
    assert.deepEqual(
      story.whistle.clocks.map(({ stage, org, dueAt }) => [stage, org, dueAt]),
      [['approval', null, at('23 11:00')]],
    );
    assert.deepEqual(
      clocksOf(decision).map(({ dueAt }) => dueAt),
      [at('23 10:00')],
    );
  });

  it('of a community whistle that calls departments asks the street’s leader all the same (S14, S50)', () => {
    const story = aStory(aWhistle({ kind: 'community' })).then('td-a', 'confirm');
    assert.equal(story.whistle.state, 'pending_approval');
    assert.equal(story.whistle.kind, 'street');
  });

  it('of a whistle that calls nobody is refused, whatever its kind waives (S34)', () => {
    const waiving = { ...book.kinds.street, waives: ['departments'] as const };
    const using = { directory: bookWith({ kinds: { ...book.kinds, street: waiving } }) };
    const draft = aWhistle({ participations: [] });
    assert.deepEqual(refusalOf(aStory(draft, using).tries('td-a', 'confirm')), {
      code: 'incomplete',
      missing: ['departments'],
    });
  });

  it('a second time changes nothing', () => {
    const story = aStory().then('td-a', 'confirm');
    assert.equal(story.tries('td-a', 'confirm').verdict, 'ignored');
    assert.equal(dispatched().tries('td-a', 'confirm').verdict, 'ignored');
  });

  it('of an incomplete draft is refused with everything that is missing (S22, S25)', () => {
    const draft = aWhistle({ place: null, effort: null });
    assert.deepEqual(refusalOf(aStory(draft).tries('td-a', 'confirm')), {
      code: 'incomplete',
      missing: ['place', 'effort'],
    });
  });

  it('of a blower who may approve dispatches at once, approved by themselves', () => {
    const story = aStory(aWhistle({ blower: 'td-lead' })).then('td-lead', 'confirm');
    assert.equal(story.whistle.state, 'dispatched');
    assert.deepEqual(story.whistle.approval, { by: 'td-lead', at: monday, how: 'self' });
    assert.ok(!story.told.some((one) => one.startsWith('approval')));
    assert.ok(!story.whistle.clocks.some(({ stage }) => stage === 'approval'));
  });

  it('of a kind that needs no approval dispatches at once, and there is nothing to approve (S14)', () => {
    const draft = aWhistle({
      kind: 'community',
      blower: 'jxsq-a',
      blowerOrg: 'JXSQ',
      street: 'LM',
      participations: [aSeat({ org: 'LM' })],
    });
    const story = aStory(draft).then('jxsq-a', 'confirm');
    assert.equal(story.whistle.state, 'dispatched');
    assert.equal(story.whistle.approval, null);
    assert.equal(story.tries('jxsq-lead', 'approve').verdict, 'ignored');
    assert.equal(story.tries('jxsq-lead', 'disapprove').verdict, 'ignored');
  });

  it('of a tackle whistle asks the head, and only the head or a stand-in may approve', () => {
    const story = aStory(aWhistle({ category: 'tackle', matter: 'T01' })).then('td-a', 'confirm');
    assert.deepEqual(story.told, ['approval→person:td-lead']);
    assert.equal(story.tries('td-f', 'approve').verdict, 'refused');
    assert.equal(story.jumps('23 10:00').tries('td-b', 'approve').verdict, 'changed');
  });

  it('of a community’s street whistle asks the street’s leader', () => {
    const draft = aWhistle({ blower: 'jxsq-a', blowerOrg: 'JXSQ', street: 'LM' });
    assert.deepEqual(aStory(draft).then('jxsq-a', 'confirm').told, ['approval→person:lm-lead']);
  });
});
