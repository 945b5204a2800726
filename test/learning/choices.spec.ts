import assert from 'node:assert/strict';
import { chances, favour, toChoices } from '../../src/bot/parse/choices.ts';
import { createChance } from '../../src/learning/chance.ts';
import { learnChoices, type ChoiceLesson } from '../../src/learning/choices.ts';

const options = { rounds: 20, learners: 2, rate: 0.1, forget: 0.2, least: 2, most: 100 };
const lesson = (answer: string, ...cues: number[]): ChoiceLesson => ({
  cues: Int32Array.from(cues),
  answer,
});
/** 1 and -7 speak for wet, 2 for dry; 3 is said of both, 99 once only. */
const lessons = [
  lesson('wet', 1, 3),
  lesson('wet', 1, -7, 99),
  lesson('wet', -7, 3),
  lesson('dry', 2, 3),
  lesson('dry', 2),
];
const learn = (more: Partial<typeof options> = {}) =>
  learnChoices(lessons, { ...options, ...more, chance: createChance(1) });
const likely = (cues: readonly number[], more: Partial<typeof options> = {}) => {
  const known = toChoices(learn(more));
  assert.ok(known);
  const each = chances(known, Int32Array.from(cues));
  return Object.fromEntries(known.answers.map((one, nth) => [one, each[nth] ?? 0]));
};

describe('learning which answer is right', () => {
  it('tells the answers apart by what is said, and how surely', () => {
    assert.ok((likely([1])['wet'] ?? 0) > 0.7);
    assert.ok((likely([-7, 1])['wet'] ?? 0) > (likely([1])['wet'] ?? 0));
    assert.ok((likely([2, 3])['dry'] ?? 0) > 0.7);
    const { wet = 0, dry = 0 } = likely([1, 2, 3]);
    assert.ok(Math.abs(wet + dry - 1) < 1e-9);
  });

  it('hears nothing in what was said too seldom, or never', () => {
    assert.deepEqual(likely([99, 4711]), { dry: 0.5, wet: 0.5 });
  });

  it('keeps what says most where not all is kept', () => {
    const [known] = [toChoices(learn({ most: 2 }))];
    assert.equal(known?.cues.length, 2);
    assert.ok(!known.cues.includes(3));
  });

  it('comes out the same every time', () => {
    assert.deepEqual(learn(), learn());
  });

  it('tells what a cue says for an answer beyond the others', () => {
    const known = toChoices(learn());
    assert.ok(known);
    const wet = known.answers.indexOf('wet');
    assert.ok(favour(known, 1, wet) > 0 && favour(known, 2, wet) < 0);
    assert.equal(favour(known, 4711, wet), 0);
  });

  it('is nothing where there was nothing to learn from', () => {
    assert.equal(toChoices({ answers: [], scale: 1, cues: '', says: '' }), null);
  });
});
