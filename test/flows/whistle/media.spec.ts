import assert from 'node:assert/strict';
import type { HeardMedia, SentBefore } from '../../../src/domain/media.ts';
import type { Point } from '../../../src/domain/origin.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import { decideWhistle } from '../../../src/flows/whistle/decide.ts';
import { decideMedia } from '../../../src/flows/media/decide.ts';
import {
  aCall,
  aGathering,
  aReading,
  aStory,
  aWhistle,
  command,
  dispatched,
  facts,
  gathered,
  isMessage,
  monday,
  refusalOf,
  spelled,
} from '../../support/a-whistle.ts';

const nowhere = { url: null, aesKey: null, mediaId: null, point: null };
const photo = (id = 'm-1', kind: HeardMedia['kind'] = 'image'): HeardMedia => ({
  id,
  kind,
  line: 'bot',
  source: { ...nowhere, url: 'https://example.test/p' },
});
const spot: Point = { latitude: 25.0713, longitude: 102.7384, label: '金星立交桥东侧' };
const place = (point: Point = spot): HeardMedia => ({
  id: 'm-9',
  kind: 'place',
  line: 'app',
  source: { ...nowhere, point },
});
const attach = (whistle: Whistle, by: string, ...media: HeardMedia[]) =>
  decideWhistle(
    whistle,
    { ...command(by, 'attach'), type: 'attach', target: { whistleId: 'w-1' }, media },
    facts(by),
  );
const idsOf = ({ attachments }: Whistle) => attachments.map(({ id }) => id);

describe('a photo', () => {
  it('sent after the words is attached to the draft, and its bytes are fetched (S30)', () => {
    const decision = attach(aWhistle(), 'td-a', photo(), photo('m-2', 'voice'));
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(idsOf(decision.next), ['m-1', 'm-2']);
    const fetched = decision.effects.filter((one) => one.kind === 'fetch');
    assert.deepEqual(
      fetched.map(({ key, payload }) => [key, payload]),
      [
        ['fetch/m-1', { mediaId: 'm-1' }],
        ['fetch/m-2', { mediaId: 'm-2' }],
      ],
    );
    assert.equal(attach(decision.next, 'td-a', photo()).verdict, 'ignored');
  });

  it('sent before the words comes with them, as does one in the same message (S30)', () => {
    const sent: SentBefore[] = [{ id: 'm-0', by: 'td-a', kind: 'image', point: null }];
    const reading = aCall({ matter: 'R01', place: '白塔路' });
    const tell = { ...command('td-a', 'tell', { reading }), media: [photo()] };
    const decision = decideWhistle(null, tell, facts('td-a', { sent }));
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(idsOf(decision.next), ['m-0', 'm-1']);
    const fetched = decision.effects.filter((one) => one.kind === 'fetch');
    assert.equal(fetched.length, 1, 'what was sent before is being fetched already');
  });

  it('whose words change nothing is still attached', () => {
    const tell = { ...command('td-a', 'tell', { reading: aReading({}, { text: '好的' }) }) };
    const bare = decideWhistle(aWhistle(), tell, facts('td-a'));
    assert.equal(bare.verdict, 'refused');
    const both = decideWhistle(aWhistle(), { ...tell, media: [photo()] } as never, facts('td-a'));
    assert.ok(both.verdict === 'changed');
    assert.deepEqual(idsOf(both.next), ['m-1']);
  });

  it('is refused to others’ drafts, after dispatch, and above the number the rule book allows', () => {
    assert.equal(refusalOf(attach(aWhistle(), 'td-b', photo()))?.code, 'not-yours');
    assert.equal(refusalOf(attach(dispatched().whistle, 'td-a', photo()))?.code, 'too-late');
    const many = Array.from({ length: 10 }, (_, nth) => photo(`m-${String(nth)}`));
    const refusal = refusalOf(attach(aWhistle(), 'td-a', ...many));
    assert.deepEqual(refusal, { code: 'too-many-photos', most: 9 });
  });

  it('goes to each department after its card, three at most, to its people alone when restricted (S61)', () => {
    const attachments = ['m-1', 'm-2', 'm-3', 'm-4'].map((id) => ({
      id,
      kind: 'image' as const,
      by: 'td-a',
      at: monday,
    }));
    const out = (more: Partial<Whistle>) =>
      aStory(aWhistle({ attachments, ...more }))
        .then('td-a', 'confirm')
        .then('td-lead', 'approve');
    const sent = out({}).lastEffects.filter(isMessage);
    const photos = sent.filter(({ payload }) => payload.type === 'photo');
    assert.equal(photos.length, 6);
    assert.equal(photos[0] && spelled(photos[0]), 'photo→unit:CGJ');
    assert.equal(new Set(photos.map(({ key }) => key)).size, 6);
    const first = (type: string) => sent.findIndex(({ payload }) => payload.type === type);
    assert.ok(first('summons') < first('photo'));
    const alone = out({ restricted: true }).told.filter((one) => one.startsWith('photo'));
    assert.equal(alone.length, 6);
    for (const one of alone) assert.match(one, /→person:(?:cgj|sjj)-/u);
  });

  it('goes to each who has come to a gathering, once and alone, and to nobody before (S14)', () => {
    const attachments = [{ id: 'm-1', kind: 'image' as const, by: 'jxsq-a', at: monday }];
    const story = gathered(0, aGathering({ attachments }));
    assert.ok(!story.told.some((one) => one.startsWith('photo')));
    assert.deepEqual(story.then('jxsq-p1', 'check-in').told, ['photo→person:jxsq-p1']);
    story.tries('jxsq-p1', 'check-in');
    assert.deepEqual(story.told, []);
  });

  it('that is lost is no longer counted, and its sender is asked for it again (I11)', () => {
    const attachments = [{ id: 'm-1', kind: 'image' as const, by: 'td-a', at: monday }];
    const lost = { by: 'td-a', line: 'bot', whistle: aWhistle({ attachments }) } as const;
    const gone = { type: 'lost', mediaId: 'm-1', reason: 'type' } as const;
    const decision = decideMedia(lost, gone, { now: monday });
    assert.ok(decision.verdict === 'changed');
    assert.deepEqual(decision.next?.attachments, []);
    assert.deepEqual(decision.effects.filter(isMessage).map(spelled), ['lost-photo→person:td-a']);
    const waiting = decideMedia({ ...lost, whistle: null }, gone, { now: monday });
    assert.ok(waiting.verdict === 'changed' && waiting.next === null);
  });
});

describe('a picked place', () => {
  const bare = aWhistle({ place: null, street: null, blower: 'lm-a', blowerOrg: 'LM' });

  it('is the place of a draft that has none, and finds street and grid (S43, S04)', () => {
    const decision = attach(bare, 'lm-a', place());
    assert.ok(decision.verdict === 'changed');
    const { place: where, street, grid, point } = decision.next;
    assert.deepEqual([where, street, grid], ['金星立交桥东侧', 'LM', 'JXSQ']);
    assert.deepEqual(point, spot);
    const nameless = attach(bare, 'lm-a', place({ ...spot, label: ' ' }));
    assert.ok(nameless.verdict === 'changed');
    assert.equal(nameless.next.place, '定位 25.07130,102.73840');
  });

  it('leaves a place that was written as it is', () => {
    const decision = attach(aWhistle(), 'td-a', place());
    assert.ok(decision.verdict === 'changed');
    assert.equal(decision.next.place, '白塔路菜市场门口');
  });
});

describe('the grid of a draft', () => {
  const inLm = { matter: 'R01', street: 'LM', effort: '已劝离' };
  const drafted = (where: string) =>
    aStory(null).then('lm-a', 'tell', { reading: aCall({ ...inLm, place: where }) });

  it('is found with every change, and asked for once where none fits (S43)', () => {
    const story = drafted('万宏路菜市场门口');
    assert.deepEqual([story.whistle.grid, story.whistle.asked], [null, ['grid']]);
    story.then('lm-a', 'tell', { reading: aReading({ effort: '已约谈摊主' }) });
    assert.deepEqual(story.whistle.asked, ['grid', 'grid-told']);
    story.then('lm-a', 'tell', { reading: aReading({ place: '金星社区菜市场' }) });
    assert.equal(story.whistle.grid, 'JXSQ');
    assert.deepEqual(drafted('金星社区12号庭院').whistle.asked, []);
  });

  it('is what its blower answers, by a community’s name alone, and stays while the place does (S43)', () => {
    const story = drafted('万宏路菜市场门口');
    story.then('lm-a', 'tell', { reading: aReading({ place: '小坝社区' }, { text: '小坝社区' }) });
    const { grid, place: where } = story.whistle;
    assert.deepEqual([grid, where], ['XBSQ', '万宏路菜市场门口']);
    story.then('lm-a', 'tell', { reading: aReading({ effort: '已约谈摊主' }) });
    assert.equal(story.whistle.grid, 'XBSQ');
    story.then('lm-a', 'tell', { reading: aReading({ place: '联盟路口' }) });
    assert.equal(story.whistle.grid, null);
  });

  it('is not asked for where the street has no grids, and holds nothing up (S43)', () => {
    const story = aStory(null).then('td-a', 'tell', {
      reading: aCall({ matter: 'R01', street: 'TD', place: '白塔路', effort: '已劝离' }),
    });
    assert.deepEqual(story.whistle.asked, []);
    const unknown = drafted('万宏路菜市场门口').then('lm-a', 'confirm');
    assert.equal(unknown.whistle.state, 'pending_approval');
  });
});
