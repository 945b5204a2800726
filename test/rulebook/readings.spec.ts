import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { digestOf, readLearnt, readMessages } from '../../src/rulebook/readings.ts';
import { panlong, panlongDir } from '../support/panlong.ts';

const line = (value: unknown): string => JSON.stringify(value);
const bytes = (text: string): Buffer => Buffer.from(text);
const good = line({ text: '白塔路路灯不亮', expect: { place: '白塔路' } });
const learnt = readFileSync(`${panlongDir}/learnt.json`, 'utf8');
const faultsOf = (file: string) =>
  readMessages(file, panlong().lexicon).faults.map((one) => [one.line, one.message] as const);

describe('readings.jsonl', () => {
  it('is read line by line, blank lines and all', () => {
    const { messages, faults } = readMessages(`${good}\n\n${good}\r\n`, panlong().lexicon);
    assert.deepEqual([messages.length, faults], [2, []]);
    assert.deepEqual(messages[0], { text: '白塔路路灯不亮', expect: { place: '白塔路' } });
  });

  it('has every line that is none named, with what to write instead', () => {
    const lines = [good, '{"text":', line({ text: 'a' }), line({ text: 7, expect: {} }), '[]'];
    const told = faultsOf(lines.join('\n'));
    assert.deepEqual(
      told.map(([at, message]) => `${at} ${message.slice(0, 9)}`),
      ['2 这一行要写成 {"', '3 缺少“expect', '4 “text”的写法', '5 这一行要写成 {"'],
    );
  });

  it('has every word named that is none of those to choose from', () => {
    const wrong = [
      { text: '催一下', intent: 'urgee', expect: { category: null } },
      { text: '路灯不亮', expect: { category: '日常' } },
      { text: '路灯不亮', expect: { missing: ['where'] } },
      { text: '路灯不亮', expect: { street: '联盟' } },
      { text: '路灯不亮', expect: { matter: '路灯' } },
      { text: '路灯不亮', expect: { departments: ['城管'] } },
    ];
    const told = faultsOf(wrong.map(line).join('\n')).map(([, message]) => message);
    assert.equal(told.length, wrong.length);
    assert.match(told[0] ?? '', /“intent”不能写“urgee”，只能是：whistle、urge、/);
    assert.match(told[1] ?? '', /“category”不能写“日常”，只能是：日常哨、/);
    assert.match(told[2] ?? '', /第 1 项”不能写“where”/);
    assert.match(told[3] ?? '', /没有“联盟”这个街道，请写 organisations.yaml/);
    assert.match(told[4] ?? '', /没有“路灯”这个事项，请写 matters.yaml/);
    assert.match(told[5] ?? '', /没有“城管”这个单位，请写 organisations.yaml/);
  });

  it('has everything told that is wrong with a line', () => {
    const wrong = { text: '路灯', intent: 'x', expect: { category: 'y', missing: ['z'] } };
    assert.equal(faultsOf(line(wrong)).length, 3);
  });

  it('has a place named that its message does not hold', () => {
    const [fault] = faultsOf(line({ text: '路灯不亮', expect: { place: '白塔路' } }));
    assert.match(fault?.[1] ?? '', /原话里没有“白塔路”/);
  });
});

describe('learnt.json', () => {
  const messagesOf = (files: Parameters<typeof readLearnt>[0]) =>
    readLearnt(files).faults.map((one) => `${one.severity} ${one.file} ${one.message}`);

  it('is missed, and the book works without it', () => {
    const { learnt: known, faults } = readLearnt({
      readings: bytes(good),
      examples: null,
      learnt: null,
    });
    assert.equal(known, null);
    assert.deepEqual(
      faults.map((one) => one.severity),
      ['warning'],
    );
  });

  it('that was made of other messages asks to learn anew', () => {
    assert.match(
      messagesOf({ readings: bytes(good), examples: null, learnt })[0] ?? '',
      /^warning .*还没有重新学习/,
    );
  });

  it('that cannot be read is an error', () => {
    const broken = learnt.replace('"places"', '"place"');
    for (const one of ['', '{', '[]', broken])
      assert.match(
        messagesOf({ readings: null, examples: null, learnt: one })[0] ?? '',
        /^error .*读不出来/,
        one,
      );
  });

  it('that ships was made of the messages and sentences that ship', () => {
    const readings = readFileSync(`${panlongDir}/readings.jsonl`);
    const examples = readFileSync(`${panlongDir}/examples.yaml`);
    assert.deepEqual(messagesOf({ readings, examples, learnt }), []);
    const more = bytes(`${examples.toString()}    - "又一句"\n`);
    assert.match(messagesOf({ readings, examples: more, learnt })[0] ?? '', /还没有重新学习/);
  });

  it('is known by its messages however their lines end', () => {
    const [here, there] = [`${good}\r\n${good}`, `${good}\n${good}`].map(bytes);
    assert.ok(here && there);
    assert.equal(digestOf(here, null), digestOf(there, null));
  });
});
