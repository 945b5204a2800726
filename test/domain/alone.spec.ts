import assert from 'node:assert/strict';
import { toPeopleAlone } from '../../src/domain/alone.ts';
import type { Conversation, MessageEffect } from '../../src/domain/effect.ts';
import type { Member } from '../../src/domain/rule-book.ts';
import { decideDelivery } from '../../src/flows/delivery/decide.ts';
import {
  book,
  bookWith,
  directory,
  dispatched,
  aWhistle,
  isMessage,
  monday,
} from '../support/a-whistle.ts';

const restricted = { restricted: true, blower: 'td-a' };
const effect = (conversation: Conversation, more: Partial<MessageEffect> = {}): MessageEffect => ({
  kind: 'message',
  key: `k/${conversation}`,
  whistleId: 'w-1',
  dueAt: monday,
  conversation,
  line: 'bot',
  fallback: null,
  urgent: false,
  payload: { type: 'summons', org: 'CGJ' },
  ...more,
});
const alone = (one: MessageEffect, using = directory, actor: string | null = null) =>
  toPeopleAlone([one], restricted, { directory: using, actor })
    .filter(isMessage)
    .map(({ conversation, fallback }) => [conversation, fallback]);
const member = (userId: string, post: Member['post']): Member => ({
  userId,
  name: userId,
  org: 'CGJ',
  post,
  title: '',
  lanes: [],
});
const cgj = (...members: Member[]) =>
  bookWith({ members: [...book.members.filter((one) => one.org !== 'CGJ'), ...members] });

describe('a restricted whistle (domain 5.12)', () => {
  it('is told to liaisons and duty officers, and to the next post where one cannot be reached', () => {
    assert.deepEqual(alone(effect('unit:CGJ')), [['person:cgj-a', 'person:cgj-b']]);
    const both = cgj(
      member('x-a', 'liaison'),
      member('x-d', 'duty-officer'),
      member('x-l', 'head'),
    );
    assert.deepEqual(alone(effect('unit:CGJ'), both), [
      ['person:x-a', 'person:x-l'],
      ['person:x-d', 'person:x-l'],
    ]);
  });

  it('is told to the next post that is filled where there is no liaison', () => {
    const few = cgj(member('x-f', 'leader-in-charge'), member('x-l', 'head'));
    assert.deepEqual(alone(effect('unit:CGJ'), few), [['person:x-f', 'person:x-l']]);
  });

  it('never falls back on a group', () => {
    const lead = effect('person:td-lead', { fallback: 'unit:TD' });
    const blower = effect('person:td-a', { fallback: 'chat:wr-1' });
    for (const one of [lead, blower])
      for (const [, fallback] of alone(one)) assert.match(fallback ?? 'person:', /^person:/u);
    assert.deepEqual(alone(blower), [['person:td-a', 'person:td-b']]);
  });

  it('goes from any other group to somebody alone: the one where it was typed, 区级指挥群', () => {
    assert.deepEqual(alone(effect('chat:wr-1'))[0]?.[0], 'person:td-a');
    assert.deepEqual(alone(effect('unit:command'))[0]?.[0], 'person:wgzx-a');
  });

  it('does not tell the one who pressed the button what they did', () => {
    const notice = effect('unit:CGJ', {
      payload: { type: 'notice', news: 'signed', org: 'CGJ', to: 'group' },
    });
    assert.deepEqual(alone(notice, directory, 'cgj-a'), []);
  });

  it('says one thing to one person once', () => {
    const twice = [effect('person:cgj-a', { key: 'a' }), effect('unit:CGJ', { key: 'b' })];
    assert.equal(toPeopleAlone(twice, restricted, { directory, actor: null }).length, 1);
  });

  it('leaves every other whistle alone', () => {
    const one = effect('unit:CGJ', { fallback: 'chat:wr-1' });
    const open = { ...restricted, restricted: false };
    assert.deepEqual(toPeopleAlone([one], open, { directory, actor: null }), [one]);
  });

  it('is not named in 区级指挥群 when somebody cannot be reached', () => {
    const { whistle } = dispatched(aWhistle({ restricted: true }));
    const lost = { ...effect('person:cgj-a'), urgent: false };
    const decision = decideDelivery(
      lost,
      { type: 'unreached', effectId: 'e-1', reason: 'no address' },
      { now: monday, directory, whistle },
    );
    assert.ok(decision.verdict === 'changed');
    for (const one of decision.effects.filter(isMessage))
      for (const to of [one.conversation, one.fallback ?? 'person:']) assert.match(to, /^person:/u);
  });
});
