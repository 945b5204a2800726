import assert from 'node:assert/strict';
import type { Around } from '../../../src/domain/around.ts';
import {
  candidates,
  mergesByItself,
  offersOf,
  searchFor,
} from '../../../src/flows/whistle/near.ts';
import { isSamePlace, metresBetween } from '../../../src/flows/whistle/same-place.ts';
import type { RuleMode } from '../../../src/domain/rule-book.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import {
  aCall,
  aWhistle,
  anEmergency,
  around,
  at,
  book,
  bookWith,
  command,
  directory,
  facts,
  monday,
} from '../../support/a-whistle.ts';

const at120 = { latitude: 25.04, longitude: 102.72, label: '' };
/** So many metres north of it. */
const north = (metres: number) => ({ ...at120, latitude: 25.04 + metres / 111_195 });
const place = (name: string, more: Partial<Whistle> = {}) => ({
  street: 'TD',
  point: null,
  grid: null,
  ...more,
  place: name,
});
const same = (one: string, other: string, more: Partial<Whistle> = {}) =>
  isSamePlace(directory, place(one), place(other, more));
const found = (draft: Whistle, all: readonly Around[], using = {}) =>
  candidates(draft, facts('td-a', { around: all, ...using })).map((one) => one.number.slice(-4));

describe('two places by name (domain 5.5)', () => {
  for (const [one, other] of [
    ['万宏路12号门口', '万宏路12号'],
    ['万宏路 12 号，旁边', '万宏路１２号'],
    ['拓东街道万宏路12号', '万宏路12号'],
    ['白塔路菜市场南门口', '白塔路菜市场'],
    ['万宏路与联盟路路口东侧', '万宏路联盟路路口'],
    ['万宏路', '万宏路'],
    ['白塔路88号3栋〔门牌〕', '白塔路88号3栋'],
  ] as const)
    it(`are the same: ${one}, ${other}`, () => {
      assert.ok(same(one, other) && same(other, one));
    });

  for (const [one, other] of [
    ['万宏路', '万宏路12号'],
    ['万宏路1', '万宏路12号'],
    ['万宏路12号', '万宏路14号'],
    ['金江小区', '金江小区3栋'],
    ['白塔路菜市场南门口', '白塔路菜市场北门口'],
    ['拓东路', '路'],
    ['门口', '附近'],
  ] as const)
    it(`are not: ${one}, ${other}`, () => {
      assert.ok(!same(one, other) && !same(other, one));
    });

  it('of two streets are the same only with a house number', () => {
    assert.ok(same('白塔路88号', '白塔路88号', { street: 'GL' }));
    assert.ok(!same('菜市场', '菜市场', { street: 'GL' }));
  });

  it('may be unknown: then nothing is the same', () => {
    assert.ok(!isSamePlace(directory, { ...place(''), place: null }, place('')));
  });
});

describe('two places by point and grid', () => {
  it('are the same up to 200 metres', () => {
    assert.ok(Math.abs(metresBetween(at120, north(200)) - 200) < 0.5);
    assert.ok(!same('甲店', '乙店'));
    const near = (metres: number) =>
      isSamePlace(
        directory,
        place('甲店', { point: at120 }),
        place('乙店', { point: north(metres) }),
      );
    assert.ok(near(199) && !near(201));
  });

  it('are the same in one grid, in one community only where the district says so', () => {
    const both = (grid: string, using = directory) =>
      isSamePlace(using, place('甲店', { grid }), place('乙店', { grid }));
    assert.ok(both('G-TD-07'));
    assert.ok(!both('JXSQ'));
    const duplicates = { ...book.admission.duplicates, communityIsOnePlace: true };
    assert.ok(both('JXSQ', bookWith({ admission: { ...book.admission, duplicates } })));
  });
});

describe('what a draft is offered', () => {
  it('is what runs with the same matter group at the same place', () => {
    assert.deepEqual(found(aWhistle(), [around()]), ['0003']);
    assert.deepEqual(found(aWhistle(), [around({ place: '拓东路口' })]), []);
    assert.deepEqual(found(aWhistle(), [around({ matter: 'R04' })]), []);
    assert.deepEqual(found(aWhistle({ matter: null }), [around()]), []);
  });

  it('is at most 30 days old, 6 hours in an emergency', () => {
    const old = (hours: number) => ({
      dispatchedAt: new Date(Date.parse(monday) - hours * 3_600_000).toISOString(),
    });
    assert.deepEqual(found(aWhistle(), [around(old(30 * 24))]), ['0003']);
    assert.deepEqual(found(aWhistle(), [around(old(30 * 24 + 1))]), []);
    const gas = { matter: 'E03', category: 'emergency' } as const;
    assert.deepEqual(found(anEmergency(), [around({ ...gas, ...old(6) })]), ['0003']);
    assert.deepEqual(found(anEmergency(), [around({ ...gas, ...old(7) })]), []);
  });

  it('is 二次吹哨 of what was accepted within the recurrence watch of its category', () => {
    const ended = (days: number, more: Partial<Around> = {}) => {
      const then = new Date(Date.parse(monday) - days * 86_400_000).toISOString();
      return around({
        state: 'archived',
        dispatchedAt: '2026-06-01T00:00:00.000Z',
        endedAt: then,
        ...more,
      });
    };
    assert.deepEqual(found(aWhistle(), [ended(30)]), ['0003']);
    assert.deepEqual(found(aWhistle(), [ended(31)]), []);
    assert.deepEqual(found(aWhistle(), [ended(89, { category: 'tackle' })]), ['0003']);
    const accepted = around({ state: 'verified', verifiedAt: at('22 10:00') });
    const near = candidates(aWhistle(), facts('td-a', { around: [accepted] }));
    assert.deepEqual(offersOf(directory, aWhistle({ near })).ended, near);
  });

  it('is three at most, the newest first', () => {
    const all = ['1', '2', '3', '4'].map((one) =>
      around({
        id: `w-${one}0`,
        number: `PL-20261123-000${one}`,
        dispatchedAt: at(`2${one} 08:00`),
      }),
    );
    assert.deepEqual(found(aWhistle(), all, { now: at('27 09:00') }), ['0004', '0003', '0002']);
  });

  it('is never a drill for the real thing, nor the other way round; nor what is restricted', () => {
    assert.deepEqual(found(aWhistle(), [around({ drill: true })]), []);
    assert.deepEqual(found(aWhistle({ drill: true }), [around()]), []);
    assert.deepEqual(found(aWhistle({ drill: true }), [around({ drill: true })]), ['0003']);
    assert.deepEqual(found(aWhistle(), [around({ restricted: true })]), []);
  });

  it('is not itself, nor what the blower has said no to', () => {
    assert.deepEqual(found(aWhistle({ id: 'w-9' }), [around()]), []);
    assert.deepEqual(found(aWhistle({ waived: ['duplicate:w-9'] }), [around()]), []);
  });

  it('depends on the rule: off offers nothing, enforce takes 仍然吹哨 away, but never from an emergency', () => {
    const using = (duplicate: RuleMode) =>
      bookWith({
        admission: { ...book.admission, modes: { ...book.admission.modes, duplicate } },
      });
    assert.deepEqual(found(aWhistle(), [around()], { directory: using('off') }), []);
    const near = candidates(aWhistle(), facts('td-a', { around: [around()] }));
    assert.equal(offersOf(using('warn'), aWhistle({ near })).anyway, true);
    assert.equal(offersOf(using('enforce'), aWhistle({ near })).anyway, false);
    assert.equal(offersOf(using('enforce'), anEmergency({ near })).anyway, true);
  });
});

describe('an emergency that merges by itself (S20)', () => {
  const gas = (more: Partial<Around> = {}) =>
    around({ matter: 'E03', category: 'emergency', dispatchedAt: at('23 08:40'), ...more });
  const into = (draft: Whistle, all: readonly Around[]) =>
    mergesByItself(draft, facts('td-a', { around: all }))?.id ?? null;

  it('goes into the oldest one of the last 30 minutes on the same spot', () => {
    assert.equal(into(anEmergency(), [gas()]), 'w-9');
    const older = gas({ id: 'w-8', dispatchedAt: at('23 08:31') });
    assert.equal(into(anEmergency(), [gas(), older]), 'w-8');
    assert.equal(into(anEmergency(), [gas({ dispatchedAt: at('23 08:29') })]), null);
    assert.equal(into(anEmergency({ place: '拓东路' }), [gas()]), null);
    const near = anEmergency({ place: '拓东路', point: at120 });
    assert.equal(into(near, [gas({ point: north(150) })]), 'w-9');
  });

  it('never goes into another matter of the group, which calls other people', () => {
    assert.equal(into(anEmergency(), [gas({ matter: 'E02' })]), null);
    assert.deepEqual(found(anEmergency(), [gas({ matter: 'E02' })]), ['0003']);
  });

  it('never goes into a drill, into what is over, by the grid alone, or against the blower’s word', () => {
    assert.equal(into(anEmergency(), [gas({ drill: true })]), null);
    assert.equal(into(anEmergency({ drill: true }), [gas()]), null);
    assert.equal(into(anEmergency(), [gas({ state: 'verified' })]), null);
    const grid = anEmergency({ place: '拓东路', grid: 'G-1' });
    assert.equal(into(grid, [gas({ grid: 'G-1' })]), null);
    assert.equal(into(anEmergency({ waived: ['duplicate:w-9'] }), [gas()]), null);
    assert.equal(into(aWhistle(), [around({ dispatchedAt: at('23 08:40') })]), null);
  });
});

describe('what is looked for before a decision', () => {
  it('is every matter of the groups a sentence may come to, as far back as the longest window', () => {
    const search = searchFor(
      null,
      command('td-a', 'tell', { reading: aCall({ matter: 'R01' }) }),
      directory,
      monday,
    );
    assert.ok(search);
    assert.ok(search.matters.includes('R01'));
    assert.ok(search.matters.every((one) => directory.matter(one)?.group === '市容环境'));
    assert.equal(search.since, new Date(Date.parse(monday) - 30 * 86_400_000).toISOString());
    assert.equal(search.endedSince, new Date(Date.parse(monday) - 90 * 86_400_000).toISOString());
  });

  it('is nothing where no matter is known, or the whistle is out', () => {
    const tell = command('td-a', 'tell', { reading: aCall() });
    assert.equal(searchFor(null, tell, directory, monday), null);
    const out = aWhistle({ state: 'dispatched' });
    assert.equal(searchFor(out, command('td-a', 'urge'), directory, monday), null);
  });
});
