import assert from 'node:assert/strict';
import { demandLine } from '../../../src/bot/cards/demand.ts';
import { masked } from '../../../src/bot/cards/frame.ts';
import { originLine } from '../../../src/bot/cards/origin-line.ts';
import { readFileSync } from 'node:fs';
import { parse } from '../../../src/bot/parse.ts';
import type { Category, WhistleKind } from '../../../src/domain/names.ts';
import { hintsOf } from '../../../src/flows/whistle/hints.ts';
import { isOpenTo } from '../../../src/flows/whistle/open-kinds.ts';
import {
  aCall,
  aReading,
  aSeat,
  aStory,
  aWhistle,
  at,
  book,
  bookWith,
  directory,
  messagesOf,
  refusalOf,
  anOrigin,
} from '../../support/a-whistle.ts';

const panlongText = (name: string) =>
  readFileSync(new URL(`../../../rulebooks/panlong/${name}.yaml`, import.meta.url), 'utf8');

const drafted = (by: string, more: Parameters<typeof aCall>[0], text?: string, using = {}) =>
  aStory(null, using).then(by, 'tell', { reading: aCall(more, text) });
const seatsOf = ({ whistle }: ReturnType<typeof aStory>) =>
  whistle.participations.map(({ org, role }) => `${org} ${role}`);
const hintTypes = ({ whistle }: ReturnType<typeof aStory>) =>
  hintsOf(directory, whistle).map(({ type }) => type);
const kindsWith = (kind: WhistleKind, more: object) =>
  bookWith({ kinds: { ...book.kinds, [kind]: { ...book.kinds[kind], ...more } } });

describe('pilots', () => {
  const onlyTd = kindsWith('community', { openTo: ['TD'] });

  it('turn a kind on for one street: the others are told kindly what they can use (S05)', () => {
    const tells = (by: string) =>
      aStory(null, { directory: onlyTd }).tries(by, 'tell', {
        reading: aCall({ kind: 'community' }),
      });
    assert.equal(tells('td-a').verdict, 'changed');
    assert.deepEqual(refusalOf(tells('gl-a')), {
      code: 'not-open-here',
      org: '鼓楼街道',
      kind: '社区吹哨',
      instead: ['街道吹哨', '党建联盟吹哨', '项目吹哨'],
    });
    assert.equal(refusalOf(tells('jxsq-a'))?.code, 'not-open-here');
  });

  it('say of a kind that another unit blows what they may blow instead (S13)', () => {
    const tries = aStory(null).tries('td-a', 'tell', { reading: aCall({ kind: 'service' }) });
    assert.deepEqual(refusalOf(tries), {
      ...{ code: 'not-their-kind', org: '拓东街道', kind: '政务吹哨' },
      instead: ['街道吹哨', '社区吹哨', '党建联盟吹哨', '项目吹哨'],
    });
  });

  it('open a kind to a community with its street (S05, S08)', () => {
    const onlyLm = kindsWith('community', { openTo: ['LM'] });
    const org = directory.org('JXSQ');
    assert.ok(org);
    assert.equal(isOpenTo(onlyLm, 'community', org), true);
    assert.equal(isOpenTo(onlyTd, 'community', org), false);
  });

  it('start with six streets and 政务局; communities go with their street (S08)', () => {
    const said = { because: { kind: [{ text: '', at: 0 }] } };
    for (const { code, type } of book.orgs.filter((one) => one.type === 'street')) {
      const decision = aStory(null).tries(`${code.toLowerCase()}-a`, 'tell', { reading: aCall() });
      const pilot = ['TD', 'GL', 'DH', 'LM', 'JC', 'CB'].includes(code);
      assert.equal(decision.verdict, pilot ? 'changed' : 'refused', `${code} ${type}`);
    }
    assert.equal(drafted('zwj-a', { kind: 'service', ...said }).whistle.kind, 'service');
    const inactive = aStory(null).tries('bshsq-a', 'tell', {
      reading: aCall({ kind: 'community', ...said }),
    });
    assert.equal(refusalOf(inactive)?.code, 'not-open-here');
    const orgs = book.orgs.map((one) => (one.code === 'LM' ? { ...one, active: false } : one));
    const closed = aStory(null, { directory: bookWith({ orgs }) }).tries('jxsq-a', 'tell', {
      reading: aCall({ kind: 'community' }),
    });
    assert.equal(refusalOf(closed)?.code, 'not-open-here');
  });
});

describe('街道吹哨', () => {
  it('is what a street blows that names no kind, and calls departments (S13)', () => {
    const story = drafted('td-a', { matter: 'R01', place: '白塔路', effort: '已劝离3次' });
    assert.equal(story.whistle.kind, 'street');
    assert.deepEqual(seatsOf(story), ['CGJ lead', 'SJJ assist', 'GAJ assist']);
    story.then('td-a', 'confirm').then('td-lead', 'approve');
    for (const org of ['CGJ', 'SJJ', 'GAJ']) assert.ok(story.told.includes(`summons→unit:${org}`));
  });

  it('seats a market body and a social organisation with clocks of their own (S45)', () => {
    const called = ['CGJ', 'HMWY', 'ZYXH'].map((org) => ({ org, role: 'assist' as const }));
    const story = drafted('lm-a', {
      matter: 'R02',
      place: '万宏路',
      effort: '已清扫2次',
      departments: called,
    });
    story.then('lm-a', 'confirm').then('lm-lead', 'approve').then('hmwy-a', 'check-in');
    assert.equal(story.seat('HMWY').state, 'checked_in');
    const own = story.whistle.clocks.filter(({ org }) => org === 'ZYXH');
    assert.deepEqual(
      own.map(({ stage }) => stage),
      ['sign', 'checkIn', 'onSite', 'finish'],
    );
  });

  it('hears them by name in a sentence, and keeps the background out (S45)', () => {
    const [read] = parse(
      '联盟街道万宏路垃圾堆积，已清扫2次，物业不管，请城管局、惠民物业公司、联盟街道志愿者协会来',
      book.lexicon,
    ).whistles;
    assert.deepEqual(
      read?.departments.map(({ org }) => org),
      ['CGJ', 'HMWY', 'ZYXH'],
    );
  });

  it('takes matters of traffic, dirt and public order for routine ones (S18)', () => {
    const groups = ['交通出行', '环境脏乱', '社会治安'];
    const daily = book.matters.filter(({ group }) => groups.includes(group));
    assert.equal(new Set(daily.map(({ group }) => group)).size, 3);
    for (const { code, name } of daily) {
      const [read] = parse(`拓东街道白塔路${name}，请来处理`, book.lexicon).whistles;
      assert.equal(read?.matter, code, name);
      assert.equal(read.category, 'routine', name);
    }
  });
});

describe('only the configured approvers', () => {
  const kinds: readonly (readonly [WhistleKind, string, string])[] = [
    ['street', 'td-a', 'TD'],
    ['service', 'zwj-a', 'ZWJ'],
    ['alliance', 'lmdj-a', 'LMDJ'],
    ['project', 'bcxm-a', 'BCXM'],
  ];
  for (const [kind, blower, blowerOrg] of kinds)
    for (const category of ['routine', 'tackle'] as const satisfies Category[])
      it(`release a ${kind} ${category} whistle (S50)`, () => {
        const org = kind === 'alliance' ? 'GDJ' : 'CGJ';
        const draft = aWhistle({
          ...{ kind, category, blower, blowerOrg },
          participations: [aSeat({ org })],
        });
        const waiting = aStory(draft).then(blower, 'confirm');
        assert.equal(waiting.whistle.state, 'pending_approval');
        const rule = book.kinds[kind].approvers[category];
        assert.ok(rule.type === 'before');
        const holding = (posts: readonly string[]) =>
          book.members
            .filter((one) => one.org === blowerOrg && posts.includes(one.post))
            .map(({ userId }) => userId);
        const released = book.members
          .filter(
            ({ userId }) => aStory(waiting.whistle).tries(userId, 'approve').verdict === 'changed',
          )
          .map(({ userId }) => userId);
        assert.deepEqual(released, holding(rule.posts));
      });
});

describe('政务吹哨', () => {
  const called = ['ZJJ', 'ZRZ', 'SJJ'].map((org) => ({ org, role: 'assist' as const }));
  const blown = (more = {}) =>
    drafted('zwj-a', {
      matter: 'T06',
      category: 'tackle',
      effort: '已协调2次',
      departments: called,
      ...more,
    });

  it('names three approval departments and the item, and goes by 政务局’s leader (S15)', () => {
    const story = blown({ kind: 'service', item: '530103-2026-0012' });
    assert.deepEqual(hintTypes(story), [], 'its own bureau is not offered');
    const scene = { whistle: story.whistle, directory };
    assert.equal(originLine(scene), '哨源：部门自查');
    assert.deepEqual(
      demandLine(
        { text: '编码 530103-2026-0012 电话 13800000000', item: '530103-2026-0012' },
        masked,
      ),
      ['诉求：编码 530103-2026-0012 电话 13****'],
    );
    story.then('zwj-a', 'confirm');
    assert.equal(story.whistle.state, 'pending_approval');
    assert.match(story.told.join(), /approval→person:zwj-(f|lead)/u);
    story.then('zwj-f', 'approve');
    assert.deepEqual(seatsOf(story), ['ZJJ lead', 'ZRZ assist', 'SJJ assist']);
    assert.equal(story.whistle.item, '530103-2026-0012');
    assert.equal(story.whistle.street, null);
  });

  it('asks once for counter or item code, and does not wait for it (S15)', () => {
    const story = blown({ kind: 'service' });
    assert.deepEqual(hintTypes(story), ['ask-item']);
    story.then('zwj-a', 'tell', {
      reading: aReading({ departments: [{ org: 'SWS', role: 'assist' }] }),
    });
    assert.deepEqual(hintTypes(story), []);
    assert.deepEqual(story.whistle.asked, ['ask-item']);
    assert.equal(story.tries('zwj-a', 'confirm').verdict, 'changed');
  });

  it('takes a bare code for the answer', () => {
    const story = blown({ kind: 'service' });
    story.then('zwj-a', 'tell', { reading: aReading({}, { text: '530103-2026-0012' }) });
    assert.equal(story.whistle.item, '530103-2026-0012');
  });

  it('is what the bureau blows that names no kind', () => {
    assert.equal(blown({ kind: 'street' }).whistle.kind, 'service');
  });
});

describe('党建联盟吹哨', () => {
  const call = (...orgs: string[]) => orgs.map((org) => ({ org, role: 'assist' as const }));
  const ready = {
    kind: 'alliance',
    street: 'LM',
    place: '金星社区',
    matter: 'R19',
    effort: '已清点',
  } as const;

  it('copies a district department it names, and never lets it lead (S16)', () => {
    const lead = { org: 'CGJ', role: 'lead' as const };
    const story = drafted('lmdj-a', { ...ready, departments: [lead, ...call('GDJ', 'TX')] });
    assert.deepEqual(seatsOf(story), ['GDJ lead', 'TX assist']);
    assert.deepEqual(story.whistle.observers, ['CGJ']);
    assert.deepEqual(hintTypes(story)[0], 'copies');
    story.then('lmdj-a', 'confirm');
    assert.equal(story.whistle.kind, 'alliance');
    story.then('lmdj-lead', 'approve');
    assert.ok(story.told.includes('notice:dispatched→unit:CGJ'));
    assert.equal(
      story.whistle.clocks.some(({ org }) => org === 'CGJ'),
      false,
    );
    assert.equal(refusalOf(story.tries('cgj-a', 'check-in'))?.code, 'not-summoned');
  });

  it('tells the copied one of the end as well, and asks no rating of it (S16)', () => {
    const story = drafted('lmdj-a', { ...ready, departments: call('CGJ', 'GDJ') });
    story.then('lmdj-a', 'confirm').then('lmdj-lead', 'approve');
    story.then('gdj-a', 'on-site').then('gdj-a', 'done', { sentence: '已理顺' });
    story.then('lmdj-a', 'verify');
    assert.deepEqual(
      story.told.filter((one) => one.startsWith('rate')),
      ['rate→person:lmdj-a'],
    );
    story.then('lmdj-a', 'rate', { org: 'GDJ' });
    assert.equal(story.whistle.state, 'archived');
    assert.ok(story.told.includes('notice:archived→unit:CGJ'));
  });

  it('offers the matrix’s public units when nobody is named', () => {
    const story = drafted('lmdj-a', ready);
    assert.deepEqual(seatsOf(story), ['TX lead', 'GDJ assist']);
    assert.deepEqual(story.whistle.observers, []);
  });

  it('without a public unit becomes a street whistle, and says so before (S16, S50)', () => {
    const story = drafted('lm-a', { ...ready, matter: 'R01', departments: call('CGJ') });
    assert.deepEqual(hintsOf(directory, story.whistle)[0], {
      type: 'becomes-street',
      from: 'alliance',
      orgs: ['CGJ'],
    });
    story.then('lm-a', 'confirm');
    assert.equal(story.whistle.kind, 'street');
  });

  it('keeps copies apart when units are added and sent away later', () => {
    const story = drafted('lmdj-a', { ...ready, departments: call('CGJ', 'GDJ') });
    story.then('lmdj-a', 'tell', { reading: aReading({ departments: call('TX', 'GAJ') }) });
    assert.deepEqual(story.whistle.observers, ['CGJ', 'GAJ']);
    assert.deepEqual(seatsOf(story), ['GDJ lead', 'TX assist']);
    story.then('lmdj-a', 'tell', { reading: aReading({ excluded: ['CGJ'] }) });
    assert.deepEqual(story.whistle.observers, ['GAJ']);
  });

  it('leaves nobody to watch in an emergency', () => {
    const story = drafted('lm-a', {
      ...ready,
      category: 'emergency',
      matter: 'E03',
      departments: call('XFD', 'RQ'),
    });
    assert.deepEqual(story.whistle.observers, []);
    assert.equal(story.then('lm-a', 'confirm').whistle.kind, 'street');
  });

  it('proposes two resources of its members that the text asks for (S51)', () => {
    const story = drafted(
      'lmdj-a',
      { ...ready, departments: call('TX') },
      '金星社区12号庭院飞线清理，要会议室开会',
    );
    const [hint] = hintsOf(directory, story.whistle);
    assert.ok(hint?.type === 'resources');
    assert.equal(hint.resources.length, 2);
    const elsewhere = { ...story.whistle, blowerOrg: 'TD' };
    assert.ok(hintsOf(directory, elsewhere).every(({ type }) => type !== 'resources'));
  });
});

describe('a whistle in another street’s name', () => {
  it('is told to whoever blows it, who may mend it in one sentence (S22)', () => {
    const { whistle } = drafted('td-a', { street: 'DH' });
    const hint = hintsOf(directory, whistle).find(({ type }) => type === 'other-street');
    assert.deepEqual(hint, { type: 'other-street', own: 'TD', written: 'DH' });
    assert.equal(parse('街道改成拓东街道', book.lexicon).facts.street, 'TD');
    assert.ok(!hintTypes(drafted('td-a', { street: 'TD' })).includes('other-street'));
    assert.ok(!hintTypes(drafted('td-a', { street: null })).includes('other-street'));
  });
});

describe('项目吹哨', () => {
  const sample =
    '项目吹哨：北辰大道地块征收最后3户谈不拢，影响开工，项目部已入户11次，请更新局牵头，司法、信访配合，金辰街道';

  it('is linked to the project that its text names (S17)', () => {
    const [read] = parse(sample, book.lexicon).whistles;
    const story = aStory(null).then('jc-a', 'tell', { reading: aCall(read, sample) });
    assert.equal(story.whistle.project, 'P01');
    assert.deepEqual(seatsOf(story), ['GXJ lead', 'SFJ assist', 'XFJ assist']);
    story.then('jc-a', 'confirm').then('jc-lead', 'approve');
    assert.equal(story.whistle.state, 'dispatched');
  });

  it('is linked to its office’s only project, and asked once when there are several (S17)', () => {
    const ready = {
      kind: 'project',
      street: 'JC',
      place: '北辰大道',
      matter: 'T04',
      effort: '已入户11次',
    } as const;
    assert.equal(drafted('bcxm-a', ready).whistle.project, 'P01');
    const story = drafted('jc-a', ready);
    assert.equal(story.whistle.project, null);
    assert.deepEqual(hintsOf(directory, story.whistle), [
      { type: 'ask-project', projects: ['P01', 'P02'] },
    ]);
    story.then('jc-a', 'tell', { reading: aReading({}, { text: '桃源街更新' }) });
    assert.equal(story.whistle.project, 'P02');
    assert.deepEqual(hintTypes(story), []);
  });

  it('is approved by the project office’s head (S50)', () => {
    const story = drafted('bcxm-a', {
      kind: 'project',
      street: 'JC',
      place: '北辰大道',
      matter: 'T04',
      effort: '已入户11次',
    });
    assert.deepEqual(messagesOf(story.tries('bcxm-a', 'confirm')), ['approval→person:bcxm-lead']);
  });
});

describe('a draft', () => {
  it('learns from a later sentence who brought it; a patrol’s report stays one (S67)', () => {
    const story = aStory().then('td-a', 'tell', { reading: aReading({ source: 'resident' }) });
    assert.equal(story.whistle.origins[0]?.source, 'resident');
    const patrol = aStory(aWhistle({ origins: [anOrigin({ source: 'patrol' })] }));
    patrol.then('td-a', 'tell', { reading: aReading({ source: 'resident', headcount: 2 }) });
    assert.equal(patrol.whistle.origins[0]?.source, 'patrol');
  });

  it('takes time and headcount from a later sentence (S14)', () => {
    const story = drafted('jxsq-a', { kind: 'community', place: '金星社区', matter: 'R13' });
    const appointed = { day: { type: 'offset', days: 1 }, time: '09:00', edge: 'at' } as const;
    story.then('jxsq-a', 'tell', { reading: aReading({ appointed, headcount: 8 }) });
    assert.deepEqual([story.whistle.appointedAt, story.whistle.headcount], [at('24 09:00'), 8]);
    assert.deepEqual(seatsOf(story), []);
  });

  it('is not a member’s or volunteer’s to blow for the community: what they tell is a report (S49)', () => {
    for (const by of ['jxsq-p1', 'jxsq-v1']) {
      const story = aStory(null).then(by, 'tell', { reading: aCall({ kind: 'community' }) });
      assert.deepEqual([story.whistle.state, story.whistle.desk], ['reported', 'JXSQ']);
    }
  });

  it('of a community in an emergency calls the matrix’s departments all the same (S20)', () => {
    const story = drafted('jxsq-a', {
      kind: 'community',
      category: 'emergency',
      matter: 'E03',
      place: '3栋',
    });
    assert.equal(seatsOf(story)[0], 'ZJJ lead');
    story.then('jxsq-a', 'confirm');
    assert.deepEqual([story.whistle.kind, story.whistle.state], ['street', 'dispatched']);
  });
});

it('has the kinds’ file explain every key it may have', () => {
  for (const key of ['openTo', 'observers', 'reaches'])
    assert.ok(panlongText('kinds').includes(`#   ${key}`));
});
