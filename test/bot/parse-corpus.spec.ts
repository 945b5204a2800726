import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { differences, explain, fields, scoreField } from '../../src/bot/parse/score.ts';
import { panlongLexicon, readCorpus } from '../support/panlong-lexicon.ts';

const files = readdirSync('test/corpus').filter((one) => one.endsWith('.jsonl'));

describe('the corpus', () => {
  const lexicon = panlongLexicon();
  const examples = files.flatMap(readCorpus);

  before(function () {
    this.timeout(60_000); // all texts are read here, once; a busy machine takes its time
    scoreField('category', examples, lexicon);
  });

  it('holds at least 300 texts', () => {
    assert.ok(examples.length >= 300, `${examples.length}`);
  });

  for (const field of fields)
    it(`is read with ${field} right in 97 of 100 texts`, () => {
      const { right } = scoreField(field, examples, lexicon);
      assert.ok(right >= 0.97, `${(100 * right).toFixed(1)} %`);
    });

  it('never names a department that is not called', () => {
    const { precision } = scoreField('departments', examples, lexicon);
    assert.ok(precision >= 0.995, `${(100 * precision).toFixed(1)} %`);
  });

  for (const example of readCorpus('00-twelve.jsonl'))
    it(`reads exactly: ${example.text.slice(0, 24)}…`, () => {
      assert.deepEqual(differences(example, lexicon), [], explain(example, lexicon));
    });
});
