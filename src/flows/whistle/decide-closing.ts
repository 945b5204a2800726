import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import { checkInScore } from '../../domain/check-in-score.ts';
import { stateNames, type Participation, type Whistle } from '../../domain/whistle.ts';
import { clockEffect, startClock, withoutClocks } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { short } from './decide-seat.ts';
import type { Facts } from './facts.ts';
import { aboutSeat, message, person, toBlower, toDepartments } from './messages.ts';
import { readScores } from './rating.ts';

type Command<Type extends HumanCommand['type']> = Extract<HumanCommand, { type: Type }>;

/** 核验通过: the street accepts all parts and is asked for its ratings (S33, S35). */
export function verify(
  whistle: Whistle,
  command: Command<'verify'>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  if (whistle.state === 'verified' || whistle.state === 'archived') return ignored;
  if (whistle.state !== 'claimed_done')
    return refused({ code: 'too-early', step: '各部门全部办结' });
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

/** 退回重办: back to the departments, whose closing clocks go on from the original time (domain 5.7). */
export function sendBack(
  whistle: Whistle,
  command: Command<'return'>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  const reason = command.reason.trim().slice(0, 200) || null;
  if (whistle.state === 'in_progress' && whistle.round > 0)
    return addReason(whistle, command, reason, facts);
  if (whistle.state !== 'claimed_done')
    return refused({ code: 'too-late', state: stateNames[whistle.state] });
  const round = whistle.round + 1;
  const from = whistle.dispatchedAt ?? facts.now;
  const participations = whistle.participations.map(reopen);
  const reopened = participations.flatMap(
    ({ org }) => startClock(facts, whistle, { stage: 'finish', org, round, from }) ?? [],
  );
  const clocks = [...withoutClocks(whistle.clocks, null, ['verify']), ...reopened];
  const next: Whistle = { ...whistle, state: 'in_progress', round, reason, participations, clocks };
  return changed(
    next,
    [{ type: 'returned', by: command.by, data: { round } }],
    [
      ...toDepartments(facts, next, 'returned'),
      ...reopened.flatMap((one) => clockEffect(next, one)),
    ],
  );
}

/** 评价: four lines for one department, once; all rated, the whistle is archived (S35–S39). */
export function rate(whistle: Whistle, command: Command<'rate'>, facts: Facts): Decision<Whistle> {
  if (!mayRate(whistle, facts))
    return refused({ code: 'not-yours', allowed: '吹哨单位授权的评价人' });
  if (whistle.state !== 'verified' && whistle.state !== 'archived')
    return refused({ code: 'too-early', step: '核验通过' });
  const seat = ratedSeat(whistle, command.org);
  if (!seat) return whistle.state === 'archived' ? ignored : askWhich(whistle, facts);
  if (seat.rating) return addRatingReason(whistle, seat, command, facts);
  const read = readScores(facts.directory.book.rating, command.scores);
  if (!read) return refused({ code: 'bad-scores', words: wordsFor(whistle, seat, facts) });
  const score = checkInScore(facts.directory.book.rating, seat, whistle.category);
  const rating = {
    by: command.by,
    at: facts.now,
    scores: read,
    reason: reasonOf(command),
    checkInScore: score,
  };
  const participations = whistle.participations.map((one) =>
    one === seat ? { ...one, rating } : one,
  );
  const event = {
    type: 'rated',
    by: command.by,
    data: { org: seat.org, checkInScore: score, ...read },
  };
  if (participations.some((one) => !one.rating))
    return changed({ ...whistle, participations }, [event], []);
  const next: Whistle = {
    ...whistle,
    state: 'archived',
    endedAt: facts.now,
    participations,
    clocks: [],
  };
  return changed(
    next,
    [event, { type: 'archived', by: null, data: {} }],
    [
      ...toDepartments(facts, next, 'archived'),
      toBlower(facts, next, { type: 'notice', news: 'archived', org: null, to: 'blower' }),
    ],
  );
}

/** 撤哨: with a reason, before anybody has reported in (domain 5.7). */
export function withdraw(
  whistle: Whistle,
  command: Command<'withdraw'>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  if (whistle.state === 'withdrawn') return ignored;
  if (whistle.state === 'draft' || whistle.state === 'held')
    return refused({ code: 'not-yours', allowed: '吹哨人（请在草稿上点“取消”）' });
  if (whistle.participations.some((one) => one.checkedIn) || whistle.endedAt !== null) {
    return refused({ code: 'too-late', state: stateNames[whistle.state] });
  }
  const reason = command.reason.trim().slice(0, 200);
  if (reason === '')
    return refused({ code: 'needs-reason', words: `撤哨 ${short(whistle)} `.replace('  ', ' ') });
  const next: Whistle = { ...whistle, state: 'withdrawn', reason, endedAt: facts.now, clocks: [] };
  const groups = whistle.dispatchedAt === null ? [] : toDepartments(facts, next, 'withdrawn');
  const told = toBlower(facts, next, {
    type: 'notice',
    news: 'withdrawn',
    org: null,
    to: 'blower',
  });
  return changed(next, [{ type: 'withdrawn', by: command.by, data: {} }], [...groups, told]);
}

/** 催办: one more card to those who are still awaited. */
export function urge(whistle: Whistle, command: Command<'urge'>, facts: Facts): Decision<Whistle> {
  if (!isOurs(whistle, facts) && !isCentre(facts))
    return refused({ code: 'not-yours', allowed: '吹哨单位或指挥中心' });
  const open = whistle.participations.filter((one) => !one.done);
  if (whistle.dispatchedAt === null || whistle.endedAt !== null || open.length === 0) {
    return refused({ code: 'too-late', state: stateNames[whistle.state] });
  }
  const next = { ...whistle, participations: whistle.participations };
  const effects = toDepartments(facts, { ...next, participations: open }, 'urged');
  return changed(
    next,
    [{ type: 'urged', by: command.by, data: { orgs: open.map((one) => one.org) } }],
    effects,
  );
}

const isOurs = (whistle: Whistle, facts: Facts): boolean => facts.member?.org === whistle.blowerOrg;

function isCentre(facts: Facts): boolean {
  const org = facts.member && facts.directory.org(facts.member.org);
  return org?.duties.includes('command-centre') ?? false;
}

function mayRate(whistle: Whistle, facts: Facts): boolean {
  if (!isOurs(whistle, facts) || !facts.member) return false;
  if (facts.member.post === 'head') return true;
  return facts.directory.book.rating.delegatedToBlower && facts.member.userId === whistle.blower;
}

function reopen(seat: Participation): Participation {
  return { ...seat, state: seat.onSite ? 'on_site' : 'checked_in', done: null };
}

function addReason(
  whistle: Whistle,
  command: Command<'return'>,
  reason: string | null,
  facts: Facts,
): Decision<Whistle> {
  if (reason === null || whistle.reason !== null) return ignored;
  const next = { ...whistle, reason };
  return changed(
    next,
    [{ type: 'returned', by: command.by, data: { round: whistle.round } }],
    toDepartments(facts, next, 'returned'),
  );
}

function ratedSeat(whistle: Whistle, org: string | null): Participation | undefined {
  if (org !== null) return whistle.participations.find((one) => one.org === org);
  const open = whistle.participations.filter((one) => !one.rating);
  return open.length === 1 ? open[0] : undefined;
}

function askWhich(whistle: Whistle, facts: Facts): Decision<Whistle> {
  const open = whistle.participations.filter((one) => !one.rating);
  const names = open.map(({ org }) => facts.directory.org(org)?.name ?? org);
  return refused({
    code: 'which-department',
    names,
    words: `评价 ${short(whistle)} ${names[0] ?? ''} 5 4 5`,
  });
}

/** The scores stand, whoever would change them is told so; a reason that was missing may follow. */
function addRatingReason(
  whistle: Whistle,
  seat: Participation,
  command: Command<'rate'>,
  facts: Facts,
): Decision<Whistle> {
  const { rating } = seat;
  const reason = reasonOf(command);
  const { rating: rules } = facts.directory.book;
  const again = readScores(rules, command.scores);
  if (rating && again && rules.criteria.some(({ code }) => again[code] !== rating.scores[code])) {
    const name = facts.directory.org(seat.org)?.name ?? seat.org;
    const scores = rules.criteria.map(({ code }) => String(rating.scores[code] ?? '')).join(' ');
    return refused({
      code: 'already-rated',
      org: name,
      words: `评价 ${short(whistle)} ${name} ${scores} 理由`,
    });
  }
  if (!rating || rating.reason !== null || reason === null) return ignored;
  const participations = whistle.participations.map((one) =>
    one === seat ? { ...one, rating: { ...rating, reason } } : one,
  );
  return changed(
    { ...whistle, participations },
    [{ type: 'rating-reason', by: command.by, data: { org: seat.org, at: facts.now } }],
    [],
  );
}

const reasonOf = ({ reason }: Command<'rate'>): string | null =>
  reason?.trim().slice(0, 200) || null;

function wordsFor(whistle: Whistle, seat: Participation, facts: Facts): string {
  return `评价 ${short(whistle)} ${facts.directory.org(seat.org)?.name ?? seat.org} 5 4 5`;
}

function askForRating(facts: Facts, whistle: Whistle, org: string): NewEffect {
  const { rating } = facts.directory.book;
  const [head] = facts.directory.receiversOf('street-approver', aboutSeat(whistle, org));
  if (rating.delegatedToBlower || head === undefined)
    return toBlower(facts, whistle, { type: 'rate', org });
  return message(facts, whistle, person(head), { type: 'rate', org });
}
