import assert from 'node:assert/strict';
import { parse } from '../../src/bot/parse.ts';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import { panlongLexicon } from '../support/panlong-lexicon.ts';

const lexicon = panlongLexicon();
const matterOf = (text: string, using: Lexicon = lexicon) =>
  parse(text, using).whistles[0]?.matter ?? null;

describe('a matter read from example sentences', () => {
  const unworded = '吹哨 东华街道新迎路12号门口，有个铁疙瘩成天咕噜噜转，看书都看不进，请派人';

  it('is what the whole sentence is like where no wording is found', () => {
    const bare = { ...lexicon, examples: [] };
    const taught = {
      ...lexicon,
      examples: [
        ...lexicon.examples,
        ...['铁疙瘩成天咕噜噜转', '铁疙瘩咕噜噜转一夜', '楼上铁疙瘩咕噜噜，看不进书'].map(
          (text) => ({ matter: 'R08', text }),
        ),
      ],
    };
    assert.notEqual(matterOf(unworded, bare), 'R08');
    assert.equal(matterOf(unworded, taught), 'R08');
  });

  it('says which words spoke for it', () => {
    const text =
      '吹哨 茨坝街道花渔沟村口，灯杆子几天都黑灯瞎火的，老人家不敢出门，已报过2次，请城管';
    const { because, matter } = parse(text, lexicon).whistles[0]!;
    assert.equal(matter, 'R07');
    assert.match(because.matter?.[0]?.text ?? '', /灯/);
  });

  it('is open when the sentence is like what belongs to no matter of the list', () => {
    const text =
      '吹哨 茨坝街道黑龙潭公园西门连个厕所都没有，游客天天来问，想增设一个公厕，请园林局';
    assert.equal(matterOf(text), null);
  });

  it('never makes a whistle of what is none', () => {
    for (const text of ['共享单车乱放归谁管？', '谢谢大家，辛苦了', '0007 已经办结，垃圾清完了'])
      assert.equal(parse(text, lexicon).whistles.length, 0, text);
  });

  it('stays the same, whatever was read before', () => {
    const first = JSON.stringify(parse(unworded, lexicon));
    parse('吹哨 别的事 路灯不亮', lexicon);
    assert.equal(JSON.stringify(parse(unworded, lexicon)), first);
  });
});
