import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeAction } from '../../../src/bot/action-key.ts';
import { drawMessage, type Drawn } from '../../../src/bot/cards/draw.ts';
import { approvalCard } from '../../../src/bot/cards/approval-card.ts';
import { rateCard } from '../../../src/bot/cards/closing-cards.ts';
import { masked, maskedForGroup } from '../../../src/bot/cards/frame.ts';
import { newsCard } from '../../../src/bot/cards/news-card.ts';
import { lateness, reminderLine } from '../../../src/bot/cards/reminder-card.ts';
import { reportCard } from '../../../src/bot/cards/report-card.ts';
import { whistleCard } from '../../../src/bot/cards/whistle-card.ts';
import type { Message } from '../../../src/domain/effect.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import type { ButtonCard, TemplateCard } from '../../../src/wecom/card.ts';
import { fitCard } from '../../../src/wecom/fit-card.ts';
import {
  aStory,
  aWhistle,
  anEmergency,
  archived,
  at,
  book,
  claimed,
  dispatched,
  verified,
} from '../../support/a-whistle.ts';
import { aReminder, aScene, everyMessage, everyWhistle } from '../../support/scenes.ts';

const draw = (message: Message, whistle: Whistle, now?: string): Drawn | null =>
  drawMessage(message, aScene(whistle, now));
const cardOf = (message: Message, whistle: Whistle, now?: string): TemplateCard => {
  const drawn = draw(message, whistle, now);
  assert.ok(drawn?.type === 'card', `${message.type} draws no card`);
  return drawn.card;
};
const buttons = (card: TemplateCard): string[] =>
  card.card_type === 'button_interaction' ? card.button_list.map(({ text }) => text) : [];
const rows = (card: TemplateCard): Record<string, string> =>
  card.card_type === 'button_interaction'
    ? Object.fromEntries(
        (card.horizontal_content_list ?? []).map(({ keyname, value }) => [keyname, value ?? '']),
      )
    : {};
const allText = (card: TemplateCard): string => JSON.stringify(card);
const seatButtons = (whistle: Whistle, org = 'CGJ') => buttons(whistleCard(aScene(whistle), org));

describe('the six rows of a card', () => {
  const call = (orgs: readonly string[]) => {
    const [first, second] = aWhistle().participations;
    return orgs.map((org, index) => ({ ...(index === 0 ? first! : second!), org }));
  };
  const project = book.projects[0]!.code;

  it('keep effort on the draft and the last limit on the card where a project has a row (S17)', () => {
    const participations = call(['CGJ', 'SJJ']);
    const draft = aWhistle({ kind: 'project', project, participations, street: 'JC' });
    const drawn = rows(cardOf({ type: 'draft' }, draft));
    assert.equal(drawn['先期处置'], '已劝离3次');
    assert.match(drawn['地点'] ?? '', /^金辰街道 /u);
    const out = { ...dispatched().whistle, project };
    assert.ok(rows(whistleCard(aScene(out), 'CGJ'))['办结时限']);
  });

  it('have none for a place where a counter’s whistle names none (S15)', () => {
    const counter = { kind: 'service', place: null, street: null } as const;
    const draft = rows(cardOf({ type: 'draft' }, aWhistle(counter)));
    assert.deepEqual([draft['地点'], draft['街道']], [undefined, undefined]);
    const out = { ...dispatched().whistle, ...counter };
    assert.equal(rows(whistleCard(aScene(out), 'CGJ'))['地点'], undefined);
  });

  it('cut no unit’s name: a long one stands beside its state, many are counted', () => {
    const out = { ...dispatched().whistle, participations: call(['CGJ', 'ZRZ']) };
    const news = { news: 'dispatched', org: null } as const;
    const long = rows(fitCard(newsCard(aScene(out), news), 'bot'));
    assert.equal(long['协办'], '自然资源分局 待签收');
    const many = call(['CGJ', 'GAJ', 'SJJ', 'XFD', 'JJD', 'WLJ']);
    const crowd = newsCard(aScene({ ...out, participations: many }), news);
    assert.match(rows(fitCard(crowd, 'bot'))['状态'] ?? '', /^已派哨，等城管局、.*等6家$/u);
  });

  it('name whose leader decides', () => {
    const waits = (whistle: Whistle) =>
      rows(newsCard(aScene(whistle), { news: null, org: null }))['状态'];
    const pending = aStory().then('td-a', 'confirm').whistle;
    assert.equal(waits(pending), '待审批，等街道审批领导');
    assert.equal(waits({ ...pending, blowerOrg: 'ZWJ' }), '待审批，等政务局审批领导');
  });
});

describe('every card in every state', () => {
  const drawn = everyWhistle().flatMap(([name, whistle]) =>
    everyMessage(whistle).flatMap((message) => {
      const found = draw(message, whistle);
      const what = `${message.type} of ${name}`;
      return found?.type === 'card'
        ? [{ what, card: found.card, onBot: fitCard(found.card, 'bot') }]
        : [];
    }),
  );

  it('is drawn for most messages and states', () => {
    assert.ok(drawn.length > 600, String(drawn.length));
  });

  it('fits both lines of WeCom and keeps their hard limits (protocol 3.3)', () => {
    for (const { what, card, onBot } of drawn)
      for (const fitted of [onBot, fitCard(card, 'app')]) keepsLimits(fitted, what);
  });

  it('has at most six rows and six buttons before anything is cut away', () => {
    for (const { what, card } of drawn) {
      if (card.card_type !== 'button_interaction') continue;
      assert.ok((card.horizontal_content_list ?? []).length <= 6, what);
      assert.ok(card.button_list.length >= 1 && card.button_list.length <= 6, what);
    }
  });

  it('never shows undefined, null, NaN or an object', () => {
    for (const { what, card } of drawn)
      for (const text of textsOf(card))
        assert.doesNotMatch(text, /undefined|null|NaN|\[object/u, `${what}: ${text}`);
  });

  it('never shows an empty value: what is unknown is a dash', () => {
    for (const { what, card } of drawn)
      for (const [keyname, value] of Object.entries(rows(card)))
        assert.notEqual(value, '', `${what}: ${keyname}`);
  });

  it('has only buttons whose keys can be read back, about this whistle', () => {
    for (const { what, card } of drawn) {
      const keys =
        card.card_type === 'button_interaction'
          ? card.button_list.map(({ key }) => key)
          : card.card_type === 'multiple_interaction'
            ? [card.submit_button.key]
            : [];
      for (const key of keys) assert.equal(decodeAction(key)?.whistleId, 'w-1', `${what}: ${key}`);
    }
  });

  it('has titles, names of rows and buttons that no line of WeCom cuts', () => {
    for (const { what, onBot: fitted } of drawn) {
      if (fitted.card_type !== 'button_interaction') continue;
      const names = (fitted.horizontal_content_list ?? []).map(({ keyname }) => keyname);
      const texts = [fitted.main_title.title ?? '', ...names, ...buttons(fitted)];
      for (const text of texts) assert.doesNotMatch(text, /…$/u, `${what}: ${text}`);
    }
  });
});

function keepsLimits(card: TemplateCard, what: string): void {
  assert.match(card.task_id ?? '', /^[0-9A-Za-z_\-@]{1,128}$/u, what);
  assert.ok(card.main_title?.title, what);
  if (card.card_type === 'button_interaction') {
    const keys = card.button_list.map(({ key }) => key);
    assert.ok(keys.length >= 1 && keys.length <= 6, what);
    assert.equal(new Set(keys).size, keys.length, what);
    assert.ok(
      keys.every((key) => Buffer.byteLength(key) <= 1024),
      what,
    );
    assert.ok((card.horizontal_content_list ?? []).length <= 6, what);
  }
  if (card.card_type === 'multiple_interaction') {
    assert.ok(card.select_list.length >= 1 && card.select_list.length <= 3, what);
    for (const { option_list: options } of card.select_list)
      assert.ok(options.length >= 1 && options.length <= 10, what);
  }
}

/** Every text a person reads on a card: all strings but keys and ids. */
function textsOf(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return ['key', 'task_id', 'id'].includes(name) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsOf(one, key));
}

describe('the buttons of a department’s card', () => {
  it('are those of its own next step, whatever the other department did (S03)', () => {
    const story = dispatched();
    assert.deepEqual(seatButtons(story.whistle), ['签收', '报到']);
    story.then('cgj-a', 'sign');
    assert.deepEqual(seatButtons(story.whistle), ['报到']);
    story.then('cgj-a', 'check-in');
    assert.deepEqual(seatButtons(story.whistle), ['到场', '办结']);
    story.then('cgj-a', 'on-site');
    assert.deepEqual(seatButtons(story.whistle), ['办结']);
    story.then('cgj-a', 'done', { sentence: '好了' });
    assert.deepEqual(seatButtons(story.whistle), ['已办结 ✓']);
    assert.deepEqual(seatButtons(story.whistle, 'SJJ'), ['签收', '报到']);
  });

  it('are one plain word after the end', () => {
    assert.deepEqual(seatButtons(archived().whistle), ['已归档']);
    const withdrawn = dispatched().then('td-a', 'withdraw', { reason: '误报' }).whistle;
    assert.deepEqual(seatButtons(withdrawn), ['已撤哨']);
  });

  it('of a unit that was not called are 查哨 alone', () => {
    assert.deepEqual(seatButtons(dispatched().whistle, 'XFD'), ['查哨']);
  });
});

describe('the buttons of the street’s cards', () => {
  it('of a draft are 确认吹哨 only when nothing is missing', () => {
    const draft = (whistle: Whistle) => buttons(cardOf({ type: 'draft' }, whistle));
    assert.deepEqual(draft(aWhistle()), ['确认吹哨', '修改', '取消']);
    assert.deepEqual(draft(aWhistle({ place: null })), ['修改', '取消']);
    const [, assist] = aWhistle().participations;
    assert.deepEqual(draft(aWhistle({ participations: [assist!] })), [
      '确认吹哨',
      '加上城管局',
      '修改',
      '取消',
    ]);
  });

  it('of an approval are 同意 and 不同意; of an emergency that went first only 同意 (S20)', () => {
    const waiting = aStory().then('td-a', 'confirm').whistle;
    assert.deepEqual(buttons(cardOf({ type: 'approval' }, waiting)), ['同意', '不同意']);
    const gone = aStory(anEmergency()).then('td-a', 'confirm').whistle;
    assert.deepEqual(buttons(cardOf({ type: 'approval' }, gone)), ['同意']);
  });

  it('of a held whistle are 修改 and 取消', () => {
    const held = aStory().then('td-a', 'confirm').then('td-lead', 'disapprove').whistle;
    const notice = { type: 'notice', news: 'held', org: null, to: 'blower' } as const;
    assert.deepEqual(buttons(cardOf(notice, held)), ['修改', '取消']);
    assert.deepEqual(rows(cardOf(notice, held))['理由'], '未写理由');
  });

  it('of a verification are 核验通过 and 退回重办, with who never came named (S26)', () => {
    const story = dispatched().then('sjj-a', 'on-site').then('cgj-a', 'check-in');
    for (const by of ['cgj-a', 'sjj-a']) story.then(by, 'done', { sentence: '好了' });
    const card = cardOf({ type: 'verify' }, story.whistle);
    assert.deepEqual(buttons(card), ['核验通过', '退回重办']);
    assert.match(rows(card)['城管局'] ?? '', /未到场/u);
    assert.doesNotMatch(rows(card)['市场监管局'.slice(0, 5)] ?? '', /未到场/u);
  });
});

describe('the rating card', () => {
  it('asks one question a criterion with its anchors, beside the computed score (S36, S37)', () => {
    const card = rateCard(aScene(verified().whistle), 'CGJ');
    assert.ok(card.card_type === 'multiple_interaction');
    assert.deepEqual(
      card.select_list.map(({ title }) => title),
      ['配合度', '专业性', '担当意识'],
    );
    assert.match(card.main_title.desc ?? '', /报到率 100 分（系统计算）/u);
    const options = card.select_list[0]?.option_list.map(({ text }) => text) ?? [];
    assert.equal(options.length, 6);
    assert.match(options[0] ?? '', /^5分 主动协调/u);
    const begun = card.select_list.map((one) =>
      one.option_list.find(({ id }) => id === one.selected_id),
    );
    assert.deepEqual(
      begun.map((one) => one?.text),
      ['请选择', '请选择', '请选择'],
      'no score is given by tapping past it',
    );
    const shown = fitCard(card, 'bot').select_list.flatMap((one) => one.option_list);
    assert.deepEqual(
      shown.map(({ text }) => text),
      card.select_list.flatMap((one) => one.option_list.map(({ text }) => text)),
      'WeCom cuts none of them',
    );
  });

  it('once rated shows the scores and no selector', () => {
    const rated = verified().then('td-a', 'rate', { org: 'CGJ', scores: [5, 4, 3] }).whistle;
    const card = rateCard(aScene(rated), 'CGJ');
    assert.deepEqual(rows(card), {
      报到率: '100 分（系统计算）',
      配合度: '5 分',
      专业性: '4 分',
      担当意识: '3 分',
    });
    assert.deepEqual(buttons(card), ['已评价 ✓']);
  });
});

describe('a message whose step has passed', () => {
  it('draws nothing (I4)', () => {
    const draft = aWhistle();
    const out = dispatched().whistle;
    const over = archived().whistle;
    const passed: readonly (readonly [Message, Whistle])[] = [
      [{ type: 'draft' }, out],
      [{ type: 'draft' }, over],
      [{ type: 'approval' }, draft],
      [{ type: 'approval' }, out],
      [
        { type: 'approval' },
        aStory().then('td-a', 'confirm').then('td-lead', 'disapprove').whistle,
      ],
      [{ type: 'summons', org: 'CGJ' }, over],
      [{ type: 'verify' }, verified().whistle],
      [{ type: 'verify' }, claimed().then('td-a', 'return').whistle],
      [{ type: 'rate', org: 'CGJ' }, over],
      [aReminder('sign', 'CGJ'), dispatched().then('cgj-a', 'sign').whistle],
      [aReminder('checkIn', 'CGJ'), dispatched().then('cgj-a', 'check-in').whistle],
      [aReminder('onSite', 'CGJ'), dispatched().then('cgj-a', 'on-site').whistle],
      [aReminder('finish', 'CGJ'), claimed().whistle],
      [aReminder('approval', null), out],
      [aReminder('approval', null), draft],
      [aReminder('verify', null), verified().whistle],
      [aReminder('rate', null), claimed().whistle],
      [aReminder('sign', 'CGJ'), over],
    ];
    for (const [message, whistle] of passed)
      assert.equal(draw(message, whistle), null, `${JSON.stringify(message)} in ${whistle.state}`);
  });

  it('draws while the step is open', () => {
    const out = dispatched().whistle;
    const open: readonly (readonly [Message, Whistle])[] = [
      [aReminder('sign', 'CGJ'), out],
      [aReminder('checkIn', 'CGJ'), out],
      [aReminder('finish', 'CGJ'), claimed().then('td-a', 'return').whistle],
      [aReminder('approval', null), aStory().then('td-a', 'confirm').whistle],
      [aReminder('approval', null), aStory(anEmergency()).then('td-a', 'confirm').whistle],
      [aReminder('verify', null), claimed().whistle],
      [aReminder('rate', null), verified().whistle],
    ];
    for (const [message, whistle] of open) assert.ok(draw(message, whistle));
  });

  it('about a whistle that is gone draws nothing', () => {
    assert.equal(drawMessage({ type: 'draft' }, null), null);
  });
});

describe('a message about groups and people', () => {
  it('is a plain text that names the unit and what to do', () => {
    const said = (message: Message) => {
      const drawn = drawMessage(message, null);
      assert.ok(drawn?.type === 'text');
      return drawn.text;
    };
    const bound = { type: 'bound', unit: '城管局', by: 'cgj-a', replaced: false } as const;
    assert.match(said(bound), /已绑定“城管局”/u);
    assert.match(said({ ...bound, replaced: true }), /原绑定的群不再接收/u);
    assert.match(said({ type: 'unbound', unit: '城管局', movedTo: true }), /已改绑其他群/u);
    assert.match(said({ type: 'unbound', unit: '城管局', movedTo: false }), /已解除/u);
    const lost = { type: 'unreached', who: '城管局工作群', about: '' } as const;
    assert.match(said(lost), /^联系不上城管局工作群，/u);
    assert.match(said({ ...lost, about: 'PL-1' }), /（PL-1）/u);
  });
});

describe('lateness', () => {
  it('is told in minutes, hours and days, before and after', () => {
    const says = (now: string) => lateness(at('23 10:00'), at(now));
    assert.equal(says('23 09:48'), '还剩12分钟');
    assert.equal(says('23 09:59'), '还剩1分钟');
    assert.equal(says('23 10:00'), '已超时1分钟');
    assert.equal(says('23 11:00'), '已超时1小时');
    assert.equal(says('23 11:20'), '已超时1小时20分');
    assert.equal(says('25 09:59'), '已超时47小时59分');
    assert.equal(says('25 10:00'), '已超时2天');
    assert.equal(says('21 10:00'), '还剩2天');
  });

  it('is told with who must do what, and by which words (domain 5.4)', () => {
    const out = dispatched().whistle;
    const late = cardOf(aReminder('sign', 'CGJ', { at: 100, mark: 'red' }), out, '23 14:00');
    assert.equal(late.main_title?.title, '【逾期】城管局待签收');
    assert.match(late.main_title.desc ?? '', /PL-20261123-0007 已超时1小时$/u);
    assert.match(allText(late), /签收 0007/u);
    const marks = [
      [{ at: 50, mark: 'none' }, '【提醒】'],
      [{ at: 80, mark: 'yellow' }, '【黄色预警】'],
      [{ at: 150, mark: 'supervision' }, '【督办】'],
      [{ at: 200, mark: 'incident' }, '【事件报告】'],
    ] as const;
    for (const [more, mark] of marks)
      assert.ok(cardOf(aReminder('sign', 'CGJ', more), out).main_title?.title?.startsWith(mark));
  });

  it('gives those who must act the button, and those who only look on none', () => {
    const out = dispatched().whistle;
    for (const to of ['group', 'liaison', 'stand-in', 'leader-in-charge', 'head'] as const)
      assert.deepEqual(buttons(cardOf(aReminder('sign', 'CGJ', { to }), out)), ['签收', '报到']);
    for (const to of ['street-approver', 'command-centre', 'district-leader'] as const)
      assert.deepEqual(buttons(cardOf(aReminder('sign', 'CGJ', { to }), out)), ['查哨']);
    const waiting = aStory().then('td-a', 'confirm').whistle;
    assert.deepEqual(buttons(cardOf(aReminder('approval', null, { to: 'head' }), waiting)), [
      '同意',
    ]);
    const looksOn = aReminder('approval', null, { to: 'command-centre' });
    assert.deepEqual(buttons(cardOf(looksOn, waiting)), ['查哨']);
    assert.deepEqual(buttons(cardOf(aReminder('verify', null), claimed().whistle)), [
      '核验通过',
      '退回重办',
    ]);
  });

  it('is one line of a digest, with number, unit, step and words', () => {
    const scene = aScene(dispatched().whistle, '23 10:20');
    const line = reminderLine(scene, aReminder('sign', 'CGJ', { dueAt: at('23 10:00') }));
    assert.equal(
      line,
      '- PL-20261123-0007 占道经营、流动摊（白塔路菜市场门口） 城管局待签收，已超时20分钟。请发“签收 0007”',
    );
  });

  it('marks a drill in the digest, and says nothing of what is restricted (domain 5.12)', () => {
    const late = aReminder('sign', 'CGJ', { dueAt: at('23 10:00') });
    const drill = { ...dispatched().whistle, drill: true };
    assert.match(reminderLine(aScene(drill, '23 10:20'), late), /^- 【演练】PL-20261123-0007 /u);
    const alone = { ...dispatched().whistle, restricted: true };
    assert.match(
      reminderLine(aScene(alone, '23 10:20'), late),
      /^- PL-20261123-0007 城管局待签收/u,
    );
  });
});

describe('an emergency’s cards', () => {
  it('say 119/110/120 before anything else, on the draft and when it is out (S20)', () => {
    const first = /^如有人员伤亡或险情，请先拨打 119\/110\/120$/u;
    for (const draft of [anEmergency(), anEmergency({ matter: null, place: null })]) {
      const card = draw({ type: 'draft' }, draft);
      assert.ok(card?.type === 'card');
      assert.match(fitCard(card.card, 'bot').main_title?.desc ?? '', first);
    }
    const out = aStory(anEmergency()).then('td-a', 'confirm').whistle;
    const card = draw({ type: 'notice', news: 'dispatched', org: null, to: 'blower' }, out);
    assert.ok(card?.type === 'card');
    assert.match(fitCard(card.card, 'bot').main_title?.desc ?? '', first);
    assert.match(allText(card.card), /PL-20261123-0007 燃气泄漏/u);
  });
});

describe('the card of the centre’s desk', () => {
  const states = new Map(everyWhistle());

  it('offers 派遣 and 暂缓 while the whistle waits, and nothing after (S31)', () => {
    assert.deepEqual(buttons(cardOf({ type: 'queued' }, states.get('queued')!)), ['派遣', '暂缓']);
    assert.equal(draw({ type: 'queued' }, states.get('dispatched')!), null);
    const late = cardOf(
      aReminder('dispatch', null, { to: 'command-centre' }),
      states.get('queued')!,
    );
    assert.deepEqual(buttons(late), ['派遣', '暂缓']);
    assert.match(late.main_title?.title ?? '', /网格中心待派遣/u);
  });

  it('put off is the centre’s word, not the leader’s, in the blower’s eyes', () => {
    const notice = { type: 'notice', news: 'held', org: null, to: 'blower' } as const;
    const title = (name: string) => cardOf(notice, states.get(name)!).main_title?.title;
    assert.equal(title('put off'), '指挥中心暂缓派遣');
    assert.equal(title('held'), '领导不同意吹哨');
    const looked = (name: string) =>
      newsCard(aScene(states.get(name)!), { news: null, org: null }).main_title.title;
    assert.deepEqual(['put off', 'held', 'held by a rule'].map(looked), [
      '暂缓派遣',
      '不予吹哨',
      '不予吹哨',
    ]);
    assert.match(
      approvalCard(aScene(states.get('put off')!)).sub_title_text ?? '',
      /指挥中心暂缓派遣：等照片/u,
    );
  });
});

describe('the card of a correction', () => {
  const changes = {
    by: 'centre',
    fields: ['place'],
    added: [],
    removed: ['SJJ'],
    reason: '请联系13812345678',
  } as const;

  it('says what changed and why, and shows no number (S31, I9)', () => {
    const { whistle } = dispatched();
    const notice = { type: 'notice', news: 'amended', org: 'CGJ', to: 'group', changes } as const;
    const text = allText(cardOf(notice, whistle));
    assert.match(text, /指挥中心更正：地点改为[^，]+，不再请市场监管局。理由：请联系13\*\*\*\*/u);
  });

  it('says a supplement is one, and never that what stood there was corrected', () => {
    const whistle = { ...dispatched().whistle, effort: '已劝离3次；补充：还有三家商户' };
    const nobody = { added: [], removed: [], reason: null } as const;
    const supplement = '还有三家商户，电话13812345678';
    const added = { by: 'unit', fields: ['supplement'], ...nobody, supplement } as const;
    const toGroup = { type: 'notice', news: 'amended', org: 'CGJ', to: 'group' } as const;
    const text = allText(cardOf({ ...toGroup, changes: added }, whistle));
    assert.match(text, /拓东街道补充：还有三家商户，电话13\*+/u);
    assert.doesNotMatch(text, /更正|已劝离3次；/u);
    const toBlower = { type: 'notice', news: 'amended', org: null, to: 'blower' } as const;
    const card = cardOf({ ...toBlower, changes: added }, whistle);
    assert.equal(card.main_title?.title, '哨单有补充');
    const both = { ...added, fields: ['place', 'supplement'] } as const;
    assert.match(
      allText(cardOf({ ...toGroup, changes: both }, whistle)),
      /拓东街道更正：地点改为[^；]+；补充：还有三家商户/u,
    );
  });

  it('tells a released unit that nothing is expected of it, with no button to press', () => {
    const { whistle } = dispatched();
    const without = { ...whistle, participations: whistle.participations.slice(0, 1) };
    const notice = { type: 'notice', news: 'released', org: 'SJJ', to: 'group', changes } as const;
    const card = cardOf(notice, without);
    assert.match(allText(card), /已解除贵单位的任务，无需报到/u);
    assert.deepEqual(buttons(card), ['查哨']);
    assert.equal(draw({ type: 'summons', org: 'SJJ' }, without), null);
  });
});

describe('a whistle that waits for its approval', () => {
  it('waits for the street’s leader only where a street’s whistle does (S15, S34)', () => {
    const seen = (blowerOrg: string) =>
      allText(
        newsCard(aScene(aWhistle({ blowerOrg, state: 'pending_approval' })), {
          news: null,
          org: null,
        }),
      );
    assert.match(seen('TD'), /等街道审批领导/u);
    assert.match(seen('ZWJ'), /等政务局审批领导/u);
  });
});

describe('a resident’s number (I9)', () => {
  const separator = fc.constantFrom('', '', ' ', '-', '－', '.', ' - ');
  const phone = fc
    .tuple(
      fc.constantFrom('13', '15', '18', '19', '0871'),
      fc.array(fc.tuple(separator, fc.integer({ min: 0, max: 9 })), { minLength: 8, maxLength: 9 }),
      fc.boolean(),
    )
    .map(([head, rest, wide]) => {
      const text = head + rest.map(([gap, digit]) => `${gap}${String(digit)}`).join('');
      return wide
        ? text.replace(/\d/gu, (one) => '０１２３４５６７８９'.charAt(Number(one)))
        : text;
    });
  const digitsOf = (text: string) => text.normalize('NFKC').replace(/\D/gu, '');

  it('hides doors and named contacts from groups, and leaves the building (I9)', () => {
    assert.equal(
      maskedForGroup('白塔路88号3栋2单元501室漏水，联系人：张桂花138，0013，8000'),
      '白塔路88号3栋*单元***室漏水，联系人**13****',
    );
    assert.equal(maskedForGroup('楼栋12户外墙脱落'), '楼栋12户外墙脱落');
  });

  it('is masked in either width and with any separator', () => {
    fc.assert(
      fc.property(phone, (number) => {
        const shown = masked(`请找王女士${number}，三楼`);
        return digitsOf(shown).length <= 2 && shown.includes('****');
      }),
    );
    assert.equal(masked('白塔路 12 号 3 楼'), '白塔路 12 号 3 楼');
    assert.equal(masked('王女士（13888888888，13栋）'), '王女士（13****，13栋）');
  });

  it('never appears on a card that a group may see, wherever it was written', () => {
    const seen = (whistle: Whistle): string[] => [
      ...everyMessage(whistle)
        .filter(({ type }) => type !== 'approval')
        .flatMap((message) => {
          const drawn = draw(message, whistle);
          return drawn?.type === 'card' ? [allText(drawn.card)] : [];
        }),
      allText(newsCard(aScene(whistle), { news: null, org: null })),
    ];
    fc.assert(
      fc.property(phone, (number) => {
        const draft = aWhistle({ place: `白塔路 ${number}`, effort: `已联系 ${number}` });
        const whistles = [
          draft,
          aStory(draft).then('td-a', 'confirm').then('td-lead', 'disapprove', { reason: number })
            .whistle,
          dispatched(draft).whistle,
          dispatched(draft).then('td-a', 'withdraw', { reason: number }).whistle,
        ];
        const story = dispatched(draft);
        for (const by of ['cgj-a', 'sjj-a'])
          story.then(by, 'check-in').then(by, 'done', { sentence: `已回复 ${number}` });
        whistles.push(story.whistle, story.then('td-a', 'return', { reason: number }).whistle);
        for (const by of ['cgj-a', 'sjj-a']) story.then(by, 'done', { sentence: number });
        story.then('td-a', 'verify').then('td-a', 'rate', { org: 'CGJ', reason: number });
        whistles.push(story.whistle);
        for (const text of whistles.flatMap(seen))
          assert.ok(!text.includes(number), `${number} in ${text}`);
      }),
      { numRuns: 4 },
    );
  });
});

describe('a department’s card', () => {
  it('says once what shows the effort and the street’s limit in the same words (S23)', () => {
    const said = { effort: '劝离3回没用', beyond: '劝离3回没用', concern: '居民投诉6次' };
    const { whistle } = dispatched(aWhistle(said));
    const card = whistleCard(aScene(whistle), 'CGJ');
    assert.equal(card.sub_title_text, '先期处置：劝离3回没用；群众反映：居民投诉6次');
  });

  it('shows place, lead, assists, who is awaited and the limits, none of them cut (S25)', () => {
    const card: ButtonCard = fitCard(whistleCard(aScene(dispatched().whistle), 'CGJ'), 'bot');
    assert.deepEqual(rows(card), {
      地点: '拓东街道 白塔路菜市场门口',
      主办: '城管局',
      协办: '市场监管局',
      待报到: '城管局、市场监管局',
      时限: '签收10:00 报到11/24 17:00',
      办结时限: '11/30 17:00',
    });
    assert.match(
      card.quote_area?.quote_text ?? '',
      /^依据：R01 责任清单；《城市市容和环境卫生管理条例》/mu,
    );
  });

  it('says that somebody signed off without being there (S26)', () => {
    const story = dispatched().then('cgj-a', 'check-in');
    story.then('cgj-a', 'done', { sentence: '已电话协调' });
    assert.match(rows(whistleCard(aScene(story.whistle), 'CGJ'))['本单位'] ?? '', /未到场/u);
  });

  it('is marked as a drill', () => {
    const drill = dispatched(aWhistle({ drill: true })).whistle;
    assert.match(whistleCard(aScene(drill), 'CGJ').main_title.title ?? '', /^【演练】/u);
  });
});

describe('the card of a report', () => {
  const whistleOf = (name: string) => {
    const found = everyWhistle().find(([title]) => title === name)?.[1];
    assert.ok(found, name);
    return found;
  };
  const labels = (card: ButtonCard) => card.button_list.map(({ text }) => text);

  it('shows the way it came, and the buttons its level has (S44)', () => {
    const card = reportCard(aScene(whistleOf('reported to the street')), 'LM');
    const quote = card.quote_area?.quote_text ?? '';
    assert.match(quote, /上报路径：3栋 → 12号庭院 → 金星社区 → 联盟街道$/);
    assert.deepEqual(labels(card), ['受理', '就地解决']);
    const below = reportCard(aScene(whistleOf('reported by a building')), 'JXTY12');
    assert.deepEqual(labels(below), ['上报', '就地解决']);
  });

  it('asks whoever is of another unit to call the desk, without buttons they may not press (S20)', () => {
    const there = whistleOf('reported to the street');
    const card = cardOf({ type: 'report', org: 'LM', watch: true }, there);
    assert.ok(card.card_type === 'button_interaction');
    assert.deepEqual(labels(card), ['查哨']);
    assert.match(card.sub_title_text ?? '', /联盟街道尚未受理，请电话督促。$/u);
    const centre = reportCard(aScene({ ...there, desk: 'WGZX' }), 'WGZX');
    assert.deepEqual(labels(centre), ['受理', '就地解决']);
  });

  it('says of a level that its time ran out (S44)', () => {
    const whistle = whistleOf('reported to the street');
    const path = whistle.path.map((one, index) => (index === 1 ? { ...one, by: null } : one));
    const card = reportCard(aScene({ ...whistle, path }), 'LM');
    assert.match(JSON.stringify(card), /12号庭院（超时自动上报） → 金星社区/);
  });

  it('that has moved on says where, and has no button but 查哨', () => {
    const moved = reportCard(aScene(whistleOf('reported to the street')), 'JXSQ');
    assert.match(moved.main_title?.title ?? '', /^已上报联盟街道/);
    const settled = reportCard(aScene(whistleOf('solved on the spot')), 'LM');
    assert.equal(settled.sub_title_text, '已换灯泡');
    for (const card of [moved, settled]) assert.deepEqual(labels(card), ['查哨']);
  });

  it('gives the department the street’s photo and grid beside its own basis (S61, S04)', () => {
    const card = whistleCard(aScene(whistleOf('dispatched with a photo')), 'CGJ');
    const quote = card.quote_area?.quote_text ?? '';
    assert.match(quote, /\n依据：R07 责任清单；《.*》\n网格：金星社区\n现场照片 1 张$/);
  });
});
