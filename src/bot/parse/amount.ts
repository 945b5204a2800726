export interface Amount {
  readonly value: number;
  readonly end: number;
}

const chinese = '零一二三四五六七八九';
/** Longer numbers than this count nothing that a whistle speaks of. */
const mostDigits = 5;

/** The whole number written at `start` in digits or in Chinese, up to 9999; null where there is none. */
export function amountAt(text: string, start: number): Amount | null {
  return digitsAt(text, start) ?? chineseAt(text, start);
}

/** Whether a character can be part of a written number. */
export function isNumeral(text: string, at: number): boolean {
  return (
    at >= 0 &&
    at < text.length &&
    '0123456789零〇一二两三四五六七八九十百廿'.includes(text.charAt(at))
  );
}

function digitsAt(text: string, start: number): Amount | null {
  let end = start;
  while (isDigit(text, end) && end - start <= mostDigits) end += 1;
  if (end === start || end - start > mostDigits) return null;
  return { value: Number(text.slice(start, end)), end };
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** 二十五, 一百二十, 两, 廿五. */
function chineseAt(text: string, start: number): Amount | null {
  let [total, digit, end] = [0, -1, start];
  for (; end < text.length && end - start < 7; end += 1) {
    const char = text.charAt(end);
    if (char === '百' && digit > 0) [total, digit] = [total + digit * 100, -1];
    else if (char === '十') [total, digit] = [total + (digit < 0 ? 1 : digit) * 10, -1];
    else if (char === '廿' && end === start) total = 20;
    else if (digit <= 0 && digitOf(char) >= 0) digit = digitOf(char);
    else break;
  }
  return end === start ? null : { value: total + Math.max(digit, 0), end };
}

function digitOf(char: string): number {
  if (char === '两') return 2;
  return char === '〇' ? 0 : chinese.indexOf(char);
}
