import assert from 'node:assert/strict';
import { originSources, type Resident } from '../../../src/domain/origin.ts';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import { aCall, aReading, aWhistle, command, facts } from '../../support/a-whistle.ts';

const wang: Resident = { name: '王桂芳', phone: '13888880013', door: '2单元501室' };
const correcting = { type: 'correct', number: '0001' } as const;
const told = (text: string, resident: Resident | null, more = {}) => {
  const reading = { ...aCall({ matter: 'R01', resident, ...more }), text };
  const decision = decideWhistle(null, command('td-a', 'tell', { reading }), facts('td-a'));
  assert.ok(decision.verdict === 'changed');
  return decision;
};

describe('what names a resident (domain 5.12, I9)', () => {
  it('is kept beside the whistle and cut out of all that is kept in it', () => {
    const text = '白塔路88号3栋2单元501室王桂芳女士（138 8888-0013）反映楼下占道';
    const { next, residents, events } = told(text, wang, {
      place: '白塔路88号3栋2单元501室',
      effort: '已电话 13888880013 联系王桂芳',
    });
    assert.equal(next.text, '白塔路88号3栋〔门牌〕〔联系人〕（〔电话〕）反映楼下占道');
    assert.equal(next.place, '白塔路88号3栋〔门牌〕');
    assert.equal(next.effort, '已电话 〔电话〕 联系〔联系人〕');
    assert.deepEqual(residents, [wang]);
    for (const kept of [next, events])
      assert.doesNotMatch(JSON.stringify(kept), /王桂芳|13888880013|8888-0013|501室/u);
  });

  it('is found in either width and however it is separated', () => {
    const { next } = told('２单元 ５０１室，１３８，８８８８，００１３', wang);
    assert.equal(next.text, '〔门牌〕，〔电话〕');
  });

  it('of one letter is a name only with 先生 or 女士', () => {
    const { next } = told('王女士说水从王家桥漏下来', { name: '王', phone: null, door: null });
    assert.equal(next.text, '〔联系人〕说水从王家桥漏下来');
  });

  it('alone is an answer to the draft: kept, and nothing else changed', () => {
    const draft = aWhistle();
    const reading = aReading({ resident: wang }, { text: '联系人王桂芳13888880013' });
    const decision = decideWhistle(draft, command('td-a', 'tell', { reading }), facts('td-a'));
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(decision.residents, [wang]);
    assert.deepEqual(decision.next, draft);
  });

  it('is cut from a correction of a whistle that is out, and is not taken for its place (S31)', () => {
    const whistle = aWhistle({ state: 'dispatched', number: 'PL-20261122-0001', place: '白塔路' });
    const text = '补充 0001 居民王桂芳 13888880013 住3栋2单元501室，夜里也有人倒';
    const reading = aReading({ resident: wang, place: '3栋2单元501室' }, { text });
    const amending = { reading: { ...reading, intent: correcting }, reason: '' };
    const decision = decideWhistle(whistle, command('td-a', 'amend', amending), facts('td-a'));
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(decision.residents, [wang]);
    assert.equal(decision.next.place, '白塔路');
    assert.match(
      decision.next.effort ?? '',
      /补充：居民〔联系人〕 〔电话〕 住3栋〔门牌〕，夜里也有人倒/u,
    );
    assert.doesNotMatch(JSON.stringify(decision.events), /王桂芳|13888880013|501室/u);
  });

  it('alone corrects a whistle that is out: kept for whoever handles it, no card', () => {
    const whistle = aWhistle({ state: 'dispatched', number: 'PL-20261122-0001' });
    const text = '更正 0001 联系人王桂芳13888880013';
    const reading = { ...aReading({ resident: wang }, { text }), intent: correcting };
    const amending = command('td-a', 'amend', { reading, reason: '' });
    const decision = decideWhistle(whistle, amending, facts('td-a'));
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual([decision.residents, decision.effects], [[wang], []]);
  });

  it('alone, without a number, is kept on what waits for its leader or is out, by its own unit', () => {
    for (const state of ['pending_approval', 'queued', 'dispatched', 'in_progress'] as const) {
      const whistle = aWhistle({ state, number: 'PL-20261122-0001' });
      const reading = aReading({ resident: wang }, { text: '联系人 王桂芳 13888880013' });
      const tells = (by: string) =>
        decideWhistle(whistle, command(by, 'tell', { reading }), facts(by));
      const decision = tells('td-a');
      assert.ok(decision.verdict === 'changed', state);
      assert.deepEqual(
        [decision.next, decision.residents, decision.effects],
        [whistle, [wang], []],
      );
      assert.equal(tells('gl-a').verdict, 'refused');
    }
  });

  it('does not move a draft to their home', () => {
    const draft = aWhistle({ place: '青松路' });
    const text = '联系人王桂芳 13888880013 3栋2单元501室';
    const reading = aReading({ resident: wang, place: '3栋2单元501室' }, { text });
    const decision = decideWhistle(draft, command('td-a', 'tell', { reading }), facts('td-a'));
    assert.ok(decision.verdict === 'changed');
    assert.equal(decision.next.place, '青松路');
  });

  it('is cut from a reason that a group reads', () => {
    const whistle = aWhistle({ state: 'dispatched', number: 'PL-20261122-0001' });
    const reason = '王桂芳女士13888880013说已经解决';
    const withdrawing = command('td-a', 'withdraw', { reason, resident: wang });
    const decision = decideWhistle(whistle, withdrawing, facts('td-a'));
    assert.ok(decision.verdict === 'changed');
    assert.equal(decision.next.reason, '〔联系人〕〔电话〕说已经解决');
    assert.deepEqual(decision.residents, [wang]);
  });

  it('may hold what a pattern would take for a sign of its own', () => {
    const odd = { name: '[a-z]+', phone: null, door: '(3)-1\\' };
    assert.equal(told('abc [a-z]+ (3)-1\\', odd).next.text, 'abc 〔联系人〕 〔门牌〕');
  });
});

describe('when it was found and told (S21)', () => {
  it('is said in the sentence; a time still to come is none', () => {
    const day = (days: number) => ({
      day: { type: 'offset' as const, days },
      time: '08:00',
      edge: 'at' as const,
    });
    const origin = (days: number) => told('占道', null, { found: day(days) }).next.origins[0];
    assert.equal(origin(-1)?.foundAt, '2026-11-22T00:00:00.000Z');
    assert.equal(origin(1)?.foundAt, origin(1)?.reportedAt);
  });
});

describe('where a demand comes from (S30)', () => {
  it('is a draft like any other, whatever its source, and keeps the appeal’s own number (S67)', () => {
    const drafts = originSources.map(
      (source) => told('占道', null, { source, reference: '12345-7' }).next,
    );
    for (const [index, draft] of drafts.entries()) {
      const { origins, ...rest } = draft;
      assert.deepEqual(
        origins.map((one) => [one.source, one.reference, one.org, one.mergedFrom]),
        [[originSources[index], '12345-7', 'TD', null]],
      );
      const { origins: other, ...first } = drafts[0] ?? draft;
      assert.equal(other.length, 1);
      assert.deepEqual(rest, first);
    }
    assert.equal(told('占道', null).next.origins[0]?.source, 'self');
  });
});
