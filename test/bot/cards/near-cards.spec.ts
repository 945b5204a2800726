import assert from 'node:assert/strict';
import { decodeAction } from '../../../src/bot/action-key.ts';
import { draftCard } from '../../../src/bot/cards/draft-card.ts';
import { age, mergedDraftCard } from '../../../src/bot/cards/draft-near.ts';
import { drawMessage } from '../../../src/bot/cards/draw.ts';
import { whistleCard } from '../../../src/bot/cards/whistle-card.ts';
import type { Near, Whistle } from '../../../src/domain/whistle.ts';
import type { ButtonCard } from '../../../src/wecom/card.ts';
import { fitCard } from '../../../src/wecom/fit-card.ts';
import {
  aSeat,
  aWhistle,
  anEmergency,
  anOrigin,
  at,
  book,
  bookWith,
  dispatched,
} from '../../support/a-whistle.ts';
import { aScene } from '../../support/scenes.ts';

const aNear = (more: Partial<Near> = {}): Near => ({
  whistleId: 'w-9',
  number: 'PL-20261121-0007',
  state: 'in_progress',
  place: '白塔路菜市场',
  at: at('21 11:00'),
  ...more,
});
const draw = (whistle: Whistle): ButtonCard =>
  fitCard(draftCard(aScene(whistle), aScene(whistle).says), 'bot');
const buttons = ({ button_list: all }: ButtonCard) => all.map(({ text }) => text);

describe('the card of a draft that may be about the same', () => {
  it('shows number, state and age, and takes 合并 or 仍然吹哨 for 确认吹哨', () => {
    const card = draw(aWhistle({ near: [aNear()] }));
    assert.match(card.sub_title_text ?? '', /0007 处置中，2天前/u);
    assert.deepEqual(buttons(card), ['合并', '仍然吹哨', '修改', '取消']);
    const [merge] = card.button_list;
    const action = decodeAction(merge?.key ?? '');
    assert.deepEqual([action?.verb, action?.whistleId, action?.org], ['merge', 'w-1', 'w-9']);
  });

  it('names each one where there are several, none of it cut', () => {
    const near = ['0007', '0003', '0012-2'].map((one) =>
      aNear({ whistleId: `w-${one}`, number: `PL-20261121-${one}` }),
    );
    const card = draw(aWhistle({ near, participations: [aSeat({ org: 'SJJ' })] }));
    assert.deepEqual(buttons(card), [
      '合并0007',
      '合并0003',
      '合并0012-2',
      '仍然吹哨',
      '修改',
      '取消',
    ]);
    assert.doesNotMatch(card.sub_title_text ?? '', /…$/u);
  });

  it('offers 二次吹哨 of what has ended', () => {
    const card = draw(aWhistle({ near: [aNear({ state: 'archived' })] }));
    assert.deepEqual(buttons(card), ['二次吹哨', '仍然吹哨', '修改', '取消']);
  });

  it('has no 仍然吹哨 where the district enforces one whistle a matter', () => {
    const modes = { ...book.admission.modes, duplicate: 'enforce' } as const;
    const using = bookWith({ admission: { ...book.admission, modes } });
    const scene = aScene(aWhistle({ near: [aNear()] }));
    const offers = { ...scene.says.offers, anyway: false };
    const card = draftCard({ ...scene, directory: using }, { ...scene.says, offers });
    assert.deepEqual(buttons(card), ['合并', '修改', '取消']);
    assert.match(card.sub_title_text ?? '', /修改地点或事项/u);
  });

  it('that lacks a fact may be merged, and asks for the fact', () => {
    const card = draw(aWhistle({ near: [aNear()], effort: null }));
    assert.deepEqual(buttons(card), ['合并', '修改', '取消']);
    assert.match(card.sub_title_text ?? '', /先期处置.*0007/u);
  });

  it('is as ever when there is none', () => {
    assert.deepEqual(buttons(draw(aWhistle())), ['确认吹哨', '修改', '取消']);
  });

  it('tells ages in minutes, hours and days', () => {
    assert.equal(age(at('23 09:00'), at('23 09:12')), '12分钟前');
    assert.equal(age(at('23 09:00'), at('24 08:00')), '23小时前');
    assert.equal(age(at('20 09:00'), at('23 09:00')), '3天前');
  });
});

describe('the card of what was merged', () => {
  it('says where it went and how that stands, and offers the way back', () => {
    const merged = aWhistle({ state: 'merged', mergedInto: 'w-9', near: [aNear()] });
    const card = mergedDraftCard(aScene(merged));
    assert.match(card.main_title.title ?? '', /0007/u);
    assert.deepEqual(card.horizontal_content_list?.slice(0, 2), [
      { keyname: '编号', value: 'PL-20261121-0007' },
      { keyname: '状态', value: '处置中' },
    ]);
    assert.deepEqual(buttons(card), ['不是同一件事']);
  });

  it('of an emergency says the phone numbers first, then the number and who is coming (S20)', () => {
    const { whistle } = dispatched(anEmergency()).then('zjj-a', 'check-in');
    const drawn = drawMessage({ type: 'merged', from: 'w-2', byItself: true }, aScene(whistle));
    assert.ok(drawn?.type === 'card' && drawn.card.card_type === 'button_interaction');
    const { card } = drawn;
    assert.match(card.sub_title_text ?? '', /^如有人员伤亡或险情，请先拨打 119\/110\/120/u);
    assert.match(JSON.stringify(card), /PL-20261123-0007.*住建局.*已报到 /u);
    const [split] = card.button_list;
    assert.equal(split?.text, '不是同一件事');
    assert.equal(decodeAction(split?.key ?? '')?.whistleId, 'w-2');
  });

  it('says who was asked for and is not coming', () => {
    const { whistle } = dispatched(anEmergency());
    const told = (named: readonly string[]) => {
      const drawn = drawMessage(
        { type: 'merged', from: 'w-2', byItself: true, named },
        aScene(whistle),
      );
      assert.ok(drawn?.type === 'card' && drawn.card.card_type === 'button_interaction');
      return fitCard(drawn.card, 'bot').sub_title_text ?? '';
    };
    assert.match(told(['ZJJ', 'WJJ']), /该单没有请卫健局：.*“更正 0007 加上卫健局”.*确认吹哨。$/u);
    assert.doesNotMatch(told(['ZJJ']), /没有请/u);
  });
});

describe('the origin of a whistle (S02, S67)', () => {
  it('is on the draft and on every department’s card, and counts the demands', () => {
    const origins = [1, 2, 3].map((one) => anOrigin({ source: 'hotline', reference: String(one) }));
    const { whistle } = dispatched(aWhistle({ origins }));
    const card = whistleCard(aScene(whistle), 'CGJ');
    assert.equal(card.quote_area?.title, '诉求 3 起，哨源：热线工单 3 起');
    assert.equal(draw(aWhistle()).quote_area?.title, '哨源：街道自查');
  });
});

describe('news about the same matter', () => {
  it('says how many demands have come in, and how many there are', () => {
    const origins = [anOrigin(), anOrigin({ mergedFrom: 'w-2' })];
    const { whistle } = dispatched(aWhistle({ origins }));
    const drawn = drawMessage(
      { type: 'notice', news: 'joined', org: null, to: 'blower', since: 1 },
      aScene(whistle),
    );
    assert.match(JSON.stringify(drawn), /又有1起同类诉求，已合计2起/u);
  });

  it('tells leaders that it came back, and the office to list it from the third time on (domain 5.7)', () => {
    const told = (nth: number) => {
      const again = { of: 'w-9', number: 'PL-20261101-0007', nth };
      const { whistle } = dispatched(aWhistle());
      const scene = aScene({ ...whistle, again });
      return JSON.stringify(
        drawMessage({ type: 'notice', news: 'again', org: null, to: 'overseer' }, scene),
      );
    };
    assert.match(told(2), /二次吹哨.*0007 办结，现又出现/u);
    assert.doesNotMatch(told(2), /挂牌督办/u);
    assert.match(told(3), /三次吹哨.*挂牌督办/u);
  });
});
