import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { NewEffect, News } from '../../domain/effect.ts';
import type { Instant } from '../../domain/names.ts';
import {
  isGathering,
  isRunning,
  type Clock,
  type Participation,
  type Whistle,
} from '../../domain/whistle.ts';
import { overAtOnce } from './at-once.ts';
import { clockEffect, startClock, withoutClocks } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { short } from './decide-seat.ts';
import { isOurs, type Facts } from './facts.ts';
import { notAllDone } from './not-all-done.ts';
import { urgeApproval } from './urge-approval.ts';
import { noteUrged, urgedLately } from './urged.ts';
import { toGathering } from './gathering.ts';
import {
  afterQuietHours,
  message,
  person,
  toBlower,
  toDepartments,
  toObservers,
} from './messages.ts';
import { calledSince, goesOn } from './raised.ts';
import { askForRating } from './decide-rating.ts';
import { tooLate } from './too-late.ts';

type Command<Type extends HumanCommand['type']> = Extract<HumanCommand, { type: Type }>;

/** 核验通过: the street accepts all parts and is asked for its ratings (S33, S35). */
export function verify(
  whistle: Whistle,
  command: Command<'verify'>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  if (whistle.state === 'verified' || whistle.state === 'archived') return ignored;
  if (whistle.state !== 'claimed_done') return notAllDone(whistle, facts);
  const participations = whistle.participations.map((one) => ({
    ...one,
    state: 'accepted' as const,
  }));
  const rate = startClock(facts, whistle, {
    stage: 'rate',
    org: null,
    round: whistle.round,
    from: facts.now,
  });
  const clocks = [...withoutClocks(whistle.clocks, null, ['verify']), ...(rate ? [rate] : [])];
  const next: Whistle = {
    ...whistle,
    state: 'verified',
    verified: { by: command.by, at: facts.now },
    reason: null,
    participations,
    clocks,
  };
  return changed(
    next,
    [{ type: 'verified', by: command.by, data: {} }],
    [
      ...toDepartments(facts, next, 'verified'),
      ...participations.map(({ org }) => askForRating(facts, next, org)),
      ...(rate ? clockEffect(next, rate) : []),
    ],
  );
}

/** 退回重办: back to the departments, or to those its reason names, whose closing clocks go on from the original time (domain 5.7). */
export function sendBack(
  whistle: Whistle,
  command: Command<'return'>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  const reason = clip(command.reason, 200) || null;
  const named = namedIn(reason ?? '', whistle, facts);
  const again = named.filter(({ done }) => done !== null);
  if (whistle.state === 'in_progress' && whistle.round > 0 && again.length === 0)
    return addReason(whistle, command, { reason, named }, facts);
  if (whistle.state !== 'claimed_done' && !(whistle.state === 'in_progress' && whistle.round > 0))
    return tooLate(whistle, facts);
  const back = (again.length > 0 ? again : whistle.participations).map(reopen);
  const round = whistle.round + 1;
  const from = whistle.dispatchedAt ?? facts.now;
  const participations = whistle.participations.map(
    (one) => back.find(({ org }) => org === one.org) ?? one,
  );
  const reopened = back.flatMap(
    ({ org }) => closingClock(facts, whistle, { stage: 'finish', org, round, from }) ?? [],
  );
  const clocks = [...withoutClocks(whistle.clocks, null, ['verify']), ...reopened];
  const next: Whistle = {
    ...whistle,
    state: 'in_progress',
    round,
    reason,
    // What a commissioner saw was the work that is sent back.
    evidence: null,
    participations,
    clocks,
  };
  return changed(
    next,
    [{ type: 'returned', by: command.by, data: { round } }],
    [
      ...toDepartments(facts, { ...next, participations: back }, 'returned'),
      ...reopened.flatMap((one) => clockEffect(next, one)),
    ],
  );
}

/** Goes on from the original time; where the whole ladder is behind it, it begins to remind anew, as late as it is. */
function closingClock(
  facts: Facts,
  whistle: Whistle,
  at: Parameters<typeof startClock>[2],
): Clock | null {
  const clock = startClock(facts, whistle, at);
  if (clock === null || clock.nextAt !== null) return clock;
  const anew = startClock(facts, whistle, { ...at, from: facts.now });
  return anew && { ...anew, dueAt: clock.dueAt };
}

/**
 * 撤哨: with a reason, before anybody has reported in (domain 5.7); a drill by its blower whenever it is over. What
 * another unit brought runs on: it is nobody's to take back but theirs.
 */
export function withdraw(
  whistle: Whistle,
  command: Command<'withdraw'>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  if (whistle.state === 'withdrawn') return ignored;
  if (whistle.state === 'draft' || whistle.state === 'held')
    return refused({ code: 'not-yours', allowed: '吹哨人（请在草稿上点“取消”）' });
  // What is taken back first is that the street was asked; the community's own call stands.
  if (calledSince(whistle) !== null)
    return goesOn(whistle, facts, {
      event: { type: 'raise-dropped', by: command.by, data: {} },
      words: '升级已撤回',
    });
  const endsDrill = whistle.drill && whistle.blower === command.by;
  const begun = whistle.participations.some((one) => one.checkedIn);
  if ((begun && !endsDrill) || whistle.endedAt !== null) return tooLate(whistle, facts);
  const others = broughtByOthers(whistle, facts);
  if (others.length > 0)
    return refused({ code: 'others-matter', number: short(whistle), names: others });
  const reason = clip(command.reason, 200);
  if (reason === '')
    return refused({ code: 'needs-reason', words: `撤哨 ${short(whistle)} `.replace('  ', ' ') });
  const next: Whistle = { ...whistle, state: 'withdrawn', reason, endedAt: facts.now, clocks: [] };
  const groups =
    whistle.dispatchedAt === null
      ? []
      : [
          ...toCalled(facts, next, 'withdrawn'),
          ...toObservers(facts, next, 'withdrawn'),
          ...overAtOnce(facts, next, 'withdrawn'),
        ];
  const told = toBlower(facts, next, {
    type: 'notice',
    news: 'withdrawn',
    org: null,
    to: 'blower',
  });
  return changed(
    next,
    [{ type: 'withdrawn', by: command.by, data: {} }],
    [...groups, ...toColleagues(facts, next), told],
  );
}

/** Units whose demands were merged into this one: it is their matter too. */
const broughtByOthers = (
  { origins, blowerOrg }: Whistle,
  { directory }: Pick<Facts, 'directory'>,
): readonly string[] => {
  const orgs = origins.flatMap(({ org, mergedFrom }) =>
    mergedFrom === null || org === blowerOrg ? [] : [directory.org(org)?.name ?? org],
  );
  return [...new Set(orgs)];
};

/** Colleagues whose own demand was merged into it hear that it is over. */
function toColleagues(facts: Facts, whistle: Whistle): readonly NewEffect[] {
  const people = whistle.origins.flatMap(({ by, mergedFrom }) =>
    mergedFrom === null || by === whistle.blower ? [] : [by],
  );
  return [...new Set(people)].map((userId) =>
    message(facts, whistle, person(userId), {
      type: 'notice',
      news: 'withdrawn',
      org: null,
      to: 'overseer',
    }),
  );
}

/** 催办: one more card to those who are still awaited, outside emergencies no oftener than reminders are one (2.4). */
export function urge(whistle: Whistle, command: Command<'urge'>, facts: Facts): Decision<Whistle> {
  if (!isOurs(whistle, facts) && !isCentre(facts))
    return refused({ code: 'not-yours', allowed: '吹哨单位或指挥中心' });
  if (whistle.state === 'pending_approval') return urgeApproval(whistle, command, facts);
  const gathers = isGathering(whistle) && isRunning(whistle);
  const open = gathers ? [] : whistle.participations.filter((one) => !one.done);
  const isOut = whistle.dispatchedAt !== null && whistle.endedAt === null;
  if (!gathers && (!isOut || open.length === 0)) return tooLate(whistle, facts);
  if (whistle.category !== 'emergency' && urgedLately(whistle, facts)) return ignored;
  const awaited = { ...whistle, participations: open };
  return changed(
    noteUrged(whistle, facts),
    [{ type: 'urged', by: command.by, data: gathers ? {} : { orgs: open.map((one) => one.org) } }],
    toCalled(facts, gathers ? whistle : awaited, 'urged', {
      dueAt: afterQuietHours(whistle, facts),
    }),
  );
}

/** Whoever was called: people in their community's group, departments in their own. */
const toCalled = (
  facts: Facts,
  whistle: Whistle,
  news: News,
  when: { readonly dueAt?: Instant } = {},
): NewEffect[] =>
  isGathering(whistle)
    ? [{ ...toGathering(facts, whistle, news), ...when }]
    : toDepartments(facts, whistle, news, when);

/** Whether whoever gives the command sits in the command centre (S31). */
export function isCentre(facts: Facts): boolean {
  const org = facts.member && facts.directory.org(facts.member.org);
  return org?.duties.includes('command-centre') ?? false;
}

function reopen(seat: Participation): Participation {
  return { ...seat, state: seat.onSite ? 'on_site' : 'checked_in', done: null };
}

/** The units on it that the words name, by whatever name. */
const namedIn = (words: string, { participations }: Whistle, { directory }: Facts) =>
  participations.filter(({ org }) => {
    const unit = directory.org(org);
    return unit && [unit.name, unit.fullName, ...unit.aliases].some((one) => words.includes(one));
  });

/** Said once more while nobody has claimed to be done again: a reason more, and no other return. */
function addReason(
  whistle: Whistle,
  command: Command<'return'>,
  { reason, named }: { readonly reason: string | null; readonly named: readonly Participation[] },
  facts: Facts,
): Decision<Whistle> {
  if (reason === null || (whistle.reason ?? '').split('；').includes(reason)) return ignored;
  const all = whistle.reason === null ? reason : `${whistle.reason}；${reason}`;
  const next = { ...whistle, reason: clip(all, 200) };
  const open = whistle.participations.filter(({ done }) => done === null);
  const participations = named.length > 0 ? named : open;
  return changed(
    next,
    [{ type: 'reason-added', by: command.by, data: { round: whistle.round } }],
    toDepartments(facts, { ...next, participations }, 'returned-because'),
  );
}
