import type { Message, News } from '../../src/domain/effect.ts';
import type { Receiver, Stage } from '../../src/domain/rule-book.ts';
import type { Finding, Whistle } from '../../src/domain/whistle.ts';
import { whatDraftLacks } from '../../src/flows/whistle/run.ts';
import {
  aGathering,
  aCall,
  aStory,
  aWhistle,
  anEmergency,
  archived,
  at,
  book,
  bookWith,
  claimed,
  directory,
  dispatched,
  gathered,
  verified,
} from './a-whistle.ts';

/** A whistle as its cards are drawn from, on Monday at noon unless said otherwise. */
export const aScene = (whistle: Whistle, now = '23 12:00', taskId = 'e-1-0') => ({
  whistle,
  directory,
  now: at(now),
  taskId,
  says: { ...whatDraftLacks(whistle, directory), editing: false },
});

/** One whistle for every state, and for every way a card can differ in it. */
export function everyWhistle(): readonly (readonly [string, Whistle])[] {
  const bare = { place: null, effort: null, street: null, matter: null, participations: [] };
  const held = () => aStory().then('td-a', 'confirm').then('td-lead', 'disapprove');
  const byCentre = bookWith({
    kinds: { ...book.kinds, street: { ...book.kinds.street, dispatch: { routine: 'centre' } } },
  });
  const queued = () =>
    aStory(aWhistle(), { directory: byCentre }).then('td-a', 'confirm').then('td-lead', 'approve');
  const neverCame = () => {
    const story = dispatched().then('cgj-a', 'check-in').then('sjj-a', 'sign');
    return story.then('cgj-a', 'done', { sentence: '已电话协调' });
  };
  const many = ['CGJ', 'SJJ', 'GAJ', 'JJD', 'XFD', 'YJJ', 'ZJJ', 'STJ'];
  const [first, second] = aWhistle().participations;
  const crowd = many.map((org) => ({ ...(org === 'CGJ' ? first! : second!), org }));
  const long = aWhistle({
    place: '白塔路与拓东路交叉口东北侧菜市场南门口第三个摊位旁边的人行道上'.repeat(3),
    effort: '街道已多次上门劝离、张贴告示、联系业主'.repeat(8),
    participations: crowd,
  });
  const reading = aCall({ matter: 'R07', place: '12号庭院3栋' }, '12号庭院3栋楼道灯坏了');
  const reported = () => aStory(null).then('jxty12d3-lead', 'tell', { reading });
  const toStreet = () => reported().then('jxty12-lead', 'pass-up').then('jxsq-a', 'pass-up');
  const photo = { id: 'm-1', kind: 'image', by: 'jxsq-lc', at: at('23 09:00') } as const;
  const byLane = aCall({ matter: 'R07', place: '金星后街', effort: '已报修' }, '金星后街路灯不亮');
  const takenUp = () => {
    const { whistle } = aStory(null).then('jxsq-lc', 'tell', { reading: byLane });
    return aStory({ ...whistle, attachments: [photo] }).then('jxsq-a', 'take-up');
  };
  const seen = aWhistle({ street: 'LM', grid: 'JXSQ', attachments: [photo] });
  return [
    ['an empty draft', aWhistle({ ...bare, matterCandidates: ['R01', 'R04', 'R06'] })],
    ['a draft', aWhistle()],
    [
      'a draft no entry names',
      aWhistle({ matter: null, unlisted: '共享雨伞', ...finding('basis', 'warn', '共享雨伞') }),
    ],
    [
      'a draft with much to say',
      aWhistle({
        participations: [second!],
        place: null,
        concern: '本月接到居民投诉6次',
        findings: (['ownDuty', 'emergencyWords', 'rate', 'quick'] as const).flatMap(
          (rule) => finding(rule, 'warn', '楼道小广告清理').findings,
        ),
      }),
    ],
    [
      'held by a rule',
      aWhistle({ state: 'held', reason: '属街道基本职责清单', ...finding('ownDuty', 'enforce') }),
    ],
    ['a drill', aWhistle({ drill: true })],
    ['an empty emergency', anEmergency({ ...bare })],
    ['a draft with a long place and many departments', long],
    ['a draft without its lead', aWhistle({ participations: [second!] })],
    ['a cancelled draft', aStory().then('td-a', 'cancel').whistle],
    ['waiting for approval', aStory().then('td-a', 'confirm').whistle],
    ['held', held().whistle],
    ['queued', queued().whistle],
    ['put off', queued().then('wgzx-a', 'hold', { reason: '等照片' }).whistle],
    ['held with a reason', held().then('td-lead', 'disapprove', { reason: '街道本职' }).whistle],
    ['dispatched', dispatched().whistle],
    ['a crowd dispatched', dispatched(long).whistle],
    ['an emergency dispatched', aStory(anEmergency()).then('td-a', 'confirm').whistle],
    ['an emergency approved', dispatched(anEmergency()).then('td-lead', 'approve').whistle],
    ['signed', dispatched().then('cgj-a', 'sign').whistle],
    ['reported in', dispatched().then('cgj-a', 'check-in').whistle],
    ['on site', dispatched().then('cgj-a', 'on-site').whistle],
    ['done without being there', neverCame().whistle],
    ['claimed', claimed().whistle],
    ['sent back', claimed().then('td-a', 'return').whistle],
    ['sent back with a reason', claimed().then('td-a', 'return', { reason: '又来了' }).whistle],
    ['verified', verified().whistle],
    ['half rated', verified().then('td-a', 'rate', { org: 'CGJ', reason: '主动' }).whistle],
    ['archived', archived().whistle],
    ['a gathering’s draft', aGathering()],
    ['people called', gathered(0).whistle],
    [
      'people called whenever',
      gathered(0, aGathering({ appointedAt: null, headcount: null })).whistle,
    ],
    ['people coming', gathered(3).whistle],
    ['people enough', gathered(8).whistle],
    ['a gathering closed', gathered(8).then('jxsq-a', 'done', { sentence: '清理完毕' }).whistle],
    ['a gathering withdrawn', gathered(1).then('jxsq-a', 'withdraw', { reason: '下雨' }).whistle],
    ['a gathering raised', gathered(8).then('jxsq-a', 'raise').whistle],
    ['a counter’s item', { ...dispatched().whistle, item: '530103-2026-0012', place: null }],
    ['a project’s', dispatched(aWhistle({ project: 'P01', item: 'A-1' })).whistle],
    ['with a copy', archived(aWhistle({ observers: ['GAJ'] })).whistle],
    ['reported by a building', reported().whistle],
    [
      'reported, a sentence is asked for',
      reported().then('jxty12-lead', 'settle', { tapped: true }).whistle,
    ],
    ['reported to the street', toStreet().whistle],
    ['solved on the spot', toStreet().then('lm-a', 'settle', { sentence: '已换灯泡' }).whistle],
    ['taken up with a photo', takenUp().whistle],
    [
      'dispatched with a photo',
      takenUp().then('jxsq-a', 'confirm').then('lm-lead', 'approve').whistle,
    ],
    [
      'looked at by a commissioner',
      claimed(seen).then('jxsq-f', 'verify', { sentence: '已清' }).whistle,
    ],
    ['withdrawn', dispatched().then('td-a', 'withdraw', { reason: '误报' }).whistle],
  ];
}

const finding = (rule: Finding['rule'], mode: Finding['mode'], about = '') => ({
  findings: [{ rule, mode, about }],
});

const allNews: Readonly<Record<News, null>> = {
  dispatched: null,
  held: null,
  signed: null,
  'checked-in': null,
  'on-site': null,
  done: null,
  progress: null,
  returned: null,
  'returned-because': null,
  witnessed: null,
  verified: null,
  archived: null,
  withdrawn: null,
  urged: null,
  'late-approval': null,
  queued: null,
  amended: null,
  released: null,
  unlisted: null,
  'fill-in': null,
  expired: null,
  enough: null,
  raised: null,
  resumed: null,
  joined: null,
  merged: null,
  reopened: null,
  approved: null,
  again: null,
};
const allChanges = {
  by: 'centre',
  fields: ['place', 'effort', 'lead', 'category', 'matter'],
  added: ['ZJJ'],
  removed: ['XFD'],
  reason: '属住建职责',
} as const;
const stages = ['approval', 'sign', 'checkIn', 'onSite', 'finish', 'verify', 'rate'] as const;
const receivers = [
  'group',
  'liaison',
  'stand-in',
  'head',
  'street-approver',
  'command-centre',
  'district-leader',
] as const;

export const aReminder = (
  stage: Stage,
  org: string | null,
  more: {
    at?: number;
    mark?: 'none' | 'yellow' | 'red' | 'supervision' | 'incident';
    to?: Receiver | 'group';
    dueAt?: string;
  } = {},
) =>
  ({
    type: 'reminder',
    stage,
    org,
    at: 50,
    mark: 'none',
    dueAt: at('23 13:00'),
    to: 'liaison',
    ...more,
  }) as const;

/** Every message that could be waiting about a whistle, whatever its state: it is drawn when it is sent. */
export function everyMessage({ participations }: Whistle): readonly Message[] {
  const orgs = participations.slice(0, 2).map(({ org }) => org);
  const street = ['approval', 'verify', 'rate'];
  return [
    { type: 'draft' },
    { type: 'approval' },
    { type: 'verify' },
    { type: 'gathering', news: null },
    { type: 'gathering', news: 'archived', words: '已清理', hours: 3 },
    { type: 'gathering', news: 'raised' },
    { type: 'gathering', news: 'urged' },
    { type: 'notice', news: 'archived', org: null, to: 'observer' },
    { ...aReminder('finish', null) },
    { type: 'queued' },
    aReminder('dispatch', null, { to: 'command-centre' }),
    { type: 'merged', from: 'w-1', byItself: true },
    { type: 'witness' },
    { type: 'recorded', org: null },
    { type: 'lost-photo' },
    ...(['JXTY12', 'LM'] as const).map((org): Message => ({ type: 'report', org })),
    ...(['dispatched', 'settled', 'dropped'] as const).map((result): Message => ({
      type: 'reported-result',
      result,
    })),
    ...orgs.flatMap((org): Message[] => [
      { type: 'summons', org },
      { type: 'rate', org },
      { type: 'recorded', org },
    ]),
    ...(Object.keys(allNews) as News[]).flatMap((news): Message[] => [
      { type: 'notice', news, org: null, to: 'blower' },
      ...orgs.slice(0, 1).flatMap((org): Message[] => [
        { type: 'notice', news, org, to: 'blower', words: '正在办' },
        { type: 'notice', news, org, to: 'group' },
        { type: 'notice', news, org, to: 'group', changes: allChanges },
      ]),
    ]),
    ...stages.flatMap((stage) =>
      (street.includes(stage) ? [null] : orgs.slice(0, 1)).flatMap((org) =>
        (stage === 'sign' || stage === 'verify' ? receivers : (['head'] as const)).map((to) =>
          aReminder(stage, org, { to }),
        ),
      ),
    ),
  ];
}
