import type { WordRole } from '../../domain/lexicon.ts';
import type { Marks } from './marks.ts';
import type { Span } from './spans.ts';

/** Words that say that somebody blows, which kind and which category, and nothing of what is the matter. */
const ofTheForm = [
  'blow',
  'kind:street',
  'kind:community',
  'kind:service',
  'kind:alliance',
  'kind:project',
  'category:routine',
  'category:tackle',
  'category:emergency',
] as const satisfies WordRole[];
/** Letters of wanting to and beginning to: “我要吹哨”, “帮忙发起一个”. */
const ofWanting = new Set(
  Array.from('我们要想来请帮忙个一再新发起开始申求下', (one) => one.charCodeAt(0)),
);
/** “抢劫” says what is the matter. */
const fewest = 2;

const isHan = (letter: number): boolean => letter >= 0x4e00 && letter <= 0x9fff;

/** Whether a stretch says anything beside that a whistle is blown: “我要吹哨” says nothing yet. */
export function saysAnything(marks: Marks, { start, end }: Span): boolean {
  const formal = new Uint8Array(marks.text.length);
  for (const role of ofTheForm)
    for (const one of marks.all(role)) formal.fill(1, one.start, one.end);
  let letters = 0;
  for (let at = start; at < end && letters < fewest; at += 1) {
    const letter = marks.text.charCodeAt(at);
    if (formal[at] === 0 && isHan(letter) && !ofWanting.has(letter)) letters += 1;
  }
  return letters >= fewest;
}
