import assert from 'node:assert/strict';
import type { Decision } from '../../../src/domain/decision.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import type { WhistleCommand } from '../../../src/flows/whistle/command.ts';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import { nearOf } from '../../../src/flows/whistle/near.ts';
import type { Facts } from '../../../src/flows/whistle/facts.ts';
import {
  aCall,
  aReading,
  aSeat,
  aWhistle,
  anEmergency,
  anOrigin,
  around,
  at,
  book,
  bookWith,
  command,
  dispatched,
  facts,
  isMessage,
  messagesOf,
  refusalOf,
  theOther,
  type More,
} from '../../support/a-whistle.ts';

const withNear = { around: [around()] };
const into = { into: { whistleId: 'w-9' } } as const;
const does = (
  whistle: Whistle | null,
  [by, verb, more]: [string, Parameters<typeof command>[1], More?],
  using: Partial<Facts> = withNear,
) => decideWhistle(whistle, command(by, verb, more), facts(by, { other: theOther(), ...using }));

function next(decision: Decision<Whistle>): Whistle {
  assert.ok(decision.verdict === 'changed', JSON.stringify(decision));
  return decision.next;
}
const also = (decision: Decision<Whistle>) =>
  decision.verdict === 'changed' ? (decision.also ?? []) : [];
/** Carries the other half out, as run.ts does. */
const other = (decision: Decision<Whistle>, target: Whistle, by = 'td-a') => {
  const [one] = also(decision);
  assert.equal(one?.whistleId, target.id);
  return decideWhistle(target, one?.command as WhistleCommand, facts(by));
};
/** The draft with what it is offered. */
const offeredDraft = (more: Partial<Whistle> = {}) =>
  next(
    does(aWhistle({ effort: null, ...more }), [
      'td-a',
      'tell',
      { reading: aReading({ effort: '已劝离3次' }) },
    ]),
  );

describe('a whistle and itself', () => {
  it('are no merge, and it is said, whoever asks (domain 5.5)', () => {
    const same = theOther();
    for (const by of ['wgzx-a', 'gl-a'])
      assert.deepEqual(refusalOf(does(same, [by, 'merge', into], { other: same })), {
        code: 'merge-itself',
        number: 'PL-20261123-0003',
      });
  });
});

describe('the card of a merge', () => {
  it('knows whom the blower’s own words called, never what the matrix only proposes', () => {
    const named = (draft: Whistle) => {
      const decision = does(draft, ['td-a', 'merge', into]);
      assert.ok(decision.verdict === 'changed');
      return decision.effects
        .filter(isMessage)
        .flatMap(({ payload }) => (payload.type === 'merged' ? [payload.named ?? []] : []));
    };
    const draft = aWhistle({ near: [nearOf(theOther() as Parameters<typeof nearOf>[0])] });
    assert.deepEqual(named(draft), [['CGJ', 'SJJ']]);
    const proposed = ['CGJ', 'SJJ', 'GAJ'].map((org) => aSeat({ org }));
    assert.deepEqual(named({ ...draft, participations: proposed }), [[]]);
  });
});

describe('a draft that may be about the same (domain 5.5)', () => {
  it('is offered the other one with every change, from the first sentence on', () => {
    const reading = aCall({ matter: 'R01', place: '白塔路菜市场门口' });
    const first = next(does(null, ['td-a', 'tell', { reading }]));
    assert.deepEqual(
      first.near.map(({ number }) => number),
      ['PL-20261123-0003'],
    );
    assert.deepEqual(
      offeredDraft().near.map(({ whistleId }) => whistleId),
      ['w-9'],
    );
    const moved = aReading({ place: '拓东路口' });
    assert.deepEqual(next(does(offeredDraft(), ['td-a', 'tell', { reading: moved }])).near, []);
  });

  it('does not go out by 确认吹哨: what has turned up is shown first, then named', () => {
    const seen = next(does(aWhistle(), ['td-a', 'confirm']));
    assert.equal(seen.state, 'draft');
    assert.equal(seen.near.length, 1);
    assert.deepEqual(refusalOf(does(seen, ['td-a', 'confirm'])), {
      code: 'same-matter',
      number: 'PL-20261123-0003',
      anyway: true,
    });
  });

  it('goes out by 仍然吹哨 in one tap, and is not asked again', () => {
    const sent = next(does(offeredDraft(), ['td-a', 'blow-anyway']));
    assert.equal(sent.state, 'pending_approval');
    assert.deepEqual(sent.waived, ['duplicate:w-9']);
    assert.deepEqual(sent.near, []);
  });

  it('keeps the answer 仍然吹哨 while a fact is still missing, and asks for the fact alone', () => {
    const draft = next(does(aWhistle({ effort: null }), ['td-a', 'blow-anyway']));
    assert.deepEqual([draft.state, draft.waived], ['draft', ['duplicate:w-9']]);
    const told = next(does(draft, ['td-a', 'tell', { reading: aReading({ effort: '已劝离' }) }]));
    assert.equal(next(does(told, ['td-a', 'confirm'])).state, 'pending_approval');
  });

  it('has no 仍然吹哨 where the district enforces the rule; an emergency always has', () => {
    const modes = { ...book.admission.modes, duplicate: 'enforce' } as const;
    const using = { ...withNear, directory: bookWith({ admission: { ...book.admission, modes } }) };
    const no = does(offeredDraft(), ['td-a', 'blow-anyway'], using);
    assert.deepEqual(refusalOf(no), {
      code: 'same-matter',
      number: 'PL-20261123-0003',
      anyway: false,
    });
    const fire = { ...using, around: [around({ matter: 'E03', dispatchedAt: at('23 06:00') })] };
    assert.equal(next(does(anEmergency(), ['td-a', 'blow-anyway'], fire)).state, 'dispatched');
    assert.equal(next(does(anEmergency(), ['td-a', 'confirm'], fire)).state, 'dispatched');
  });
});

describe('合并', () => {
  it('ends the draft in the other, whose number survives, and takes its origins along (S02)', () => {
    const origins = [anOrigin({ source: 'hotline', reference: '12345-1' })];
    const draft = offeredDraft({ origins });
    const merged = does(draft, ['td-a', 'merge', into]);
    const { state, mergedInto, endedAt, clocks, number } = next(merged);
    assert.deepEqual([state, mergedInto, endedAt, number], ['merged', 'w-9', at('23 09:00'), null]);
    assert.deepEqual(clocks, []);
    const target = next(other(merged, theOther()));
    assert.equal(target.number, 'PL-20261123-0003');
    assert.deepEqual(target.origins.slice(1), [{ ...origins[0], mergedFrom: 'w-1' }]);
  });

  it('tells the other’s blower once, the merged one by a card of the other, and no department (domain 2.4)', () => {
    const merged = does(offeredDraft(), ['td-a', 'merge', into]);
    assert.deepEqual(messagesOf(merged), ['merged→person:td-a']);
    const card = merged.verdict === 'changed' ? merged.effects.filter(isMessage)[0] : undefined;
    assert.equal(card?.whistleId, 'w-9');
    const taken = other(merged, theOther());
    assert.deepEqual(messagesOf(taken), ['notice:joined→person:gl-a']);
    assert.deepEqual(messagesOf(other(merged, theOther({ blower: 'td-a' }))), []);
  });

  it('answers a tap by the card itself: no second message', () => {
    assert.deepEqual(
      messagesOf(does(offeredDraft(), ['td-a', 'merge', { ...into, tapped: true }])),
      [],
    );
  });

  it('of the same draft twice changes nothing, on either side (I1)', () => {
    const merged = does(offeredDraft(), ['td-a', 'merge', into]);
    const target = next(other(merged, theOther()));
    assert.equal(does(next(merged), ['td-a', 'merge', into]).verdict, 'ignored');
    assert.equal(other(merged, target).verdict, 'ignored');
  });

  it('is refused into what is over, with what to do instead', () => {
    const draft = offeredDraft();
    const over = { verified: '待评价', archived: '已归档', withdrawn: '已撤哨' } as const;
    for (const state of ['verified', 'archived', 'withdrawn'] as const)
      assert.deepEqual(
        refusalOf(does(draft, ['td-a', 'merge', into], { other: theOther({ state }) })),
        { code: 'not-running', number: 'PL-20261123-0003', state: over[state] },
      );
  });

  it('is refused into a whistle that was not offered, a drill, or what is restricted', () => {
    const stranger = { code: 'not-same', number: 'PL-20261123-0003' };
    assert.deepEqual(refusalOf(does(aWhistle(), ['td-a', 'merge', into])), stranger);
    for (const more of [{ drill: true }, { restricted: true }])
      assert.deepEqual(
        refusalOf(does(offeredDraft(), ['td-a', 'merge', into], { other: theOther(more) })),
        stranger,
      );
    const ours = theOther({ blowerOrg: 'TD' });
    assert.equal(next(does(aWhistle(), ['td-a', 'merge', into], { other: ours })).state, 'merged');
  });

  it('is the blower’s, nobody else’s (I6)', () => {
    for (const by of ['td-b', 'td-lead', 'cgj-a', 'wgzx-a'])
      assert.deepEqual(refusalOf(does(offeredDraft(), [by, 'merge', into])), {
        code: 'not-yours',
        allowed: '吹哨人',
      });
  });

  it('of a whistle that is out is the command centre’s, and its departments are told 已并入 (S31)', () => {
    const { whistle } = dispatched();
    assert.deepEqual(refusalOf(does(whistle, ['td-a', 'merge', into])), {
      code: 'not-yours',
      allowed: '指挥中心',
    });
    const merged = does(whistle, ['wgzx-a', 'merge', into]);
    assert.equal(next(merged).state, 'merged');
    assert.deepEqual(messagesOf(merged), [
      'merged→person:td-a',
      'notice:merged→unit:CGJ',
      'notice:merged→unit:SJJ',
    ]);
    const begun = dispatched().then('cgj-a', 'check-in').whistle;
    assert.equal(refusalOf(does(begun, ['wgzx-a', 'merge', into]))?.code, 'too-late');
  });

  it('by the centre of what does not look the same is asked once, with both shown, then carried out (S31)', () => {
    const { whistle } = dispatched();
    const told = (other: Partial<Whistle>, more: More = {}) =>
      refusalOf(
        does(whistle, ['wgzx-a', 'merge', { ...into, ...more }], { other: theOther(other) }),
      );
    const [seat] = theOther().participations;
    assert.ok(seat);
    for (const unlike of [
      { street: 'GL' },
      { category: 'emergency' },
      { matter: 'E03' },
      { participations: [seat] },
    ] as const) {
      const asked = told(unlike);
      assert.equal(asked?.code, 'merge-apart', JSON.stringify(unlike));
      assert.deepEqual(
        [asked.from.number, asked.into.number, asked.from.street, asked.from.matter],
        ['PL-20261123-0007', 'PL-20261123-0003', '拓东街道', '占道经营、流动摊贩'],
      );
      assert.equal(told(unlike, { sure: true }), null);
    }
    const lacking = told({ participations: [seat] });
    assert.deepEqual(lacking?.code === 'merge-apart' && lacking.dropped, ['市场监管局']);
    const digits = { number: 'PL-20261122-0003' };
    const guessed = { sure: true, into: { number: '0003' } } as const;
    assert.equal(told(digits, guessed)?.code, 'merge-apart', 'digits that meant another day');
  });

  it('of what was out is taken back by its blower: it runs again, and all are told (domain 5.5)', () => {
    const { whistle } = dispatched(anEmergency());
    const target = theOther({ origins: [anOrigin(), anOrigin({ mergedFrom: 'w-1' })] });
    const merged = does(whistle, ['wgzx-a', 'merge', { ...into, sure: true }]);
    const card = merged.verdict === 'changed' ? merged.effects.filter(isMessage)[0] : undefined;
    assert.ok(card?.payload.type === 'merged');
    assert.deepEqual(
      [card.payload.out, card.payload.theirs, card.payload.named],
      ['PL-20261123-0007', true, ['ZJJ', 'RQ']],
    );
    assert.ok(messagesOf(merged).includes('notice:merged→person:wgzx-a'));
    const back = does(next(merged), ['td-a', 'split-off', { tapped: true }]);
    const { state, number, mergedInto, endedAt, clocks } = next(back);
    assert.deepEqual(
      [state, number, mergedInto, endedAt],
      ['dispatched', 'PL-20261123-0007', null, null],
    );
    assert.deepEqual(
      clocks.filter(({ org }) => org === 'ZJJ').map(({ stage }) => stage),
      whistle.clocks.filter(({ org }) => org === 'ZJJ').map(({ stage }) => stage),
    );
    for (const who of ['unit:ZJJ', 'unit:RQ', 'person:wgzx-a'])
      assert.ok(messagesOf(back).includes(`notice:reopened→${who}`), who);
    assert.equal(next(other(back, target)).origins.length, 1);
    assert.equal(does(next(back), ['td-a', 'split-off']).verdict, 'ignored');
  });

  it('of 55 complaints is one whistle with 55 origins, and four messages an hour at most (domain 5.5)', () => {
    let target = theOther();
    const keys = new Set<string>();
    for (let nth = 2; nth <= 55; nth += 1) {
      const draft = offeredDraft({ id: `w-1${String(nth)}` });
      const now = new Date(Date.parse(at('23 09:00')) + nth * 60_000).toISOString();
      const [one] = also(
        does(draft, ['td-a', 'merge', into], { other: target, around: [around()] }),
      );
      const taken = decideWhistle(target, one?.command as WhistleCommand, facts('td-a', { now }));
      target = next(taken);
      if (taken.verdict === 'changed') for (const { key } of taken.effects) keys.add(key);
    }
    assert.equal(target.origins.length, 55);
    assert.equal(keys.size, 4); // 54 minutes
  });
});

describe('an emergency reported a second time', () => {
  const gas = {
    around: [around({ matter: 'E03', category: 'emergency', dispatchedAt: at('23 08:45') })],
  };
  const reading = aCall({
    matter: 'E03',
    category: 'emergency',
    place: '白塔路菜市场',
    departments: [{ org: 'ZJJ', role: 'lead' }],
  });

  it('is merged with the first sentence, and its reporter sees the one that is under way', () => {
    const told = does(null, ['td-a', 'tell', { reading }], gas);
    assert.deepEqual([next(told).state, next(told).mergedInto], ['merged', 'w-9']);
    assert.deepEqual(messagesOf(told), ['merged→person:td-a']);
    assert.deepEqual(next(told).clocks, []);
    const types = told.verdict === 'changed' ? told.events.map(({ type }) => type) : [];
    assert.deepEqual(types, ['drafted', 'merged']);
  });

  it('is merged when its place is told, and when it is confirmed', () => {
    const nowhere = anEmergency({ place: null });
    const answer = { reading: aReading({ place: '白塔路菜市场' }) };
    assert.equal(next(does(nowhere, ['td-a', 'tell', answer], gas)).state, 'merged');
    assert.equal(next(does(anEmergency(), ['td-a', 'confirm'], gas)).state, 'merged');
  });

  it('is a draft again by 不是同一件事, once, and goes out', () => {
    const merged = next(does(null, ['td-a', 'tell', { reading }], gas));
    const split = does(merged, ['td-a', 'split-off'], gas);
    const draft = next(split);
    assert.deepEqual([draft.state, draft.mergedInto, draft.endedAt], ['draft', null, null]);
    assert.deepEqual(draft.near, []);
    const target = theOther({ origins: [anOrigin(), anOrigin({ mergedFrom: 'w-1' })] });
    assert.equal(next(other(split, target)).origins.length, 1);
    assert.equal(does(draft, ['td-a', 'split-off'], gas).verdict, 'ignored');
    assert.equal(next(does(draft, ['td-a', 'confirm'], gas)).state, 'dispatched');
    assert.deepEqual(refusalOf(does(merged, ['gl-a', 'split-off'], gas)), {
      code: 'not-yours',
      allowed: '吹哨人',
    });
  });

  it('leaves a real one alone when it is a drill', () => {
    const drill = aCall({ ...reading.facts, drill: true });
    assert.equal(next(does(null, ['td-a', 'tell', { reading: drill }], gas)).state, 'draft');
  });
});

describe('二次吹哨 (domain 5.7)', () => {
  const solved = around({
    state: 'archived',
    endedAt: at('20 09:00'),
    dispatchedAt: at('16 09:00'),
  });
  const using = { around: [solved] };
  const draft = () =>
    aWhistle({ participations: [aSeat(), aSeat({ org: 'SJJ', role: 'assist' })] });

  it('goes one category up, with its approval, under the old number with -2', () => {
    const again = next(does(draft(), ['td-a', 'blow-again'], using));
    assert.deepEqual(again.again, { of: 'w-9', number: 'PL-20261123-0003', nth: 2 });
    assert.deepEqual([again.category, again.state], ['tackle', 'pending_approval']);
    const sent = does(again, ['td-lead', 'approve'], {});
    assert.equal(next(sent).number, 'PL-20261123-0003-2');
    const third = next(does(again, ['td-lead', 'approve'], { taken: ['PL-20261123-0003-2'] }));
    assert.deepEqual([third.number, third.again?.nth], ['PL-20261123-0003-3', 3]);
  });

  it('tells the leader in charge of each department beside the groups', () => {
    const again = next(does(draft(), ['td-a', 'blow-again'], using));
    const told = messagesOf(does(again, ['td-lead', 'approve'], {}));
    assert.ok(
      told.includes('notice:again→person:cgj-f') && told.includes('notice:again→person:sjj-f'),
    );
    assert.ok(!told.includes('notice:again→person:lxb-a'));
  });

  it('the third time is reported to the leading-group office (挂牌督办)', () => {
    const second = { ...solved, number: 'PL-20261123-0003-2' };
    const taken = ['PL-20261123-0003-2'];
    const again = next(does(draft(), ['td-a', 'blow-again'], { around: [second], taken }));
    assert.equal(again.again?.nth, 3);
    const told = messagesOf(does(again, ['td-lead', 'approve'], { taken }));
    assert.ok(told.includes('notice:again→person:lxb-a'), told.join(' '));
  });

  it('waits for a missing fact, and stays 二次吹哨 when it is told, unless the place turns out another', () => {
    const asked = next(does(aWhistle({ effort: null }), ['td-a', 'blow-again'], using));
    assert.deepEqual([asked.state, asked.again?.nth], ['draft', 2]);
    const told = { reading: aReading({ effort: '已劝离' }) };
    const whole = next(does(asked, ['td-a', 'tell', told], using));
    assert.deepEqual([whole.again?.nth, whole.category], [2, 'tackle']);
    assert.equal(next(does(whole, ['td-a', 'confirm'], using)).state, 'pending_approval');
    const moved = next(
      does(asked, ['td-a', 'tell', { reading: aReading({ place: '拓东路口' }) }], using),
    );
    assert.equal(moved.again, null);
  });

  it('is refused where nothing has ended there', () => {
    assert.deepEqual(refusalOf(does(draft(), ['td-a', 'blow-again'])), { code: 'no-candidate' });
  });
});
