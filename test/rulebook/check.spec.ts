import assert from 'node:assert/strict';
import type { Severity } from '../../src/rulebook/fault.ts';
import type { FileName } from '../../src/rulebook/files.ts';
import { faultsAfter, faultsWith, lineOf, panlong } from '../support/panlong.ts';

interface Broken {
  readonly title: string;
  readonly file: FileName;
  readonly from: string;
  readonly to: string;
  /** Where the fault is told, when that is another file. */
  readonly told?: FileName;
  readonly severity?: Severity;
  readonly says: RegExp;
}

const broken: readonly Broken[] = [
  // dispatch by the centre
  {
    title: 'an emergency that waits for the centre (S20, S31)',
    file: 'kinds',
    from: 'dispatch: { routine: auto, tackle: auto }',
    to: 'dispatch: { emergency: centre }',
    says: /紧急哨一律自动派出/,
  },
  {
    title: 'a dispatch by somebody there is not (S31)',
    file: 'kinds',
    from: 'dispatch: { routine: auto,',
    to: 'dispatch: { routine: street,',
    says: /不能写“street”，只能是：auto、centre/,
  },
  // roster
  {
    title: 'somebody on duty whom nobody knows (S20)',
    file: 'roster',
    from: 'default: [zjj-a]',
    to: 'default: [zjj-x]',
    says: /人员名册里没有账号 zjj-x/,
  },
  {
    title: 'somebody on duty for another unit (S20)',
    file: 'roster',
    from: 'default: [zjj-a]',
    to: 'default: [swj-a]',
    says: /swj-a 是 SWJ 的人，不能排在 ZJJ 值班/,
  },
  {
    title: 'a duty on a day that is none',
    file: 'roster',
    from: '2026-10-07:',
    to: '2026-10-32:',
    says: /没有 2026-10-32 这一天/,
  },
  {
    title: 'a duty of a unit that is none',
    file: 'roster',
    from: '  ZJJ: #',
    to: '  ZJX: #',
    says: /没有代码为 ZJX 的单位/,
  },
  {
    title: 'a shift that begins at no time',
    file: 'roster',
    from: "shiftStart: '08:30'",
    to: "shiftStart: '八点半'",
    says: /时刻要写成/,
  },
  // shape
  {
    title: 'a missing field',
    file: 'district',
    from: 'title: 盘龙区',
    to: 'titel: 盘龙区',
    says: /缺少“title”/,
  },
  {
    title: 'a field nobody knows',
    file: 'district',
    from: 'title: 盘龙区',
    to: 'titel: 盘龙区',
    says: /不认识“titel”/,
  },
  {
    title: 'a number where words belong',
    file: 'organisations',
    from: "'119'",
    to: '119',
    says: /应是一段文字/,
  },
  {
    title: 'a word outside the list',
    file: 'matters',
    from: 'category: routine',
    to: 'category: 日常',
    says: /不能写“日常”，只能是：routine/,
  },
  {
    title: 'a group that belongs to no community (S44)',
    file: 'organisations',
    from: 'type: group\n    parent: JXSQ',
    to: 'type: group\n    parent: LM',
    says: /12号庭院是居民小组，parent 要写所属社区/,
  },
  {
    title: 'a building that belongs to a street (S44)',
    file: 'organisations',
    from: 'type: building\n    parent: JXTY12',
    to: 'type: building\n    parent: LM',
    says: /3栋是楼栋，parent 要写所属居民小组或社区/,
  },
  {
    title: 'a building without its head (S44)',
    file: 'members',
    from: 'post: head, title: 楼栋长',
    to: 'post: staff, title: 楼栋长',
    says: /3栋没有楼栋长/,
  },
  {
    title: 'a lane chief without a lane (S47)',
    file: 'members',
    from: 'title: 万宏路街巷长, lanes: [万宏路菜市场巷, 金星后街]',
    to: 'title: 万宏路街巷长',
    says: /段秋实是街巷长，请用 lanes/,
  },
  {
    title: 'a report that goes up at once (S44)',
    file: 'messages',
    from: 'passUpAfter: 2 工作时',
    to: 'passUpAfter: 0 工作时',
    says: /时长要大于 0/,
  },
  {
    title: 'an emergency nobody takes that is called for again at once (S20)',
    file: 'messages',
    from: 'every: 30 分钟',
    to: 'every: 0 分钟',
    says: /时长要大于 0/,
  },
  {
    title: 'hours that may be told for no time at all (S14)',
    file: 'messages',
    from: 'hoursWithin: 7 日',
    to: 'hoursWithin: 0 日',
    says: /时长要大于 0/,
  },
  {
    title: 'a duration in other words',
    file: 'limits',
    from: '2 工作时',
    to: '两个钟头',
    says: /时长要写成/,
  },
  {
    title: 'a matter without basis (S25)',
    file: 'matters',
    from: 'basis:\n      - 道路交通安全法',
    to: 'basis: []',
    says: /至少要有 1 项/,
  },
  {
    title: 'a helper written twice',
    file: 'matters',
    from: '[SJJ, GAJ]',
    to: '[SJJ, SJJ]',
    says: /重复的项/,
  },
  {
    title: 'a percent beyond 100',
    file: 'rating',
    from: 'checkInWeight: 30',
    to: 'checkInWeight: 130',
    says: /不能大于 100/,
  },
  {
    title: 'a rung before the beginning',
    file: 'ladder',
    from: 'at: 50',
    to: 'at: -1',
    says: /不能小于 0/,
  },
  {
    title: 'an empty text',
    file: 'district',
    from: 'name: 盘龙区',
    to: "name: ''",
    says: /不能空着/,
  },
  {
    title: 'a text of blanks',
    file: 'district',
    from: 'name: 盘龙区',
    to: "name: ' '",
    says: /不能只有空格/,
  },
  {
    title: 'a text without end',
    file: 'district',
    from: 'name: 盘龙区',
    to: `name: ${'长'.repeat(201)}`,
    says: /最多 200 个字/,
  },
  {
    title: 'another time zone',
    file: 'district',
    from: 'Asia/Shanghai',
    to: 'Asia/Tokyo',
    says: /只能是：Asia\/Shanghai/,
  },
  {
    title: 'a stretch of three times',
    file: 'calendar',
    from: "['09:00', '12:00']",
    to: "['09:00', '12:00', '13:00']",
    says: /最多 2 项/,
  },
  {
    title: 'a year that is no year',
    file: 'calendar',
    from: "'2026':",
    to: "'26':",
    says: /年份是加引号的四位数字/,
  },
  {
    title: 'an approval without its limit',
    file: 'kinds',
    from: 'posts: [head], standInAfter: 1 工作时 }',
    to: 'posts: [head] }',
    says: /缺少“standInAfter”/,
  },
  // organisations and members
  {
    title: 'a code used twice',
    file: 'organisations',
    from: 'code: GL',
    to: 'code: TD',
    says: /单位代码 TD 用了两次/,
  },
  {
    title: 'a short name used twice',
    file: 'organisations',
    from: 'name: 鼓楼街道',
    to: 'name: 拓东街道',
    says: /简称“拓东街道”与 TD 相同/,
  },
  {
    title: 'an alias of two units',
    file: 'organisations',
    from: '[住建, 建设局, 房管]',
    to: '[住建, 建设局, 城管]',
    severity: 'warning',
    says: /别名“城管”也指城管局/,
  },
  {
    title: 'an alias that is another’s name',
    file: 'organisations',
    from: '[住建, 建设局, 房管]',
    to: '[住建, 水务局]',
    severity: 'warning',
    says: /别名“水务局”也指水务局/,
  },
  {
    title: 'an unknown parent',
    file: 'organisations',
    from: 'parent: LM',
    to: 'parent: LMM',
    says: /没有代码为 LMM 的单位/,
  },
  {
    title: 'parents that go round',
    file: 'organisations',
    from: 'name: 拓东街道\n',
    to: 'name: 拓东街道\n    parent: TD\n',
    says: /绕了一圈/,
  },
  {
    title: 'a community without its street',
    file: 'organisations',
    from: 'parent: LM',
    to: 'parent: CGJ',
    says: /要写所属街道/,
  },
  {
    title: 'a zone without on-site limit',
    file: 'organisations',
    from: 'zone: hill',
    to: 'zone: island',
    says: /片区“island”/,
  },
  {
    title: 'members of an unknown unit',
    file: 'members',
    from: '  TD:',
    to: '  TDD:',
    says: /没有代码为 TDD 的单位/,
  },
  {
    title: 'an account of two people, whatever the case',
    file: 'members',
    from: 'userId: td-a',
    to: 'userId: TD-lead',
    says: /账号 TD-lead 已经是/,
  },
  {
    title: 'a street without approver (S50)',
    file: 'members',
    from: 'post: head, title: 街道党工委书记',
    to: 'post: staff, title: 街道党工委书记',
    says: /拓东街道没有审批领导/,
  },
  {
    title: 'a district leader nobody is',
    file: 'members',
    from: '  LD: # 区领导\n    -',
    to: '  LD: []\n  X9:\n    -',
    says: /区领导名下没有人/,
  },
  {
    title: 'no command centre',
    file: 'organisations',
    from: '    duties: [command-centre]\n',
    to: '',
    says: /没有单位承担指挥中心职责/,
  },
  {
    title: 'no district leadership',
    file: 'organisations',
    from: 'type: leadership',
    to: 'type: alliance',
    says: /没有区领导/,
  },
  // matters
  {
    title: 'a matter’s code used twice',
    file: 'matters',
    from: 'code: R02',
    to: 'code: R01',
    says: /“R01”与前面的事项重复/,
  },
  {
    title: 'a matter’s name used twice',
    file: 'matters',
    from: 'name: 路灯不亮',
    to: 'name: 犬只扰民',
    says: /“犬只扰民”与前面的事项重复/,
  },
  {
    title: 'a lead nobody is, naming the code meant',
    file: 'matters',
    from: 'lead: JJD',
    to: 'lead: JDD',
    says: /没有代码为 JDD 的单位；请改用/,
  },
  {
    title: 'a name where a code belongs, giving the code',
    file: 'matters',
    from: 'lead: JJD',
    to: 'lead: 交警大队',
    says: /交警大队的代码是 JJD/,
  },
  {
    title: 'members under a name, giving the code',
    file: 'members',
    from: '  TD:',
    to: '  拓东街道:',
    says: /拓东街道的代码是 TD/,
  },
  {
    title: 'a full-width colon that makes one text of all',
    file: 'district',
    from: 'code: PL\n  name: 盘龙区',
    to: 'code：PL\n  name：盘龙区',
    says: /全角冒号/,
  },
  {
    title: 'a lead that is no department (S16)',
    file: 'matters',
    from: 'lead: JJD',
    to: 'lead: GDJ',
    says: /主办单位供电局不是区级部门/,
  },
  {
    title: 'an unknown helper',
    file: 'matters',
    from: '[SJJ, GAJ]',
    to: '[SJJ, GAX]',
    says: /没有代码为 GAX/,
  },
  {
    title: 'a street as helper (S60)',
    file: 'matters',
    from: '[SJJ, GAJ]',
    to: '[SJJ, TD]',
    says: /协办单位拓东街道既不是部门也不是公共单位/,
  },
  {
    title: 'a lead that helps itself',
    file: 'matters',
    from: '[SJJ, GAJ]',
    to: '[SJJ, CGJ]',
    says: /又写在协办里/,
  },
  {
    title: 'an unknown fallback',
    file: 'matters',
    from: 'fallback: LXB',
    to: 'fallback: LXX',
    says: /没有代码为 LXX/,
  },
  {
    title: 'a lead that is its own fallback (S59)',
    file: 'matters',
    from: 'fallback: LXB',
    to: 'fallback: CGJ',
    says: /兜底单位就是主办单位/,
  },
  {
    title: 'a matter’s limit of nothing',
    file: 'matters',
    from: '    fallback: LXB',
    to: '    limits: { finish: 0 工作日 }\n    fallback: LXB',
    says: /时长要大于 0/,
  },
  // limits, ladder, rating, kinds, admission
  {
    title: 'a limit of nothing',
    file: 'limits',
    from: 'sign: 10 分钟',
    to: 'sign: 0 分钟',
    says: /时长要大于 0/,
  },
  {
    title: 'a zone’s limit of nothing',
    file: 'limits',
    from: 'urban: 30 分钟',
    to: 'urban: 0 分钟',
    says: /时长要大于 0/,
  },
  {
    title: 'a merge window of nothing',
    file: 'messages',
    from: '15 分钟',
    to: '0 分钟',
    says: /时长要大于 0/,
  },
  {
    title: 'a rung repeated without pause',
    file: 'ladder',
    from: 'every: 3 分钟',
    to: 'every: 0 分钟',
    says: /时长要大于 0/,
  },
  {
    title: 'a stand-in at once',
    file: 'kinds',
    from: 'standInAfter: 1 工作时',
    to: 'standInAfter: 0 工作时',
    says: /时长要大于 0/,
  },
  {
    title: 'a ladder that goes down',
    file: 'ladder',
    from: 'at: 80',
    to: 'at: 40',
    says: /40 写在了 50 后面/,
  },
  {
    title: 'a ladder that knows no overdue',
    file: 'ladder',
    from: 'at: 100',
    to: 'at: 101',
    severity: 'warning',
    says: /没有到期/,
  },
  {
    title: 'weights that do not add up',
    file: 'rating',
    from: 'weight: 20',
    to: 'weight: 25',
    says: /合计应为 100，现在是 105/,
  },
  {
    title: 'check-in shares that do not add up',
    file: 'rating',
    from: 'signed: 20',
    to: 'signed: 10',
    says: /合计应为 100，现在是 90/,
  },
  {
    title: 'a criterion’s code used twice',
    file: 'rating',
    from: 'code: professionalism',
    to: 'code: cooperation',
    says: /代号 cooperation 用了两次/,
  },
  {
    title: 'an open kind nobody may blow',
    file: 'kinds',
    from: 'blowerDuties: [service-bureau]',
    to: 'blowerDuties: []',
    severity: 'warning',
    says: /政务吹哨已开通，却没有单位可以吹/,
  },
  {
    title: 'whistles without a place (S04)',
    file: 'admission',
    from: 'routine: [street, place,',
    to: 'routine: [street,',
    severity: 'warning',
    says: /没有要求地点/,
  },
  {
    title: 'whistles without departments',
    file: 'admission',
    from: '[matter, departments]',
    to: '[matter]',
    says: /哨派不出去/,
  },
  {
    title: 'an override for a street nobody has (S06)',
    file: 'admission',
    from: 'overrides: []',
    to: 'overrides: [{ streets: [TDD], modes: { ownDuty: warn } }]',
    says: /没有代码为 TDD 的单位/,
  },
  {
    title: 'an override for a department, which has no whistles to try out',
    file: 'admission',
    from: 'overrides: []',
    to: 'overrides: [{ streets: [CGJ], modes: { ownDuty: warn } }]',
    says: /城管局（CGJ）不是街道/,
  },
  {
    title: 'an override that overrides nothing',
    file: 'admission',
    from: 'overrides: []',
    to: 'overrides: [{ streets: [TD], modes: {} }]',
    says: /没有写改哪条规则/,
  },
  {
    title: 'an override to a mode there is not',
    file: 'admission',
    from: 'overrides: []',
    to: 'overrides: [{ streets: [TD], modes: { ownDuty: maybe } }]',
    says: /只能是：off、warn、enforce/,
  },
  {
    title: 'a statement that is neither declared nor asked for (S23)',
    file: 'admission',
    from: '  tackle: declare',
    to: '  tackle: maybe',
    says: /只能是：off、declare、ask/,
  },
  {
    title: 'a street’s own duty that stands twice',
    file: 'admission',
    from: '  - name: 垃圾分类宣传',
    to: '  - name: 楼道小广告清理',
    says: /“楼道小广告清理”写了两遍/,
  },
  {
    title: 'a street’s own duty that is neither a name nor has one',
    file: 'admission',
    from: '  - name: 楼道小广告清理\n',
    to: '  - 7\n  - name: 楼道小广告清理\n',
    says: /应是一段文字（数字和日期要加引号）或若干行/,
  },
  {
    title: 'an own duty’s wording with an empty side',
    file: 'admission',
    from: '垃圾分类 + 宣传|讲解|入户发',
    to: '垃圾分类 + 宣传||入户发',
    says: /的一边是空的/,
  },
  {
    title: 'a rate counted over no time at all',
    file: 'admission',
    from: 'window: 30 日',
    to: 'window: 0 日',
    says: /时长要大于 0/,
  },
  {
    title: 'a reason too long for an option of a card',
    file: 'admission',
    from: '可由街道协商解决]',
    to: '可由街道和部门协商一致后解决]',
    says: /最多 10 个字/,
  },
  {
    title: 'a window for duplicates of nothing',
    file: 'admission',
    from: 'mergeWithin: 30 分钟',
    to: 'mergeWithin: 0 分钟',
    says: /时长要大于 0/,
  },
  {
    title: 'a window for duplicates in working time',
    file: 'admission',
    from: 'within: 30 日',
    to: 'within: 30 工作日',
    says: /按自然时间/,
  },
  {
    title: 'more candidates than a card can offer',
    file: 'admission',
    from: 'candidates: 3',
    to: 'candidates: 9',
    says: /3/,
  },
  // calendar
  {
    title: 'a date there is not',
    file: 'calendar',
    from: '- 2026-02-23',
    to: '- 2026-02-30',
    says: /没有 2026-02-30 这一天/,
  },
  {
    title: 'a date of another year',
    file: 'calendar',
    from: '- 2026-02-23',
    to: '- 2027-02-23',
    says: /请移到 2027 年/,
  },
  {
    title: 'a day both off and worked',
    file: 'calendar',
    from: '- 2026-05-09',
    to: '- 2026-05-05',
    says: /既写了放假又写了上班/,
  },
  {
    title: 'a make-up day in the week',
    file: 'calendar',
    from: '- 2026-05-09',
    to: '- 2026-05-08',
    severity: 'warning',
    says: /不必写成调休上班/,
  },
  {
    title: 'hours that end before they begin',
    file: 'calendar',
    from: "['13:00', '17:00']",
    to: "['17:00', '13:00']",
    says: /先后反了/,
  },
  {
    title: 'hours that overlap',
    file: 'calendar',
    from: "['13:00', '17:00']",
    to: "['11:00', '17:00']",
    says: /重叠/,
  },
  {
    title: 'an effective date there is not',
    file: 'district',
    from: '2026-01-01',
    to: '2026-13-01',
    says: /没有 2026-13-01 这一天/,
  },
  // YAML itself
  {
    title: 'a key written twice',
    file: 'messages',
    from: 'perPersonPerDay: 12',
    to: 'perPersonPerDay: 12\nperPersonPerDay: 13',
    says: /写了两遍/,
  },
  { title: 'a tab', file: 'messages', from: '  to:', to: '\tto:', says: /制表符|缩进/ },
  {
    title: 'a full-width colon',
    file: 'messages',
    from: 'perPersonPerDay: 12',
    to: 'perPersonPerDay：12',
    says: /全角/,
  },
  {
    title: 'an unclosed bracket',
    file: 'kinds',
    from: 'waives: []',
    to: 'waives: [',
    says: /写法不对|缩进/,
  },
  {
    title: 'a reference to nothing',
    file: 'ladder',
    from: 'tackle: *standard',
    to: 'tackle: *standart',
    says: /YAML|引用/,
  },
  // kinds tried out, projects, resources
  {
    title: 'a kind opened to nobody there (S05)',
    file: 'kinds',
    from: '    blowers: [community, street]',
    to: '    openTo: [TD, XX]\n    blowers: [community, street]',
    says: /没有代码为 XX 的单位/,
  },
  {
    title: 'a project whose leader is nobody (S17)',
    file: 'projects',
    from: 'leader: gxj-f',
    to: 'leader: gxj-z',
    says: /没有账号 gxj-z/,
  },
  {
    title: 'a project of an office that is none (S17)',
    file: 'projects',
    from: 'office: BCXM',
    to: 'office: GXJ',
    says: /GXJ 不是项目办/,
  },
  {
    title: 'two projects of one name',
    file: 'projects',
    from: 'aliases: [桃源街片区更新, 桃源街更新]',
    to: 'aliases: [北辰大道地块]',
    says: /“北辰大道地块”也指项目 P01/,
  },
  {
    title: 'two projects of one code',
    file: 'projects',
    from: 'code: P02',
    to: 'code: P01',
    says: /项目代号 P01 用了两次/,
  },
  {
    title: 'a project without stage',
    file: 'projects',
    from: 'stage: 方案公示',
    to: 'step: 方案公示',
    says: /缺少“stage”/,
  },
  {
    title: 'a resource of nobody (S51)',
    file: 'resources',
    from: 'org: PSG',
    to: 'org: PSX',
    says: /没有代码为 PSX 的单位/,
  },
  {
    title: 'a resource of another kind (S51)',
    file: 'resources',
    from: 'kind: 车位',
    to: 'kind: 车库',
    says: /不能写“车库”/,
  },
  {
    title: 'a resource written twice',
    file: 'resources',
    from: 'org: GDJ\n    kind: 设备\n    name: 高空作业车',
    to: 'org: TX\n    kind: 设备\n    name: 线缆梳理队',
    severity: 'warning',
    says: /写了两遍/,
  },
  {
    title: 'an ally that is nobody',
    file: 'organisations',
    from: 'allies: [GDJ,',
    to: 'allies: [GDX,',
    says: /没有代码为 GDX 的单位/,
  },
  {
    title: 'allies of what is no alliance',
    file: 'organisations',
    from: '    type: market\n',
    to: '    type: market\n    allies: [GDJ]\n',
    says: /不是党建联盟/,
  },
  {
    title: 'a market body without liaison (S45)',
    file: 'members',
    from: 'post: liaison, title: 项目经理',
    to: 'post: staff, title: 项目经理',
    says: /惠民物业公司没有联络员/,
  },
  {
    title: 'a project office without head (S50)',
    file: 'members',
    from: 'post: head, title: 项目办主任',
    to: 'post: staff, title: 项目办主任',
    says: /北辰大道项目办没有负责人/,
  },
];

describe('the check of a rule book', () => {
  for (const { title, file, from, to, told = file, severity = 'error', says } of broken)
    it(`tells of ${title}`, () => {
      const faults = faultsAfter(file, from, to);
      const fault = faults.find(({ message }) => says.test(message));
      assert.ok(fault, `told instead: ${JSON.stringify(faults)}`);
      assert.equal(fault.file, `${told}.yaml`);
      assert.equal(fault.severity, severity);
      assert.ok(fault.line > 0, 'has a line');
    });

  for (const [userId, missing] of [
    ['cgj-a', /城管局没有联络员/],
    ['cgj-lead', /城管局没有主要负责人/],
    ['gdj-a', /供电局没有联络员/],
  ] as const)
    it(`tells of a unit that loses ${userId}, where it is (S26)`, () => {
      const { name, post } = panlong().members.find((one) => one.userId === userId)!;
      const seat = `userId: ${userId}, name: ${name}, post: `;
      const [fault] = faultsAfter('members', seat + post, `${seat}staff`);
      assert.match(fault?.message ?? '', missing);
      const line = lineOf('members', `  ${userId.split('-')[0]!.toUpperCase()}:`);
      assert.equal(fault?.line, line);
    });

  it('tells every fault at once, in the order of the file', () => {
    const faults = faultsWith('messages', 'quietHours: 晚上\nperPersonPerDay: 多\nextra: 1\n');
    assert.deepEqual(
      faults.map(({ line }) => line),
      [1, 1, 1, 1, 1, 1, 2, 3],
    );
  });

  it('tells once what an alias repeats', () => {
    assert.equal(faultsAfter('ladder', 'at: 80', 'at: 40').length, 1);
  });

  it('says nothing of a file it could not read but that it could not', () => {
    const faults = faultsWith('organisations', 'organisations: [\n');
    assert.ok(faults.length > 0);
    assert.deepEqual(new Set(faults.map(({ file }) => file)), new Set(['organisations.yaml']));
  });

  it('refuses a bomb of references', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const bomb = names.map((name, nth) => {
      const before = names[nth - 1];
      return `${name}: &${name} [${Array(9)
        .fill(before ? `*${before}` : 'x')
        .join(', ')}]`;
    });
    const started = performance.now();
    assert.match(faultsWith('messages', bomb.join('\n'))[0]?.message ?? '', /引用过多/);
    assert.ok(performance.now() - started < 2000);
  });

  it('refuses what refers to itself and brackets without end', () => {
    assert.match(faultsWith('messages', 'a: &a [*a]')[0]?.message ?? '', /引用了自己/);
    assert.match(faultsWith('messages', '['.repeat(20_000))[0]?.message ?? '', /括号套得太深/);
  });

  it('asks for the coming year from 30 days before New Year', () => {
    const on = (today: string) =>
      faultsAfter('calendar', 'years:', 'years:', today).map(({ message }) => message.slice(0, 8));
    assert.deepEqual(on('2026-11-30'), []);
    assert.deepEqual(on('2026-12-02'), ['没有 2027 ']);
    assert.deepEqual(on('2027-03-01'), ['没有 2027 ']);
  });
});
