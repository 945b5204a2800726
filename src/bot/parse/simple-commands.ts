import type { Intent } from '../../domain/reading.ts';
import { wordsAt, type Marks } from './marks.ts';

/** Whole messages that are a command by themselves, without punctuation and particles. */
const whole: readonly (readonly [Intent['type'] & SimpleType, readonly string[]])[] = [
  [
    'help',
    ['帮助', '菜单', 'HELP', '功能', '使用说明', '怎么用', '使用帮助', '说明', '你好', '在吗'],
  ],
  [
    'my-whistles',
    [
      '我的哨',
      '我的吹哨',
      '我吹的哨',
      '我的哨单',
      '我吹过的哨',
      '看我的哨',
      '我发的哨',
      '查我的哨',
    ],
  ],
  [
    'awaited',
    [
      '待报到',
      '待办',
      '待签收',
      '我的待办',
      '待办事项',
      '待我报到',
      '有什么要报到的',
      '还有哪些没报到',
      '未报到',
      '我们待报到的',
      '待处理',
    ],
  ],
  ['unbind', ['解绑', '解除绑定', '取消绑定', '解绑本群', '本群解绑']],
  [
    'confirm',
    [
      '确认',
      '确认吹哨',
      '确定',
      '确认发出',
      '发出',
      '没问题',
      '没问题发吧',
      '对',
      '对的',
      '是',
      '是的',
      '可以',
      '发吧',
      '可以发',
      '就这样',
      '就这样发',
      'OK',
      '好的确认',
      '确认无误',
      '同意吹哨',
      '吹吧',
    ],
  ],
  [
    'cancel',
    [
      '取消',
      '取消吹哨',
      '不吹了',
      '算了',
      '放弃',
      '不发了',
      '取消吧',
      '先不吹',
      '不用吹了',
      '先不吹了',
      '没事了',
      '没事',
      '按错了',
      '点错了',
      '发错了',
      '搞错了',
      '弄错了',
      '看错了',
      '误报',
      '误触',
      '虚惊一场',
      '手滑了',
    ],
  ],
  ['edit', ['修改', '改一下', '我要修改', '编辑', '修改一下', '要改', '需要修改', '我要改']],
];

type SimpleType = 'help' | 'my-whistles' | 'awaited' | 'unbind' | 'confirm' | 'cancel' | 'edit';

/** Commands without a number: help, lists, statistics, binding, and the answers to a draft card (design 5). */
export function readSimpleCommand(marks: Marks): Intent | null {
  const text = marks.text.replace(/[\s。.!！,，~?？]+$/g, '').trim();
  const bare = text
    .replace(/^(?:请|麻烦|看一下|看看|查看|查一下|给我看)+/, '')
    .replace(/(?:吧|了|啊|哦|呢|哈)$/, '');
  for (const [type, words] of whole)
    if (words.includes(text) || words.includes(bare)) return { type };
  if (takesBack(text)) return { type: 'cancel' };
  return ofDraft(marks) ?? binding(marks) ?? statistics(text);
}

/** “没事了，按错了，不好意思”: said twice, or with an excuse. */
function takesBack(text: string): boolean {
  const parts = text
    .split(/[\s,，。.!！]+/)
    .map((one) => one.replace(/^(?:刚才|刚刚|对不起)/, ''))
    .filter((one) => one !== '' && !excuses.includes(one));
  return (
    parts.length > 0 && parts.every((one) => isOf('cancel', one) || isOf('cancel', `${one}了`))
  );
}

const excuses: readonly string[] = ['不好意思', '抱歉', '打扰了', '谢谢'];

const isOf = (type: SimpleType, text: string): boolean =>
  whole.some(([one, words]) => one === type && words.includes(text));

/** `取消 1`, `确认 第2个`, `取消 全部`, `取消路灯那个`: one of several drafts; what else it may mean the flow knows. */
function ofDraft(marks: Marks): Intent | null {
  const text = marks.text.replace(/[\s。.!！,，~]+$/g, '').trim();
  if (/^(?:全部|全都|都|所有草稿|草稿全部)取消[了吧]?$/.test(text))
    return { type: 'cancel', which: 'all' };
  const said = /^(?:请|帮我)?(取消|确认)(?:吹哨|草稿)?([\s:：,，]*)(\S.{0,19})$/.exec(text);
  const [, verb, gap = '', words = ''] = said ?? [];
  if (verb === undefined) return null;
  const type = verb === '取消' ? 'cancel' : 'confirm';
  const nth = /^第?([1-9])[个件张条号]?$/.exec(words)?.[1];
  if (nth !== undefined) return { type, which: nth };
  if (/^(?:全部|全都|所有)(?:的?草稿)?[了吧]?$/.test(words)) return { type, which: 'all' };
  const points = /(?:那|这)[个件条张](?:草稿|哨)?[了吧]?$/.test(words);
  if (/[0-9]{3}/.test(words) || !(points || (gap !== '' && words.length <= 12))) return null;
  // “确认 有人被困” cries for help; “取消 绑定” is another command.
  return marks.all('cry').length > 0 || /^(?:绑定|订阅)/.test(words)
    ? null
    : { type, which: words };
}

function binding(marks: Marks): Intent | null {
  const match =
    /^(?:请|把)?(?:本群|这个群|该群)?\s*绑定(?:到|为|成)?(?:本群|这个群)?[\s:：]*(?:到|为)?\s*/.exec(
      marks.text,
    );
  if (!match) return null;
  const start = match[0].length;
  const unit = wordsAt(marks, { start, end: marks.text.length }).text.trim();
  return unit.length > 20 ? null : { type: 'bind', unit: unit.replace(/[。.!！]+$/, '') };
}

function statistics(text: string): Intent | null {
  const match =
    /^(?:看一下|看看|查看|查一下|请)?\s*(今日|今天|本日|当日|本周|这周|这个星期|本星期|本月|这个月|当月)?的?\s*(?:统计|报表|数据统计|吹哨统计)(?:数据|情况|报表|一下)?\s*(今日|今天|本日|当日|日|本周|这周|周|这个星期|本月|这个月|当月|月)?$/.exec(
      text,
    );
  if (!match) return null;
  const when = match[1] ?? match[2] ?? '';
  if (/周|星期/.test(when)) return { type: 'statistics', period: 'week' };
  return { type: 'statistics', period: when.includes('月') ? 'month' : 'day' };
}
