import assert from 'node:assert/strict';
import type { ButtonCard, TemplateCard, TextNotice } from '../../src/wecom/card.ts';
import { clipBytes, clipChars } from '../../src/wecom/clip.ts';
import { WecomError } from '../../src/wecom/error.ts';
import { fitCard } from '../../src/wecom/fit-card.ts';

const aCard = (more: Partial<ButtonCard> = {}): ButtonCard => ({
  card_type: 'button_interaction',
  main_title: { title: '街道吹哨' },
  button_list: [{ text: '报到', key: 'checkin' }],
  task_id: 'duty_07',
  ...more,
});
const many = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));
const isMalformed = (error: unknown) => error instanceof WecomError && error.kind === 'content';

describe('a fitted card', () => {
  it('keeps a card that fits as it is', () => {
    const card = aCard({ horizontal_content_list: [{ keyname: '未报到', value: '3 个部门' }] });
    assert.deepEqual(fitCard(card, 'app'), card);
    assert.deepEqual(fitCard(card, 'bot'), card);
  });

  it('has texts as long as its dialect shows, the cut marked', () => {
    const card = aCard({
      main_title: { title: '长'.repeat(50), desc: '长'.repeat(50) },
      sub_title_text: '长'.repeat(200),
      horizontal_content_list: [{ keyname: '一二三四五六', value: '长'.repeat(40) }],
    });
    const lengths = (fitted: ButtonCard) => [
      fitted.main_title.title?.length,
      fitted.main_title.desc?.length,
      fitted.sub_title_text?.length,
      fitted.horizontal_content_list?.[0]?.keyname,
      fitted.horizontal_content_list?.[0]?.value?.length,
    ];
    assert.deepEqual(lengths(fitCard(card, 'app')), [36, 44, 160, '一二三四…', 30]);
    assert.deepEqual(lengths(fitCard(card, 'bot')), [26, 30, 112, '一二三四…', 26]);
  });

  it('has six rows, six buttons, three jumps and three menu items at most', () => {
    const button = fitCard(
      aCard({
        horizontal_content_list: many(9, (i) => ({ keyname: `k${i}` })),
        button_list: many(9, (i) => ({ text: `t${i}`, key: `k${i}` })),
        action_menu: { desc: 'x', action_list: many(5, (i) => ({ text: 't', key: `k${i}` })) },
      }),
      'bot',
    );
    assert.equal(button.horizontal_content_list?.length, 6);
    assert.equal(button.button_list.length, 6);
    assert.equal(button.action_menu?.action_list.length, 3);
    const notice: TextNotice = {
      card_type: 'text_notice',
      main_title: { title: 't' },
      jump_list: many(5, () => ({ type: 1, title: 't', url: 'https://x' })),
      card_action: { type: 1, url: 'https://x' },
    };
    assert.equal(fitCard(notice, 'app').jump_list?.length, 3);
  });

  it('has nothing the bot does not know', () => {
    const card = aCard({
      replace_text: '已报到',
      horizontal_content_list: [{ type: 2, keyname: '附件', value: 'a.pdf', media_id: 'm' }],
      button_list: [
        { type: 0, text: '报到', key: 'a' },
        { type: 1, text: '详情', key: 'b', url: 'https://x' },
      ],
    });
    assert.deepEqual(fitCard(card, 'app'), card);
    assert.deepEqual(
      fitCard(card, 'bot'),
      aCard({
        horizontal_content_list: [{ keyname: '附件', value: 'a.pdf' }],
        button_list: [{ text: '报到', key: 'a' }],
      }),
    );
  });

  it('is the same JSON whatever order its fields were given in', () => {
    const card = aCard({ card_action: { type: 1, url: 'https://x' } });
    const turned = Object.fromEntries(Object.entries(card).reverse()) as unknown as ButtonCard;
    assert.equal(JSON.stringify(fitCard(card, 'app')), JSON.stringify(fitCard(turned, 'app')));
  });

  it('is not made from what no cutting mends', () => {
    const broken: TemplateCard[] = [
      aCard({ task_id: 'a b' }),
      aCard({ task_id: '哨' }),
      aCard({ task_id: '' }),
      aCard({ task_id: 'x'.repeat(129) }),
      aCard({ button_list: [] }),
      aCard({ button_list: [{ text: 'a', key: '' }] }),
      aCard({ button_list: [{ text: 'a', key: '键'.repeat(342) }] }),
      aCard({ button_list: many(2, () => ({ text: 'a', key: 'same' })) }),
      { card_type: 'text_notice', card_action: { type: 1, url: 'https://x' } },
    ];
    for (const card of broken) assert.throws(() => fitCard(card, 'bot'), isMalformed);
    const link = aCard({ button_list: [{ type: 1, text: 'a', key: 'k', url: 'https://x' }] });
    assert.throws(() => fitCard(link, 'bot'), isMalformed);
  });

  it('cuts no character in half', () => {
    assert.equal(clipChars('👍👍👍', 3), '👍👍👍');
    assert.equal(clipChars('👍👍👍👍', 3), '👍👍…');
    assert.equal(clipBytes('哨哨哨', 9), '哨哨哨');
    assert.equal(clipBytes('哨哨哨哨', 10), '哨哨…');
  });
});
