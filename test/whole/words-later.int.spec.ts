import assert from 'node:assert/strict';
import type { RuleBook } from '../../src/domain/rule-book.ts';
import { assertHelpful } from '../support/courtesy.ts';
import { eventually } from '../support/eventually.ts';
import { aTalk, type Heard } from '../support/talk.ts';

/** A district whose drafts are closed the same day. */
const sameDay = (book: RuleBook): RuleBook => ({
  ...book,
  messages: {
    ...book.messages,
    drafts: { ...book.messages.drafts, closeAfter: { unit: 'hour', amount: 5 } },
  },
});

describe('what the bot asks by itself, later', function () {
  this.slow(20_000);
  // An hour in two seconds.
  const talk = aTalk({
    shown: ['住建局工作群', '区级指挥群'],
    change: sameDay,
    env: { TIME_SCALE: '1800' },
  });
  const hears = (who: string, seq: number, words: RegExp): Promise<Heard> =>
    eventually(
      `${who} hears ${words.source}`,
      async () =>
        (await talk.since(who, seq, { bot: true })).find(({ whole }) => words.test(whole)),
      30_000,
    );

  it('reminds of a draft that was left alone once, then closes it', async () => {
    const seq = await talk.lastSeq();
    await talk.says('gl-a', '吹哨 鼓楼路3号路灯不亮，请城管局', /还缺先期处置/u);
    await hears('gl-a', seq, /草稿.*(?:未确认|还没有确认|待确认|自动关闭)/u);
    await hears('gl-a', seq, /已关闭|已自动关闭/u);
    const all = await talk.since('gl-a', seq, { bot: true });
    assert.equal(all.length, 3, all.map(({ whole }) => whole).join('\n'));
    const [row] = await talk.database.ask<{ state: string }>('select state from whistle');
    assert.equal(row?.state, 'cancelled');
    await talk.says('gl-a', '确认', /没有待确认的草稿/u);
  });

  it('asks for what an emergency still owes, and takes it in words (S25)', async () => {
    const seq = await talk.lastSeq();
    await talk.says('td-a', '吹哨 燃气泄漏，请住建局', /还没有写地点，建议先回复一句具体位置。/u);
    await talk.says('td-a', '确认', /已派哨/u);
    const owed = await hears('td-a', seq, /补单：具体位置/u);
    assertHelpful(owed.text);
    assert.match(owed.text, /“补充 \d{4} .*”。$/u);
    const [row] = await talk.database.ask<{ number: string }>(
      `select number from whistle where number is not null`,
    );
    const short = row?.number.slice(-4) ?? '';
    await talk.says('td-a', `更正 ${short} 地点改为白塔路15号`, /已更正 PL-/u);
  });
});
