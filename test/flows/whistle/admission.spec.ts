import assert from 'node:assert/strict';
import { DECLARED } from '../../../src/domain/admission.ts';
import type { Decision } from '../../../src/domain/decision.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Reading } from '../../../src/domain/reading.ts';
import type { AdmissionRule, AdmissionRules, RuleMode } from '../../../src/domain/rule-book.ts';
import type { Finding, Whistle } from '../../../src/domain/whistle.ts';
import { findingsOf, missingStatements } from '../../../src/flows/whistle/admission.ts';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import { missingFacts } from '../../../src/flows/whistle/missing-facts.ts';
import type { Rates } from '../../../src/flows/whistle/facts.ts';
import { ratesOf } from '../../../src/flows/whistle/rates.ts';
import {
  aCall,
  aReading,
  aSeat,
  aStory,
  aWhistle,
  anEmergency,
  at,
  book,
  bookWith,
  command,
  directory,
  facts,
  isMessage,
  messagesOf,
  refusalOf,
  spelled,
} from '../../support/a-whistle.ts';

const withAdmission = (more: Partial<AdmissionRules>): Directory =>
  bookWith({ admission: { ...book.admission, ...more } });
const inMode = (rule: AdmissionRule, mode: RuleMode): Directory =>
  withAdmission({ modes: { ...book.admission.modes, [rule]: mode } });
const inStreetOnly = (rule: AdmissionRule, mode: RuleMode, street: string): Directory =>
  withAdmission({ overrides: [{ streets: [street], kinds: ['street'], modes: { [rule]: mode } }] });

const found = (
  whistle: Whistle,
  rule: AdmissionRule,
  using: Directory = directory,
  rates: Rates | null = null,
): Finding | undefined =>
  findingsOf(whistle, { directory: using, rates }).find((one) => one.rule === rule);

const blows = (reading: Reading, using: Directory = directory, by = 'td-a'): Decision<Whistle> =>
  decideWhistle(null, command(by, 'tell', { reading }), facts(by, { directory: using }));
const made = (decision: Decision<Whistle>): Whistle => {
  assert.equal(decision.verdict, 'changed', JSON.stringify(decision));
  return decision.next;
};

const posters = aCall(
  { ownDuty: '楼道小广告清理', place: '拓东小区3栋', departments: [{ org: 'CGJ', role: 'lead' }] },
  '拓东小区3栋楼道小广告多，请城管局来清',
);
const says = (text: string, more: Parameters<typeof aReading>[0] = {}) => ({
  reading: aReading(more, { text }),
});

describe('a whistle about the street’s own duty', () => {
  it('is held at once where that is enforced, with the list item quoted (S22)', () => {
    const decision = blows(posters);
    const held = made(decision);
    assert.equal(held.state, 'held');
    assert.equal(held.reason, '属街道基本职责清单：楼道小广告清理');
    assert.deepEqual(messagesOf(decision), ['notice:held→person:td-a']);
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(
      decision.events.map(({ type }) => type),
      ['drafted', 'held'],
    );
    assert.deepEqual(
      held.clocks.map(({ stage }) => stage),
      ['draft'],
    );
  });

  it('only warns where the district tries the rule out, and may be confirmed (S06)', () => {
    for (const using of [inMode('ownDuty', 'warn'), inStreetOnly('ownDuty', 'warn', 'TD')]) {
      const reading = aCall({ ...posters.facts, effort: '已清理3次', matter: 'R20' });
      const draft = made(blows(reading, using));
      assert.equal(draft.state, 'draft');
      assert.deepEqual(
        draft.findings.filter(({ rule }) => rule === 'ownDuty'),
        [{ rule: 'ownDuty', mode: 'warn', about: '楼道小广告清理' }],
      );
      const story = aStory(draft, { directory: using }).then('td-a', 'confirm');
      assert.equal(story.whistle.state, 'pending_approval');
    }
    assert.equal(made(blows(posters, inStreetOnly('ownDuty', 'warn', 'GL'))).state, 'held');
    assert.equal(made(blows(posters, inMode('ownDuty', 'off'))).state, 'draft');
  });

  it('is lifted by what the street did and why it cannot, asked for one by one (S22)', () => {
    const story = aStory(made(blows(posters)));
    story.then('td-a', 'tell', says('上门清理5次', { effort: '上门清理5次' }));
    assert.equal(story.whistle.state, 'held');
    assert.deepEqual(refusalOf(story.tries('td-a', 'tell', says('好的'))), {
      code: 'nothing-new',
      asked: 'beyond',
    });
    story.then('td-a', 'tell', says('街道没有执法权'));
    const { state, reason, effort, beyond, findings } = story.whistle;
    assert.deepEqual(
      [state, reason, effort, beyond, findings],
      ['draft', null, '上门清理5次', '街道没有执法权', []],
    );
    assert.deepEqual(story.told, ['draft→person:td-a']);
  });

  it('is lifted by a sentence that says both', () => {
    const story = aStory(made(blows(posters)));
    const both = { effort: '清理5次', beyond: '业主阻拦，没有执法权' };
    story.then('td-a', 'tell', says('清理5次，业主阻拦，没有执法权', both));
    assert.equal(story.whistle.state, 'draft');
  });

  it('is not found where the first sentence shows the street’s limit, nor in an emergency', () => {
    const limit = { effort: '清理5次', beyond: '没有执法权' };
    assert.equal(made(blows(aCall({ ...posters.facts, ...limit }))).state, 'draft');
    assert.equal(found(anEmergency({ ownDuty: '楼道小广告清理' }), 'ownDuty'), undefined);
  });

  it('can be cancelled; opened again for changes it still cannot be confirmed', () => {
    const held = made(blows(posters));
    assert.equal(aStory(held).then('td-a', 'cancel').whistle.state, 'cancelled');
    const story = aStory({ ...held, matter: 'R20', effort: '清理5次' });
    story.then('td-a', 'edit', { tapped: true });
    assert.equal(story.whistle.state, 'draft');
    story.then('td-a', 'confirm', { tapped: true });
    assert.deepEqual([story.whistle.state, story.told], ['held', []]);
  });

  it('is another whistle’s once its matter is corrected', () => {
    const story = aStory(made(blows(posters)));
    const reading = aReading(
      { matter: 'R20' },
      { text: '更正：是广告牌破了', intent: { type: 'correct', number: null } },
    );
    story.then('td-a', 'tell', { reading });
    assert.deepEqual([story.whistle.state, story.whistle.ownDuty], ['draft', null]);
  });
});

describe('a whistle the responsibility matrix has no entry for', () => {
  const lost = aWhistle({ matter: null, participations: [], matterCandidates: ['R14', 'R21'] });
  const LXB = aSeat({ org: 'LXB' });

  it('is in the blower’s own words after 都不是, typed in any of its ways, or tapped (S59)', () => {
    for (const text of ['都不是', '0', ' ０ ', '都不是。', '清单里没有'])
      assert.equal(aStory(lost).then('td-a', 'tell', says(text)).whistle.unlisted, lost.text);
    const words = aStory(lost).then('td-a', 'tell', says('都不是，是共享雨伞没人管')).whistle;
    assert.deepEqual([words.unlisted, words.matterCandidates], ['共享雨伞没人管', []]);
    const tapped = aStory(lost).then('td-a', 'choose-matter', { matter: null, tapped: true });
    assert.deepEqual([tapped.whistle.unlisted, tapped.told], [lost.text, []]);
    assert.deepEqual(missingFacts(directory, tapped.whistle), []);
  });

  it('calls whom it names, and the leading-group office where it names nobody (S59)', () => {
    const nobody = aStory(lost).then('td-a', 'choose-matter', { matter: null });
    assert.deepEqual(nobody.whistle.participations, [LXB]);
    const named = aStory({ ...lost, participations: [aSeat({ org: 'MZJ' })] });
    named.then('td-a', 'choose-matter', { matter: null });
    assert.deepEqual(named.whistle.participations, [aSeat({ org: 'MZJ' })]);
    nobody.then('td-a', 'tell', says('请民政', { departments: [{ org: 'MZJ', role: 'assist' }] }));
    assert.deepEqual(nobody.whistle.participations, [aSeat({ org: 'MZJ' })]);
  });

  it('in an emergency calls whoever stands in for everybody, at once (S20, S59)', () => {
    const urgent = aStory({ ...lost, category: 'emergency' });
    urgent.then('td-a', 'choose-matter', { matter: null });
    const [owner] = directory.orgsWithDuty('emergency-fallback');
    assert.deepEqual(urgent.whistle.participations, [aSeat({ org: owner?.code ?? '' })]);
    assert.equal(urgent.then('td-a', 'confirm').whistle.state, 'dispatched');
  });

  it('goes out all the same, and the office is asked for an owner and an entry (S25, S59)', () => {
    const story = aStory(lost).then('td-a', 'choose-matter', { matter: null });
    assert.deepEqual(story.whistle.findings, [{ rule: 'basis', mode: 'warn', about: lost.text }]);
    story.then('td-a', 'confirm').then('td-lead', 'approve');
    assert.equal(story.whistle.state, 'dispatched');
    const asked = story.lastEffects
      .filter(isMessage)
      .find((one) => spelled(one).includes('unlisted'));
    assert.deepEqual([asked?.conversation, asked?.fallback], ['unit:LXB', 'person:lxb-a']);
  });

  it('asks the office for nothing where the rule is off', () => {
    const story = aStory(lost, { directory: inMode('basis', 'off') });
    story.then('td-a', 'choose-matter', { matter: null }).then('td-a', 'confirm');
    story.then('td-lead', 'approve');
    assert.ok(!story.told.some((one) => one.includes('unlisted')));
  });

  it('is held where an entry is enforced, until the matter is one of the list', () => {
    const story = aStory(lost, { directory: inMode('basis', 'enforce') });
    story.then('td-a', 'choose-matter', { matter: null });
    assert.equal(story.whistle.state, 'held');
    assert.deepEqual(story.told, ['notice:held→person:td-a', 'notice:unlisted→unit:LXB']);
    story.then('td-a', 'tell', says('狗叫扰民', { matter: 'R14' }));
    const { state, unlisted, matter, participations } = story.whistle;
    assert.deepEqual([state, unlisted, matter], ['draft', null, 'R14']);
    assert.deepEqual(participations[0]?.org, 'GAJ');
  });

  it('takes an offered matter by a tap, with its departments, and none that was not offered', () => {
    const story = aStory(lost).then('td-a', 'choose-matter', { matter: 'R14', tapped: true });
    assert.deepEqual([story.whistle.matter, story.whistle.participations[0]?.org], ['R14', 'GAJ']);
    assert.equal(aStory(lost).tries('td-a', 'choose-matter', { matter: 'R01' }).verdict, 'ignored');
    assert.equal(story.tries('td-a', 'choose-matter', { matter: null }).verdict, 'ignored');
    assert.equal(
      refusalOf(aStory(lost).tries('td-lead', 'choose-matter', { matter: 'R14' }))?.code,
      'not-yours',
    );
  });

  it('cannot leave with neither matter nor words, whatever the rule book asks for (S25)', () => {
    const using = withAdmission({
      facts: { ...book.admission.facts, routine: ['departments'] },
    });
    const refusal = refusalOf(
      aStory(aWhistle({ matter: null }), { directory: using }).tries('td-a', 'confirm'),
    );
    assert.deepEqual(refusal, { code: 'incomplete', missing: ['matter'] });
  });
});

describe('a whistle that only calls itself urgent', () => {
  const urgent = aCall({ onlySaysEmergency: true, matter: 'R01', category: 'routine' });

  it('stays what its matter makes it, and says so, in either mode (S20)', () => {
    for (const mode of ['warn', 'enforce'] as const) {
      const draft = made(blows(urgent, inMode('emergencyWords', mode)));
      assert.deepEqual([draft.category, draft.state], ['routine', 'draft']);
      assert.equal(draft.findings.find(({ rule }) => rule === 'emergencyWords')?.mode, mode);
    }
  });

  it('is an emergency where the rule is off, in that street alone', () => {
    assert.equal(made(blows(urgent, inMode('emergencyWords', 'off'))).category, 'emergency');
    const there = inStreetOnly('emergencyWords', 'off', 'TD');
    assert.equal(made(blows(urgent, there)).category, 'emergency');
    assert.equal(made(blows(urgent, there, 'gl-a')).category, 'routine');
  });

  it('is told nothing of it once a danger is stated', () => {
    const draft = made(blows(urgent));
    const story = aStory(draft).then(
      'td-a',
      'tell',
      says('有人被困', { category: 'emergency', matter: 'E11' }),
    );
    assert.ok(!story.whistle.findings.some(({ rule }) => rule === 'emergencyWords'));
  });
});

describe('the rate of a street', () => {
  const often: Rates = { own: 12, median: 4, submitted: 12, invalid: 0 };

  it('is pointed out above twice the median, from a few whistles on (S22)', () => {
    const rate = (more: Partial<Rates>) =>
      found(aWhistle(), 'rate', directory, { ...often, ...more })?.about;
    assert.equal(rate({}), '近30日已吹哨12件，各街道中位数4件');
    assert.equal(rate({ own: 8 }), undefined);
    assert.equal(rate({ own: 4, median: 0 }), undefined);
    assert.equal(rate({ own: 5, median: 0, submitted: 5 }), '近30日已吹哨5件，各街道中位数0件');
  });

  it('is pointed out when one in ten is held or withdrawn', () => {
    const rate = (invalid: number) =>
      found(aWhistle(), 'rate', directory, { own: 5, median: 4, submitted: 10, invalid })?.about;
    assert.equal(rate(1), undefined);
    assert.equal(rate(2), '近30日提请10件，其中不予吹哨或撤哨2件');
  });

  it('warns, is off, or holds at the moment it is confirmed, but never an emergency (S06)', () => {
    const confirms = (mode: RuleMode, draft = aWhistle()) =>
      aStory(draft, { directory: inMode('rate', mode), rates: often }).then('td-a', 'confirm');
    assert.equal(confirms('warn').whistle.state, 'pending_approval');
    assert.deepEqual(confirms('off').whistle.findings, []);
    const held = confirms('enforce');
    assert.equal(held.whistle.state, 'held');
    assert.deepEqual(held.told, ['notice:held→person:td-a']);
    assert.equal(confirms('enforce', anEmergency()).whistle.state, 'dispatched');
  });

  it('keeps what was counted when a tap does not count again', () => {
    const counted = aStory(aWhistle(), { rates: often }).tries('td-a', 'tell', {
      reading: aReading({ departments: [{ org: 'GAJ', role: 'assist' }] }, { text: '加上公安' }),
    });
    const draft = made(counted);
    const again = aStory(draft).then('td-a', 'edit');
    assert.deepEqual(again.whistle.findings, draft.findings);
  });

  it('counts a community’s whistles for its street, and the median over open streets', () => {
    const count = (org: string, dispatched: number, invalid = 0) => ({
      org,
      dispatched,
      submitted: dispatched + invalid,
      invalid,
    });
    const community = book.orgs.find((one) => one.type === 'community' && one.parent === 'LM');
    assert.ok(community);
    const counts = [count('LM', 6), count(community.code, 3, 1), count('TD', 2), count('QY', 50)];
    const rates = ratesOf(counts, 'LM', directory);
    assert.deepEqual(rates, { own: 9, median: 0, submitted: 10, invalid: 1 });
    const more = ['GL', 'DH', 'JC'].map((org) => count(org, 3));
    assert.equal(ratesOf([...counts, ...more], 'TD', directory).median, 3);
  });
});

describe('a quick whistle', () => {
  const lamp = (more: Partial<Whistle> = {}) =>
    aWhistle({ matter: 'R07', participations: [aSeat()], ...more });
  const quick = (whistle: Whistle, using = directory) => found(whistle, 'quick', using)?.about;

  it('is a small repair of one department, unless the rule is off', () => {
    assert.equal(quick(lamp()), 'R07');
    assert.equal(quick(aWhistle()), undefined);
    assert.equal(quick(lamp({ participations: aWhistle().participations })), undefined);
    assert.equal(quick(lamp({ category: 'tackle' })), undefined);
    assert.equal(quick(lamp(), inMode('quick', 'off')), undefined);
    assert.equal(quick(lamp(), inStreetOnly('quick', 'off', 'TD')), undefined);
  });

  it('may be approved by any member of the leadership, with one tap', () => {
    const onlyHead = {
      ...book.kinds.street.approvers,
      routine: { ...book.kinds.street.approvers.routine, posts: ['head' as const] },
    } as (typeof book.kinds.street)['approvers'];
    const kinds = { ...book.kinds, street: { ...book.kinds.street, approvers: onlyHead } };
    const asks = (draft: Whistle) =>
      aStory(draft, { directory: bookWith({ kinds }) }).then('td-a', 'confirm');
    const refused = asks(aWhistle()).tries('td-f', 'approve');
    assert.equal(refusalOf(refused)?.code, 'not-yours');
    assert.equal(asks(lamp()).then('td-f', 'approve').whistle.state, 'dispatched');
    assert.equal(refusalOf(asks(lamp()).tries('gl-f', 'approve'))?.code, 'not-yours');
  });

  it('of a member of the leadership goes out at once', () => {
    const story = aStory(lamp({ blower: 'td-b' })).then('td-b', 'confirm');
    assert.equal(story.whistle.approval?.how, 'self');
  });

  it('is one no more when a second department is called', () => {
    const alone = lamp({ participations: [aSeat({ org: 'GDJ' })] });
    const findings = findingsOf(alone, { directory, rates: null });
    assert.ok(findings.some(({ rule }) => rule === 'quick'));
    const story = aStory({ ...alone, findings });
    story.then('td-a', 'add-department', { org: 'CGJ' });
    assert.ok(!story.whistle.findings.some(({ rule }) => rule === 'quick'));
  });
});

describe('the two statements', () => {
  const asking = withAdmission({
    statements: { ...book.admission.statements, routine: 'ask', tackle: 'ask' },
  });

  it('are made by 确认吹哨 where the text does not make them (S01, S23)', () => {
    const { concern, beyond } = aStory().then('td-a', 'confirm').whistle;
    assert.deepEqual([concern, beyond], [DECLARED, DECLARED]);
    const shown = aWhistle({ concern: '居民联名反映' });
    const kept = aStory(shown).then('td-a', 'confirm').whistle;
    assert.deepEqual([kept.concern, kept.beyond], ['居民联名反映', DECLARED]);
  });

  it('are taken from a line of the blower’s, first the one, then the other (S23)', () => {
    const story = aStory().then('td-a', 'tell', says('本月接到居民投诉6次'));
    assert.equal(story.whistle.concern, '本月接到居民投诉6次');
    story.then('td-a', 'tell', says('街道没有执法权'));
    assert.equal(story.whistle.beyond, '街道没有执法权');
    assert.deepEqual(missingStatements(directory, story.whistle), []);
  });

  it('are asked for, exactly the missing one, where the district wants a line (S23)', () => {
    const story = aStory(aWhistle(), { directory: asking });
    const refusal = () => refusalOf(story.tries('td-a', 'confirm'));
    assert.deepEqual(refusal(), { code: 'needs-statement', statement: 'concern' });
    story.then('td-a', 'tell', says('本月接到居民投诉6次'));
    assert.deepEqual(refusal(), { code: 'needs-statement', statement: 'beyond' });
    assert.deepEqual(refusalOf(story.tries('td-a', 'tell', says('好的'))), {
      code: 'nothing-new',
      asked: 'beyond',
    });
    story.then('td-a', 'tell', says('街道没有执法权')).then('td-a', 'confirm');
    assert.equal(story.whistle.state, 'pending_approval');
  });

  it('are not asked for in an emergency, of a community, or where they are off (S20)', () => {
    assert.deepEqual(missingStatements(asking, anEmergency()), []);
    assert.deepEqual(missingStatements(asking, aWhistle({ kind: 'community' })), []);
    const off = withAdmission({
      statements: { ...book.admission.statements, routine: 'off' },
    });
    const { concern } = aStory(aWhistle(), { directory: off }).then('td-a', 'confirm').whistle;
    assert.equal(concern, null);
  });

  it('are not what a correction says, nor a word or two', () => {
    for (const text of ['地点改成没有', '快点', '好的'])
      assert.equal(aStory().tries('td-a', 'tell', says(text)).verdict, 'refused', text);
  });
});

describe('an emergency that went out without its basis', () => {
  const bare = anEmergency({ place: null, effort: null });
  const fillIn = (whistle: Whistle) =>
    aStory(whistle)
      .then('td-a', 'confirm')
      .lastEffects.filter(isMessage)
      .filter((one) => spelled(one).startsWith('notice:fill-in'));

  it('is asked for it once, afterwards, and the blower alone (S25)', () => {
    const [asked, ...more] = fillIn(bare);
    assert.deepEqual([asked?.conversation, asked?.dueAt], ['person:td-a', at('23 09:30')]);
    assert.deepEqual(more, []);
  });

  it('is asked for nothing where nothing is owed, and nobody else ever is', () => {
    assert.deepEqual(fillIn(anEmergency()), []);
    assert.deepEqual(fillIn(aWhistle()), []);
  });
});
