import type { Intent } from '../../domain/reading.ts';
import type { Findings } from './facts.ts';
import { wordsAt } from './marks.ts';

const asks =
  /^(?:请|我要|我们要|我局|我单位)?(?:申请|提请)?准入(?:申请)?(?=$|[\s,，:：])[\s,，:：]*/;
const lists =
  /^(?:请|我要|我想)?(?:查一下|查询|查看|看一下|看看|查|看)?(?:一下)?(?:街道|本街道|我们街道)?的?(?:赋权清单|赋权事项|(?:基本|本职|自己的)?职责清单|(?:基本|本职)职责|本职事项|职责事项)(?:有哪些|是什么|有什么|呢)?$/;

/** 准入 <街道> <事项> <依据> (S60), and the street's two lists (S57). */
export function readAdmission({ marks, streets }: Findings): Intent | null {
  const { text } = marks;
  const bare = text.replace(/[\s。.!！?？]+$/g, '').trim();
  if (lists.test(bare)) return { type: 'ask-duties', org: null };
  const head = asks.exec(text)?.[0].length;
  if (head === undefined) return null;
  const street = streets.find((one) => one.start <= head + 4);
  const from = street?.end ?? head;
  const words = wordsAt(marks, { start: from, end: text.length }).text;
  return {
    type: 'request-admission',
    street: street?.code ?? null,
    text: words.replace(/^[\s,，:：。]+/, '').trim(),
  };
}
