import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Reading } from '../../../src/domain/reading.ts';
import { addressed } from '../../../src/flows/whistle/addressed.ts';
import { aim, aimOther } from '../../../src/flows/whistle/aim.ts';
import { eachMatter } from '../../../src/flows/whistle/each-matter.ts';
import type { OpenWhistle } from '../../../src/flows/whistle/open-whistle.ts';
import { withoutRestricted } from '../../../src/flows/whistle/said-in-group.ts';
import type { WaitingDraft } from '../../../src/flows/whistle/waiting-draft.ts';
import { isNumber } from '../../../src/domain/number.ts';
import type { HumanCommand } from '../../../src/flows/whistle/command.ts';
import { aCall, aReading, command, factsRead, type More } from '../../support/a-whistle.ts';

const open = (more: Partial<OpenWhistle> = {}): OpenWhistle => ({
  id: 'w-1',
  number: 'PL-20261123-0007',
  state: 'dispatched',
  blower: 'td-a',
  blowerOrg: 'TD',
  mine: null,
  hasReason: false,
  approved: false,
  ...more,
});
const street = { userId: 'td-a', org: 'TD', draft: null };
const department = { userId: 'cgj-a', org: 'CGJ', draft: null };
const says = (
  type: HumanCommand['type'],
  number: string | null = null,
  more: More = {},
): HumanCommand => ({ ...command('td-a', type, more), target: { number } }) as HumanCommand;
/** Another whistle, while a draft still lacks something. */
const isNew = { type: 'new', beside: 'draft' };
const hits = (id: string) => ({ type: 'at', whistleId: id });
const no = (code: string, more: object = {}) => ({ type: 'refused', refusal: { code, ...more } });

describe('a number', () => {
  it('is written whole, in any case, or by its last digits (design 5)', () => {
    for (const written of [
      'PL-20261123-0007',
      'pl-20261123-0007',
      '0007',
      '7',
      '20261123-0007',
      '20261123-7',
    ])
      assert.ok(isNumber('PL-20261123-0007', written), written);
    for (const written of ['8', '0070', '20261124-0007', 'PL', '', '-', '七', 'PL-20261124-0007'])
      assert.ok(!isNumber('PL-20261123-0007', written), written);
  });

  it('of any sequence is known by itself and by itself without zeros', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 9999 }),
        (one, other) => {
          const number = `PL-20261123-${String(one).padStart(4, '0')}`;
          return isNumber(number, number) && isNumber(number, String(other)) === (one === other);
        },
      ),
    );
  });
});

describe('a command with a number', () => {
  it('means the whistle that has it', () => {
    const all = [open(), open({ id: 'w-2', number: 'PL-20261123-0008' })];
    assert.deepEqual(aim(says('urge', '8'), all, street), hits('w-2'));
  });

  it('is today’s where two become one, and another day’s only where today has none (domain 5.5)', () => {
    const day = '2026-11-23';
    const yesterdays = open({ id: 'w-5', number: 'PL-20261122-0005' });
    const all = [open(), open({ id: 'w-2', number: 'PL-20261122-0007' }), yesterdays];
    assert.deepEqual(aim(says('merge', '0007'), all, { ...street, today: day }), hits('w-1'));
    assert.deepEqual(aimOther('0007', [], all, day), hits('w-1'));
    assert.deepEqual(aim(says('merge', '5'), all, { ...street, today: day }), hits('w-5'));
  });

  it('nobody has is refused with the number as written', () => {
    assert.deepEqual(
      aim(says('urge', '9'), [open()], street),
      no('unknown-whistle', { number: '9' }),
    );
  });

  it('that fits two whistles asks which: never a guess', () => {
    const all = [open(), open({ id: 'w-2', number: 'PL-20261122-0007' })];
    assert.deepEqual(
      aim(says('urge', '7'), all, street),
      no('which-whistle', { numbers: ['PL-20261123-0007', 'PL-20261122-0007'] }),
    );
    assert.deepEqual(aim(says('urge', '20261122-7'), all, street), hits('w-2'));
  });

  it('from a card’s button means that card’s whistle, whatever else is open', () => {
    assert.deepEqual(aim(command('td-a', 'approve'), [open({ id: 'w-2' })], street), hits('w-1'));
  });
});

describe('a command without a number', () => {
  type Case = readonly [HumanCommand['type'], Partial<OpenWhistle>, Partial<OpenWhistle>];
  const mine: readonly Case[] = [
    ['confirm', { state: 'draft' }, { state: 'dispatched' }],
    ['cancel', { state: 'draft' }, { state: 'draft', blower: 'td-b' }],
    ['add-department', { state: 'draft' }, { state: 'held' }],
    ['edit', { state: 'draft' }, { state: 'dispatched' }],
    ['edit', { state: 'held' }, { state: 'held', blower: 'td-b' }],
    ['approve', { state: 'pending_approval' }, { state: 'draft' }],
    ['disapprove', { state: 'pending_approval' }, { state: 'dispatched', approved: true }],
    ['disapprove', { state: 'held' }, { state: 'held', hasReason: true }],
    ['verify', { state: 'claimed_done' }, { state: 'claimed_done', blowerOrg: 'GL' }],
    ['return', { state: 'claimed_done' }, { state: 'verified' }],
    ['return', { state: 'in_progress' }, { state: 'in_progress', hasReason: true }],
    ['rate', { state: 'verified' }, { state: 'claimed_done' }],
    ['urge', { state: 'dispatched' }, { state: 'verified' }],
    ['urge', { state: 'in_progress' }, { state: 'in_progress', blowerOrg: 'GL' }],
    ['withdraw', { state: 'dispatched' }, { state: 'draft' }],
    ['show', { state: 'verified' }, { number: null }],
  ];
  const theirs: readonly Case[] = [
    ['sign', { mine: 'awaiting_sign' }, { mine: 'signed' }],
    ['check-in', { mine: 'awaiting_sign' }, { mine: 'checked_in' }],
    ['check-in', { mine: 'signed' }, { mine: 'on_site' }],
    ['on-site', { mine: 'signed' }, { mine: 'awaiting_sign' }],
    ['on-site', { mine: 'checked_in' }, { mine: 'on_site' }],
    ['done', { mine: 'on_site' }, { mine: 'done_claimed' }],
    ['done', { mine: 'checked_in' }, { mine: null }],
    ['progress', { mine: 'signed' }, { mine: 'accepted' }],
  ];

  it('means the only whistle the verb fits', () => {
    for (const [asker, cases] of [
      [street, mine],
      [department, theirs],
    ] as const)
      for (const [verb, fitting, other] of cases) {
        const all = [open({ id: 'other', ...other }), open({ id: 'this', ...fitting })];
        assert.deepEqual(
          aim(says(verb), all, asker),
          hits('this'),
          `${verb} ${JSON.stringify(fitting)}`,
        );
      }
  });

  it('that fits two asks which, by their numbers', () => {
    const all = [
      open({ mine: 'signed' }),
      open({ id: 'w-2', number: 'PL-20261123-0008', mine: 'signed' }),
    ];
    assert.deepEqual(
      aim(says('check-in'), all, department),
      no('which-whistle', { numbers: ['PL-20261123-0007', 'PL-20261123-0008'] }),
    );
  });

  it('催办 is of what is out; else of what has waited longest for its leader, one’s own first', () => {
    const waits = { state: 'pending_approval', number: null } as const;
    const own = [open({ id: 'late', ...waits }), open({ id: 'early', ...waits })];
    const other = open({ id: 'other', blower: 'td-b', ...waits });
    assert.deepEqual(aim(says('urge'), [...own, other], street), hits('early'));
    assert.deepEqual(aim(says('urge'), [other], street), hits('other'));
    assert.deepEqual(aim(says('urge'), [...own, open({ id: 'out' })], street), hits('out'));
  });

  it('is of the one its words describe; a wrong one is never urged or withdrawn', () => {
    const bridge = open({ id: 'bridge', place: '南强街口桥洞', matter: 'R21' });
    const lamp = open({ id: 'lamp', place: '白塔路', matter: 'R07' });
    const told = (verb: 'urge' | 'withdraw', more: Parameters<typeof factsRead>[0]) =>
      says(verb, null, { reason: '已修好', reading: aReading(more) });
    for (const verb of ['urge', 'withdraw'] as const) {
      assert.deepEqual(aim(told(verb, { place: '桥洞' }), [bridge, lamp], street), hits('bridge'));
      assert.deepEqual(aim(told(verb, { matter: 'R07' }), [bridge, lamp], street), hits('lamp'));
      const elsewhere = aim(told(verb, { place: '万华路18号' }), [bridge], street);
      const known = { verb, numbers: ['PL-20261123-0007'] };
      assert.deepEqual(elsewhere, no('not-there', known));
      // What the reason speaks of rules nothing out.
      assert.deepEqual(aim(told(verb, { matter: 'R04' }), [bridge], street), hits('bridge'));
    }
  });

  it('that fits none says what is missing: a draft, or an open whistle', () => {
    for (const verb of ['confirm', 'cancel', 'edit'] as const)
      assert.deepEqual(aim(says(verb), [open()], street), no('no-open-draft'));
    for (const verb of ['approve', 'sign', 'verify', 'rate', 'withdraw'] as const)
      assert.deepEqual(aim(says(verb), [], street), no('no-open-whistle'));
  });
});

describe('what a department says that nobody understands', () => {
  const reading = aReading({}, { text: '我们人手不够，来不了' });
  const asker = { ...department, responder: '城管局' };

  it('is about the only whistle it is at work on', () => {
    const all = [open({ mine: 'signed' }), open({ id: 'w-2', mine: 'accepted' })];
    const number = 'PL-20261123-0007';
    assert.deepEqual(
      aim(says('tell', null, { reading }), all, asker),
      no('no-open-draft', { number, atWork: true }),
    );
  });

  it('names none where several run, or one is restricted', () => {
    const two = [open({ mine: 'signed' }), open({ id: 'w-2', mine: 'signed' })];
    const hidden = [open({ mine: 'signed', restricted: true })];
    for (const all of [two, hidden])
      assert.deepEqual(aim(says('tell', null, { reading }), all, asker), no('no-open-draft'));
  });
});

describe('asking which one is meant, in a group', () => {
  it('names nothing restricted (domain 5.12)', () => {
    const hidden = open({ id: 'hidden', number: 'PL-20261123-0009', restricted: true });
    const heardIn = { type: 'group', chatId: 'c', line: 'bot' } as const;
    const here = { ...says('urge'), heardIn } as HumanCommand;
    const numbers = ['PL-20261123-0007', 'PL-20261123-0009'];
    for (const refusal of [
      { code: 'which-whistle', numbers },
      { code: 'not-there', verb: 'urge', numbers },
    ] as const) {
      const aimed = { type: 'refused', refusal } as const;
      const told = withoutRestricted(aimed, here, [open(), hidden]);
      assert.deepEqual(told, {
        type: 'refused',
        refusal: { ...refusal, numbers: ['PL-20261123-0007'] },
      });
    }
  });
});

describe('a sentence', () => {
  it('that blows is a new whistle even beside an open draft', () => {
    assert.deepEqual(
      aim(says('tell', null, { reading: aCall() }), [open({ state: 'draft' })], street),
      { type: 'new' },
    );
  });

  it('that does not goes to the latest of the speaker’s own drafts', () => {
    const reading = aReading();
    const drafts = [open({ id: 'latest', state: 'draft' }), open({ state: 'draft' })];
    assert.deepEqual(aim(says('tell', null, { reading }), drafts, street), hits('latest'));
    assert.deepEqual(aim(says('tell', null, { reading }), drafts, department), no('no-open-draft'));
    assert.deepEqual(aim(says('tell', null, { reading }), [open()], street), no('no-open-draft'));
  });

  it('that only gives what the open draft was asked for is its answer, not another whistle', () => {
    const draft: WaitingDraft = { id: 'w-1', matter: 'R01', lacks: ['place', 'effort'] };
    const asker = { ...street, draft };
    const drafts = [open({ state: 'draft' })];
    const aims = (more: Parameters<typeof aCall>[0], who = asker) =>
      aim(says('tell', null, { reading: aCall(more) }), drafts, who);
    assert.deepEqual(aims({ place: '白塔路' }), hits('w-1'));
    assert.deepEqual(aims({ matter: 'R01', effort: '已劝离' }), hits('w-1'));
    assert.deepEqual(aims({ matter: 'R04', place: '拓东路' }), isNew);
    assert.deepEqual(aims({ place: '白塔路', category: 'emergency' }), isNew);
    assert.deepEqual(aims({ street: 'GL' }), isNew);
    const unread: WaitingDraft = { ...draft, matter: null, lacks: ['matter'] };
    const knowing = { ...asker, draft: unread };
    assert.deepEqual(aims({ matter: 'R04' }, knowing), hits('w-1'));
  });

  it('that tells more of an emergency belongs to its draft, unless it is elsewhere or another matter', () => {
    const draft: WaitingDraft = { id: 'w-1', matter: 'E06', urgent: true, lacks: [] };
    const aims = (more: Parameters<typeof aCall>[0]) =>
      aim(says('tell', null, { reading: aCall(more) }), [open({ state: 'draft' })], {
        ...street,
        draft,
      });
    const more = { category: 'emergency', place: null, street: null, departments: [] } as const;
    assert.deepEqual(aims({ ...more, matter: 'E06' }), hits('w-1'));
    assert.deepEqual(aims({ ...more, matter: null }), hits('w-1'));
    assert.equal(aims({ ...more, matter: 'E05' }).type, 'new');
    assert.equal(aims({ ...more, matter: 'E06', place: '拓东路小学' }).type, 'new');
  });

  it('marked 【演练】 never completes a true draft, nor a true emergency a drill', () => {
    const lost: WaitingDraft = { id: 'w-1', matter: null, lacks: ['place', 'matter'] };
    const aims = (more: Parameters<typeof aCall>[0], draft: WaitingDraft) =>
      aim(says('tell', null, { reading: aCall(more) }), [open({ state: 'draft' })], {
        ...street,
        draft,
      });
    const leak = { matter: 'E03', place: '尚义街12号', category: 'emergency' } as const;
    assert.deepEqual(aims(leak, lost), hits('w-1'));
    assert.deepEqual(aims({ ...leak, drill: true }, lost), isNew);
    assert.deepEqual(aims(leak, { ...lost, drill: true }), isNew);
    assert.deepEqual(aims({ place: '尚义街12号' }, { ...lost, drill: true }), hits('w-1'));
    assert.deepEqual(aims({ ...leak, drill: true }, { ...lost, drill: true }), hits('w-1'));
  });

  it('about the street’s own duty is another whistle beside a draft about something else (S22)', () => {
    const draft: WaitingDraft = { id: 'w-1', matter: 'R01', lacks: ['beyond'] };
    const group = { ownDuty: '楼栋微信群管理' } as const;
    const aims = (more: Parameters<typeof aReading>[0], about: WaitingDraft | null = draft) =>
      aim(
        says('tell', null, { reading: aReading(more) }),
        about === null ? [] : [open({ state: 'draft' })],
        { ...street, draft: about },
      );
    assert.deepEqual(aims(group), { type: 'new' });
    assert.deepEqual(aims({ ...group, effort: '已提醒5次' }), hits('w-1'));
    assert.deepEqual(aims(group, { ...draft, matter: null }), hits('w-1'));
    assert.deepEqual(aims(group, { ...draft, held: true }), hits('w-1'));
    const called = { ...group, departments: [{ org: 'GAJ', role: 'lead' }] } as const;
    assert.deepEqual(aims(called, null), { type: 'new' });
    assert.deepEqual(aims(group, null), no('no-open-draft'));
  });

  it('that tells of a matter elsewhere is another whistle, whatever the draft lacks', () => {
    const draft = { id: 'w-1', matter: null, place: '金星后街', lacks: ['matter'] } as const;
    const aims = (place: string) =>
      aim(
        says('tell', null, { reading: aCall({ matter: 'R01', place }) }),
        [open({ state: 'draft' })],
        { ...street, draft },
      );
    assert.deepEqual(aims('金星社区门口'), isNew);
    assert.deepEqual(aims('金星后街12号'), hits('w-1'));
  });

  it('is a statement’s line only where it names no place of its own (S23)', () => {
    const draft: WaitingDraft = { id: 'w-1', matter: 'R01', lacks: ['concern', 'beyond'] };
    const aims = (more: Parameters<typeof aCall>[0]) =>
      aim(says('tell', null, { reading: aCall(more) }), [open({ state: 'draft' })], {
        ...street,
        draft,
      });
    assert.deepEqual(aims({ matter: 'R01', concern: '投诉6次' }), hits('w-1'));
    const elsewhere = { matter: 'R01', concern: '投诉6次', place: '万宏路' };
    assert.deepEqual(aims(elsewhere), { type: 'new' });
  });

  it('mends what was held, and whatever blows is another whistle beside it (S22)', () => {
    const draft: WaitingDraft = {
      id: 'w-1',
      matter: null,
      lacks: ['effort', 'beyond'],
      held: true,
    };
    const held = [open({ state: 'held' })];
    const aims = (reading = aReading()) =>
      aim(says('tell', null, { reading }), held, { ...street, draft });
    assert.deepEqual(aims(), hits('w-1'));
    assert.deepEqual(aims(aCall({ effort: '清理5次', beyond: '没有执法权' })), hits('w-1'));
    const other = aCall({ matter: 'R01', place: '白塔路', effort: '已劝离3次' });
    assert.deepEqual(aims(other), { type: 'new' });
  });

  it('of a department that names a street is told of the admission it needs (S60)', () => {
    const asker = { ...department, responder: '城管局' };
    const aims = (more: Parameters<typeof aReading>[0]) =>
      aim(says('tell', null, { reading: aReading(more) }), [], asker);
    assert.deepEqual(aims({ street: 'TD' }), no('needs-admission', { org: '城管局' }));
    assert.deepEqual(aims({}), no('no-open-draft'));
  });
});

describe('a cry for help', () => {
  const cry = open({ id: 'cry', state: 'draft', number: null, cries: true });
  const draft: WaitingDraft = {
    id: 'cry',
    matter: null,
    place: null,
    lacks: ['matter'],
    cries: true,
  };
  const asker = { ...street, draft: { ...draft, lacks: ['matter', 'departments'] as const } };
  const aims = (facts: Parameters<typeof aCall>[0], all = [cry]) =>
    aim(says('tell', null, { reading: aCall(facts) }), all, asker);
  const lamp = { matter: 'R10', category: 'routine' } as const;

  it('is not completed by another whole whistle, and is not forgotten over it', () => {
    for (const more of [
      { place: '万宏路' },
      { departments: [{ org: 'CGJ', role: 'assist' as const }] },
      { effort: '已报修2次' },
    ])
      assert.deepEqual(aims({ ...lamp, ...more }), { type: 'new', beside: 'cry' });
    assert.deepEqual(aims({ ...lamp, place: '万宏路' }, []), isNew);
  });

  it('is completed by a place, by a danger, and by both', () => {
    assert.deepEqual(
      aims({ matter: 'R30', category: 'emergency', place: '白塔路口' }),
      hits('cry'),
    );
    assert.deepEqual(aims({ matter: 'R30', category: 'emergency' }), hits('cry'));
    assert.deepEqual(aims(lamp), hits('cry'));
    const place = aReading({ place: '白塔路口' }, { text: '在白塔路口' });
    assert.deepEqual(aim(says('tell', null, { reading: place }), [cry], asker), hits('cry'));
  });

  it('gets the place before a later draft that has its own; a correction stays with the latest', () => {
    const of = (reading: Reading, placed = true, known = cry) => {
      const late = open({ id: 'late', state: 'draft', number: null, placed });
      return addressed(reading, [late, known], 'td-a')?.id;
    };
    const place = aReading({ place: '白塔路口' }, { text: '在白塔路口' });
    assert.equal(of(place), 'cry');
    assert.equal(of(place, false), 'late');
    assert.equal(of(place, true, { ...cry, placed: true }), 'late');
    assert.equal(of(aReading({ effort: '已劝离' })), 'late');
    assert.equal(of({ ...place, intent: { type: 'correct', number: null } }), 'late');
    assert.equal(of(aCall({ category: 'emergency' }), true, { ...cry, placed: true }), 'cry');
  });
});

describe('a contact without a number', () => {
  const resident = { name: '王女士', phone: '13800000000', door: null };
  const reading = aReading({ resident }, { text: '联系人 王女士 13800000000' });
  const tell = says('tell', null, { reading });
  const pending = open({ id: 'new', state: 'pending_approval', number: null });

  it('goes to what its sender has sent, and to nobody else’s', () => {
    assert.deepEqual(aim(tell, [pending], street), hits('new'));
    assert.deepEqual(
      aim(tell, [open({ blower: 'td-b' }), open({ state: 'verified' })], street),
      no('no-open-draft'),
    );
    const draft = open({ id: 'draft', state: 'draft', number: null });
    assert.deepEqual(aim(tell, [draft, pending], street), hits('draft'));
  });

  it('goes to what was sent just now; between two it asks which', () => {
    const late = { ...pending, changedAt: '2026-11-23T01:20:00.000Z' };
    const early = open({ changedAt: '2026-11-20T01:00:00.000Z' });
    const asker = { ...street, recentSince: '2026-11-23T01:00:00.000Z' };
    assert.deepEqual(aim(tell, [late, early], asker), hits('new'));
    assert.deepEqual(
      aim(tell, [pending, early], asker),
      no('whose-contact', { numbers: ['PL-20261123-0007'] }),
    );
  });

  it('is nothing but a contact: with a matter or work done it is another sentence', () => {
    for (const more of [{ matter: 'R01' }, { effort: '已劝离' }])
      assert.deepEqual(
        aim(says('tell', null, { reading: aReading({ resident, ...more }) }), [pending], street),
        no('no-open-draft'),
      );
  });
});

describe('a message with several matters', () => {
  it('is several commands, each with the facts of one, five at most (domain 6.4)', () => {
    const whistles = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06'].map((matter) =>
      factsRead({ matter }),
    );
    const reading = { ...aCall(), whistles };
    const each = eachMatter(says('tell', null, { reading }));
    assert.deepEqual(
      each.map((one) => one.type === 'tell' && one.reading.facts.matter),
      ['R01', 'R02', 'R03', 'R04', 'R05'],
    );
    assert.ok(each.every((one) => one.type === 'tell' && one.reading.whistles.length === 1));
  });

  it('is itself when it has one matter, none, or is no sentence', () => {
    const one = says('tell', null, { reading: aCall({ matter: 'R01' }) });
    assert.equal(eachMatter(one).length, 1);
    const none = says('tell', null, { reading: aReading() });
    assert.deepEqual(eachMatter(none), [none]);
    assert.deepEqual(eachMatter(says('sign')), [says('sign')]);
  });
});

describe('a community’s whistle', () => {
  const gathering = open({ kind: 'community', blower: 'jxsq-a', blowerOrg: 'JXSQ', came: false });
  const member = { userId: 'jxsq-p1', org: 'JXSQ', draft: null };
  const party = { userId: 'lmjg-a', org: 'LMJG', draft: null };

  it('is meant by a bare 报到 of whoever has not come yet (S14)', () => {
    assert.deepEqual(aim(says('check-in'), [gathering], party), hits('w-1'));
    const came = { ...gathering, came: true };
    assert.deepEqual(aim(says('check-in'), [came], party), no('no-open-whistle'));
    const over = { ...gathering, state: 'archived' } as const;
    assert.deepEqual(aim(says('check-in'), [over], party), no('no-open-whistle'));
  });

  it('is meant by 办结 and 升级 of its own unit, without a number', () => {
    for (const verb of ['done', 'raise'] as const) {
      assert.deepEqual(aim(says(verb), [gathering], member), hits('w-1'));
      assert.deepEqual(aim(says(verb), [gathering], party), no('no-open-whistle'));
    }
    const raised = open({ kind: 'street' });
    assert.deepEqual(aim(says('raise'), [raised], street), no('no-open-whistle'));
  });

  it('is meant by 进展 of who came', () => {
    assert.deepEqual(aim(says('progress'), [gathering], party), no('no-open-whistle'));
    assert.deepEqual(aim(says('progress'), [{ ...gathering, came: true }], party), hits('w-1'));
  });
});

describe('what comes without a number from below the street', () => {
  const reporter = { userId: 'jxsq-k', org: 'JXSQ', draft: null, reports: true };
  const tell = (more: Parameters<typeof aReading>[0] = {}, asker = {}) =>
    aim(says('tell', null, { reading: aReading(more) }), [], { ...reporter, ...asker });

  it('is a report when it tells of a place or a matter, or comes with a photo (S49)', () => {
    assert.deepEqual(tell({ place: '金星后街' }), { type: 'new' });
    assert.deepEqual(tell({ matter: 'R07' }), { type: 'new' });
    assert.deepEqual(tell({}, { hasSent: true }), { type: 'new' });
    assert.deepEqual(tell(), no('nothing-to-report'));
  });

  it('belongs to the speaker’s own report while nobody has taken it', () => {
    const mine = { state: 'reported', blower: 'jxsq-k', number: null } as const;
    const all = [
      open({ id: 'old', ...mine, changedAt: '2026-11-23T01:00:00.000Z' }),
      open({ id: 'new', ...mine, changedAt: '2026-11-23T02:00:00.000Z' }),
      open({ id: 'taken', ...mine, state: 'draft' }),
      open({ id: 'other', ...mine, blower: 'jxsq-lc' }),
    ];
    const words = says('tell', null, { reading: aReading() });
    assert.deepEqual(aim(words, all, reporter), hits('new'));
  });

  it('means the one report on the desk; of several the one whose 就地解决 was pressed last (S44)', () => {
    const desk = { userId: 'jxsq-a', org: 'JXSQ', draft: null };
    const here = { state: 'reported', desk: 'JXSQ', number: null } as const;
    const settle = says('settle', null, { sentence: '已换灯泡' });
    const one = [open({ id: 'here', ...here }), open({ id: 'there', ...here, desk: 'XBSQ' })];
    assert.deepEqual(aim(says('take-up'), one, desk), hits('here'));
    const two = [
      open({ id: 'first', ...here, settling: '2026-11-23T01:00:00.000Z' }),
      open({ id: 'last', ...here, settling: '2026-11-23T02:00:00.000Z' }),
      open({ id: 'never', ...here, settling: null }),
    ];
    assert.deepEqual(aim(settle, two, desk), hits('last'));
    assert.deepEqual(aim(says('pass-up'), two, desk), no('which-whistle', { numbers: [] }));
  });

  it('is kept when it is a photo and there is no draft to put it on (S30)', () => {
    const drafts = [
      open({ id: 'a', state: 'draft', changedAt: '2026-11-23T01:00:00.000Z' }),
      open({ id: 'b', state: 'draft', changedAt: '2026-11-23T03:00:00.000Z' }),
    ];
    assert.deepEqual(aim(says('attach'), drafts, street), hits('b'));
    assert.deepEqual(aim(says('attach'), [open()], street), { type: 'keep' });
  });
});

describe('同意 and 不同意 where several wait', () => {
  const leader = { userId: 'td-lead', org: 'TD', draft: null };
  const waits = (id: string, more: Partial<OpenWhistle> = {}) =>
    open({ id, number: null, state: 'pending_approval', ...more });
  const pending = waits('w-2');
  const late = open({ id: 'w-1', state: 'dispatched' });
  const lists = (verb: string, ...ids: string[]) => ({ type: 'which-draft', verb, ids });

  it('list them, what has no number yet beside what went out before (S50)', () => {
    const both = [pending, late];
    assert.deepEqual(aim(says('approve'), both, leader), lists('approve', 'w-1', 'w-2'));
    assert.deepEqual(aim(says('disapprove'), both, leader), lists('disapprove', 'w-1', 'w-2'));
    assert.deepEqual(aim(says('approve'), [pending], leader), hits('w-2'));
    const reason = { reason: '缺依据' };
    assert.deepEqual(aim(says('disapprove', null, reason), both, leader), hits('w-2'));
  });

  it('choose by the number of that list; where none was listed it is a whistle’s', () => {
    const listed = [waits('w-2', { leaderNth: 2 }), { ...late, leaderNth: 1 }];
    assert.deepEqual(aim(says('approve', '2'), listed, leader), hits('w-2'));
    assert.deepEqual(aim(says('disapprove', '2'), listed, leader), hits('w-2'));
    assert.deepEqual(aim(says('approve', '7'), [pending, late], leader), hits('w-1'));
  });
});
