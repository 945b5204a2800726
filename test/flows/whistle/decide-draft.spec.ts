import assert from 'node:assert/strict';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import { missingFacts } from '../../../src/flows/whistle/missing-facts.ts';
import { unnamedLead } from '../../../src/flows/whistle/seats.ts';
import type { Decision } from '../../../src/domain/decision.ts';
import type { Category, OrgCode, UserId } from '../../../src/domain/names.ts';
import type { Reading } from '../../../src/domain/reading.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import {
  aCall,
  aReading,
  aSeat,
  aStory,
  aGathering,
  aWhistle,
  anEmergency,
  archived,
  book,
  bookWith,
  command,
  directory,
  dispatched,
  facts,
  messagesOf,
  refusalOf,
} from '../../support/a-whistle.ts';

const blows = (by: UserId, reading: Reading, using = {}): Decision<Whistle> =>
  decideWhistle(null, command(by, 'tell', { reading }), facts(by, using));

const drafted = (by: UserId, reading: Reading): Whistle => {
  const decision = blows(by, reading);
  assert.equal(decision.verdict, 'changed');
  return decision.next;
};

const seatsOf = ({ participations }: Whistle): [OrgCode, string][] =>
  participations.map(({ org, role }) => [org, role]);

describe('the first sentence', () => {
  it('becomes a draft with what it says, shown to the blower alone (S01, S02)', () => {
    const reading = aCall(
      {
        matter: 'R01',
        place: '白塔路菜市场门口',
        effort: '已劝离3次',
        departments: [
          { org: 'CGJ', role: 'assist' },
          { org: 'SJJ', role: 'assist' },
        ],
      },
      '白塔路菜市场门口占道经营，已劝离3次，请城管、市监',
    );
    const decision = blows('td-a', reading);
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(decision.next, aWhistle());
    assert.deepEqual(messagesOf(decision), ['draft→person:td-a']);
    assert.deepEqual(
      decision.events.map(({ type, by }) => [type, by]),
      [['drafted', 'td-a']],
    );
  });

  it('keeps the rule book version, the drill mark and at most 4000 characters of the text (I7)', () => {
    const draft = drafted('td-a', aCall({ drill: true }, '长'.repeat(5000)));
    assert.equal(draft.rulesVersion, book.version);
    assert.equal(draft.drill, true);
    assert.equal(draft.text.length, 4000);
  });

  it('heard in a group is answered in private, by way of the group only if there is no other', () => {
    const heardIn = { type: 'group', chatId: 'wr-td' } as const;
    const decision = decideWhistle(
      null,
      command('td-a', 'tell', { reading: aCall(), heardIn }),
      facts('td-a'),
    );
    assert.equal(decision.verdict, 'changed');
    const [effect] = decision.effects;
    assert.ok(effect?.kind === 'message');
    assert.deepEqual(
      [effect.conversation, effect.line, effect.fallback],
      ['person:td-a', 'bot', 'chat:wr-td'],
    );
  });

  it('without a department proposes those of the matrix, lead first (S57)', () => {
    assert.deepEqual(seatsOf(drafted('td-a', aCall({ matter: 'R01' }))), [
      ['CGJ', 'lead'],
      ['SJJ', 'assist'],
      ['GAJ', 'assist'],
    ]);
  });

  it('that names no matter and no department calls nobody', () => {
    const draft = drafted('td-a', aCall({ matterCandidates: ['R01', 'R04'] }));
    assert.deepEqual(draft.participations, []);
    assert.deepEqual(draft.matterCandidates, ['R01', 'R04']);
    assert.deepEqual(missingFacts(directory, draft), ['place', 'matter', 'departments', 'effort']);
  });

  it('has exactly one lead: the one named, else the matrix’s, else the first', () => {
    const call = (roles: readonly ('lead' | 'assist')[], orgs: readonly string[]) =>
      seatsOf(
        drafted(
          'td-a',
          aCall({
            matter: 'R01',
            departments: orgs.map((org, index) => ({ org, role: roles[index] ?? 'assist' })),
          }),
        ),
      );
    assert.deepEqual(call(['assist', 'lead'], ['CGJ', 'SJJ']), [
      ['SJJ', 'lead'],
      ['CGJ', 'assist'],
    ]);
    assert.deepEqual(call([], ['SJJ', 'CGJ']), [
      ['CGJ', 'lead'],
      ['SJJ', 'assist'],
    ]);
    assert.deepEqual(call([], ['YLJ', 'SJJ']), [
      ['YLJ', 'lead'],
      ['SJJ', 'assist'],
    ]);
  });

  it('never adds the matrix’s lead that was not named: it is offered', () => {
    const draft = drafted(
      'td-a',
      aCall({ matter: 'R01', departments: [{ org: 'SJJ', role: 'lead' }] }),
    );
    assert.deepEqual(seatsOf(draft), [['SJJ', 'lead']]);
    assert.equal(unnamedLead(directory, draft), 'CGJ');
    assert.equal(unnamedLead(directory, aWhistle()), null);
    assert.equal(unnamedLead(directory, aWhistle({ matter: null })), null);
  });

  it('from an inactive street is told that it is not open there yet (S05, S08)', () => {
    for (const street of ['qy', 'sl']) {
      const refusal = refusalOf(blows(`${street}-a`, aCall()));
      assert.equal(refusal?.code, 'not-open-here');
    }
    assert.equal(blows('td-a', aCall()).verdict, 'changed');
  });

  it('of a kind that is switched off is told so, by the kind’s name (S05)', () => {
    const off = bookWith({
      kinds: { ...book.kinds, alliance: { ...book.kinds.alliance, enabled: false } },
    });
    const decision = blows('td-a', aCall({ kind: 'alliance' }), {
      directory: off,
    });
    assert.deepEqual(refusalOf(decision), {
      code: 'not-open-here',
      org: '拓东街道',
      kind: '党建联盟吹哨',
      instead: ['街道吹哨', '社区吹哨', '项目吹哨'],
    });
  });

  it('of a department is refused: who wants a street to work asks for admission (S60)', () => {
    assert.deepEqual(refusalOf(blows('cgj-a', aCall({ kind: 'street' }))), {
      code: 'needs-admission',
      org: '城管局',
    });
  });

  it('is of the kind its unit blows: bureau, community, street (S14, S15)', () => {
    assert.equal(drafted('zwj-a', aCall()).kind, 'service');
    assert.equal(drafted('jxsq-a', aCall()).kind, 'community');
    assert.equal(drafted('wgzx-a', aCall()).kind, 'street');
    assert.equal(drafted('td-a', aCall({ kind: 'project' })).kind, 'project');
  });

  it('takes the street from the text, else from the blower’s own unit', () => {
    assert.equal(drafted('td-a', aCall({ street: 'GL' })).street, 'GL');
    assert.equal(drafted('td-a', aCall()).street, 'TD');
    assert.equal(drafted('jxsq-a', aCall()).street, 'LM');
    assert.equal(drafted('wgzx-a', aCall()).street, null);
  });

  it('of a stranger is answered with whom to ask', () => {
    assert.deepEqual(refusalOf(decideWhistle(null, command('nobody', 'tell'), facts(null))), {
      code: 'not-a-member',
      ask: directory.orgsWithDuty('command-centre')[0]?.name,
    });
  });

  it('that is a command about a whistle nobody knows is refused', () => {
    assert.deepEqual(refusalOf(decideWhistle(null, command('td-a', 'approve'), facts('td-a'))), {
      code: 'unknown-whistle',
      number: null,
    });
  });
});

describe('the facts a whistle needs', () => {
  it('are five for a routine or tackle whistle, two for an emergency (S04, S20)', () => {
    const bare = { street: null, place: null, matter: null, effort: null, participations: [] };
    const five = ['street', 'place', 'matter', 'departments', 'effort'];
    assert.deepEqual(missingFacts(directory, aWhistle(bare)), five);
    assert.deepEqual(missingFacts(directory, aWhistle({ ...bare, category: 'tackle' })), five);
    assert.deepEqual(missingFacts(directory, anEmergency(bare)), ['matter', 'departments']);
    assert.deepEqual(missingFacts(directory, aWhistle()), []);
  });

  it('are fewer where the kind waives them: a 政务吹哨 has no place (S04, S15)', () => {
    const bare = { street: null, place: null, effort: null };
    assert.deepEqual(missingFacts(directory, aWhistle({ ...bare, kind: 'service' })), ['effort']);
    assert.deepEqual(missingFacts(directory, aGathering({ effort: null })), []);
    // One that calls departments is a street whistle, with what that needs.
    assert.deepEqual(missingFacts(directory, aWhistle({ effort: null, kind: 'community' })), [
      'effort',
    ]);
  });
});

describe('a further sentence', () => {
  const tells = (draft: Whistle, reading: Reading, by = 'td-a') =>
    aStory(draft).tries(by, 'tell', { reading });
  const after = (draft: Whistle, reading: Reading): Whistle => {
    const decision = tells(draft, reading);
    assert.equal(decision.verdict, 'changed');
    assert.deepEqual(messagesOf(decision), ['draft→person:td-a']);
    return decision.next;
  };

  it('in words the parser does not know answers the question that was asked (S23)', () => {
    const place = after(aWhistle({ place: null }), aReading({}, { text: ' 老槐树底下 ' }));
    assert.equal(place.place, '老槐树底下');
    const effort = after(aWhistle({ effort: null }), aReading({}, { text: '劝过三回' }));
    assert.equal(effort.effort, '劝过三回');
  });

  it('that says nothing new changes nothing, and the open question is asked again (S23)', () => {
    assert.deepEqual(refusalOf(tells(aWhistle(), aReading({}, { text: '快一点' }))), {
      code: 'nothing-new',
      asked: null,
    });
    for (const text of ['没有', '好的', '🙂', '。'])
      assert.deepEqual(refusalOf(tells(aWhistle({ effort: null }), aReading({}, { text }))), {
        code: 'nothing-new',
        asked: 'effort',
      });
  });

  it('that is chatter, a question or a command gone wrong answers nothing that was asked', () => {
    for (const text of [
      '今天天气不错',
      '你是谁啊',
      '这个怎么用',
      '早上好呀',
      '确认吹梢',
      '谢谢你了',
    ])
      for (const fact of ['place', 'effort', 'concern', 'beyond'] as const) {
        const draft = aWhistle({ concern: '居民联名反映', beyond: '没有执法权', [fact]: null });
        const decision = tells(draft, aReading({}, { text }));
        assert.equal(refusalOf(decision)?.code, 'nothing-new', `${fact}: ${text}`);
      }
    const line = tells(
      aWhistle({ concern: null, beyond: '没有执法权' }),
      aReading({}, { text: '街坊天天来骂' }),
    );
    assert.ok(line.verdict === 'changed' && line.next.concern === '街坊天天来骂');
  });

  it('that is a number or a wave of the hand is no fact', () => {
    const waves = [
      '1',
      '９',
      '2、3',
      '都不是',
      '不是',
      '算了',
      '算了别改了',
      '先不报了',
      '别弄了',
      '等一下',
    ];
    for (const text of waves) {
      const reading = aReading({}, { text });
      for (const fact of ['place', 'effort', 'concern', 'beyond'] as const)
        assert.equal(
          refusalOf(tells(aWhistle({ [fact]: null }), reading))?.code,
          'nothing-new',
          `${text} for ${fact}`,
        );
    }
    const said = (text: string) => after(aWhistle({ effort: null }), aReading({}, { text })).effort;
    for (const text of ['不听劝', '别处也劝过', '3次上门', '等了两天没人来'])
      assert.equal(said(text), text);
  });

  it('belongs to the demand where it first says what it is about (S02)', () => {
    const cry = aWhistle({ text: '救命', matter: null, place: null, category: 'emergency' });
    const told = after(cry, aCall({ matter: 'E03', place: '尚义街' }, '尚义街燃气泄漏'));
    assert.equal(told.text, '救命；尚义街燃气泄漏');
    const unread = after(cry, aCall({ place: '尚义街' }, '尚义街有怪味'));
    assert.equal(unread.text, '救命；尚义街有怪味');
    const more = aCall({ matter: 'E03', effort: '已疏散' }, '燃气泄漏已疏散');
    assert.equal(after(told, more).text, told.text);
  });

  it('takes the name on a button as that button, and for no place', () => {
    const cry = aWhistle({ category: 'emergency', matter: null, matterCandidates: ['E07', 'E11'] });
    const typed = aReading({ place: '群体性' }, { text: '群体性' });
    const told = after(cry, typed);
    assert.deepEqual([told.matter, told.place], ['E07', cry.place]);
    assert.equal(after(cry, aReading({}, { text: '２' })).matter, 'E11');
  });

  it('is the demand itself where only 吹哨 was said before', () => {
    const draft = aWhistle({ text: '我要吹哨', matter: null });
    const told = aCall({ matter: null, place: '白塔路' }, '白塔路有人占道');
    assert.equal(after(draft, told).text, '白塔路有人占道');
  });

  it('keeps emergencies on offer in an emergency, whatever else an answer is like', () => {
    const cry = aWhistle({ category: 'emergency', matter: null, matterCandidates: ['E11', 'E01'] });
    const place = aReading({ place: '拓东路67号', matterCandidates: ['R16', 'E05'] });
    assert.deepEqual(after(cry, place).matterCandidates, ['E05']);
    const routine = aReading({ place: '拓东路67号', matterCandidates: ['R16'] });
    assert.deepEqual(after(cry, routine).matterCandidates, ['E11', 'E01']);
  });

  it('that says it is a drill makes one of the draft', () => {
    const drill = aReading({ drill: true }, { text: '【演练】补一句：这是演练' });
    assert.equal(after(aWhistle(), drill).drill, true);
  });

  it('names the category it wants, but no word makes an emergency of it', () => {
    const wants = (category: Category) =>
      aReading({}, { text: '改一下类别', intent: { type: 'correct', number: null, category } });
    assert.equal(after(aWhistle(), wants('tackle')).category, 'tackle');
    const tackle = aWhistle({ category: 'tackle' });
    assert.equal(after(tackle, wants('routine')).category, 'routine');
    assert.equal(refusalOf(tells(aWhistle(), wants('emergency')))?.code, 'nothing-new');
    // Nor is it taken for what is still asked: the place, the effort.
    const asked = aWhistle({ place: null, effort: null });
    const { place, effort } = after(asked, wants('tackle'));
    assert.deepEqual([place, effort], [null, null]);
  });

  it('lowers an emergency only where its matter is none, and keeps that it was lowered', () => {
    const lower = aReading(
      {},
      { text: '改成日常哨', intent: { type: 'correct', number: null, category: 'routine' } },
    );
    const dog = tells(aWhistle({ category: 'emergency', matter: 'R14' }), lower);
    assert.equal(dog.verdict, 'changed');
    assert.equal(dog.next.category, 'routine');
    assert.deepEqual(dog.events[0]?.data, { from: 'emergency', to: 'routine' });
    const leak = aWhistle({ category: 'emergency', matter: 'E03' });
    assert.equal(refusalOf(tells(leak, lower))?.code, 'stays-urgent');
  });

  it('that names its field changes that field in the writer’s own words', () => {
    const place = aReading({ matter: 'R04' }, { text: '地点改成拓东路口，麻烦快点' });
    assert.deepEqual(after(aWhistle(), place), aWhistle({ place: '拓东路口' }));
    const effort = aReading({ place: '白塔路' }, { text: '先期处置：已在白塔路劝离5次' });
    assert.deepEqual(after(aWhistle(), effort), aWhistle({ effort: '已在白塔路劝离5次' }));
    assert.equal(
      refusalOf(tells(aWhistle(), aReading({}, { text: '地点改成没有' })))?.code,
      'nothing-new',
    );
  });

  it('in answer to what was done is not read as another matter', () => {
    const reading = aReading({ matter: 'R04' }, { text: '清理过两回' });
    const next = after(aWhistle({ effort: null }), reading);
    assert.deepEqual([next.effort, next.matter], ['清理过两回', 'R01']);
  });

  it('chooses a matter by the number of the candidate, in either width', () => {
    const draft = aWhistle({ matter: null, matterCandidates: ['R01', 'R04', 'R06'] });
    assert.equal(after(draft, aReading({}, { text: '2' })).matter, 'R04');
    assert.equal(after(draft, aReading({}, { text: ' ３ ' })).matter, 'R06');
    const two = aWhistle({ matter: null, matterCandidates: ['R01', 'R04'] });
    for (const [offered, text] of [
      [draft, '4'],
      [two, '3'],
    ] as const)
      assert.deepEqual(refusalOf(tells(offered, aReading({}, { text }))), {
        code: 'nothing-new',
        asked: 'matter',
      });
  });

  it('keeps the candidates while another question is answered first', () => {
    const draft = aWhistle({ place: null, matter: null, matterCandidates: ['R01', 'R04'] });
    const answered = after(draft, aReading({ place: '白塔路' }));
    assert.deepEqual(answered.matterCandidates, ['R01', 'R04']);
    assert.equal(after(answered, aReading({}, { text: '2' })).matter, 'R04');
  });

  it('that gives the matter also gives its category and the matrix’s departments', () => {
    const draft = aWhistle({ matter: null, matterCandidates: ['E03'], participations: [] });
    const next = after(draft, aReading({}, { text: '1' }));
    assert.equal(next.category, 'emergency');
    assert.equal(next.participations[0]?.org, 'ZJJ');
    assert.deepEqual(next.matterCandidates, []);
  });

  it('corrects place, street, effort and category', () => {
    const next = after(
      aWhistle(),
      aReading({ place: '拓东路', street: 'GL', effort: '已上门', category: 'tackle' }),
    );
    assert.deepEqual(
      [next.place, next.street, next.effort, next.category],
      ['拓东路', 'GL', '已上门', 'tackle'],
    );
  });

  it('adds and drops departments, and passes the lead on', () => {
    const added = after(aWhistle(), aReading({ departments: [{ org: 'XFD', role: 'assist' }] }));
    assert.deepEqual(seatsOf(added), [
      ['CGJ', 'lead'],
      ['SJJ', 'assist'],
      ['XFD', 'assist'],
    ]);
    const taken = after(aWhistle(), aReading({ departments: [{ org: 'XFD', role: 'lead' }] }));
    assert.deepEqual(seatsOf(taken)[0], ['XFD', 'lead']);
    const dropped = after(aWhistle(), aReading({ excluded: ['CGJ'] }));
    assert.deepEqual(seatsOf(dropped), [['SJJ', 'lead']]);
    const led = after(
      aWhistle(),
      aReading({
        departments: [
          { org: 'SJJ', role: 'lead' },
          { org: 'CGJ', role: 'assist' },
        ],
      }),
    );
    assert.deepEqual(seatsOf(led), [
      ['SJJ', 'lead'],
      ['CGJ', 'assist'],
    ]);
  });

  it('that sends the only department away calls nobody in its place: the bot asks', () => {
    const draft = aWhistle({ participations: [aSeat()] });
    assert.deepEqual(seatsOf(after(draft, aReading({ excluded: ['CGJ'] }))), []);
  });

  it('of somebody else, or after the draft was sent, changes nothing', () => {
    assert.deepEqual(refusalOf(tells(aWhistle(), aReading(), 'td-b')), {
      code: 'not-yours',
      allowed: '吹哨人',
    });
    assert.deepEqual(refusalOf(dispatched().tries('td-a', 'tell', { reading: aReading() })), {
      code: 'no-open-draft',
    });
  });
});

describe('a draft', () => {
  it('takes the lead it was offered by a tap, once', () => {
    const story = aStory(aWhistle({ participations: [aSeat({ org: 'SJJ' })] }));
    story.then('td-a', 'add-department', { org: 'CGJ' });
    assert.deepEqual(seatsOf(story.whistle), [
      ['CGJ', 'lead'],
      ['SJJ', 'assist'],
    ]);
    assert.equal(story.tries('td-a', 'add-department', { org: 'CGJ' }).verdict, 'ignored');
    assert.equal(story.tries('td-a', 'add-department', { org: 'NONE' }).verdict, 'ignored');
  });

  it('is cancelled once, and then cannot be confirmed', () => {
    const story = aStory().then('td-a', 'cancel');
    assert.equal(story.whistle.state, 'cancelled');
    assert.equal(story.tries('td-a', 'cancel').verdict, 'ignored');
    for (const verb of ['confirm', 'edit', 'add-department', 'approve', 'disapprove'] as const)
      assert.equal(refusalOf(story.tries('td-lead', verb))?.code, lateOrNotYours(verb), verb);
    assert.deepEqual(refusalOf(story.tries('td-a', 'confirm')), {
      code: 'too-late',
      state: '已取消',
    });
  });

  it('is its blower’s alone: nobody else confirms, edits, cancels or completes it (I6)', () => {
    for (const verb of ['confirm', 'edit', 'cancel', 'add-department'] as const)
      assert.deepEqual(refusalOf(aStory().tries('td-b', verb, { org: 'CGJ' })), {
        code: 'not-yours',
        allowed: '吹哨人',
      });
  });

  it('shows how to change it: on its card after a tap, anew after words', () => {
    assert.equal(aStory().tries('td-a', 'edit', { tapped: true }).verdict, 'ignored');
    assert.deepEqual(messagesOf(aStory().tries('td-a', 'edit')), ['draft→person:td-a']);
  });

  it('that was sent cannot be edited, cancelled or added to any more', () => {
    for (const story of [aStory().then('td-a', 'confirm'), dispatched(), archived()])
      for (const verb of ['edit', 'cancel', 'add-department'] as const) {
        const refusal = refusalOf(story.tries('td-a', verb, { org: 'XFD' }));
        assert.equal(refusal?.code, 'too-late');
        assert.doesNotMatch(refusal.state, /[a-z]/, 'the state is a word for people');
      }
  });

  it('is only looked at by 查哨: nothing changes', () => {
    assert.equal(aStory().tries('td-a', 'show').verdict, 'ignored');
    assert.equal(dispatched().tries('cgj-a', 'show').verdict, 'ignored');
  });
});

const lateOrNotYours = (verb: string) =>
  ['approve', 'disapprove'].includes(verb) ? 'too-late' : 'not-yours';
