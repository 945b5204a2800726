import { shortNumber } from '../domain/number.ts';
import type { BindingStep } from '../domain/reading.ts';

/** A step that binds somebody is never taken on a likelihood: what to tap or say. */
export function stepWords(step: BindingStep, number: string | null): string {
  const said = bindingWords[step].replace('编号', number === null ? '编号' : shortNumber(number));
  return `像是要“${said.split(' ')[0] ?? said}”，还没有生效。请在哨单卡片上点按钮，或照这样发一句：“${said}”。`;
}

/** To whoever is at work on a whistle, and was not understood. */
export function workWords(number: string): string {
  const short = shortNumber(number);
  return `没有看懂。说的是 ${short} 的，进展请发“进展 ${short} 一句话”，办完请发“办结 ${short} 一句话”，要看情况请发“查哨 ${short}”。`;
}

const bindingWords: Readonly<Record<BindingStep, string>> = {
  sign: '签收 编号',
  approve: '同意',
  disapprove: '不同意 理由',
  verify: '核验通过 编号',
  return: '退回重办 编号 理由',
  rate: '评价 编号 单位 5 4 5',
  withdraw: '撤哨 编号 理由',
};
