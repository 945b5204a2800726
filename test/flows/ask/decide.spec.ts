import assert from 'node:assert/strict';
import { maySee, periodStart, seesAll } from '../../../src/flows/ask/decide.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import { aCall, aStory, aWhistle, at, directory, dispatched } from '../../support/a-whistle.ts';

const member = (userId: string) => {
  const found = directory.memberOf(userId);
  assert.ok(found);
  return found;
};
const sees = (userId: string, whistle: Whistle) => maySee(whistle, member(userId), directory);

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
