import type { CardRow } from '../../wecom/card.ts';
import { row, type Scene } from './frame.ts';

/** What a whistle hangs on beside its place: the service item (S15), the key project (S17). Empty for most. */
export function linkRows({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): CardRow[] {
  const { item, project } = whistle;
  return [
    ...(item === null ? [] : [row('事项编码', item)]),
    ...(project === null ? [] : [row('项目', directory.project(project)?.name ?? project)]),
  ];
}
