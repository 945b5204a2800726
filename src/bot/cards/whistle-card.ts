import { awaited, isEnded, participationNames, type Participation } from '../../domain/whistle.ts';
import type { Changes, News } from '../../domain/effect.ts';
import { stateName } from '../../domain/state-name.ts';
import type { Instant } from '../../domain/names.ts';
import type { ButtonCard, CardButton, CardRow } from '../../wecom/card.ts';
import { changesText } from './amended.ts';
import { quoteWith, seenLines } from './below-rows.ts';
import { demandLine } from './demand.ts';
import {
  basisOf,
  button,
  categoryName,
  fittingNames,
  frame,
  maskedForGroup,
  matterName,
  needsNoPlace,
  orgName,
  orgNames,
  personName,
  row,
  shortNumber,
  shortTime,
  streetSide,
  type Scene,
} from './frame.ts';
import { linkRows } from './link-rows.ts';
import { originLine } from './origin-line.ts';

/** What else the card says beside the state: what just happened, or what its reader must do next. */
export interface SeatSays {
  readonly news?: News | undefined;
  /** What a correction changed. */
  readonly changes?: Changes | undefined;
  /** The tap was refused, or asks for words: shown to the one who tapped. */
  readonly hint?: string | undefined;
}

/** The whistle as the group of one department sees it, with the buttons of that department's next step (S03, S25, S61). */
export function whistleCard(scene: Scene, org: string, says: SeatSays = {}): ButtonCard {
  const { whistle, directory } = scene;
  const seat = whistle.participations.find((one) => one.org === org);
  const lead = whistle.participations.filter((one) => one.role === 'lead');
  const assist = whistle.participations.filter((one) => one.role === 'assist');
  const basis = basisOf(scene);
  return frame(scene, {
    title: `${categoryName(whistle)}｜${matterName(scene)}`,
    desc: `${whistle.number ?? ''} ${orgName(directory, whistle.blowerOrg)}吹哨`,
    rows: sixOf(scene, [
      ...(needsNoPlace(scene) ? [] : [row('地点', place(scene))]),
      ...linkRows(scene),
      row('主办', orgNames(directory, lead)),
      ...(assist.length > 0
        ? [row('协办', fittingNames(assist.map(({ org }) => orgName(directory, org))))]
        : []),
      ...(isCalledOff(whistle) ? [] : [row('待报到', waiting(scene))]),
      ...(seat?.state === 'awaiting_sign'
        ? []
        : [row('本单位', seat ? own(scene, seat) : ownless(scene))]),
      ...limits(scene, seat),
    ]),
    quote: quoteWith(basis, seenLines(scene), demandLine(whistle, maskedForGroup)),
    origin: originLine(scene),
    text: says.hint ?? correctedText(scene, says) ?? textOf(scene, says.news, seat),
    buttons: seat ? seatButtons(scene, seat) : [],
  });
}

/** A card has six rows: while nobody has come, 待报到 says no more than 主办 and 协办 do, and makes room for a limit. */
function sixOf({ whistle }: Scene, rows: readonly CardRow[]): readonly CardRow[] {
  const spare = rows.length > 6 && awaited(whistle).length === whistle.participations.length;
  return rows.filter(({ keyname }) => !spare || keyname !== '待报到').slice(0, 6);
}

/** The buttons of a department's next steps; a plain word when there is nothing left to press. */
export function seatButtons({ whistle, directory }: Scene, seat: Participation): CardButton[] {
  const on = { face: 'seat', whistleId: whistle.id, org: seat.org } as const;
  const show = (text: string) => [button(text, 4, { ...on, verb: 'show' })];
  if (isEnded(whistle)) return show(stateName(whistle, directory));
  switch (seat.state) {
    case 'awaiting_sign':
      return [
        button('签收', 2, { ...on, verb: 'sign' }),
        button('报到', 1, { ...on, verb: 'check-in' }),
      ];
    case 'signed':
      return [button('报到', 1, { ...on, verb: 'check-in' })];
    case 'checked_in':
      return [
        button('到场', 1, { ...on, verb: 'on-site' }),
        button('办结', 2, { ...on, verb: 'done' }),
      ];
    case 'on_site':
      return [button('办结', 1, { ...on, verb: 'done' })];
    case 'done_claimed':
      return show('已办结 ✓');
    case 'accepted':
      return show('已核验 ✓');
  }
}

/** Nobody is waited for any more, although somebody may never have come. */
const isCalledOff = (whistle: Scene['whistle']): boolean =>
  isEnded(whistle) && whistle.state !== 'archived';

function place({ whistle, directory }: Scene): string {
  return maskedForGroup(
    `${orgName(directory, whistle.street)} ${whistle.place ?? '待确认'}`.trim(),
  );
}

function waiting({ whistle, directory }: Scene): string {
  const names = awaited(whistle).map(({ org }) => orgName(directory, org));
  return names.length === 0 ? '无，已全部报到' : fittingNames(names);
}

function own({ directory, now }: Scene, seat: Participation): string {
  const last = seat.done ?? seat.onSite ?? seat.checkedIn ?? seat.signed;
  const who = last ? ` ${personName(directory, last.by)} ${shortTime(last.at, now)}` : '';
  const never = seat.done && !seat.onSite ? '（未到场）' : '';
  return `${participationNames[seat.state]}${never}${who}`;
}

/** A unit that has no seat was released, unless nobody has been called yet. */
const ownless = ({ whistle, directory }: Scene): string =>
  whistle.dispatchedAt === null || isEnded(whistle)
    ? stateName(whistle, directory)
    : '已解除，无需报到';

function correctedText({ whistle, directory }: Scene, { news, changes }: SeatSays) {
  if (!changes) return undefined;
  const what = maskedForGroup(changesText(changes, whistle, directory));
  return news === 'released' ? `本哨已解除贵单位的任务，无需报到，感谢支持。${what}` : what;
}

/** The limits still ahead: “签收 09:15 报到 09:20”, and that of the end. */
function limits({ whistle, now }: Scene, seat: Participation | undefined) {
  if (!seat || seat.done || isEnded(whistle)) return [];
  const { due } = seat;
  const one = (name: string, at: Instant | undefined) =>
    at === undefined ? [] : [`${name}${shortTime(at, now)}`];
  const finish = one('办结', due.finish);
  if (!seat.signed) {
    const first = [...one('签收', due.sign), ...one('报到', due.checkIn)];
    return [row('时限', first.join(' ')), row('办结时限', shortTime(due.finish, now))];
  }
  const next = seat.checkedIn
    ? seat.onSite
      ? []
      : one('到场', due.onSite)
    : one('报到', due.checkIn);
  return [row('时限', [...next, ...finish].join(' '))];
}

function textOf(
  { whistle, directory }: Scene,
  news: News | undefined,
  seat: Participation | undefined,
): string | undefined {
  const reason = whistle.reason === null ? '未写理由，请与吹哨人联系' : whistle.reason;
  switch (news) {
    case 'returned':
      return `街道退回重办：${maskedForGroup(reason)}`;
    case 'returned-because':
      return `退回重办的理由：${maskedForGroup(reason)}`;
    case 'witnessed':
      return undefined;
    case 'withdrawn':
      return `街道已撤哨：${maskedForGroup(reason)}`;
    case 'urged':
      return `${orgName(directory, whistle.blowerOrg)}催办，请尽快${seat?.checkedIn ? '办结' : '报到'}。`;
    case 'merged':
      return `已并入 ${whistle.near[0]?.number ?? '另一张哨单'}，本单不再办理，请以该单为准。`;
    case 'reopened':
      return '并哨已取消，本单恢复办理，请按新时限报到。';
    case 'verified':
      return '街道已核验通过，感谢支持。';
    case 'archived':
      return rated(directory, seat);
    case 'dispatched':
    case 'held':
    case 'signed':
    case 'checked-in':
    case 'on-site':
    case 'done':
    case 'progress':
    case 'late-approval':
    case 'approved':
    case 'queued':
    case 'amended':
    case 'released':
    case 'unlisted':
    case 'fill-in':
    case 'expired':
    case 'enough':
    case 'raised':
    case 'resumed':
    case 'joined':
    case 'again':
    case undefined:
      return streetSide(whistle, maskedForGroup) || undefined;
  }
}

function rated(directory: Scene['directory'], seat: Participation | undefined): string {
  const rating = seat?.rating;
  if (!rating) return '本哨已归档。';
  const lines = directory.book.rating.criteria.map(
    (one) => `${one.name} ${String(rating.scores[one.code] ?? '—')}`,
  );
  return `街道评价：报到率 ${String(rating.checkInScore)}，${lines.join('，')}。`;
}

/** The sentence to send after a tap on 办结, whistle and words filled in. */
export const doneWords = (scene: Scene): string =>
  `请 @我 或单独发给我一句结果，例如“办结 ${shortNumber(scene.whistle)} 已处置完毕，现场恢复正常”。`;
