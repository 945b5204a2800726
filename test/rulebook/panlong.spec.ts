import assert from 'node:assert/strict';
import { durationText } from '../support/duration-text.ts';
import { categoryNames } from '../../src/domain/names.ts';
import type { Category } from '../../src/domain/names.ts';
import type { Stage } from '../../src/domain/rule-book.ts';
import { loadRuleBook } from '../../src/rulebook/load.ts';
import { panlong, panlongDir } from '../support/panlong.ts';

const book = panlong();
const belowCommunity: readonly string[] = ['group', 'building'];
const nameOf = (code: string) => book.orgs.find((one) => one.code === code)?.name;

describe('the Panlong rule book', () => {
  it('loads without a fault', () => {
    assert.deepEqual(loadRuleBook(panlongDir, '2026-11-22').faults, []);
  });

  it('has the twelve streets, six of them in the pilot, four in the hills (S08)', () => {
    const streets = book.orgs.filter(({ type }) => type === 'street');
    const codes = (some: typeof streets) => some.map(({ code }) => code).join(' ');
    assert.equal(codes(streets), 'TD GL DH LM JC CB QY LQ SL SH DY AZY');
    assert.equal(codes(streets.filter(({ active }) => active)), 'TD GL DH LM JC CB');
    assert.equal(codes(streets.filter(({ zone }) => zone === 'hill')), 'SL SH DY AZY');
  });

  it('has the organisations of domain 6.2 with their duties', () => {
    const count = (type: string) => book.orgs.filter((one) => one.type === type).length;
    assert.deepEqual([count('department'), count('public-unit'), count('community')], [33, 6, 5]);
    const duties = book.orgs.flatMap(({ code, duties: held }) =>
      held.map((one) => `${code} ${one}`),
    );
    for (const duty of [
      'WGZX command-centre',
      'LXB leading-group-office',
      'DCS supervision-office',
      'BB establishment-office',
      'ZWJ service-bureau',
    ])
      assert.ok(duties.includes(duty), duty);
  });

  it('seats four people in every organisation under the demo’s userids (design 5)', () => {
    const come: readonly string[] = ['party-member', 'volunteer'];
    for (const { code, type } of book.orgs.filter((one) => !belowCommunity.includes(one.type))) {
      const own = book.members.filter(
        ({ org, post, lanes }) => org === code && lanes.length === 0 && !come.includes(post),
      );
      const ids = own.map(({ userId }) => userId);
      const id = code.toLowerCase();
      const four = [`${id}-lead`, `${id}-a`, `${id}-b`, `${id}-f`];
      assert.deepEqual(ids, type === 'leadership' ? ['ld-a'] : four);
    }
    assert.equal(new Set(book.members.map(({ name }) => name)).size, book.members.length);
  });

  it('has eight party members and two volunteers in either community of 联盟街道 (S14)', () => {
    for (const code of ['JXSQ', 'XBSQ']) {
      const posts = book.members.filter(({ org }) => org === code).map(({ post }) => post);
      assert.equal(posts.filter((one) => one === 'party-member').length, 8);
      assert.equal(posts.filter((one) => one === 'volunteer').length, 2);
    }
  });

  it('knows every type of actor, and whom each kind of whistle may call (S45)', () => {
    const types = new Set(book.orgs.map(({ type }) => type));
    for (const one of ['party', 'department', 'market', 'social', 'residents'] as const)
      assert.ok(types.has(one), one);
    assert.deepEqual(book.kinds.street.responders, [
      'department',
      'public-unit',
      'market',
      'social',
    ]);
    assert.ok(book.kinds.community.responders.includes('residents'));
    assert.equal(book.kinds.alliance.responders.includes('department'), false);
  });

  it('names its key projects with stage, leader and office (S17)', () => {
    const [first] = book.projects;
    assert.equal(first?.name, '北辰大道地块征收项目');
    assert.deepEqual([first?.office, first?.leader], ['BCXM', 'gxj-f']);
    assert.equal(book.projects.length, 2);
  });

  it('lists what the alliance’s members share (S51)', () => {
    const allies = book.orgs.find(({ code }) => code === 'LMDJ')?.allies ?? [];
    const lent = book.resources.filter(({ org }) => allies.includes(org));
    assert.deepEqual(
      lent.map(({ kind, name }) => `${kind} ${name}`),
      [
        '技能 线缆梳理队',
        '设备 高空作业车',
        '设备 疏通吸污车',
        '车位 场站夜间错时车位',
        '场地 多功能会议室',
      ],
    );
  });

  it('has somebody on duty in the centre and in every unit an emergency may call (S20)', () => {
    const called = book.matters
      .filter(({ category }) => category === 'emergency')
      .flatMap(({ lead, assist }) => [lead, ...assist]);
    for (const code of ['WGZX', ...called]) assert.ok(book.roster?.units[code], code);
  });

  it('has the five levels of 联盟街道 with a head at each (S44)', () => {
    const line: string[] = [];
    for (
      let one = book.orgs.find(({ code }) => code === 'JXTY12D3');
      one !== undefined;
      one = book.orgs.find(({ code }) => code === one?.parent)
    )
      line.unshift(`${one.type} ${one.name}`);
    assert.deepEqual(line, [
      'street 联盟街道',
      'community 金星社区',
      'group 12号庭院',
      'building 3栋',
    ]);
    const titles = (org: string) =>
      book.members.filter((one) => one.org === org).map(({ post, title }) => `${post} ${title}`);
    assert.deepEqual(titles('JXTY12'), ['head 居民小组长']);
    assert.deepEqual(titles('JXTY12D3'), ['head 楼栋长']);
  });

  it('has a lane chief and a keeper with their lanes, and a commissioner a community (S47, S49)', () => {
    const held = (post: string) => book.members.filter((one) => one.post === post);
    assert.deepEqual(
      [...held('lane-chief'), ...held('lane-keeper')].map(({ org, lanes }) => [org, lanes]),
      [
        ['JXSQ', ['万宏路菜市场巷', '金星后街']],
        ['JXSQ', ['金星后街']],
      ],
    );
    assert.equal(held('commissioner').length, 5);
  });

  it('keeps whistling a street’s own duty from going out (S22)', () => {
    assert.equal(book.admission.ownDuties.length, 5);
    assert.equal(book.admission.modes.ownDuty, 'enforce');
    assert.deepEqual(
      book.lexicon.ownDuties.map(({ name }) => name),
      book.admission.ownDuties.map(({ name }) => name),
    );
    for (const { sayings } of book.lexicon.ownDuties) assert.ok(sayings.length > 1);
  });

  it('lists what the street was empowered to do, each with its basis (S57)', () => {
    assert.ok(book.admission.empowerment.length >= 4);
    for (const { name, basis } of book.admission.empowerment) assert.ok(basis, name);
  });

  it('knows the small repairs of a 快捷哨, and who else may approve it', () => {
    const quick = book.matters.filter((one) => one.quick).map(({ code }) => code);
    assert.deepEqual(quick, ['R06', 'R07', 'R18', 'R19', 'R20']);
    assert.deepEqual(book.admission.quickPosts, ['head', 'leader-in-charge', 'stand-in']);
  });

  it('asks an emergency for matter and departments only, a 政务吹哨 for no place (S04)', () => {
    assert.deepEqual(book.admission.facts.emergency, ['matter', 'departments']);
    assert.deepEqual(book.kinds.service.waives, ['street', 'place']);
    assert.ok(book.admission.facts.routine.includes('place'));
  });

  it('weighs a rating as domain 5.8 does (S36, S39)', () => {
    const { checkInWeight, criteria, delegatedToBlower } = book.rating;
    const weights = criteria.map(({ name, weight }) => `${name} ${weight}`);
    assert.deepEqual(weights, ['配合度 25', '专业性 25', '担当意识 20']);
    assert.equal(checkInWeight, 30);
    assert.equal(delegatedToBlower, true);
  });

  it('adds the stand-in at half of the sign and approval limits only (S27)', () => {
    const half = book.ladders.routine.filter(({ at }) => at === 50);
    assert.deepEqual(
      half.map(({ tell, stages }) => [tell, stages]),
      [
        [['liaison'], null],
        [['stand-in'], ['sign', 'approval']],
      ],
    );
    assert.deepEqual(book.ladders.tackle, book.ladders.routine);
  });
});

describe('the responsibility matrix', () => {
  const lines = book.matters.map(({ code, name, category, lead, assist }) =>
    [code, name, categoryNames[category], nameOf(lead), assist.map(nameOf).join('、')].join('|'),
  );

  it('has the 46 matters of domain 6.3', () => {
    const per = (category: Category) => book.matters.filter((one) => one.category === category);
    assert.equal(book.matters.length, 46);
    assert.deepEqual(
      [per('routine'), per('tackle'), per('emergency')].map((one) => one.length),
      [23, 12, 11],
    );
  });

  for (const line of [
    'R01|占道经营、流动摊贩|日常哨|城管局|市场监管局、公安分局',
    'R06|道路、人行道破损|日常哨|住建局|城管局、排水公司、通信运营商',
    'R13|河道脏乱、违法排污|日常哨|滇管局|水务局、生态环境分局',
    'R22|校园周边秩序|日常哨|教体局|交警大队、公安分局、城管局、市场监管局',
    'T02|酒吧街、夜市综合整治|攻坚哨|城管局|公安分局、市场监管局、消防大队、文旅局、交警大队',
    'T06|企业诉求、审批堵点（营商环境）|攻坚哨|政务局|发改局、市场监管局、住建局、自然资源分局、税务局',
    'T08|区域化党建资源共建|攻坚哨|组织部|供电局、自来水公司、排水公司、燃气公司、通信运营商、公交公司',
    'E01|道路塌陷、井盖缺失|紧急哨|住建局|交警大队、应急局、排水公司、自来水公司、燃气公司',
    'E08|大面积停电、电力设施险情|紧急哨|科工信局|供电局、公安分局、应急局',
    'E11|电梯困人|紧急哨|市场监管局|消防大队、住建局',
  ])
    it(`has ${line.slice(0, 3)} as written`, () => assert.ok(lines.includes(line)));

  it('names the basis of each matter (S25)', () => {
    const basis = (code: string) => book.matters.find((one) => one.code === code)?.basis;
    assert.deepEqual(basis('R16'), ['消防法', '高层民用建筑消防安全管理规定']);
    assert.deepEqual(basis('T05'), ['国办函〔2021〕46号']);
  });

  it('sorts the seed’s named matters into their groups (S18, S20)', () => {
    const groups = new Map(book.matters.map(({ group, category }) => [group, category]));
    for (const one of ['交通出行', '环境脏乱', '社会治安'])
      assert.equal(groups.get(one), 'routine');
    for (const one of ['区域化党建', '重大项目建设', '优化营商环境', '城市管理执法'])
      assert.equal(groups.get(one), 'tackle');
    for (const one of ['城市道路疏通', '地下管线抢险', '内涝防汛', '火情火警', '突发公共事件'])
      assert.equal(groups.get(one), 'emergency');
  });

  it('puts every matter on one of the four work lines (S09)', () => {
    const lines = new Set(book.matters.map(({ workLine }) => workLine));
    assert.deepEqual([...lines].sort(), ['党的建设', '城市管理', '深化改革', '社会建设'].sort());
  });
});

describe('the standard limits', () => {
  const expected: Readonly<Record<Stage, readonly [string, string, string]>> = {
    approval: ['2 工作时', '1 工作日', '无'],
    dispatch: ['1 工作时', '2 工作时', '1 分钟'],
    sign: ['1 工作时', '1 工作时', '10 分钟'],
    contact: ['4 工作时', '24 小时', '15 分钟'],
    checkIn: ['1 工作日', '5 工作日', '15 分钟'],
    onSite: ['2 工作日', '无', '30 分钟'],
    plan: ['2 工作日', '3 工作日', '2 小时'],
    finish: ['5 工作日', '15 工作日', '24 小时'],
    verify: ['2 工作日', '3 工作日', '24 小时'],
    rate: ['3 工作日', '5 工作日', '3 工作日'],
    reply: ['3 工作日', '3 工作日', '3 工作日'],
    watch: ['30 日', '90 日', '30 日'],
  };
  for (const [stage, limits] of Object.entries(expected))
    it(`are those of domain 5.2 for ${stage}`, () => {
      const text = (category: Category) => {
        const limit = book.limits[category][stage as Stage];
        return limit ? durationText(limit) : '无';
      };
      assert.deepEqual([text('routine'), text('tackle'), text('emergency')], limits);
    });

  it('give the mountain streets an hour to arrive', () => {
    assert.deepEqual(book.zones['hill'], { unit: 'minute', amount: 60 });
    assert.deepEqual(book.zones['urban'], { unit: 'minute', amount: 30 });
  });
});
