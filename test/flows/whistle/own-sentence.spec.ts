import assert from 'node:assert/strict';
import { parse } from '../../../src/bot/parse.ts';
import type { OpenWhistle } from '../../../src/flows/whistle/open-whistle.ts';
import { aim } from '../../../src/flows/whistle/aim.ts';
import { askerOf } from '../../../src/flows/whistle/asker.ts';
import { complete } from '../../../src/flows/whistle/complete.ts';
import { aStory, command, directory } from '../../support/a-whistle.ts';
import { panlongLexicon } from '../../support/panlong-lexicon.ts';

const lexicon = panlongLexicon();
const read = (text: string) => parse(text, lexicon);

/** The draft that a first sentence makes, and what a second one is then about. */
function after(first: string, second: string) {
  const { whistle: draft } = aStory(null).then('td-a', 'tell', { reading: read(first) });
  const { id, number, state, blower, blowerOrg } = draft;
  const open: OpenWhistle[] = [
    { id, number, state, blower, blowerOrg, mine: null, hasReason: false, approved: false },
  ];
  const member = directory.memberOf('td-a');
  assert.ok(member);
  const asker = askerOf(directory, member, {
    open,
    draft,
    hasSent: false,
    today: '20261122',
    recentSince: '',
  });
  const reading = read(second);
  const aimed = aim(command('td-a', 'tell', { reading }), open, asker);
  return { aimed, completed: complete(directory, draft, reading) };
}

describe('a sentence beside a draft that lacks something', () => {
  const isNew = { type: 'new', beside: 'draft' };

  it('with its own place, or its own departments and matter, is another whistle', () => {
    for (const [first, second] of [
      [
        '家暴！白塔路12号302室张某某打老婆李某，请公安、妇联',
        '信访人王大明因拆迁到街道拉横幅，请信访局、住建局，街道已劝返2次',
      ],
      ['金色大道5号有个男的天天打老婆，请公安来', '北辰大道公交站牌被撞歪，街道已围挡，请公交公司'],
      ['新迎路88号违法建设，请城管局', '北辰大道公交站牌被撞歪，街道已围挡'],
    ] as const)
      assert.deepEqual(after(first, second).aimed, isNew, second);
  });

  it('with what was asked, and no place or departments, is its answer', () => {
    const first = '新迎路88号路灯不亮，请城管局';
    for (const second of ['现场核实过，没有电工', '看过了，没有电工', '看过了，没有着火']) {
      const { aimed, completed } = after(first, second);
      assert.equal(aimed.type, 'at', second);
      const { effort, category, matter } = completed;
      assert.ok(effort !== null && second.startsWith(effort), second);
      assert.deepEqual([category, matter], ['routine', 'R07']);
    }
    assert.equal(after(first, '已到现场，劝离2次').completed.effort, '已到现场');
  });

  it('that states a present danger answers nothing', () => {
    const first = '新迎路88号路灯不亮，请城管局';
    for (const second of ['已围挡，正在冒烟', '有人被困，已劝离', '看过了，没有电，有人被困'])
      assert.deepEqual(after(first, second).aimed, isNew, second);
  });
});
