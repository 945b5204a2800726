import assert from 'node:assert/strict';
import { cardFromXml } from '../src/card/card-from-xml.ts';
import { cutToBytes } from '../src/wire/json.ts';
import { createWindows } from '../src/wire/window.ts';
import { readXml, writeXml } from '../src/wire/xml.ts';

describe('xml', () => {
  it('keeps 64-bit numbers and a closing bracket inside a text', () => {
    const xml = writeXml({ MsgId: 4561255354251345929n, Content: 'a]]>b' });
    assert.match(xml, /<MsgId>4561255354251345929<\/MsgId>/);
    assert.equal(readXml(xml)?.Content, 'a]]>b');
  });

  it('repeats the element of a list instead of wrapping it', () => {
    const xml = writeXml({ OptionIds: { OptionId: ['a', 'b'] } });
    assert.equal((xml.match(/<OptionId>/g) ?? []).length, 2);
  });
});

describe('cardFromXml', () => {
  it('reads one button as a list of one, and numbers as numbers', () => {
    const xml =
      '<xml><CardType>button_interaction</CardType><MainTitle><Title>哨</Title></MainTitle>' +
      '<HorizontalContentList><KeyName>k</KeyName><Value>v</Value></HorizontalContentList>' +
      '<ButtonList><Text>报到</Text><Style>4</Style><Key>x</Key></ButtonList></xml>';
    assert.deepEqual(cardFromXml(readXml(xml)!), {
      card_type: 'button_interaction',
      main_title: { title: '哨' },
      horizontal_content_list: [{ keyname: 'k', value: 'v' }],
      button_list: [{ text: '报到', style: 4, key: 'x' }],
    });
  });
});

describe('windows', () => {
  it('lets 30 a minute through, and the next when the first is a minute old', () => {
    let now = 0;
    const { take } = createWindows(() => now);
    const limit = [{ count: 30, ms: 60_000 }];
    for (let one = 0; one < 30; one += 1) assert.equal(take('a', limit), true);
    assert.equal(take('a', limit), false);
    assert.equal(take('b', limit), true);
    now = 60_000;
    assert.equal(take('a', limit), true);
  });
});

describe('cutToBytes', () => {
  it('never leaves half a character', () => {
    assert.equal(cutToBytes('哨响人到', 7), '哨响');
    assert.equal(cutToBytes('ok', 2), 'ok');
  });
});
