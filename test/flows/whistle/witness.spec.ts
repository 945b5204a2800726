import assert from 'node:assert/strict';
import { aStory, aWhistle, claimed, dispatched, refusalOf } from '../../support/a-whistle.ts';
import { verifyCard } from '../../../src/bot/cards/closing-cards.ts';
import { aScene } from '../../support/scenes.ts';

const inJinxing = () => aWhistle({ street: 'LM', grid: 'JXTY12', place: '12号庭院' });

describe('a community commissioner', () => {
  it('gets a copy of what goes out in their community, alone (S48)', () => {
    const copies = dispatched(inJinxing()).told.filter((one) => one.includes('jxsq-f'));
    assert.deepEqual(copies, ['notice:dispatched→person:jxsq-f']);
    assert.equal(dispatched().told.filter((one) => one.includes('jxsq-f')).length, 0);
  });

  it('is asked to look when all is claimed, and their look closes nothing (S48)', () => {
    const story = claimed(inJinxing());
    assert.ok(story.told.includes('witness→person:jxsq-f'));
    story.then('jxsq-f', 'verify');
    assert.equal(story.whistle.state, 'claimed_done');
    assert.deepEqual(story.told, ['notice:witnessed→person:td-a']);
    assert.equal(story.tries('jxsq-f', 'verify').verdict, 'ignored');
    story.then('jxsq-f', 'verify', { sentence: '摊位已清走' });
    const card = verifyCard(aScene(story.whistle));
    assert.match(card.sub_title_text ?? '', /^社区专员已现场核验 马楠 .*：摊位已清走；/);
    story.then('td-a', 'verify');
    assert.equal(story.whistle.state, 'verified');
    assert.equal(story.tries('jxsq-f', 'verify').verdict, 'ignored');
  });

  it('of another community is refused, and so is one who comes too early (S48)', () => {
    const story = claimed(inJinxing());
    assert.equal(refusalOf(story.tries('xbsq-f', 'verify'))?.code, 'not-yours');
    const early = dispatched(inJinxing()).tries('jxsq-f', 'verify');
    assert.equal(refusalOf(early)?.code, 'too-early');
  });

  it('closes nothing of their own community’s either (S48)', () => {
    const whistle = { ...claimed(inJinxing()).whistle, blower: 'jxsq-a', blowerOrg: 'JXSQ' };
    const story = aStory(whistle).then('jxsq-f', 'verify');
    assert.equal(story.whistle.state, 'claimed_done');
  });

  it('has seen nothing yet of work that was sent back', () => {
    const story = claimed(inJinxing()).then('jxsq-f', 'verify').then('td-a', 'return');
    assert.equal(story.whistle.evidence, null);
  });
});
