import { categoryNames } from '../domain/names.ts';
import type { Told } from '../flows/ask/run.ts';
import { drillMark, orgName, shortTime } from './cards/frame.ts';

/** 待派遣: what waits for the centre, one line each, and how to send it out. */
export function queueText({ rows, all, directory, now }: Extract<Told, { type: 'queue' }>): string {
  if (rows.length === 0) return '现在没有待派遣的哨单。';
  const lines = rows.map(({ drill, number, category, matter, blowerOrg, called, dueAt }) => {
    const name = matter === null ? '事项待定' : (directory.matter(matter)?.name ?? matter);
    const units = called.map((org) => orgName(directory, org)).join('、');
    const limit = dueAt === null ? '' : `，${shortTime(dueAt, now)} 前派遣`;
    return `- ${drillMark({ drill })}${number ?? ''} ${categoryNames[category]} ${name}｜${orgName(directory, blowerOrg)}请${units}${limit}`;
  });
  const how = all
    ? '发“派遣 编号”派出，发“暂缓 编号 理由”退回吹哨人，发“更正 编号 … 理由 …”更正。'
    : '由指挥中心派遣，有急请与指挥中心联系。';
  return [`**待派遣 ${String(rows.length)} 件**`, ...lines, how].join('\n');
}
