import assert from 'node:assert/strict';
import { createDirectory } from '../../src/domain/directory.ts';
import { localInstant } from '../../src/domain/local-time.ts';
import { durationText } from '../support/duration-text.ts';
import type { Point } from '../../src/domain/origin.ts';
import { levelAbove, onlyReports } from '../../src/domain/reporting.ts';
import type { Post, Receiver, RuleBook } from '../../src/domain/rule-book.ts';
import { panlong } from '../support/panlong.ts';

const book = panlong();
const directory = createDirectory(book);
const about = { department: 'CGJ', street: 'TD', blower: 'td-a' };

/** Panlong after some people left. */
function without(...gone: readonly string[]): RuleBook {
  return { ...book, members: book.members.filter(({ userId }) => !gone.includes(userId)) };
}

describe('the directory', () => {
  it('finds a member whatever the case of the userid', () => {
    assert.equal(directory.memberOf('TD-A')?.org, 'TD');
    assert.equal(directory.memberOf('nobody'), null);
  });

  it('finds an organisation by code, name, alias and full name, with or without 区', () => {
    const names = [
      'CGJ',
      '城管局',
      '城管',
      '区城市管理局（区综合行政执法局）',
      '区城管局',
      '盘龙区城管局',
      ' 城管 局 ',
    ];
    for (const name of names) assert.equal(directory.orgByName(name)?.code, 'CGJ', name);
    assert.equal(directory.orgByName('拓东')?.code, 'TD');
    assert.equal(directory.orgByName('110')?.code, 'GAJ');
    assert.equal(directory.orgByName('外交部'), null);
    assert.equal(directory.orgByName(''), null);
  });

  it('finds matters and members by post', () => {
    assert.equal(directory.matter('R04')?.name, '机动车乱停乱放');
    assert.equal(directory.matter('X99'), null);
    assert.deepEqual(
      directory.membersOf('CGJ', 'head').map(({ userId }) => userId),
      ['cgj-lead'],
    );
    assert.equal(directory.membersOf('CGJ').length, 4);
    assert.deepEqual(directory.membersOf('NONE'), []);
  });

  const told: Readonly<Record<Receiver, readonly string[]>> = {
    liaison: ['cgj-a'],
    'duty-officer': ['cgj-a'],
    'stand-in': ['cgj-b'],
    'leader-in-charge': ['cgj-f'],
    head: ['cgj-lead'],
    blower: ['td-a'],
    'street-approver': ['td-lead'],
    'command-centre': ['wgzx-a'],
    'leading-group-office': ['lxb-a'],
    'supervision-office': ['dcs-a'],
    'district-leader': ['ld-a'],
  };
  for (const [receiver, people] of Object.entries(told))
    it(`tells ${people.join()} as ${receiver} (domain 5.4)`, () =>
      assert.deepEqual(directory.receiversOf(receiver as Receiver, about), people));

  it('takes the next post when a chair is empty, so that a rung is never silent (S27)', () => {
    const thin = createDirectory(without('cgj-a', 'cgj-lead', 'td-lead', 'wgzx-a'));
    assert.deepEqual(thin.receiversOf('liaison', about), ['cgj-b']);
    assert.deepEqual(thin.receiversOf('head', about), ['cgj-f']);
    assert.deepEqual(thin.receiversOf('street-approver', about), ['td-f']);
    assert.deepEqual(thin.receiversOf('command-centre', about), ['wgzx-b']);
  });

  it('asks the blower’s own leader where a whistle has no street (S15)', () => {
    const service = { department: 'ZJJ', street: null, blower: 'zwj-a' };
    assert.deepEqual(directory.receiversOf('street-approver', service), ['zwj-lead']);
  });

  it('never leaves a rung of any ladder without a receiver, for any department', () => {
    for (const rungs of Object.values(book.ladders))
      for (const receiver of rungs.flatMap(({ tell }) => tell))
        for (const { code, type } of book.orgs)
          if (type === 'department' || type === 'public-unit')
            assert.ok(directory.receiversOf(receiver, { ...about, department: code }).length > 0);
  });
});

describe('approval', () => {
  it('lies with any street leader for routine, with the head for tackle (S50)', () => {
    assert.deepEqual(directory.approversOf('street', 'routine', 'TD'), ['td-lead', 'td-f']);
    assert.deepEqual(directory.approversOf('street', 'tackle', 'TD'), ['td-lead']);
    assert.deepEqual(directory.approversOf('service', 'tackle', 'ZWJ'), ['zwj-f', 'zwj-lead']);
    assert.deepEqual(directory.standInApproversOf('street', 'TD'), ['td-b']);
  });

  it('is the community’s own affair for its own kind, its street’s for a street whistle (S14)', () => {
    assert.deepEqual(directory.approversOf('community', 'routine', 'JXSQ'), []);
    assert.deepEqual(directory.approversOf('street', 'tackle', 'JXSQ'), ['lm-lead']);
    assert.deepEqual(directory.standInApproversOf('street', 'JXSQ'), ['lm-b']);
  });

  it('comes afterwards for an emergency (S20)', () => {
    const rule = book.kinds.street.approvers.emergency;
    assert.equal(rule.type === 'after' && durationText(rule.within), '24 小时');
    assert.deepEqual(directory.approversOf('street', 'emergency', 'TD'), ['td-lead', 'td-f']);
  });

  it('falls to whoever leads when the named posts are empty', () => {
    const thin = createDirectory(without('td-lead'));
    assert.deepEqual(thin.approversOf('street', 'tackle', 'TD'), ['td-f']);
    const posts: readonly Post[] = thin.membersOf('TD').map(({ post }) => post);
    assert.equal(posts.includes('head'), false);
  });
});

describe('who is on duty (S20)', () => {
  const days = { '2026-10-01': ['CGJ-B'], '2026-10-02': ['cgj-f'] };
  const roster = { shiftStart: '08:30', units: { CGJ: { default: ['cgj-a'], days } } };
  const kept = createDirectory({ ...book, roster });

  it('is whose shift runs: at two in the night that of the day before', () => {
    assert.deepEqual(kept.onDuty('CGJ', localInstant('2026-10-02', '02:00')), ['cgj-b']);
    assert.deepEqual(kept.onDuty('CGJ', localInstant('2026-10-02', '08:29')), ['cgj-b']);
    assert.deepEqual(kept.onDuty('CGJ', localInstant('2026-10-02', '08:30')), ['cgj-f']);
    assert.deepEqual(kept.onDuty('CGJ', localInstant('2026-10-04', '02:00')), ['cgj-a']);
  });

  it('is without a roster the duty officer, else the liaison, else whoever is next', () => {
    const at = localInstant('2026-10-02', '02:00');
    const officer = { ...kept.memberOf('zjj-b')!, post: 'duty-officer' } as const;
    const members = book.members.map((one) => (one.userId === 'zjj-b' ? officer : one));
    const { roster: _, ...bare } = book;
    assert.deepEqual(createDirectory({ ...bare, members }).onDuty('ZJJ', at), ['zjj-b']);
    assert.deepEqual(createDirectory(bare).onDuty('ZJJ', at), ['zjj-a']);
    assert.deepEqual(createDirectory(without('zjj-a', 'zjj-b')).onDuty('ZJJ', at), ['zjj-f']);
  });

  it('is never nobody, though everybody of the roster has left', () => {
    const gone = createDirectory({ ...without('cgj-a', 'cgj-b', 'cgj-f'), roster });
    assert.deepEqual(gone.onDuty('CGJ', localInstant('2026-10-02', '02:00')), ['cgj-lead']);
    for (const { code } of book.orgs)
      assert.ok(directory.onDuty(code, localInstant('2026-11-23')).length > 0, code);
  });
});

describe('the grid', () => {
  const grid = (place: string | null, street: string | null = null, point: Point | null = null) =>
    directory.gridOf(place, street, point);
  const at = (latitude: number, longitude: number): Point => ({ latitude, longitude, label: '' });

  it('is the community or group a place names, the deepest there is (S43)', () => {
    assert.equal(grid('金星社区菜市场'), 'JXSQ');
    assert.equal(grid('金星社区12号庭院3栋', 'LM'), 'JXTY12');
    assert.equal(grid('12号庭院门口', 'LM'), 'JXTY12');
    assert.equal(grid('金星后街口', 'LM'), 'JXSQ'); // a keeper’s lane
  });

  it('is nothing for a place outside, in another street, or of another community (S43)', () => {
    assert.equal(grid('白塔路菜市场门口', 'TD'), null);
    assert.equal(grid('金星社区菜市场', 'TD'), null);
    assert.equal(grid('小坝社区12号庭院', 'LM'), 'XBSQ');
    assert.equal(grid(null), null);
  });

  it('is nothing where two communities fit equally: the bot asks (S43)', () => {
    const both = book.orgs.map((one) =>
      ['JXSQ', 'XBSQ'].includes(one.code) ? { ...one, places: ['万宏路'] } : one,
    );
    const twofold = createDirectory({ ...book, orgs: both });
    assert.equal(twofold.gridOf('万宏路12号', 'LM', null), null);
    assert.equal(twofold.gridOf('小坝社区万宏路12号', 'LM', null), 'XBSQ');
  });

  it('is the nearest to a picked point, within the reach of the rule book (S43)', () => {
    assert.equal(grid(null, null, at(25.071, 102.738)), 'JXSQ');
    assert.equal(grid('菜市场门口', 'LM', at(25.0646, 102.73)), 'XBSQ');
    assert.equal(grid(null, 'TD', at(25.071, 102.738)), null);
    assert.equal(grid(null, null, at(24.9, 102.7)), null);
  });

  it('knows what lies under what, five levels deep (S44)', () => {
    assert.equal(directory.isUnder('JXTY12D3', 'LM'), true);
    assert.equal(directory.isUnder('JXTY12', 'XBSQ'), false);
    assert.equal(directory.streetOf('JXTY12D3'), 'LM');
    assert.equal(directory.streetOf('CGJ'), null);
    assert.deepEqual(
      directory.cellsOf('LM').map(({ code }) => code),
      ['JXSQ', 'XBSQ', 'JXTY12'],
    );
  });

  it('goes up level by level, past levels with nobody there (S44)', () => {
    const up = (from: string, of = directory) => levelAbove(of, from);
    assert.deepEqual(
      ['JXTY12D3', 'JXTY12', 'JXSQ', 'LM'].map((one) => up(one)),
      ['JXTY12', 'JXSQ', 'LM', null],
    );
    assert.equal(up('JXTY12D3', createDirectory(without('jxty12-lead'))), 'JXSQ');
  });

  it('takes sentences of lookouts and of levels that may not blow for reports (S44, S49)', () => {
    const reports = (userId: string) => {
      const member = directory.memberOf(userId);
      return member !== null && onlyReports(member, directory);
    };
    for (const one of ['jxty12d3-lead', 'jxty12-lead', 'jxsq-lc', 'jxsq-k'])
      assert.equal(reports(one), true, one);
    for (const one of ['jxsq-a', 'jxsq-f', 'lm-a', 'cgj-a']) assert.equal(reports(one), false, one);
  });
});
