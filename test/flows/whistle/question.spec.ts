import assert from 'node:assert/strict';
import { answerTo } from '../../../src/flows/whistle/question.ts';
import { aReading, command } from '../../support/a-whistle.ts';

const answered = (verb: string, text: string): boolean => {
  const told = command('td-a', 'tell', { reading: aReading({}, { text }) });
  return answerTo({ whistleId: 'w-1', verb, org: null }, told) !== null;
};

describe('the next sentence after a question for a reason or a result', () => {
  it('is the answer, whatever it denies', () => {
    for (const [verb, text] of [
      ['withdraw', '不要来了，产权单位自己修'],
      ['withdraw', '误报'],
      ['return', '还没清理干净'],
      ['return', '我看过现场，垃圾没拉走'],
      ['disapprove', '建议先考虑社区自行解决'],
      ['disapprove', '先问问物业再报'],
      ['done', '已回填，恢复通行'],
    ] as const)
      assert.ok(answered(verb, text), `${verb} ${text}`);
  });

  it('is none where it puts the step off, or says that it is not done', () => {
    for (const [verb, text] of [
      ['withdraw', '我问问领导再说'],
      ['withdraw', '先别撤'],
      ['done', '等等，还差一块没铺完'],
      ['done', '还没铺完'],
      ['disapprove', '我再看看，也许可以同意'],
      ['rate', '二次吹哨 0001 又坏了'],
    ] as const)
      assert.ok(!answered(verb, text), `${verb} ${text}`);
  });
});
