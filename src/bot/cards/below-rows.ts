import type { Directory } from '../../domain/directory.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { CardRow } from '../../wecom/card.ts';
import { orgName, row, type Scene } from './frame.ts';
import { originName } from './origin-line.ts';

/** “金星社区 12号庭院”: the grid with the community it lies in (S43). */
export function gridName(directory: Directory, grid: string | null): string {
  const org = grid === null ? null : directory.org(grid);
  if (!org) return '';
  const above = org.type === 'group' ? orgName(directory, org.parent) : '';
  return `${above} ${org.name}`.trim();
}

/** Who saw it, as a post and never as a name (S49): 小巷管家. */
export function sourceName({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): string {
  const [origin] = whistle.origins;
  if (!origin) return '';
  const post = directory.memberOf(origin.by)?.post;
  if (origin.source === 'patrol' && post === 'lane-chief') return '街巷长巡查';
  if (origin.source === 'patrol' && post === 'lane-keeper') return '小巷管家';
  return originName(directory, origin);
}

/** “3栋 → 12号庭院 → 金星社区”: the levels a report came through (S44); a level whose time ran out says so. */
export function pathName({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): string {
  const { path, desk } = whistle;
  const steps = path.map(({ org, by }) => ({ org, silent: by === null }));
  const all = desk === null ? steps : [...steps, { org: desk, silent: false }];
  return all
    .filter(({ org }, index) => all[index - 1]?.org !== org)
    .map(({ org, silent }) => `${orgName(directory, org)}${silent ? '（超时自动上报）' : ''}`)
    .join(' → ');
}

/** The street, or the grid in it where that is known (S43): 联盟街道 金星社区 12号庭院. */
export function whereRow({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): CardRow {
  const street = orgName(directory, whistle.street);
  const grid = gridName(directory, whistle.grid);
  return grid === '' ? row('街道', street) : row('网格', `${street} ${grid}`.trim());
}

/** What came with a report, in the quote: a card has six rows, and who is called needs them (protocol 3.3). */
export function belowLines(scene: Pick<Scene, 'whistle' | 'directory'>): readonly string[] {
  const from =
    scene.whistle.path.length === 0 ? [] : [`哨源：${sourceName(scene)}（${pathName(scene)}）`];
  return [...from, ...photoLine(scene.whistle)];
}

/** “现场照片 2 张”, and what else was sent: what the street saw, beside what the department must do (S61). */
export function photoLine({ attachments }: Pick<Whistle, 'attachments'>): readonly string[] {
  const photos = attachments.filter(({ kind }) => kind === 'image').length;
  const others = attachments.length - photos;
  const words = [
    ...(photos > 0 ? [`现场照片 ${String(photos)} 张`] : []),
    ...(others > 0 ? [`录音、录像等 ${String(others)} 个`] : []),
  ];
  return words.length === 0 ? [] : [words.join('，')];
}

/** The street's half of a department's card, beside the basis: grid and photos (S04, S61). */
export function seenLines({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>) {
  const grid = gridName(directory, whistle.grid);
  return [...(grid === '' ? [] : [`网格：${grid}`]), ...photoLine(whistle)];
}

/** The basis with what stands beside it, a line each, the demand before it; nothing when there is none of it. */
export function quoteWith(
  basis: string,
  lines: readonly string[],
  demand: readonly string[] = [],
): string | undefined {
  const all = [...demand, ...(basis === '' ? [] : [`依据：${basis}`]), ...lines];
  return all.length === 0 ? undefined : all.join('\n');
}

/** Said once where the street has grids and the place fits none (S43): a hint, no question that holds anything up. */
export const gridHint = ({ asked, grid }: Pick<Whistle, 'asked' | 'grid'>): string =>
  grid === null && asked.includes('grid') && !asked.includes('grid-told')
    ? '未对应到网格，可回复社区名。'
    : '';
