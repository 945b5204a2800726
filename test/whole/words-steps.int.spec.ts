import assert from 'node:assert/strict';
import { assertHelpful } from '../support/courtesy.ts';
import { aTalk } from '../support/talk.ts';

const group = { group: '住建局工作群' } as const;

describe('what a department first says in an emergency, on the wire', function () {
  this.slow(20_000);
  const talk = aTalk({ shown: ['住建局工作群'] });

  const blow = async (place: string) => {
    await talk.says('td-a', `${place}燃气泄漏，请住建局`, /确认吹哨/u);
    await talk.says('td-a', '确认', /已派哨|已提请/u);
    await talk.cardWith('zjj-a', '签收', place);
  };

  it('is its step, with the words shown to the blower and in 查哨', async () => {
    await blow('白塔路12号');
    await talk.says('zjj-a', '@哨响 收到，马上到', /已签收/u, group);
    await talk.says('zjj-a', '@哨响 报到 5分钟后到，2车10人', /已报到/u, group);
    await talk.cardWith('td-a', '查哨', '5分钟后到，2车10人');
    await talk.says('zjj-a', '@哨响 已关阀，现场平稳', /进展已转告吹哨人/u, group);
    await talk.says('td-a', '查哨 0001', /住建局：5分钟后到，2车10人/u);
    await talk.cardWith('td-a', '查哨', '已关阀，现场平稳');
    await talk.says('zjj-a', '@哨响 0001已关阀，仍在检测', /进展已转告吹哨人（PL-/u, group);
    await talk.says('td-a', '查哨 0001', /住建局：5分钟后到，2车10人/u);
    await talk.says('zjj-a', '报到 0001 又加派1车', /没有重复记录|已报到|转告/u);
    await talk.says('td-a', '查哨 0001', /住建局：又加派1车/u);
    const [row] = await talk.database.ask<{ notes: object }>('select notes from participation');
    assert.deepEqual(row?.notes, { signed: '马上到', checkedIn: '又加派1车' });
  });

  it('asks for the number where several are open', async () => {
    await blow('拓东路9号');
    const heard = await talk.says(
      'zjj-a',
      '@哨响 收到，马上到',
      /请带编号：签收 000\d \/ 000\d。/u,
      group,
    );
    assertHelpful(heard.text);
    await talk.says('zjj-a', '@哨响 已关阀', /请带编号：进展 000\d \/ 000\d。/u, group);
    await talk.says('zjj-a', '@哨响 报到 0002 2车10人', /已报到/u, group);
  });

  it('is the sentence that a tap on 办结 asked for, and chatter is not', async () => {
    const card = await talk.cardWith('zjj-a', '办结', '白塔路12号');
    await talk.taps('zjj-a', card, '办结', /请 @我 或单独发给我一句结果/u);
    await talk.says('zjj-a', '你好', /请用一句话说明，例如“办结 0001 /u);
    await talk.says('zjj-a', '已封堵排口，立案查处', /已办结 PL-/u);
    const [row] = await talk.database.ask<{ said: string }>(
      `select done_sentence as said from participation where done_at is not null`,
    );
    assert.equal(row?.said, '已封堵排口，立案查处');
  });

  it('is the reason that a rating asked for', async () => {
    await talk.says('td-a', '核验通过 0001', /已核验通过/u);
    await talk.says('td-a', '评价 0001 住建局 5 5 5', /请补一句理由/u);
    await talk.says('td-a', '来得快，处置专业', /^评价已记录，PL-/u);
    const [row] = await talk.database.ask<{ reason: string }>('select reason from rating');
    assert.equal(row?.reason, '来得快，处置专业');
    assert.deepEqual(await talk.database.ask('select 1 from question'), []);
  });
});
