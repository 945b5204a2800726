import assert from 'node:assert/strict';
import { parse } from '../../../src/bot/parse.ts';
import type { Lexicon } from '../../../src/domain/lexicon.ts';
import { panlongLexicon } from '../../support/panlong-lexicon.ts';
import { factsOf, intentOf } from './reading.ts';

describe('parse: the code of a service item or case (S15)', () => {
  const told: readonly (readonly [string, string | null])[] = [
    ['政务吹哨：办件号 530103202611220008，企业办证卡在规划核实', '530103202611220008'],
    ['政务吹哨，项目代码2026-530103-47-01-012345，施工许可卡住', '2026-530103-47-01-012345'],
    ['政务吹哨：事项编码：11530103MB0X12345，企业办证卡住', '11530103MB0X12345'],
    ['政务吹哨（受理编号：YX20261122003）企业办证卡住', 'YX20261122003'],
    ['政务吹哨 收件编号为20261122-018 企业办证卡住', '20261122-018'],
    ['政务吹哨 业务流水号 [53010320260001] 不动产登记', '53010320260001'],
    ['政务吹哨 办件编号：ｋｍ２０２６１１２２ 企业办证卡住', 'KM20261122'],
    ['政务吹哨 申报号#20261122777 企业办证卡住', '20261122777'],
    ['政务吹哨 审批编号20261122 企业办证卡住', '20261122'],
    ['政务吹哨 受理号：PLZW-2026-00881 企业办证卡住', 'PLZW-2026-00881'],
    ['政务吹哨 投资项目代码 2026-530103-01-02-123456 施工许可卡住', '2026-530103-01-02-123456'],
    ['政务吹哨 办件3件没有结果，企业办证卡住', null],
    ['政务吹哨 办件号不详，企业办证卡住', null],
    ['拓东街道白塔路110号占道，电话13812345678', null],
    ['12345热线工单 受理编号：DH20261122008 东华街道新迎路垃圾', null],
    ['查哨 PL-20261122-0007', null],
  ];
  for (const [text, item] of told)
    it(`reads ${item ?? 'none'} from ${text}`, () => assert.equal(factsOf(text).item, item));
});

describe('parse: the key project that is named (S17)', () => {
  const lexicon: Lexicon = {
    ...panlongLexicon(),
    projects: [
      { code: 'P1', name: '北辰大道拓宽工程', words: ['北辰大道', '北辰大道地块'] },
      { code: 'P2', name: '白塔片区更新', words: ['白塔片区', '白塔更新'] },
    ],
  };
  const told: readonly (readonly [string, string | null])[] = [
    ['项目吹哨：北辰大道地块征收最后3户谈不拢，请更新局牵头，金辰街道', 'P1'],
    ['项目哨 金辰街道 北辰大道拓宽工程要迁改电杆18根，请供电局', 'P1'],
    ['金辰街道 北辰大道拓宽工程围挡占路，请更新局', 'P1'],
    ['项目吹哨：白塔更新有2户不签，拓东街道', 'P2'],
    ['项目吹哨：白塔片区更新管线没迁，拓东街道', 'P2'],
    ['类型：项目吹哨\n地点：北辰大道\n街道：金辰街道\n事项：征收谈不拢', 'P1'],
    ['项目吹哨：茨坝路扩建要迁高压杆，茨坝街道', null],
    ['金辰街道北辰大道路灯不亮，请城管局', null],
    ['金辰街道北辰大道地块垃圾没人清', null],
    ['拓东街道白塔路占道', null],
  ];
  for (const [text, project] of told)
    it(`reads ${project ?? 'none'} from ${text.replaceAll('\n', ' ')}`, () =>
      assert.equal(parse(text, lexicon).facts.project, project));

  const asked: readonly (readonly [string, string | null])[] = [
    ['项目 北辰大道', 'P1'],
    ['项目进展 白塔片区', 'P2'],
    ['北辰大道项目进展', 'P1'],
    ['白塔更新项目到哪了', 'P2'],
    ['项目清单', null],
    ['项目', null],
  ];
  for (const [text, project] of asked)
    it(`is asked for by ${text}`, () =>
      assert.deepEqual(intentOf(text, lexicon), { type: 'ask-project', project }));
});
