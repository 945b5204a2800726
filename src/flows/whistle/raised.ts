import { changed, type AuditEvent, type Decision } from '../../domain/decision.ts';
import type { Instant } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { clockEffect } from './clocks.ts';
import type { Facts } from './facts.ts';
import { gatheringClock, toAllWhoCame } from './gathering.ts';
import { toBlower } from './messages.ts';

/** Kept among what was asked: since when its people are called, so that the call can go on when nothing comes of it. */
const MARK = 'raised-from/';
/** How often it went on: a clock's key is never used twice. */
const WENT_ON = 'went-on/';

/** What the street is told of the community's own call: only what is recorded, not that anybody was there. */
export function effortOf({ effort, volunteers }: Whistle): string {
  const came =
    volunteers.length > 0
      ? `社区已组织${String(volunteers.length)}名党员、志愿者报到`
      : '社区已通知党员、志愿者，尚无人报到';
  return effort === null ? came : `${effort}；${came}`;
}

/** The call as it is kept while the street has not decided whether to take it over (S14). */
export const keptFrom = ({ asked, dispatchedAt }: Whistle): readonly string[] => [
  ...withoutMark(asked),
  `${MARK}${dispatchedAt ?? ''}`,
];

/** Since when people are called to what is on its way to the street; null where nothing is on its way. */
export function calledSince({ asked, dispatchedAt, kind }: Whistle): Instant | null {
  if (dispatchedAt !== null || kind === 'community') return null;
  return asked.find((one) => one.startsWith(MARK))?.slice(MARK.length) ?? null;
}

/** The street does not take it over: the call goes on as it was, and whoever has signed up is told (S14). */
export function goesOn(
  whistle: Whistle,
  facts: Facts,
  { event, words }: { readonly event: AuditEvent; readonly words: string },
): Decision<Whistle> {
  const times = whistle.asked.filter((one) => one.startsWith(WENT_ON)).length + 1;
  const open: Whistle = {
    ...whistle,
    kind: 'community',
    state: whistle.volunteers.length > 0 ? 'in_progress' : 'dispatched',
    dispatchedAt: calledSince(whistle) ?? facts.now,
    effort: withoutCall(whistle.effort),
    approval: null,
    reason: null,
    participations: [],
    observers: [],
    findings: [],
    near: [],
    asked: [...withoutMark(whistle.asked), `${WENT_ON}${String(times)}`],
  };
  const clocks = gatheringClock(facts, open).map((one) => ({ ...one, repeat: one.repeat + times }));
  const next = { ...open, clocks };
  const told = { type: 'notice', news: 'resumed', org: null, to: 'blower', words } as const;
  return changed(
    next,
    [event, { type: 'resumed', by: event.by, data: {} }],
    [
      ...toAllWhoCame(facts, next, 'resumed'),
      toBlower(facts, next, told),
      ...next.clocks.flatMap((one) => clockEffect(next, one)),
    ],
  );
}

const withoutMark = (asked: readonly string[]): readonly string[] =>
  asked.filter((one) => !one.startsWith(MARK));

const withoutCall = (effort: string | null): string | null =>
  effort?.replace(/；?社区已(?:组织\d+名|通知)党员、志愿者[^；]*$/u, '') || null;
