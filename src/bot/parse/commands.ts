import type { Intent } from '../../domain/reading.ts';
import { wordsAt, type Marks } from './marks.ts';
import { numberAt, type NumberRead } from './number.ts';
import { readRating } from './rating.ts';

type Verb =
  | 'look-up'
  | 'progress'
  | 'hours'
  | 'done'
  | 'urge'
  | 'withdraw'
  | 'dispute'
  | 'extend'
  | 'rate'
  | 'sign'
  | 'check-in'
  | 'on-site'
  | 'approve'
  | 'disapprove'
  | 'verify'
  | 'return';

/** The words of design 5 with their synonyms; a longer word is tried before a shorter one. */
const verbs: readonly (readonly [Verb, readonly string[]])[] = [
  [
    'look-up',
    [
      '查哨',
      '查询',
      '查一下',
      '查查',
      '查看',
      '查',
      '进度怎么样',
      '进展怎么样',
      '什么情况',
      '什么进展',
      '什么进度',
      '到哪一步',
      '到哪了',
      '到哪步',
      '办到哪',
      '办到哪步',
      '办到哪一步',
      '办得怎么样',
      '办得咋样',
      '怎么样了',
      '咋样了',
      '处理得怎么样',
      '处理到哪',
      '谁在办',
    ],
  ],
  ['hours', ['服务时长', '时长']],
  ['progress', ['进展情况', '进展', '进度', '反馈', '更新']],
  [
    'done',
    [
      '办结',
      '办完',
      '结案',
      '回哨',
      '处理完',
      '处理好',
      '完成',
      '搞定',
      '已办结',
      '办好',
      '弄好',
      '修好',
    ],
  ],
  ['urge', ['催办', '催哨', '催一下', '催一催', '催催', '催下', '催', '再催']],
  ['withdraw', ['撤哨', '撤回', '撤销', '撤掉', '撤了', '撤下', '撤', '取消', '作废']],
  ['dispute', ['退哨', '退单', '异议', '提异议', '申请退回']],
  ['extend', ['申请延期', '延期', '延长时限', '申请延长', '宽限']],
  ['rate', ['评价', '评分', '打分']],
  ['sign', ['签收', '接哨', '已签收']],
  ['check-in', ['报到', '应哨', '已报到', '来报到', '前来报到']],
  [
    'on-site',
    ['已到场', '到场', '已到现场', '到达现场', '到现场', '已经到场', '到了现场', '人到了'],
  ],
  ['disapprove', ['不同意', '不批准', '不批', '驳回']],
  ['approve', ['同意', '批准', '审批通过', '准予']],
  ['verify', ['核验通过', '核验合格', '验收通过', '核实通过', '通过核验']],
  [
    'return',
    [
      '核验不通过',
      '核验未通过',
      '核验没通过',
      '核验不合格',
      '验收不通过',
      '验收不合格',
      '核实不通过',
      '不通过核验',
      '退回重办',
      '退回重新办理',
      '重办',
      '返工',
      '退回',
    ],
  ],
];
const table = verbs
  .flatMap(([verb, words]) => words.map((word) => ({ verb, word })))
  .sort((a, b) => b.word.length - a.word.length);

const opening =
  /^(?:请|麻烦|帮我|帮忙|帮|我要|我想|我们|我局|我单位|给我|再|先|把|将|关于|那个|这个|已经|已|对|给|[\s,，:：!。@])*/;
const between =
  /^(?:这个|那个|这条|那条|的|哨|单|号|已经|已|现在|目前|我们|我局|麻烦|请|帮我|可以|可|该|给|都|[\s,，:：])*/;
// “下雨改期” and “成功劝离” are the reason itself: such a word only trails where nothing is joined to it.
const trailing =
  /^(?:了|吧|一下|吗|呢|啦|哦|(?:下|掉|完毕|成功|好了)(?=[了吧啦\s,，:：。!;；]|$)|[\s,，:：。!;；])*/;

/** A command about a whistle that exists: verb then number, number then verb, or a bare verb (design 5, domain 6.4). */
export function readCommand(marks: Marks): Intent | null {
  return readAt(marks, 0) ?? readLater(marks);
}

/** “这事我们局不该管，0033退哨”: a short message may come to its command after a clause. */
function readLater(marks: Marks): Intent | null {
  const { text } = marks;
  if (text.length > 60 || marks.streets.length > 0) return null;
  for (const { index } of text.matchAll(/(?<=[,，。;；\s])[A-Z0-9编第#撤退催]/g)) {
    const found = readAt(marks, index);
    if (found && 'number' in found && found.number !== null && found.number.length > 2)
      return found;
  }
  return null;
}

function readAt(marks: Marks, from: number): Intent | null {
  const { text } = marks;
  const start = from + (opening.exec(text.slice(from))?.[0].length ?? 0);
  // “119已打”, “120已叫” tell who was called; no whistle has such a number.
  const isUnit = marks.orgs.some((one) => one.start === start);
  const isCalled = isUnit || /^1(?:10|19|20|22)(?![0-9])/.test(text.slice(start));
  const number = isCalled ? null : numberAt(text.slice(start));
  if (number) {
    const at = start + number.length;
    const then = at + (between.exec(text.slice(at))?.[0].length ?? 0);
    const verb = verbAt(text, then);
    if (verb) return built(marks, verb.verb, number.number, then + verb.word.length);
    // “0001已关阀，现场平稳”
    const told = number.number.length > 2 && /^[\s,，:：]*(?:已|正在)/.test(text.slice(at));
    return told ? build(marks, 'progress', number.number, at) : null;
  }
  const verb = verbAt(text, start);
  return verb && afterVerb(marks, verb, start + verb.word.length);
}

function verbAt(text: string, at: number): { verb: Verb; word: string } | null {
  return table.find(({ word }) => text.startsWith(word, at)) ?? null;
}

function afterVerb(
  marks: Marks,
  { verb, word }: { verb: Verb; word: string },
  end: number,
): Intent | null {
  const { text } = marks;
  const gap =
    /^(?:了|一下|下|掉|哨|单|这个|那个|[\s,，:：])*/.exec(text.slice(end))?.[0].length ?? 0;
  if (verb === 'rate') return readRating(marks, end);
  const number = numberAt(text.slice(end + gap));
  if (number && !isCount(number, text.slice(end + gap)))
    return built(marks, verb, number.number, end + gap + number.length);
  const rest = text.slice(end).replace(trailing, '');
  if (rest === '') return build(marks, verb, null, end);
  const cut = gap > 0 || /^[\s,，:：]/.test(text.slice(end));
  if (word.length < 2 || !cut) return null;
  if (isStep(verb)) return saysHow(marks, text.slice(end)) ? build(marks, verb, null, end) : null;
  return takesWords(verb) && !/^(?:单位|部门)/.test(rest) ? build(marks, verb, null, end) : null;
}

const isStep = (verb: Verb): boolean =>
  verb === 'sign' || verb === 'check-in' || verb === 'on-site';

/** “报到 2车10人”: no whistle's number. */
const isCount = ({ number, length }: NumberRead, text: string): boolean =>
  number.length < 3 && /^\s*(?:车|台|辆|部|艘|组|队|班|警|多?人|分钟)/.test(text.slice(length));

/** “报到 5分钟后到，2车10人” says who comes and when; what calls for others, or tells of another place, is no step. */
const saysHow = (marks: Marks, rest: string): boolean =>
  rest.length <= 60 &&
  marks.streets.length === 0 &&
  marks.all('cry').length === 0 &&
  !/请(?!稍|放心|知悉)|吹哨|[?？]|单位|部门/.test(rest);

function takesWords(verb: Verb): boolean {
  return [
    'progress',
    'hours',
    'done',
    'withdraw',
    'dispute',
    'extend',
    'disapprove',
    'return',
    'urge',
    'look-up',
  ].includes(verb);
}

/** Behind the verb: “了没有？”, “了吗”, “要谁批？”. */
const asked =
  /^[\s了过]*(?:没有?|吗|么|不|否|没呢)?[\s?？。呢啊呀]*$|^[\s,，]*(?:要|该|得|是|由)?(?:谁|怎么|如何|哪|多久|几时|什么)/;
const asks = /[没吗么不否?？谁哪]|怎么|如何|多久|几时|什么/;
/** “办结 0001 没修好”, “0001办结不了”. */
const notDone = /^[\s,，:：]*(?:没|未|还没|尚未|不了|不完|不成)/;

/** Whoever asks whether a step was taken takes none: they are told where the whistle stands. */
function built(marks: Marks, verb: Verb, number: string, end: number): Intent {
  const rest = marks.text.slice(end);
  if (asks.test(rest) && asked.test(rest)) return { type: 'look-up', number };
  const isNot = verb === 'done' && notDone.test(rest);
  return build(marks, isNot ? 'progress' : verb, number, end);
}

function build(marks: Marks, verb: Verb, number: string | null, end: number): Intent {
  const from = end + (trailing.exec(marks.text.slice(end))?.[0].length ?? 0);
  const words = wordsAt(marks, { start: from, end: marks.text.length }).text.trim();
  switch (verb) {
    case 'look-up':
    case 'urge':
    case 'approve':
    case 'extend':
      return { type: verb, number };
    case 'sign':
    case 'check-in':
    case 'on-site':
      return { type: verb, number, ...(words !== '' && { sentence: words }) };
    case 'verify':
      return { type: verb, number, ...(words !== '' && { sentence: words }) };
    case 'withdraw':
    case 'disapprove':
    case 'return':
      return { type: verb, number, reason: words };
    case 'hours': {
      // Hours alone say nothing to a department that reads them as its progress.
      const sentence = words === '' ? '' : `服务时长 ${words}`;
      return { type: 'progress', number, sentence };
    }
    case 'progress':
    case 'done':
      return { type: verb, number, sentence: words };
    case 'dispute':
      return { type: 'dispute', number, ...basisAndOwner(words) };
    case 'rate': {
      const rating = readRating(marks, end);
      return rating.type === 'rate' ? { ...rating, number } : rating;
    }
  }
}

/** `<依据> <应由谁>`: the owner is what follows 应由 or 属于, else the last word. */
function basisAndOwner(words: string): { basis: string; whose: string | null } {
  const marked =
    /^(.*?)[\s,，;；。]*(?:应该由|应由|应该归|应归|该由|属于|归属|归)\s*([^\s,，。;；]+?)(?:负责|管|处理|办理|承办|主办|的职责)?[。.!！]*$/.exec(
      words,
    );
  if (marked?.[2]) return { basis: marked[1] ?? '', whose: marked[2] };
  const parts = words.split(/[\s]+/).filter((one) => one !== '');
  const whose = parts.length > 1 ? (parts.at(-1) ?? null) : null;
  return { basis: whose ? parts.slice(0, -1).join(' ') : words, whose };
}
