import assert from 'node:assert/strict';
import { aim } from '../../../src/flows/whistle/aim.ts';
import type { WhistleFacts } from '../../../src/domain/reading.ts';
import type { Story } from '../../support/a-whistle.ts';
import {
  aGathering,
  aReading,
  anEmergency,
  aStory,
  aWhistle,
  at,
  claimed,
  command,
  dispatched,
  isMessage,
  messagesOf,
  refusalOf,
} from '../../support/a-whistle.ts';

const said = (text: string, more: Partial<WhistleFacts> = {}, number: string | null = '0007') => ({
  reading: aReading(more, { text, intent: { type: 'correct', number } }),
});
const fire = { departments: [{ org: 'XFD', role: 'assist' as const }] };
const orgs = (story: Story) =>
  story.whistle.participations.map(({ org, role }) => `${org} ${role}`);

/** What the cards of the last step say was changed. */
const changesTold = ({ lastEffects }: Story) => {
  const told = lastEffects
    .filter(isMessage)
    .flatMap(({ payload }) =>
      payload.type === 'notice' && payload.changes
        ? [{ fields: payload.changes.fields, supplement: payload.changes.supplement }]
        : [],
    );
  return told.slice(0, 1);
};

describe('a correction by the unit that blew', () => {
  it('of the place is told once to everybody concerned, and calls nobody again (S31)', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    const before = story.whistle.clocks;
    story.then(
      'td-b',
      'amend',
      said('更正 0007 地点改为白塔路12号门口', { place: '白塔路12号门口' }),
    );
    assert.equal(story.whistle.place, '白塔路12号门口');
    assert.deepEqual(story.told, [
      'notice:amended→unit:CGJ',
      'notice:amended→unit:SJJ',
      'notice:amended→person:td-a',
    ]);
    assert.deepEqual(story.whistle.clocks, before);
    assert.equal(story.seat('CGJ').state, 'checked_in');
  });

  it('with words alone is added to what has been done, twice said once (S32)', () => {
    const story = dispatched().then('td-a', 'amend', said('补充 0007 现场还有三家商户'));
    assert.equal(story.whistle.effort, '已劝离3次；补充：现场还有三家商户');
    assert.deepEqual(changesTold(story), [
      { fields: ['supplement'], supplement: '现场还有三家商户' },
    ]);
    const again = story.tries('td-a', 'amend', said('补充 0007 现场还有三家商户'));
    assert.deepEqual(refusalOf(again), { code: 'nothing-to-amend', number: '0007' });
  });

  it('keeps a number that belongs to the words: 3家商户', () => {
    const story = dispatched().then('td-a', 'amend', said('补充：3家商户', {}, null));
    assert.match(story.whistle.effort ?? '', /补充：3家商户$/u);
  });

  it('adds a department: it alone is called, with fresh limits (S31)', () => {
    const story = dispatched().jumps('23 11:00');
    story.then('td-a', 'amend', said('0007 再加上消防', fire));
    assert.deepEqual(orgs(story), ['CGJ lead', 'SJJ assist', 'XFD assist']);
    assert.equal(story.seat('XFD').due.sign, at('23 12:00'));
    assert.deepEqual(story.told, [
      'summons→unit:XFD',
      'notice:amended→unit:CGJ',
      'notice:amended→unit:SJJ',
      'notice:amended→person:td-a',
    ]);
    assert.equal(story.seat('CGJ').due.sign, at('23 10:00'));
    assert.ok(story.until('23 12:00').includes('reminder:sign@100→unit:XFD'));
  });

  it('adds to an emergency: whoever is on duty there is called alone as well (S20)', () => {
    const story = aStory(anEmergency(), { now: at('22 02:00') }).then('td-a', 'confirm');
    story.then('td-a', 'amend', said('补单 0007 加上消防', fire));
    assert.ok(story.told.includes('summons→person:xfd-a'));
    assert.ok(!story.told.includes('summons→person:zjj-a'), 'nobody is called twice');
    const duty = story.lastEffects
      .filter(isMessage)
      .find(({ key }) => key.endsWith('person:xfd-a'));
    assert.equal(duty?.dueAt, at('22 02:00'));
  });

  it('releases a department before it has reported in: it is told, and chased no more', () => {
    const story = dispatched().then(
      'td-a',
      'amend',
      said('0007 不用叫市监', { excluded: ['SJJ'] }),
    );
    assert.deepEqual(orgs(story), ['CGJ lead']);
    assert.deepEqual(story.told, [
      'notice:amended→unit:CGJ',
      'notice:released→unit:SJJ',
      'notice:amended→person:td-a',
    ]);
    assert.ok(!story.until('30 17:00').some((one) => one.includes('SJJ')));
    assert.deepEqual(refusalOf(story.tries('sjj-a', 'sign')), { code: 'not-summoned' });
  });

  it('releases nobody who has reported in', () => {
    const story = dispatched().then('sjj-a', 'check-in');
    const tried = story.tries('td-a', 'amend', said('0007 不用叫市监', { excluded: ['SJJ'] }));
    assert.deepEqual(refusalOf(tried), { code: 'checked-in', org: '市场监管局' });
  });

  it('that releases the last one awaited asks the street to verify: nothing stays unowned (S34)', () => {
    const story = dispatched().then('cgj-a', 'on-site').then('cgj-a', 'done', { sentence: '好了' });
    story.then('td-a', 'amend', said('0007 不用叫市监', { excluded: ['SJJ'] }));
    assert.equal(story.whistle.state, 'claimed_done');
    assert.ok(story.told.includes('verify→person:td-a'));
  });

  it('may not leave nobody called, nor change the lead, the category or the matter', () => {
    const alone = aWhistle({ participations: aWhistle().participations.slice(0, 1) });
    const none = dispatched(alone).tries(
      'td-a',
      'amend',
      said('不用叫城管', { excluded: ['CGJ'] }),
    );
    assert.deepEqual(refusalOf(none), { code: 'nobody-left', number: '0007' });
    for (const one of [
      said('更正 0007 主办改为市场监管局'),
      said('更正 0007 类别改为攻坚哨'),
      said('更正 0007 事项改为油烟', { matter: 'R02' }),
      said('更正 0007 去掉城管局', { excluded: ['CGJ'] }),
    ])
      assert.deepEqual(
        refusalOf(dispatched().tries('td-a', 'amend', one)),
        { code: 'not-yours', allowed: '指挥中心' },
        one.reading.text,
      );
  });

  it('is nobody else’s, and comes too late once all is claimed (I6)', () => {
    const place = said('更正 0007 地点改为白塔路', { place: '白塔路' });
    for (const by of ['cgj-a', 'gl-a', 'xfd-a'])
      assert.equal(refusalOf(dispatched().tries(by, 'amend', place))?.code, 'not-yours', by);
    assert.deepEqual(refusalOf(claimed().tries('td-a', 'amend', place)), {
      code: 'too-late',
      state: '待核验',
    });
  });

  it('without a number, said by the blower when no draft is open, goes to the whistle that is out', () => {
    const reading = said('补充 还有三家商户', {}, null);
    const story = dispatched().then('td-a', 'tell', reading);
    assert.match(story.whistle.effort ?? '', /补充：还有三家商户$/u);
  });
});

describe('a correction of a community’s call', () => {
  it('is told once where its people are, and calls no department (S14)', () => {
    const story = aStory(aGathering()).then('jxsq-a', 'confirm');
    story.then(
      'jxsq-a',
      'amend',
      said('更正 0007 地点改为金星社区8号庭院', { place: '金星社区8号庭院' }),
    );
    assert.equal(story.whistle.place, '金星社区8号庭院');
    assert.deepEqual(story.told, ['gathering→unit:JXSQ', 'notice:amended→person:jxsq-a']);
    assert.notEqual(story.whistle.state, 'claimed_done');
    assert.equal(story.tries('jxsq-a', 'amend', said('0007 再加上消防', fire)).verdict, 'refused');
  });
});

describe('which whistle a correction without a number means', () => {
  const open = (id: string, state: 'draft' | 'in_progress') => ({
    id,
    number: state === 'draft' ? null : `PL-20261123-000${id}`,
    state,
    blower: 'td-a',
    blowerOrg: 'TD',
    mine: null,
    hasReason: false,
    approved: true,
  });
  const asker = { userId: 'td-a', org: 'TD', draft: null };
  const tell = command('td-a', 'tell', said('补充 还有三家商户', {}, null));

  it('is the open draft first, else the only one that is out, else it is asked', () => {
    const both = [open('1', 'in_progress'), open('2', 'draft')];
    assert.deepEqual(aim(tell, both, asker), { type: 'at', whistleId: '2' });
    assert.deepEqual(aim(tell, both.slice(0, 1), asker), { type: 'at', whistleId: '1' });
    const two = [open('1', 'in_progress'), open('3', 'in_progress')];
    assert.deepEqual(aim(tell, two, asker), {
      type: 'refused',
      refusal: { code: 'which-whistle', numbers: ['PL-20261123-0001', 'PL-20261123-0003'] },
    });
    assert.deepEqual(aim(tell, two, { ...asker, org: 'CGJ', userId: 'cgj-a' }), {
      type: 'refused',
      refusal: { code: 'no-open-draft' },
    });
  });
});

describe('a correction by the centre', () => {
  const why = { reason: '属住建职责' };

  it('without a reason is asked for it, with the words to send again (S31)', () => {
    const tried = dispatched().tries('wgzx-a', 'amend', said('更正 0007 主办改为住建局'));
    assert.deepEqual(refusalOf(tried), {
      code: 'needs-reason',
      words: '更正 0007 主办改为住建局 理由 ',
    });
  });

  it('changes the lead: the new one is called, the old one stays to assist (S31, S58)', () => {
    const story = dispatched().jumps('23 09:10');
    story.then('lxb-a', 'amend', { ...said('更正 0007 主办改为住建局负责'), ...why });
    assert.deepEqual(orgs(story), ['ZJJ lead', 'CGJ assist', 'SJJ assist']);
    assert.deepEqual(
      story.told.filter((one) => one.startsWith('summons')),
      ['summons→unit:ZJJ'],
    );
    story.then('wgzx-a', 'amend', {
      ...said('更正 0007 市监局主办', { departments: [{ org: 'SJJ', role: 'lead' }] }),
      ...why,
    });
    assert.deepEqual(orgs(story).slice(0, 2), ['SJJ lead', 'ZJJ assist']);
    assert.ok(!story.told.some((one) => one.startsWith('summons')), 'it was called already');
  });

  it('changes the category: what is still to be done has the limits of the new one, from now', () => {
    const story = dispatched(anEmergency()).then('zjj-a', 'check-in').jumps('23 09:30');
    story.then('wgzx-a', 'amend', { ...said('更正 0007 降为日常哨'), ...why });
    assert.equal(story.whistle.category, 'routine');
    assert.equal(story.seat('RQ').due.sign, at('23 10:30'));
    assert.equal(story.seat('ZJJ').due.finish, at('30 17:00'));
    const stages = story.whistle.clocks
      .filter(({ org }) => org === 'ZJJ')
      .map(({ stage }) => stage);
    assert.deepEqual(stages, ['onSite', 'finish']);
  });

  it('into an emergency calls everybody on duty alone, at once (S20, S31)', () => {
    const story = dispatched();
    story.then('wgzx-a', 'amend', { ...said('更正 0007 改为紧急哨'), ...why });
    for (const one of ['summons→person:cgj-a', 'summons→person:sjj-a'])
      assert.ok(story.told.includes(one), one);
    assert.equal(story.seat('CGJ').due.sign, at('23 09:10'));
  });

  it('carried out tells every unit in one card each', () => {
    const story = dispatched();
    const decision = story.tries('wgzx-a', 'amend', {
      ...said('更正 0007 主办改为住建局'),
      ...why,
    });
    const told = messagesOf(decision);
    assert.equal(new Set(told).size, told.length);
    assert.equal(told.filter((one) => one.endsWith('unit:CGJ')).length, 1);
  });
});
