import assert from 'node:assert/strict';
import { parse } from '../../src/bot/parse.ts';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import { learnFrom } from '../../src/learning/lessons.ts';
import type { ReadMessage } from '../../src/rulebook/readings.ts';
import { panlongLexicon } from '../support/panlong-lexicon.ts';

const ignore = (): void => undefined;
const where = ['梧桐里', '杏花坞', '望江台', '石榴弯', '云栖谷', '半山亭', '老码头', '小瓦窑'];
const told = (place: string): ReadMessage => ({
  text: `在${place}那儿，路灯不亮，请城管局`,
  expect: { place, departments: ['城管局'], missing: ['effort'] },
});
const notCalled = (place: string): ReadMessage => ({
  text: `${place}路灯不亮，城管局说修过，我们量了尺寸，请供电局`,
  expect: { place, departments: ['供电局'], missing: [] },
});

describe('learning from messages as people read them', () => {
  const lexicon = { ...panlongLexicon(), examples: [] };
  const lessons = where.flatMap((place) => [told(place), notCalled(place)]);
  const learnt = (messages: readonly ReadMessage[]): Lexicon => ({
    ...lexicon,
    learnt: { of: 'a test', ...learnFrom(messages, lexicon, ignore) },
  });
  const taught = learnt(lessons);
  const untaught: Lexicon = { ...lexicon, learnt: null };

  it('finds a place nobody listed, from how others were told', () => {
    const text = '在槐荫渡那儿，路灯不亮，请城管局';
    assert.equal(parse(text, untaught).facts.place, null);
    assert.equal(parse(text, taught).facts.place, '槐荫渡');
  });

  it('tells who is called from who is spoken of', () => {
    const codes = (from: Lexicon): string[] =>
      parse('槐荫渡路灯不亮，城管局说修过，我们量了尺寸，请供电局', from).facts.departments.map(
        (one) => one.org,
      );
    assert.deepEqual(codes(untaught), ['CGJ', 'GDJ']);
    assert.deepEqual(codes(taught), ['GDJ']);
  });

  it('tells what was done from what is only wanted', () => {
    const lacks = (text: string): boolean => parse(text, taught).facts.missing.includes('effort');
    assert.equal(lacks('槐荫渡路灯不亮，城管局说修过，我们量了尺寸，请供电局'), false);
    assert.equal(lacks('在槐荫渡那儿，路灯不亮，请城管局'), true);
  });

  it('tells what a message wants in words of its own', () => {
    const wanted: readonly ReadMessage[] = where.flatMap((place) => [
      { text: `${place}那桩事给个准信`, intent: 'look-up', expect: { category: null } },
      { text: `${place}路灯不亮，请城管局`, expect: { category: '日常哨' } },
    ]);
    const heard = (from: Lexicon) => parse('槐荫渡那桩事给个准信', from).intent.type;
    assert.equal(heard(untaught), 'other');
    assert.equal(heard(learnt(wanted)), 'look-up');
  });

  it('tells what cannot wait in words of its own', () => {
    const urgent: readonly ReadMessage[] = where.flatMap((place) => [
      { text: `${place}路灯不亮，杆子嗞嗞窜蓝花`, expect: { category: '紧急哨' } },
      { text: `${place}路灯不亮，杆子上落了漆`, expect: { category: '日常哨' } },
    ]);
    const categoryOf = (text: string, from: Lexicon) => parse(text, from).facts.category;
    const taughtNow = learnt(urgent);
    assert.equal(categoryOf('槐荫渡路灯不亮，杆子嗞嗞窜蓝花', untaught), 'routine');
    assert.equal(categoryOf('槐荫渡路灯不亮，杆子嗞嗞窜蓝花', taughtNow), 'emergency');
    assert.equal(categoryOf('槐荫渡路灯不亮，杆子上落了漆', taughtNow), 'routine');
  });

  it('tells a matter by words of no list, from messages and from examples.yaml', () => {
    const tells = (words: string, matter: string | null): readonly ReadMessage[] =>
      where.map((place) => ({
        text: `吹哨 ${place}，${words}，请城管局`,
        expect: { category: '日常哨', place, matter },
      }));
    const said = [
      ...tells('铁疙瘩成天咕噜噜转', '社会生活噪声扰民'),
      ...tells('想要一个公厕', null),
    ];
    const matterOf = (from: Lexicon, words: string) =>
      parse(`吹哨 槐荫渡，${words}，请城管局`, from).facts.matter;
    assert.equal(matterOf(untaught, '铁疙瘩成天咕噜噜转'), null);
    assert.equal(matterOf(learnt(said), '铁疙瘩成天咕噜噜转'), 'R08');
    assert.equal(matterOf(learnt(said), '想要一个公厕'), null);
    const sentence = { matter: 'R14', text: '毛孩子满院跑' };
    const withExamples = { ...lexicon, examples: [sentence, sentence, sentence] };
    const from = { of: 'a test', ...learnFrom(said, withExamples, ignore) };
    assert.equal(matterOf({ ...withExamples, learnt: from }, '毛孩子满院跑'), 'R14');
  });

  it('tells a street’s short name from a name that begins like it', () => {
    const streets: readonly ReadMessage[] = where.flatMap((place) => [
      { text: `联盟${place}公厕堵了`, expect: { street: '联盟街道', place } },
      { text: `联盟${place}路公厕堵了`, expect: { street: null, place: `联盟${place}路` } },
    ]);
    const streetOf = (text: string) => parse(text, learnt(streets)).facts.street;
    assert.equal(streetOf('联盟石槽弯公厕堵了'), 'LM');
    assert.equal(streetOf('联盟石槽弯路公厕堵了'), null);
  });

  it('learns the same from the same messages', () => {
    assert.deepEqual(learnFrom(lessons, lexicon, ignore), learnFrom(lessons, lexicon, ignore));
  });

  it('passes over what a message does not tell', () => {
    const silent = learnt([{ text: '路灯不亮', expect: {} }]);
    assert.equal(parse('在槐荫渡那儿，路灯不亮', silent).facts.matter, 'R07');
  });

  it('says how far it is', () => {
    const said: string[] = [];
    learnFrom(lessons.slice(0, 2), lexicon, (done) => said.push(done));
    assert.ok(said.length > 3);
    assert.match(said[0] ?? '', /地点：第 1 轮，共 \d+ 轮/);
  });
});

describe('a parser that has learnt nothing', () => {
  const lexicon: Lexicon = { ...panlongLexicon(), learnt: null };

  it('reads places and efforts under their labels, and places of the list', () => {
    const { place, effort } = parse(
      '街道：拓东街道\n地点：槐荫渡\n先期处置：劝离三次\n事项：占道经营',
      lexicon,
    ).facts;
    assert.deepEqual([place, effort], ['槐荫渡', '劝离三次']);
    assert.equal(parse('白塔路路灯不亮', lexicon).facts.place, '白塔路');
  });

  it('calls everybody who is named and not waved off, so that a person decides on the card', () => {
    const { departments, excluded } = parse('白塔路路灯不亮，城管局来，不用叫消防', lexicon).facts;
    assert.deepEqual([departments.map((one) => one.org), excluded], [['CGJ'], ['XFD']]);
  });
});
