import type { Directory } from '../domain/directory.ts';
import { categoryNames, type MatterCode } from '../domain/names.ts';
import type { Oversight } from '../flows/ask/run.ts';
import type { Matter } from '../domain/rule-book.ts';

/** More answers than this are no answer. */
const MOST = 3;

/** 谁管…: lead, assist, fallback and basis of the responsibility matrix, of up to three candidates (S57). */
export function responsibleText(
  directory: Directory,
  codes: readonly (MatterCode | null)[],
): string {
  const known = [...new Set(codes)].flatMap((code) =>
    code === null ? [] : (directory.matter(code) ?? []),
  );
  if (known.length === 0)
    return '没有在责任清单里找到这件事。请换个说法，例如“谁管油烟”；仍查不到，请联系领导小组办公室。';
  const found = known.slice(0, MOST).map((one) => entryText(directory, one));
  return [...(found.length > 1 ? ['可能是以下事项：'] : []), ...found].join('\n\n');
}

function entryText(directory: Directory, matter: Matter): string {
  const name = (org: string) => directory.org(org)?.name ?? org;
  const { code, category, lead, assist, fallback, basis } = matter;
  return [
    `**${code} ${matter.name}**（${categoryNames[category]}）`,
    `主办：${name(lead)}`,
    ...(assist.length > 0 ? [`协办：${assist.map(name).join('、')}`] : []),
    `兜底：${name(fallback)}`,
    `依据：${basis.map((one) => `《${one}》`).join('')}`,
  ].join('\n');
}

/** The street's own duties and what it was empowered to do, each with its basis (S57). */
export function dutiesText({ book }: Directory): string {
  const { ownDuties, empowerment } = book.admission;
  const line = ({ name, basis }: { readonly name: string; readonly basis: string | null }) =>
    `- ${name}${basis === null ? '' : `（${basis}）`}`;
  const list = (title: string, items: typeof empowerment) =>
    items.length === 0 ? [`**${title}**：暂无`] : [`**${title}**`, ...items.map(line)];
  return [
    ...list('街道基本职责清单（由街道自行办理，一般不予吹哨）', ownDuties),
    ...list('街道赋权清单（街道可以自己办）', empowerment),
    '查部门职责，请发“谁管…”，例如“谁管油烟”。',
  ].join('\n');
}

/** What those who see every whistle read below the figures: the reverse flow (S60) and the silent streets (S24). */
export function oversightLines(
  directory: Directory,
  { reverse, silent }: Oversight,
): readonly string[] {
  const days = directory.book.admission.rate.window.amount;
  const names = silent.map((code) => directory.org(code)?.name ?? code).join('、');
  return [
    `- 反向派单：申请 ${String(reverse.asked)}，同意 ${String(reverse.granted)}`,
    ...(silent.length === 0 ? [] : [`- 近${String(days)}日没有吹哨的街道：${names}`]),
  ];
}
