import assert from 'node:assert/strict';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import {
  aStory,
  anEmergency,
  anOrigin,
  aWhistle,
  archived,
  at,
  book,
  bookWith,
  claimed,
  clocksOf,
  dispatched,
  messagesOf,
  monday,
  refusalOf,
  verified,
} from '../../support/a-whistle.ts';

const clocks = ({ clocks: all }: Whistle) =>
  all.map(({ org, stage, round, dueAt }) => [org, stage, round, dueAt]);

describe('核验通过', () => {
  it('accepts every part, thanks the groups and asks for one rating each (S33, S35)', () => {
    const story = claimed().then('td-a', 'verify');
    const { whistle } = story;
    assert.equal(whistle.state, 'verified');
    assert.deepEqual(whistle.verified, { by: 'td-a', at: monday });
    assert.ok(whistle.participations.every(({ state }) => state === 'accepted'));
    assert.deepEqual(story.told, [
      'notice:verified→unit:CGJ',
      'notice:verified→unit:SJJ',
      'rate→person:td-a',
      'rate→person:td-a',
    ]);
    assert.deepEqual(clocks(whistle), [[null, 'rate', 0, at('26 17:00')]]);
  });

  it('may be said by anybody of the blowing unit, by nobody else (I6)', () => {
    assert.equal(claimed().then('td-b', 'verify').whistle.verified?.by, 'td-b');
    for (const by of ['cgj-a', 'wgzx-a', 'gl-a', 'ld-a'])
      assert.deepEqual(refusalOf(claimed().tries(by, 'verify')), {
        code: 'not-yours',
        allowed: '吹哨单位',
      });
  });

  it('comes too early while a department has not claimed', () => {
    for (const [story, missing] of [
      [aStory(), ''],
      [dispatched(), '（还差：城管局、市场监管局）'],
      [claimed().then('td-a', 'return', { reason: '城管局没来' }), '（还差：城管局）'],
    ] as const)
      assert.deepEqual(refusalOf(story.tries('td-a', 'verify')), {
        code: 'too-early',
        step: `各部门全部办结${missing}`,
      });
  });

  it('a second time changes nothing', () => {
    assert.equal(verified().tries('td-a', 'verify').verdict, 'ignored');
    assert.equal(archived().tries('td-a', 'verify').verdict, 'ignored');
  });

  it('asks the street’s head for the ratings where rating is not delegated (domain 5.11)', () => {
    const rating = { ...book.rating, delegatedToBlower: false };
    const story = aStory(claimed().whistle, { directory: bookWith({ rating }) });
    story.then('td-a', 'verify');
    assert.deepEqual(story.told.slice(2), ['rate→person:td-lead', 'rate→person:td-lead']);
    assert.equal(refusalOf(story.tries('td-a', 'rate', { org: 'CGJ' }))?.code, 'not-yours');
    story.then('td-lead', 'rate', { org: 'CGJ' });
  });
});

describe('退回重办', () => {
  it('reopens every part; its closing clock goes on from the original time (domain 5.7)', () => {
    const story = claimed();
    const due = story.seat('CGJ').due.finish;
    const decision = story.jumps('25 10:00').tries('td-a', 'return', { reason: '又摆出来了' });
    const { whistle } = story;
    assert.equal(whistle.state, 'in_progress');
    assert.equal(whistle.reason, '又摆出来了');
    assert.equal(whistle.round, 1);
    assert.deepEqual(clocks(whistle), [
      ['CGJ', 'finish', 1, due],
      ['SJJ', 'finish', 1, due],
    ]);
    assert.ok(clocksOf(decision).every(({ dueAt }) => dueAt > at('25 10:00')));
    assert.ok(whistle.participations.every(({ done, state }) => !done && state === 'on_site'));
    assert.deepEqual(messagesOf(decision), [
      'notice:returned→unit:CGJ',
      'notice:returned→unit:SJJ',
    ]);
  });

  it('leaves who never came at 报到, so that 到场 is possible now', () => {
    const story = dispatched();
    for (const by of ['cgj-a', 'sjj-a'])
      story.then(by, 'check-in').then(by, 'done', { sentence: '好了' });
    story.then('td-a', 'return');
    assert.equal(story.seat('CGJ').state, 'checked_in');
    assert.equal(story.then('cgj-a', 'on-site').seat('CGJ').state, 'on_site');
  });

  it('takes a reason afterwards, tells the departments, and does not return it twice', () => {
    const story = claimed().then('td-a', 'return');
    assert.equal(story.whistle.reason, null);
    assert.equal(story.tries('td-a', 'return').verdict, 'ignored');
    story.then('td-a', 'return', { reason: ' 没清干净 ' });
    assert.equal(story.whistle.reason, '没清干净');
    assert.equal(story.whistle.round, 1);
    const because = (org: string) => `notice:returned-because→unit:${org}`;
    assert.deepEqual(story.told, ['CGJ', 'SJJ'].map(because));
    assert.equal(story.tries('td-a', 'return', { reason: '没清干净' }).verdict, 'ignored');
    story.then('td-a', 'return', { reason: '城管局 油烟还在' });
    assert.deepEqual(story.told, [because('CGJ')]);
    assert.deepEqual([story.whistle.reason, story.whistle.round], ['没清干净；城管局 油烟还在', 1]);
    assert.equal(story.seat('SJJ').done, null);
  });

  it('reopens only the unit that its reason names, and another one when that is named', () => {
    const story = claimed().then('td-a', 'return', { reason: '城管局 油烟还在' });
    assert.deepEqual(story.told, ['notice:returned→unit:CGJ']);
    assert.equal(story.seat('CGJ').done, null);
    assert.equal(story.seat('SJJ').state, 'done_claimed');
    assert.deepEqual(
      clocks(story.whistle).map(([org]) => org),
      ['CGJ'],
    );
    const twice = aStory(story.whistle, { now: at('23 12:00') });
    twice.then('td-a', 'return', { reason: '市监也要来' });
    assert.deepEqual(twice.told, ['notice:returned→unit:SJJ']);
    story.then('cgj-a', 'done', { sentence: '已装净化器' });
    assert.equal(story.whistle.state, 'claimed_done');
  });

  it('leads back to verification, and a second return is the second round (S34)', () => {
    const story = claimed().then('td-a', 'return', { reason: '一' });
    for (const by of ['cgj-a', 'sjj-a']) story.then(by, 'done', { sentence: '重办好了' });
    assert.equal(story.whistle.state, 'claimed_done');
    story.then('td-a', 'return', { reason: '二' });
    assert.equal(story.whistle.round, 2);
    for (const by of ['cgj-a', 'sjj-a']) story.then(by, 'done', { sentence: '又好了' });
    story.then('td-a', 'verify');
    assert.equal(story.whistle.reason, null);
  });

  it('is the blowing unit’s alone, and only while there is something to verify', () => {
    assert.deepEqual(refusalOf(claimed().tries('cgj-a', 'return')), {
      code: 'not-yours',
      allowed: '吹哨单位',
    });
    assert.deepEqual(refusalOf(dispatched().tries('td-a', 'return')), {
      code: 'too-late',
      state: '已派哨',
    });
    assert.deepEqual(
      refusalOf(dispatched().then('cgj-a', 'check-in').tries('td-a', 'return', { reason: '慢' })),
      { code: 'too-late', state: '处置中' },
    );
    assert.equal(refusalOf(verified().tries('td-a', 'return'))?.code, 'too-late');
  });
});

describe('评价', () => {
  it('is the blower’s or the unit’s head’s; departments, centre and colleagues are refused (S35)', () => {
    for (const by of ['cgj-a', 'cgj-lead', 'wgzx-a', 'lxb-a', 'ld-a', 'gl-lead', 'td-b', 'td-f'])
      assert.deepEqual(refusalOf(verified().tries(by, 'rate', { org: 'CGJ' })), {
        code: 'not-yours',
        allowed: '吹哨单位授权的评价人',
      });
    for (const by of ['td-a', 'td-lead'])
      assert.equal(verified().then(by, 'rate', { org: 'CGJ' }).seat('CGJ').rating?.by, by);
  });

  it('before 核验通过 comes too early', () => {
    for (const story of [dispatched(), claimed()])
      assert.deepEqual(refusalOf(story.tries('td-a', 'rate', { org: 'CGJ' })), {
        code: 'too-early',
        step: '核验通过',
      });
  });

  it('records three scores and computes the fourth (S36, S37)', () => {
    const story = verified();
    const decision = story.tries('td-a', 'rate', { org: 'CGJ', scores: [5, 4, 3], reason: '主动' });
    assert.deepEqual(story.seat('CGJ').rating, {
      by: 'td-a',
      at: monday,
      scores: { cooperation: 5, professionalism: 4, responsibility: 3 },
      reason: '主动',
      checkInScore: 100,
    });
    assert.equal(story.whistle.state, 'verified');
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.events[0]?.data, {
      org: 'CGJ',
      checkInScore: 100,
      cooperation: 5,
      professionalism: 4,
      responsibility: 3,
    });
  });

  it('cannot type the computed score (S36)', () => {
    const three = { cooperation: 5, professionalism: 4, responsibility: 3 };
    const typed = verified().tries('td-a', 'rate', {
      org: 'CGJ',
      scores: { ...three, checkInScore: 100 },
    });
    assert.equal(refusalOf(typed)?.code, 'bad-scores');
    const four = verified().tries('td-a', 'rate', { org: 'CGJ', scores: [5, 4, 3, 100] });
    assert.equal(refusalOf(four)?.code, 'bad-scores');
    assert.equal(
      verified().tries('td-a', 'rate', { org: 'CGJ', scores: three }).verdict,
      'changed',
    );
  });

  it('with wrong scores is refused with words to imitate', () => {
    for (const scores of [[], [5, 4], [5, 4, 6], [0, 4, 4], [4.5, 4, 4], { cooperation: 5 }])
      assert.deepEqual(refusalOf(verified().tries('td-a', 'rate', { org: 'CGJ', scores })), {
        code: 'bad-scores',
        words: '评价 0007 城管局 5 4 5',
      });
  });

  it('without a department asks which, unless only one is left', () => {
    const story = verified();
    assert.deepEqual(refusalOf(story.tries('td-a', 'rate')), {
      code: 'which-department',
      names: ['城管局', '市场监管局'],
      words: '评价 0007 城管局 5 4 5',
    });
    assert.equal(refusalOf(story.tries('td-a', 'rate', { org: 'XFD' }))?.code, 'which-department');
    story.then('td-a', 'rate', { org: 'CGJ' }).then('td-a', 'rate');
    assert.ok(story.seat('SJJ').rating);
  });

  it('is given once; a reason that was due may follow, the scores stand (domain 5.8)', () => {
    const story = verified().then('td-a', 'rate', { org: 'CGJ', scores: [5, 5, 5], reason: null });
    for (const reason of [null, '随叫随到']) {
      assert.deepEqual(
        refusalOf(story.tries('td-a', 'rate', { org: 'CGJ', scores: [1, 1, 1], reason })),
        { code: 'already-rated', org: '城管局', words: '评价 0007 城管局 5 5 5 理由' },
        'nobody believes that the scores were changed',
      );
    }
    story.then('td-a', 'rate', { org: 'CGJ', scores: [5, 5, 5], reason: ' 随叫随到 ' });
    assert.deepEqual(story.seat('CGJ').rating?.scores, {
      cooperation: 5,
      professionalism: 5,
      responsibility: 5,
    });
    assert.equal(story.seat('CGJ').rating?.reason, '随叫随到');
    const more = { org: 'CGJ', scores: [5, 5, 5], reason: '再改' };
    assert.equal(story.tries('td-a', 'rate', more).verdict, 'ignored');
  });

  it('with an empty reason leaves the reason open', () => {
    const story = verified().then('td-a', 'rate', { org: 'CGJ', reason: '  ' });
    assert.equal(story.seat('CGJ').rating?.reason, null);
    const long = verified().then('td-a', 'rate', { org: 'CGJ', reason: '长'.repeat(300) });
    assert.equal(long.seat('CGJ').rating?.reason?.length, 200);
  });

  it('of the last department archives: no clock runs on, everybody learns it (S33, S34)', () => {
    const story = verified().then('td-a', 'rate', { org: 'SJJ' });
    assert.equal(story.whistle.state, 'verified');
    story.then('td-a', 'rate', { org: 'CGJ' });
    assert.equal(story.whistle.state, 'archived');
    assert.equal(story.whistle.endedAt, monday);
    assert.deepEqual(story.whistle.clocks, []);
    assert.deepEqual(story.told, [
      'notice:archived→unit:CGJ',
      'notice:archived→unit:SJJ',
      'notice:archived→person:td-a',
    ]);
    assert.equal(story.tries('td-a', 'rate').verdict, 'ignored');
    const late = { org: 'CGJ', reason: '补一句' };
    assert.equal(story.then('td-a', 'rate', late).seat('CGJ').rating?.reason, '补一句');
  });
});

describe('撤哨', () => {
  it('with a reason ends a whistle nobody reported in to, and tells everybody (domain 5.7)', () => {
    const story = dispatched().then('cgj-a', 'sign').then('td-a', 'withdraw', { reason: ' 误报 ' });
    assert.equal(story.whistle.state, 'withdrawn');
    assert.equal(story.whistle.reason, '误报');
    assert.equal(story.whistle.endedAt, monday);
    assert.deepEqual(story.whistle.clocks, []);
    assert.deepEqual(story.told, [
      'notice:withdrawn→unit:CGJ',
      'notice:withdrawn→unit:SJJ',
      'notice:withdrawn→person:td-a',
    ]);
    assert.equal(story.tries('td-a', 'withdraw', { reason: '误报' }).verdict, 'ignored');
    assert.deepEqual(story.until('30 17:00'), []);
  });

  it('while it waits for approval tells no department: none was called', () => {
    const story = aStory().then('td-a', 'confirm').then('td-a', 'withdraw', { reason: '误报' });
    assert.deepEqual(story.told, ['notice:withdrawn→person:td-a']);
  });

  it('of what another street’s matter was merged into is refused; a colleague’s is told (domain 5.5)', () => {
    const reason = { reason: '误报' };
    const with_ = (more: Partial<Origin>) => {
      const { whistle } = dispatched();
      const origins = [...whistle.origins, anOrigin({ mergedFrom: 'w-9', ...more })];
      return aStory({ ...whistle, origins });
    };
    assert.deepEqual(
      refusalOf(with_({ by: 'gl-a', org: 'GL' }).tries('td-a', 'withdraw', reason)),
      { code: 'others-matter', number: '0007', names: ['鼓楼街道'] },
    );
    const told = with_({ by: 'td-b' }).then('td-a', 'withdraw', reason).told;
    assert.ok(told.includes('notice:withdrawn→person:td-b'));
  });

  it('of an emergency reaches everybody who was told of it alone', () => {
    const story = aStory(anEmergency()).then('td-a', 'confirm');
    const alone = story.told.flatMap((one) => {
      const [what = '', who = ''] = one.split('→person:');
      return who !== '' && what !== 'approval' ? [who] : [];
    });
    const { told } = story.then('td-a', 'withdraw', { reason: '误报' });
    assert.ok(alone.includes('wgzx-a') && alone.includes('rq-a'), alone.join(' '));
    for (const who of alone) assert.ok(told.includes(`notice:withdrawn→person:${who}`), who);
  });

  it('ends a drill by its blower’s word even after somebody reported in, and tells them', () => {
    const drill = dispatched(aWhistle({ drill: true })).then('cgj-a', 'check-in');
    const reason = { reason: '演练结束' };
    assert.equal(refusalOf(drill.tries('td-b', 'withdraw', reason))?.code, 'too-late');
    drill.then('td-a', 'withdraw', reason);
    assert.equal(drill.whistle.state, 'withdrawn');
    assert.ok(drill.told.includes('notice:withdrawn→unit:CGJ'));
  });

  it('needs a reason, and says how to give it', () => {
    assert.deepEqual(refusalOf(dispatched().tries('td-a', 'withdraw', { reason: ' ' })), {
      code: 'needs-reason',
      words: '撤哨 0007 ',
    });
    assert.deepEqual(refusalOf(aStory().then('td-a', 'confirm').tries('td-a', 'withdraw')), {
      code: 'needs-reason',
      words: '撤哨 ',
    });
  });

  it('after a department reported in, and after the end, comes too late', () => {
    const reason = { reason: '误报' };
    const states = [
      [dispatched().then('cgj-a', 'check-in'), '处置中'],
      [claimed(), '待核验'],
      [verified(), '待评价'],
      [archived(), '已归档'],
      [aStory().then('td-a', 'cancel'), '已取消'],
    ] as const;
    for (const [story, state] of states)
      assert.deepEqual(refusalOf(story.tries('td-a', 'withdraw', reason)), {
        code: 'too-late',
        state,
      });
  });

  it('is the blowing unit’s alone; a draft is cancelled instead', () => {
    for (const by of ['cgj-a', 'wgzx-a', 'gl-lead'])
      assert.equal(refusalOf(dispatched().tries(by, 'withdraw'))?.code, 'not-yours');
    for (const story of [
      aStory(),
      aStory().then('td-a', 'confirm').then('td-lead', 'disapprove'),
    ]) {
      const refusal = refusalOf(story.tries('td-a', 'withdraw', { reason: '误报' }));
      assert.ok(refusal?.code === 'not-yours' && refusal.allowed.includes('取消'));
    }
  });
});

describe('催办', () => {
  it('cards those who are still awaited, and changes no state', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    story.then('cgj-a', 'done', { sentence: '好了' });
    const before = story.whistle;
    const decision = story.tries('td-a', 'urge');
    assert.deepEqual(messagesOf(decision), ['notice:urged→unit:SJJ']);
    assert.deepEqual({ ...story.whistle, asked: before.asked }, before);
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.events[0]?.data, { orgs: ['SJJ'] });
  });

  it('is for the blowing unit and the command centre', () => {
    assert.equal(dispatched().tries('wgzx-a', 'urge').verdict, 'changed');
    assert.equal(dispatched().tries('td-lead', 'urge').verdict, 'changed');
    for (const by of ['cgj-a', 'gl-a'])
      assert.deepEqual(refusalOf(dispatched().tries(by, 'urge')), {
        code: 'not-yours',
        allowed: '吹哨单位或指挥中心',
      });
  });

  it('is refused where nobody is awaited: of a draft, after the last claim, after the end', () => {
    const states = [
      [aStory(), '草拟'],
      [claimed(), '待核验'],
      [dispatched().then('td-a', 'withdraw', { reason: '误报' }), '已撤哨'],
    ] as const;
    for (const [story, state] of states)
      assert.deepEqual(refusalOf(story.tries('td-a', 'urge')), { code: 'too-late', state });
  });

  it('pesters nobody: not again within a quarter of an hour, and not at night (2.4)', () => {
    const story = dispatched().jumps('23 10:00').then('td-a', 'urge');
    assert.deepEqual(story.jumps('23 10:14').tries('wgzx-a', 'urge'), { verdict: 'ignored' });
    assert.equal(story.jumps('23 10:15').then('td-a', 'urge').told.length, 2);
    const night = story.jumps('23 21:30').then('td-a', 'urge');
    assert.deepEqual([...new Set(night.lastEffects.map(({ dueAt }) => dueAt))], [at('24 08:00')]);
  });

  it('of an emergency goes out each time, by day and night: each delivery is a cause of its own', () => {
    const story = aStory(anEmergency()).then('td-a', 'confirm');
    assert.equal(story.then('td-a', 'urge').told.length, 2);
    assert.equal(story.then('td-a', 'urge').told.length, 2);
  });
});

describe('a stranger', () => {
  it('can do nothing to any whistle, in any state (I6)', () => {
    const verbs = ['confirm', 'approve', 'sign', 'check-in', 'verify', 'rate', 'urge'] as const;
    for (const story of [aStory(), dispatched(), claimed(), verified()])
      for (const verb of verbs)
        assert.equal(refusalOf(story.tries('nobody', verb))?.code, 'not-a-member');
  });
});
