import { encodeAction, type Action } from '../action-key.ts';
import { whoTried } from './question.ts';
import { DECLARED } from '../../domain/admission.ts';
import { clip } from '../../domain/clip.ts';
import type { Directory } from '../../domain/directory.ts';
import { localDate, localTime } from '../../domain/local-time.ts';
import { categoryNames, type Instant, type OrgCode } from '../../domain/names.ts';
import { shortNumber as digits } from '../../domain/number.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { ButtonCard, CardButton, CardRow } from '../../wecom/card.ts';

/** What a card is drawn from: the whistle as it is now, its rule book, business time, and the id of this message. */
export interface Scene {
  readonly whistle: Whistle;
  readonly directory: Directory;
  readonly now: Instant;
  readonly taskId: string;
}

export interface Frame {
  readonly title: string;
  readonly desc: string;
  readonly rows: readonly CardRow[];
  readonly buttons: readonly CardButton[];
  readonly quote?: string | undefined;
  /** Where it comes from, above the quote (S02). */
  readonly origin?: string | undefined;
  readonly text?: string | undefined;
}

/** What comes before everything else in an emergency (S20). */
export const callFirst = '如有人员伤亡或险情，请先拨打 119/110/120';

/** The common frame of every card about a whistle. A button-less card gets 查哨: WeCom wants one button at least. */
export function frame(
  { whistle, directory, taskId }: Scene,
  { title, desc, rows, buttons, quote, origin, text }: Frame,
): ButtonCard {
  const drill = drillMark(whistle);
  return {
    card_type: 'button_interaction',
    source: {
      desc: `${directory.book.district.name} 吹哨报到`,
      desc_color: whistle.category === 'emergency' ? 2 : 0,
    },
    main_title: { title: `${drill}${title}`, desc },
    ...quoted(quote, origin),
    ...(text === undefined ? {} : { sub_title_text: text }),
    horizontal_content_list: rows,
    task_id: taskId,
    button_list:
      buttons.length > 0
        ? buttons
        : [button('查哨', 4, { face: 'news', verb: 'show', whistleId: whistle.id, org: null })],
  };
}

function quoted(
  quote: string | undefined,
  origin: string | undefined,
): Pick<ButtonCard, 'quote_area'> {
  if (quote === undefined && (origin ?? '') === '') return {};
  return {
    quote_area: {
      type: 0,
      ...(origin ? { title: origin } : {}),
      ...(quote === undefined ? {} : { quote_text: quote }),
    },
  };
}

export function button(text: string, style: 1 | 2 | 3 | 4, action: Action): CardButton {
  return { text, style, key: encodeAction(action) };
}

/** A line of the card; long values are cut by the client's limit. */
export const row = (keyname: string, value: string): CardRow => ({
  keyname,
  value: value === '' ? '—' : value,
});

export const orgName = (directory: Directory, org: OrgCode | null): string =>
  org === null ? '' : (directory.org(org)?.name ?? org);

export const orgNames = (
  directory: Directory,
  orgs: readonly { readonly org: OrgCode }[],
): string => orgs.map(({ org }) => orgName(directory, org)).join('、');

/** What a row of a card holds before it is cut (protocol 3.3, the shorter of the two dialects). */
export const ROW = 26;

/** Names in one row; those that do not fit are counted: “交警大队、应急局等5家”. */
export function fittingNames(names: readonly string[], room = ROW): string {
  const whole = names.join('、');
  if (whole.length <= room) return whole;
  const total = `等${String(names.length)}家`;
  let shown = names.length - 1;
  while (shown > 1 && names.slice(0, shown).join('、').length + total.length > room) shown -= 1;
  return `${names.slice(0, shown).join('、')}${total}`;
}

/** Who is called, every name of it: what somebody confirms or approves must be seen whole. Up to three rows. */
export function calledRows(
  directory: Directory,
  seats: readonly { readonly org: OrgCode; readonly role: 'lead' | 'assist' }[],
): CardRow[] {
  const names = (role: 'lead' | 'assist') =>
    seats.filter((one) => one.role === role).map((one) => orgName(directory, one.org));
  const assist = names('assist');
  let first = assist.length;
  while (first > 1 && assist.slice(0, first).join('、').length > ROW) first -= 1;
  const rest = assist.slice(first);
  return [
    row('主办', names('lead').join('、')),
    ...(assist.length > 0 ? [row('协办', assist.slice(0, first).join('、'))] : []),
    ...(rest.length > 0 ? [row('还有', fittingNames(rest))] : []),
  ];
}

/** A drill says so wherever it is named, in lists too: nobody takes it for the real thing. */
export const drillMark = ({ drill }: { readonly drill: boolean }): string =>
  drill ? '【演练】' : '';

export const matterName = ({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): string =>
  whistle.matter === null
    ? maskedForGroup(clip(whistle.unlisted ?? '', 20))
    : (directory.matter(whistle.matter)?.name ?? whistle.matter);

/**
 * What the summons stands on (S25): the entry of the responsibility matrix with its laws and rules; where the matrix has
 * none, that it is to be made (S59). Empty while the matter is not known.
 */
export function basisOf(scene: Pick<Scene, 'whistle' | 'directory'>): string {
  const { whistle } = scene;
  if (whistle.matter !== null) return `${whistle.matter} 责任清单；${lawsOf(scene)}`;
  if (whistle.unlisted === null) return '';
  const asked = whistle.findings.some(({ rule }) => rule === 'basis');
  return asked ? '待领导小组办公室补清单' : '责任清单暂无此事项';
}

/**
 * Names of laws and rules, as the matrix lists them for the matter. Only a title stands in 《》: the number of a document
 * (国办发〔2020〕23号) or a way of settling (轮值兜底) does not.
 */
export function lawsOf({ whistle, directory }: Pick<Scene, 'whistle' | 'directory'>): string {
  const entry = whistle.matter === null ? null : directory.matter(whistle.matter);
  const titled = (one: string) => (one.startsWith('《') || !lawful.test(one) ? one : `《${one}》`);
  return (entry?.basis ?? [])
    .map(titled)
    .reduce((all, one) => `${all}${all === '' || one.startsWith('《') ? '' : '、'}${one}`, '');
}

/** Whether one sentence says the other already: what the street did often shows its limit in the same words. */
export const saidBy = (said: string | null, words: string): boolean =>
  said?.includes(words) ?? false;

/** How the title of a law, a rule or a policy paper ends; 民法典物权编 is a book of a code. */
const lawful = /(?:法|典|编|条例|规定|规则|规范|标准|办法|细则|意见|方案|决定|通知|预案|公约)$/u;

/** The street's side of the summons: what it did, and the two statements (S23, S25, S61). `hide` masks residents. */
export function streetSide(
  { effort, concern, beyond, kind }: Whistle,
  hide: (text: string) => string,
) {
  const line = (name: string, said: string | null) =>
    said === null || said === DECLARED ? [] : [`${name}：${hide(said)}`];
  return [
    ...line('先期处置', effort),
    ...line('群众反映', concern),
    ...(beyond !== null && saidBy(effort, beyond) ? [] : line(`${whoTried[kind]}办不了`, beyond)),
  ].join('；');
}

/** A counter's whistle is about an item: without a place it has no row for one (S04, S15). */
export const needsNoPlace = ({
  whistle,
  directory,
}: Pick<Scene, 'whistle' | 'directory'>): boolean =>
  whistle.place === null && directory.book.kinds[whistle.kind].waives.includes('place');

export const categoryName = (whistle: Whistle): string => categoryNames[whistle.category];

/** The hour alone today, day and hour otherwise: “09:15”, “11/25 17:00”. */
export function shortTime(at: Instant | undefined, now: Instant): string {
  if (!at) return '';
  if (localDate(at) === localDate(now)) return localTime(at);
  const [, month, day] = localDate(at).split('-');
  return `${String(Number(month))}/${String(Number(day))} ${localTime(at)}`;
}

/** Who, by name. */
export function personName(directory: Directory, userId: string): string {
  return directory.memberOf(userId)?.name ?? userId;
}

/** The digits somebody types to mean this whistle. */
export const shortNumber = (whistle: Whistle): string => digits(whistle.number);

/**
 * Residents' numbers do not belong on a card in a group (I9): every run of seven digits or more is masked, in
 * either width and with whatever separates them.
 */
export const masked = (text: string): string =>
  text.replace(
    // A building's number behind it is not part of it: “138…，3栋”.
    /\p{Nd}(?:[\s\p{Pd}.·，、,/_()（）]{0,3}\p{Nd}){6,}(?!\p{Nd}*[栋幢])/gu,
    (digits) => `${digits.slice(0, 2)}****`,
  );

/** For a group's eyes: neither a resident's door nor a named contact (I9). Who handles it sees them by 查哨, alone. */
export const maskedForGroup = (text: string): string =>
  masked(text)
    .replace(/\p{Nd}{1,3}单元(?=\p{Nd})/gu, '*单元')
    .replace(/\p{Nd}{2,5}(?=室|户(?!外|口|主|型))/gu, '***')
    .replace(/(联系人|户主|当事人|姓名)[:：\s]*\p{Script=Han}{2,4}/gu, '$1**');
