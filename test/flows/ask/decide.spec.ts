import assert from 'node:assert/strict';
import {
  mayKnowResidents,
  maySee,
  periodStart,
  projectsAsked,
  seesAll,
  silentStreets,
} from '../../../src/flows/ask/decide.ts';
import { byType } from '../../../src/flows/ask/participants.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import {
  aCall,
  aStory,
  aWhistle,
  at,
  directory,
  dispatched,
  gathered,
} from '../../support/a-whistle.ts';

const member = (userId: string) => {
  const found = directory.memberOf(userId);
  assert.ok(found);
  return found;
};
const sees = (userId: string, whistle: Whistle) => maySee(whistle, member(userId), directory);

describe('a street that does not whistle', () => {
  it('is an open one none of whose whistles went out, its communities’ counted with it', () => {
    const open = ['TD', 'GL', 'DH', 'LM', 'JC', 'CB'];
    assert.deepEqual(silentStreets([], directory).toSorted(), open.toSorted());
    const counts = [
      { org: 'TD', whistled: 1 },
      { org: 'GL', whistled: 0 },
      { org: 'JXSQ', whistled: 2 },
    ];
    assert.deepEqual(silentStreets(counts, directory).toSorted(), ['CB', 'DH', 'GL', 'JC']);
  });
});

describe('who may see', () => {
  it('everything: centre, leading-group office, supervision office, district leaders (domain 5.11)', () => {
    for (const userId of ['wgzx-a', 'lxb-a', 'dcs-a', 'ld-a'])
      assert.ok(seesAll(member(userId), directory), userId);
    for (const userId of ['td-lead', 'cgj-lead', 'jxsq-a', 'zwj-a'])
      assert.ok(!seesAll(member(userId), directory), userId);
  });

  it('a whistle: the unit that blew it, those it called, those who see everything', () => {
    const { whistle } = dispatched();
    for (const userId of ['td-a', 'td-b', 'cgj-a', 'sjj-lead', 'wgzx-a', 'ld-a'])
      assert.ok(sees(userId, whistle), userId);
    for (const userId of ['gl-a', 'gl-lead', 'xfd-a']) assert.ok(!sees(userId, whistle), userId);
  });

  it('a community’s whistle: its street as well, not the street next door', () => {
    const { whistle } = dispatched(aWhistle());
    const community = { ...whistle, blower: 'jxsq-a', blowerOrg: 'JXSQ' };
    assert.ok(sees('lm-lead', community));
    assert.ok(!sees('td-lead', community));
  });

  it('what they were copied in or have in charge: observers, a project’s office and leader (S16, S17)', () => {
    const { whistle } = dispatched(aWhistle({ observers: ['GAJ'], project: 'P01' }));
    for (const userId of ['gaj-a', 'bcxm-a', 'gxj-f']) assert.ok(sees(userId, whistle), userId);
    for (const userId of ['tyxm-a', 'gxj-a']) assert.ok(!sees(userId, whistle), userId);
  });

  it('as a member or volunteer only what called them, or they came to (S14, S49)', () => {
    const { whistle } = gathered(1);
    assert.ok(sees('jxsq-p2', whistle));
    assert.ok(sees('jxsq-p1', { ...whistle, kind: 'street' }));
    assert.ok(!sees('jxsq-p2', { ...whistle, kind: 'street' }));
    assert.ok(!sees('xbsq-p1', whistle));
  });

  it('a draft: its blower alone, not even those who see everything', () => {
    const { whistle } = aStory();
    assert.ok(sees('td-a', whistle));
    for (const userId of ['td-b', 'td-lead', 'cgj-a', 'wgzx-a', 'ld-a'])
      assert.ok(!sees(userId, whistle), userId);
  });

  it('what waits for approval: its blower and those who see everything', () => {
    const { whistle } = aStory().then('td-a', 'confirm');
    assert.ok(sees('td-a', whistle));
    assert.ok(sees('wgzx-a', whistle));
    assert.ok(!sees('cgj-a', whistle));
  });
});

describe('who may see a report', () => {
  const reading = aCall({ matter: 'R07', place: '12号庭院3栋' });
  const reported = () =>
    aStory(null).then('jxty12d3-lead', 'tell', { reading }).then('jxty12-lead', 'pass-up');

  it('whoever sent it, its desk and those it came through; nobody beside (S44)', () => {
    const { whistle } = reported();
    for (const userId of ['jxty12d3-lead', 'jxty12-lead', 'jxsq-a'])
      assert.ok(sees(userId, whistle), userId);
    for (const userId of ['xbsq-a', 'lm-a', 'cgj-a', 'jxsq-k'])
      assert.ok(!sees(userId, whistle), userId);
  });

  it('its sender to the end; a lane keeper nothing of their unit’s but their own (S49)', () => {
    const own = aCall({ matter: 'R07', place: '金星后街', effort: '已报修' });
    const { whistle } = aStory(null)
      .then('jxsq-k', 'tell', { reading: own })
      .then('jxsq-a', 'take-up')
      .then('jxsq-a', 'confirm')
      .then('lm-lead', 'approve');
    assert.ok(sees('jxsq-k', whistle));
    assert.ok(!sees('jxsq-lc', whistle));
    assert.ok(sees('jxsq-f', whistle), 'the commissioner of the community (S48)');
  });
});

describe('the period of a statistic', () => {
  it('begins at local midnight of today, Monday or the first', () => {
    const thursday = at('26 00:30');
    assert.equal(periodStart('day', thursday), at('26 00:00'));
    assert.equal(periodStart('week', thursday), at('23 00:00'));
    assert.equal(periodStart('month', thursday), at('1 00:00'));
  });

  it('of a Sunday is the week that began six days before, of a Monday its own', () => {
    assert.equal(periodStart('week', at('29 23:59')), at('23 00:00'));
    assert.equal(periodStart('week', at('23 00:00')), at('23 00:00'));
  });
});

describe('the projects a question is about', () => {
  const asked = (by: string, code: string | null) =>
    projectsAsked(directory, member(by), code).map((one) => one.code);

  it('are the one named, else one’s own, else all of them (S17)', () => {
    assert.deepEqual(asked('td-a', 'P02'), ['P02']);
    assert.deepEqual(asked('td-a', 'P09'), []);
    assert.deepEqual(asked('bcxm-a', null), ['P01']);
    assert.deepEqual(asked('gxj-lead', null), ['P02']);
    assert.deepEqual(asked('td-a', null), ['P01', 'P02']);
  });
});

describe('participants by type', () => {
  it('are units by what they are, and people by where they belong (S46)', () => {
    const seats = [
      { org: 'CGJ', due: 3, checkedIn: 2 },
      { org: 'SJJ', due: 1, checkedIn: 1 },
      { org: 'HMWY', due: 1, checkedIn: 0 },
      { org: 'gone', due: 9, checkedIn: 9 },
    ];
    const people = [
      { userId: 'jxsq-p1', count: 2 },
      { userId: 'lmjg-a', count: 1 },
      { userId: 'who-left', count: 5 },
    ];
    assert.deepEqual(byType(directory, { seats, people }), [
      { type: 'community', due: 0, checkedIn: 0, people: 2 },
      { type: 'department', due: 4, checkedIn: 3, people: 0 },
      { type: 'party', due: 0, checkedIn: 0, people: 1 },
      { type: 'market', due: 1, checkedIn: 0, people: 0 },
    ]);
  });
});

describe('who is told what names a resident (domain 5.12)', () => {
  const knows = (userId: string, whistle: Whistle) =>
    mayKnowResidents(whistle, member(userId), true);

  it('is, of a community’s members, whoever came, until it ends (S14)', () => {
    const by = 'jxsq-p1';
    const open = aWhistle({
      ...{ kind: 'community', blower: 'jxsq-a', blowerOrg: 'JXSQ', state: 'in_progress' },
      volunteers: [{ by, at: at('23 10:00') }],
    });
    const people = ['jxsq-a', 'jxsq-p1', 'jxsq-p2', 'jxsq-lc'];
    assert.deepEqual(
      people.filter((one) => knows(one, open)),
      ['jxsq-a', 'jxsq-p1'],
    );
    assert.ok(!knows(by, { ...open, endedAt: at('23 12:00') }));
  });
});
