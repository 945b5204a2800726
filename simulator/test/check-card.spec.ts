import assert from 'node:assert/strict';
import { checkCard } from '../src/card/check-card.ts';
import { aCard, type Fields } from './support/a-simulator.ts';

const notice = (fields: Fields): Fields => ({
  card_type: 'text_notice',
  main_title: { title: '通知' },
  card_action: { type: 1, url: 'https://example.com' },
  ...fields,
});

describe('checkCard', () => {
  it('lets a button card and a notice through in both dialects', () => {
    for (const dialect of ['app', 'bot'] as const) {
      assert.equal(checkCard(aCard('t1'), dialect), null);
      assert.equal(checkCard(notice({}), dialect), null);
    }
  });

  const cases: readonly [string, Fields, number][] = [
    ['an unknown card_type', { card_type: 'poster' }, 42031],
    ['a notice without card_action', notice({ card_action: undefined }), 42045],
    ['a notice whose card_action goes nowhere', notice({ card_action: { type: 0 } }), 42045],
    ['a card without a title', { ...aCard('t'), main_title: {} }, 42033],
    ['a button without words', aCard('t', { text: '' }), 42038],
    ['a button without a key', aCard('t', { key: '' }), 42039],
    ['a missing task_id', aCard(''), 42014],
    ['a task_id with other letters', aCard('哨 1'), 42014],
    ['a task_id of 129 letters', aCard('a'.repeat(129)), 42014],
    ['a row without keyname', notice({ horizontal_content_list: [{ value: 'x' }] }), 42027],
    [
      'seven rows',
      notice({ horizontal_content_list: Array.from({ length: 7 }, () => ({ keyname: 'k' })) }),
      42035,
    ],
    ['a news card without a picture', { ...notice({}), card_type: 'news_notice' }, 42044],
    [
      'a vote without a submit button',
      { card_type: 'vote_interaction', main_title: { title: '选' }, task_id: 't' },
      42049,
    ],
  ];
  for (const [what, card, errcode] of cases)
    it(`refuses ${what} with ${errcode}`, () => {
      assert.equal(checkCard(card, 'bot')?.errcode, errcode);
    });

  it('refuses two buttons with one key', () => {
    const { button_list: buttons, ...rest } = aCard('t');
    const twice = { ...rest, button_list: [...(buttons as Fields[]), ...(buttons as Fields[])] };
    assert.equal(checkCard(twice, 'bot')?.errcode, 42039);
  });

  it('knows URL buttons in the app dialect only', () => {
    const linked = aCard('t', { type: 1, url: 'https://example.com', key: '' });
    assert.equal(checkCard(linked, 'app'), null);
    assert.equal(checkCard(linked, 'bot')?.errcode, 42039);
  });

  it('lets a group robot show link cards only', () => {
    assert.equal(checkCard(aCard('t'), 'robot')?.errcode, 42031);
    assert.equal(checkCard(notice({}), 'robot'), null);
  });

  it('does not look at the task_id of an update', () => {
    assert.equal(checkCard(aCard(''), 'app', true), null);
  });
});
