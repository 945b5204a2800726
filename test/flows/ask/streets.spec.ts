import assert from 'node:assert/strict';
import { figuresText } from '../../../src/bot/figures.ts';
import { byStreet, type StreetFigures } from '../../../src/flows/ask/streets.ts';
import { directory, monday } from '../../support/a-whistle.ts';

const unit = (
  org: string,
  submitted: number,
  more: Partial<StreetFigures> = {},
): StreetFigures => ({
  org,
  submitted,
  invalid: 0,
  dispatched: submitted,
  misaddressed: 0,
  claims: submitted,
  solvedAtOnce: submitted,
  ...more,
});

describe('the figures of the streets', () => {
  it('count a community with its street, the busiest first, and a bureau by itself (S24)', () => {
    const streets = byStreet(
      [unit('TD', 2), unit('JXSQ', 3, { invalid: 1 }), unit('LM', 4), unit('ZWJ', 9)],
      directory,
    );
    assert.deepEqual(
      streets.map(({ org, submitted, invalid }) => [org, submitted, invalid]),
      [
        ['ZWJ', 9, 0],
        ['LM', 7, 1],
        ['TD', 2, 0],
      ],
    );
  });

  it('give rates of five and more, plain counts below (S24)', () => {
    const figures = {
      blown: 22,
      byCategory: { routine: 20, tackle: 1, emergency: 1 },
      checkedIn: 30,
      due: 40,
      archived: 3,
      overdue: 2,
      fromMasses: 9,
      foundToReported: 25,
      reportedToArrived: null,
    };
    const told = {
      type: 'figures',
      period: 'week',
      since: monday,
      figures,
      types: [],
      oversight: null,
      all: true,
      directory,
      member: null,
      now: monday,
    } as const;
    assert.match(figuresText({ ...told, streets: [] }), /｜本周（11月23日）/u);
    const text = figuresText({
      ...told,
      streets: [
        unit('TD', 20, { invalid: 2, dispatched: 18, misaddressed: 1, claims: 4, solvedAtOnce: 3 }),
        unit('GL', 2, { invalid: 1, claims: 0, solvedAtOnce: 0 }),
      ],
    });
    assert.match(
      text,
      /- 拓东街道：吹哨 18（另有未派出 2），无效率 10%，错派率 6%，一次解决 3\/4\n/u,
    );
    assert.match(text, /- 鼓楼街道：吹哨 2，无效 1\/2，错派 0\/2，一次解决 0\/0\n不足5件/u);
    assert.doesNotMatch(figuresText({ ...told, streets: [] }), /各街道/u);
  });
});
