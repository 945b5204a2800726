import type { Category } from '../../domain/names.ts';
import { isAnswer } from './small-talk.ts';

const correction =
  /^\s*(?:请?把)?(地点|位置|地址|先期处置)(?:改成|改为|改到|换成|应该是|应为|写错了?|错了|是|[:：])+\s*(.+)$/su;

/** “地点改成…”, “先期处置：…”: which field, and what it becomes. */
export function fieldNamed(text: string): { field: 'place' | 'effort'; value: string } | null {
  const [, label, words] = correction.exec(text) ?? [];
  if (label === undefined || words === undefined) return null;
  const field = label === '先期处置' ? 'effort' : 'place';
  const whole = field === 'effort' ? words : (words.split(/[，,。；;！!\n]/u)[0] ?? '');
  const value = whole.trim().slice(0, field === 'effort' ? 200 : 60);
  return isAnswer(value) ? { field, value } : null;
}

/** Whether a text names its field, even where what follows is no answer. */
export const isFieldNamed = (text: string): boolean => correction.test(text);

const categories: Readonly<Record<string, Category>> = {
  日常: 'routine',
  攻坚: 'tackle',
  紧急: 'emergency',
};

/** The category as somebody calls it, without its 哨. */
export const categoryCalled = (word: string | undefined): Category | null =>
  word === undefined ? null : (categories[word] ?? null);
