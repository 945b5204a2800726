import type { Instant } from '../../domain/names.ts';
import { shortNumber as digits } from '../../domain/number.ts';
import { stateNames, type Near } from '../../domain/whistle.ts';
import type { ButtonCard, CardButton } from '../../wecom/card.ts';
import { button, frame, masked, matterName, row, type Scene } from './frame.ts';
import { originLine } from './origin-line.ts';

/** What a draft is offered because of whistles about the same: decided by the flow, shown by the card. */
export interface NearSays {
  readonly running: readonly Near[];
  readonly ended: readonly Near[];
  /** Whether 仍然吹哨 is open. */
  readonly anyway: boolean;
}

/** “可能是同一件事：0007 处置中，2天前。…”; nothing when there is no such whistle. */
export function nearText(
  { now }: Pick<Scene, 'now'>,
  { running, ended, anyway }: NearSays,
): string {
  const all = [...running, ...ended];
  if (all.length === 0) return '';
  const listed = all.map(
    (one) => `${digits(one.number)} ${stateNames[one.state]}，${age(one.at, now)}`,
  );
  const merge = running.length > 0 ? '是同一件事请点“合并”；' : '';
  const again = ended.length > 0 ? '没有根治请点“二次吹哨”；' : '';
  const other = anyway ? '不是请点“仍然吹哨”。' : '不是请修改地点或事项。';
  return `可能是同一件事：${listed.join('；')}。${merge}${again}${other}`;
}

/**
 * The taps that answer the offer, in place of 确认吹哨: 合并 into what runs, 仍然吹哨, 二次吹哨 of what has ended. Null when
 * nothing is offered. What would send the draft out waits until it is complete; merging needs nothing more.
 */
export function nearButtons(
  { whistle }: Pick<Scene, 'whistle'>,
  { running, ended, anyway }: NearSays,
  complete: boolean,
): CardButton[] | null {
  if (running.length === 0 && ended.length === 0) return null;
  const on = { face: 'draft', whistleId: whistle.id } as const;
  const many = running.length > 1;
  const merges = running.map((one, index) =>
    button(`合并${many ? digits(one.number) : ''}`, index === 0 ? 1 : 2, {
      ...on,
      verb: 'merge',
      org: one.whistleId,
    }),
  );
  const [last] = ended;
  if (!complete) return merges;
  return [
    ...merges,
    ...(last
      ? [button('二次吹哨', many ? 2 : 1, { ...on, verb: 'blow-again', org: last.whistleId })]
      : []),
    ...(anyway ? [button('仍然吹哨', 2, { ...on, verb: 'blow-anyway', org: null })] : []),
  ];
}

/** What a merged draft's card turns into: where it went, and the way back. */
export function mergedDraftCard(scene: Scene, hint?: string): ButtonCard {
  const { whistle } = scene;
  const target = whistle.near.find((one) => one.whistleId === whistle.mergedInto);
  return frame(scene, {
    title: `已并入 ${digits(target?.number ?? null)}`,
    desc: '同一件事，一并办理',
    rows: [
      row('编号', target?.number ?? ''),
      row('状态', target ? stateNames[target.state] : ''),
      row('事项', matterName(scene)),
      row('地点', masked(target?.place ?? whistle.place ?? '')),
    ],
    origin: originLine(scene),
    text: hint ?? `不用再吹，发“查哨 ${digits(target?.number ?? null)}”看进展。`,
    buttons: [notTheSame(whistle.id)],
  });
}

/** The way back out of a merge. */
export const notTheSame = (draftId: string): CardButton =>
  button('不是同一件事', 3, { face: 'draft', verb: 'split-off', whistleId: draftId, org: null });

/** “12分钟前”, “5小时前”, “2天前”. */
export function age(at: Instant, now: Instant): string {
  const minutes = Math.max(1, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000));
  if (minutes < 60) return `${String(minutes)}分钟前`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${String(hours)}小时前` : `${String(Math.floor(hours / 24))}天前`;
}
