import type { Instant } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** Longer than this, the time since people were to come says nothing about how long they worked. */
const LONGEST_HOURS = 12;

const digits = '零一二三四五六七八九十';

/**
 * How long those who came worked, in hours: as the closing sentence says (“3小时”, “两个半小时”), else from the
 * appointed time or the first arrival until now; null where that would be a guess.
 */
export function hoursWorked(whistle: Whistle, sentence: string, now: Instant): number | null {
  const said = hoursSaid(sentence);
  if (said !== null) return said;
  const [first] = whistle.volunteers;
  const from = whistle.appointedAt ?? first?.at;
  if (!first || from === undefined) return null;
  const hours = Math.round((Date.parse(now) - Date.parse(from)) / 1_800_000) / 2;
  return hours > 0 && hours <= LONGEST_HOURS ? hours : null;
}

/** The hours a sentence names; null where it names none that can be. */
export function hoursSaid(sentence: string): number | null {
  if (/(?<![个\d.零一二两三四五六七八九十])半个?小时/u.test(sentence)) return 0.5;
  const [, whole, half] =
    /(\d+(?:\.\d+)?|[一二两三四五六七八九十])\s*个?(半)?(?:小时|钟头)/u.exec(sentence) ?? [];
  if (whole === undefined) return null;
  const count = whole === '两' ? 2 : digits.includes(whole) ? digits.indexOf(whole) : Number(whole);
  const hours = count + (half === undefined ? 0 : 0.5);
  return hours > 0 && hours <= 24 ? hours : null;
}
