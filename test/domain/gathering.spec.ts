import assert from 'node:assert/strict';
import { createDirectory } from '../../src/domain/directory.ts';
import { gatheringHome, homesOpenTo, mayCome } from '../../src/domain/gathering.ts';
import { lentTo, matching } from '../../src/domain/resources.ts';
import { aGathering, book, directory } from '../support/a-whistle.ts';

describe('who may come to a gathering', () => {
  const may = (home: string, org: string) => mayCome(directory, home, { org });

  it('is the community, its street, and the people’s organisations of either (S14, S45)', () => {
    for (const org of ['JXSQ', 'LM', 'LMJG', 'ZYXH', 'XGJ']) assert.ok(may('JXSQ', org), org);
    for (const org of ['XBSQ', 'TD', 'HMWY', 'CGJ', 'LMDJ', 'nobody'])
      assert.equal(may('JXSQ', org), false, org);
  });

  it('is every community of a street that calls for the whole of itself', () => {
    for (const org of ['LM', 'JXSQ', 'XBSQ', 'XGJ']) assert.ok(may('LM', org), org);
    assert.equal(may('LM', 'BSHSQ'), false);
  });

  it('does not include the organisations of a neighbouring community', () => {
    const own = { ...book.orgs.find(({ code }) => code === 'XGJ')!, code: 'XBDZB', parent: 'XBSQ' };
    const more = createDirectory({ ...book, orgs: [...book.orgs, own] });
    assert.equal(mayCome(more, 'JXSQ', { org: 'XBDZB' }), false);
    assert.equal(mayCome(more, 'XBSQ', { org: 'XBDZB' }), true);
    assert.equal(mayCome(more, 'LM', { org: 'XBDZB' }), true);
  });

  it('is looked up the other way round: whose gatherings are mine', () => {
    assert.deepEqual(homesOpenTo(directory, { org: 'JXSQ' }), ['LM', 'JXSQ']);
    assert.deepEqual(homesOpenTo(directory, { org: 'XGJ' }), ['LM', 'JXSQ', 'XBSQ']);
    assert.deepEqual(homesOpenTo(directory, { org: 'CGJ' }), []);
  });

  it('is decided by the community that blew, or the one its street names', () => {
    const street = aGathering({ blowerOrg: 'LM' });
    assert.equal(gatheringHome(directory, aGathering()), 'JXSQ');
    assert.equal(gatheringHome(directory, street), 'JXSQ');
    assert.equal(gatheringHome(directory, { ...street, place: '万宏路' }), 'LM');
    assert.equal(gatheringHome(directory, { ...street, place: '万宏路', grid: 'XBSQ' }), 'XBSQ');
  });
});

describe('what a neighbourhood lends (S51)', () => {
  it('is what its street’s units and its alliances’ members share', () => {
    const owners = (org: string) => lentTo(directory, org).map((one) => one.org);
    assert.deepEqual(owners('LMDJ'), ['TX', 'GDJ', 'PSG', 'GJ', 'ZLS', 'ZYXH', 'JXSQ']);
    assert.deepEqual(owners('JXSQ'), owners('LM'));
    assert.deepEqual(owners('TD'), []);
    assert.deepEqual(owners('WGZX').length, book.resources.length);
  });

  it('is matched by its words, the best first', () => {
    const found = matching(book.resources, '夜间停车没有车位，想借场地开会');
    assert.deepEqual(
      found.map(({ name }) => name),
      ['场站夜间错时车位', '多功能会议室', '金星社区党群服务中心'],
    );
    assert.deepEqual(matching(book.resources, '无关'), []);
  });
});
