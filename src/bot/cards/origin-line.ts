import { originNames } from '../../domain/origin.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** Where the demand comes from, on every card (S02, S67): “哨源：居民反映”, “诉求 3 起，哨源：热线工单 2 起、居民反映 1 起”. */
export function originLine({ origins }: Pick<Whistle, 'origins'>): string {
  const sources = [...new Set(origins.map((one) => one.source))];
  const [only] = sources;
  if (only === undefined) return '';
  if (origins.length === 1) return `哨源：${originNames[only]}`;
  const counted = sources.map(
    (source) =>
      `${originNames[source]} ${String(origins.filter((one) => one.source === source).length)} 起`,
  );
  return `诉求 ${String(origins.length)} 起，哨源：${counted.join('、')}`;
}
