import type { Resident } from '../../domain/origin.ts';
import { wordsAt, type Marks } from './marks.ts';
import type { Span } from './spans.ts';

/** What names a resident: name, telephone and exact door. Officials' are not theirs (domain 5.12). */
export function readResident(marks: Marks): Resident | null {
  const [name, phone, door] = [findName(marks), findPhone(marks), findDoor(marks)];
  if (!name && !phone && !door) return null;
  return {
    name: name && wordsAt(marks, name).text,
    phone: phone && plainDigits(marks, phone),
    door: door && wordsAt(marks, door).text,
  };
}

const han = /[\u4e00-\u9fff]/;

/** 王女士, 反映人：李明, 居民张某某. */
function findName(marks: Marks): Span | null {
  for (const { start, end } of marks.each('surname')) {
    const polite = marks.from('honorific', end);
    if (polite > 0 && !isInWord(marks, start, polite)) return { start, end: polite };
    const given = givenEnd(marks, end);
    if (given > 0 && isNamed(marks, start, given)) return { start, end: given };
  }
  return null;
}

/** “金先生路” is a road; “王大爷家” is a person. */
function isInWord(marks: Marks, start: number, end: number): boolean {
  const next = marks.text.charAt(end);
  const some = end - start === 2 && marks.text.charAt(start + 1) === '某'; // 路某楼盘
  if (some && han.test(next) && marks.from('tells', end) < 0) return true;
  if (marks.places.some((one) => one.start <= start && one.end > start)) return true;
  return '路街巷桥村'.includes(next || '-') || marks.from('official', start + 1) > end;
}

/** One or two letters of a given name, up to something that is none. */
function givenEnd({ text }: Marks, start: number): number {
  let end = start;
  while (end < start + 2 && han.test(text.charAt(end))) end += 1;
  return end === start ? -1 : end;
}

/** After a label the name ends with its field; after 居民 it ends where telling begins. */
function isNamed(marks: Marks, start: number, given: number): boolean {
  const { text } = marks;
  const label = labelBefore(marks, start);
  if (label === 'label') return !han.test(text.charAt(given)) && !titled(marks, start, given + 1);
  if (label !== 'word' || titled(marks, start, given + 1)) return false;
  const phone =
    /[\s(,，:：0-9]/.test(text.charAt(given)) &&
    /^\D{0,5}1[0-9]{10}/.test(text.slice(given, given + 18));
  return phone || marks.from('tells', given) > 0;
}

function labelBefore(marks: Marks, start: number): 'label' | 'word' | null {
  if (marks.to('residentWord', start) >= 0) return 'word';
  let at = start;
  while (at > 0 && start - at < 3 && ' :：】'.includes(marks.text.charAt(at - 1))) at -= 1;
  const label = marks.to('residentLabel', at);
  if (label < 0) return null;
  return isOfficial(marks, label) ? null : 'label';
}

/** “街道联系人” is the street's own. */
function isOfficial(marks: Marks, at: number): boolean {
  return marks.to('actor', at) >= 0 || marks.orgTo(at) >= 0 || marks.to('official', at) >= 0;
}

function titled(marks: Marks, start: number, end: number): boolean {
  for (let at = start + 1; at <= end; at += 1) if (marks.from('official', at) > 0) return true;
  return false;
}

const mobile = /1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])/y;
const landline = /0[1-9][0-9]{1,2}[ -]?[2-8][0-9]{6,7}(?![0-9])/y;
const local = /[2-8][0-9]{6,7}(?![0-9])/y;

/** The first telephone number that is nobody's in office. */
function findPhone(marks: Marks): Span | null {
  const { text } = marks;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text, at)) continue;
    const end = phoneAt(marks, at);
    if (end > 0 && !isOffices(marks, at)) return { start: at, end };
    while (isDigit(text, at + 1)) at += 1;
  }
  return null;
}

function phoneAt(marks: Marks, start: number): number {
  const { text } = marks;
  if (/[0-9A-Z-]/.test(text.charAt(start - 1))) return -1;
  for (const form of [mobile, landline]) {
    form.lastIndex = start;
    if (form.test(text)) return form.lastIndex;
  }
  local.lastIndex = start;
  let at = start;
  while (at > 0 && start - at < 3 && ' :：'.includes(text.charAt(at - 1))) at -= 1;
  return marks.to('phoneLabel', at) >= 0 && local.test(text) ? local.lastIndex : -1;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

const nearby = 18;

/** Of whoever is named last before it; a number that stands alone is taken for a resident's, to be safe. */
function isOffices(marks: Marks, start: number): boolean {
  const { text } = marks;
  for (let at = start; at > 0 && at > start - nearby; at -= 1) {
    if ('\n。;；'.includes(text.charAt(at))) return false;
    if (marks.orgTo(at) >= 0 || marks.to('official', at) >= 0) return true;
    if (start - at < 6 && marks.to('actor', at) >= 0) return true;
    if (marks.to('honorific', at) >= 0 || marks.to('residentWord', at) >= 0) return false;
    if (marks.to('residentLabel', at) >= 0) return isOfficial(marks, marks.to('residentLabel', at));
  }
  return false;
}

function plainDigits({ text }: Marks, { start, end }: Span): string {
  return text.slice(start, end).replace(/[ -]/g, '');
}

const door =
  /(?:[0-9]{1,2}单元 ?(?:[0-9]{1,2}[楼层] ?)?[0-9]{3,4}(?:室|号|房|户)?|[0-9]{3,4}(?:室|房)|(?<=[栋幢座单元楼])[0-9]{3,4}(?:号)?)(?![0-9A-Z米元平路厘度个人户件])/y;

/** 3栋2单元501室: unit and room, not the building. */
function findDoor(marks: Marks): Span | null {
  const { text } = marks;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text, at) || isDigit(text, at - 1)) continue;
    door.lastIndex = at;
    if (door.test(text) && !isInOffice(marks, at)) return { start: at, end: door.lastIndex };
  }
  return null;
}

/** “政务大厅201室” is nobody's home. */
function isInOffice(marks: Marks, start: number): boolean {
  for (let at = start; at > 0 && at > start - 8; at -= 1)
    if (marks.to('official', at) >= 0 || marks.orgTo(at) >= 0) return true;
  return false;
}
