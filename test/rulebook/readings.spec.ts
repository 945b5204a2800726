import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { digestOf, readLearnt, readMessages } from '../../src/rulebook/readings.ts';
import { panlongDir } from '../support/panlong.ts';

const line = (value: unknown): string => JSON.stringify(value);
const good = line({ text: '白塔路路灯不亮', expect: { place: '白塔路' } });
const learnt = readFileSync(`${panlongDir}/learnt.json`, 'utf8');
const faultsOf = (file: string) =>
  readMessages(file).faults.map((one) => [one.line, one.message] as const);

describe('readings.jsonl', () => {
  it('is read line by line, blank lines and all', () => {
    const { messages, faults } = readMessages(`${good}\n\n${good}\r\n`);
    assert.deepEqual([messages.length, faults], [2, []]);
    assert.deepEqual(messages[0], { text: '白塔路路灯不亮', expect: { place: '白塔路' } });
  });

  it('has every line that is none named, with what to write instead', () => {
    const file = [good, '{"text":', line({ text: 'a' }), line({ expect: {}, text: 7 })].join('\n');
    const told = faultsOf(file);
    assert.deepEqual(
      told.map(([at]) => at),
      [2, 3, 4],
    );
    for (const [, message] of told) assert.match(message, /要写成 \{"text"/);
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
    const { learnt: known, faults } = readLearnt({ readings: good, examples: null, learnt: null });
    assert.equal(known, null);
    assert.deepEqual(
      faults.map((one) => one.severity),
      ['warning'],
    );
  });

  it('that was made of other messages asks to learn anew', () => {
    assert.match(
      messagesOf({ readings: good, examples: null, learnt })[0] ?? '',
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
    const readings = readFileSync(`${panlongDir}/readings.jsonl`, 'utf8');
    const examples = readFileSync(`${panlongDir}/examples.yaml`, 'utf8');
    assert.deepEqual(messagesOf({ readings, examples, learnt }), []);
    const more = `${examples}    - "又一句"\n`;
    assert.match(messagesOf({ readings, examples: more, learnt })[0] ?? '', /还没有重新学习/);
  });

  it('is known by its messages however their lines end', () => {
    assert.equal(digestOf(`${good}\r\n${good}`, null), digestOf(`${good}\n${good}`, null));
  });
});
