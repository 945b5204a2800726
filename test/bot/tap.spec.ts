import assert from 'node:assert/strict';
import { tapVerbs, type Action, type CardFace } from '../../src/bot/action-key.ts';
import { tapCommand, tappedCard, type Tapped } from '../../src/bot/tap.ts';
import type { Refusal } from '../../src/domain/decision.ts';
import type { Whistle } from '../../src/domain/whistle.ts';
import type { ButtonCard, TemplateCard } from '../../src/wecom/card.ts';
import {
  aStory,
  aWhistle,
  archived,
  claimed,
  directory,
  dispatched,
  monday,
  verified,
} from '../support/a-whistle.ts';
import { aTap } from '../support/an-inbound.ts';

const anAction = (more: Partial<Action> = {}): Action => ({
  face: 'seat',
  verb: 'sign',
  whistleId: 'w-1',
  org: 'CGJ',
  ...more,
});
const commandOf = (action: Action, selected = {}, more = {}) => {
  const inbound = aTap('', more, selected);
  assert.ok(inbound.content.type === 'tap');
  return tapCommand(action, inbound.content, inbound);
};

describe('the command of a tap', () => {
  it('of every verb is that verb, by the tapper, about the card’s whistle', () => {
    for (const verb of tapVerbs) {
      const command = commandOf(anAction({ verb }));
      // What only an admission's card has does nothing to a whistle.
      assert.equal(command.type, verb === 'grant' || verb === 'refuse' ? 'show' : verb);
      assert.equal(command.by, 'cgj-a');
      assert.equal(command.tapped, true);
      assert.deepEqual(command.heardIn, { type: 'group', chatId: 'wr-cgj' });
      assert.deepEqual('target' in command && command.target, { whistleId: 'w-1' });
    }
  });

  it('carries the card’s department, and never words: they are asked for', () => {
    for (const verb of ['sign', 'check-in', 'on-site'] as const) {
      const command = commandOf(anAction({ verb }));
      assert.ok(command.type === verb && command.seat === 'CGJ');
    }
    const done = commandOf(anAction({ verb: 'done' }));
    assert.ok(done.type === 'done' && done.sentence === '' && done.seat === 'CGJ');
    for (const verb of ['disapprove', 'return'] as const) {
      const command = commandOf(anAction({ verb }));
      assert.ok(command.type === verb && command.reason === '');
    }
    const add = commandOf(anAction({ verb: 'add-department', org: 'CGJ' }));
    assert.ok(add.type === 'add-department' && add.org === 'CGJ');
  });

  it('of a rating carries the chosen scores by criterion', () => {
    const rate = commandOf(anAction({ face: 'rate', verb: 'rate' }), {
      cooperation: ['5'],
      professionalism: ['4'],
      responsibility: [],
    });
    assert.ok(rate.type === 'rate');
    assert.deepEqual(rate.scores, { cooperation: 5, professionalism: 4, responsibility: NaN });
  });

  it('alone is heard on its line', () => {
    const command = commandOf(anAction(), {}, { chat: { type: 'single' }, line: 'app' });
    assert.deepEqual(command.heardIn, { type: 'single', line: 'app' });
  });
});

interface Scene {
  readonly whistle?: Whistle | null;
  readonly refusal?: Refusal | null;
  readonly action?: Partial<Action>;
  readonly hint?: string;
}

const turns = ({ whistle = dispatched().whistle, refusal = null, action, hint }: Scene) => {
  const tapped = anAction(action);
  const command = commandOf(tapped);
  const outcome = {
    whistle,
    refusal,
    changed: refusal === null,
    directory,
    member: directory.memberOf('cgj-a'),
    now: monday,
  };
  const all: Tapped = { action: tapped, command, outcome, taskId: 't-9' };
  return tappedCard(hint === undefined ? all : { ...all, hint });
};
const cardOf = (scene: Scene): TemplateCard => {
  const card = turns(scene);
  assert.ok(card);
  assert.equal(card.task_id, 't-9', 'an answer repeats the tap’s task id');
  return card;
};
const textOf = (card: TemplateCard) => (card as ButtonCard).sub_title_text ?? '';
const titleOf = (card: TemplateCard) => card.main_title?.title ?? '';
const buttons = (card: TemplateCard) =>
  card.card_type === 'button_interaction' ? card.button_list.map(({ text }) => text) : [];

describe('a tapped card', () => {
  it('turns into the same face, drawn from the state as it is now', () => {
    const faces: readonly (readonly [CardFace, Whistle, RegExp])[] = [
      ['draft', aWhistle(), /^哨单草稿/u],
      ['draft', aStory().then('td-a', 'cancel').whistle, /^哨单草稿/u],
      ['draft', dispatched().whistle, /^已派哨$/u],
      ['approval', aStory().then('td-a', 'confirm').whistle, /^请审批/u],
      ['approval', dispatched().whistle, /^已同意/u],
      ['seat', dispatched().whistle, /^日常哨｜占道经营/u],
      ['verify', claimed().whistle, /^请核验$/u],
      ['rate', verified().whistle, /^请评价 城管局$/u],
      ['rate', archived().whistle, /^已评价 城管局$/u],
      ['news', dispatched().whistle, /^已派哨$/u],
    ];
    for (const [face, whistle, title] of faces)
      assert.match(titleOf(cardOf({ whistle, action: { face } })), title, face);
  });

  it('that asks to verify says where it is', () => {
    const card = cardOf({ whistle: claimed().whistle, action: { face: 'verify' } });
    assert.match(JSON.stringify(card), /"keyname":"地点","value":"拓东街道 /u);
  });

  it('of no department in particular is the whistle’s', () => {
    assert.equal(titleOf(cardOf({ action: { org: null } })), '已派哨');
    const rate = cardOf({ whistle: claimed().whistle, action: { face: 'rate', org: null } });
    assert.equal(titleOf(rate), '请核验');
  });

  it('of a whistle that is gone stays as it is', () => {
    assert.equal(turns({ whistle: null }), null);
  });

  it('says what happens next after 确认吹哨', () => {
    const card = cardOf({
      whistle: aStory().then('td-a', 'confirm').whistle,
      action: { face: 'draft', verb: 'confirm', org: null },
    });
    assert.match(textOf(card), /领导同意后自动派出/u);
  });

  it('shows how to change a draft after 修改', () => {
    const card = cardOf({
      whistle: aWhistle(),
      action: { face: 'draft', verb: 'edit', org: null },
    });
    assert.match(textOf(card), /直接回复要改的内容/u);
  });
});

describe('a refused tap', () => {
  const notYours: Refusal = { code: 'not-yours', allowed: '城管局' };

  it('says why on every face (I6)', () => {
    const faces: readonly (readonly [CardFace, Whistle])[] = [
      ['draft', aWhistle()],
      ['approval', aStory().then('td-a', 'confirm').whistle],
      ['seat', dispatched().whistle],
      ['verify', claimed().whistle],
      ['news', dispatched().whistle],
    ];
    for (const [face, whistle] of faces)
      assert.match(
        textOf(cardOf({ whistle, refusal: notYours, action: { face } })),
        /由城管局办理/u,
        face,
      );
    const rate = cardOf({
      whistle: verified().whistle,
      refusal: notYours,
      action: { face: 'rate' },
    });
    assert.match(rate.main_title?.desc ?? '', /由城管局办理/u);
  });

  it('keeps the buttons of those who may', () => {
    assert.deepEqual(buttons(cardOf({ refusal: notYours })), ['签收', '报到']);
    const draft = cardOf({ whistle: aWhistle(), refusal: notYours, action: { face: 'draft' } });
    assert.ok(buttons(draft).includes('确认吹哨'));
  });

  it('of an incomplete draft asks the one question that is next (S23)', () => {
    const card = cardOf({
      whistle: aWhistle({ place: null }),
      refusal: { code: 'incomplete', missing: ['place'] },
      action: { face: 'draft', verb: 'confirm', org: null },
    });
    assert.match(textOf(card), /^还缺地点/u);
  });

  it('that asks for words gives them, number filled in', () => {
    const card = cardOf({
      refusal: { code: 'needs-sentence', words: '办结 0007 ' },
      action: { verb: 'done' },
    });
    assert.match(textOf(card), /办结 0007 /u);
  });

  it('of a rating without all scores says how, in what the card can show', () => {
    const card = cardOf({
      whistle: verified().whistle,
      refusal: { code: 'bad-scores', words: '' },
      action: { face: 'rate', verb: 'rate' },
    });
    const said = card.main_title?.desc ?? '';
    assert.match(said, /评价 0007 城管局 5 4 5/u);
    assert.ok(Array.from(said).length <= 30, `${said} is cut on the bot’s line`);
  });

  it('that found the whistle locked asks for another tap on every face', () => {
    for (const face of ['draft', 'seat', 'verify', 'news'] as const) {
      const whistle = face === 'draft' ? aWhistle() : dispatched().whistle;
      const card = cardOf({ whistle, action: { face }, hint: '正忙，请再点一次。' });
      assert.equal(textOf(card), '正忙，请再点一次。', face);
    }
  });
});

describe('a rating that is due a reason', () => {
  it('is kept, and the reason asked for with words to send (domain 5.8)', () => {
    const rated = verified().then('td-a', 'rate', { org: 'CGJ', scores: [5, 4, 4], reason: null });
    const card = cardOf({ whistle: rated.whistle, action: { face: 'rate', verb: 'rate' } });
    assert.match(textOf(card), /评价已记录.*补一句理由.*评价 0007 城管局 5 4 4 /u);
  });

  it('is not asked for one when it has one, or when none is due', () => {
    for (const more of [{ scores: [5, 5, 5], reason: '主动' }, { scores: [4, 4, 4] }]) {
      const rated = verified().then('td-a', 'rate', { org: 'CGJ', reason: null, ...more });
      const card = cardOf({ whistle: rated.whistle, action: { face: 'rate', verb: 'rate' } });
      assert.doesNotMatch(textOf(card), /请补一句/u);
    }
  });
});
