import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../src/bot/parse.ts';
import { plainReading, type Plain } from '../../src/bot/parse/plain-reading.ts';
import type { Intent, Reading } from '../../src/domain/reading.ts';
import { panlongLexicon } from '../support/panlong-lexicon.ts';

const lexicon = panlongLexicon();
const read = (text: string): Reading => parse(text, lexicon);
const plain = (text: string): Plain => plainReading(read(text), lexicon);
const departments = (text: string): readonly string[] => plain(text).departments;

describe('parse: category (domain 6.4, rules 1–3)', () => {
  it('lets a present danger make it 紧急哨 whatever the writer calls it', () => {
    assert.equal(plain('日常哨 东华街道新迎路路面塌了').category, '紧急哨');
    assert.equal(plain('东华街道新迎路工地正在推搡').category, '紧急哨');
  });
  it('takes an explicit category word or label next', () => {
    assert.equal(plain('请吹攻坚哨：拓东街道拓东路路灯不亮').category, '攻坚哨');
    assert.equal(plain('类别：日常\n街道：拓东街道\n事项：违建').category, '日常哨');
  });
  it('gives 紧急哨 as a word only to an emergency matter', () => {
    assert.equal(plain('紧急哨 拓东街道拓东路路灯不亮').category, '日常哨');
    assert.equal(plain('紧急哨 拓东街道拓东路井盖没了').category, '紧急哨');
  });
  it('lets the matter decide otherwise, and an unknown matter is 日常哨', () => {
    assert.equal(plain('拓东街道拓东路有人私搭乱建').category, '攻坚哨');
    assert.equal(plain('拓东街道拓东路12号，请城管来一下').category, '日常哨');
  });
  it('takes the bare words 紧急 and 快来 for no category', () => {
    assert.equal(plain('紧急！快来！拓东街道拓东路垃圾没人清').category, '日常哨');
  });
  it('does not take a past, denied or feared danger for a present one', () => {
    assert.equal(plain('金辰街道金江小区路灯黑了，没有人受伤，没人被困').category, '日常哨');
    assert.equal(plain('金辰街道金江小区大树枯了，担心大风天倒下来').category, '日常哨');
  });
});

describe('parse: what is a whistle', () => {
  it('hears a command on a whistle that is told by its matter, in whatever words', () => {
    for (const [text, type] of [
      ['采莲路堆渣土那单，执法局回话了吗', 'look-up'],
      ['昨天那个楼道堆物的哨里，把消防拿掉，用不着人家跑了', 'correct'],
      ['项目哨那条报个进展：住建今天来看过了，定了周五回填', 'progress'],
      ['滇源的哨都第三天了，住建那边说等科长签字，请吹哨办帮忙盯一盯', 'urge'],
    ] as const)
      assert.equal(read(text).intent.type, type, text);
  });
  it('hears what somebody who is there reports, whatever they see', () => {
    for (const [text, type] of [
      ['进展 火还在烧，2人被困', 'progress'],
      ['到场了 水已经淹到一楼，老人困在屋里', 'on-site'],
      ['误报，撤哨', 'withdraw'],
      ['没事了，按错了，不好意思', 'cancel'],
    ] as const)
      assert.equal(read(text).intent.type, type, text);
    for (const text of [
      '按错了，是燃气泄漏',
      '小坝废纸场的纸垛子窜火苗',
      '外墙瓷砖成片掉，砸破一个人的头，120已叫',
    ])
      assert.equal(read(text).whistles[0]?.category, 'emergency', text);
    assert.deepEqual(read('没有险情，改成日常哨吧').intent, {
      type: 'correct',
      number: null,
      category: 'routine',
    });
  });
  it('takes no step that is only asked about, denied, or not done', () => {
    for (const text of [
      '0001办结了没有？',
      '0001报到了吗',
      '0001核验通过了没有',
      '0001撤哨了没？',
      '0001撤哨要谁批',
    ])
      assert.deepEqual(read(text).intent, { type: 'look-up', number: '0001' }, text);
    for (const text of ['办结 0001 没修好，材料不够', '0001办结不了'])
      assert.equal(read(text).intent.type, 'progress', text);
    for (const text of [
      '先别撤哨',
      '不用撤哨',
      '是不是可以撤哨了',
      '没人说要撤哨',
      '先别催',
      '不用催办',
    ])
      assert.notEqual(read(text).intent.type, text.includes('催') ? 'urge' : 'withdraw', text);
    // News is no withdrawal: who is on the way turns back on plain words only.
    for (const text of ['120已经接走了，人没事了', '公安到了，已经没事了', '虚惊一场，是邻居做饭'])
      assert.notEqual(read(text).intent.type, 'withdraw', text);
    assert.deepEqual(read('虚惊一场，是邻居做饭').intent, { type: 'other', likely: 'withdraw' });
    assert.equal(read('刚才发错了，没事了').intent.type, 'cancel');
    assert.equal(read('怎么吹哨').intent.type, 'ask-how');
    assert.equal(read('0001撤哨 误报').intent.type, 'withdraw');
    assert.equal(read('办结 0001 已修好').intent.type, 'done');
  });
  it('hears a whistle that begins like a command', () => {
    for (const text of [
      '0315号哨撤了以后房东又反悔，今天重新吹一张：青云街道任旗营128号，三室隔成十一间租出去，请住建、派出所',
      '又来了！金辰街道银河大道地铁口，上个月那张哨办完才清静二十天，烤红薯卖袜子的又摆成一排，请城管再来',
      'SOS！谁在值班，快来救命',
    ])
      assert.equal(read(text).intent.type, 'whistle', text);
  });
  it('takes no step that binds somebody on a likelihood: 同意 is said in so many words', () => {
    for (const text of ['我看可以，就这么吹吧', '行，这个哨可以发', '先放一放，等我看完材料再说'])
      assert.ok(!['approve', 'disapprove', 'confirm'].includes(read(text).intent.type), text);
  });
  it('hears a cry for help without facts as 紧急哨 with everything missing', () => {
    const cry = plain('救命啊快来人！！');
    assert.equal(cry.category, '紧急哨');
    assert.deepEqual(cry.missing, ['street', 'place', 'matter', 'departments']);
  });
  it('hears 漏了 in a leak for what happens, and in a list for what was left out', () => {
    assert.equal(read('燃气泄漏了').intent.type, 'whistle');
    assert.equal(read('漏了消防，加上').intent.type, 'correct');
  });

  it('takes questions, thanks and small talk for no whistle', () => {
    for (const text of ['谁管油烟?', '谢谢城管局', '早上好', '今天谁值班', '吹哨怎么填'])
      assert.deepEqual([plain(text).category, plain(text).kind], [null, null], text);
  });
  it('blows although 归谁管 is asked inside it', () => {
    assert.equal(plain('龙泉街道沣源路有人倒建渣，归谁管').matter, '建筑垃圾、渣土乱倒');
  });
  it('takes what a semicolon parts for matters of their own, each with its place and effort', () => {
    const text =
      '吹哨：白塔路12号路灯不亮，报修2次；尚义街有人倒建筑垃圾，清了3次又倒；拓东路45号烧烤店油烟大，上门劝2次。请城管';
    assert.deepEqual(
      read(text).whistles.map(({ matter, place, effort }) => [matter, place, effort]),
      [
        ['R07', '白塔路12号', null],
        ['R03', '尚义街', '清了3次又倒'],
        ['R10', '拓东路45号烧烤店', '上门劝2次'],
      ],
    );
  });
  it('asks of each of several matters what was done about it (S23)', () => {
    const own = read('鼓楼街道北京路路灯不亮，社区换过灯泡；另外白塔路垃圾成堆，请城管局').whistles;
    assert.deepEqual(
      own.map(({ effort }) => effort),
      ['社区换过灯泡', null],
    );
    const shared = read('1.北京路路灯不亮；2.白塔路垃圾成堆，社区都去看过两次，请城管局').whistles;
    assert.deepEqual(
      shared.map(({ effort }) => effort),
      ['社区都去看过两次', '社区都去看过两次'],
    );
  });
  it('splits several matters and reports the first with all named departments', () => {
    const text = '拓东街道拓东路垃圾没人清，另外白塔路路灯不亮，请城管局、供电局';
    const { whistles } = read(text);
    assert.deepEqual(
      whistles.map((one) => one.matter),
      ['R02', 'R07'],
    );
    assert.deepEqual(
      whistles.map((one) => one.place),
      ['拓东路', '白塔路'],
    );
    assert.equal(plain(text).matter, '生活垃圾暴露、清运不及时');
    assert.deepEqual(departments(text), ['城管局', '供电局']);
  });
  it('flags 【演练】 and reads it as usual', () => {
    const { facts } = read('【演练】拓东街道拓东路路灯不亮，请城管局');
    assert.equal(facts.drill, true);
    assert.equal(facts.matter, 'R07');
    assert.equal(read('拓东街道要搞消防演练，路灯不亮').facts.drill, false);
  });
  it('never obeys words inside a forwarded message', () => {
    const { intent } = read('转发居民原话：“把0007撤了”。拓东街道拓东路路灯不亮');
    assert.equal(intent.type, 'whistle');
  });
});

describe('parse: departments', () => {
  it('takes no unit that is taken back at once or whose demand is only reported', () => {
    assert.deepEqual(departments('拓东街道拓东路招牌烂了，请园林 啊不对 请城管来看'), ['城管局']);
    assert.deepEqual(departments('拓东街道拓东路一家店办证，市监说要先消防，请政务局来'), [
      '政务局',
    ]);
  });
  it('lists who is asked, notified, or on site and asked to stay', () => {
    assert.deepEqual(departments('拓东街道拓东路着火，已打119，请供电局来'), [
      '消防大队',
      '供电局',
    ]);
    assert.deepEqual(departments('拓东街道拓东路积水，交警已在现场请继续'), ['交警大队']);
  });
  it('leaves out who has left, who is background, and hotlines', () => {
    assert.deepEqual(departments('拓东街道拓东路积水，交警来过已经走了，请水务'), ['水务局']);
    assert.deepEqual(departments('拓东街道拓东路垃圾没人清，城管说不归他们管'), []);
    assert.deepEqual(departments('拓东街道拓东路停水，供水热线没人接'), []);
  });
  it('leaves out aliases inside other words and place names', () => {
    const text = '拓东街道公安分局门口消防通道旁移动垃圾箱满了，公交站绿化带也脏';
    assert.deepEqual(departments(text), []);
  });
  it('does not list a negated unit, and remembers that it was waved off', () => {
    const text = '拓东街道拓东路冒烟已灭，不用叫消防，请城管';
    assert.deepEqual(departments(text), ['城管局']);
    assert.deepEqual(read(text).facts.excluded, ['XFD']);
  });
  it('puts the lead first wherever it stands, and only if a unit leads', () => {
    assert.deepEqual(departments('拓东街道拓东路油烟大，请环保、市监配合，城管牵头'), [
      '城管局',
      '生态环境分局',
      '市场监管局',
    ]);
    assert.deepEqual(departments('拓东街道拓东路油烟大，社区牵头开过会，请环保'), ['生态环境分局']);
    assert.deepEqual(departments('拓东街道拓东路油烟大，哪家牵头'), []);
  });
  it('lets the longest alias win', () => {
    assert.deepEqual(departments('拓东街道拓东路积水，请排水办'), ['水务局']);
    assert.deepEqual(departments('拓东街道拓东路积水，请排水公司'), ['排水公司']);
  });
});

describe('parse: the matter of what no wording names', () => {
  it('says which words spoke for it', () => {
    const text =
      '吹哨 茨坝街道花渔沟村口，灯杆子几天都黑灯瞎火的，老人家不敢出门，已报过2次，请城管';
    const { because, matter } = read(text).facts;
    assert.equal(matter, 'R07');
    assert.match(because.matter?.[0]?.text ?? '', /灯/);
  });
  it('is open when the sentence is like what belongs to no matter of the list', () => {
    const text =
      '吹哨 茨坝街道黑龙潭公园西门连个厕所都没有，游客天天来问，想增设一个公厕，请园林局';
    assert.equal(read(text).facts.matter, null);
  });
  it('reads the beginning and the end of a message that nobody could have typed, whole clauses of them', () => {
    const filler = '群众多次反映夜间通行不便，'.repeat(200);
    const { facts } = read(`拓东街道白塔路12号门口路灯不亮，${filler}街道已报修2次，请城管局`);
    assert.deepEqual(
      [facts.place, facts.matter, facts.departments.map(({ org }) => org), facts.missing],
      ['白塔路12号门口', 'R07', ['CGJ'], []],
    );
    const whole = `拓东街道白塔路12号门口路灯不亮，${filler.slice(0, 400)}现在正在漏气，有人晕倒在地！${filler.slice(0, 360)}`;
    assert.equal(read(whole).whistles[0]?.category, 'emergency');
  });
  it('stays the same, whatever was read before', () => {
    const text = '吹哨 东华街道新迎路12号门口，有个铁疙瘩成天咕噜噜转，看书都看不进，请派人';
    const first = JSON.stringify(read(text));
    read('吹哨 别的事 路灯不亮');
    assert.equal(JSON.stringify(read(text)), first);
  });
});

describe('parse: street and place', () => {
  it('reads a short street name right before a place, and none in a name that begins like it', () => {
    const told = (text: string) => [plain(text).street, plain(text).place];
    assert.deepEqual(told('东华菊花新村停车棚一个月丢了九块电瓶，请公安'), [
      '东华街道',
      '菊花新村停车棚',
    ]);
    assert.equal(told('联盟路路灯不亮，请城管局')[0], null);
    assert.equal(told('青云小学门口放学堵得很，请交警')[0], null);
  });
  it('keeps a number with a space, a room and a counter with their place', () => {
    assert.equal(plain('拓东街道白塔路 38 号门口路灯不亮').place, '白塔路 38 号门口');
    assert.equal(plain('东华街道东华小区8栋602漏气').place, '东华小区8栋602');
    assert.equal(plain('政务吹哨：不动产登记5号窗口企业办证卡住了').place, '不动产登记5号窗口');
  });
  it('lets a name reach back over nouns to the name before it', () => {
    assert.equal(plain('桃源街老王牛肉馆油烟大').place, '桃源街老王牛肉馆');
    assert.equal(plain('茨坝路中心学校门口放学乱得很').place, '茨坝路中心学校门口');
    assert.equal(plain('茨坝街道茨坝路垃圾堆满路口').place, '茨坝路');
  });
  it('ends a value at a label that nobody listed', () => {
    const text = '地点：北辰大道126号　受理渠道：热线　事项：路灯不亮';
    assert.equal(plain(text).place, '北辰大道126号');
  });
  it('takes a word inside a longer word of another matter for a hint', () => {
    assert.equal(plain('金辰街道北辰大道工地昨晚又打桩到两点').matter, '建筑施工噪声扰民');
    assert.equal(plain('联盟街道联盟路建筑垃圾堆着').matter, '建筑垃圾、渣土乱倒');
  });
  it('takes a denied matter for none while another is stated', () => {
    assert.equal(plain('青云街道青龙社区不是停水，是停电').matter, '大面积停电、电力设施险情');
  });
  it('reads a broken road that caves in now as another matter', () => {
    const { matter, category } = plain('联盟街道万宏路路面下陷，还在往下掉');
    assert.deepEqual([matter, category], ['道路塌陷、井盖缺失', '紧急哨']);
  });
  it('does not take what a place suffered, or what is told of it, for effort', () => {
    assert.ok(plain('联盟街道万宏路口被渣土车撒了一路的泥').missing.includes('effort'));
    assert.ok(plain('东华街道新迎路奶茶店装了个大灯箱').missing.includes('effort'));
  });
  it('drops a place that is taken back at once', () => {
    const text = '井盖没了！金辰街道金色大道 哦不是 是北辰大道农行门口';
    assert.equal(plain(text).place, '北辰大道农行门口');
  });
  it('reads a street by full or short name, never from a road or landmark', () => {
    assert.equal(plain('拓东办 白塔路路灯不亮').street, '拓东街道');
    assert.equal(plain('拓东路路灯不亮').street, null);
    assert.equal(plain('金星社区路灯不亮').street, null);
    assert.equal(plain('党建联盟吹哨：联盟路路灯不亮').street, null);
  });
  it('keeps numbers, buildings and positions, drops street and filler', () => {
    assert.equal(plain('联盟街道金星社区12号庭院3栋那边路灯不亮').place, '金星社区12号庭院3栋');
    assert.equal(plain('拓东街道白塔路口路面塌了').place, '白塔路口');
  });
  it('keeps one single premises and drops several', () => {
    assert.equal(plain('茨坝街道蓝黑路一家烧烤店油烟直排').place, '蓝黑路一家烧烤店');
    assert.equal(plain('鼓楼街道桃源街几家酒吧半夜扰民').place, '桃源街');
  });
  it('drops the thing complained of and keeps it elsewhere', () => {
    assert.equal(plain('联盟街道万宏路人行道地砖碎了').place, '万宏路');
    assert.equal(plain('联盟街道万宏路人行道停满车').place, '万宏路人行道');
  });
  it('reads a place of another district as written', () => {
    assert.equal(plain('拓东街道反映五华区华山西路路灯不亮').place, '五华区华山西路');
  });
  it('takes a named counter as the place of a 政务吹哨', () => {
    assert.equal(plain('政务吹哨：3号窗口企业办证卡住了').place, '3号窗口');
    assert.equal(plain('政务吹哨：窗口协调2次，企业办证卡住了').place, null);
  });
  it('reads labels in any order', () => {
    const reading = plain(
      '报到单位：城管\n地点：白塔路\n先期处置：劝导3次\n事项：占道经营\n街道：拓东',
    );
    assert.deepEqual(
      [reading.street, reading.place, reading.departments, reading.missing],
      ['拓东街道', '白塔路', ['城管局'], []],
    );
  });
});

describe('parse: effort and missing facts', () => {
  it('counts what the writer did although those complained of were named last', () => {
    const text = '尚义街菜市场门口流动摊贩占道经营，已劝离3次，请城管、市监';
    assert.deepEqual(plain(text).missing, ['street']);
  });
  it('does not count what nobody did, nor the first person of forwarded words', () => {
    assert.ok(plain('双龙街道庄科村口垃圾桶三天没人拉了，请城管').missing.includes('effort'));
    const forwarded = '业主群转来的：我们找过城管 拓东街道白塔路108号饭店油烟熏了两年';
    assert.ok(plain(forwarded).missing.includes('effort'));
  });
  const lacks = (text: string): boolean => plain(text).missing.includes('effort');
  it('counts what street, community, grid worker, alliance, window or project office did', () => {
    for (const who of ['街道', '社区', '村委会', '网格员', '我们', '项目部'])
      assert.equal(lacks(`拓东街道拓东路油烟大，${who}上门3次`), false, who);
  });
  it('does not count what property managers, departments or residents did', () => {
    for (const what of ['物业劝过3次', '城管来过两次', '居民投诉5次', '居民自己清理过'])
      assert.equal(lacks(`拓东街道拓东路油烟大，${what}`), true, what);
  });
  it('never misses effort for 紧急哨, nor departments for 社区吹哨', () => {
    assert.equal(lacks('拓东街道拓东路井盖没了'), false);
    assert.deepEqual(plain('社区吹哨：拓东街道拓东路捡垃圾').missing, []);
  });
});

describe('parse: kinds', () => {
  const kinds = [
    ['社区哨 拓东街道拓东路捡垃圾', '社区吹哨'],
    ['政务哨 企业办证卡住了', '政务吹哨'],
    ['联盟哨 拓东街道拓东路路灯不亮', '党建联盟吹哨'],
    ['项目哨 拓东街道拓东路地块征收谈不拢', '项目吹哨'],
    ['类型：社区吹哨\n街道：拓东街道\n事项：垃圾没人清', '社区吹哨'],
    ['联盟街道吹哨：万宏路路灯不亮', '街道吹哨'],
  ] as const;
  for (const [text, kind] of kinds)
    it(`reads ${text.slice(0, 8)} as ${kind}`, () => assert.equal(plain(text).kind, kind));
});

describe('parse: forms and slips', () => {
  const want = plain('拓东街道白塔路路灯不亮，请城管局');
  for (const text of [
    '拓东街道白塔路路登不亮，请城管具',
    '托东街道白塔路路灯不亮 请城管局',
    '拓東街道白塔路路燈不亮，請城管局',
    '🚨拓东街道白塔路路灯不亮🙏请城管局',
    '拓东街道\u200b白塔路路灯不亮，请城\u200b管局',
    '@哨响 拓东街道白塔路路灯不亮，请城管局',
  ])
    it(`reads ${text}`, () => assert.deepEqual(plain(text), want));

  it('keeps @城管局 as a department while dropping the bot’s own name', () => {
    assert.deepEqual(departments('@城管局 拓东街道白塔路路灯不亮'), ['城管局']);
  });
  it('tells which words gave each field', () => {
    const text = '＠哨响 拓东街道白塔路路灯不亮，请城管局';
    const { facts, text: kept } = read(text);
    for (const words of Object.values(facts.because).flat())
      assert.equal(kept.slice(words.at, words.at + words.text.length), words.text);
    assert.deepEqual(
      facts.because.matter?.map((one) => one.text),
      ['路灯不亮'],
    );
  });
});

describe('parse: commands (design 5)', () => {
  const commands: readonly (readonly [string, Intent])[] = [
    ['绑定 城管局', { type: 'bind', unit: '城管局' }],
    ['绑定 区级指挥群', { type: 'bind', unit: '区级指挥群' }],
    ['解绑', { type: 'unbind' }],
    ['帮助', { type: 'help' }],
    ['我的哨', { type: 'my-whistles' }],
    ['待报到', { type: 'awaited' }],
    ['查哨 PL-20261122-0007', { type: 'look-up', number: 'PL-20261122-0007' }],
    ['查哨 ０００７', { type: 'look-up', number: '0007' }],
    ['查哨 20261122-0007', { type: 'look-up', number: '20261122-0007' }],
    ['查哨 #7', { type: 'look-up', number: '7' }],
    ['查哨 第7号', { type: 'look-up', number: '7' }],
    ['查哨 第七号', { type: 'look-up', number: '7' }],
    ['时长 0007 3小时', { type: 'progress', number: '0007', sentence: '服务时长 3小时' }],
    ['服务时长 3小时', { type: 'progress', number: null, sentence: '服务时长 3小时' }],
    ['进展 0007 已派人去修', { type: 'progress', number: '0007', sentence: '已派人去修' }],
    ['办结 0007 路灯已换', { type: 'done', number: '0007', sentence: '路灯已换' }],
    ['催办', { type: 'urge', number: null }],
    ['催办 编号7', { type: 'urge', number: '7' }],
    ['催办 0007-2', { type: 'urge', number: '0007-2' }],
    ['查哨 PL-20261122-0007-2', { type: 'look-up', number: 'PL-20261122-0007-2' }],
    ['撤哨 0007 地址写错了', { type: 'withdraw', number: '0007', reason: '地址写错了' }],
    ['撤哨 0007 下雨改期', { type: 'withdraw', number: '0007', reason: '下雨改期' }],
    ['办结 0007 处理好了', { type: 'done', number: '0007', sentence: '处理好了' }],
    ['进展 0007 人已到现场', { type: 'progress', number: '0007', sentence: '人已到现场' }],
    ['办结 0007 成功劝离摊贩', { type: 'done', number: '0007', sentence: '成功劝离摊贩' }],
    ['把0007撤了吧，地址写错了', { type: 'withdraw', number: '0007', reason: '地址写错了' }],
    [
      '退哨 0007 职责清单第3条 住建局',
      { type: 'dispute', number: '0007', basis: '职责清单第3条', whose: '住建局' },
    ],
    [
      '评价 0007 5 4 5',
      { type: 'rate', number: '0007', org: null, scores: [5, 4, 5], reason: null },
    ],
    [
      '评价 0007 城管局 5,4,5',
      { type: 'rate', number: '0007', org: 'CGJ', scores: [5, 4, 5], reason: null },
    ],
    [
      '评价 0007 配合度5分 专业性4分 担当意识5分 来得快',
      { type: 'rate', number: '0007', org: null, scores: [5, 4, 5], reason: '来得快' },
    ],
    [
      '评价 城管局 2 3 3 来得慢',
      { type: 'rate', number: null, org: 'CGJ', scores: [2, 3, 3], reason: '来得慢' },
    ],
    ['统计', { type: 'statistics', period: 'day' }],
    ['统计 本周', { type: 'statistics', period: 'week' }],
    ['本月统计', { type: 'statistics', period: 'month' }],
    ['签收', { type: 'sign', number: null }],
    ['签收 0007', { type: 'sign', number: '0007' }],
    ['0007 报到', { type: 'check-in', number: '0007' }],
    ['到场 7', { type: 'on-site', number: '7' }],
    ['同意 0007', { type: 'approve', number: '0007' }],
    ['不同意 依据不足', { type: 'disapprove', number: null, reason: '依据不足' }],
    ['核验通过', { type: 'verify', number: null }],
    ['退回重办 0007 还有坑', { type: 'return', number: '0007', reason: '还有坑' }],
    ['核验不通过 还有坑', { type: 'return', number: null, reason: '还有坑' }],
    ['确认吹哨', { type: 'confirm' }],
    ['确认', { type: 'confirm' }],
    ['取消', { type: 'cancel' }],
    ['修改', { type: 'edit' }],
    ['地点改成白塔路口', { type: 'correct', number: null }],
    ['再加上消防', { type: 'correct', number: null }],
    ['不用叫消防了', { type: 'correct', number: null }],
    ['谁管油烟?', { type: 'ask-responsible', matter: 'R10' }],
    ['今天谁值班', { type: 'ask-duty', org: null }],
    ['为什么找我', { type: 'ask-why', number: null }],
    ['吹哨怎么填', { type: 'ask-how' }],
    ['谢谢大家', { type: 'thanks' }],
  ];
  for (const [text, intent] of commands)
    it(`reads ${text}`, () => assert.deepEqual(read(text).intent, intent));

  it('hands the facts of a correction to the open draft', () => {
    assert.equal(read('地点改成白塔路口').facts.place, '白塔路口');
    assert.deepEqual(
      read('再加上消防').facts.departments.map((one) => one.org),
      ['XFD'],
    );
    assert.deepEqual(read('不用叫消防了').facts.excluded, ['XFD']);
  });
});

describe('parse: lists and admission', () => {
  const intentOf = (text: string): Intent => parse(text, lexicon).intent;

  it('knows the street’s two lists by their names (S57)', () => {
    for (const text of ['职责清单', '赋权清单', '街道赋权清单有哪些？', '查一下基本职责清单'])
      assert.deepEqual(intentOf(text), { type: 'ask-duties', org: null }, text);
    assert.notEqual(intentOf('谁管油烟').type, 'ask-duties');
  });

  it('reads what a department asks of which street, in its own words (S60)', () => {
    assert.deepEqual(intentOf('准入 拓东街道 协助核查住户 依据3号文'), {
      type: 'request-admission',
      street: 'TD',
      text: '协助核查住户 依据3号文',
    });
    assert.deepEqual(intentOf('申请准入：鼓楼街道，发放宣传册，依据区政府通知'), {
      type: 'request-admission',
      street: 'GL',
      text: '发放宣传册，依据区政府通知',
    });
  });

  it('leaves open what is not said: no street, no words', () => {
    for (const [text, words] of [
      ['准入', ''],
      ['准入 海口街道 帮忙', '海口街道 帮忙'],
    ] as const)
      assert.deepEqual(intentOf(text), { type: 'request-admission', street: null, text: words });
    assert.deepEqual(intentOf('准入 拓东街道'), {
      type: 'request-admission',
      street: 'TD',
      text: '',
    });
  });

  it('is not misled by the word inside a sentence', () => {
    assert.notEqual(
      intentOf('拓东街道白塔路口小区准入门禁坏了，已报修3次，请住建').type,
      'request-admission',
    );
  });
});

describe('parse: any input', () => {
  it('ends in a reading, never in a crash (I11)', () => {
    const words = fc.constantFrom(
      ...[
        '拓东街道',
        '请',
        '城管',
        '评价',
        '0007',
        '，',
        '\n',
        '地点：',
        '不用叫',
        '另外',
        '1、',
        '@',
        '路灯不亮',
      ],
    );
    // Any code point, lone surrogates too. The library's own 'binary' takes a second to build.
    const letter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
    const any = fc.array(letter, { maxLength: 6 }).map((letters) => letters.join(''));
    const text = fc.array(fc.oneof(words, any), { maxLength: 16 });
    fc.assert(
      fc.property(text, (parts) => {
        const { whistles, intent } = read(parts.join(''));
        assert.equal(whistles.length > 0, intent.type === 'whistle');
      }),
      { numRuns: 150, seed: 20261122 },
    );
  });
  it('ends in a reading whatever words of the lexicon meet (I11)', () => {
    const { matters, orgs, words } = panlongLexicon();
    const all = [
      ...matters.flatMap((one) => one.sayings.flatMap(({ slots }) => slots.flat())),
      ...Object.values(words).flat(),
      ...orgs.flatMap((one) => one.words),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 12 }), (parts) => {
        const { whistles, intent } = read(parts.join(''));
        assert.equal(whistles.length > 0, intent.type === 'whistle');
      }),
      { numRuns: 200, seed: 20261123 },
    );
  });
  it('reads the same text the same way twice', () => {
    const text = '拓东街道白塔路路灯不亮，请城管局';
    assert.deepEqual(read(text), read(text));
  });
});
