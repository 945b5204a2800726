import assert from 'node:assert/strict';
import { responsible } from '../../../src/domain/whistle.ts';
import { communityCard } from '../../../src/bot/cards/community-card.ts';
import { hoursWorked } from '../../../src/flows/whistle/hours.ts';
import {
  aGathering,
  aMark,
  aReading,
  aSeat,
  aStory,
  aWhistle,
  at,
  book,
  bookWith,
  directory,
  facts,
  gathered,
  monday,
  refusalOf,
} from '../../support/a-whistle.ts';

describe('a community’s whistle', () => {
  it('goes out with a number and without approval, as one card to its group (S14)', () => {
    const story = gathered(0);
    assert.equal(story.whistle.state, 'dispatched');
    assert.equal(story.whistle.number, 'PL-20261123-0007');
    assert.equal(story.whistle.approval, null);
    assert.deepEqual(story.told, ['gathering→unit:JXSQ', 'notice:dispatched→person:jxsq-a']);
  });

  it('calls its members and volunteers alone while it has no group, up to the limit (S14)', () => {
    const story = aStory(aGathering(), { groups: [] }).then('jxsq-a', 'confirm');
    const alone = story.told.filter((one) => one.startsWith('gathering→person:'));
    assert.equal(alone.length, 10);
    const messages = { ...directory.book.messages, aloneAtMost: 3 };
    const few = { ...facts('jxsq-a').directory, book: { ...directory.book, messages } };
    const less = aStory(aGathering(), { groups: [], directory: few }).then('jxsq-a', 'confirm');
    assert.equal(less.told.filter((one) => one.startsWith('gathering→')).length, 3);
  });

  it('is its own unit’s to see through, with one clock from the appointed time (S34)', () => {
    const { whistle } = gathered(0);
    assert.deepEqual(responsible(whistle), { type: 'blowing-unit' });
    assert.deepEqual(
      whistle.clocks.map(({ org, stage, from }) => [org, stage, from]),
      [[null, 'finish', at('28 09:00')]],
    );
  });

  it('reminds its blower, then its head and its street, and nobody beyond (S14, S34)', () => {
    const story = gathered(1, aGathering({ appointedAt: null }));
    const told = new Set(story.until('30 23:59').map((one) => one.split('→')[1]));
    const expected = ['jxsq-a', 'jxsq-b', 'jxsq-lead', 'lm-lead'].map((one) => `person:${one}`);
    assert.deepEqual([...told].sort(), expected);
  });

  it('takes each who comes once, and tells the blower only when enough have come', () => {
    const story = gathered(7);
    assert.equal(story.whistle.state, 'in_progress');
    assert.equal(story.tries('jxsq-p7', 'check-in').verdict, 'ignored');
    assert.deepEqual(story.told, []);
    story.then('jxsq-p8', 'check-in');
    assert.deepEqual(story.told, ['notice:enough→person:jxsq-a']);
    story.then('jxsq-v1', 'check-in');
    assert.equal(story.whistle.volunteers.length, 9);
    assert.deepEqual(story.told, []);
  });

  it('welcomes its street and the parties, societies and residents there, nobody else (S14, S45)', () => {
    const story = gathered(0);
    for (const by of ['lm-a', 'lmjg-a', 'zyxh-a', 'xgj-a', 'jxsq-lead']) story.then(by, 'check-in');
    for (const by of ['xbsq-p1', 'hmwy-a', 'td-a', 'cgj-a'])
      assert.deepEqual(refusalOf(story.tries(by, 'check-in')), {
        code: 'not-invited',
        org: '金星社区',
      });
    assert.equal(story.whistle.volunteers.length, 5);
  });

  it('of a street calls the community its place names', () => {
    const draft = aGathering({ blower: 'lm-a', blowerOrg: 'LM', place: '小坝社区门口' });
    const story = aStory(draft, { groups: ['XBSQ'] }).then('lm-a', 'confirm');
    assert.ok(story.told.includes('gathering→unit:XBSQ'), story.told.join());
    story.then('xbsq-p1', 'check-in');
    assert.equal(story.tries('jxsq-p1', 'check-in').verdict, 'refused');
  });

  it('is archived by one sentence of its unit, without a rating, with one card of thanks (S14)', () => {
    const story = gathered(8).then('jxsq-a', 'done', { sentence: '沟渠已清理，用时3小时' });
    assert.equal(story.whistle.state, 'archived');
    assert.deepEqual(story.whistle.clocks, []);
    assert.deepEqual(story.told, ['gathering→unit:JXSQ']);
    const [thanks] = story.lastEffects;
    assert.ok(thanks?.kind === 'message' && thanks.payload.type === 'gathering');
    assert.equal(thanks.payload.hours, 3);
    assert.equal(story.tries('jxsq-p1', 'check-in').verdict, 'refused');
  });

  it('is not closed by one tap before its time: it is asked, and can still be raised', () => {
    const story = gathered(1);
    for (const sentence of ['', '取消了', '改期到下周'])
      assert.deepEqual(refusalOf(story.tries('jxsq-a', 'done', { sentence })), {
        code: 'before-its-time',
        at: at('28 09:00'),
        number: '0007',
      });
    assert.equal(gathered(1).tries('jxsq-a', 'raise').verdict, 'changed');
    assert.equal(gathered(1).jumps('28 09:00').tries('jxsq-a', 'done').verdict, 'changed');
    assert.equal(story.tries('jxsq-a', 'done', { sentence: '已提前清完' }).verdict, 'changed');
  });

  it('is not the members’ to close, withdraw or raise: they only come (I6)', () => {
    const story = gathered(1);
    for (const verb of ['done', 'withdraw', 'raise', 'urge'] as const)
      assert.equal(
        refusalOf(story.tries('jxsq-p1', verb, { sentence: '好了', reason: '不去' }))?.code,
        'not-yours',
        verb,
      );
  });

  it('can be withdrawn also when some have come, and its group is told', () => {
    const story = gathered(2).then('jxsq-lead', 'withdraw', { reason: '下雨改期' });
    assert.equal(story.whistle.state, 'withdrawn');
    assert.ok(story.told.includes('gathering→unit:JXSQ'));
  });

  it('can call once more for those who are still needed', () => {
    assert.deepEqual(gathered(2).then('jxsq-a', 'urge').told, ['gathering→unit:JXSQ']);
  });
});

describe('升级为街道哨', () => {
  it('keeps number and history, calls the matrix’s departments and asks the street (S14, S50)', () => {
    const story = gathered(8).then('jxsq-a', 'raise');
    const { whistle } = story;
    assert.deepEqual([whistle.kind, whistle.state], ['street', 'pending_approval']);
    assert.deepEqual([whistle.id, whistle.number], ['w-1', 'PL-20261123-0007']);
    assert.equal(whistle.volunteers.length, 8);
    assert.match(whistle.effort ?? '', /社区已组织8名党员/u);
    assert.deepEqual(
      whistle.participations.map(({ org, role }) => [org, role]),
      [
        ['DGJ', 'lead'],
        ['SWJ', 'assist'],
        ['STJ', 'assist'],
      ],
    );
    assert.deepEqual(story.told, ['approval→person:lm-lead', 'gathering→unit:JXSQ']);
  });

  it('is dispatched under its old number when the street’s leader agrees', () => {
    const story = gathered(8).then('jxsq-a', 'raise').then('lm-lead', 'approve');
    assert.equal(story.whistle.state, 'dispatched');
    assert.equal(story.whistle.number, 'PL-20261123-0007');
    assert.ok(story.told.includes('summons→unit:DGJ'));
    assert.equal(refusalOf(story.tries('jxsq-v1', 'check-in'))?.code, 'too-late');
    assert.equal(refusalOf(story.tries('cgj-a', 'check-in'))?.code, 'not-summoned');
  });

  it('stays a draft that asks for what a street whistle needs beside', () => {
    const open = aGathering({
      matter: null,
      state: 'in_progress',
      number: 'PL-20261123-0003',
      dispatchedAt: monday,
      clocks: [],
    });
    const raised = aStory(open).then('jxsq-a', 'raise');
    assert.deepEqual([raised.whistle.state, raised.whistle.kind], ['draft', 'street']);
    assert.deepEqual(raised.told, ['draft→person:jxsq-a', 'gathering→unit:JXSQ']);
    assert.equal(raised.whistle.number, 'PL-20261123-0003');
  });

  it('tells the street who has signed up, not that anybody was there', () => {
    assert.equal(
      gathered(1).then('jxsq-a', 'raise').whistle.effort,
      '社区已组织1名党员、志愿者报到',
    );
    assert.match(gathered(0).then('jxsq-a', 'raise').whistle.effort ?? '', /尚无人报到$/u);
  });

  it('says that it is being raised until it has gone out, and then that it did', () => {
    const story = gathered(1).then('jxsq-a', 'raise');
    const scene = () => ({ whistle: story.whistle, directory, now: monday, taskId: 't' });
    const group = () => JSON.stringify(communityCard(scene(), { to: 'people', news: 'raised' }));
    assert.match(group(), /正在升级为街道哨.*还没有派出.*等街道审批/u);
    assert.doesNotMatch(group(), /已请部门/u);
    story.then('lm-lead', 'approve');
    assert.match(group(), /已请部门接力处置，感谢 1 位/u);
    const raised = story.told.filter((one) => one.startsWith('gathering'));
    assert.deepEqual(raised, ['gathering→unit:JXSQ', 'gathering→person:jxsq-p1']);
  });

  it('goes on as a gathering when the leader refuses, the secretary takes it back or forgets it', () => {
    const asked = () => gathered(1).then('jxsq-a', 'raise');
    const open = aGathering({
      matter: null,
      state: 'in_progress',
      number: 'PL-20261123-0003',
      dispatchedAt: monday,
      volunteers: [aMark('jxsq-p1')],
    });
    const draft = () => aStory(open).then('jxsq-a', 'raise');
    const expired = draft();
    expired.until('30 09:00');
    for (const story of [
      asked().then('lm-lead', 'disapprove', { reason: '社区可以自己办' }),
      asked().then('jxsq-a', 'withdraw', { reason: '' }),
      draft().then('jxsq-a', 'cancel'),
      expired,
    ]) {
      const { kind, state, dispatchedAt, participations, endedAt, effort, clocks } = story.whistle;
      assert.deepEqual([kind, state, dispatchedAt], ['community', 'in_progress', monday]);
      assert.deepEqual([participations, endedAt, effort], [[], null, null]);
      assert.deepEqual(
        clocks.map(({ stage }) => stage),
        ['finish'],
      );
      story.then('jxsq-v1', 'check-in').then('jxsq-a', 'raise');
    }
    const told = asked().then('lm-lead', 'disapprove').told;
    for (const one of [
      'gathering→unit:JXSQ',
      'gathering→person:jxsq-p1',
      'notice:resumed→person:jxsq-a',
    ])
      assert.ok(told.includes(one), told.join());
  });

  it('is for a community’s running whistle only', () => {
    const street = aWhistle({ state: 'dispatched', dispatchedAt: monday });
    assert.equal(refusalOf(aStory(street).tries('td-a', 'raise'))?.code, 'too-late');
    assert.equal(refusalOf(aStory(aGathering()).tries('jxsq-a', 'raise'))?.code, 'too-late');
  });
});

describe('a community’s whistle that names a department', () => {
  it('is a street whistle, with its approval (S14, S50)', () => {
    const draft = aGathering({ participations: [aSeat()], effort: '已清理2次' });
    const story = aStory(draft).then('jxsq-a', 'confirm');
    assert.deepEqual([story.whistle.kind, story.whistle.state], ['street', 'pending_approval']);
    assert.deepEqual(story.told, ['approval→person:lm-lead']);
  });
});

describe('hours told after a community’s whistle was closed', () => {
  const closed = (people = 1) =>
    gathered(people).jumps('28 23:00').then('jxsq-a', 'done', { sentence: '清理完毕' });
  const hours = { sentence: '服务时长 3小时' };

  it('are kept by whatever verb, quietly, and nothing is opened again (S14)', () => {
    const reading = aReading({}, { text: '补充 0007 每人3小时' });
    for (const [verb, more] of [
      ['progress', hours],
      ['done', hours],
      ['amend', { reading }],
    ] as const) {
      const story = closed();
      const before = story.whistle;
      assert.equal(before.state, 'archived');
      const decision = story.tries('jxsq-lead', verb, more);
      assert.equal(decision.verdict, 'changed', verb);
      const told = { type: 'hours-told', by: 'jxsq-lead', data: { hours: 3 } };
      assert.deepEqual([decision.events, decision.next], [[told], before]);
      assert.deepEqual(story.told, [], 'everybody has been thanked once');
    }
  });

  it('are refused once the rule book’s time is over, to others, and where none are named', () => {
    assert.equal(
      refusalOf(closed().jumps('30 23:00').tries('jxsq-p1', 'progress', hours))?.code,
      'too-late',
    );
    const soon = bookWith({
      messages: { ...book.messages, hoursWithin: { amount: 1, unit: 'hour' } },
    });
    const late = aStory(closed().whistle, { directory: soon }).jumps('29 00:01');
    assert.equal(refusalOf(late.tries('jxsq-a', 'progress', hours))?.code, 'too-late');
    assert.equal(closed().tries('jxsq-a', 'done', { sentence: '清理完毕' }).verdict, 'ignored');
  });
});

describe('the hours that people worked', () => {
  const came = gathered(1).whistle;
  it('are those the sentence says', () => {
    for (const [sentence, hours] of [
      ['清理完毕，3小时', 3],
      ['干了两个半小时', 2.5],
      ['大家忙了半小时', 0.5],
      ['用时1.5个小时', 1.5],
      ['十小时连续作业', 10],
    ] as const)
      assert.equal(hoursWorked(came, sentence, at('28 12:00')), hours, sentence);
  });

  it('are else counted from the appointed time, to half an hour, unless that tells nothing', () => {
    assert.equal(hoursWorked(came, '好了', at('28 11:28')), 2.5);
    assert.equal(hoursWorked(came, '好了', at('30 09:00')), null);
    assert.equal(hoursWorked(came, '好了', at('28 08:00')), null);
    const whenever = { ...came, appointedAt: null, volunteers: [aMark('jxsq-p1', '23 10:00')] };
    assert.equal(hoursWorked(whenever, '', at('23 12:00')), 2);
    assert.equal(hoursWorked({ ...whenever, volunteers: [] }, '', at('23 12:00')), null);
  });
});
