import assert from 'node:assert/strict';
import { parse } from '../../../src/bot/parse.ts';
import { toCommand } from '../../../src/bot/command-of.ts';
import { aim } from '../../../src/flows/whistle/aim.ts';
import type { OpenWhistle } from '../../../src/flows/whistle/open-whistle.ts';
import { numberedDrafts } from '../../../src/flows/whistle/numbered-drafts.ts';
import { aWhistle } from '../../support/a-whistle.ts';
import { says } from '../../support/blow.ts';
import { panlongLexicon } from '../../support/panlong-lexicon.ts';

const lexicon = panlongLexicon();
const draft = (id: string, more: Partial<OpenWhistle> = {}): OpenWhistle => ({
  ...{ id, number: null, state: 'draft', blower: 'td-a', blowerOrg: 'TD', mine: null },
  ...{ hasReason: false, approved: false },
  ...more,
});
const lamp = (more: Partial<OpenWhistle> = {}) =>
  draft('lamp', { matter: parse('路灯不亮', lexicon).facts.matter, place: '茨坝路3号', ...more });
const stalls = (more: Partial<OpenWhistle> = {}) =>
  draft('stalls', { matter: 'R01', place: '蓝黑路8号', ...more });
/** Newest first, as the store gives them. */
const both = [stalls(), lamp()];
const listed = [stalls({ nth: 2 }), lamp({ nth: 1 })];
const aims = (text: string, open: readonly OpenWhistle[]) => {
  const found = aim(toCommand(parse(text, lexicon), says('td-a')), open, {
    ...{ userId: 'td-a', org: 'TD', draft: null },
  });
  return found.type === 'at' ? found.whistleId : found.type;
};

describe('which draft 取消 and 确认 mean', () => {
  it('is the only one, or is asked; it is never guessed', () => {
    for (const verb of ['取消', '确认']) {
      assert.equal(aims(verb, [lamp()]), 'lamp');
      assert.equal(aims(verb, both), 'which-draft');
      assert.equal(aims(`${verb} 1`, both), 'which-draft', 'nobody has seen a list');
      assert.equal(aims(`${verb} 3`, listed), 'which-draft');
    }
    assert.equal(aims('确认 全部', listed), 'which-draft');
    assert.equal(aims('确认 那一件', both), 'which-draft');
  });

  it('is the one under its number', () => {
    for (const said of ['取消 1', '取消1', '确认 第1个', '确认１'])
      assert.equal(aims(said, listed), 'lamp', said);
    assert.equal(aims('确认 2', listed), 'stalls');
    assert.equal(aims('取消 全部', listed), 'each');
    assert.equal(aims('全部取消', both), 'each');
  });

  it('is the one whose matter or place is named', () => {
    for (const said of ['取消路灯不亮那个', '取消 路灯那个', '确认 茨坝路', '确认茨坝路3号那个'])
      assert.equal(aims(said, both), 'lamp', said);
    const two = [lamp({ id: 'other', place: '茨坝路13号' }), lamp()];
    assert.equal(aims('确认 路灯不亮', two), 'which-draft');
  });

  it('is none where the words are the reason of what is out already', () => {
    assert.equal(aims('取消 情况有变', both), 'instead');
    assert.equal(aims('取消 7', []), 'instead');
    assert.equal(parse('取消 0007 情况有变', lexicon).intent.type, 'withdraw');
  });

  it('hears a danger after 确认 for what it is', () => {
    assert.equal(parse('确认 燃气泄漏', lexicon).intent.type, 'whistle');
    assert.equal(parse('确认燃气泄漏那个', lexicon).intent.type, 'confirm');
  });
});

describe('the number of a draft in a list', () => {
  it('stays its own while others come and go', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => aWhistle({ id }));
    assert.ok(a && b && c);
    const [, second] = numberedDrafts([a, b], 'cancel');
    assert.ok(second);
    assert.deepEqual(
      numberedDrafts([second.draft, c], 'confirm').map(({ nth, draft: { id } }) => [nth, id]),
      [
        [2, 'b'],
        [3, 'c'],
      ],
    );
    assert.equal(numberedDrafts([second.draft], 'cancel')[0]?.draft, second.draft);
  });

  it('is another one for its leaders, who see first what has not gone out', () => {
    const [a, b] = ['a', 'b'].map((id) => aWhistle({ id, asked: ['nth 1'] }));
    assert.ok(a && b);
    const later = { ...b, state: 'pending_approval' as const };
    const [first, second] = numberedDrafts([{ ...a, state: 'dispatched' }, later], 'approve');
    assert.deepEqual([first?.draft.id, first?.nth, second?.nth], ['b', 1, 2]);
  });
});
