import assert from 'node:assert/strict';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Whistle } from '../../../src/domain/whistle.ts';
import { dutyAsked, unitsUnder } from '../../../src/flows/ask/decide.ts';
import { callsThem, whyOf, type Reminded } from '../../../src/flows/ask/why.ts';
import { dutyText, whyText } from '../../../src/bot/why.ts';
import {
  aSeat,
  aStory,
  aWhistle,
  anEmergency,
  at,
  directory,
  dispatched,
  gathered,
} from '../../support/a-whistle.ts';

const member = (userId: string) => directory.memberOf(userId)!;
const why = (userId: string, whistle: Whistle, reminded: readonly Reminded[] = []) =>
  whyOf(whistle, member(userId), directory, reminded);
const told = (userId: string, whistle: Whistle, reminded: readonly Reminded[] = []) => {
  const found = why(userId, whistle, reminded);
  const one = { type: 'why', directory, member: member(userId), now: at('23 10:10') } as const;
  return whyText({ ...one, whys: found ? [found] : [] });
};
const at50 = { org: 'CGJ', stage: 'sign', at: 50, when: at('23 09:30') } as const;
const at80 = { ...at50, at: 80, when: at('23 09:48') } as const;
const at100 = { ...at50, at: 100, when: at('23 10:00') } as const;

describe('为什么找我', () => {
  const { whistle } = dispatched();

  it('tells a liaison who blew, on what ground, what is waited for, and which rung told them (S25)', () => {
    const text = told('cgj-a', whistle, [at50]);
    assert.match(text, /PL-20261123-0007 /u);
    assert.match(text, /谁找您：拓东街道 侯宁 09:00 吹哨，09:00 派出/u);
    assert.match(text, /贵单位是主办：责任清单 R01 列为主办，吹哨原话点名。依据《/u);
    assert.match(text, /现在等：城管局签收，时限 10:00（已超时10分钟）/u);
    assert.match(text, /09:30 城管局的签收走到时限的 50% 仍未完成，按催办阶梯通知联络员/u);
  });

  it('gives the ladder’s reason to leaders and to the centre, and each only their own', () => {
    const all = [at50, at80, at100];
    assert.deepEqual(
      why('cgj-f', whistle, all)?.pings.map((one) => [one.receiver, one.at]),
      [['leader-in-charge', 80]],
    );
    assert.match(told('cgj-lead', whistle, all), /100% 仍未完成，按催办阶梯通知主要负责人/u);
    assert.match(told('td-lead', whistle, all), /通知街道审批领导/u);
    assert.match(told('wgzx-a', whistle, all), /通知指挥中心/u);
    assert.deepEqual(why('sjj-a', whistle, all)?.pings, []);
  });

  it('tells who signed up when to come, and of a raised one that the street decides (S14)', () => {
    const story = gathered(1);
    assert.match(
      told('jxsq-p1', story.whistle),
      /您已报到\n- 现在等：您参加：11\/28 09:00，联盟街道/u,
    );
    assert.ok(callsThem(why('jxsq-p1', story.whistle)!));
    story.then('jxsq-a', 'raise');
    assert.match(told('jxsq-p1', story.whistle), /现在等：街道审批，同意后由部门处置/u);
    story.then('lm-lead', 'approve');
    assert.match(told('jxsq-p1', story.whistle), /不需要您再报到/u);
    const held = aStory().then('td-a', 'confirm').then('td-lead', 'disapprove').whistle;
    assert.match(told('td-b', held), /现在等：吹哨人确认或修改草稿/u);
  });

  it('says that neither list nor words gave the ground when a unit was added', () => {
    const added = {
      ...whistle,
      participations: [...whistle.participations, aSeat({ org: 'XFJ', role: 'assist' })],
    };
    assert.match(told('xfj-a', added), /贵单位是协办：由吹哨单位或指挥中心加派/u);
  });

  it('tells whoever was called at once that it was at dispatch (S20)', () => {
    const out = aStory(anEmergency()).then('td-a', 'confirm').whistle;
    assert.match(told('zjj-a', out), /09:00 派出即按催办阶梯通知值班员/u);
    assert.match(told('wgzx-a', out), /09:00 派出即按催办阶梯通知指挥中心/u);
  });

  it('tells an approver that it waits for them, and the blower whose move it is', () => {
    const pending = aStory().then('td-a', 'confirm').whistle;
    assert.match(told('td-lead', pending), /您是拓东街道的审批领导[^]*现在等：审批，时限 11:00/u);
    assert.equal(why('td-a', pending)?.part, 'blower');
    assert.match(told('td-a', aWhistle()), /现在等：您确认或修改草稿/u);
  });

  it('tells nothing of a draft, or of a whistle that is not theirs', () => {
    assert.equal(why('td-lead', aWhistle()), null);
    assert.equal(why('cgj-a', aStory().then('td-a', 'confirm').whistle), null);
    assert.equal(why('xfd-a', whistle), null);
    assert.match(told('xfd-a', whistle), /现在没有等您或贵单位办理的哨单/u);
  });

  it('counts for who sees all only what told them: not everybody’s whistles', () => {
    assert.equal(callsThem(why('ld-a', whistle)!), false);
    assert.equal(callsThem(why('ld-a', whistle, [{ ...at50, at: 200 }])!), true);
    assert.equal(callsThem(why('cgj-a', whistle)!), true);
    const done = dispatched().then('cgj-a', 'on-site').then('cgj-a', 'done', { sentence: '好了' });
    assert.equal(callsThem(why('cgj-a', done.whistle)!), false);
  });

  it('lists several, each in one line, with how to ask for one', () => {
    const whys = [
      why('cgj-a', whistle)!,
      why('cgj-a', { ...whistle, number: 'PL-20261123-0008' })!,
    ];
    const text = whyText({
      type: 'why',
      whys,
      directory,
      member: member('cgj-a'),
      now: at('23 09:10'),
    });
    assert.match(text, /有 2 件与您有关/u);
    assert.match(text, /0008 [^\n]*：等城管局签收/u);
    assert.match(text, /发“为什么找我 编号”/u);
  });
});

describe('今天谁值班', () => {
  const text = (orgs: readonly string[], using: Directory = directory, now = '23 09:00') =>
    dutyText({ type: 'duty', orgs, directory: using, member: member('cgj-a'), now: at(now) });

  it('tells of the centre and of the asker’s own unit, of another unit when it is named (S20)', () => {
    assert.deepEqual(dutyAsked(null, member('cgj-a'), directory), ['WGZX', 'CGJ']);
    assert.deepEqual(dutyAsked(null, member('wgzx-b'), directory), ['WGZX']);
    assert.deepEqual(dutyAsked('XFD', member('cgj-a'), directory), ['XFD']);
    assert.equal(
      text(['WGZX', 'CGJ']),
      [
        '**现在谁值班**（08:30 交接班）',
        '- 网格中心：杨梓萱，综合科科长（联络员）',
        '- 城管局：李自强，办公室副主任（联络员）',
      ].join('\n'),
    );
  });

  it('says so where nobody has written a roster', () => {
    assert.match(text(['WLJ']), /文旅局：（没有排班，先找）崔少华/u);
  });

  it('counts a street’s communities as its own', () => {
    assert.deepEqual(unitsUnder('LM', directory).slice(0, 2), ['LM', 'JXSQ']);
    assert.deepEqual(unitsUnder('CGJ', directory), ['CGJ']);
  });
});
