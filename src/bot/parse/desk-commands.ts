import type { Intent } from '../../domain/reading.ts';
import { wordsAt, type Marks } from './marks.ts';

const settled = /^(?:请|已经|已)?(?:就地解决|就地处理|现场解决)(?:了|完毕)?[\s,，:：。]*/u;

/** What the desk of a report says: 受理, 上报, 就地解决 with a sentence (S44). A report has no number. */
export function readDeskCommand(marks: Marks): Intent | null {
  const text = marks.text.replace(/[\s。.!！]+$/u, '').trim();
  if (text === '受理' || text === '我来受理') return { type: 'take-up', number: null };
  if (text === '上报' || text === '向上报' || text === '上报上级')
    return { type: 'pass-up', number: null };
  const found = settled.exec(marks.text);
  if (!found) return null;
  const words = wordsAt(marks, { start: found[0].length, end: marks.text.length }).text;
  return { type: 'settle', number: null, sentence: words.trim() };
}
