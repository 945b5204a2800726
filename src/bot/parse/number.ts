const chinese = '零一二三四五六七八九';

/** Matches a whistle's number at the start of a normalised text: PL-20261122-0007, 0007, 编号7, #7, 第7号, 第七号, 0007-2. */
const whistleNumber =
  /^(?:编号|哨号|单号|NO\.?|第|#)?[\s:]?([A-Z]{2,4}-?[0-9]{8}-?[0-9]{1,4}(?:-[0-9]{1,2}(?![0-9-]))?|[0-9]{8}-[0-9]{1,4}(?:-[0-9]{1,2}(?![0-9-]))?|[0-9]{1,4}(?:-[0-9]{1,2}(?![0-9-]))?(?![0-9])|[零〇一二三四五六七八九十]{1,5}(?=号|哨))(?:号哨|号单|号|哨)?(?![楼栋院门路街线桥户])/;

export interface NumberRead {
  readonly number: string;
  readonly length: number;
}

/** The whistle number a text starts with, in plain digits, and how many letters it took. */
export function numberAt(text: string): NumberRead | null {
  const match = whistleNumber.exec(text);
  const found = match?.[1];
  if (!match || found === undefined) return null;
  if (
    // A count is never written 0007.
    /^(?!0[0-9]{2})[0-9]+$/.test(match[0]) &&
    /^\s*(?:个|名|米|次|天|点|元|户|家|年|月|日|分|人|辆|小时|钟头|处(?![理置]))/.test(
      text.slice(match[0].length),
    )
  )
    return null;
  return { number: plain(found), length: match[0].length };
}

/** 零零零七 and 七 as digits; 十二 as 12. */
function plain(written: string): string {
  if (!/[零〇一二三四五六七八九十]/.test(written)) return written;
  const digits = written.replaceAll('〇', '零');
  if (!digits.includes('十')) return digits.replace(/./g, (one) => String(chinese.indexOf(one)));
  const [tens = '', ones = ''] = digits.split('十');
  const value = (one: string, empty: number): number => (one === '' ? empty : chinese.indexOf(one));
  return String(value(tens, 1) * 10 + value(ones, 0));
}
