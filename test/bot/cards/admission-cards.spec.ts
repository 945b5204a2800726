import assert from 'node:assert/strict';
import { decodeAction } from '../../../src/bot/action-key.ts';
import { admissionCard, admissionText } from '../../../src/bot/cards/admission-card.ts';
import { approvalCard } from '../../../src/bot/cards/approval-card.ts';
import { draftCard, type DraftSays } from '../../../src/bot/cards/draft-card.ts';
import { drawAdmission, drawMessage } from '../../../src/bot/cards/draw.ts';
import { newsCard } from '../../../src/bot/cards/news-card.ts';
import { whistleCard } from '../../../src/bot/cards/whistle-card.ts';
import { DECLARED } from '../../../src/domain/admission.ts';
import type { AdmissionRequest } from '../../../src/domain/admission-request.ts';
import type { Finding, Whistle } from '../../../src/domain/whistle.ts';
import type { ButtonCard } from '../../../src/wecom/card.ts';
import { fitCard } from '../../../src/wecom/fit-card.ts';
import { aSeat, aStory, aWhistle, anEmergency, at, directory } from '../../support/a-whistle.ts';
import { aScene } from '../../support/scenes.ts';

/** The draft's card as the smaller of WeCom's two lines shows it. */
const draft = (whistle: Whistle, says: Partial<DraftSays> = {}): ButtonCard => {
  const scene = aScene(whistle);
  return fitCard(draftCard(scene, { ...scene.says, ...says }), 'bot');
};
const buttons = (card: ButtonCard) => card.button_list.map(({ text }) => text);
const text = (card: ButtonCard) => card.sub_title_text ?? '';
const quote = (card: ButtonCard) => card.quote_area?.quote_text ?? '';
const finding = (
  rule: Finding['rule'],
  mode: Finding['mode'],
  about = '',
): Pick<Whistle, 'findings'> => ({ findings: [{ rule, mode, about }] });

describe('a complete draft', () => {
  it('asks for the two statements in one sentence, whole, and can be confirmed at once (S01, S23)', () => {
    const card = draft(aWhistle());
    assert.equal(
      text(card),
      '点“确认吹哨”即声明：此事群众反映强烈、街道无法单独解决；也可回复一句依据，例如“本月接到居民投诉6次”。',
    );
    assert.deepEqual(buttons(card), ['确认吹哨', '修改', '取消']);
  });

  it('asks for the one that is left, and shows the line that was given (S23)', () => {
    const card = draft(aWhistle({ concern: '本月接到居民投诉6次' }));
    assert.match(text(card), /即声明：此事街道无法单独解决；/u);
    assert.match(quote(card), /群众反映：本月接到居民投诉6次/u);
    const both = draft(aWhistle({ concern: '投诉6次', beyond: '没有执法权' }));
    assert.equal(text(both), '');
  });

  it('speaks of whoever tried: a counter, an alliance, a project’s office, not of a street (S15–S17)', () => {
    for (const [kind, who] of [
      ['service', '窗口'],
      ['alliance', '联盟'],
      ['project', '本单位'],
    ] as const) {
      const lacks = (more: Partial<DraftSays>) =>
        text(draft(aWhistle({ kind, effort: null, concern: '投诉6次' }), { hints: [], ...more }));
      const said = [
        lacks({}),
        lacks({ missing: ['effort'] }),
        lacks({ statements: { mode: 'ask', missing: ['beyond'] } }),
        quote(draft(aWhistle({ kind, beyond: '没有执法权' }))),
      ];
      for (const one of said) {
        assert.ok(one.includes(who), one);
        assert.doesNotMatch(one, /街道/u);
      }
    }
  });

  it('asks exactly the missing statement and nothing else where a line is wanted (S23)', () => {
    const card = draft(aWhistle(), {
      statements: { mode: 'ask', missing: ['concern', 'beyond'] },
    });
    assert.equal(text(card), '群众反映强烈吗？请回复一句依据，例如“本月接到居民投诉6次”。');
    assert.deepEqual(buttons(card), ['修改', '取消']);
  });

  it('says what a rule advises, beside the basis, and can be confirmed all the same (S06)', () => {
    const own = draft(aWhistle(finding('ownDuty', 'warn', '楼道小广告清理')));
    assert.match(quote(own), /依据：R01 责任清单；.*\n提示：属街道基本职责清单：楼道小广告清理/u);
    const urgent = draft(aWhistle(finding('emergencyWords', 'enforce')));
    assert.match(quote(urgent), /提示：按日常哨办理.*“有人被困”/u);
    const often = draft(aWhistle(finding('rate', 'warn', '近30日已吹哨12件，各街道中位数4件')));
    assert.match(quote(often), /提示：近30日已吹哨12件/u);
    for (const card of [own, urgent, often]) assert.ok(buttons(card).includes('确认吹哨'));
  });

  it('that is quick says so in its title and in the leader’s', () => {
    const quick = aWhistle(finding('quick', 'warn', 'R07'));
    assert.match(draft(quick).main_title.title ?? '', /·快捷哨$/u);
    const pending = { ...aStory().then('td-a', 'confirm').whistle, findings: quick.findings };
    assert.equal(approvalCard(aScene(pending)).main_title.title, '请审批｜日常哨·快捷哨');
  });
});

describe('a draft whose matter is not known', () => {
  const lost = aWhistle({ matter: null, matterCandidates: ['R01', 'R04', 'R16'] });

  it('offers its candidates and none of them, by a tap or a number (S59)', () => {
    const card = draft(lost);
    assert.deepEqual(buttons(card), [
      '占道经营',
      '机动车乱停乱放',
      '消防通道堵塞',
      '都不是',
      '修改',
      '取消',
    ]);
    assert.deepEqual(
      card.button_list.slice(0, 4).map(({ key }) => decodeAction(key)?.org),
      ['R01', 'R04', 'R16', null],
    );
    assert.match(text(card), /1 占道经营、流动摊贩；2 机动车.*0 都不是。$/u);
    assert.match(text(draft({ ...lost, matterCandidates: [] })), /请回复“都不是”。$/u);
  });

  it('asks one thing at a time: no matters while the place is asked for', () => {
    assert.deepEqual(buttons(draft({ ...lost, place: null })), ['修改', '取消']);
  });

  it('shows the blower’s words and whose turn the list is, numbers masked (S59)', () => {
    const unlisted = {
      ...lost,
      matterCandidates: [],
      unlisted: '共享雨伞没人管13888881234',
      participations: [aSeat({ org: 'LXB' })],
    };
    const card = draft({ ...unlisted, ...finding('basis', 'warn', '共享雨伞没人管') });
    assert.equal(quote(card), '依据：待领导小组办公室补清单');
    assert.match(JSON.stringify(card), /共享雨伞没人管13\*{4}/u);
    assert.equal(quote(draft(unlisted)), '依据：责任清单暂无此事项');
    const asked = newsCard(aScene(unlisted), { news: 'unlisted', org: null });
    assert.match(asked.sub_title_text ?? '', /没有“共享雨伞没人管.*”。请当日明确主办单位/u);
  });
});

describe('a whistle that a rule stops', () => {
  const held = (more: Partial<Whistle> = {}) =>
    aWhistle({
      state: 'held',
      reason: '属街道基本职责清单：楼道小广告清理',
      effort: null,
      ...finding('ownDuty', 'enforce', '楼道小广告清理'),
      ...more,
    });
  const news = (whistle: Whistle) =>
    fitCard(newsCard(aScene(whistle), { news: 'held', org: null }), 'bot');

  it('quotes the list item and says what to do instead (S22)', () => {
    const card = news(held());
    assert.equal(card.main_title.title, '不予吹哨');
    assert.equal(quote(card), '属街道基本职责清单：楼道小广告清理');
    assert.match(text(card), /请由街道自行办理。.*已做了什么、为什么办不了.*”。$/u);
    assert.deepEqual(buttons(card), ['修改', '取消']);
    assert.match(text(news(held({ effort: '清理5次' }))), /再回复一句为什么办不了/u);
  });

  it('offers no 确认吹哨 while it is being changed', () => {
    const card = draft(held({ state: 'draft' }));
    assert.deepEqual(buttons(card), ['修改', '取消']);
    assert.equal(card.main_title.desc, '暂不予吹哨，请看说明');
  });

  it('is another card than the one a leader held', () => {
    const story = aStory().then('td-a', 'confirm').then('td-lead', 'disapprove');
    assert.equal(news(story.whistle).main_title.title, '领导不同意吹哨');
  });

  it('says the way out under every rule that stops', () => {
    const basis = held({ unlisted: '共享雨伞', ...finding('basis', 'enforce', '共享雨伞') });
    assert.match(text(news(basis)), /已报领导小组办公室补清单/u);
    assert.match(text(news(held(finding('rate', 'enforce', '近30日…')))), /点“取消”作罢/u);
  });
});

describe('the street’s half of the summons', () => {
  const stated = aWhistle({ concern: '投诉6次', beyond: '没有执法权' });

  it('stands on the department’s card beside the entry it is called by (S25, S61)', () => {
    const out = aStory(stated).then('td-a', 'confirm').then('td-lead', 'approve').whistle;
    const card = whistleCard(aScene(out), 'CGJ');
    assert.match(quote(card), /^依据：R01 责任清单；《城市市容和环境卫生管理条例》/mu);
    assert.equal(text(card), '先期处置：已劝离3次；群众反映：投诉6次；街道办不了：没有执法权');
  });

  it('says to leader and department in the writer’s words what is wrong there (S02)', () => {
    const words =
      '【吹哨】拓东街道\n地点：万宏路\n事项：二十多个摊贩占道，学生走机动车道，找13800138000';
    const told = aWhistle({ text: words });
    const out = aStory(told).then('td-a', 'confirm').then('td-lead', 'approve').whistle;
    const said = /^诉求：二十多个摊贩占道，学生走机动车道，找13\*\*\*\*\n依据：R01/u;
    assert.match(quote(whistleCard(aScene(out), 'CGJ')), said);
    assert.match(quote(approvalCard(aScene(told))), said);
    const long = aWhistle({ text: `吹哨 ${'白塔路口路面塌了，'.repeat(20)}电话13800138000` });
    assert.match(quote(approvalCard(aScene(long))), /^诉求：白塔路口[^\n]{80,90}…\n/u);
  });

  it('tells the leader that it is blown again, and after which whistle (domain 5.7)', () => {
    const again = { of: 'w-9', number: 'PL-20261121-0003', nth: 2 };
    const card = approvalCard(aScene(aWhistle({ again, state: 'pending_approval' })));
    assert.equal(card.main_title.title, '请审批｜日常哨·二次吹哨');
    assert.match(text(card), /^曾由 0003 办结，现又出现；先期处置：/u);
  });

  it('is not told twice when one sentence says both halves of it', () => {
    const both = aWhistle({ effort: '夜查4次效果不好', beyond: '夜查4次效果不好' });
    const out = aStory(both).then('td-a', 'confirm').then('td-lead', 'approve').whistle;
    assert.equal(text(whistleCard(aScene(out), 'CGJ')), '先期处置：夜查4次效果不好');
    assert.doesNotMatch(quote(draft(both)), /街道办不了/u);
  });

  it('puts the titles of laws in 《》, never a way of settling or a document’s number', () => {
    const basis = (matter: string) => quote(approvalCard(aScene(aWhistle({ matter }))));
    assert.match(basis('R19'), /《市容环卫条例》、轮值兜底$/u);
    assert.match(basis('T03'), /国办发〔2020〕23号《特种设备安全法》$/u);
  });

  it('tells the leader what rests on the blower’s word alone (S23)', () => {
    const pending = aStory().then('td-a', 'confirm').whistle;
    assert.equal(pending.concern, DECLARED);
    const card = approvalCard(aScene(pending));
    assert.match(quote(card), /^依据：R01 责任清单/mu);
    assert.equal(text(card), '先期处置：已劝离3次；其余声明由吹哨人确认');
  });

  it('of an emergency is asked for afterwards, while it is owed (S25)', () => {
    const bare = aStory(anEmergency({ place: null, effort: null })).then('td-a', 'confirm').whistle;
    const ask = { type: 'notice', news: 'fill-in', org: null, to: 'blower' } as const;
    const drawn = drawMessage(ask, aScene(bare));
    assert.ok(drawn?.type === 'card' && 'sub_title_text' in drawn.card);
    assert.match(
      drawn.card.sub_title_text ?? '',
      /^请在24小时内补单：具体位置、街道已做的处置。请发“补充 0007 .*，已拉警戒线/u,
    );
    const filled = { ...bare, place: '白塔路', effort: '已拉警戒线' };
    assert.equal(drawMessage(ask, aScene(filled)), null);
    assert.equal(drawMessage(ask, aScene({ ...bare, state: 'withdrawn' })), null);
  });
});

describe('the card of a department’s request', () => {
  const request: AdmissionRequest = {
    id: 'w-9',
    org: 'CGJ',
    street: 'TD',
    text: '协助核查住户13888881234 依据3号文',
    state: 'asked',
    askedBy: 'cgj-a',
    askedAt: at('23 09:00'),
    heardIn: { type: 'single', line: 'bot' },
    decidedBy: null,
    decidedAt: null,
    reason: null,
  };
  const scene = (more: Partial<AdmissionRequest> = {}) => ({
    request: { ...request, ...more },
    directory,
    now: at('23 12:00'),
    taskId: 'e-9-0',
  });
  const decided = { decidedBy: 'lxb-a', decidedAt: at('23 10:00') } as const;

  it('has two buttons and the reasons of a refusal, and fits both lines (S60)', () => {
    for (const line of ['app', 'bot'] as const) {
      const card = fitCard(admissionCard(scene()), line);
      assert.deepEqual(buttons(card), ['同意', '不同意']);
      assert.deepEqual(
        card.button_list.map(({ key }) => decodeAction(key)?.verb),
        ['grant', 'refuse'],
      );
      const options = card.button_selection?.option_list.map((one) => one.text) ?? [];
      assert.deepEqual(options, ['不写理由', ...directory.book.admission.refusals]);
      assert.doesNotMatch(JSON.stringify(card), /13888881234|…/u);
    }
  });

  it('once decided says how and by whom, and has nothing more to press', () => {
    const card = admissionCard(scene({ ...decided, state: 'refused', reason: '依据不足' }));
    assert.equal(card.main_title.title, '反向派单准入｜不同意');
    assert.match(card.main_title.desc ?? '', / 10:00$/u);
    assert.deepEqual(buttons(card), ['不同意']);
    assert.equal(card.button_selection, undefined);
    assert.match(JSON.stringify(card.horizontal_content_list), /依据不足/u);
  });

  it('becomes a sentence for the asker and for the street', () => {
    const granted = scene({ ...decided, state: 'granted' });
    assert.match(admissionText(granted, 'asker'), /已同意：请拓东街道协助/u);
    assert.match(admissionText(granted, 'street'), /经领导小组办公室准入，城管局请拓东街道协助/u);
    const refused = scene({ ...decided, state: 'refused', reason: '依据不足' });
    assert.match(admissionText(refused, 'asker'), /未获同意.*理由：依据不足/u);
    const message = { type: 'admission', requestId: 'w-9' } as const;
    assert.equal(drawAdmission({ ...message, to: 'office' }, granted).type, 'card');
    assert.equal(drawAdmission({ ...message, to: 'street' }, granted).type, 'text');
  });
});
