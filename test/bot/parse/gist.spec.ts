import assert from 'node:assert/strict';
import { compile } from '../../../src/bot/parse/compile.ts';
import { findAll } from '../../../src/bot/parse/findings.ts';
import { gistOfMatter, gistOfMessage } from '../../../src/bot/parse/gist-of.ts';
import { mark } from '../../../src/bot/parse/marks.ts';
import { normalise } from '../../../src/bot/parse/normalise.ts';
import { panlongLexicon } from '../../support/panlong-lexicon.ts';

const compiled = compile(panlongLexicon());
const found = (text: string) => findAll(mark(normalise(text, {}), compiled));
const message = (text: string) => [...gistOfMessage(found(text)).cues].sort();
const matter = (text: string) =>
  [...gistOfMatter(found(text), { start: 0, end: text.length }, false).cues].sort();

describe('what a message says as a whole', () => {
  it('is the same of another place, street, unit and number', () => {
    assert.deepEqual(
      message('拓东街道白塔路路灯不亮，请城管局'),
      message('鼓楼街道新迎路路灯不亮，请住建局'),
    );
    assert.deepEqual(message('催一下0007'), message('催一下 0012'.replace(' ', '')));
    assert.notDeepEqual(message('催一下0007'), message('催一下7'));
  });

  it('is another where the order of words is', () => {
    assert.notDeepEqual(message('不是着火'), message('着火不是'));
  });

  it('tells of its matter by letters alone, whatever signs and names stand between', () => {
    assert.deepEqual(matter('白塔路路灯不亮'), matter('新迎路：路灯不亮！'));
    assert.notDeepEqual(matter('白塔路路灯不亮'), matter('白塔路水管爆了'));
  });

  it('looks no further than anybody tells one matter', () => {
    const long = '水'.repeat(50) + '管道爆'.repeat(700);
    assert.ok(gistOfMessage(found(long)).cues.length < 2000);
  });
});
