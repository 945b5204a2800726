import assert from 'node:assert/strict';
import { decideDelivery, type Undelivered } from '../../../src/flows/delivery/decide.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import { directory, dispatched, gathered, messagesOf, monday } from '../../support/a-whistle.ts';

const aLetter = (more: Partial<Undelivered> = {}): Undelivered => ({
  key: 'summons/w-1/CGJ/d-1/unit:CGJ',
  conversation: 'unit:CGJ',
  urgent: false,
  payload: { type: 'summons', org: 'CGJ' },
  ...more,
});
const reports = (lost: Undelivered, whistle: Whistle | null = dispatched().whistle) =>
  decideDelivery(
    lost,
    { type: 'unreached', effectId: 'e-1', reason: 'no-group' },
    { now: monday, directory, whistle },
  );

describe('a message that reached nobody', () => {
  it('is reported to the command centre and the blower, by name and number (S28)', () => {
    const decision = reports(aLetter());
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(messagesOf(decision), ['unreached→unit:command', 'unreached→person:td-a']);
    for (const effect of decision.effects) {
      assert.ok(effect.kind === 'message');
      assert.deepEqual(effect.payload, {
        type: 'unreached',
        who: '城管局工作群',
        about: 'PL-20261123-0007',
      });
    }
  });

  it('reaches the centre’s liaison where the centre has no group', () => {
    const decision = reports(aLetter());
    assert.equal(decision.verdict, 'changed');
    const [centre, blower] = decision.effects;
    assert.ok(centre?.kind === 'message' && blower?.kind === 'message');
    assert.deepEqual([centre.line, centre.fallback], ['bot', 'person:wgzx-a']);
    assert.deepEqual([blower.line, blower.fallback], ['app', null]);
  });

  it('meant for the blower is not reported to the blower', () => {
    const decision = reports(aLetter({ conversation: 'person:td-a' }));
    assert.deepEqual(messagesOf(decision), ['unreached→unit:command']);
  });

  it('of a community’s people is told to its blower alone, once for all of them (S14)', () => {
    const { whistle } = gathered(0);
    const lost = (userId: string) =>
      reports(
        aLetter({
          conversation: `person:${userId}`,
          payload: { type: 'gathering', news: null },
        }),
        whistle,
      );
    assert.deepEqual(messagesOf(lost('jxsq-p1')), ['unreached→person:jxsq-a']);
    const keys = ['jxsq-p1', 'jxsq-p2'].map((one) => {
      const decision = lost(one);
      assert.equal(decision.verdict, 'changed');
      return decision.effects[0]?.key;
    });
    assert.equal(keys[0], keys[1]);
  });

  it('about no whistle is reported to the centre alone', () => {
    const bound = { type: 'unbound', unit: '城管局', movedTo: true } as const;
    const decision = reports(aLetter({ conversation: 'chat:wr-1', payload: bound }), null);
    assert.deepEqual(messagesOf(decision), ['unreached→unit:command']);
  });

  it('is reported once a person and whistle, however many reminders follow', () => {
    const keysOf = (key: string) => {
      const decision = reports(aLetter({ key, conversation: 'person:cgj-lead' }));
      assert.equal(decision.verdict, 'changed');
      return decision.effects.map((one) => one.key);
    };
    assert.deepEqual(keysOf('reminder/w-1/CGJ/c-1'), keysOf('reminder/w-1/CGJ/c-2'));
  });

  it('that is itself such a report is not reported again', () => {
    const payload = { type: 'unreached', who: '城管局', about: '' } as const;
    assert.deepEqual(reports(aLetter({ payload })), { verdict: 'ignored' });
  });

  it('names people with their unit, groups by theirs, and keeps an emergency urgent', () => {
    const who = (conversation: Undelivered['conversation']) => {
      const decision = reports(aLetter({ conversation, urgent: true }));
      assert.equal(decision.verdict, 'changed');
      const [effect] = decision.effects;
      assert.ok(effect?.kind === 'message' && effect.urgent && effect.payload.type === 'unreached');
      return effect.payload.who;
    };
    assert.equal(who('person:cgj-a'), '城管局李自强');
    assert.equal(who('person:gone'), 'gone');
    assert.equal(who('unit:command'), '区级指挥群');
    assert.equal(who('unit:GONE'), 'GONE工作群');
    assert.equal(who('chat:wr-1'), '未绑定的群');
  });

  it('lost twice is reported under the same keys: once', () => {
    assert.deepEqual(reports(aLetter()), reports(aLetter()));
  });
});
