import assert from 'node:assert/strict';
import { drawMessage } from '../../../src/bot/cards/draw.ts';
import { draftCard } from '../../../src/bot/cards/draft-card.ts';
import { communityCard } from '../../../src/bot/cards/community-card.ts';
import { newsCard } from '../../../src/bot/cards/news-card.ts';
import type { Message } from '../../../src/domain/effect.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import { tappedCard } from '../../../src/bot/tap.ts';
import type { ButtonCard, TemplateCard } from '../../../src/wecom/card.ts';
import {
  aGathering,
  aStory,
  aWhistle,
  command,
  directory,
  gathered,
  monday,
} from '../../support/a-whistle.ts';
import { aReminder, aScene } from '../../support/scenes.ts';

const drawn = (message: Message, whistle: Whistle): ButtonCard => {
  const found = drawMessage(message, aScene(whistle));
  assert.ok(found?.type === 'card' && found.card.card_type === 'button_interaction');
  return found.card;
};
const rows = ({ horizontal_content_list: list = [] }: ButtonCard) =>
  Object.fromEntries(list.map(({ keyname, value }) => [keyname, value]));
const buttons = (card: ButtonCard) => card.button_list.map(({ text }) => text);
const group = { type: 'gathering', news: null } as const;

describe('the card of a community’s whistle', () => {
  it('says when, where and how many, with one button (S14)', () => {
    const card = drawn(group, gathered(3).whistle);
    assert.equal(card.main_title.title, '社区吹哨｜河道脏乱、违法排污');
    assert.deepEqual(rows(card), {
      时间: '11/28 09:00',
      地点: '联盟街道 金星社区12号庭院',
      人数: '需要 8 人 / 已报到 3 人',
    });
    assert.match(card.sub_title_text ?? '', /自带手套/u);
    assert.deepEqual(buttons(card), ['报到']);
  });

  it('shows a group how many have come, never who (S49)', () => {
    const closed = gathered(8).then('jxsq-a', 'done', { sentence: '已清理，3小时' }).whistle;
    const thanks = { type: 'gathering', news: 'archived', words: '已清理', hours: 3 } as const;
    for (const card of [drawn(group, gathered(8).whistle), drawn(thanks, closed)])
      for (let nth = 1; nth <= 8; nth += 1) {
        const name = directory.memberOf(`jxsq-p${String(nth)}`)?.name ?? '';
        assert.ok(name !== '' && !JSON.stringify(card).includes(name), name);
      }
  });

  it('thanks them with number and hours (S14)', () => {
    const closed = gathered(8).then('jxsq-a', 'done', { sentence: '已清理' }).whistle;
    const words = { type: 'gathering', news: 'archived', words: '已清理', hours: 3 } as const;
    assert.equal(
      drawn(words, closed).sub_title_text,
      '感谢 8 位党员、志愿者报到，服务约 3 小时。已清理',
    );
  });

  it('welcomes more when enough have come', () => {
    const card = drawn(group, gathered(8).whistle);
    assert.match(card.sub_title_text ?? '', /仍欢迎报到/u);
    assert.deepEqual(buttons(card), ['报到']);
  });

  it('offers its own unit to close it or to raise it', () => {
    const told = { type: 'notice', news: 'dispatched', org: null, to: 'blower' } as const;
    assert.deepEqual(buttons(drawn(told, gathered(0).whistle)), ['办结', '升级为街道哨']);
  });

  it('reminds its own people with both buttons, its street with none', () => {
    const { whistle } = gathered(2);
    assert.deepEqual(buttons(drawn(aReminder('finish', null), whistle)), ['办结', '升级为街道哨']);
    const street = drawn(aReminder('finish', null, { to: 'street-approver' }), whistle);
    assert.deepEqual(buttons(street), ['查哨']);
    assert.match(street.sub_title_text ?? '', /^金星社区尚未办结/u);
    const done = gathered(2).then('jxsq-a', 'done', { sentence: '已清' }).whistle;
    assert.equal(drawMessage(aReminder('finish', null), aScene(done)), null);
  });

  it('asks nobody any more once it went to the street, and keeps the count (S14)', () => {
    const raised = gathered(8).then('jxsq-a', 'raise').then('lm-lead', 'approve').whistle;
    const card = drawn(group, raised);
    assert.deepEqual(buttons(card), ['已转街道']);
    assert.match(card.main_title.title ?? '', /^已升级为街道哨/u);
    const news = newsCard(aScene(raised), { news: null, org: null });
    assert.equal(rows(news)['党员志愿者'], '已报到 8 人');
  });

  it('offers who came alone no second 报到', () => {
    const scene = aScene(gathered(1).whistle);
    const of = (reader: string) => buttons(communityCard(scene, { to: 'people', reader }));
    assert.deepEqual([of('jxsq-p1'), of('jxsq-p2')], [['已报到 ✓'], ['报到']]);
  });
});

describe('a tapped card of a community', () => {
  const turned = (whistle: Whistle, verb: 'raise' | 'done' | 'check-in'): TemplateCard | null => {
    const face = verb === 'check-in' ? 'community' : 'community-unit';
    return tappedCard({
      action: { face, verb, whistleId: 'w-1', org: null },
      command: command('jxsq-a', verb, { tapped: true }),
      outcome: {
        whistle,
        refusal: null,
        changed: true,
        directory,
        member: directory.memberOf('jxsq-a'),
        now: monday,
      },
      taskId: 't-9',
    });
  };
  const title = (card: TemplateCard | null) => card?.main_title?.title ?? '';

  it('turns into what became of it', () => {
    assert.match(title(turned(gathered(1).whistle, 'check-in')), /^社区吹哨/u);
    const closed = gathered(1).then('jxsq-a', 'done', { sentence: '已清' }).whistle;
    assert.match(JSON.stringify(turned(closed, 'done')), /已归档/u);
    const raised = gathered(1).then('jxsq-a', 'raise').whistle;
    assert.equal(title(turned(raised, 'raise')), '正在升级为街道哨');
  });

  it('turns into the draft where the street whistle lacks something', () => {
    const open = aGathering({ state: 'in_progress', matter: null, dispatchedAt: monday });
    const draft = aStory(open).then('jxsq-a', 'raise').whistle;
    assert.match(title(turned(draft, 'raise')), /^哨单草稿/u);
    // A member who taps the old card in the group sees nothing of the draft.
    assert.match(title(turned(draft, 'check-in')), /^正在升级为街道哨/u);
  });
});

describe('a draft’s hints', () => {
  const textOf = (whistle: Whistle) => {
    const scene = aScene(whistle);
    return draftCard(scene, scene.says).sub_title_text ?? '';
  };

  it('say what becomes of the kind, who is only copied, and what to add (S15, S16)', () => {
    assert.match(
      textOf(aWhistle({ kind: 'alliance' })),
      /^党建联盟吹哨不能请城管局、市场监管局报到，确认后将作为街道吹哨/u,
    );
    assert.match(textOf(aWhistle({ observers: ['GAJ'] })), /公安分局只抄送知会/u);
    const counter = aWhistle({ kind: 'service', place: null });
    assert.match(textOf(counter), /请补充是哪个窗口，或事项编码/u);
    assert.doesNotMatch(textOf({ ...counter, asked: ['ask-item'] }), /哪个窗口/u);
    const several = aWhistle({ kind: 'project' });
    assert.match(textOf(several), /北辰大道地块征收项目、桃源街片区更新项目/u);
  });

  it('name two resources with their owners (S51)', () => {
    const text = '社区吹哨：周六清理沟渠';
    assert.equal(
      textOf(aGathering({ text })),
      '可用资源：排水公司 疏通吸污车（1 辆）；联盟街道志愿者协会 周末志愿服务队（30 人）。',
    );
  });

  it('wait with their questions while a fact is missing: one question at a time', () => {
    const text = textOf(aWhistle({ kind: 'project', effort: null, observers: ['GAJ'] }));
    assert.match(text, /还缺先期处置/u);
    assert.match(text, /只抄送知会/u);
    assert.doesNotMatch(text, /属于哪个项目/u);
  });

  it('show item and project in rows (S15, S17)', () => {
    const scene = aScene(aWhistle({ item: '530103-2026-0012', project: 'P01' }));
    const shown = rows(draftCard(scene, scene.says));
    assert.equal(shown['事项编码'], '530103-2026-0012');
    assert.equal(shown['项目'], '北辰大道地块征收项目');
  });
});
