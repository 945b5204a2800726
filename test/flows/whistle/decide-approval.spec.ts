import assert from 'node:assert/strict';
import { localInstant } from '../../../src/domain/local-time.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import {
  aReading,
  aStory,
  aWhistle,
  anEmergency,
  archived,
  at,
  book,
  bookWith,
  dispatched,
  isMessage,
  monday,
  refusalOf,
  spelled,
} from '../../support/a-whistle.ts';

const stagesOf = ({ clocks }: Whistle): string[] =>
  clocks.map(({ org, stage }) => `${org ?? '街道'} ${stage}`);

describe('同意', () => {
  it('dispatches: number, states and every clock of every department (S03, S28)', () => {
    const story = dispatched();
    const { whistle } = story;
    assert.equal(whistle.state, 'dispatched');
    assert.equal(whistle.number, 'PL-20261123-0007');
    assert.equal(whistle.dispatchedAt, monday);
    assert.deepEqual(whistle.approval, { by: 'td-lead', at: monday, how: 'before' });
    assert.deepEqual(
      stagesOf(whistle),
      ['CGJ', 'SJJ'].flatMap((org) =>
        ['sign', 'checkIn', 'onSite', 'finish'].map((stage) => `${org} ${stage}`),
      ),
    );
    assert.deepEqual(story.seat('CGJ').due, {
      sign: at('23 10:00'),
      contact: at('23 14:00'),
      checkIn: at('24 17:00'),
      onSite: at('25 17:00'),
      finish: at('30 17:00'),
    });
  });

  it('calls every department in its group and tells the blower (S28)', () => {
    assert.deepEqual(dispatched().told, [
      'summons→unit:CGJ',
      'summons→unit:SJJ',
      'notice:dispatched→person:td-a',
    ]);
  });

  it('also calls alone whoever the ladder names at 0 percent, but never the blower', () => {
    const rung = {
      at: 0,
      stages: null,
      group: false,
      mark: 'none',
      every: null,
      tell: ['liaison', 'stand-in', 'blower'],
    } as const;
    const ladders = { ...book.ladders, routine: [rung, ...book.ladders.routine] };
    assert.deepEqual(
      dispatched(aWhistle(), { directory: bookWith({ ladders }) }).told.slice(2, -1),
      ['cgj-a', 'cgj-b', 'sjj-a', 'sjj-b'].map((one) => `summons→person:${one}`),
    );
  });

  it('sends a group’s card to the liaison where there is no group', () => {
    const story = aStory().then('td-a', 'confirm');
    const decision = story.tries('td-lead', 'approve');
    assert.equal(decision.verdict, 'changed');
    const card = decision.effects.find(({ key }) => key.endsWith('unit:CGJ'));
    assert.ok(card?.kind === 'message');
    assert.deepEqual([card.line, card.fallback, card.urgent], ['bot', 'person:cgj-a', false]);
  });

  it('a second time changes nothing', () => {
    const story = dispatched();
    assert.equal(story.tries('td-lead', 'approve').verdict, 'ignored');
    assert.equal(archived().tries('td-lead', 'approve').verdict, 'ignored');
  });

  it('is the street’s leaders’ alone: staff, departments and the centre are refused (S50, I6)', () => {
    for (const by of ['td-a', 'cgj-lead', 'wgzx-a', 'gl-lead']) {
      const story = aStory().then('td-a', 'confirm');
      for (const verb of ['approve', 'disapprove'] as const)
        assert.deepEqual(refusalOf(story.tries(by, verb)), {
          code: 'not-yours',
          allowed: '吹哨街道的审批领导',
        });
      assert.equal(story.whistle.state, 'pending_approval');
    }
  });

  it('may be said by any leader of the street for a routine whistle', () => {
    for (const by of ['td-lead', 'td-f'])
      assert.equal(
        aStory().then('td-a', 'confirm').then(by, 'approve').whistle.state,
        'dispatched',
      );
  });

  it('is a stand-in’s only after the rule book’s time, and never for their own whistle (S50, domain 5.3)', () => {
    const waiting = aStory().then('td-a', 'confirm');
    for (const verb of ['approve', 'disapprove'] as const)
      assert.deepEqual(refusalOf(waiting.jumps('23 09:59').tries('td-b', verb)), {
        code: 'not-yours',
        allowed: '审批领导（10:00 仍未批的，由代理人）',
      });
    const own = aStory(aWhistle({ blower: 'td-b' }))
      .then('td-b', 'confirm')
      .jumps('23 15:00');
    assert.equal(refusalOf(own.tries('td-b', 'approve'))?.code, 'not-yours');
    assert.equal(waiting.jumps('23 10:00').then('td-b', 'approve').whistle.state, 'dispatched');
    const late = aStory(anEmergency()).then('td-a', 'confirm');
    assert.equal(refusalOf(late.tries('td-b', 'approve'))?.code, 'not-yours');
    assert.equal(late.jumps('24 09:00').tries('td-b', 'approve').verdict, 'changed');
  });

  it('of somebody else is told to the head whose card it answers', () => {
    const told = aStory().then('td-a', 'confirm').then('td-f', 'approve').told;
    assert.ok(told.includes('notice:approved→person:td-lead'), told.join(' '));
    assert.ok(!dispatched().told.some((one) => one.startsWith('notice:approved')));
  });

  it('of a draft, a held, a cancelled or a withdrawn whistle comes too early or too late', () => {
    const held = () => aStory().then('td-a', 'confirm').then('td-lead', 'disapprove');
    const states = [
      [aStory(), '草拟'],
      [held(), '不予吹哨'],
      [held().then('td-a', 'cancel'), '已取消'],
      [aStory().then('td-a', 'confirm').then('td-a', 'withdraw', { reason: '误报' }), '已撤哨'],
    ] as const;
    for (const [story, state] of states)
      assert.deepEqual(refusalOf(story.tries('td-lead', 'approve')), { code: 'too-late', state });
  });
});

describe('不同意', () => {
  const held = () => aStory().then('td-a', 'confirm').then('td-lead', 'disapprove');

  it('holds at once, stops the clock and tells the blower (S22)', () => {
    const story = held();
    assert.equal(story.whistle.state, 'held');
    assert.equal(story.whistle.reason, null);
    assert.deepEqual(
      stagesOf(story.whistle),
      ['街道 draft'],
      'what is held is watched like a draft',
    );
    assert.deepEqual(story.told, ['notice:held→person:td-a']);
  });

  it('takes a reason afterwards, once', () => {
    const story = held();
    assert.equal(story.tries('td-lead', 'disapprove').verdict, 'ignored');
    story.then('td-lead', 'disapprove', { reason: ' 属街道本职 ' });
    assert.equal(story.whistle.reason, '属街道本职');
    assert.deepEqual(story.told, ['notice:held→person:td-a']);
    assert.equal(story.tries('td-lead', 'disapprove', { reason: '又' }).verdict, 'ignored');
    assert.equal(story.whistle.reason, '属街道本职');
  });

  it('comes too late once the whistle is out, and too early for a draft', () => {
    assert.deepEqual(refusalOf(dispatched().tries('td-lead', 'disapprove')), {
      code: 'too-late',
      state: '已派哨',
    });
    assert.deepEqual(refusalOf(aStory().tries('td-lead', 'disapprove')), {
      code: 'too-late',
      state: '草拟',
    });
  });

  it('is mended: edited, completed and confirmed again, with a clock of its own (S34)', () => {
    const story = held().jumps('23 09:20').then('td-a', 'edit', { tapped: true });
    assert.equal(story.whistle.state, 'draft');
    assert.deepEqual(story.told, []);
    story.then('td-a', 'tell', { reading: aReading({ effort: '已劝离10次' }) });
    story.then('td-a', 'confirm');
    assert.equal(story.whistle.state, 'pending_approval');
    assert.deepEqual(story.until('23 10:19'), [], 'the clock of the first round tells nothing');
    assert.deepEqual(story.until('23 10:20'), ['approval→person:td-lead', 'approval→person:td-b']);
    assert.equal(story.then('td-lead', 'approve').whistle.state, 'dispatched');
  });

  it('typed edit of a held whistle sends the draft card; a cancelled one stays away', () => {
    assert.deepEqual(held().then('td-a', 'edit').told, ['draft→person:td-a']);
    assert.equal(held().then('td-a', 'cancel').whistle.state, 'cancelled');
  });
});

describe('a silent approver', () => {
  it('is asked again at half time, and a stand-in gets the same card (S27)', () => {
    const story = aStory().then('td-a', 'confirm');
    assert.deepEqual(story.until('23 09:59'), []);
    assert.deepEqual(story.until('23 10:00'), ['approval→person:td-lead', 'approval→person:td-b']);
    assert.deepEqual(story.until('23 10:36'), [
      'approval→person:td-lead',
      'approval→person:td-b',
      'approval→person:td-f',
    ]);
    assert.deepEqual(story.until('23 11:00'), [
      'reminder:approval@100→person:td-lead',
      'reminder:approval@100→person:wgzx-a',
    ]);
    assert.equal(story.then('td-b', 'approve').whistle.state, 'dispatched');
    assert.ok(!story.until('24 09:00').some((one) => one.includes('approval')));
  });
});

describe('an emergency', () => {
  it('goes out at once and asks for the approval afterwards (S20)', () => {
    const story = aStory(anEmergency()).then('td-a', 'confirm');
    assert.equal(story.whistle.state, 'dispatched');
    assert.equal(story.whistle.approval, null);
    assert.deepEqual(story.told, [
      'summons→unit:ZJJ',
      'summons→unit:RQ',
      'summons→person:zjj-a',
      'notice:dispatched→person:wgzx-a',
      'summons→person:rq-a',
      'summons→person:rq-b',
      'notice:dispatched→person:td-a',
      'approval→person:td-lead',
    ]);
    const approval = story.whistle.clocks.find(({ stage }) => stage === 'approval');
    assert.equal(approval?.dueAt, at('24 09:00'));
  });

  it('needs no place and runs day and night, holidays too (S04, S20)', () => {
    const story = aStory(anEmergency({ street: null, place: null, effort: null }), {
      now: at('22 02:00'),
    }).then('td-a', 'confirm');
    assert.equal(story.seat('ZJJ').due.sign, at('22 02:10'));
    assert.equal(story.seat('ZJJ').due.onSite, at('22 02:30'));
    assert.equal(story.seat('ZJJ').due.finish, at('23 02:00'));
  });

  it('tells whoever is on duty that night alone at once, and who comes after them (S20)', () => {
    const night = localInstant('2026-10-02', '02:00');
    const shift = { '2026-10-01': ['zjj-b'] };
    const units = { ...book.roster!.units, ZJJ: { default: ['zjj-a'], days: shift } };
    const kept = bookWith({ roster: { shiftStart: '08:30', units } });
    const story = aStory(anEmergency(), { now: night, directory: kept }).then('td-a', 'confirm');
    const alone = story.lastEffects.filter(isMessage).filter(({ key }) => key.includes('person:'));
    const called = alone.filter(({ payload }) => payload.type === 'summons');
    assert.deepEqual(called.map(spelled), [
      'summons→person:zjj-b',
      'summons→person:rq-a',
      'summons→person:rq-b',
    ]);
    assert.ok(called.every(({ dueAt, urgent }) => dueAt === night && urgent));
    assert.deepEqual(
      [called[0]?.fallback, called[0]?.further],
      ['person:zjj-a', ['person:zjj-f', 'person:zjj-lead', 'unit:ZJJ']],
    );
    const centre = alone.find(({ conversation }) => conversation === 'person:wgzx-a');
    assert.equal(centre?.dueAt, night);
    assert.equal(centre?.further?.at(-1), 'unit:command');
    assert.ok(alone.some(({ conversation }) => conversation === 'person:wgzx-b')); // a holiday’s second
  });

  it('leaves sixty minutes to arrive in the hills (domain 5.2)', () => {
    const story = aStory(anEmergency({ street: 'SH' })).then('td-a', 'confirm');
    assert.equal(story.seat('ZJJ').due.onSite, at('23 10:00'));
  });

  it('is urgent in every message: no quiet hours, no merging', () => {
    const decision = aStory(anEmergency()).tries('td-a', 'confirm');
    assert.equal(decision.verdict, 'changed');
    assert.ok(decision.effects.every((one) => one.kind !== 'message' || one.urgent));
  });

  it('is approved afterwards, which the blower learns and which ends its clock (S20)', () => {
    const story = aStory(anEmergency()).then('td-a', 'confirm').then('td-lead', 'approve');
    assert.equal(story.whistle.approval?.how, 'after');
    assert.equal(story.whistle.state, 'dispatched');
    assert.deepEqual(story.told, ['notice:late-approval→person:td-a']);
    assert.ok(!stagesOf(story.whistle).includes('街道 approval'));
    assert.equal(story.tries('td-lead', 'approve').verdict, 'ignored');
    assert.equal(refusalOf(story.tries('td-lead', 'disapprove'))?.code, 'too-late');
  });

  it('may be approved even when all is over, so that no emergency stays unapproved for ever', () => {
    const story = archived(anEmergency()).then('td-lead', 'approve');
    assert.equal(story.whistle.approval?.how, 'after');
    assert.equal(story.whistle.state, 'archived');
  });

  it('blown by the leader needs no further approval', () => {
    const story = aStory(anEmergency({ blower: 'td-lead' })).then('td-lead', 'confirm');
    assert.equal(story.whistle.approval?.how, 'self');
    assert.ok(!story.told.some((one) => one.startsWith('approval')));
  });
});

describe('a matter’s own limit', () => {
  it('overrides the category’s (domain 4.3)', () => {
    const own = bookWith({
      matters: book.matters.map((one) =>
        one.code === 'R01' ? { ...one, limits: { finish: { unit: 'day', amount: 1 } } } : one,
      ),
    });
    const story = dispatched(aWhistle(), { directory: own });
    assert.equal(story.seat('CGJ').due.finish, at('24 09:00'));
  });
});

describe('催办 while the leader has not decided', () => {
  const waiting = (time = '23 09:00') =>
    aStory(aWhistle(), { now: at(time) }).then('td-a', 'confirm');
  const again = ['approval→person:td-lead'];

  it('puts the card before the approver once more, and calls nobody else', () => {
    const story = waiting().jumps('23 09:10').then('td-a', 'urge');
    assert.deepEqual(story.told, again);
    assert.equal(story.whistle.state, 'pending_approval');
  });

  it('pesters nobody: not again within a quarter of an hour, and three times at most (2.4)', () => {
    const story = waiting().then('td-a', 'urge').jumps('23 09:14');
    assert.deepEqual(story.tries('td-b', 'urge'), { verdict: 'ignored' });
    for (const time of ['23 09:15', '23 09:30'])
      assert.deepEqual(story.jumps(time).then('td-a', 'urge').told, again);
    assert.deepEqual(story.jumps('23 15:00').tries('td-a', 'urge'), { verdict: 'ignored' });
  });

  it('begins anew when it is submitted again', () => {
    const story = waiting()
      .then('td-a', 'urge')
      .then('td-lead', 'disapprove', { reason: '缺依据' });
    story.then('td-a', 'edit').jumps('23 09:05').then('td-a', 'confirm');
    assert.deepEqual(story.jumps('23 09:06').then('td-a', 'urge').told, again);
  });

  it('waits for the morning like any reminder, and never reminds the approver of their own words', () => {
    const night = waiting('23 21:00').then('td-a', 'urge');
    assert.deepEqual(
      night.lastEffects.map(({ dueAt }) => dueAt),
      [at('24 08:00')],
    );
    assert.deepEqual(waiting().tries('td-lead', 'urge'), { verdict: 'ignored' });
    assert.deepEqual(refusalOf(waiting().tries('gl-a', 'urge')), {
      code: 'not-yours',
      allowed: '吹哨单位或指挥中心',
    });
  });
});
