import type { Reading, WhistleFacts } from '../../domain/reading.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';

/**
 * Whether words say what was asked for and bring no place, street or departments of their own: then they are that answer,
 * whatever else they could be read as (“看过了，没有电工”). Whoever states a present danger answers nothing.
 */
export function isReply(
  reading: Pick<Reading, 'facts' | 'text'>,
  asked: Fact | Statement | null | undefined,
): boolean {
  const { place, street, departments, effort, concern, beyond } = reading.facts;
  if (place !== null || street !== null || departments.length > 0) return false;
  if (statesDanger(reading)) return false;
  if (asked === 'effort') return effort !== null;
  if (asked === 'concern') return concern !== null;
  return asked === 'beyond' && beyond !== null;
}

/** What such an answer leaves of its reading: the words themselves, and no other matter. */
export const asReply = (
  { facts, text }: Pick<Reading, 'facts' | 'text'>,
  asked: Fact | Statement | null,
): WhistleFacts => ({
  ...facts,
  category: null,
  matter: null,
  matterCandidates: [],
  ownDuty: null,
  ...(asked === 'effort' && { effort: text.trim().slice(0, 200) }),
});

/** Words of danger that nobody denies: one that is taken for a denial may still be there, and is told so (S20). */
function statesDanger({ facts, text }: Pick<Reading, 'facts' | 'text'>): boolean {
  if (danger.test(text)) return true;
  if (facts.category !== 'emergency') return false;
  const words = facts.because.category ?? [];
  return words.length === 0 || words.some((one) => !isDenied(text, one.text));
}

const isDenied = (text: string, words: string): boolean => {
  const before = text.slice(0, Math.max(0, text.indexOf(words)));
  return /^(?:没|未|无|不)/u.test(words) || /(?:没有?|未见?|无|不)$/u.test(before);
};

const danger =
  /(?<!没|没有|未|未见|无)(?:着火|起火|失火|明火|冒烟|浓烟|烧起来|爆炸|爆燃|泄漏|漏气|煤气味|被困|困住|困在|救命|快救|晕倒|昏迷|中毒|受伤|流血|伤亡|坍塌|倒塌|垮塌|塌了|坠楼|跳楼|轻生|自杀|落水|溺水|触电|持刀|砍人|踩踏|决堤|滑坡)/u;
