import { clip } from '../../domain/clip.ts';
import {
  changed,
  ignored,
  refused,
  type AuditEvent,
  type Decision,
} from '../../domain/decision.ts';
import type { NewEffect, News } from '../../domain/effect.ts';
import type { UserId } from '../../domain/names.ts';
import { gatheringHome, mayCome } from '../../domain/gathering.ts';
import { shortNumber } from '../../domain/number.ts';
import type { Stage } from '../../domain/rule-book.ts';
import {
  isGathering,
  participationNames,
  type Participation,
  type StepMark,
  type Whistle,
} from '../../domain/whistle.ts';
import { clockEffect, startClock, withoutClocks } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { stepOfPeople } from './decide-community.ts';
import type { Facts } from './facts.ts';
import { afterQuietHours, toBlower, toDepartment } from './messages.ts';
import { tooLate } from './too-late.ts';
import { askCommissioners } from './witness.ts';

type Step = Extract<HumanCommand, { type: 'sign' | 'check-in' | 'on-site' | 'done' | 'progress' }>;

/** What a department does on its own seat: 签收, 报到 (which also signs), 到场, 进展, 办结 (S26, S32). */
export function takeStep(whistle: Whistle, command: Step, facts: Facts): Decision<Whistle> {
  if (isGathering(whistle)) return stepOfPeople(whistle, command, facts);
  const own = facts.member?.org;
  if (command.seat !== null && command.seat !== own) {
    return refused({
      code: 'not-yours',
      allowed: facts.directory.org(command.seat)?.name ?? command.seat,
    });
  }
  const seat = whistle.participations.find((one) => one.org === own);
  if (!seat && wasTheirs(whistle, facts))
    return refused({ code: 'too-late', state: '已升级为街道哨' });
  if (!seat && own !== undefined && whistle.observers.includes(own))
    return refused({ code: 'not-summoned', informed: true });
  if (!seat) return refused({ code: 'not-summoned' });
  if (whistle.dispatchedAt === null) return refused({ code: 'not-summoned' });
  if (whistle.endedAt !== null) return tooLate(whistle, facts);
  const mark = markOf(command, facts);
  switch (command.type) {
    case 'sign':
      return seat.signed
        ? said(whistle, seat, command, facts)
        : settle(whistle, sign(seat, mark), command, facts);
    case 'check-in':
      return seat.checkedIn
        ? said(whistle, seat, command, facts)
        : settle(whistle, checkIn(seat, mark), command, facts);
    case 'on-site':
      return seat.onSite
        ? said(whistle, seat, command, facts)
        : onSite(whistle, seat, command, facts);
    case 'done':
      return done(whistle, seat, command, facts);
    case 'progress':
      return progress(whistle, seat, command, facts);
  }
}

/** A community's whistle that went to the street: its people are thanked, and not called any more (S14). */
const wasTheirs = (whistle: Whistle, { directory, member }: Facts): boolean =>
  whistle.volunteers.length > 0 &&
  member !== null &&
  mayCome(directory, gatheringHome(directory, whistle), member);

function markOf(command: Step, { now }: Facts): StepMark {
  const note = clip(command.sentence ?? '', 200);
  return { by: command.by, at: now, ...(note !== '' && { note }) };
}

/** What is said after the step itself was taken is no step: its words are passed on, and kept where there were none. */
function said(
  whistle: Whistle,
  seat: Participation,
  command: Step,
  facts: Facts,
): Decision<Whistle> {
  const { note } = markOf(command, facts);
  if (note === undefined || seat.done) return ignored;
  const told = progress(whistle, seat, { by: command.by, sentence: note }, facts);
  if (told.verdict !== 'changed') return told;
  const kept = withNote(seat, note);
  const participations = whistle.participations.map((one) => (one.org === seat.org ? kept : one));
  return { ...told, next: { ...whistle, participations } };
}

/** On the latest step, which is what a look-up shows. */
function withNote(seat: Participation, note: string): Participation {
  const { onSite: there, checkedIn, signed } = seat;
  if (there) return { ...seat, onSite: { ...there, note } };
  if (checkedIn) return { ...seat, checkedIn: { ...checkedIn, note } };
  return signed ? { ...seat, signed: { ...signed, note } } : seat;
}

const sign = (seat: Participation, mark: StepMark): Participation => ({
  ...seat,
  state: 'signed',
  signed: mark,
});

const checkIn = (seat: Participation, mark: StepMark): Participation => ({
  ...seat,
  state: 'checked_in',
  signed: seat.signed ?? mark,
  checkedIn: mark,
});

/** Whoever stands on the spot has reported in as well. */
function onSite(
  whistle: Whistle,
  seat: Participation,
  command: Step,
  facts: Facts,
): Decision<Whistle> {
  if (seat.done) return refused({ code: 'too-late', state: participationNames[seat.state] });
  const mark = markOf(command, facts);
  const arrived = {
    ...(seat.checkedIn ? seat : checkIn(seat, { by: mark.by, at: mark.at })),
    state: 'on_site',
    onSite: mark,
  } as const;
  return settle(whistle, arrived, command, facts);
}

/** 办结 claims the department's part with one sentence; without 到场 it is accepted and shown as such. */
function done(
  whistle: Whistle,
  seat: Participation,
  command: Extract<Step, { sentence: string }>,
  facts: Facts,
): Decision<Whistle> {
  if (seat.done) return ignored;
  if (!seat.checkedIn) return refused({ code: 'too-early', step: '报到' });
  const sentence = clip(command.sentence, 500);
  if (sentence === '') return refused({ code: 'needs-sentence', words: `办结 ${short(whistle)} ` });
  const claimed = {
    ...seat,
    state: 'done_claimed',
    done: { by: command.by, at: facts.now, sentence },
  } as const;
  return settle(whistle, claimed, command, facts);
}

function progress(
  whistle: Whistle,
  seat: Participation,
  command: { readonly by: UserId; readonly sentence: string },
  facts: Facts,
): Decision<Whistle> {
  const sentence = clip(command.sentence, 500);
  if (sentence === '') return refused({ code: 'needs-sentence', words: `进展 ${short(whistle)} ` });
  return changed(
    whistle,
    [{ type: 'progress', by: command.by, data: { org: seat.org, sentence } }],
    [
      toBlower(facts, whistle, {
        type: 'notice',
        news: 'progress',
        org: seat.org,
        to: 'blower',
        words: sentence,
      }),
    ],
  );
}

const newsOf = {
  sign: 'signed',
  'check-in': 'checked-in',
  'on-site': 'on-site',
  done: 'done',
  progress: 'progress',
} as const satisfies Record<Step['type'], News>;
const passes = {
  sign: ['sign'],
  'check-in': ['sign', 'checkIn'],
  'on-site': ['sign', 'checkIn', 'onSite'],
  done: ['sign', 'checkIn', 'onSite', 'finish'],
  progress: [],
} as const satisfies Record<Step['type'], readonly Stage[]>;

/** Puts the changed seat back: its clocks of the steps passed end, the blower is told, the last claim calls for verification. */
function settle(
  whistle: Whistle,
  seat: Participation,
  command: Step,
  facts: Facts,
): Decision<Whistle> {
  const participations = whistle.participations.map((one) => (one.org === seat.org ? seat : one));
  const clocks = withoutClocks(whistle.clocks, seat.org, passes[command.type]);
  const state = whistle.state === 'dispatched' && seat.checkedIn ? 'in_progress' : whistle.state;
  const stepped: Whistle = { ...whistle, state, participations, clocks };
  const event = { type: command.type, by: command.by, data: { org: seat.org } };
  const note = command.type === 'done' ? undefined : markOf(command, facts).note;
  const told: NewEffect[] = [
    toBlower(
      facts,
      stepped,
      {
        type: 'notice',
        news: newsOf[command.type],
        org: seat.org,
        to: 'blower',
        ...(note !== undefined && { words: note }),
      },
      { dueAt: afterQuietHours(whistle, facts) },
    ),
  ];
  const shown = isOnOwnCard(command)
    ? []
    : [
        toDepartment(facts, stepped, seat.org, {
          type: 'notice',
          news: newsOf[command.type],
          org: seat.org,
          to: 'group',
        }),
      ];
  const { whistle: next, events, effects } = claimIfDone(stepped, facts);
  // The last claim's own news is the request to verify.
  const news = events.length > 0 ? [] : told;
  return changed(next, [event, ...events], [...news, ...shown, ...effects]);
}

/** When every part is claimed, the whole waits for the street: it is asked to verify, with a limit (S32, S34). */
export function claimIfDone(
  whistle: Whistle,
  facts: Facts,
): {
  readonly whistle: Whistle;
  readonly events: readonly AuditEvent[];
  readonly effects: readonly NewEffect[];
} {
  const { participations, clocks, round } = whistle;
  if (participations.some((one) => !one.done)) return { whistle, events: [], effects: [] };
  const verify = startClock(facts, whistle, { stage: 'verify', org: null, round, from: facts.now });
  const next: Whistle = {
    ...whistle,
    state: 'claimed_done',
    clocks: verify ? [...clocks, verify] : clocks,
  };
  return {
    whistle: next,
    events: [{ type: 'claimed-done', by: null, data: {} }],
    effects: [
      toBlower(facts, next, { type: 'verify' }),
      ...askCommissioners(facts, next),
      ...next.clocks.flatMap((one) => (one === verify ? clockEffect(next, one) : [])),
    ],
  };
}

/** A tap in the group changes the card there in its answer; everything else posts a short new card. */
const isOnOwnCard = (command: Step): boolean => command.tapped && command.heardIn.type === 'group';

/** The last digits of the number, as they may be typed back. */
export const short = (whistle: Pick<Whistle, 'number'>): string => shortNumber(whistle.number);
