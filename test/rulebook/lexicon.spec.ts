import assert from 'node:assert/strict';
import { checkLexicon } from '../../src/rulebook/check-lexicon.ts';
import { saying, toLexicon } from '../../src/rulebook/lexicon.ts';
import { parseSource } from '../../src/rulebook/source.ts';

const organisations = {
  organisations: [
    { code: 'CGJ', name: '城管局', fullName: '城管局', type: 'department', aliases: ['城管'] },
    { code: 'SWJ', name: '水务局', fullName: '水务局', type: 'department' },
  ],
} as const;

/** Faults of a lexicon written as text, as `severity line message`. */
function faultsOf(yaml: string): string[] {
  const { source } = parseSource('lexicon.yaml', new TextEncoder().encode(yaml));
  assert.ok(source);
  return checkLexicon(source, { organisations, matters: { matters: [] } }).map(
    ({ severity, line, message }) => `${severity} ${line} ${message.slice(0, 14)}`,
  );
}

describe('lexicon.yaml', () => {
  it('is warned of where two units share an alias', () => {
    const found = faultsOf('aliases:\n  SWJ:\n    - 水利\n    - 城管\n');
    assert.deepEqual(found, ['warning 4 别名“城管”也指城管局，这样']);
  });
  it('is told of codes, sets and parts that nobody has, and of slips of another length', () => {
    assert.equal(faultsOf('matters: { R77: { says: [坏] } }').length, 1);
    assert.equal(faultsOf('aliases: { XXX: [某局] }').length, 1);
    assert.equal(faultsOf('slips: { 城管: 城管局 }').length, 1);
    assert.equal(faultsOf('cal: [请]').length, 1);
    assert.match(faultsOf('sets: {}\nmatters: { R77: { says: ["{坏}"] } }')[0] ?? '', /没有“坏”/);
  });
  it('takes own duties by name or with wordings, and adds its own', () => {
    const yaml = { sets: { 广告: ['小广告'] }, ownDuties: { 清理广告: ['楼道 + {广告}'] } };
    const ownDuties = ['清理广告', { name: '群管理', says: ['微信群 + 刷屏'] }];
    const lexicon = toLexicon(
      [],
      [],
      { lexicon: yaml, examples: null, learnt: null },
      { ownDuties },
    );
    assert.deepEqual(
      lexicon.ownDuties.map(({ name, sayings }) => [name, sayings.map((one) => one.slots)]),
      [
        ['清理广告', [[['清理广告']], [['楼道'], ['小广告']]]],
        ['群管理', [[['群管理']], [['微信群'], ['刷屏']]]],
      ],
    );
    assert.deepEqual(
      toLexicon([], [], { lexicon: yaml, examples: null, learnt: null }).ownDuties,
      [],
    );
  });
  it('reads a wording as slots of words, with ? for a mere hint', () => {
    assert.deepEqual(saying('路灯|灯 + {坏} ?', { 坏: ['坏', '黑'] }), {
      slots: [
        ['路灯', '灯'],
        ['坏', '黑'],
      ],
      weak: true,
    });
  });
});
