import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from '../../src/bot/parse.ts';
import { differences, explain, fields, scoreField } from '../../src/bot/parse/score.ts';
import { panlongLexicon, readCorpus, readExamples } from '../support/panlong-lexicon.ts';

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

const textsIn = (folder: string) =>
  readdirSync(folder)
    .filter((one) => one.endsWith('.jsonl'))
    .flatMap((file) => readExamples(`${folder}/${file}`));

describe('short dangers that nobody learnt from', () => {
  const lexicon = panlongLexicon();
  const texts = textsIn('test/held-out/danger');
  const isUrgent = ({ text }: { text: string }): boolean =>
    parse(text, lexicon).whistles[0]?.category === 'emergency';
  const [dangers, others] = [
    texts.filter(({ expect }) => expect.category === '紧急哨'),
    texts.filter(({ expect }) => expect.category !== '紧急哨'),
  ];

  it('are heard as 紧急哨 in 97 of 100, however they are told (domain 6.4)', () => {
    const ignored = dangers.filter((one) => !isUrgent(one)).map(({ text }) => text);
    assert.ok(ignored.length <= 0.03 * dangers.length, ignored.join('\n'));
  });

  it('are not heard in small talk, worries and what is over, but for 1 in 12', () => {
    const alarms = others.filter(isUrgent).map(({ text }) => text);
    assert.ok(alarms.length <= others.length / 12, alarms.join('\n'));
  });
});

describe('texts that nobody learnt from', () => {
  const lexicon = panlongLexicon();
  const folder = 'test/held-out';
  const texts = textsIn(folder);
  const share = (right: number): string => `${(100 * right).toFixed(1)} %`;

  it('are in no lesson', () => {
    const lessons = readFileSync('rulebooks/panlong/readings.jsonl', 'utf8');
    // “快来人啊救命！！” is what anybody cries.
    const all = [...texts, ...textsIn(`${folder}/danger`)];
    for (const { text } of all.filter((one) => !/^[救命快来人啊！]+$/u.test(one.text)))
      assert.ok(!lessons.includes(`"text":${JSON.stringify(text)}`), text);
  });

  it('are read with every field right in 95 of 100', () => {
    const right = texts.filter((one) => differences(one, lexicon).length === 0).length;
    assert.ok(right / texts.length >= 0.95, share(right / texts.length));
  });

  for (const field of fields)
    it(`are read with ${field} right in 97 of 100`, () => {
      const { right } = scoreField(field, texts, lexicon);
      assert.ok(right >= 0.97, share(right));
    });
});
