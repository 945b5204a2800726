import assert from 'node:assert/strict';
import type { Category } from '../../../src/domain/names.ts';
import {
  aReading,
  aStory,
  aWhistle,
  anEmergency,
  at,
  book,
  bookWith,
  isMessage,
  refusalOf,
} from '../../support/a-whistle.ts';

const all: readonly Category[] = ['routine', 'tackle', 'emergency'];
const dispatch = Object.fromEntries(all.map((one) => [one, 'centre' as const]));
const directory = bookWith({
  kinds: { ...book.kinds, street: { ...book.kinds.street, dispatch } },
});
const queued = () =>
  aStory(aWhistle(), { directory }).then('td-a', 'confirm').then('td-lead', 'approve');
const correction = (text: string, more: Parameters<typeof aReading>[0] = {}) =>
  aReading(more, { text, intent: { type: 'correct', number: '0007' } });

describe('an approved whistle where the centre dispatches', () => {
  it('waits on the desk of whoever is on duty there, under its number, and the blower knows (S31)', () => {
    const story = queued();
    assert.equal(story.whistle.state, 'queued');
    assert.equal(story.whistle.number, 'PL-20261123-0007');
    assert.equal(story.whistle.dispatchedAt, null);
    assert.deepEqual(story.told, ['queued→person:wgzx-a', 'notice:queued→person:td-a']);
    const desk = story.lastEffects.filter(isMessage)[0];
    assert.equal(desk?.fallback, 'unit:command');
    assert.deepEqual(
      story.whistle.clocks.map(({ stage, dueAt }) => [stage, dueAt]),
      [['dispatch', at('23 10:00')]],
    );
  });

  it('is chased at the centre while it waits: its desk, its leader, its head', () => {
    assert.deepEqual(queued().until('23 10:00'), [
      'queued→person:wgzx-a',
      'queued→person:wgzx-a',
      'queued→person:wgzx-b',
      'queued→person:wgzx-f',
      'reminder:dispatch@100→person:wgzx-lead',
      'reminder:dispatch@100→person:td-lead',
      'reminder:dispatch@100→person:wgzx-a',
    ]);
  });

  it('goes out once by 派遣, with the limits of that moment', () => {
    const story = queued().jumps('23 09:20').then('wgzx-a', 'dispatch');
    assert.equal(story.whistle.state, 'dispatched');
    assert.equal(story.whistle.number, 'PL-20261123-0007');
    assert.equal(story.seat('CGJ').due.sign, at('23 10:20'));
    assert.deepEqual(story.told, [
      'summons→unit:CGJ',
      'summons→unit:SJJ',
      'notice:dispatched→person:td-a',
    ]);
    assert.equal(story.tries('lxb-a', 'dispatch').verdict, 'ignored');
    assert.deepEqual(story.until('23 09:45'), []);
  });

  it('is put off only with a reason, which its blower gets to mend or drop it', () => {
    const story = queued();
    assert.deepEqual(refusalOf(story.tries('wgzx-a', 'hold')), {
      code: 'needs-reason',
      words: '暂缓 0007 ',
    });
    story.then('wgzx-a', 'hold', { reason: '请先补充照片' });
    assert.equal(story.whistle.state, 'held');
    assert.equal(story.whistle.reason, '请先补充照片');
    assert.deepEqual(story.told, ['notice:held→person:td-a']);
    story.then('td-a', 'edit').then('td-a', 'confirm').then('td-lead', 'approve');
    assert.equal(story.whistle.state, 'queued');
  });

  it('is nobody else’s to send out or to put off (I6)', () => {
    for (const by of ['td-a', 'td-lead', 'cgj-a', 'dcs-a'])
      for (const verb of ['dispatch', 'hold'] as const)
        assert.deepEqual(refusalOf(queued().tries(by, verb, { reason: '不急' })), {
          code: 'not-yours',
          allowed: '指挥中心',
        });
    for (const by of ['wgzx-b', 'lxb-a', 'ld-a'])
      assert.equal(queued().tries(by, 'dispatch').verdict, 'changed', by);
  });

  it('may be withdrawn by its street while it waits, and nobody who was never called hears of it', () => {
    const story = queued().then('td-b', 'withdraw', { reason: '已解决' });
    assert.equal(story.whistle.state, 'withdrawn');
    assert.deepEqual(story.told, ['notice:withdrawn→person:td-a']);
  });

  it('is corrected on the desk, told to the blower alone, who and why in the log (S31)', () => {
    const story = queued();
    const decision = story.tries('wgzx-a', 'amend', {
      reading: correction('更正 0007 主办改为住建局'),
      reason: '工地围挡归住建，电话13812345678',
    });
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.events, [
      {
        type: 'amended',
        by: 'wgzx-a',
        data: {
          by: 'centre',
          fields: ['lead'],
          added: ['ZJJ'],
          removed: [],
          reason: '工地围挡归住建，电话****',
          lead: 'ZJJ',
        },
      },
    ]);
    assert.deepEqual(story.told, ['notice:amended→person:td-a']);
    assert.deepEqual(
      story.whistle.participations.map(({ org, role }) => `${org} ${role}`),
      ['ZJJ lead', 'CGJ assist', 'SJJ assist'],
    );
    story.then('wgzx-a', 'dispatch');
    assert.equal(story.seat('ZJJ').due.sign, at('23 10:00'));
  });

  it('waits no longer once the centre makes an emergency of it (S20)', () => {
    const story = queued().then('wgzx-a', 'amend', {
      reading: correction('更正 0007 类别改为紧急哨'),
      reason: '现场有险情',
    });
    assert.equal(story.whistle.state, 'dispatched');
    assert.equal(story.seat('CGJ').due.sign, at('23 09:10'));
    assert.ok(story.told.includes('summons→person:cgj-a'));
  });

  it('never waits when it is an emergency, whatever the rule book says (S20)', () => {
    const story = aStory(anEmergency(), { directory }).then('td-a', 'confirm');
    assert.equal(story.whistle.state, 'dispatched');
  });
});
