import { clip } from '../../domain/clip.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** What of the demand is read at a glance; the whole of it is behind 查哨. */
const SHOWN = 90;

/**
 * The demand in its writer's words, for whoever decides or acts on it (S02): the matter's name alone does not say what is
 * wrong there. Of lines with labels the 事项 is taken, the other lines are rows already. `hide` masks residents.
 */
export function demandLine(
  { text, item }: Pick<Whistle, 'text' | 'item'>,
  hide: (text: string) => string,
): readonly string[] {
  const labelled = /(?:^|\n)\s*(?:事项|诉求|问题|内容)\s*[:：]\s*(\S[^\n]*)/u.exec(text)?.[1];
  const said = (labelled ?? text)
    .replace(/^\s*(?:【[^】]*】\s*|吹哨\s*[:：,，]?\s*)+/u, '')
    .replace(/\s*\n\s*/gu, '；')
    .trim();
  // Hidden before it is cut: half a number would look like none.
  // The code of an item names a procedure and no person.
  const hidden = item === null ? hide(said) : said.split(item).map(hide).join(item);
  const short = clip(hidden, SHOWN);
  return short === '' ? [] : [`诉求：${short}${short.length < hidden.length ? '…' : ''}`];
}
